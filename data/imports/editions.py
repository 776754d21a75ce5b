"""The date of a register that was imported, kept so that an older one is noticed."""

from __future__ import annotations

from datetime import date

from data.store.books import Books
from data.store.history import labels_that_stand
from models.fields.dates import UnreadableDateError, read_date, show_date

_IN_LABEL = ", the register of "


def in_label(day: date | None) -> str:
    """The words about the file's day in the label of an import, found by `newest_day`."""
    return f"{_IN_LABEL}{show_date(day)}" if day is not None else ""


def newest_day(books: Books) -> date | None:
    """The newest day of the register that was imported and not taken back; None without one.

    The history keeps it, so that it goes with the books into copies and comes back by undo.
    """
    days: list[date] = []
    for label in labels_that_stand(books, "Imported ", _IN_LABEL):
        try:
            days.append(read_date(label.rpartition(_IN_LABEL)[2], books.today))
        except UnreadableDateError:
            continue
    return max(days, default=None)
