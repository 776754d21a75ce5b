"""Schools by trust: which schools stand under which board, and in which alliances they are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from data.memberships.schools_under import Under, Words, columns_of, content_of
from data.store.books import Books
from data.tables.limits import Limits
from data.tables.table import Column, Content
from models.schools.group import Group
from models.schools.group_member import GroupMember
from models.schools.group_rules import belongs_on
from models.schools.school import School

COLUMNS = columns_of(
    Column("trust", "Trust or federation", "text", 30),
    Column("since", "Since", "date", 10, "When it joined, where that is known."),
)

_WORDS = Words(
    "Schools by trust",
    "the hub and the trusts",
    "By trust and school",
    ("trust or federation", "trusts and federations"),
    "No school belongs to a trust.",
    "Its field Trust says so, or the members of trusts.",
)


def make(books: Books, limits: Limits) -> Content:
    """One row for each school of each trust, by the trust's name."""
    return content_of(books, limits, _WORDS, COLUMNS, list(_found(books)))


def _found(books: Books) -> Iterator[Under]:
    """The trusts of each school and since when; where none is recorded, what its field says."""
    recorded: set[str] = set()
    for each in books.find(GroupMember):
        if belongs_on(each, books.today):
            school, since = str(each["school"]), each["since"]
            joined = since if isinstance(since, date) else None
            recorded.add(school)
            yield Under(books.name_of(Group, str(each["group"])), school, joined)
    for key, trust in books.kept(School, ("key", "trust")):
        if trust and key not in recorded:
            yield Under(str(trust), key)
