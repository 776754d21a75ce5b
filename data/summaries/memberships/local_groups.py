"""Local groups: which schools meet in each of the groups and networks around the alliances."""

from __future__ import annotations

import re

from data.memberships.schools_under import Under, Words, columns_of, content_of
from data.store.books import Books
from data.tables.circulation import names_any, names_kept_back
from data.tables.limits import Limits
from data.tables.table import Column, Content
from models.fields.text import folded
from models.records.record import Values
from models.schools.school import School

COLUMNS = columns_of(Column("group", "Local group", "text", 34, "As its schools call it."))

_WORDS = Words(
    "Schools by local group",
    "the hub",
    "By group and school",
    ("local group", "local groups"),
    "No school has a local group.",
    "Type them into Local groups, with commas between.",
)
_KEPT_BACK = "A group that names a school that has not signed"
_BETWEEN = re.compile(r"[,;\n]")


def make(books: Books, limits: Limits) -> Content:
    """One row for each school of each group, by the group's name."""
    kept_back = names_kept_back(books, limits)
    found = [
        Under(
            _KEPT_BACK if names_any([group], kept_back) else group,
            str(school["key"]),
        )
        for school in books.select(School.select().where(School.local_groups.is_null(False)))
        for group in groups_of(school)
    ]
    return content_of(books, limits, _WORDS, COLUMNS, found)


def groups_of(school: Values) -> list[str]:
    """The local groups of a school one by one: they are typed with commas between."""
    parts = (part.strip() for part in _BETWEEN.split(str(school["local_groups"] or "")))
    return list({folded(part): part for part in parts if part}.values())
