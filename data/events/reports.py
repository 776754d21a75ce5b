"""Events and bookings for reports: of a period, of an alliance, or of schools that may be named."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from data.events.waiting import state_of_booking, waiting_places
from data.memberships.as_of import memberships
from data.memberships.circulation import left_out, member_key, signature_stands
from data.store.books import Books
from data.tables.circulation import KeptBack, names_any
from data.tables.limits import Limits
from models.events.booking import Booking, place_of_booking
from models.events.charging import Charging, alliance_of_event
from models.events.event import Event
from models.fields.dates import school_year, show_date
from models.fields.states import State
from models.records.record import Values


class BookingLine(NamedTuple):
    """A booking of a report: with its event, who booked, where it stands and what is owed."""

    booking: Values
    event: Values
    who: str
    name: str
    state: State
    owed: int


def period_of(books: Books, limits: Limits) -> tuple[date, date]:
    """The days that a report is about: those that were asked for, or else the school year."""
    year = school_year(books.today)
    return limits.first or date(year, 9, 1), limits.last or date(year + 1, 8, 31)


def events_between(books: Books, first: date, last: date, alliance: str | None) -> list[Values]:
    """The events from a day to another, of one alliance or of all, in their order."""
    found = [
        event
        for event in books.find(Event)
        if isinstance(event["held"], date)
        and first <= event["held"] <= last
        and (alliance is None or alliance_of_event(event, books) == alliance)
    ]
    return sorted(found, key=lambda event: (str(event["held"]), str(event["starts"] or "")))


def booking_lines(
    books: Books, events: Collection[Values], school: str | None = None
) -> list[BookingLine]:
    """The bookings of these events, of one school or of all, in the order of the events."""
    by_key = {str(event["key"]): event for event in events}
    order = {key: at for at, key in enumerate(by_key)}
    places, charging = waiting_places(books, by_key), Charging(books)
    limits = {"school": school} if school else {}
    lines = []
    for booking in books.find(Booking, **limits):
        event = by_key.get(str(booking["event"]))
        if event is None:
            continue
        kind, who = place_of_booking(booking)
        state = state_of_booking(event, booking, charging, places.get(str(booking["key"]), 0))
        owed = charging.amount_of(event, booking)
        lines.append(BookingLine(booking, event, who, books.name_of(kind, who), state, owed))
    lines.sort(key=lambda each: (order[str(each.event["key"])], each.name.casefold()))
    return lines


def title_of(event: Values, kept_back: KeptBack) -> str:
    """The title of an event; its day instead where that names a school that may not be named."""
    held = event["held"]
    assert isinstance(held, date)
    if names_any([event["title"]], kept_back):
        return f"Event of {show_date(held)}"
    return str(event["title"])


def named_lines(
    books: Books, limits: Limits, lines: Collection[BookingLine]
) -> tuple[list[BookingLine], list[str]]:
    """Of these bookings those whose school may be named within such limits, and the notes on it."""
    if not limits.for_circulation:
        return list(lines), []
    of_alliance = {"alliance": limits.alliance} if limits.alliance else {}
    signed = {
        member_key(each)
        for each in memberships(books, **of_alliance)
        if signature_stands(books, each)
    }
    kept = [each for each in lines if each.who in signed]
    return kept, left_out({each.who for each in kept}, {each.who for each in lines})
