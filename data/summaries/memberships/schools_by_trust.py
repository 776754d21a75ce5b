"""Schools by trust: which schools stand under which board, and in which alliances they are."""

from __future__ import annotations

from datetime import date

from data.alliances.names import subject_of
from data.memberships.as_of import memberships
from data.memberships.circulation import shown_schools, signature_stands
from data.store.books import Books
from data.tables.limits import Limits
from data.tables.paper import Listing, Paper, Shown, by_first_cell
from data.tables.table import Column, Row, Summary
from models.alliances.alliance import Alliance
from models.fields.text import count_of, folded
from models.memberships.membership import STAGES_THAT_ENDED
from models.records.record import Values
from models.schools.group import Group
from models.schools.group_member import GroupMember
from models.schools.group_rules import belongs_on
from models.schools.school import School

COLUMNS = (
    Column("trust", "Trust or federation", "text", 30),
    Column("school", "School", "text", 30),
    Column("urn", "URN", "code", 7),
    Column("phase", "Phase", "text", 10),
    Column("local-authority", "Local authority", "text", 15),
    Column("since", "Since", "date", 10, "When it joined, where that is known."),
    Column("alliances", "Alliances", "text", 26, "Where it asks, is a member, or pauses."),
)


def make(books: Books, limits: Limits) -> Summary:
    """One row for each school of each trust, by the trust's name."""
    schools = {str(each["key"]): each for each in books.find(School)}
    found = [
        (name, key, since)
        for key, school in schools.items()
        for name, since in _trusts_of(books, school)
    ]
    shown, notes = shown_schools(books, limits, {key for _, key, _ in found})
    alliances = _alliances(books, limits)
    rows = [
        _row(
            name, books.name_from(School, schools[key]), schools[key], since, alliances.get(key, [])
        )
        for name, key, since in found
        if key in shown
    ]
    rows.sort(key=lambda row: (folded(str(row.cells[0])), folded(str(row.cells[1]))))
    trusts = len({row.cells[0] for row in rows})
    told = (
        f"{count_of(trusts, 'trust or federation', 'trusts and federations')}, "
        f"{count_of(len(shown), 'school')}."
    )
    if not rows:
        told = "No school belongs to a trust: its field Trust says so, or the members of trusts."
    paper = Paper(
        "Schools by trust",
        subject=subject_of(books, limits.alliance, limits.school),
        readers="the hub and the trusts",
        answer=[told],
        parts=[Listing("By trust and school", COLUMNS, by_first_cell(rows), _SHOWN)],
        left_out=notes,
        for_circulation=limits.for_circulation,
    )
    return Summary(
        "schools-by-trust", "Schools by trust", books.today, COLUMNS, rows, [told, *notes], paper
    )


_SHOWN = (
    Shown("school"),
    Shown("urn"),
    Shown("phase"),
    Shown("local-authority"),
    Shown("since", 2),
    Shown("alliances"),
)


def _trusts_of(books: Books, school: Values) -> list[tuple[str, date | None]]:
    """The names of its trusts and since when; where none is recorded, what its field says."""
    found = []
    for each in books.find(GroupMember, school=school["key"]):
        if belongs_on(each, books.today):
            since = each["since"]
            name = books.name_of(Group, str(each["group"]))
            found.append((name, since if isinstance(since, date) else None))
    if not found and school["trust"]:
        found.append((str(school["trust"]), None))
    return found


def _row(trust: str, name: str, school: Values, since: date | None, alliances: list[str]) -> Row:
    phase, authority = (School.field(name).show for name in ("phase", "local_authority"))
    cells = (
        trust,
        name,
        str(school["urn"]) if school["urn"] else None,
        phase(school["phase"]) or None,
        authority(school["local_authority"]) or None,
        since,
        ", ".join(sorted(alliances, key=str.casefold)) or None,
    )
    return Row(str(school["key"]), cells)


def _alliances(books: Books, limits: Limits) -> dict[str, list[str]]:
    """The alliances of each school; for circulation those whose Statement it has signed."""
    found: dict[str, list[str]] = {}
    for each in memberships(books):
        counts = signature_stands(books, each) or not limits.for_circulation
        if each["school"] and counts and each["stage"] not in STAGES_THAT_ENDED:
            name = books.name_of(Alliance, str(each["alliance"]))
            found.setdefault(str(each["school"]), []).append(name)
    return found
