"""iCalendar: the rows of a summary as events that Outlook, Google and telephones take in.

A summary becomes a calendar when it has the columns `date` and `what`. A row with a `time` is a
meeting in London, until the time that it `ends` where that is known; one without lasts the whole
day, or those `until` another, and leaves them free. `school` is named after what
it is, `place`, `kind` and `address` have properties of their own, and everything else is told in
the description. A reminder comes before each. An event keeps its identity from export to export:
it is that of the row's key.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from data.exports.writers.cells import clean_line, under_title, words
from data.exports.writing import WritingProblem
from data.tables.table import Column, Row, Summary
from models.fields.values import Value

if TYPE_CHECKING:
    from icalendar import Alarm, Event

PRODUCT = "-//Alliance Desk//Alliance Desk//EN"
DOMAIN = "alliance-desk.invalid"
"""The domain of our event identifiers; one that can never be registered."""

ZONE = "Europe/London"

MEETING_LASTS = timedelta(hours=2)
"""Nobody records when meetings end, and calendars hide one that lasts no time."""

DUE_WARNING, MEETING_WARNING = timedelta(days=14), timedelta(days=1)
"""How long before a due day, and before a meeting, a calendar reminds of it."""

_NEEDED = ("date", "what")
_SHOWN_APART = frozenset({"date", "time", "what", "school", "place", "kind", "ends"})


def write(summary: Summary, *, iso: bool = False) -> bytes:
    """The summary as an iCalendar file; `iso` writes the dates in descriptions as 2026-11-21.

    Raises WritingProblem when its rows are no events.
    """
    from icalendar import Calendar, vText

    names = {column.name for column in summary.columns}
    if not names.issuperset(_NEEDED):
        raise WritingProblem(
            f"“{clean_line(summary.title)}” has no events, so it cannot be a calendar. Choose "
            "another format, such as csv, or another summary, such as due-calendar."
        )
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", vText(clean_line(summary.title)))
    calendar.add("x-wr-caldesc", vText("\n".join(under_title(summary, iso=iso))))
    calendar.add("x-wr-timezone", ZONE)
    for row in summary.rows:
        event = _event(summary, row, iso)
        if event is not None:
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(summary: Summary, row: Row, iso: bool) -> Event | None:
    """The event of a row; None for one without a day."""
    from icalendar import Event

    cells = dict(zip((column.name for column in summary.columns), row.cells, strict=True))
    day = cells["date"]
    if not isinstance(day, date):
        return None
    event = Event()
    event.add("uid", f"{clean_line(row.key).replace('/', '-')}@{DOMAIN}")
    event.add("dtstamp", datetime.combine(summary.today, time(), UTC))
    # A calendar that holds the event already takes only what calls itself newer.
    event.add("sequence", summary.today.toordinal())
    starts = _moment(day, cells.get("time"))
    until = cells.get("until")
    last = until if isinstance(until, date) and until > day else day
    if starts is None:
        event.add("dtstart", day)
        event.add("dtend", last + timedelta(days=1))
    else:
        ends = _moment(last, cells.get("ends"))
        event.add("dtstart", starts)
        event.add("dtend", ends if ends and ends > starts else starts + MEETING_LASTS)
    event.add("transp", "TRANSPARENT" if starts is None else "OPAQUE")
    event.add("summary", _title(cells))
    description = _description(summary.columns, row.cells, iso)
    for name, text in (
        ("location", _text(cells.get("place"))),
        ("description", description),
        ("url", "".join(_text(cells.get("address")).split())),
    ):
        if text:
            event.add(name, text)
    if kind := _text(cells.get("kind")):
        event.add("categories", [kind])
    event.add_component(_alarm(_title(cells), DUE_WARNING if starts is None else MEETING_WARNING))
    return event


def _alarm(text: str, before: timedelta) -> Alarm:
    """A reminder on the screen, so long before the event begins."""
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text or "Reminder")
    alarm.add("trigger", -before)
    return alarm


def _moment(day: date, clock: Value) -> datetime | None:
    """The moment in UTC at which it is this time of day in London; None without a time."""
    from zoneinfo import ZoneInfo

    if not clock:
        return None
    local = datetime.combine(day, time.fromisoformat(str(clock)), ZoneInfo(ZONE))
    return local.astimezone(UTC)


def _title(cells: Mapping[str, Value]) -> str:
    what, school = _text(cells["what"]), _text(cells.get("school"))
    return f"{what} ({school})" if school else what


def _description(columns: Sequence[Column], cells: Sequence[Value], iso: bool) -> str:
    lines = []
    for column, value in zip(columns, cells, strict=True):
        text = words(value, column.kind, iso=iso).strip()
        if text and column.name not in _SHOWN_APART:
            lines.append(f"{clean_line(column.label)}: {text}")
    return "\n".join(lines)


def _text(value: Value) -> str:
    return clean_line(str(value)) if value is not None else ""
