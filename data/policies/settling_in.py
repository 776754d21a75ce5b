"""Settling in: until its day a school's policies are typed in, and none of them raises an alarm."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from data.circulation import members_of
from data.problems import WrongCall
from models.alliances import Alliance
from models.dates import show_date
from models.records import Values
from models.schools import School
from models.text import count_of

if TYPE_CHECKING:
    from data.changes import Change
    from data.store import Store


def members_to_settle(store: Store, alliance: str, day: date | None) -> list[str]:
    """The schools of an alliance whose day changes when all are to have settled in by this one.

    Those that had settled in before keep their day; without a day every one settles in again.
    Raises WrongCall when the alliance has no school.
    """
    schools = [store.get(School, key) for key in sorted(members_of(store, alliance))]
    if not schools:
        name = store.name_of(Alliance, alliance)
        raise WrongCall(f"{name} has no school yet. Add members first: section Members of tab 2.")
    return [str(each["key"]) for each in schools if each and _changes(each, day)]


def settle_members(change: Change, alliance: str, day: date | None) -> int:
    """Let all schools of an alliance have settled in by this day; returns how many were changed."""
    keys = members_to_settle(change.store, alliance, day)
    return len(change.set_many(School, keys, {"settled_in": day}))


def settled_in_words(store: Store, alliance: str, day: date | None) -> str:
    """What is set, in words: "Settled in 21/11/2026: 3 of 14 schools of The Northern Alliance"."""
    count = len(members_to_settle(store, alliance, day))
    schools = count_of(len(members_of(store, alliance)), "school")
    how = f"Settled in {show_date(day)}" if day else "Settling in again"
    return f"{how}: {count} of {schools} of {store.name_of(Alliance, alliance)}"


def _changes(school: Values, day: date | None) -> bool:
    settled = school["settled_in"]
    return settled is not None if day is None else not isinstance(settled, date) or settled > day
