"""Attendance at events: who booked, who came, and how many found it useful."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from data.alliances.names import subject_of
from data.events.reports import (
    BookingLine,
    booking_lines,
    events_between,
    named_lines,
    period_of,
    title_of,
)
from data.store.books import Books
from data.tables.circulation import KeptBack, names_kept_back
from data.tables.limits import Limits
from data.tables.paper import Figure, Group, Listing, Paper, Shown
from data.tables.table import Column, Content, Row
from models.events.booking import BOOKED, CAME, WITH_PLACES, number_booked, number_that_came
from models.events.event import CLOSED, EVENT_KINDS, HELD
from models.fields.dates import show_date
from models.fields.text import count_of
from models.fields.values import Value, show_share

COLUMNS = (
    Column("school", "School", "text", 30, "The school or organisation."),
    Column("event", "Event", "text", 34),
    Column("date", "Date", "date", 10),
    Column("kind", "Kind", "text", 15),
    Column("booked", "Booked", "number", 6, "Pupils at an enrichment day, people at all others."),
    Column("came", "Came", "number", 5),
    Column("standing", "Standing", "state", 17),
    Column("useful", "Useful", "number", 6, "How many say that it helps their practice."),
    Column("worth-it", "Worth it", "number", 8, "How many say that it was worth the time."),
    Column("outcome", "Outcome", "text", 40),
)


def make(books: Books, limits: Limits) -> Content:
    """One row for each booking of an event that was held, of this school year or of the days."""
    first, last = period_of(books, limits)
    held = [
        event
        for event in events_between(books, first, last, limits.alliance)
        if event["status"] in (HELD, CLOSED)
    ]
    lines = [
        line
        for line in booking_lines(books, held, limits.school)
        if line.booking["status"] in WITH_PLACES
    ]
    lines, left_out = named_lines(books, limits, lines)
    secret = names_kept_back(books, limits)
    rows = [_row(line, title_of(line.event, secret), limits.for_circulation) for line in lines]
    missing = sum(line.booking["status"] == BOOKED for line in lines)
    answer = _answer(lines, missing)
    whose = subject_of(books, limits.alliance, limits.school)
    by_event = _together(lines, lambda line: _event_of(line, secret))
    by_school = _together(lines, lambda line: (line.who, line.name))
    by_school.sort(key=lambda row: str(row.cells[0]).casefold())
    paper = Paper(
        "Who came to events, and what they say",
        "Attendance at events",
        whose,
        "heads and the circle",
        f"from {show_date(first)} to {show_date(last)}",
        answer=answer,
        figures=_figures(lines),
        parts=[
            Listing("By event", _columns("Event"), [Group("", by_event)], _SHOWN),
            Listing("By school", _columns("School"), [Group("", by_school)], _SHOWN),
        ] if lines else [],
        definitions=[
            "Booked and came are numbers of people, at enrichment days of pupils.",
            "Useful and worth it: of those who came, in events that asked.",
        ],
        left_out=left_out,
        for_circulation=limits.for_circulation,
    )  # fmt: skip
    notes = [note for note in (whose, " ".join(answer), *left_out) if note]
    return Content(COLUMNS, rows, notes, paper)


def _row(line: BookingLine, title: str, for_circulation: bool) -> Row:
    booking, event = line.booking, line.event
    came = None if booking["status"] == BOOKED else number_that_came(event, booking)
    cells: tuple[Value, ...] = (
        line.name,
        title,
        event["held"],
        EVENT_KINDS[str(event["kind_of_event"])],
        number_booked(event, booking),
        came,
        line.state,
        booking["useful"],
        booking["worth_it"],
        # Anybody may have written a school's name into it.
        None if for_circulation else event["outcome"],
    )
    return Row(str(booking["key"]), cells)


def _columns(first: str) -> list[Column]:
    return [
        Column("name", first, "text", 40),
        Column("bookings", "Schools" if first == "Event" else "Events", "number", 7),
        Column("booked", "Booked", "number", 6),
        Column("came", "Came", "number", 5),
        Column("share", "Of booked", "text", 9),
        Column("useful", "Useful", "text", 9),
        Column("worth-it", "Worth it", "text", 9),
        Column("missing", "To record", "number", 9),
    ]


_SHOWN = (
    *(Shown(name) for name in ("name", "bookings", "booked", "came", "share")),
    *(Shown("useful", 2), Shown("worth-it", 2), Shown("missing", 2)),
)


def _together(
    lines: Sequence[BookingLine], by: Callable[[BookingLine], tuple[str, str]]
) -> list[Row]:
    """The sums of bookings that belong together, in the order in which they first come."""
    groups: dict[tuple[str, str], list[BookingLine]] = {}
    for line in lines:
        groups.setdefault(by(line), []).append(line)
    rows = []
    for (key, name), found in groups.items():
        recorded = [line for line in found if line.booking["status"] != BOOKED]
        booked = sum(number_booked(line.event, line.booking) for line in recorded)
        came = sum(number_that_came(line.event, line.booking) for line in recorded)
        cells: tuple[Value, ...] = (
            name,
            len(found),
            sum(number_booked(line.event, line.booking) for line in found),
            came if recorded else None,
            _percent(came, booked),
            _share(found, "useful"),
            _share(found, "worth_it"),
            len(found) - len(recorded) or None,
        )
        rows.append(Row(key, cells))
    return rows


def _event_of(line: BookingLine, secret: KeptBack) -> tuple[str, str]:
    """The key of an event, and its title with the day."""
    held = line.event["held"]
    assert isinstance(held, date)
    return str(line.event["key"]), f"{title_of(line.event, secret)}, {show_date(held)}"


def _share(lines: Iterable[BookingLine], attribute: str) -> str | None:
    """How many of those who were asked say so: 11 of 12."""
    asked = [line.booking for line in lines if isinstance(line.booking[attribute], int)]
    if not asked:
        return None
    said = sum(int(str(each[attribute])) for each in asked)
    return f"{said} of {sum(int(str(each['attended_people'] or 0)) for each in asked)}"


def _percent(part: int, whole: int) -> str | None:
    return show_share(part, whole) if whole else None


def _figures(lines: Sequence[BookingLine]) -> list[Figure]:
    came = sum(number_that_came(line.event, line.booking) for line in lines)
    if not came:
        return []
    events = len({line.event["key"] for line in lines})
    schools = len({line.who for line in lines if line.booking["status"] == CAME})
    figures = [
        Figure(str(came), f"came to {count_of(events, 'event')}"),
        Figure(str(schools), "schools and organisations came"),
    ]
    for attribute, words in (("useful", "say that it helps"), ("worth_it", "say it was worth it")):
        if share := _share(lines, attribute):
            said, asked = share.split(" of ")
            if percent := _percent(int(said), int(asked)):
                figures.append(Figure(percent, f"{words}, {share}"))
    return figures


def _answer(lines: Sequence[BookingLine], missing: int) -> list[str]:
    if not lines:
        return ["No event was held in this time."]
    events = len({line.event["key"] for line in lines})
    recorded = [line for line in lines if line.booking["status"] != BOOKED]
    booked = sum(number_booked(line.event, line.booking) for line in recorded)
    came = sum(number_that_came(line.event, line.booking) for line in recorded)
    if not recorded:
        return [
            f"Who came to {count_of(events, 'event')} is still to be recorded, of "
            f"{count_of(missing, 'booking')}."
        ]
    told = [f"{came} of {booked} came to {count_of(events, 'event')}."]
    if missing:
        told.append(f"Who came is still to be recorded of {count_of(missing, 'booking')}.")
    return told
