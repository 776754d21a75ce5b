"""The days that a summary about a time is limited to."""

from __future__ import annotations

from datetime import date

from data.problems import WrongCall
from data.store.books import Books
from data.tables.limits import Limits
from models.fields.dates import school_year, show_date


def days_asked_for(books: Books, limits: Limits) -> tuple[date, date]:
    """The first and the last day; without days those of the school year up to today.

    Raises WrongCall when the first is after the last.
    """
    first = limits.first or date(school_year(books.today), 9, 1)
    last = limits.last or books.today
    if first > last:
        raise WrongCall(
            f"The first day ({show_date(first)}) is after the last ({show_date(last)}): turn them "
            "round, for example --from 01/09/2025 --to 31/08/2026."
        )
    return first, last
