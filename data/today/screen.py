"""Today as a screen shows it: what needs attention in groups, what is coming, what is in order.

In new books the steps of setting up stand above what needs attention already.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from data.store.books import Books
from data.tables.attention import (
    Coming,
    Matter,
    Step,
    coming_until,
    shares_in_order,
    steps_of_setting_up,
)
from data.tables.garbage_collection import collection_paused
from data.tables.table import Column, Row
from data.today.matters import matters
from data.today.shown import Ribbon, TodayScreen
from models.calendar.calendars import calendars
from models.calendar.school_calendar import SchoolCalendar
from models.fields.dates import school_year, show_date
from models.fields.states import State, Tone

AHEAD = timedelta(weeks=4)
"""So far ahead Today tells what comes."""
_LONGEST_BAR = 12
_NEXT = "Next"

COLUMNS = (
    Column("part", "Part", "text", 11),
    Column("matter", "What needs attention", "state", 27),
    Column("count", "All", "number", 4),
    Column("bar", "", "text", 12),
    Column("day", "First", "date", 10),
    Column("days", "", "number", 9),
    Column("case", "First case", "text", 32),
)
STEP_COLUMNS = (
    Column("step", "Step", "state", 5),
    Column("what", "What to do", "text", 37),
    Column("keys", "Keys", "text", 7),
    Column("there", "What is there", "text", 26),
)


def today_screen(books: Books, hide_steps: bool = False) -> TodayScreen:
    """Today, as these books stand on their day."""
    with collection_paused(), books.one_moment():
        return _today_screen(books, hide_steps)


def _today_screen(books: Books, hide_steps: bool) -> TodayScreen:
    steps = () if hide_steps else tuple(steps_of_setting_up(books))
    calendar = calendars(books)[None]
    about = _about(books.today, calendar)
    found = matters(books)
    pressing = _in_groups([matter for matter in found if matter.count])
    if steps:
        rows = [*_step_rows(steps), *_rows_below_steps(pressing)]
        return TodayScreen(STEP_COLUMNS, rows, tuple(pressing), (), (), steps, 0, about, None)
    coming = tuple(coming_until(books, books.today + AHEAD))
    return TodayScreen(
        COLUMNS,
        [*_matter_rows(pressing, books.today), *_coming_rows(coming, books.today)],
        tuple(pressing),
        coming,
        tuple(shares_in_order(books)),
        (),
        len(found) - len(pressing),
        about,
        _ribbon(books.today, calendar),
    )


def _in_groups(found: Sequence[Matter]) -> list[Matter]:
    """The matters of each group together, the groups in the order of their first ones."""
    groups = list(dict.fromkeys(matter.group for matter in found))
    return sorted(found, key=lambda matter: groups.index(matter.group))


def _matter_rows(found: Sequence[Matter], today: date) -> Iterable[Row]:
    largest = max((matter.count for matter in found), default=0)
    unit = max(1, -(-largest // _LONGEST_BAR))
    before = None
    for matter in found:
        title = matter.short or matter.title
        late = matter.day is not None and not matter.since and matter.day < today
        # Only what is late, and what is due soonest, strikes the eye.
        soon = matter.tone is Tone.WARN and matter.must is not None and not matter.since
        yield Row(
            matter.title,
            (
                matter.group if matter.group != before else None,
                State("", title, matter.tone) if soon or matter.tone is Tone.BAD else title,
                matter.count,
                _bar(matter, unit),
                matter.day,
                _distance(matter.day, today, late),
                matter.first or matter.detail or None,
            ),
        )
        before = matter.group


def _bar(matter: Matter, unit: int) -> str | None:
    """A cell for each record, or for several where there are many: firm for what must be."""
    if matter.must is None:
        return None
    must = -(-matter.must // unit)
    return "━" * must + "─" * max(0, -(-matter.count // unit) - must)


def _distance(day: date | None, today: date, late: bool) -> str | None:
    if day is None:
        return None
    days = (today - day).days
    if days <= 0:
        return f"in {-days:,}" if days else "today"
    return f"{days:,} {'late' if late else 'ago'}"


def _coming_rows(coming: Sequence[Coming], today: date) -> Iterable[Row]:
    for number, each in enumerate(coming):
        yield Row(
            f"{_NEXT} {number}",
            (
                _NEXT if number == 0 else None,
                each.what,
                None,
                None,
                each.day,
                _distance(each.day, today, False),
                each.where,
            ),
        )


def _step_rows(steps: Sequence[Step]) -> list[Row]:
    return [
        Row(
            f"step {number}",
            (
                State("", f"{'✓' if step.done else '○'} {number}", _tone_of(step)),
                step.what,
                step.keys,
                step.there,
            ),
        )
        for number, step in enumerate(steps, 1)
    ]


def _rows_below_steps(found: Sequence[Matter]) -> list[Row]:
    return [
        Row(
            matter.title,
            (
                None,
                State("", matter.short or matter.title, matter.tone),
                None,
                f"{matter.count:,}  {matter.first or matter.detail}",
            ),
        )
        for matter in found
    ]


def _tone_of(step: Step) -> Tone:
    return Tone.GOOD if step.done else Tone.INFO


def _about(today: date, calendar: SchoolCalendar) -> str:
    """The day in words, and how long the half-term goes on."""
    half = calendar.half_term_of(today)
    day = f"{today:%A} {show_date(today)}"
    if today < half.first:
        return f"{day} · {half.name} begins {half.first:%d/%m}, in {(half.first - today).days} days"
    return f"{day} · {half.name} ends {half.last:%d/%m}, in {(half.last - today).days} days"


def _ribbon(today: date, calendar: SchoolCalendar) -> Ribbon:
    halves = calendar.half_terms(school_year(today))
    parts = []
    week = weeks = 0
    for half in halves:
        length = ((half.last - half.first).days + 6) // 7
        passed = max(0, min(length, ((today - half.first).days + 7) // 7))
        parts.append((half.name.split(" ")[0], (length, passed)))
        week, weeks = week + passed, weeks + length
    names = list(dict.fromkeys(name for name, _ in parts))
    terms = tuple((name, tuple(cells for of, cells in parts if of == name)) for name in names)
    return Ribbon(terms, week, weeks)
