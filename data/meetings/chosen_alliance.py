"""The alliance whose meetings are shown while nobody has chosen one."""

from __future__ import annotations

from data.meetings.queries import alliance_that_met_nearest
from data.store.books import Books


def newest_alliance(books: Books) -> str | None:
    """The alliance that met last, or will meet first when none has; None without a meeting."""
    return alliance_that_met_nearest(books)
