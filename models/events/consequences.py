"""Consequences of bookings: what waits, which places are offered, what a cancelled event ends."""

from __future__ import annotations

from collections.abc import Sequence

from models.events.booking import (
    BOOKED,
    WAITING,
    WITH_PLACES,
    Booking,
    in_waiting_order,
    number_booked,
    place_of_booking,
    places_taken,
)
from models.events.booking import CANCELLED as BOOKING_CANCELLED
from models.events.event import CANCELLED, Event
from models.fields.text import count_of
from models.records.consequences import Change, after_adding, after_changing
from models.records.record import Values


@after_adding(Booking, "A booking is booked while there is room, and waits otherwise.")
def booked_or_waiting(change: Change, added: Sequence[Values]) -> None:
    """Fill in where it stands, and the day, where nobody entered them."""
    for booking in added:
        if booking["booked"] is None and booking["status"] in (None, WAITING, BOOKED):
            change.set_as_result(Booking, str(booking["key"]), {"booked": change.today})
        if booking["status"] is None:
            _decide(change, booking)


@after_changing(Booking, "A booking whose status was emptied is booked, or waits.")
def booked_or_waiting_again(change: Change, before: Values, after: Values) -> None:
    """Decide anew, as for a new booking."""
    if after["status"] is None:
        _decide(change, after)


def _decide(change: Change, booking: Values) -> None:
    event = change.books.get(Event, str(booking["event"]))
    if event is None:
        return
    others = [
        each
        for each in change.books.find(Booking, event=booking["event"])
        if each["key"] != booking["key"]
    ]
    places = event["places"]
    taken = places_taken(event, others)
    full = isinstance(places, int) and places and taken + number_booked(event, booking) > places
    status = WAITING if full else BOOKED
    change.set_as_result(Booking, str(booking["key"]), {"status": status})
    if full:
        before = len(in_waiting_order(others))
        behind = f", behind {count_of(before, 'other')}" if before else ", first of all"
        change.warn("status", f"{taken} of {places} places are taken, so it waits{behind}.")


@after_changing(Booking, "Places that come free are offered to who waits first.")
def freed_places_are_offered(change: Change, before: Values, after: Values) -> None:
    """Nobody is moved up by itself: it is said who could be."""
    event = change.books.get(Event, str(after["event"]))
    if event is None:
        return
    had = number_booked(event, before) if before["status"] in WITH_PLACES else 0
    has = number_booked(event, after) if after["status"] in WITH_PLACES else 0
    if has < had:
        _offer(change, event)


@after_changing(Event, "More places are offered to who waits first.")
def more_places_are_offered(change: Change, before: Values, after: Values) -> None:
    """As when one is cancelled."""
    places, were = after["places"], before["places"]
    raised = isinstance(places, int) and isinstance(were, int) and were and not 0 < places <= were
    if raised and after["status"] != CANCELLED:
        _offer(change, after)


def _offer(change: Change, event: Values) -> None:
    bookings = change.books.find(Booking, event=event["key"])
    places, waiting = event["places"], in_waiting_order(bookings)
    if not waiting:
        return
    kind, key = place_of_booking(waiting[0])
    who = f"{change.books.name_of(kind, key)} waits first, for {number_booked(event, waiting[0])}"
    if not isinstance(places, int) or not places:
        change.warn("status", f"There is room now: {who}.")
        return
    free = places - places_taken(event, bookings)
    if free > 0:
        change.warn("status", f"{count_of(free, 'place is', 'places are')} free now: {who}.")


@after_changing(Event, "A cancelled event cancels its bookings, at no charge.")
def cancelled_event_cancels_bookings(change: Change, before: Values, after: Values) -> None:
    """Whatever was booked or waited is cancelled on the day."""
    if after["status"] != CANCELLED or before["status"] == CANCELLED:
        return
    ended = 0
    for booking in change.books.find(Booking, event=after["key"]):
        if booking["status"] in (BOOKED, WAITING, None):
            new: Values = {"status": BOOKING_CANCELLED, "cancelled": change.today}
            change.set_as_result(Booking, str(booking["key"]), new)
            ended += 1
    if ended:
        told = count_of(ended, "booking is", "bookings are")
        change.warn("status", f"{told} cancelled with it, at no charge: tell the schools.")
