"""Members sharing a trust: under which boards several schools of an alliance stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from data.alliances.names import subject_of
from data.memberships.as_of import memberships
from data.memberships.circulation import members_of, shown_schools
from data.store.books import Books
from data.tables.limits import Limits
from data.tables.paper import Group, Listing, Paper, Shown
from data.tables.table import Column, Content, Hint, Row
from models.alliances.alliance import Alliance
from models.fields.text import count_of
from models.memberships.membership import STAGES, STAGES_THAT_ENDED
from models.schools.group import Group as Trust
from models.schools.group_member import GroupMember
from models.schools.group_rules import belongs_on
from models.schools.organisation import Organisation
from models.schools.school import School

COLUMNS = (
    Column("trust", "Trust or federation", "text", 30),
    Column("alliance", "Alliance", "text", 24),
    Column("members", "Members", "number", 7, "How many of its schools are in the alliance."),
    Column("schools", "Schools in it", "text", 44),
    Column("not-in-it", "Not in it", "text", 36, "Its schools in the books that are not."),
    Column("trust-itself", "The trust itself", "text", 17, "As what it is in the alliance."),
)


class _Shared(NamedTuple):
    """A trust with several schools in an alliance: those schools, and all that it has."""

    alliance: str
    trust: str
    members: list[str]
    schools: list[str]


def make(books: Books, limits: Limits) -> Content:
    """One row for each trust and each alliance in which several of its schools are."""
    found = _found(books, limits.alliance)
    shown, notes = shown_schools(books, limits, {key for each in found for key in each.schools})
    rows = _rows(books, limits, found, shown)
    told = [f"{count_of(len(rows), 'trust has', 'trusts have')} several members."]
    if not rows:
        says = Hint("Each school’s field Trust says to which.")
        told = ["No two members belong to one trust.", says]
    title = "Members sharing a trust"
    paper = Paper(
        "Members that share a trust",
        title,
        subject_of(books, limits.alliance, limits.school),
        "the hub and the trusts",
        answer=told,
        parts=[Listing("By alliance and trust", COLUMNS, [Group("", rows)], _SHOWN)],
        left_out=notes,
        for_circulation=limits.for_circulation,
    )
    return Content(COLUMNS, rows, [*told, *notes], paper)


def _found(books: Books, alliance: str | None) -> list[_Shared]:
    """The trusts with several schools in one alliance, of this alliance or of all."""
    of_trust: dict[str, list[str]] = {}
    for each in books.find(GroupMember):
        if belongs_on(each, books.today):
            of_trust.setdefault(str(each["group"]), []).append(str(each["school"]))
    return [
        _Shared(key, trust, [school for school in schools if school in there], schools)
        for key in books.names(Alliance)
        if alliance in (None, key)
        for there in [members_of(books, key)]
        for trust, schools in of_trust.items()
        if len(there.intersection(schools)) > 1
    ]


def _rows(
    books: Books, limits: Limits, found: Iterable[_Shared], shown: Collection[str]
) -> list[Row]:
    """A row for each of which several schools may be shown, by alliance and trust."""
    names, alliances = books.names(School), books.names(Alliance)
    stages = _stages_of_trusts(books)
    rows = []
    for alliance, trust, members, schools in found:
        inside = [key for key in members if key in shown]
        if len(inside) < 2:
            continue
        # Which others the trust has is for the hub alone where a paper goes round.
        others = [key for key in schools if key not in members and key in names]
        if limits.for_circulation:
            others = [key for key in others if key in shown]
        cells = (
            *(books.name_of(Trust, trust), alliances[alliance], len(inside)),
            *(_listed(names, inside), _listed(names, others), stages.get((alliance, trust))),
        )
        rows.append(Row(f"{alliance}/{trust}", cells))
    rows.sort(key=lambda row: (str(row.cells[1]).casefold(), str(row.cells[0]).casefold()))
    return rows


_SHOWN = (
    Shown("trust", under=("alliance",), heading="Trust and alliance"),
    Shown("members"),
    Shown("schools"),
    Shown("not-in-it", 2),
    Shown("trust-itself", 2),
)


def _stages_of_trusts(books: Books) -> dict[tuple[str, str], str]:
    """As what a trust itself is in an alliance."""
    rows = books.kept(Organisation, ("key", "trust"))
    trusts = {key: str(trust) for key, trust in rows if trust is not None}
    return {
        (str(each["alliance"]), trusts[str(each["organisation"])]): STAGES[str(each["stage"])].word
        for each in memberships(books)
        if str(each["organisation"]) in trusts and each["stage"] not in STAGES_THAT_ENDED
    }


def _listed(names: Mapping[str, str], keys: Collection[str]) -> str | None:
    return ", ".join(sorted((names[key] for key in keys), key=str.casefold)) or None
