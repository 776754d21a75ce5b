"""Half-terms to start from: the days on which they usually fall, put into the books."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.policy_standing import calendars
from data.problems import Refused
from models.codes import LOCAL_AUTHORITIES
from models.dates import HALF_TERM_NAMES, show_school_year
from models.half_terms import HalfTermDates
from models.records import Values
from models.rules import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from data.store import Store

NOTE = "Reckoned as half-terms usually fall, not read anywhere: put the authority's own days here."
"""What stands in the notes of days that nobody has set yet."""

Kept = dict[tuple[str | None, int], list[str]]
"""The names of the half-terms that are in the books, by authority and school year."""


def kept_half_terms(store: Store) -> Kept:
    """The half-terms that are in the books; the authority is None for those of every authority."""
    found: Kept = {}
    for each in store.find(HalfTermDates):
        authority, year = each["local_authority"], each["school_year"]
        assert isinstance(year, int)
        place = None if authority is None else str(authority), year
        found.setdefault(place, []).append(str(each["half_term"]))
    return found


def usual_half_terms(store: Store, year: int, local_authority: str | None = None) -> list[Values]:
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
        for each in calendars(store)[None].half_terms(year)
    ]


def fill_in(store: Store, year: int, local_authority: str | None = None) -> None:
    """Put the usual half-terms of a school year into the books, in one operation, to be edited.

    Raises Refused when some of them are there already.
    """
    why = already_there(kept_half_terms(store), year, local_authority)
    if why:
        raise Refused([Finding(Severity.REFUSE, "school_year", why)])
    whose = of_whom(local_authority)
    with store.operation(f"Fill in the half-terms of {show_school_year(year)}, {whose}") as change:
        for values in usual_half_terms(store, year, local_authority):
            change.add(HalfTermDates, values)


def already_there(
    kept: Mapping[tuple[str | None, int], Sequence[str]], year: int, local_authority: str | None
) -> str:
    """Why nothing can be filled in: some of the year is in the books. Empty when nothing is."""
    names = kept.get((local_authority, year))
    if not names:
        return ""
    free = next(each for each in range(year + 1, year + 300) if (local_authority, each) not in kept)
    some = names[0] if len(names) == 1 else f"{len(names)} of {len(HALF_TERM_NAMES)} half-terms"
    return (
        f"{some} of {show_school_year(year)} ({of_whom(local_authority)}) "
        f"{'is' if len(names) == 1 else 'are'} in the books: change the days there, or take "
        f"another year, for example {show_school_year(free)}."
    )


def of_whom(local_authority: str | None) -> str:
    """Whose half-terms they are, in words: an authority's, or every authority's."""
    if local_authority is None:
        return "every authority"
    return LOCAL_AUTHORITIES.get(local_authority, local_authority)
