"""The warning that a school is closed, where something new is entered for it."""

from __future__ import annotations

from datetime import date

from data.store.books import Books
from data.tables.foreseen import cautions
from models.fields.dates import show_date
from models.schools.school import School

_CLOSED = "2"


@cautions(School)
def closed_school(books: Books, key: str) -> str:
    """That the school is closed, and since when; empty for one that is not."""
    school = books.get(School, key)
    if school is None or school["status"] != _CLOSED:
        return ""
    day = school["closed"]
    since = f" since {show_date(day)}" if isinstance(day, date) else ""
    shared = books.name_from(School, school) != school["name"]
    urn = f" (URN {school['urn']})" if shared and school["urn"] else ""
    return f"{school['name']}{urn} is closed{since}: is it the right school?"
