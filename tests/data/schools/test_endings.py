"""Schools that convert, merge, split and close: told by the register, carried out as one step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from data.exports.exports import list_content
from data.memberships.circulation import schools_that_signed
from data.policies.standing import board
from data.problems import WrongCall
from data.schools.endings import SchoolEnd, asked_of, carry_out, end_of, title_of, told_of
from data.schools.register.state import register_state
from data.schools.register.successors import Ending
from data.store.store import Store
from data.summaries.registry import SUMMARIES
from data.tables.as_of import values_as_of
from data.tables.finding import find_one, suggestions
from data.tables.listing import table_of
from models.alliances.alliance import Alliance
from models.kinds import RECORDS
from models.memberships.membership import Membership
from models.policies.policy import Policy
from models.records.record import Values
from models.schools.school import School
from models.schools.urn_period import UrnPeriod
from models.workstreams.commitment import Commitment
from models.workstreams.workstream import Workstream
from tests.register_extracts import link, school
from tests.registers import put_register_beside

DAY = date(2026, 9, 1)
SIGNED = date(2024, 3, 4)

ROWS = [
    school(100_001, "Ash School", status="2", CloseDate="31-08-2026"),
    school(149_001, "Ash Academy", type="34", trust="Fell Trust", OpenDate="01-09-2026",
           UKPRN="10000001"),
    school(100_002, "Beech Infants", status="2", CloseDate="31-08-2026"),
    school(100_003, "Cedar Primary"),
    school(100_004, "Dell School", status="2", CloseDate="31-08-2026"),
    school(149_004, "Dell Juniors", OpenDate="01-09-2026"),
    school(149_005, "Dell Infants", OpenDate="01-09-2026"),
    school(100_006, "Elm School", status="2", CloseDate="31-08-2026"),
    school(100_007, "Fern School", status="2", CloseDate="31-08-2026"),
    school(100_008, "Glen School", status="2", CloseDate="31-08-2026"),
    school(100_009, "Hazel School", status="3", CloseDate="31-08-2027"),
    school(100_010, "Ivy Infants", status="2", CloseDate="31-08-2026"),
    school(149_010, "Ivy Primary"),
]  # fmt: skip
LINKS = [
    link(100_001, 149_001, "Successor", "01-09-2026"),
    link(100_002, 100_003, "Successor - merged", "01-09-2026"),
    link(100_004, 149_004, "Successor - Split School", "01-09-2026"),
    link(100_004, 149_005, "Successor - Split School", "01-09-2026"),
    link(100_007, 100_008, "Successor"), link(100_008, 100_007, "Successor"),
    link(100_010, 149_010, "Successor - amalgamated", "01-09-2026"),
]  # fmt: skip


@pytest.fixture
def books(path: Path, open_store: Callable[..., Store]) -> Store:
    """An alliance of these schools as they were, with a workstream and two policies."""
    put_register_beside(path, ROWS, LINKS)
    store = open_store()
    with store.operation("Begin") as change:
        alliance = change.add(Alliance, {"name": "Northern", "catalogues": None})
        work = change.add(Workstream, {"name": "Reading", "alliance": alliance})
        for row in ROWS:
            if not row["URN"].startswith("100"):
                continue
            kept: Values = {"name": row["EstablishmentName"], "urn": row["URN"], "type": "01",
                            "status": "1", "phase": "2", "local_authority": "353"}  # fmt: skip
            key = change.add(School, kept)
            member = change.add(
                Membership,
                {"alliance": alliance, "school": key, "stage": "member",
                 "statement_signed": SIGNED, "signatory": "A Head"},
            )  # fmt: skip
            if kept["name"] == "Beech Infants":
                change.add(Commitment, {"membership": member, "workstream": work,
                                        "level": "lead", "began": SIGNED})  # fmt: skip
        for title, maintained, academies in (("Old", "must", "no"), ("New", "no", "must")):
            change.add(Policy, {"title": title, "catalogue": "own", "duty_maintained": maintained,
                                "duty_academies": academies})  # fmt: skip
    return store


def key_of(books: Store, urn: str) -> str:
    (found,) = books.find(School, urn=urn)
    return str(found["key"])


def end(books: Store, urn: str) -> SchoolEnd:
    return end_of(books, key_of(books, urn))


def member(books: Store, school: str) -> Values:
    (found,) = books.find(Membership, school=school)
    return found


def content(books: Store) -> list[bytes]:
    return [list_content(each, table_of(books, each), "csv") for each in RECORDS]


def on(books: Store, day: date) -> Store:
    books.today = day
    return books


def asked_in(books: Store, day: date) -> set[str]:
    """The policies that are asked of Ash on a day."""
    key = key_of(books, "149001")
    titles = {str(each["key"]): str(each["title"]) for each in books.find(Policy)}
    before, books.today = books.today, day
    found = {
        titles[each.policy] for each in board(books).of_school(key) if each.duty.level == "must"
    }
    books.today = before
    return found


# Converted


def test_a_converted_school_stays_the_same_and_keeps_its_past(books: Store) -> None:
    ash = end(books, "100001")
    assert (ash.how, ash.day) == (Ending.CONVERTED, DAY)
    assert title_of(ash) == "Ash School goes on as Ash Academy (149001) from 01/09/2026"
    assert any("URN 100001 becomes 149001" in line for line in told_of(books, ash))
    before, schools = content(books), books.count(School)
    done = carry_out(books, ash, {"signed_anew": None})
    assert done.label.startswith("Ash School goes on")
    after = books.get(School, ash.key) or {}
    assert (after["urn"], after["type"], after["trust"]) == ("149001", "34", "Fell Trust")
    assert (after["status"], after["closed"], after["name"]) == ("1", None, "Ash Academy")
    assert books.count(School) == schools
    assert member(books, ash.key)["statement_signed"] == SIGNED
    (was,) = books.find(UrnPeriod)
    assert (was["urn"], was["type"], was["until"]) == ("100001", "01", date(2026, 8, 31))
    # Nothing of it differs from the register any more, not even the day on which it opened.
    state = register_state(books)
    assert state is not None
    left = {each.attribute for each in state.differences(books) if each.school == ash.key}
    assert not left & {"urn", "status", "type", "trust", "opened", "name"}
    books.undo()
    assert content(books) == before


def test_a_day_before_shows_what_it_was_and_what_was_asked_of_it(books: Store) -> None:
    ash = end(books, "100001")
    carry_out(books, ash, {})
    now = books.get(School, ash.key) or {}
    assert asked_in(books, date(2026, 11, 21)) == {"New"}
    assert asked_in(books, date(2026, 8, 31)) == {"Old"}
    then = values_as_of(on(books, date(2026, 8, 31)), School, now)
    assert (then["urn"], then["type"], then["name"]) == ("100001", "01", "Ash School")
    assert values_as_of(on(books, DAY), School, now)["urn"] == "149001"


def test_it_is_found_by_what_it_was(books: Store) -> None:
    ash = end(books, "100001")
    carry_out(books, ash, {})
    assert find_one(books, School, "100001") == ash.key
    assert find_one(books, School, "Ash School") == ash.key
    for words in ("100001", "ash sch"):
        (key, name, detail), *_ = suggestions(books, School, words)
        assert (key, name) == (ash.key, "Ash Academy")
        assert "was 100001" in detail


def test_not_signed_anew_is_outstanding_until_the_day_is_given(books: Store) -> None:
    ash = end(books, "100001")
    assert [name for name, _ in asked_of(books, ash)] == ["signed_anew"]
    carry_out(books, ash, {})

    def outstanding() -> list[object]:
        return [
            str(row.cells[1])
            for row in SUMMARIES["statements-outstanding"].make(books).rows
            if row.cells[0] == "Ash Academy"
        ]

    assert outstanding() == ["As former URN"]
    # Its name may be circulated meanwhile, unless the alliance wants it signed anew.
    assert ash.key in schools_that_signed(books)
    (alliance,) = books.find(Alliance)
    with books.operation("Anew") as change:
        change.set(Alliance, str(alliance["key"]), {"predecessors": "lapses"})
    assert ash.key not in schools_that_signed(books)
    with books.operation("Signed") as change:
        change.set(Membership, str(member(books, ash.key)["key"]), {"signed_anew": DAY})
    assert outstanding() == []
    assert ash.key in schools_that_signed(books)


def test_converted_and_closed_schools_are_a_summary(books: Store) -> None:
    carry_out(books, end(books, "100001"), {})
    carry_out(books, end(books, "100006"), {})
    made = SUMMARIES["converted-and-closed"].make(books, first=date(2026, 8, 1))
    told = [[str(cell) for cell in row.cells[1:5]] for row in made.rows]
    assert told == [
        ["Ash Academy", "Goes on", "100001", "149001"], ["Elm School", "Closed", "None", "100006"],
    ]  # fmt: skip
    # From the first of September on, the one that closed the day before is not in it.
    assert len(SUMMARIES["converted-and-closed"].make(books).rows) == 1
    kept = SUMMARIES["converted-and-closed"].make(books, for_circulation=True)
    assert len(kept.rows) == 1


# Merged, split, closed


def test_a_merged_school_leaves_and_the_other_takes_on_what_is_agreed(books: Store) -> None:
    beech = end(books, "100002")
    assert beech.how is Ending.MERGED
    asked = asked_of(books, beech)
    assert [field.label for _, field in asked] == ["Reading"]
    before = content(books)
    carry_out(books, beech, {asked[0][0]: True})
    gone = member(books, beech.key)
    assert (gone["stage"], gone["left"], gone["reason_for_leaving"]) == (
        "left", date(2026, 8, 31), "school closed",
    )  # fmt: skip
    assert (books.get(School, beech.key) or {})["status"] == "2"
    cedar = member(books, key_of(books, "100003"))
    (taken,) = books.find(Commitment, membership=cedar["key"])
    assert (taken["level"], taken["began"]) == ("lead", date(2026, 8, 31))
    (ended,) = books.find(Commitment, membership=gone["key"])
    assert ended["ended"] == date(2026, 8, 31)
    books.undo()
    assert content(books) == before


def test_what_a_school_merged_into_is_added_when_it_is_not_there(books: Store) -> None:
    ivy = end(books, "100010")
    assert "Ivy Primary is added from the register." in told_of(books, ivy)
    carry_out(books, ivy, {})
    (added,) = books.find(School, urn="149010")
    assert added["name"] == "Ivy Primary"
    assert books.find(Membership, school=added["key"]) == []


def test_a_split_school_goes_on_in_those_that_are_chosen_as_enquiries(books: Store) -> None:
    dell = end(books, "100004")
    names = [name for name, _ in asked_of(books, dell)]
    assert names == ["149004", "149005", "signed_anew"]
    carry_out(books, dell, {"149004": True, "149005": False})
    assert books.find(School, urn="149005") == []
    juniors = member(books, key_of(books, "149004"))
    assert juniors["stage"] == "enquiry"
    assert member(books, dell.key)["stage"] == "left"
    books.undo()
    carry_out(books, dell, {"149004": True, "149005": True, "signed_anew": date(2026, 9, 3)})
    for urn in ("149004", "149005"):
        new = member(books, key_of(books, urn))
        assert (new["stage"], new["statement_signed"]) == ("member", date(2026, 9, 3))


def test_a_school_that_only_closed_leaves_and_nothing_else(books: Store) -> None:
    elm = end(books, "100006")
    assert (elm.how, asked_of(books, elm)) == (Ending.NOTHING, [])
    carry_out(books, elm, {})
    assert member(books, elm.key)["stage"] == "left"


def test_one_that_has_not_signed_is_declined(books: Store) -> None:
    elm = end(books, "100006")
    with books.operation("Only asked") as change:
        key = str(member(books, elm.key)["key"])
        change.remove_as_result(Membership, key)
        (alliance,) = books.find(Alliance)
        change.add(Membership, {"alliance": alliance["key"], "school": elm.key,
                                "enquired": date(2026, 10, 1)})  # fmt: skip
    carry_out(books, elm, {})
    gone = member(books, elm.key)
    assert (gone["stage"], gone["since"]) == ("declined", date(2026, 10, 1))


@pytest.mark.parametrize(
    ("urn", "said"),
    [
        ("100007", "the register’s links contradict each other"),
        ("100009", "is to close on 31/08/2027, and is open until then"),
        ("100003", "says that Cedar Primary is open"),
    ],
)
def test_what_cannot_be_carried_out_says_why(books: Store, urn: str, said: str) -> None:
    with pytest.raises(WrongCall, match=said):
        end(books, urn)


def test_a_school_whose_new_urn_is_there_already_merges_into_it(books: Store) -> None:
    with books.operation("Twice") as change:
        change.add(School, {"name": "Ash Academy", "urn": "149001"})
    assert end(books, "100001").how is Ending.MERGED
