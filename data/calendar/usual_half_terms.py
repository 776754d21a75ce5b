"""Half-terms to start from: the days on which they usually fall, put into the books."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from data.problems import Refused
from data.store.books import Books
from models.calendar.calendars import calendars
from models.calendar.half_term_dates import HalfTermDates
from models.fields.dates import show_date, show_school_year
from models.fields.half_terms import HALF_TERM_NAMES
from models.records.record import Values
from models.records.rules import Finding, Severity
from models.schools.gias_codes import LOCAL_AUTHORITIES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from data.store.change import Change
    from data.store.store import Store

NOTE = "Reckoned as half-terms usually fall, not read anywhere: put the authority's own days here."
"""What stands in the notes of days that nobody has set yet."""

Kept = dict[tuple[str | None, int], list[str]]
"""The names of the half-terms that are in the books, by authority and school year."""


def kept_half_terms(books: Books) -> Kept:
    """The half-terms that are in the books; the authority is None for those of every authority."""
    found: Kept = {}
    for each in books.find(HalfTermDates):
        authority, year = each["local_authority"], each["school_year"]
        assert isinstance(year, int)
        place = None if authority is None else str(authority), year
        found.setdefault(place, []).append(str(each["half_term"]))
    return found


def usual_half_terms(books: Books, year: int, local_authority: str | None = None) -> list[Values]:
    """The six half-terms of the school year that begins in `year`, as they are reckoned so far.

    For an authority they are the days that are kept for every authority, where there are any, and
    the usual ones otherwise: putting them into the books moves no day.
    """
    return [
        {
            "local_authority": local_authority,
            "school_year": year,
            "half_term": each.name,
            "first_day": each.first,
            "last_day": each.last,
            "notes": NOTE,
        }
        for each in calendars(books)[None].half_terms(year)
    ]


def fill_in(store: Store, year: int, local_authority: str | None = None) -> list[str]:
    """Put the usual half-terms of a school year into the books, in one operation, to be edited.

    Those that are there stay as they are; returns their names. Raises Refused when all six are
    there, or when a usual one does not fit between those.
    """
    kept = kept_half_terms(store)
    why = already_there(kept, year, local_authority)
    if why:
        raise Refused([Finding(Severity.REFUSE, "school_year", why)])
    there = kept.get((local_authority, year), [])
    whose = of_whom(local_authority)
    filled_in = f"Filled in the half-terms of {show_school_year(year)}, {whose}"
    with store.operation(filled_in) as change:
        for values in usual_half_terms(store, year, local_authority):
            if values["half_term"] not in there:
                _add(change, values)
        if there:
            change.warn("school_year", stayed(there))
    return there


def stayed(there: Sequence[str]) -> str:
    """What to say of the half-terms that were in the books before the others were filled in."""
    if len(there) == 1:
        return f"{there[0]} was in the books already and stays as it is."
    names = f"{', '.join(there[:-1])} and {there[-1]}"
    return f"{names} were in the books already and stay as they are."


def _add(change: Change, values: Values) -> None:
    try:
        change.add(HalfTermDates, values)
    except Refused as refused:
        first, last = values["first_day"], values["last_day"]
        assert isinstance(first, date)
        assert isinstance(last, date)
        days = f"{show_date(first)} to {show_date(last)}"
        said = (
            f"{values['half_term']} as it usually falls ({days}) does not fit between those in the "
            f"books. {refused.findings[0]} Enter its own days instead, by themselves."
        )
        raise Refused([Finding(Severity.REFUSE, "school_year", said)]) from None


def already_there(
    kept: Mapping[tuple[str | None, int], Sequence[str]], year: int, local_authority: str | None
) -> str:
    """Why nothing can be filled in: the whole year is in the books. Empty when some is missing."""
    if len(set(kept.get((local_authority, year), ()))) < len(HALF_TERM_NAMES):
        return ""
    free = next(each for each in range(year + 1, year + 300) if (local_authority, each) not in kept)
    return (
        f"All {len(HALF_TERM_NAMES)} half-terms of {show_school_year(year)} "
        f"({of_whom(local_authority)}) are in the books: change the days there, or take another "
        f"year, for example {show_school_year(free)}."
    )


def of_whom(local_authority: str | None) -> str:
    """Whose half-terms they are, in words: an authority's, or every authority's."""
    if local_authority is None:
        return "every authority"
    return LOCAL_AUTHORITIES.get(local_authority, local_authority)
