"""A school names its trust, belongs to it over time, and is in alliances through it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import apsw
import pytest

from data.files.places import register_file
from data.memberships.circulation import members_of, schools_that_signed
from data.policies.standing import board
from data.problems import Refused
from data.schools.adding import add_from_register
from data.schools.groups import schools_of_group
from data.schools.register.register import Register
from data.store.database import migrations
from data.store.store import Store
from data.tables.as_of import values_as_of
from data.tables.details import details_of
from models.alliances.alliance import Alliance
from models.memberships.membership import Membership
from models.policies.policy import Policy
from models.records.record import Values
from models.schools.group import Group
from models.schools.group_member import GroupMember
from models.schools.organisation import Organisation
from models.schools.school import School
from tests.register_extracts import group, member, school
from tests.registers import put_register_beside

TODAY = date(2026, 11, 21)


def add(books: Store, kind: type, **values: object) -> str:
    with books.operation("Add") as change:
        return change.add(kind, values)  # type: ignore[arg-type]


def edit(books: Store, kind: type, key: str, **values: object) -> None:
    with books.operation("Edit") as change:
        change.set(kind, key, values)  # type: ignore[arg-type]


def trust_of(books: Store, key: str) -> object:
    return (books.get(School, key) or {})["trust"]


def times(books: Store, school: str) -> list[tuple[str, object, object]]:
    found = books.find(GroupMember, school=school)
    return [(books.name_of(Group, str(each["group"])), each["since"], each["until"])
            for each in found]  # fmt: skip


@pytest.fixture
def books(open_store: Callable[..., Store]) -> Store:
    return open_store()


def test_a_trust_is_named_once_and_known_by_any_spelling(books: Store) -> None:
    ash = add(books, School, name="Ash", trust="Fell Trust")
    beech = add(books, School, name="Beech")
    edit(books, School, beech, trust="fell TRUST")
    (fell,) = books.find(Group)
    assert trust_of(books, beech) == "Fell Trust"
    assert schools_of_group(books, str(fell["key"])) == [ash, beech]
    # Renamed once, it is called so everywhere; one undo takes all of it back.
    edit(books, Group, str(fell["key"]), name="Fells Trust")
    assert {trust_of(books, key) for key in (ash, beech)} == {"Fells Trust"}
    books.undo()
    assert {trust_of(books, key) for key in (ash, beech)} == {"Fell Trust"}
    with pytest.raises(Refused, match="Ash and 1 other belong to it"):
        with books.operation("Remove") as change:
            change.remove(Group, str(fell["key"]))


def test_a_school_that_changes_trust_keeps_when_it_was_where(books: Store) -> None:
    ash = add(books, School, name="Ash", trust="Fell Trust")
    (there,) = books.find(GroupMember)
    edit(books, GroupMember, str(there["key"]), since=date(2020, 9, 1))
    edit(books, School, ash, trust="Far Trust")
    assert times(books, ash) == [
        ("Fell Trust", date(2020, 9, 1), date(2026, 11, 20)), ("Far Trust", TODAY, None)
    ]  # fmt: skip
    books.today = date(2026, 11, 1)
    assert values_as_of(books, School, books.get(School, ash) or {})["trust"] == "Fell Trust"
    books.today = TODAY
    # A slip of the same day leaves no trace, and an end that is entered empties the field.
    edit(books, School, ash, trust="Other Trust")
    assert [each[0] for each in times(books, ash)] == ["Fell Trust", "Other Trust"]
    (now,) = [each for each in books.find(GroupMember, school=ash) if each["until"] is None]
    edit(books, GroupMember, str(now["key"]), until=TODAY.replace(day=20), since=None)
    assert trust_of(books, ash) is None
    again = add(books, GroupMember, group=now["group"], school=ash, since=TODAY)
    assert trust_of(books, ash) == "Other Trust"
    with books.operation("Remove") as change, pytest.raises(Refused, match="belongs to it today"):
        change.remove(GroupMember, again)


def test_a_school_that_is_added_comes_with_its_trust_as_the_register_has_it(
    path: Path, books: Store
) -> None:
    rows = [school(100_001, "Ash", type="34", trust="Fell Trust")]
    put_register_beside(path, rows, (), [group(1965, "Fell Trust")], [member(100_001, 1965)])
    with Register.open(register_file(path)) as register:
        add_from_register(books, register, ["100001"])
    (fell,) = books.find(Group)
    assert (fell["uid"], fell["type"], fell["name"]) == ("1965", "06", "Fell Trust")
    (ash,) = books.find(School)
    assert times(books, str(ash["key"])) == [("Fell Trust", date(2013, 9, 1), None)]
    books.undo()
    assert not books.count(Group) + books.count(GroupMember) + books.count(School)


@pytest.fixture
def through(books: Store) -> Values:
    """Ash and Beech of Fell Trust, which is a member of North; Cedar is in no trust."""
    ash = add(books, School, name="Ash", trust="Fell Trust", type="34", settled_in=TODAY)
    add(books, School, name="Beech", trust="Fell Trust", type="34")
    add(books, School, name="Cedar")
    add(books, Policy, title="Behaviour", catalogue="own", duty_academies="must")
    north = add(books, Alliance, name="North")
    (fell,) = books.find(Group)
    whole = add(books, Organisation, name="Fell Trust", kind_of_organisation="trust",
                trust=fell["key"])  # fmt: skip
    add(books, Membership, alliance=north, organisation=whole, stage="member",
        statement_signed=date(2026, 9, 1), signatory="The chief executive")  # fmt: skip
    return {"north": north, "ash": ash}


def test_schools_of_a_trust_sign_themselves_unless_the_alliance_lets_the_trust_sign(
    books: Store, through: Values
) -> None:
    north, ash = str(through["north"]), str(through["ash"])
    told = details_of(books, School, ash)
    assert told
    said = dict(told.told)["Through trust"]
    assert said == "North, through Fell Trust (member); it signs for itself"
    (fell,) = books.find(Group)
    of_trust = details_of(books, Group, str(fell["key"]))
    assert of_trust
    assert ("Alliance", "North: member") in of_trust.told
    assert not schools_that_signed(books, north) | members_of(books, north)
    edit(books, Alliance, north, trusts_sign="trust")
    names = {books.name_of(School, key) for key in schools_that_signed(books, north)}
    assert names == {"Ash", "Beech"}
    assert names == {books.name_of(School, key) for key in members_of(books, north)}
    # They are held to its policies from then on, and no other school is.
    assert board(books).watched.keys() == members_of(books, north)
    # Whoever leaves the trust leaves what it signed for.
    edit(books, School, ash, trust=None)
    assert {books.name_of(School, key) for key in members_of(books, north)} == {"Beech"}


def test_what_stood_in_older_books_becomes_trusts(path: Path) -> None:
    """The texts of schools become trusts by their names, whatever the case; nothing is lost."""
    database = apsw.Connection(":memory:")
    scripts = migrations()
    at = next(
        at for at, each in enumerate(scripts) if each.name.endswith("schools_belong_to_trusts.sql")
    )
    for script in scripts[:at]:
        database.execute(script.read_text(encoding="utf-8"))
    for number, trust in enumerate(("Fell Trust", "FELL TRUST", "Far Trust", None)):
        database.execute('INSERT INTO "school" ("key", "name", "trust") VALUES (?, ?, ?)',
                         (f"{number}" * 32, f"School {number}", trust))  # fmt: skip
    database.execute('INSERT INTO "group" ("key", "name") VALUES (?, ?)', ("f" * 32, "far trust"))
    database.execute(scripts[at].read_text(encoding="utf-8"))
    rows = database.execute(
        'SELECT "school"."name", "group"."name" FROM "group_member" '
        'JOIN "school" ON "school"."key" = "school_id" '
        'JOIN "group" ON "group"."key" = "group_member"."group_id" '
        "ORDER BY 1"
    ).fetchall()
    assert [(name, str(trust).casefold()) for name, trust in rows] == [
        ("School 0", "fell trust"), ("School 1", "fell trust"), ("School 2", "far trust")
    ]  # fmt: skip
    assert database.execute('SELECT count(*) FROM "group"').fetchall() == [(2,)]
    database.close()
