"""Computed columns of events and bookings: places, what is left to do, what is owed."""

from __future__ import annotations

from collections.abc import Collection

from data.events.queries import sums_of_bookings
from data.events.standing import STANDINGS, state_of_event, taken_in_short
from data.events.waiting import state_of_booking, waiting_places
from data.store.books import Books
from data.tables.computed_columns import Cells, computed_columns
from data.tables.table import Column
from models.events.booking import Booking
from models.events.charging import Charging
from models.events.event import Event


@computed_columns(
    Event,
    Column("taken", "Taken", "text", 9, "Places that are taken, of how many; + those who wait."),
    Column(
        "standing", "Standing", "state", max(len(each.word) for each in STANDINGS),
        "Where it stands; ! where something is left to do.",
    ),
    after="kind_of_event",
)  # fmt: skip
def standing_of_events(books: Books, keys: Collection[str] | None = None) -> Cells:
    """How many places of each event are taken, and where it stands."""
    sums = sums_of_bookings(books)
    events = books.find(Event) if keys is None else books.of_keys(Event, keys)
    found: Cells = {}
    for event in events:
        of_event = sums.get(str(event["key"]), {})
        state = state_of_event(event, of_event, books.today)
        found[str(event["key"])] = (taken_in_short(event, of_event), state)
    return found


@computed_columns(
    Booking,
    Column("standing", "Standing", "state", 18, "Where it stands: booked, waits, cancelled late …"),
    Column("owed", "Owed", "money", 9, "What is owed for it, by the prices of its event."),
    after="attended_people",
)
def standing_of_bookings(books: Books, keys: Collection[str] | None = None) -> Cells:
    """Where each booking stands, and what is owed for it."""
    bookings = books.find(Booking) if keys is None else books.of_keys(Booking, keys)
    events = books.get_many(Event, list({str(each["event"]) for each in bookings}))
    places, charging = waiting_places(books, events), Charging(books)
    found: Cells = {}
    for booking in bookings:
        key, event = str(booking["key"]), events[str(booking["event"])]
        state = state_of_booking(event, booking, charging, places.get(key, 0))
        found[key] = (state, charging.amount_of(event, booking) or None)
    return found
