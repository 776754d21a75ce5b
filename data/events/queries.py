"""SQL about events: the sums of their bookings."""

from __future__ import annotations

from typing import NamedTuple

from data.store.books import Books
from models.events.event import FOR_PUPILS


class BookingSum(NamedTuple):
    """The bookings of one event in one state: how many, for how many, and how many came.

    Numbers are of pupils at an enrichment day, and of people at all others.
    """

    bookings: int
    number: int
    came: int


def sums_of_bookings(books: Books) -> dict[str, dict[str, BookingSum]]:
    """The sums of the bookings of each event, by the event's key and by the bookings' state."""
    found: dict[str, dict[str, BookingSum]] = {}
    for event, status, *sums in books.database.rows(
        'SELECT "event_id", "booking"."status", count(*), '
        'coalesce(sum(iif("kind_of_event" = ?1, "pupils", "people")), 0), '
        'coalesce(sum(iif("kind_of_event" = ?1, "attended_pupils", "attended_people")), 0) '
        'FROM "booking" JOIN "event" ON "event"."key" = "booking"."event_id" '
        'GROUP BY "event_id", "booking"."status"',
        FOR_PUPILS,
    ):
        found.setdefault(event, {})[str(status)] = BookingSum(*sums)
    return found
