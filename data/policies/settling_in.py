"""Settling in: until its day, nothing about a school's policies raises an alarm."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from data.memberships.circulation import members_of
from data.problems import WrongCall
from data.store.books import Books
from models.alliances.alliance import Alliance
from models.fields.dates import show_date
from models.fields.text import count_of
from models.records.record import Values
from models.schools.school import School

if TYPE_CHECKING:
    from data.store.change import Change


def members_to_settle(books: Books, alliance: str, day: date | None) -> list[str]:
    """The schools of an alliance whose day changes when all are to have settled in by this one.

    Those that had settled in before keep their day; without a day every one settles in again.
    Raises WrongCall when the alliance has no school.
    """
    schools = [books.get(School, key) for key in sorted(members_of(books, alliance))]
    if not schools:
        name = books.name_of(Alliance, alliance)
        raise WrongCall(f"{name} has no school yet. Add members first: section Members of tab 2.")
    return [str(each["key"]) for each in schools if each and _changes(each, day)]


def settle_members(change: Change, alliance: str, day: date | None) -> int:
    """Set the day by which all schools of an alliance have settled in; returns how many changed."""
    keys = members_to_settle(change.books, alliance, day)
    return len(change.set_many(School, keys, {"settled_in": day}))


def settled_in_words(books: Books, alliance: str, day: date | None) -> str:
    """The change in words: "Settled in 21/11/2026: 3 of 14 schools of The Northern Alliance"."""
    count = len(members_to_settle(books, alliance, day))
    schools = count_of(len(members_of(books, alliance)), "school")
    how = f"Settled in {show_date(day)}" if day else "Settling in again"
    return f"{how}: {count} of {schools} of {books.name_of(Alliance, alliance)}"


def _changes(school: Values, day: date | None) -> bool:
    settled = school["settled_in"]
    return settled is not None if day is None else not isinstance(settled, date) or settled > day
