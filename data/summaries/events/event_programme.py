"""The programme: events to come, when and where, what they cost, and how many places are free."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from data.alliances.names import subject_of
from data.events.queries import sums_of_bookings
from data.events.reports import booking_lines, events_between
from data.events.standing import number_taken, number_waiting
from data.store.books import Books
from data.tables.circulation import left_out_for_a_name, names_any, names_kept_back
from data.tables.limits import Limits
from data.tables.paper import Listing, Paper, Shown, grouped
from data.tables.table import Column, Content, Row
from models.alliances.alliance import Alliance
from models.events.booking import CANCELLED as BOOKING_CANCELLED
from models.events.charging import Charging, alliance_of_event
from models.events.event import EVENT_KINDS, EVENT_STATES, OPEN, PLANNED
from models.fields.dates import MONTH_NAMES, add_months, show_date
from models.fields.text import count_of
from models.records.record import Values
from models.workstreams.workstream import Workstream

MONTHS_AHEAD = 12

COLUMNS = (
    Column("date", "Date", "date", 10),
    Column("time", "Time", "text", 5, "When it begins."),
    Column("ends", "Ends", "text", 5),
    Column("what", "Event", "text", 34),
    Column("kind", "Kind", "text", 15),
    Column("place", "Place", "text", 26),
    Column("facilitator", "Facilitator", "text", 20),
    Column("free", "Free", "number", 5, "Places that are free; empty where there is no limit."),
    Column("places", "Places", "number", 6, "How many can come; empty where there is no limit."),
    Column("taken", "Taken", "number", 5, "Places that are taken."),
    Column("waiting", "Waiting", "number", 7, "For how many there was no place."),
    Column("member", "Members pay", "money", 11, "For each place."),
    Column("other", "Others pay", "money", 10, "For each place."),
    Column("cancel-by", "Cancel by", "date", 10, "The last day on which to cancel in time."),
    Column("standing", "Standing", "state", 9),
    Column("until", "Until", "date", 10, "Its last day, where it has several."),
    Column("workstream", "Workstream", "text", 24),
    Column("alliance", "Alliance", "text", 22),
)
_AT = {column.name: at for at, column in enumerate(COLUMNS)}


def make(books: Books, limits: Limits) -> Content:
    """One row for each event that is planned or open, in the order of days.

    Without days it is the year from today on. For one school they are the events that it booked.
    """
    first = limits.first or books.today
    last = limits.last or add_months(books.today, MONTHS_AHEAD)
    events = _events_ahead(books, limits, first, last)
    secret = names_kept_back(books, limits)
    shown = [event for event in events if not names_any([event["title"]], secret)]
    rows = _rows(books, shown, with_facilitators=not limits.for_circulation)
    answer = _answer(books, rows)
    subject = subject_of(books, limits.alliance, limits.school)
    left_out = []
    if len(shown) < len(events):
        left_out.append(left_out_for_a_name(len(events) - len(shown), "event"))
    months = {row.key: _month(row) for row in rows}
    paper = Paper(
        "Events to come",
        "Programme",
        subject,
        "everybody who may book",
        f"from {show_date(first)} to {show_date(last)}",
        answer=answer,
        parts=[Listing("In the order of days", COLUMNS, grouped(rows, months), _SHOWN)],
        definitions=[
            "Free: places that nobody has booked; “no limit” where all may come. Prices are for "
            "each place; members are schools that have signed by the day of the event.",
            "Cancel by: the last day in time, in working days of the school calendar; later is "
            "late, and charged where the event says so.",
        ],
        left_out=left_out,
        for_circulation=limits.for_circulation,
    )
    notes = [note for note in (subject, " ".join(answer)) if note] + left_out
    return Content(COLUMNS, rows, notes, paper)


def _events_ahead(books: Books, limits: Limits, first: date, last: date) -> list[Values]:
    """The events of these days that are planned or open; of one school those that it booked."""
    events = [
        event
        for event in events_between(books, first, last, limits.alliance)
        if event["status"] in (PLANNED, OPEN)
    ]
    if not limits.school:
        return events
    booked = {
        line.event["key"]
        for line in booking_lines(books, events, limits.school)
        if line.booking["status"] != BOOKING_CANCELLED
    }
    return [event for event in events if event["key"] in booked]


def _rows(books: Books, events: Sequence[Values], *, with_facilitators: bool) -> list[Row]:
    sums, charging = sums_of_bookings(books), Charging(books)
    alliances, workstreams = books.names(Alliance), books.names(Workstream)
    rows = []
    for event in events:
        of_event = sums.get(str(event["key"]), {})
        places, taken = event["places"] or None, number_taken(of_event)
        cells = (
            event["held"],
            event["starts"],
            event["ends"],
            event["title"],
            EVENT_KINDS[str(event["kind_of_event"])],
            event["place"],
            event["facilitator"] if with_facilitators else None,
            max(0, places - taken) if isinstance(places, int) else None,
            places,
            taken,
            number_waiting(of_event) or None,
            event["price_member"],
            event["price_other"],
            charging.last_day_in_time(event),
            EVENT_STATES[str(event["status"])],
            event["until"],
            workstreams.get(str(event["workstream"])),
            alliances.get(alliance_of_event(event, books) or ""),
        )
        rows.append(Row(str(event["key"]), cells))
    return rows


_SHOWN = (
    Shown("date", under=("time",), heading="Date, time"),
    Shown("what", under=("place",), heading="Event and place"),
    Shown("kind", 2),
    Shown("free", empty="no limit"),
    Shown("member", 2, under=("other",), heading="Members, others"),
    Shown("cancel-by"),
    Shown("standing", 2, marked=True),
)


def _month(row: Row) -> str:
    day = row.cells[_AT["date"]]
    assert isinstance(day, date)
    return f"{MONTH_NAMES[day.month - 1].capitalize()} {day.year}"


def _answer(books: Books, rows: Sequence[Row]) -> list[str]:
    """How many are to come, the next one, and which are full."""
    if not rows:
        return ["No event is planned."]
    first = rows[0]
    day = first.cells[_AT["date"]]
    assert isinstance(day, date)
    told = [
        f"{count_of(len(rows), 'event is', 'events are')} to come; the next is "
        f"{first.cells[_AT['what']]} on {show_date(day)}."
    ]
    full = [row for row in rows if row.cells[_AT["free"]] == 0]
    if full:
        told.append("One is full." if len(full) == 1 else f"{len(full)} are full.")
    return told
