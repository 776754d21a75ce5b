"""Consequences of events for charges: a closed one that is charged is owed by who booked."""

from __future__ import annotations

from models.charges.settling import Owed, cause_of, settle
from models.events.booking import Booking, place_of_booking
from models.events.charging import Charging, alliance_of_event
from models.events.event import CLOSED, Event, last_day
from models.fields.values import show_value
from models.records.consequences import Change, after_changing
from models.records.record import Values
from models.schools.school import School


@after_changing(Event, "A closed event that is charged makes a charge for each booking.")
def closed_event_is_charged(change: Change, before: Values, after: Values) -> None:
    """Make them, or withdraw those of an event that is opened again, or not charged after all."""
    if is_charged(before) or is_charged(after):
        _settle(change, after, change.books.find(Booking, event=after["key"]))


@after_changing(Booking, "The charge of a booking follows its number.")
def booking_is_charged_as_it_is(change: Change, before: Values, after: Values) -> None:
    """Only once its event is closed and charged."""
    event = change.books.get(Event, str(after["event"]))
    if event is not None and is_charged(event):
        _settle(change, event, [after])


def is_charged(event: Values) -> bool:
    """Whether the bookings of an event are charged: it is closed, and that was answered."""
    return event["status"] == CLOSED and event["charged"] is True


def _settle(change: Change, event: Values, bookings: list[Values]) -> None:
    alliance, charging = alliance_of_event(event, change.books), Charging(change.books)
    if alliance is None:
        return
    day = show_value(event["held"], "date")
    several = []
    for booking in bookings:
        kind, who = place_of_booking(booking)
        owed = charging.amount_of(event, booking) if is_charged(event) else 0
        charge: Values = {
            "cause": cause_of(str(event["title"]), day, change.books.name_of(kind, who)),
            "about": "event",
            "direction": "to us",
            "alliance": alliance,
            "workstream": event["workstream"],
            "made": last_day(event),
            "school" if kind is School else "organisation": who,
        }
        several.append(Owed(owed, {"booking": booking["key"]}, charge))
    settle(change, "charged", several)
