"""Trusts and federations: brought in from the register, and the policies that they hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from data.files.places import register_file
from data.imports.importing import carry_out, plan
from data.policies.held import hold_policy
from data.problems import Refused, WrongCall
from data.schools.adding import add_from_register
from data.schools.groups import bring_in_groups, schools_of_group
from data.schools.register.differences_table import DifferencesTable, take_all
from data.schools.register.register import Register
from data.store.store import Store
from data.summaries.registry import SUMMARIES
from data.tables.saving import add_record
from models.policies.policy import Policy
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy
from models.records.record import Values
from models.schools.group import Group
from models.schools.group_member import GroupMember
from models.schools.school import School
from tests.register_extracts import group, member, school
from tests.registers import put_register_beside

DAY = date(2026, 11, 10)
NAMES = ("Ash", "Beech", "Cedar")


@pytest.fixture
def books(path: Path, open_store: Callable[..., Store]) -> Store:
    """Three academies of Fell Trust, one of which has a sponsor too, and a school without one."""
    rows = [school(100_001 + n, name, type="34") for n, name in enumerate(NAMES)]
    rows.append(school(100_009, "Dell"))
    groups = [group(1, "Fell Trust"), group(2, "Sponsor plc", kind="05"), group(3, "Far Trust")]
    members = [*(member(100_001 + n, 1) for n in range(3)), member(100_001, 2)]
    put_register_beside(path, rows, (), groups, members)
    store = open_store()
    with store.operation("Begin") as change:
        for row in rows:
            change.add(School, {"name": row["EstablishmentName"], "urn": row["URN"], "type": "34"})
        change.add(Policy, {"title": "Behaviour", "catalogue": "own", "duty_academies": "must"})
    return store


def policy_of(books: Store, name: str) -> Values:
    (found,) = books.find(School, name=name)
    (held,) = books.find(SchoolPolicy, school=found["key"])
    return held


def reviews(books: Store, name: str) -> list[tuple[object, object]]:
    found = books.find(Review, school_policy=policy_of(books, name)["key"])
    return [(each["kind_of_review"], each["reviewed"]) for each in found]


@pytest.fixture
def trust(books: Store) -> str:
    bring_in_groups(books)
    (found,) = books.find(Group)
    return str(found["key"])


def behaviour(books: Store) -> str:
    (found,) = books.find(Policy)
    return str(found["key"])


def approve(books: Store, name: str, **values: object) -> str:
    with books.operation("Approve") as change:
        review: Values = {"school_policy": policy_of(books, name)["key"], "reviewed": DAY,
                          "kind_of_review": "approved", "approved_by": "Trust board",
                          "minute": "TB 7"}  # fmt: skip
        return change.add(Review, review | values)  # type: ignore[operator]


def test_the_register_brings_in_the_trusts_of_our_schools_and_no_sponsors(books: Store) -> None:
    done = bring_in_groups(books)
    assert done.label == "1 trust or federation added, 3 schools joined"
    (fell,) = books.find(Group)
    assert (fell["name"], fell["uid"], fell["type"]) == ("Fell Trust", "1", "06")
    names = [books.name_of(School, key) for key in schools_of_group(books, str(fell["key"]))]
    assert names == list(NAMES)
    assert all(each["since"] == date(2013, 9, 1) for each in books.find(GroupMember))
    assert not bring_in_groups(books).kinds
    books.undo()
    assert books.count(Group) == books.count(GroupMember) == 0


def test_a_school_that_changes_trust_leaves_the_one_before(books: Store, trust: str) -> None:
    rows = [school(100_001 + n, name, type="34") for n, name in enumerate(NAMES)]
    groups = [group(1, "Fell Trust"), group(3, "Far Trust")]
    members = [member(100_001, 3, "01/11/2026"), member(100_002, 1), member(100_003, 1)]
    put_register_beside(books.path, rows, (), groups, members, day=date(2026, 11, 20),
                        smaller=True)  # fmt: skip
    assert (
        bring_in_groups(books).label
        == "1 trust or federation added, 1 school joined, 1 school left"
    )
    names = [books.name_of(School, key) for key in schools_of_group(books, trust)]
    assert names == ["Beech", "Cedar"]


def test_one_approval_stands_for_all_schools_of_the_trust(books: Store, trust: str) -> None:
    done = hold_policy(books, trust, behaviour(books))
    assert done.label == "Fell Trust holds Behaviour for 3 schools"
    approve(books, "Beech")
    for name in NAMES:
        assert reviews(books, name) == [("approved", DAY)]
        assert policy_of(books, name)["stage"] == "in force"
    assert books.count(Review) == 3
    books.undo()
    assert books.count(Review) == 0
    assert policy_of(books, "Ash")["stage"] == "not started"


def test_a_school_with_its_own_is_left_to_its_own(books: Store, trust: str) -> None:
    hold_policy(books, trust, behaviour(books))
    with books.operation("Its own") as change:
        change.set(SchoolPolicy, str(policy_of(books, "Cedar")["key"]), {"held_by": None})
    approve(books, "Ash")
    assert reviews(books, "Beech") == [("approved", DAY)]
    assert reviews(books, "Cedar") == []
    approve(books, "Cedar", approved_by="Governors")
    assert books.count(Review) == 3


def test_what_is_put_right_is_put_right_everywhere(books: Store, trust: str) -> None:
    hold_policy(books, trust, behaviour(books))
    wrong = approve(books, "Ash")
    approve(books, "Ash", reviewed=date(2026, 11, 9), corrects=wrong)
    for name in NAMES:
        assert reviews(books, name) == [("approved", DAY), ("approved", date(2026, 11, 9))]
        corrected = books.find(Review, school_policy=policy_of(books, name)["key"])[1]["corrects"]
        assert (
            corrected == books.find(Review, school_policy=policy_of(books, name)["key"])[0]["key"]
        )


def test_a_school_that_comes_later_takes_over_the_newest_approval(books: Store, trust: str) -> None:
    hold_policy(books, trust, behaviour(books))
    approve(books, "Ash")
    (dell,) = books.find(School, name="Dell")
    with books.operation("Joins") as change:
        change.add(GroupMember, {"group": trust, "school": dell["key"], "since": DAY})
    hold_policy(books, trust, behaviour(books))
    assert reviews(books, "Dell") == [("approved", DAY)]
    assert books.count(Review) == 4


def test_only_its_own_trust_holds_a_schools_policy(books: Store, trust: str) -> None:
    (dell,) = books.find(School, name="Dell")
    with pytest.raises(Refused, match="Dell does not belong to Fell Trust"):
        with books.operation("Held") as change:
            change.add(SchoolPolicy, {"school": dell["key"], "policy": behaviour(books),
                                      "held_by": trust})  # fmt: skip
    with books.operation("Empty") as change:
        empty = change.add(Group, {"name": "Empty Trust"})
    with pytest.raises(WrongCall, match="No school belongs to Empty Trust yet"):
        hold_policy(books, empty, behaviour(books))


def test_a_school_belongs_to_a_trust_once_at_a_time(books: Store, trust: str) -> None:
    (ash,) = books.find(School, name="Ash")
    with pytest.raises(Refused, match="It belongs to Fell Trust since 01/09/2013"):
        with books.operation("Twice") as change:
            change.add(GroupMember, {"group": trust, "school": ash["key"], "since": DAY})


def test_schools_by_trust_are_a_summary(books: Store, trust: str) -> None:
    made = SUMMARIES["schools-by-trust"].make(books)
    assert [(row.cells[0], row.cells[1]) for row in made.rows] == [
        ("Fell Trust", name) for name in NAMES
    ]
    assert made.notes[0] == "1 trust or federation, 3 schools."


def renamed(books: Store) -> None:
    """A later register in which Fell Trust is called Fell and Moor Trust."""
    called = "Fell and Moor Trust"
    rows = [
        school(urn, name, type="34", trust=called, Trusts__code__="1")
        for urn, name in zip(range(100_001, 100_005), (*NAMES, "Elm"), strict=True)
    ]
    members = [member(int(row["URN"]), 1) for row in rows]
    put_register_beside(books.path, rows, (), [group(1, called)], members, day=date(2026, 11, 20),
                        smaller=True)  # fmt: skip


def test_a_renamed_trust_is_taken_for_all_its_schools_when_it_is_taken_for_one(
    books: Store, trust: str
) -> None:
    renamed(books)
    differences = DifferencesTable.of(books).differences
    ours = [each for each in differences.values() if each.attribute == "trust"]
    assert [(each.name, each.ours) for each in ours] == [(name, "Fell Trust") for name in NAMES]
    done = take_all(books, ours[:1])
    assert (done.label, done.warnings) == (
        "Took Trust of Ash from the register. Fell Trust is called Fell and Moor Trust at all its "
        "schools", "",
    )  # fmt: skip
    (fell,) = books.find(Group)
    assert (fell["key"], fell["name"], fell["uid"]) == (trust, "Fell and Moor Trust", "1")
    assert {each["trust"] for each in books.find(School)} == {fell["name"], None}
    assert books.count(GroupMember) == 3
    assert not [each for each in DifferencesTable.of(books).differences.values()
                if each.attribute == "trust"]  # fmt: skip
    books.undo()
    assert [each["name"] for each in books.find(Group)] == ["Fell Trust"]


@pytest.mark.parametrize("by", ["form", "list", "file"])
def test_a_school_that_is_added_comes_into_the_trust_of_its_number_however_it_is_added(
    books: Store, trust: str, by: str, tmp_path: Path
) -> None:
    renamed(books)
    values: Values = {"name": "Elm", "urn": "100004", "type": "34", "trust": "Fell and Moor Trust"}
    if by == "form":
        add_record(books, School, values)
    elif by == "list":
        with Register.open(register_file(books.path)) as register:
            add_from_register(books, register, ["100004"])
    else:
        file = tmp_path / "schools.csv"
        file.write_text("URN\n100004\n", encoding="utf-8")
        carry_out(books, plan(books, School, file))
    (fell,) = books.find(Group)
    assert (fell["key"], fell["name"]) == (trust, "Fell and Moor Trust")
    (elm,) = books.find(School, name="Elm")
    (joined,) = books.find(GroupMember, school=elm["key"])
    assert (joined["group"], joined["since"]) == (trust, date(2013, 9, 1))
    books.undo()
    assert [each["name"] for each in books.find(Group)] == ["Fell Trust"]


def test_a_school_that_is_added_with_another_trust_than_the_registers_keeps_to_that(
    books: Store, trust: str
) -> None:
    renamed(books)
    add_record(books, School, {"name": "Elm", "urn": "100004", "trust": "Moss Trust"})
    assert {each["name"] for each in books.find(Group)} == {"Fell Trust", "Moss Trust"}
