"""The details of an event and of a booking: what is left to do, who came, until when to cancel."""

from __future__ import annotations

from datetime import date, timedelta

from data.events.queries import BookingSum, sums_of_bookings
from data.events.standing import days_away, left_to_do, taken_in_words
from data.store.books import Books
from data.tables.details import Line, details
from models.events.booking import AWAY, CAME, Booking
from models.events.charging import Charging
from models.events.event import CANCELLED, CLOSED, HELD, Event
from models.fields.dates import show_date
from models.fields.text import count_of
from models.fields.values import show_value
from models.records.record import Values


@details(Event)
def lines_of_event(books: Books, event: Values) -> list[Line]:
    """When it is, how full, what is left to do, who came, and what it brings in."""
    sums, held = sums_of_bookings(books).get(str(event["key"]), {}), event["held"]
    assert isinstance(held, date)
    lines: list[Line] = [("When", f"{show_date(held)}, {days_away(held, books.today)}")]
    if event["starts"]:
        until = f" to {event['ends']}" if event["ends"] else ""
        lines.append(("Time", f"{event['starts']}{until}"))
    lines.append(("Taken", taken_in_words(event, sums)))
    if to_do := left_to_do(event, sums, books.today):
        lines.append(("To do", f"{to_do[0].upper()}{to_do[1:]}."))
    if came := _came(sums):
        lines.append(("Came", came))
    if event["status"] not in (HELD, CLOSED, CANCELLED) and (note := cancelling(books, event)):
        lines.append(("Cancelling", note))
    charging = Charging(books)
    bookings = books.find(Booking, event=event["key"])
    if owed := sum(charging.amount_of(event, each) for each in bookings):
        lines.append(("Owed", show_value(owed, "money")))
    return lines


def _came(sums: dict[str, BookingSum]) -> str:
    """How many came of how many, and how many schools stayed away."""
    if CAME not in sums and AWAY not in sums:
        return ""
    none = BookingSum(0, 0, 0)
    came, away = sums.get(CAME, none), sums.get(AWAY, none)
    told = f"{came.came} of {came.number + away.number}, {count_of(came.bookings, 'school')}"
    return f"{told}; {away.bookings} did not come" if away.bookings else told


def cancelling(books: Books, event: Values) -> str:
    """Until when a booking can be cancelled in time, and what follows after that day."""
    last, count = Charging(books).last_day_in_time(event), event["cancel_by_working_days"]
    if last is None or not isinstance(count, int):
        return ""
    then = "late and charged" if event["charge_late"] else "late"
    since = "is" if last >= books.today else "was"
    days = count_of(count, "working day")
    return f"In time {since} until {show_date(last)} ({days} before), after that {then}."


def cancelling_in_short(books: Books, event: Values) -> str:
    """The same in few words: the last day in time, or since when it is late."""
    last = Charging(books).last_day_in_time(event)
    if last is None:
        return ""
    if last >= books.today:
        return f"Cancel in time until {show_date(last)}"
    return f"Late to cancel since {show_date(last + timedelta(days=1))}"


@details(Booking)
def lines_of_booking(books: Books, booking: Values) -> list[Line]:
    """The day of the event, and until when it can be cancelled."""
    event = books.get(Event, str(booking["event"]))
    if event is None:
        return []
    held = event["held"]
    assert isinstance(held, date)
    lines: list[Line] = [("When", f"{show_date(held)}, {days_away(held, books.today)}")]
    if held > books.today and (note := cancelling(books, event)):
        lines.append(("Cancelling", note))
    return lines
