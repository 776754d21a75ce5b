"""Bookings: how many of a school come to an event, in numbers and never by name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from models.events.event import Event, is_for_pupils
from models.fields.choice_fields import ChoiceField
from models.fields.date_fields import DateField
from models.fields.field import PositionField
from models.fields.number_fields import NumberField
from models.fields.reference_fields import ReferenceField
from models.fields.states import State, Tone
from models.records.record import Record, Values
from models.schools.organisation import Organisation
from models.schools.school import School

WAITING, BOOKED, CAME, AWAY, CANCELLED = "waiting", "booked", "came", "did not come", "cancelled"

BOOKING_STATES = {
    WAITING: State("W", "waiting", Tone.WARN),
    BOOKED: State("B", "booked", Tone.INFO),
    CAME: State("C", "came", Tone.GOOD),
    AWAY: State("N", "did not come", Tone.BAD),
    CANCELLED: State("X", "cancelled", Tone.QUIET),
}
"""Where a booking stands."""

WITH_PLACES = frozenset({BOOKED, CAME, AWAY})
"""The states of a booking that has its places, whether or not anybody came."""


class Booking(Record):
    """How many of a school, or an organisation, are booked to an event, and how many came."""

    kind = "bookings"
    singular = "booking"
    listed_last = True
    named_by = ("event", "school", "organisation")
    one_of = ("school", "organisation")
    ordered_by = ("event", "booked", "school")
    listed = ("event", "school", "people", "pupils", "attended_people", "status", "booked",
              "cancelled", "organisation")  # fmt: skip
    shown_beside_name = ("people", "status")

    position = PositionField()
    event = ReferenceField(
        Event, "Event", "The event that is booked.", required=True, width=30, fixed=True
    )
    school = ReferenceField(School, "School", "The school that comes.", width=26, fixed=True)
    organisation = ReferenceField(
        Organisation, "Organisation", "The organisation, when it is not a school.", width=20,
        fixed=True,
    )  # fmt: skip
    people = NumberField(
        "People", "How many adults are booked.", highest=99, required=True, default=1, width=6
    )
    pupils = NumberField("Pupils", "How many pupils; only at enrichment days.", highest=999)
    booked = DateField("Booked", "The day of the booking; empty for one that is made today.")
    status = ChoiceField(
        "Status", "Empty: booked while there is room, and waiting otherwise.",
        states=BOOKING_STATES, width=12,
    )  # fmt: skip
    cancelled = DateField("Cancelled", "The day on which it was cancelled.")
    attended_people = NumberField("Came", "How many of the people came.", highest=99, width=5)
    attended_pupils = NumberField(
        "Pupils came", "How many of the pupils came.", highest=999, width=6
    )
    useful = NumberField(
        "Useful", "How many of those who came say that it helps their practice.", highest=999,
        width=6,
    )  # fmt: skip
    worth_it = NumberField(
        "Worth it", "How many of those who came say that it was worth the time.", highest=999,
        width=6,
    )  # fmt: skip


def number_booked(event: Values, booking: Values) -> int:
    """How many places a booking is for: pupils at an enrichment day, people at all others."""
    return _number(booking["pupils" if is_for_pupils(event) else "people"])


def number_that_came(event: Values, booking: Values) -> int:
    """How many came of those whom a booking's places are for."""
    return _number(booking["attended_pupils" if is_for_pupils(event) else "attended_people"])


def places_taken(event: Values, bookings: Iterable[Values]) -> int:
    """How many places of an event these bookings have."""
    return sum(number_booked(event, each) for each in bookings if each["status"] in WITH_PLACES)


def in_waiting_order(bookings: Iterable[Values]) -> list[Values]:
    """The bookings on the waiting list of an event, in the order in which they were added."""
    waiting = [each for each in bookings if each["status"] == WAITING]
    return sorted(waiting, key=lambda each: each["booked"] or date.max)


def place_of_booking(values: Values) -> tuple[type[Record], str]:
    """The kind and the key of the school or the organisation that a booking is of."""
    kind: type[Record] = School if values.get("school") else Organisation
    return kind, str(values.get("school") or values.get("organisation") or "")


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
