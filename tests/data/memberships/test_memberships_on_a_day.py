"""What stood on a day: lists, summaries and circulated papers of an earlier day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from data.memberships.as_of import memberships
from data.policies.standing_inputs import watched_catalogues
from data.store.store import Store
from data.summaries.registry import SUMMARIES
from data.tables.listing import Listing, Wanted, in_one_column, table_of
from models.alliances.alliance import Alliance
from models.memberships.membership import Membership
from models.people.person import Person
from models.people.post import Post
from models.records.record import Values
from models.schools.organisation import Organisation
from models.schools.school import School
from tests.conftest import TODAY

MAY, JUNE, JULY, AUGUST = date(2026, 5, 3), date(2026, 6, 10), date(2026, 7, 1), date(2026, 8, 5)
SIGNED: Values = {"statement_signed": JULY, "signatory": "Ada Bramble"}

OpenOn = Callable[[date], Store]


@pytest.fixture
def keys(store: Store) -> dict[str, str]:
    """Ash asks, has the Statement, joins, rises. Beech joins and leaves. Cedar asks late."""
    keys: dict[str, str] = {}
    with store.operation("Begin") as change:
        keys["Northern"] = change.add(Alliance, {"name": "Northern"})
        for name in ("Ash", "Beech", "Cedar"):
            keys[name] = change.add(School, {"name": name})
    for name, begun in (("Ash", MAY), ("Beech", MAY), ("Cedar", AUGUST)):
        values: Values = {"school": keys[name], "alliance": keys["Northern"], "enquired": begun}
        with store.operation("Ask") as change:
            keys[f"{name}'s"] = change.add(Membership, values)
    moves: list[tuple[str, Values]] = [
        ("Ash's", {"stage": "statement sent", "statement_sent": JUNE}),
        ("Ash's", {"stage": "member"} | SIGNED),
        ("Ash's", {"stage": "strategic partner", "memorandum_signed": AUGUST}),
        ("Beech's", {"stage": "member"} | SIGNED),
        ("Beech's", {"stage": "left", "left": AUGUST, "reason_for_leaving": "cost"}),
    ]
    for membership, new in moves:
        with store.operation("Move on") as change:
            change.set(Membership, keys[membership], new)
    return keys


@pytest.fixture
def on(open_store: Callable[..., Store], keys: dict[str, str]) -> OpenOn:
    return lambda day: open_store(today=day)


def stood(store: Store) -> dict[str, tuple[object, object]]:
    """The stage and its day by the name of the school."""
    return {
        store.name_of(School, str(each["school"])): (each["stage"], each["since"])
        for each in memberships(store)
    }


A_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "stages"),
    [
        (MAY - A_DAY, {}),
        (MAY, {"Ash": ("enquiry", MAY), "Beech": ("enquiry", MAY)}),
        (JUNE, {"Ash": ("statement sent", JUNE), "Beech": ("enquiry", MAY)}),
        (JULY, {"Ash": ("member", JULY), "Beech": ("member", JULY)}),
        (AUGUST - A_DAY, {"Ash": ("member", JULY), "Beech": ("member", JULY)}),
        (AUGUST, {"Ash": ("strategic partner", AUGUST), "Beech": ("left", AUGUST),
                  "Cedar": ("enquiry", AUGUST)}),
    ],
)  # fmt: skip
def test_lists_and_the_register_tell_what_stood_on_the_day(
    day: date, stages: dict[str, tuple[str, date]], on: OpenOn
) -> None:
    then = on(day)
    assert stood(then) == stages
    register = SUMMARIES["membership-register"].make(then)
    words = {row.cells[0]: (str(row.cells[1]).lower(), row.cells[2]) for row in register.rows}
    assert words == stages
    table = table_of(then, Membership)
    assert {row.cells[0]: (str(row.cells[1]).lower(), row.cells[2]) for row in table.rows} == stages
    assert Listing(then, Membership).count() == len(stages)


def test_signatures_that_came_later_are_not_there_yet(on: OpenOn, keys: dict[str, str]) -> None:
    (ash,) = memberships(on(JUNE), key=keys["Ash's"])
    assert (ash["statement_sent"], ash["statement_signed"], ash["signatory"]) == (JUNE, None, None)
    (ash,) = memberships(on(JULY), key=keys["Ash's"])
    assert (ash["signatory"], ash["memorandum_signed"]) == ("Ada Bramble", None)
    (beech,) = memberships(on(JULY), key=keys["Beech's"])
    assert (beech["left"], beech["reason_for_leaving"]) == (None, None)


def test_a_filter_and_a_sort_look_at_what_stood(on: OpenOn, keys: dict[str, str]) -> None:
    listing = Listing(on(JUNE), Membership)
    assert listing.keys(Wanted(words="statement sent")) == [keys["Ash's"]]
    assert listing.keys(Wanted(words="bramble")) == []
    assert listing.keys(Wanted(words="cedar")) == []
    assert listing.keys(Wanted(sort="stage")) == [keys["Beech's"], keys["Ash's"]]


def test_what_may_be_shared_and_circulated_is_that_of_the_day(on: OpenOn) -> None:
    def shown(store: Store, name: str, **limits: Any) -> dict[object, str]:
        made = SUMMARIES[name].make(store, **limits)
        return {row.cells[0]: str(row.cells[1]) for row in made.rows}

    before, after = on(JUNE), on(JULY)
    assert set(shown(before, "may-share").values()) == {"Aggregate only"}
    assert set(shown(after, "may-share").values()) == {"School-identifiable"}
    assert shown(before, "statements-outstanding") == {"Ash": "Statement"}
    assert shown(after, "statements-outstanding") == {}
    assert shown(before, "membership-register", for_circulation=True) == {}
    assert set(shown(after, "membership-register", for_circulation=True)) == {"Ash", "Beech"}
    assert set(shown(after, "who-does-what")) == {"Ash", "Beech"}
    assert set(shown(on(AUGUST), "who-does-what")) == {"Ash", "Cedar"}


def test_the_policies_of_a_school_are_watched_while_it_was_in_the_alliance(
    on: OpenOn, keys: dict[str, str]
) -> None:
    watched = {day: set(watched_catalogues(on(day))[0]) for day in (MAY, JULY, AUGUST)}
    both = {keys["Ash"], keys["Beech"]}
    assert watched == {MAY: both, JULY: both, AUGUST: {keys["Ash"], keys["Cedar"]}}


def test_the_lead_contact_is_who_had_the_post_then(
    on: OpenOn, keys: dict[str, str], store: Store
) -> None:
    with store.operation("People") as change:
        ada, ben = (change.add(Person, {"name": name}) for name in ("Ada", "Ben"))
        post: Values = {"school": keys["Ash"], "role": "headteacher"}
        change.add(Post, post | {"person": ada, "began": date(2020, 9, 1), "ended": JUNE})
        change.add(Post, post | {"person": ben, "began": JUNE + A_DAY})
    for person in (ada, ben):
        with store.operation("Lead") as change:
            change.set(Membership, keys["Ash's"], {"lead_contact": person})
            change.set(Membership, keys["Beech's"], {"lead_contact": ben})
    leads = [
        {str(each["key"]): each["lead_contact"] for each in memberships(on(day))}
        for day in (JUNE, JUNE + A_DAY)
    ]
    assert [each[keys["Ash's"]] for each in leads] == [ada, ben]
    assert [each[keys["Beech's"]] for each in leads] == [ben, ben], "where no post is known"


def test_a_change_is_seen_at_once_on_an_earlier_day(on: OpenOn, keys: dict[str, str]) -> None:
    then = on(JUNE)
    assert "Cedar" not in stood(then)
    with then.operation("Correct") as change:
        change.set(Membership, keys["Cedar's"], {"enquired": MAY, "since": MAY})
    assert stood(then)["Cedar"] == ("enquiry", MAY)


def test_on_and_after_the_newest_step_no_path_is_read(
    on: OpenOn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> object:
        raise AssertionError("a path was read")

    monkeypatch.setattr("data.memberships.as_of.paths_of", never)
    for day in (AUGUST, TODAY):
        assert len(memberships(on(day))) == len(table_of(on(day), Membership).rows) == 3
    with pytest.raises(AssertionError, match="a path was read"):
        memberships(on(JUNE))


def test_the_first_column_names_schools_and_organisations_in_one_order(store: Store) -> None:
    with store.operation("Begin") as change:
        alliance = change.add(Alliance, {"name": "Northern"})
        school = change.add(School, {"name": "Elm"})
        diocese = change.add(Organisation, {"name": "Diocese"})
        change.add(Membership, {"alliance": alliance, "school": school})
        change.add(Membership, {"alliance": alliance, "organisation": diocese})
    table = table_of(store, Membership)
    assert [row.cells[0] for row in in_one_column(Membership, table.rows)] == ["Diocese", "Elm"]
