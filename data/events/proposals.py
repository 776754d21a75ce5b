"""Answers proposed when an event is moved on, such as whether its bookings are charged."""

from __future__ import annotations

from data.store.books import Books
from data.tables.progress import proposes
from models.events.event import CLOSED, Event
from models.records.record import Values


@proposes(Event)
def proposed_of_event(books: Books, event: Values, state: str) -> Values:
    """An event that is closed is charged."""
    return {"charged": True} if state == CLOSED else {}
