"""Posts over time: who follows whom, who held a post on a day, and where that is told."""

from __future__ import annotations

import csv
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.imports.importing import carry_out, plan
from data.people.posts import address_of, emails_at, head_of, heads_on, held_by_people, posts_of
from data.problems import Clash, Refused
from data.store.store import Store
from data.tables.computed_columns import computed_columns_of
from data.tables.details import details_of, lines_of
from data.tables.finding import suggestions
from data.today.matters import matters
from models.alliances.alliance import Alliance
from models.memberships.membership import Membership
from models.people.person import Person
from models.people.post import Post
from models.records.record import Values
from models.schools.organisation import Organisation
from models.schools.school import School
from tests.conftest import TODAY

ASH, BEECH, DIOCESE = (letter * 32 for letter in "abd")
ANN, BOB, CAT = (number * 32 for number in "123")
SEPTEMBER = date(2026, 9, 1)
A_DAY = timedelta(days=1)


@pytest.fixture
def books(store: Store) -> Store:
    """Two schools, a diocese and three people."""
    with store.operation("Begin") as change:
        change.add(School, {"name": "Ash Grove", "urn": "100001"}, ASH)
        change.add(School, {"name": "Beech Lane", "urn": "100002"}, BEECH)
        change.add(Organisation, {"name": "Diocese of Salford"}, DIOCESE)
        change.add(Person, {"name": "Ann Hope", "email": "ann@home.example"}, ANN)
        change.add(Person, {"name": "Bob Cole"}, BOB)
        change.add(Person, {"name": "Cat Dean"}, CAT)
    return store


def appoint(
    store: Store, person: str, role: str = "headteacher", school: str | None = ASH, **values: Any
) -> tuple[str, list[str]]:
    """Add a post; gives its key and what was said about it."""
    with store.operation("Appoint") as change:
        key = change.add(Post, {"person": person, "role": role, "school": school} | values)
    return key, [each.message for each in change.warnings]


def times(store: Store, school: str = ASH) -> list[tuple[str, date | None, date | None]]:
    """Who held the posts of a school, and from when to when, the earliest first."""
    found = [
        (store.name_of(Person, str(each["person"])), each["began"], each["ended"])
        for each in store.find(Post, school=school)
    ]
    return sorted(found, key=lambda each: each[1] or date.min)  # type: ignore[return-value]


# Who follows whom


def test_a_new_head_ends_the_time_of_the_one_before_and_one_undo_gives_it_back(
    books: Store,
) -> None:
    appoint(books, ANN, began=date(2020, 9, 1))
    _, said = appoint(books, BOB, began=SEPTEMBER)
    assert said == ["Ann Hope was headteacher until 31/08/2026."]
    assert times(books) == [
        ("Ann Hope", date(2020, 9, 1), date(2026, 8, 31)), ("Bob Cole", SEPTEMBER, None),
    ]  # fmt: skip
    books.undo()
    assert times(books) == [("Ann Hope", date(2020, 9, 1), None)]


def test_a_principal_ends_the_time_of_the_headteacher(books: Store) -> None:
    appoint(books, ANN)
    appoint(books, ANN, role="principal", began=SEPTEMBER)
    assert times(books) == [
        ("Ann Hope", None, date(2026, 8, 31)), ("Ann Hope", SEPTEMBER, None),
    ]  # fmt: skip


def test_a_new_head_of_another_school_or_another_role_ends_nothing(books: Store) -> None:
    appoint(books, ANN, began=date(2020, 9, 1))
    for role, school in (("headteacher", BEECH), ("deputy", ASH), ("executive head", ASH)):
        assert appoint(books, BOB, role=role, school=school, began=SEPTEMBER)[1] == []
    assert books.find(Post, ended=None) == books.find(Post)


def test_a_head_to_come_leaves_the_one_of_today_in_post_until_then(books: Store) -> None:
    appoint(books, ANN, began=date(2020, 9, 1))
    _, said = appoint(books, BOB, began=date(2027, 1, 1))
    assert said == ["Ann Hope is headteacher until 31/12/2026."]
    assert head_of(books, ASH, TODAY) == (ANN, *books.find(Post, person=ANN))


def test_a_new_head_without_a_day_begins_today_or_after_the_last_one(books: Store) -> None:
    appoint(books, ANN)
    _, said = appoint(books, BOB)
    assert said[0] == "From 21/11/2026, as no other day was given."
    assert times(books) == [("Ann Hope", None, TODAY - A_DAY), ("Bob Cole", TODAY, None)]
    appoint(books, ANN, school=BEECH, ended=date(2026, 7, 31))
    _, said = appoint(books, BOB, school=BEECH)
    assert said == ["From 01/08/2026, the day after the last one."]


def test_a_head_typed_in_late_holds_the_post_until_the_next_one_began(books: Store) -> None:
    appoint(books, ANN, began=SEPTEMBER)
    _, said = appoint(books, BOB, began=date(2015, 9, 1))
    assert said == ["Until 31/08/2026, when the next one began."]
    assert times(books)[0] == ("Bob Cole", date(2015, 9, 1), date(2026, 8, 31))


def test_history_typed_in_tells_when_the_head_of_today_began(books: Store) -> None:
    appoint(books, ANN)
    _, said = appoint(books, BOB, began=date(2015, 9, 1), ended=date(2024, 8, 31))
    assert said == ["Ann Hope holds the post from 01/09/2024."]
    assert times(books) == [
        ("Bob Cole", date(2015, 9, 1), date(2024, 8, 31)), ("Ann Hope", date(2024, 9, 1), None),
    ]  # fmt: skip


def test_two_heads_at_a_time_are_refused_with_the_days_of_the_other(books: Store) -> None:
    ann, _ = appoint(books, ANN, began=date(2020, 9, 1), ended=date(2024, 8, 31))
    held = "Ann Hope holds this post from 01/09/2020 until 31/08/2024, and one person holds it"
    with pytest.raises(Refused, match=held):
        appoint(books, BOB, began=date(2024, 1, 1), ended=date(2025, 8, 31))
    with pytest.raises(Refused, match="Ann Hope holds this post from 01/09/2020 already"):
        appoint(books, CAT, began=date(2020, 9, 1))
    appoint(books, BOB, began=date(2024, 9, 1))
    with pytest.raises(Refused, match="Bob Cole holds this post from 01/09/2024, and one"):
        with books.operation("Come back") as change:
            change.set(Post, ann, {"ended": None})
    assert times(books) == [
        ("Ann Hope", date(2020, 9, 1), date(2024, 8, 31)), ("Bob Cole", date(2024, 9, 1), None),
    ]  # fmt: skip


def test_two_who_share_a_headship_each_hold_a_post_of_their_own(books: Store) -> None:
    appoint(books, ANN, began=SEPTEMBER)
    with pytest.raises(Refused, match="are each a co-headteacher"):
        appoint(books, BOB, began=SEPTEMBER)
    for person in (BOB, CAT):
        appoint(books, person, "co-headteacher", began=SEPTEMBER)
    assert all(post["ended"] is None for post in books.find(Post, role="co-headteacher"))
    assert head_of(books, ASH, TODAY) is not None


def test_books_in_which_two_hold_a_post_are_told_of_the_days_only(books: Store) -> None:
    appoint(books, ANN, began=date(2020, 9, 1))
    key, _ = appoint(books, BOB, role="deputy", began=date(2021, 9, 1))
    with books.operation("As old books have it") as change:
        change.set_as_result(Post, key, {"role": "headteacher"})
    with books.operation("Note") as change:
        change.set(Post, key, {"email": "bob@ash.example"})
    assert change.warnings == []
    with pytest.raises(Refused, match="Ann Hope holds this post"):
        with books.operation("Correct") as change:
            change.set(Post, key, {"ended": date(2026, 8, 31)})


def test_an_acting_head_with_a_last_day_follows_whoever_is_there_now(books: Store) -> None:
    appoint(books, ANN, began=date(2020, 9, 1))
    _, said = appoint(books, BOB, began=SEPTEMBER, ended=date(2027, 8, 31))
    assert said == ["Ann Hope was headteacher until 31/08/2026."]
    with pytest.raises(Refused, match="Bob Cole holds this post from 01/09/2026 until 31/08/2027"):
        appoint(books, CAT, began=date(2026, 10, 1), ended=date(2026, 12, 31))


def test_another_first_day_of_a_head_moves_the_last_day_of_the_one_before(books: Store) -> None:
    appoint(books, ANN, began=date(2020, 9, 1))
    key, _ = appoint(books, BOB, began=SEPTEMBER)
    with books.operation("Correct") as change:
        change.set(Post, key, {"began": date(2026, 10, 1)})
    assert times(books)[0] == ("Ann Hope", date(2020, 9, 1), date(2026, 9, 30))
    with books.operation("Correct") as change:
        change.set(Post, key, {"began": date(2026, 8, 1)})
    assert times(books)[0] == ("Ann Hope", date(2020, 9, 1), date(2026, 7, 31))


def test_a_deputy_who_becomes_head_in_the_same_post_ends_the_time_of_the_one_before(
    books: Store,
) -> None:
    appoint(books, ANN, began=date(2020, 9, 1))
    key, _ = appoint(books, BOB, role="deputy", began=SEPTEMBER)
    with books.operation("Promote") as change:
        change.set(Post, key, {"role": "headteacher"})
    assert times(books)[0] == ("Ann Hope", date(2020, 9, 1), date(2026, 8, 31))


@pytest.fixture
def led_by_ann(books: Store) -> str:
    """The post of Ann Hope, head of Ash Grove and its lead contact in Northern."""
    key, _ = appoint(books, ANN, began=date(2020, 9, 1), strategic_accountability=True)
    with books.operation("Join") as change:
        north = change.add(Alliance, {"name": "Northern"})
        change.add(Membership, {"alliance": north, "school": ASH, "lead_contact": ANN})
    return key


def test_it_is_said_when_the_former_head_is_still_the_lead_contact(
    books: Store, led_by_ann: str
) -> None:
    _, said = appoint(books, BOB, began=SEPTEMBER)
    assert "Ann Hope is still lead contact in Northern." in said


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ({"strategic_accountability": False}, ["Ann Hope is still lead contact in Northern."]),
        ({"strategic_accountability": None}, ["Ann Hope is still lead contact in Northern."]),
        ({"ended": date(2026, 11, 20)}, ["Ann Hope is still lead contact in Northern."]),
        ({"ended": TODAY}, []),
        ({"email": "ann@ash.example"}, []),
    ],
)
def test_whoever_loses_accountability_or_the_post_is_told_where_they_are_lead_contact(
    books: Store, led_by_ann: str, new: Values, said: list[str]
) -> None:
    with books.operation("Change") as change:
        change.set(Post, led_by_ann, new)
    assert [each.message for each in change.warnings] == said
    (matter,) = [each for each in matters(books) if each.title.startswith("Lead contacts")]
    assert matter.count == len(said)


DAYS = st.dates(date(2020, 1, 1), date(2020, 3, 1))


@given(appointments=st.lists(st.tuples(st.sampled_from(["headteacher", "principal"]), DAYS)))
def test_whatever_the_order_of_new_heads_one_holds_the_post_on_each_day(
    tmp_path_factory: pytest.TempPathFactory, appointments: list[tuple[str, date]]
) -> None:
    path = tmp_path_factory.mktemp("heads") / "a.db"
    with Store.open(path, today=TODAY, create=True, throw_away=True) as store:
        with store.operation("Begin") as change:
            change.add(School, {"name": "Ash Grove"}, ASH)
        appointed: dict[date, str] = {}
        for number, (role, began) in enumerate(appointments):
            with store.operation("Somebody") as change:
                person = change.add(Person, {"name": f"Head {number}"})
            if began in appointed:
                with pytest.raises(Refused):
                    appoint(store, person, role, began=began)
            else:
                appoint(store, person, role, began=began)
                appointed[began] = person
        for number in range(-1, 70):
            day = date(2020, 1, 1) + number * A_DAY
            begun = [began for began in appointed if began <= day]
            held = [
                each["person"]
                for each in store.find(Post)
                if (each["began"] or date.min) <= day <= (each["ended"] or date.max)  # type: ignore[operator]
            ]
            assert held == ([appointed[max(begun)]] if begun else [])
            head = heads_on(store, day).get(ASH)
            assert (head.person if head else None) == (held[0] if held else None)
        while store.undoable():
            store.undo()
        assert store.count(Post) == 0


def test_whoever_moved_to_another_school_leads_for_the_old_one_no_longer(
    books: Store, led_by_ann: str
) -> None:
    with books.operation("Move") as change:
        change.set(Post, led_by_ann, {"ended": date(2026, 8, 31)})
    appoint(books, ANN, school=BEECH, began=SEPTEMBER, strategic_accountability=True)
    (matter,) = [each for each in matters(books) if each.title.startswith("Lead contacts")]
    assert matter.detail == (
        "Ash Grove: Ann Hope holds a post with strategic accountability at Beech Lane, and none "
        "here."
    )
    appoint(books, ANN, "other", None, organisation=DIOCESE, strategic_accountability=True)
    (matter,) = [each for each in matters(books) if each.title.startswith("Lead contacts")]
    assert matter.count == 0, "whoever decides above the schools may lead for one"


def test_whoever_was_followed_does_not_stay_over_somebody_in_between(books: Store) -> None:
    appoint(books, BOB, began=SEPTEMBER, ended=SEPTEMBER)
    followed, _ = appoint(books, ANN, began=date(2026, 1, 1), ended=date(2026, 7, 31))
    follows, _ = appoint(books, CAT, began=date(2026, 8, 1), ended=date(2026, 8, 31))
    with books.operation("Correct") as change:
        change.set(Post, follows, {"began": date(2026, 9, 2), "ended": None})
    assert (books.get(Post, followed) or {})["ended"] == date(2026, 8, 31)


TIMES = st.tuples(
    st.sampled_from(["headteacher", "principal", "deputy"]),
    st.none() | DAYS,
    st.none() | DAYS,
    st.integers(0, 9),
)


@settings(deadline=None, max_examples=60)
@given(entries=st.lists(TIMES, max_size=8), today=DAYS)
def test_whatever_is_entered_or_changed_nobody_shares_the_seat_of_a_head(
    tmp_path_factory: pytest.TempPathFactory,
    entries: list[tuple[str, date | None, date | None, int]],
    today: date,
) -> None:
    path = tmp_path_factory.mktemp("seats") / "a.db"
    with Store.open(path, today=today, create=True, throw_away=True) as store:
        with store.operation("Begin") as change:
            change.add(School, {"name": "Ash Grove"}, ASH)
            person = change.add(Person, {"name": "Somebody"})
        keys: list[str] = []
        for role, began, ended, which in entries:
            values: Values = {"role": role, "began": began, "ended": ended}
            with suppress(Refused), store.operation("Enter") as change:
                if which < len(keys):
                    change.set(Post, keys[which], values)
                else:
                    keys.append(change.add(Post, values | {"person": person, "school": ASH}))
        held = sorted(
            (each["began"] or date.min, each["ended"] or date.max)
            for each in store.find(Post)
            if each["role"] != "deputy"
        )  # type: ignore[type-var]
        assert all(began <= ended for began, ended in held)  # type: ignore[operator]
        assert all(one[1] < other[0] for one, other in pairwise(held))  # type: ignore[operator]


# Who held it on a day


def test_who_led_a_school_on_a_day_can_be_asked(books: Store) -> None:
    appoint(books, ANN, began=date(2020, 9, 1))
    appoint(books, BOB, began=SEPTEMBER)
    appoint(books, CAT, school=BEECH, role="chair")
    for day, who in (
        (date(2020, 8, 31), None), (date(2020, 9, 1), ANN), (date(2026, 8, 31), ANN),
        (SEPTEMBER, BOB), (date(2030, 1, 1), BOB),
    ):  # fmt: skip
        head = head_of(books, ASH, day)
        assert (head.person if head else None) == who
        assert {key: each.person for key, each in heads_on(books, day).items()} == (
            {ASH: who} if who else {}
        )
    assert head_of(books, BEECH, TODAY) is None, "a chair of governors does not lead the school"


def test_the_headteacher_stands_for_a_school_that_has_an_executive_head_as_well(
    books: Store,
) -> None:
    appoint(books, BOB, role="executive head", began=SEPTEMBER)
    head = head_of(books, ASH, TODAY)
    assert head is not None
    assert head.person == BOB
    appoint(books, ANN, began=date(2020, 9, 1))
    assert heads_on(books, TODAY)[ASH].person == ANN


def test_the_heads_of_all_schools_are_one_question_to_the_file(
    books: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for school in (ASH, BEECH):
        appoint(books, ANN, school=school)
    books.names_of_namesakes(School)  # It is asked once after schools have changed.
    asked = []
    rows = type(books.database).rows
    monkeypatch.setattr(
        type(books.database), "rows", lambda *given: asked.append(given[1]) or rows(*given)
    )
    read = Store.select
    monkeypatch.setattr(Store, "select", lambda *given: asked.append(given[1]) or read(*given))
    for question in (
        lambda: heads_on(books, TODAY),
        lambda: head_of(books, ASH, TODAY),
        lambda: posts_of(books, person=ANN),
        lambda: held_by_people(books),
        lambda: emails_at(books),
    ):
        asked.clear()
        assert question()
        assert len(asked) == 1


# Where it is told


def cells(store: Store, record: type, key: str) -> tuple[Any, ...]:
    derived = computed_columns_of(record)
    assert derived is not None
    assert derived.compute(store)[key] == derived.compute(store, [key])[key]
    return derived.compute(store)[key]


def test_a_list_of_people_says_what_they_hold_today_and_where(books: Store) -> None:
    appoint(books, ANN, began=date(2015, 9, 1))
    appoint(books, BOB, began=SEPTEMBER)
    appoint(books, BOB, role="cpd lead", school=BEECH)
    appoint(books, BOB, role="other", school=None, organisation=DIOCESE)
    assert cells(books, Person, BOB) == (
        "Headteacher, Ash Grove; Professional development lead, Beech Lane; "
        "Other, Diocese of Salford",
    )
    assert cells(books, Person, ANN) == (None,), "the post that ended is no more"


def test_a_list_of_posts_says_which_are_held_now(books: Store) -> None:
    first, _ = appoint(books, ANN, began=date(2015, 9, 1))
    second, _ = appoint(books, BOB, began=SEPTEMBER)
    third, _ = appoint(books, CAT, began=date(2027, 1, 1))
    fourth, _ = appoint(books, CAT, role="chair")
    assert [cells(books, Post, key)[0] for key in (first, second, third, fourth)] == [
        "until 31/08/2026", "until 31/12/2026", "from 01/01/2027", "now",
    ]  # fmt: skip


def test_the_details_of_a_school_name_the_head_of_today_first_and_keep_those_before(
    books: Store,
) -> None:
    appoint(books, ANN, began=date(2015, 9, 1))
    appoint(books, CAT, role="clerk")
    appoint(books, BOB, began=SEPTEMBER, email="head@ash.example", telephone="0161 624 1484")
    details = details_of(books, School, ASH)
    assert details is not None
    lines = lines_of(details)
    assert lines[0] == (
        "Head",
        "Bob Cole, headteacher since 01/09/2026 · head@ash.example · 0161 624 1484",
    )
    at = lines.index(("Posts (3)", ""))
    assert [text for _, text in lines[at + 1 : at + 4]] == [
        "Bob Cole · Headteacher: from 01/09/2026",
        "Cat Dean · Governance professional (clerk)",
        "Ann Hope · Headteacher: from 01/09/2015, until 31/08/2026",
    ]


def test_the_address_of_a_post_goes_before_that_of_the_person(books: Store) -> None:
    person = books.get(Person, ANN)
    key, _ = appoint(books, ANN, role="clerk", email="clerk@ash.example")
    post = books.get(Post, key)
    assert address_of(post, person) == "clerk@ash.example"
    assert address_of(None, person) == "ann@home.example"
    assert address_of(post, person, "telephone") is None
    assert emails_at(books) == [(ASH, "Ann Hope", "clerk@ash.example")]


def test_whoever_left_a_school_is_not_written_to_there(books: Store) -> None:
    appoint(books, ANN, email="head@ash.example", ended=date(2026, 8, 31))
    assert emails_at(books) == [(None, "Ann Hope", "ann@home.example")]


def test_namesakes_are_told_apart_by_what_they_hold(books: Store) -> None:
    with books.operation("Another") as change:
        other = change.add(Person, {"name": "Ann Hope"})
    appoint(books, ANN)
    appoint(books, other, school=BEECH)
    told = {key: detail for key, _, detail in suggestions(books, Person, "ann h")}
    assert told[ANN].startswith("Headteacher, Ash Grove")
    assert told[other] == "Headteacher, Beech Lane"


# Imports


@pytest.fixture
def posts_file(tmp_path: Path) -> Callable[..., Path]:
    """Write rows under the headings Person, Role, School, From, Email as CSV."""

    def write(*rows: tuple[str, ...]) -> Path:
        path = tmp_path / "posts.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("Person", "Role", "School", "From", "Email"), *rows])
        return path

    return write


def names(people: list[Values]) -> list[str]:
    return sorted(str(each["name"]) for each in people)


def test_importing_posts_adds_whoever_is_new_and_one_undo_takes_all_back(
    books: Store, posts_file: Callable[..., Path]
) -> None:
    path = posts_file(
        ("Ann Hope", "Headteacher", "Ash", "01/09/2020", "head@ash.example"),
        ("Ann Ho", "Clerk", "Ash", "", ""),
        ("Dot Ede", "Headteacher", "Ash", "01/09/2026", ""),
        ("dot ede", "Other", "100002", "", ""),
        ("Eve Fox", "Headteacher", "Nowhere", "", ""),
    )
    made = plan(books, Post, path)
    assert names(made.newcomers) == ["Ann Ho", "Dot Ede"], "nobody for the row that is rejected"
    assert "2 people to add first: Ann Ho, Dot Ede." in made.lines()
    assert [row.line for row in made.rejected] == [6]
    assert books.count(Person) == 3, "a plan changes nothing"
    done = carry_out(books, made)
    assert done.kinds == {"people", "posts"}
    assert names(books.find(Person)) == ["Ann Ho", "Ann Hope", "Bob Cole", "Cat Dean", "Dot Ede"]
    assert ("Ann Hope", date(2020, 9, 1), date(2026, 8, 31)) in times(books)
    again = plan(books, Post, path)
    assert (again.empty, again.newcomers) == (True, [])
    books.undo()
    assert (books.count(Person), books.count(Post)) == (3, 0)


def test_a_plan_with_newcomers_is_refused_when_one_was_added_meanwhile(
    books: Store, posts_file: Callable[..., Path]
) -> None:
    made = plan(books, Post, posts_file(("Dot Ede", "Clerk", "Ash", "", "")))
    with books.operation("Add") as change:
        change.add(Person, {"name": "Dot Ede"})
    with pytest.raises(Clash, match="Dot Ede was added meanwhile"):
        carry_out(books, made)


def test_a_list_of_people_with_their_schools_is_told_how_it_can_be_imported(
    books: Store, tmp_path: Path
) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Name,Role,School\nDot Ede,Clerk,Ash Grove\n", encoding="utf-8")
    notes = plan(books, Person, path).notes
    assert any("imported as posts, under the headings Person, Role, School" in n for n in notes)
