"""Where policies stand: the board beside a slow, plain reckoning, and each rule by itself."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from data.policies import standing_inputs as policy_books
from data.policies.lists import tallies
from data.policies.standing import Board, Standing, board, pair_key, pair_of
from data.problems import Refused
from data.sample.store import open_sample
from data.store.store import Store
from models.alliances.alliance import Alliance
from models.alliances.catalogues import CATALOGUES
from models.calendar.calendars import calendars
from models.calendar.half_term_dates import HalfTermDates
from models.calendar.school_calendar import SchoolCalendar
from models.memberships.membership import STAGES, STAGES_THAT_ENDED, Membership
from models.policies.due_dates import NOT_APPLICABLE, NOT_COUNTED, Reckoning, cycle_of
from models.policies.duties import MUST, NO, Duty, duty_for
from models.policies.policy import CONDITIONS, CYCLES, DUTIES, PUPILS, RECKONINGS, Policy
from models.policies.review import REVIEW_KINDS, Review
from models.policies.school_policy import STAGES_OF_POLICY, SchoolPolicy
from models.records.record import Record, Values, new_key
from models.schools.school import School
from tests.conftest import TODAY

SCHOOL, ACADEMY, POLICY, ALLIANCE = (letter * 32 for letter in "abcd")
YEAR_AGO = date(2025, 11, 21)
SETTLED: Values = {"settled_in": date(2024, 9, 1), "type": "01"}


# The plain reckoning: every question asked of the books anew


def plain_catalogues(store: Store, school: str) -> set[str]:
    """The catalogues that a school is held to; none when nobody watches it."""
    memberships = store.find(Membership)
    mine = [each for each in memberships if each["school"] == school]
    found: set[str] = set()
    for each in mine:
        if each["stage"] not in STAGES_THAT_ENDED:
            alliance = store.get(Alliance, str(each["alliance"]))
            chosen = alliance["catalogues"] if alliance else None
            found |= set(str(chosen).split(",")) if chosen else set(CATALOGUES)
    if mine:
        return found
    values = store.get(School, school)
    if not memberships and values and values["status"] in (None, "1", "3"):
        return set(CATALOGUES)
    held = [
        store.get(Policy, str(each["policy"])) for each in store.find(SchoolPolicy, school=school)
    ]
    return {str(policy["catalogue"]) for policy in held if policy}


def plain_calendar(store: Store, authority: object) -> SchoolCalendar:
    days: dict[tuple[int, str], tuple[date, date]] = {}
    for whose in (None, authority):
        for each in store.find(HalfTermDates):
            if each["local_authority"] == whose:
                place = each["school_year"], each["half_term"]
                days[place] = each["first_day"], each["last_day"]  # type: ignore[index, assignment]
    return SchoolCalendar(days)


def plain_duty(school: Values, several: list[Values]) -> Duty:
    """The strictest that any of these policies asks of a school, of having it and publishing it."""
    duties = [duty_for(school, policy) for policy in several]
    for level in ("must", "should", "unknown", "varies", "no"):
        for each in duties:
            if each.level == level:
                publish = next(
                    level
                    for level in ("must", "should", "unknown", "varies", "no")
                    if level in {each.publish for each in duties}
                )
                return Duty(level, each.why, publish)
    raise AssertionError


def plain_peers(policy: Values, policies: list[Values]) -> list[Values]:
    """The other policies that are the same document as this one, or as one of its parts."""
    same = [policy, *(each for each in policies if each["part_of"] == policy["key"])]
    return [
        each
        for each in policies
        if each["key"] != policy["key"]
        and each["document"]
        and any(each["document"] == one["document"] and each != one for one in same)
    ]


def plain_standing(
    store: Store, school: Values, policy: Values, others: list[Values], catalogues: set[str]
) -> Standing:
    """One pair, asked as strictly as any of these catalogues asks for the document."""
    held = store.find(SchoolPolicy, school=school["key"], policy=policy["key"])
    named = [policy]
    if duty_for(school, policy).level != NO:
        named += [
            each
            for each in others
            if each["catalogue"] in catalogues and duty_for(school, each).level != NO
        ]
    duty, calendar = plain_duty(school, named), plain_calendar(store, school["local_authority"])
    settled_in = school["settled_in"]
    settled = isinstance(settled_in, date) and settled_in <= store.today
    record = held[0] if held else {"stage": "not started", "next_review": None, "published": None}
    corrected = {each["corrects"] for each in store.find(Review)}
    days: dict[str, list[date]] = {kind: [] for kind in REVIEW_KINDS}
    for review in store.find(Review, school_policy=record["key"]) if held else ():
        if review["key"] not in corrected:
            days[str(review["kind_of_review"])].append(review["reviewed"])  # type: ignore[arg-type]
    approved, checked = sorted(days["approved"]), sorted(days["checked"])
    by_hand = record["next_review"]
    dues = [
        due
        for each in named
        if (due := cycle_of(each).due_after(approved, calendar))
        and not (each["ended"] and due >= each["ended"])  # type: ignore[operator]
    ]
    day = by_hand or min(dues, default=None)
    state = Reckoning(store.today, calendar).state(
        str(policy["renewal"]), str(record["stage"]), day, reviewed=bool(approved or checked),
        published=record["published"] is not None, must_publish=duty.publish == MUST,
        duty=duty.level, settled=settled, recorded=bool(held),
    )  # fmt: skip
    return Standing(
        str(school["key"]), str(policy["key"]), str(record.get("key") or ""), state,
        None if state is NOT_APPLICABLE else day, approved[-1] if approved else None,
        checked[-1] if checked else None, record["published"], duty, settled,  # type: ignore[arg-type]
    )  # fmt: skip


def plain_board(store: Store) -> dict[str, Standing]:
    """All standings by their pair, each reckoned by itself."""
    by_key = {str(each["key"]): each for each in store.find(Policy)}
    policies = [by_key[each.key] for each in policy_books.policies_asked_for(store)]
    assert policies == [
        each
        for each in policies
        if (each["ended"] is None or each["ended"] > store.today)  # type: ignore[operator]
        and (each["began"] is None or each["began"] <= store.today)  # type: ignore[operator]
    ]
    found: dict[str, Standing] = {}
    for school in store.find(School):
        catalogues = plain_catalogues(store, str(school["key"]))
        mine = {}
        for policy in policies:
            peers = plain_peers(policy, policies)
            standing = plain_standing(store, school, policy, peers, catalogues)
            if policy["catalogue"] in catalogues or standing.key:
                mine[str(policy["key"])] = standing
        mirrored = plain_answer_once(policies, mine)
        for whole in dict.fromkeys(each["part_of"] for each in policies if each["part_of"]):
            plain_forms(policies, str(whole), mine, mirrored)
        plain_stands_in(store, str(school["key"]), mine, mirrored)
        found |= {each.pair: each for key, each in mine.items() if key not in mirrored}
    return found


def plain_forms(
    policies: list[Values], whole: str, mine: dict[str, Standing], mirrored: set[str]
) -> None:
    """Set the form of a document aside in which a school does not hold it."""

    def set_aside(key: str) -> None:
        duty = mine[key].duty._replace(level=NO, why="the other form")
        mine[key] = mine[key]._replace(state=NOT_APPLICABLE, due=None, duty=duty, by="", also=())
        mirrored.discard(key)

    top = mine.get(whole)
    parts = [each for each in policies if each["part_of"] == whole and each["key"] in mine]
    keys = [str(each["key"]) for each in parts]
    held = any(mine[key].key and mine[key].state is not NOT_APPLICABLE for key in keys)
    if top is None or (held and top.key) or (not held and top.state is NOT_APPLICABLE):
        return
    if held:
        set_aside(whole)
        return
    free = [each for each in parts if not mine[str(each["key"])].key]
    same = [
        str(each["key"])
        for part in free
        for each in policies
        if each["document"]
        and each["document"] == part["document"]
        and each != part
        and each["key"] in mine
        and not mine[str(each["key"])].key
        and mine[str(each["key"])].duty.level != NO
    ]
    for part in free:
        set_aside(str(part["key"]))
    for key in same:
        mine[key] = mine[whole]._replace(policy=key, by=whole, also=())
        mirrored.add(key)
    mine[whole] = mine[whole]._replace(also=(*mine[whole].also, *same))


def plain_answer_once(policies: list[Values], mine: dict[str, Standing]) -> set[str]:
    """Let one of those that are the same document stand for the others; gives these others."""
    mirrored = set()
    for word in dict.fromkeys(each["document"] for each in policies if each["document"]):
        same = [
            key
            for each in policies
            if each["document"] == word
            and (key := str(each["key"])) in mine
            and (mine[key].duty.level != NO or mine[key].key)
        ]
        best = None
        for key in same:
            each = mine[key]
            newest = max(each.approved or date.min, each.checked or date.min)
            is_held = bool(each.key) and each.state is not NOT_APPLICABLE
            rank = is_held, newest, bool(each.key)
            if best is None or rank > best[0]:
                best = rank, key
        if best is not None and len(same) > 1:
            first = best[1]
            others = tuple(key for key in same if key != first)
            for key in others:
                mine[key] = mine[first]._replace(policy=key, by=first)
            mine[first] = mine[first]._replace(also=others)
            mirrored |= set(others)
    return mirrored


def plain_stands_in(
    store: Store, school: str, mine: dict[str, Standing], mirrored: set[str]
) -> None:
    """What a school says to stand in another document stands where that does, however far."""
    said = {
        str(each["policy"]): str(each["stands_in"])
        for each in store.find(SchoolPolicy, school=school)
        if each["stands_in"] and each["policy"] in mine and each["policy"] not in mirrored
    }
    before = dict(mine)
    seen: set[str] = set()

    def stand(key: str) -> None:
        seen.add(key)
        other = said[key]
        if other not in mine:
            return
        # Of several policies for one document, the one that is held is asked where it stands.
        first = before[other].by or other
        if first in said and first not in seen:
            stand(first)
        holder = mine[first] if other in mirrored else mine[other]
        by = holder.by or (first if other in mirrored else other)
        if holder.state is not NOT_APPLICABLE and by != key:
            mine[key] = holder._replace(
                policy=key, key=mine[key].key, duty=mine[key].duty, by=by, also=mine[key].also
            )

    for key in sorted(said):
        if key not in seen:
            stand(key)


def assert_as_reckoned_plainly(store: Store) -> dict[str, Standing]:
    """The board of the store agrees with the plain one; gives the latter."""
    plain = plain_board(store)
    found = {each.pair: each for each in board(store)}
    assert found.keys() == plain.keys()
    for pair, each in found.items():
        wanted = plain[pair]
        if wanted.duty.why == "the other form":
            assert each.duty.why.startswith(("Held in one document: ", "Held in its parts: "))
            each = each._replace(duty=wanted.duty)
        assert each == wanted
        assert each.state is not NOT_APPLICABLE or each.duty.why or each.key
        assert each.settled or each.state.tone != "bad"
    return plain


# Random books


def random_books(store: Store, seed: int) -> None:
    """Books in which anything may be, whether or not the rules would let it in."""
    chance = random.Random(seed)
    one = chance.choice
    documents = one([0, 0.4])

    def add(record: type[Record], **values: Any) -> str:
        whole = record.starting_values() | values | {"key": f"{chance.getrandbits(128):032x}"}
        change._insert(record, [whole])
        return str(whole["key"])

    def day(spread: int = 900) -> date:
        return TODAY + timedelta(days=chance.randrange(-spread, spread // 6))

    def maybe(value: Any, likely: float = 0.5) -> Any:
        return value if chance.random() < likely else None

    with store.operation("Anything") as change:
        for year in (2025, 2026):
            for name, first, last in SchoolCalendar().half_terms(year):
                for authority in ("353", None):
                    if chance.random() < 0.4:
                        shift = timedelta(days=chance.randrange(-6, 4))
                        add(HalfTermDates, local_authority=authority, school_year=year,
                            half_term=name, first_day=first + shift,
                            last_day=last + shift)  # fmt: skip
        alliances = [
            add(Alliance, name=f"Alliance {n}", catalogues=one([None, "own", "dfe,own"]))
            for n in range(chance.randrange(3))
        ]
        schools = [
            add(School, name=f"School {n}", type=one(["01", "02", "07", "34", "36", "11", None]),
                phase=one(["1", "2", "4", "5", "0", None]), status=one(["1", "2", "3", None]),
                low_age=maybe(one([2, 4, 5, 9, 11])), high_age=maybe(one([11, 13, 18])),
                nursery=maybe(one([True, False])), boarders=maybe(one([True, False])),
                biometrics=maybe(one([True, False])), staff=maybe(one([100, 400])),
                local_authority=one(["353", "929", None]), settled_in=maybe(day(), 0.8))
            for n in range(6)
        ]  # fmt: skip
        for school in schools:
            for alliance in alliances:
                if chance.random() < 0.6:
                    add(Membership, school=school, alliance=alliance, stage=one([*STAGES]))
        policies: list[str] = []
        for n in range(10):
            policies.append(
                add(Policy, title=f"Policy {n}", catalogue=one([*CATALOGUES]),
                    row=maybe(n), part_of=maybe(one(policies[:2]), 0.3) if n > 1 else None,
                    renewal=one([*CYCLES]), reckoning=maybe(one([*RECKONINGS])),
                    half_term=one(["Autumn 1", "Spring 2", "Summer 2"]),
                    due_days=one(["03-15", "12-31,01-31", "08-31"]),
                    duty_maintained=one([*DUTIES, None]), duty_academies=one([*DUTIES, None]),
                    publish_maintained=one([*DUTIES]), publish_academies=one([*DUTIES]),
                    pupils=maybe(one([*PUPILS, "primary,secondary"]), 0.3),
                    condition=maybe(one([*CONDITIONS]), 0.2),
                    only_types=maybe("01,34", 0.1), except_types=maybe("36", 0.1),
                    began=maybe(day(), 0.2), ended=maybe(day(), 0.15),
                    document=maybe(one(["charging", "pay"]), documents))
            )  # fmt: skip
        for school in schools:
            for policy in policies:
                if chance.random() < 0.5:
                    later = documents and policy in policies[5:]
                    holder = maybe(one(policies[:5]), 0.2) if later else None
                    hold_anything(add, chance, school, policy, holder)


def hold_anything(
    add: Any, chance: random.Random, school: str, policy: str, stands_in: str | None = None
) -> None:
    """A school's policy with some reviews, some of them corrected or withdrawn."""
    one = chance.choice

    def day() -> date:
        return TODAY - timedelta(days=chance.randrange(1200))

    held = add(
        SchoolPolicy, school=school, policy=policy,
        stage=one([*STAGES_OF_POLICY, "in force", "in force", "in force"]), reason="Because",
        next_review=one([None, None, None, day() + timedelta(days=500)]),
        published=one([None, day()]), stands_in=stands_in,
    )  # fmt: skip
    before = None
    for _ in range(chance.randrange(5)):
        before = add(
            Review, school_policy=held, kind_of_review=one([*REVIEW_KINDS, "approved"]),
            reviewed=day(), corrects=one([None, None, before]),
        )  # fmt: skip


@given(st.integers(0, 10**9))
@example(35)
@example(481)
@example(1271)
@settings(max_examples=40)
def test_the_board_is_what_a_plain_reckoning_gives_for_any_books(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    path = tmp_path_factory.mktemp("any") / "alliance.db"
    with Store.open(path, today=TODAY, create=True, throw_away=True) as store:
        random_books(store, seed)
        assert_as_reckoned_plainly(store)


@pytest.mark.parametrize("day", [TODAY, date(2026, 8, 20), date(2027, 2, 28)], ids=str)
def test_the_board_of_the_sample_is_what_a_plain_reckoning_gives(day: date) -> None:
    with open_sample(day) as store:
        found = assert_as_reckoned_plainly(store)
        alarms = {
            pair
            for pair, each in found.items()
            if each.settled and each.state not in NOT_COUNTED
            and plain_catalogues(store, each.school)
        }  # fmt: skip
        assert {each.pair for each in board(store).of_watched()} == alarms
        assert alarms


# Each rule by itself


@pytest.fixture
def books(store: Store) -> Store:
    """A maintained school, an academy, and a yearly policy that only the first must publish."""
    with store.operation("Begin") as change:
        change.add(School, SETTLED | {"name": "Ash Grove"}, SCHOOL)
        change.add(School, SETTLED | {"name": "Beech Academy", "type": "34"}, ACADEMY)
        change.add(
            Policy,
            {"title": "Admissions", "renewal": "annual", "publish_maintained": "must",
             "publish_academies": "no", "duty_maintained": "must", "duty_academies": "should"},
            POLICY,
        )  # fmt: skip
    return store


def hold(
    store: Store, school: str, *reviews: tuple[str, date], policy: str = POLICY, **values: Any
) -> str:
    """Give a school the policy with these reviews and then these values; gives its state."""
    with store.operation("Hold") as change:
        place: Values = {"school": school, "policy": policy, "stage": "in force"}
        held = change.add(SchoolPolicy, place | ({} if reviews else values))
        for kind, day in reviews:
            change.add(Review, {"school_policy": held, "kind_of_review": kind, "reviewed": day})
        change.set(SchoolPolicy, held, values)
    return word(store, school, policy)


def word(store: Store, school: str = SCHOOL, policy: str = POLICY) -> str:
    """The state of a pair; empty when it has none."""
    standing = board(store).get(school, policy)
    return standing.state.word if standing else ""


def edit(store: Store, record: type[Record], key: str | None = None, /, **values: Any) -> str:
    """Change a record, or add one."""
    with store.operation("Edit") as change:
        if key is None:
            return change.add(record, values)
        change.set(record, key, values)
        return key


@pytest.mark.parametrize(
    ("approved", "state"),
    [
        (YEAR_AGO - timedelta(days=1), "Overdue"),
        (YEAR_AGO, "Due this half-term"),
        (date(2025, 12, 18), "Due this half-term"),
        (date(2026, 1, 3), "Due this half-term"),
        (date(2026, 1, 4), "Due next half-term"),
        (TODAY, "Current"),
    ],
)
def test_the_state_follows_from_the_last_approval(approved: date, state: str, books: Store) -> None:
    earlier = ("approved", approved - timedelta(days=700))
    assert hold(books, ACADEMY, earlier, ("approved", approved)) == state


def test_a_school_that_must_publish_has_not_until_it_did(books: Store) -> None:
    assert hold(books, SCHOOL, ("approved", TODAY)) == "Approved, not published"
    assert hold(books, ACADEMY, ("approved", TODAY)) == "Current"
    (held,) = books.find(SchoolPolicy, school=SCHOOL)
    edit(books, SchoolPolicy, str(held["key"]), published=TODAY)
    assert {each.state.word for each in board(books)} == {"Current"}


def test_an_older_version_on_the_website_is_told(books: Store) -> None:
    hold(books, SCHOOL, ("approved", TODAY), published=TODAY - timedelta(days=1))
    standing = board(books).get(SCHOOL, POLICY)
    assert standing
    assert standing.published_old
    edit(books, SchoolPolicy, standing.key, published=TODAY)
    standing = board(books).get(SCHOOL, POLICY)
    assert standing
    assert not standing.published_old


def test_a_day_set_by_hand_stands_before_the_reckoned_one(books: Store) -> None:
    soon, approved = TODAY - timedelta(days=1), TODAY - timedelta(days=30)
    values: Values = {"next_review": soon, "reason": "The board said so"}
    assert hold(books, ACADEMY, ("approved", approved)) == "Current"
    edit(books, SchoolPolicy, str(books.find(SchoolPolicy)[0]["key"]), **values)
    standing = board(books).get(ACADEMY, POLICY)
    assert standing
    assert standing.state.word == "Overdue"
    assert (standing.due, standing.approved, standing.checked) == (soon, approved, None)


def test_what_does_not_apply_is_never_due(books: Store) -> None:
    reason = {"stage": "not applicable", "reason": "No such pupils"}
    assert hold(books, ACADEMY, ("approved", date(2025, 1, 1)), **reason) == "Not applicable"
    standing = board(books).get(ACADEMY, POLICY)
    assert standing
    assert standing.due is None
    assert standing.approved == date(2025, 1, 1)


def test_what_nobody_recorded_is_missing_where_it_is_asked(books: Store) -> None:
    assert word(books) == word(books, ACADEMY) == "Missing"
    edit(books, Policy, POLICY, duty_academies="no")
    assert word(books, ACADEMY) == "Not applicable"
    standing = board(books).get(ACADEMY, POLICY)
    assert standing
    assert (standing.key, standing.duty.why) == ("", "Not asked of academies.")
    edit(books, School, ACADEMY, type=None)
    assert word(books, ACADEMY) == "Type unknown"
    edit(books, School, ACADEMY, type="18")
    assert word(books, ACADEMY) == "Not recorded"
    assert {each.school for each in board(books).of_watched()} == {SCHOOL}


@pytest.mark.parametrize("settled_in", [None, TODAY + timedelta(days=1)])
def test_settling_in_raises_no_alarm_until_it_is_ended(
    books: Store, settled_in: date | None
) -> None:
    hold(books, ACADEMY, ("approved", date(2025, 1, 1)))
    for key in (SCHOOL, ACADEMY):
        edit(books, School, key, settled_in=settled_in)
    assert (word(books), word(books, ACADEMY)) == ("Settling in", "Overdue, settling in")
    assert board(books).of_watched() == []
    for key in (SCHOOL, ACADEMY):
        edit(books, School, key, settled_in=TODAY)
    assert (word(books), word(books, ACADEMY)) == ("Missing", "Overdue")
    assert len(board(books).of_watched()) == 2


def test_nothing_is_missing_in_a_school_before_it_opens(books: Store) -> None:
    for values in ({"status": "4"}, {"status": "1", "opened": TODAY + timedelta(days=1)}):
        edit(books, School, SCHOOL, **{"opened": None, **values})
        assert word(books) in ("", "Settling in")
        assert not [each for each in board(books).of_watched() if each.school == SCHOOL]
    edit(books, School, SCHOOL, opened=TODAY)
    assert word(books) == "Missing"


def test_what_is_in_order_is_so_while_settling_in(books: Store) -> None:
    edit(books, School, ACADEMY, settled_in=None)
    assert hold(books, ACADEMY, ("approved", TODAY)) == "Current"
    assert board(books).schools[ACADEMY].settled is False


# Reviews that were mistakes


def test_a_correcting_review_stands_instead_of_the_one_it_corrects(books: Store) -> None:
    assert hold(books, ACADEMY, ("approved", TODAY)) == "Current"
    (held,), (mistake,) = books.find(SchoolPolicy), books.find(Review)
    correction = edit(
        books, Review, school_policy=held["key"], reviewed=date(2025, 3, 1), corrects=mistake["key"]
    )
    assert word(books, ACADEMY) == "Overdue"
    standing = board(books).get(ACADEMY, POLICY)
    assert standing
    assert (standing.approved, standing.due) == (date(2025, 3, 1), date(2026, 3, 1))
    assert len(books.find(Review)) == 2, "the past stays readable"
    edit(books, Review, school_policy=held["key"], reviewed=TODAY, corrects=correction)
    assert word(books, ACADEMY) == "Current"
    for expected in ("Overdue", "Current"):
        books.undo()
        assert word(books, ACADEMY) == expected


def test_a_withdrawn_review_never_took_place(books: Store) -> None:
    hold(books, ACADEMY, ("approved", YEAR_AGO), ("approved", TODAY))
    (held,) = books.find(SchoolPolicy)
    newest = max(books.find(Review), key=lambda each: str(each["reviewed"]))
    values = {"kind_of_review": "withdrawn", "reviewed": TODAY, "corrects": newest["key"]}
    edit(books, Review, school_policy=held["key"], notes="It was put off.", **values)
    assert word(books, ACADEMY) == "Due this half-term"
    standing = board(books).get(ACADEMY, POLICY)
    assert standing
    assert (standing.approved, standing.checked) == (YEAR_AGO, None)


def test_a_review_that_was_entered_for_another_school_moves(books: Store) -> None:
    hold(books, SCHOOL, ("approved", TODAY), published=TODAY)
    hold(books, ACADEMY)
    (mistake,) = books.find(Review)
    (rightly,) = books.find(SchoolPolicy, school=ACADEMY)
    assert (word(books), word(books, ACADEMY)) == ("Current", "Missing")
    before = board(books)
    with books.operation("Correct") as change:
        values = {"school_policy": rightly["key"], "reviewed": TODAY, "corrects": mistake["key"]}
        change._insert(Review, [Review.starting_values() | values | {"key": new_key()}])
    assert (word(books), word(books, ACADEMY)) == ("Missing", "Current")
    assert board(books) is before, "only these two were reckoned again"


def test_a_check_proves_a_live_document_but_renews_none(books: Store) -> None:
    edit(books, Policy, POLICY, renewal="live")
    assert hold(books, ACADEMY, ("checked", TODAY)) == "Live"
    edit(books, Policy, POLICY, renewal="annual")
    standing = board(books).get(ACADEMY, POLICY)
    assert standing
    assert (standing.due, standing.approved, standing.checked) == (None, None, TODAY)


# Which schools, which policies


def test_schools_are_watched_while_they_are_in_an_alliance(books: Store) -> None:
    assert board(books).watched.keys() == {SCHOOL, ACADEMY}, "without any alliance every open one"
    with books.operation("Join") as change:
        alliance = change.add(Alliance, {"name": "Northern"})
        values: Values = {"school": SCHOOL, "alliance": alliance, "stage": "enquiry"}
        member = change.add(Membership, values)
    assert board(books).watched.keys() == {SCHOOL}
    hold(books, ACADEMY)
    assert board(books).watched.keys() == {SCHOOL, ACADEMY}, "who holds a policy is watched as well"
    with books.operation("Decline") as change:
        change.set(Membership, member, {"stage": "declined"})
    assert board(books).watched.keys() == {ACADEMY}
    hold(books, SCHOOL)
    assert board(books).watched.keys() == {ACADEMY}, "who left is not watched for what it holds"
    assert word(books), "but stands where it stands"
    books.undo()
    books.undo()
    books.undo()
    assert board(books).watched.keys() == {SCHOOL}


def test_closed_schools_are_not_watched_and_no_more_than_can_be(
    books: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(books, School, SCHOOL, status="2")
    assert board(books).watched.keys() == {ACADEMY}
    edit(books, School, SCHOOL, status="3")
    monkeypatch.setattr(policy_books, "MOST_WITHOUT_ALLIANCE", 1)
    assert Board(books).watched.keys() == {SCHOOL}, "the first by name"


def join(store: Store, school: str, catalogues: str | None) -> None:
    with store.operation("Join") as change:
        alliance = change.add(
            Alliance, {"name": f"Alliance {store.count(Alliance)}", "catalogues": catalogues}
        )
        change.add(Membership, {"school": school, "alliance": alliance, "stage": "enquiry"})


def catalogued(store: Store, school: str) -> set[str]:
    """The catalogues of the policies that stand for a school."""
    of = {policy.key: policy.catalogue for policy in board(store).policies}
    return {of[each.policy] for each in board(store).of_school(school)}


def test_a_school_is_held_to_the_catalogues_of_its_alliances(books: Store) -> None:
    edit(books, Policy, title="Northumberland's", catalogue="northumberland", renewal="annual")
    edit(books, Policy, title="DfE's", catalogue="dfe", renewal="annual")
    join(books, SCHOOL, "own")
    join(books, ACADEMY, None)
    assert catalogued(books, SCHOOL) == {"own"}
    assert catalogued(books, ACADEMY) == {"own", "dfe", "northumberland"}, "all where none chose"
    join(books, SCHOOL, "northumberland")
    assert catalogued(books, SCHOOL) == {"own", "northumberland"}, "of two alliances, of both"
    (dfe,) = books.find(Policy, catalogue="dfe")
    hold(books, SCHOOL, policy=str(dfe["key"]))
    assert catalogued(books, SCHOOL) == {"own", "northumberland", "dfe"}, "and what it holds"


def test_an_ended_policy_is_asked_of_nobody_from_its_day_on(books: Store) -> None:
    hold(books, ACADEMY, ("approved", date(2020, 1, 1)))
    edit(books, Policy, POLICY, ended=TODAY + timedelta(days=1))
    assert word(books, ACADEMY) == "Overdue"
    edit(books, Policy, POLICY, ended=TODAY)
    assert (word(books, ACADEMY), board(books).policies) == ("", [])


def test_policies_stand_by_catalogue_and_row_and_schools_by_name(books: Store) -> None:
    for title, catalogue, row in (("B", "dfe", 2), ("A", "dfe", None), ("C", "northumberland", 9),
                                  ("D", "dfe", 1)):  # fmt: skip
        edit(books, Policy, title=title, catalogue=catalogue, row=row, renewal="annual")
    edit(books, School, name="aspen", type="01")
    found = board(books)
    assert [policy.title for policy in found.policies] == ["C", "D", "B", "A", "Admissions"]
    assert [each.policy for each in found.of_school(SCHOOL)] == [p.key for p in found.policies]
    assert [each.name for each in found.schools.values()] == ["Ash Grove", "aspen", "Beech Academy"]
    assert found.states(SCHOOL, [POLICY, "9" * 32])[1] is None


# Wholes and parts


@pytest.fixture
def in_parts(books: Store) -> Store:
    """A document that may be held whole (Admissions) or in two parts."""
    with books.operation("Parts") as change:
        for letter in "12":
            part: Values = {"title": f"Part {letter}", "part_of": POLICY, "duty_maintained": "must"}
            change.add(Policy, part, letter * 32)
    return books


PARTS = ("1" * 32, "2" * 32)


def words(store: Store) -> list[str]:
    return [word(store, SCHOOL, policy) for policy in (POLICY, *PARTS)]


def test_a_document_is_asked_whole_until_a_part_is_held(in_parts: Store) -> None:
    assert words(in_parts) == ["Missing", "Not applicable", "Not applicable"]
    part = board(in_parts).get(SCHOOL, PARTS[0])
    assert part
    assert part.duty.why == "Held in one document: Admissions."
    assert not board(in_parts).is_held(PARTS[0])
    hold(in_parts, SCHOOL, ("approved", TODAY), policy=PARTS[0])
    assert words(in_parts) == ["Not applicable", "Current", "Missing"], "the other part is asked"
    whole = board(in_parts).get(SCHOOL, POLICY)
    assert whole
    assert whole.duty.why == "Held in its parts: Part 1."
    assert board(in_parts).is_held(PARTS[0])
    in_parts.undo()
    assert words(in_parts) == ["Missing", "Not applicable", "Not applicable"]


def test_one_schools_parts_are_no_other_schools(in_parts: Store) -> None:
    hold(in_parts, SCHOOL, policy=PARTS[0])
    assert word(in_parts, ACADEMY) == "Missing"
    assert word(in_parts, ACADEMY, PARTS[0]) == "Not applicable"


def test_a_whole_that_is_held_sets_its_parts_aside(in_parts: Store) -> None:
    hold(in_parts, SCHOOL, ("approved", TODAY), published=TODAY)
    assert words(in_parts) == ["Current", "Not applicable", "Not applicable"]
    hold(in_parts, SCHOOL, ("approved", TODAY), policy=PARTS[1])
    assert words(in_parts) == ["Current", "Missing", "Current"], "both forms are held"


def test_a_form_that_does_not_apply_leaves_the_other_asked(in_parts: Store) -> None:
    aside = {"stage": "not applicable", "reason": "We keep two documents."}
    assert hold(in_parts, SCHOOL, **aside) == "Not applicable"
    assert words(in_parts) == ["Not applicable", "Missing", "Missing"]
    in_parts.undo()
    hold(in_parts, SCHOOL, policy=PARTS[0], **aside)
    assert words(in_parts) == ["Missing", "Not applicable", "Not applicable"]


def test_parts_stand_alone_once_the_whole_has_ended(in_parts: Store) -> None:
    edit(in_parts, Policy, POLICY, ended=TODAY)
    assert words(in_parts) == ["", "Missing", "Missing"]


# Half-terms of an authority


def test_schools_keep_the_half_terms_of_their_authority(books: Store) -> None:
    for key, authority in ((SCHOOL, "353"), (ACADEMY, "929")):
        edit(books, School, key, local_authority=authority)
        hold(books, key, ("approved", date(2026, 1, 5)), published=TODAY)
    assert word(books) == word(books, ACADEMY) == "Due next half-term"
    row = {"school_year": 2026, "half_term": "Spring 1", "last_day": date(2027, 2, 12)}
    of_one = edit(books, HalfTermDates, local_authority="353", first_day=date(2027, 1, 6), **row)
    assert (word(books), word(books, ACADEMY)) == ("Due this half-term", "Due next half-term")
    assert board(books).reckoning(SCHOOL).next_half.first == date(2027, 1, 6)
    assert board(books).usual_reckoning.next_half.first == date(2027, 1, 4)
    edit(books, HalfTermDates, first_day=date(2027, 1, 7), **row)
    assert word(books, ACADEMY) == "Due this half-term", "what is set for every authority"
    assert board(books).reckoning(SCHOOL).next_half.first == date(2027, 1, 6), "its own stands"
    assert calendars(books).keys() == {None, "353"}
    with books.operation("Remove") as change:
        change.remove(HalfTermDates, of_one)
    assert board(books).reckoning(SCHOOL).next_half.first == date(2027, 1, 7)


def test_what_falls_due_at_a_half_terms_end_does_so_by_the_authoritys_days(books: Store) -> None:
    edit(books, Policy, POLICY, reckoning="half-term", half_term="Spring 1")
    edit(books, School, SCHOOL, local_authority="353")
    edit(books, HalfTermDates, local_authority="353", school_year=2026, half_term="Spring 1",
         first_day=date(2027, 1, 5), last_day=date(2027, 2, 10))  # fmt: skip
    for key in (SCHOOL, ACADEMY):
        hold(books, key, ("approved", date(2026, 2, 1)))
    standings = [board(books).get(key, POLICY) for key in (SCHOOL, ACADEMY)]
    assert [each.due for each in standings if each] == [date(2027, 2, 10), date(2027, 2, 12)]


# Following changes


def snapshot(of: Board) -> dict[str, Standing]:
    return {each.pair: each for each in of}


@given(st.integers(0, 10**9))
@settings(max_examples=20)
def test_following_changes_gives_the_same_as_reckoning_anew(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    path = tmp_path_factory.mktemp("any") / "alliance.db"
    chance = random.Random(seed)
    with Store.open(path, today=TODAY, create=True, throw_away=True) as store:
        random_books(store, seed)
        for _ in range(12):
            before = board(store)
            marks = {key: before.mark_of(key) for key in before.schools}
            stood = snapshot(before)
            before.of_watched()
            tallies(before)
            change_anything(store, chance)
            anew = Board(store)
            assert snapshot(board(store)) == snapshot(anew)
            assert board(store).watched == anew.watched
            assert board(store).of_watched() == anew.of_watched()
            assert tallies(board(store)) == tallies(anew)
            for pair, each in snapshot(board(store)).items():
                if stood.get(pair) != each:
                    assert board(store).mark_of(each.school) is not marks.get(each.school)
        while store.undoable() > 1:
            board(store)
            store.undo()
            assert snapshot(board(store)) == snapshot(Board(store))


def change_anything(store: Store, chance: random.Random) -> None:
    """Add, move, change or remove some school's policy or review; without asking the rules."""
    held, reviews = store.find(SchoolPolicy), store.find(Review)
    schools, policies = store.find(School), store.find(Policy)
    with store.operation("Something") as change:

        def add(record: type[Record], **values: Any) -> str:
            whole = record.starting_values() | values | {"key": new_key()}
            change._insert(record, [whole])
            return str(whole["key"])

        match chance.randrange(6):
            case 0:
                taken = {(each["school"], each["policy"]) for each in held}
                free = [(school["key"], policy["key"]) for school in schools for policy in policies
                        if (school["key"], policy["key"]) not in taken]  # fmt: skip
                for school, policy in chance.sample(free, min(3, len(free))):
                    hold_anything(add, chance, str(school), str(policy))
            case 1 if held:
                one = chance.choice(held)
                now = {"stage": chance.choice([*STAGES_OF_POLICY]), "published": TODAY}
                was = {name: one[name] for name in now}
                change._update(SchoolPolicy, str(one["key"]), was, now)  # type: ignore[arg-type]
            case 2 if held:
                with suppress(Refused):
                    change.remove(SchoolPolicy, str(chance.choice(held)["key"]))
            case 3 if held and reviews:
                mistake = chance.choice(reviews)["key"]
                values = {"corrects": mistake, "reviewed": TODAY}
                add(Review, school_policy=chance.choice(held)["key"], **values)
            case 4 if held and reviews:
                one = chance.choice(reviews)
                now = {"school_policy": chance.choice(held)["key"]}
                was = {"school_policy": one["school_policy"]}
                change._update(Review, str(one["key"]), was, now)  # type: ignore[arg-type]
            case 5 if reviews:
                with suppress(Refused):
                    change.remove(Review, str(chance.choice(reviews)["key"]))
            case _:
                edited: Values = {"name": f"School {chance.random()}"}
                change.set(School, str(chance.choice(schools)["key"]), edited)


def test_one_letter_reckons_one_school_and_not_the_whole_board(in_parts: Store) -> None:
    join(in_parts, SCHOOL, None)
    join(in_parts, ACADEMY, None)
    kept = board(in_parts)
    for policy in (POLICY, *PARTS):
        hold(in_parts, SCHOOL, ("approved", TODAY), policy=policy)
        assert board(in_parts) is kept
    while in_parts.undoable() > 4:
        in_parts.undo()
        assert board(in_parts) is kept
    edit(in_parts, School, SCHOOL, settled_in=None)
    assert board(in_parts) is not kept


def test_the_board_of_another_day_is_another(books: Store) -> None:
    hold(books, ACADEMY, ("approved", TODAY))
    assert word(books, ACADEMY) == "Current"
    books.today = date(2027, 11, 22)
    assert word(books, ACADEMY) == "Overdue"


@pytest.fixture
def two_desks(open_store: Callable[..., Store]) -> tuple[Store, Store]:
    """Two desks on one store."""
    return open_store(), open_store()


def test_what_another_desk_wrote_is_on_the_board(two_desks: tuple[Store, Store]) -> None:
    mine, theirs = two_desks
    edit(theirs, School, name="Ash", type="01")
    edit(theirs, Policy, title="Admissions", renewal="annual", duty_maintained="must")
    assert [each.state.word for each in board(mine)] == ["Settling in"]
    (school,) = mine.find(School)
    edit(theirs, School, str(school["key"]), settled_in=TODAY)
    assert [each.state.word for each in board(mine)] == ["Missing"]


def test_a_pair_has_a_key_that_tells_both() -> None:
    assert pair_of(pair_key(SCHOOL, POLICY)) == (SCHOOL, POLICY)


def test_reviews_come_oldest_first_however_they_were_typed(books: Store) -> None:
    days = [date(2024, 5, 1), date(2026, 5, 1), date(2023, 5, 1), date(2025, 5, 1)]
    with books.operation("Reviews") as change:
        held = change.add(SchoolPolicy, {"school": ACADEMY, "policy": POLICY, "stage": "in force"})
        row = Review.starting_values() | {"school_policy": held}
        change._insert(Review, [row | {"key": new_key(), "reviewed": day} for day in days])
    for keys in (None, [held]):
        approved, checked = policy_books.reviews_that_stand(books, keys)
        found = [date.fromisoformat(day) for day in approved[held].split(",")]
        assert found == sorted(days)
        assert all(before < after for before, after in pairwise(found))
        assert checked == {}
