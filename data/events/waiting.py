"""How a booking stands in words: second on the waiting list, cancelled late, 3 of 4 came."""

from __future__ import annotations

from collections.abc import Iterable

from data.store.books import Books
from models.events.booking import BOOKING_STATES, CANCELLED, WAITING, Booking, in_waiting_order
from models.events.charging import Charging
from models.fields.states import State, Tone
from models.records.record import Values

LATE = State("L", "cancelled late", Tone.BAD)
IN_TIME = State("X", "cancelled in time", Tone.QUIET)
UNDECIDED = State("?", "not decided", Tone.WARN)


def waiting_places(books: Books, events: Iterable[str]) -> dict[str, int]:
    """The place in its event's waiting list, from 1, of each booking that waits, by its key."""
    found = {}
    wanted = set(events)
    by_event: dict[str, list[Values]] = {}
    for booking in books.find(Booking, status=WAITING):
        if booking["event"] in wanted:
            by_event.setdefault(str(booking["event"]), []).append(booking)
    for waiting in by_event.values():
        for place, booking in enumerate(in_waiting_order(waiting), 1):
            found[str(booking["key"])] = place
    return found


def state_of_booking(event: Values, booking: Values, charging: Charging, place: int = 0) -> State:
    """Where a booking stands; `place` is that in the waiting list."""
    status = booking["status"]
    if status is None:
        return UNDECIDED
    if status == WAITING and place:
        return State("W", f"waits, {ordinal(place)}", Tone.WARN)
    if status == CANCELLED:
        return LATE if charging.is_cancelled_late(event, booking) else IN_TIME
    return BOOKING_STATES[str(status)]


def ordinal(number: int) -> str:
    """A place in words: 1st, 2nd, 3rd, 11th."""
    last = 0 if number % 100 in (11, 12, 13) else number % 10
    return f"{number}{_ENDINGS.get(last, 'th')}"


_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
