"""Bookings that were cancelled late, or of which nobody came, and what is owed for them."""

from __future__ import annotations

from collections.abc import Sequence

from data.alliances.names import subject_of
from data.events.reports import (
    BookingLine,
    booking_lines,
    events_between,
    named_lines,
    period_of,
    title_of,
)
from data.events.waiting import LATE
from data.store.books import Books
from data.tables.circulation import names_kept_back
from data.tables.limits import Limits
from data.tables.paper import Group, Listing, Paper, Shown
from data.tables.table import Column, Content, Row
from models.events.booking import AWAY, number_booked
from models.events.charging import Charging
from models.fields.dates import show_date
from models.fields.text import count_of
from models.fields.values import show_value

COLUMNS = (
    Column("school", "School", "text", 30, "The school or organisation."),
    Column("event", "Event", "text", 34),
    Column("date", "Date", "date", 10),
    Column("booked", "Booked", "number", 6, "How many places."),
    Column("standing", "Standing", "state", 14),
    Column("cancelled", "Cancelled", "date", 10),
    Column("in-time", "In time until", "date", 13, "The last day on which to cancel in time."),
    Column("owed", "Owed", "money", 10, "By the event's prices, where it charges for it."),
)


def make(books: Books, limits: Limits) -> Content:
    """One row for each such booking, of events of this school year or of the days."""
    first, last = period_of(books, limits)
    events = events_between(books, first, last, limits.alliance)
    lines = [
        line
        for line in booking_lines(books, events, limits.school)
        if line.state is LATE or line.booking["status"] == AWAY
    ]
    lines, left_out = named_lines(books, limits, lines)
    rows = _rows(books, limits, lines)
    answer = _answer(lines)
    whose = subject_of(books, limits.alliance, limits.school)
    listing = Listing("In the order of events", COLUMNS, [Group("", rows)], _SHOWN)
    paper = Paper(
        "Bookings cancelled late, or not taken up",
        "Cancelled late",
        whose,
        "the finance office",
        f"from {show_date(first)} to {show_date(last)}",
        answer=answer,
        parts=[listing] if rows else [],
        definitions=[
            "Late: cancelled after the last day in time, counted in working days of the school "
            "calendar of the hub's authority. A cancelled event costs nobody anything.",
            "Owed: places × the price for members or for others; nothing where the event does not "
            "charge for it. A list for the finance office, no invoice.",
        ],
        left_out=left_out,
        for_circulation=limits.for_circulation,
    )
    notes = [note for note in (whose, " ".join(answer), *left_out) if note]
    return Content(COLUMNS, rows, notes, paper)


def _rows(books: Books, limits: Limits, lines: Sequence[BookingLine]) -> list[Row]:
    charging, secret = Charging(books), names_kept_back(books, limits)
    return [
        Row(
            str(line.booking["key"]),
            (
                line.name,
                title_of(line.event, secret),
                line.event["held"],
                number_booked(line.event, line.booking),
                line.state,
                line.booking["cancelled"],
                charging.last_day_in_time(line.event) if line.state is LATE else None,
                line.owed,
            ),
        )
        for line in lines
    ]


_SHOWN = (
    Shown("school"),
    Shown("event", under=("date",), heading="Event and date"),
    Shown("booked"),
    Shown("standing", marked=True),
    Shown("cancelled", under=("in-time",), heading="Cancelled, in time until"),
    Shown("owed"),
)


def _answer(lines: Sequence[BookingLine]) -> list[str]:
    if not lines:
        return ["No booking was cancelled late, and everybody came."]
    late = sum(line.state is LATE for line in lines)
    told = [
        f"{count_of(late, 'booking was', 'bookings were')} cancelled late, and of "
        f"{len(lines) - late} nobody came."
    ]
    owed = sum(line.owed for line in lines)
    if owed:
        told.append(f"{show_value(owed, 'money')} is owed for them.")
    return told
