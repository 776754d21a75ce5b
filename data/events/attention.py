"""Lines of Today about events: not opened yet, attendance not recorded, no outcome."""

from __future__ import annotations

from collections.abc import Iterator

from data.store.books import Books
from data.tables.attention import Matter, breaches_of, needs_attention
from models.events.event import Event
from models.events.rules import attendance_is_known, closed_with_an_outcome, open_two_weeks_before


@needs_attention(place=45, group="Workstreams")
def events_to_open_and_close(books: Books) -> Iterator[Matter]:
    """Events that are near and not open, that were held, and that are closed."""
    title, short = "Events within two weeks, not open", "Events near, not open"
    yield breaches_of(books, Event, open_two_weeks_before, title, short=short)
    yield breaches_of(books, Event, attendance_is_known, "Events without attendance")
    title, short = "Events closed without outcome", "Events without outcome"
    yield breaches_of(books, Event, closed_with_an_outcome, title, short=short)
