"""The days of the year that the law names, in order from today, and how many schools are ready."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from data.alliances.names import subject_of
from data.memberships.circulation import shown_schools
from data.policies.papers import READERS
from data.policies.standing import Board, Standing, board
from data.policies.watched import OPEN, last_reviews, must_apart, policies_by_key, titles_of
from data.store.books import Books
from data.tables.limits import Limits
from data.tables.paper import Group, Listing, Paper, Shown
from data.tables.table import Column, Content, Row
from models.calendar.bank_holidays import bank_holiday
from models.calendar.school_calendar import SchoolCalendar
from models.fields.annual_date_fields import show_year_day
from models.fields.dates import show_date
from models.fields.half_terms import HALF_TERM_NAMES
from models.fields.text import count_of
from models.fields.values import Value
from models.policies.due_dates import NOT_APPLICABLE, NOT_COUNTED
from models.policies.duties import MUST, UNKNOWN
from models.policies.policy import CYCLE_YEARS, DUTIES

if TYPE_CHECKING:
    from models.records.record import Values

_LEVELS = {
    OPEN: "Schools where it is left open whether it is asked.",
    UNKNOWN: "Schools whose type is unknown, which decides whether it is asked.",
}

COLUMNS = (
    Column("day", "Day", "date", 10, "The day that the law names."),
    Column("by", "Do it by", "date", 10, "The last school day that is not after it."),
    Column("policy", "Policy", "text", 22),
    Column("what", "What is due", "text", 30),
    *(
        column
        for level in ("must", "should", "open", "unknown")
        for column in (
            Column(f"{level}-approved", f"Approved {level}", "number", len(level) + 9,
                   "Schools that approved it since the day before this one."),
            Column(f"{level}-published", f"Published {level}", "number", len(level) + 10,
                   "Schools that published it since the day before this one."),
            Column(level, f"Of {level}", "number", len(level) + 3,
                   _LEVELS.get(level, "Schools of which it is asked.")),
        )
    ),
    Column("hint", "Because", "text", 34, "Why it is to be done before the day."),
    Column("in-days", "In days", "number", 7),
    Column("duty", "Duty", "text", 16, "As the catalogue has it."),
)  # fmt: skip


class _Turn(NamedTuple):
    """The next time that a day of the year comes round, and the last time that it did."""

    day: date
    before: date
    kept: str


def make(books: Books, limits: Limits) -> Content:
    """One row for each such day of each policy within the next twelve months, the soonest first."""
    standing = board(books)
    shown, notes = shown_schools(books, limits, standing.watched)
    calendars = _calendars(standing, shown)
    narrowed = bool(limits.school or limits.alliance)
    rows = _rows(
        books,
        standing,
        _asked(standing, shown),
        calendars,
        only_asked=narrowed or bool(standing.watched),
    )
    told = _told(rows, calendars)
    paper = Paper(
        "Fixed dates ahead",
        subject=subject_of(books, limits.alliance, limits.school),
        readers=f"{READERS['clerk']}, and school business managers",
        answer=_answer(rows) if rows else told[:1],
        parts=[Listing("The soonest first", _ON_PAPER, [Group("", _on_paper(rows))], _SHOWN)],
        definitions=told if rows else told[1:],
        left_out=notes,
        for_circulation=limits.for_circulation,
    )
    return Content(COLUMNS, rows, told + notes, paper)


def _calendars(standing: Board, schools: Iterable[str]) -> list[SchoolCalendar]:
    """The calendars that these schools keep, each once; without a school the usual one."""
    found = [standing.reckoning(school).calendar for school in schools]
    each_once = {id(calendar): calendar for calendar in found}
    return list(each_once.values()) or [standing.usual_reckoning.calendar]


def _rows(
    books: Books,
    standing: Board,
    asked: Mapping[str, Sequence[Standing]],
    calendars: Sequence[SchoolCalendar],
    *,
    only_asked: bool,
) -> list[Row]:
    policies, titles = policies_by_key(books), titles_of(standing)
    rows = []
    for policy in standing.policies:
        values = policies[policy.key]
        if not values["due_days"] or (only_asked and policy.key not in asked):
            continue
        years = CYCLE_YEARS.get(policy.cycle.renewal, 1)
        for kept in str(values["due_days"]).split(","):
            turn = _turn(kept, books.today, years)
            by, hint = _do_by(turn.day, values, calendars)
            cells = (
                turn.day,
                by,
                titles[policy.key],
                _what(values, kept),
                *_counts(standing, asked.get(policy.key, []), turn),
                hint,
                (turn.day - books.today).days,
                _duty(values),
            )
            rows.append(Row(policy.key, cells))
    return sorted(rows, key=lambda row: (row.cells[0], str(row.cells[2]).casefold()))


def _told(rows: Sequence[Row], calendars: Sequence[SchoolCalendar]) -> list[str]:
    """Since when it is counted, and which calendar stands where there are several."""
    told = ["No policy that is asked for names a day of the year."]
    if rows:
        told = ["Approved and published are counted since the last time that the day came round."]
    if len(calendars) > 1:
        told.append("Where authorities keep different terms, the earliest last school day stands.")
    return told


_LEVELS_SHOWN = {
    "must": "must", "should": "should", "open": "left open", "unknown": "school's type unknown",
}  # fmt: skip
_FIRST_COUNT, _COUNTS_OF_LEVEL = 4, 3
_ON_PAPER = (
    *COLUMNS[:_FIRST_COUNT],
    *(
        Column(f"{level}-{what.lower()}", f"{what} ({words})")
        for level, words in _LEVELS_SHOWN.items()
        for what in ("Approved", "Published")
    ),
    *COLUMNS[_FIRST_COUNT + _COUNTS_OF_LEVEL * len(_LEVELS_SHOWN) :],
)
"""The counts as a reader wants them: "5 of 11", and nothing where there is none to count."""

_SHOWN = (
    Shown("day"),
    Shown("by", under=("hint",)),
    Shown("policy", under=("what",), heading="Policy, and what is due"),
    Shown("must-approved"),
    Shown("must-published"),
    *(
        Shown(f"{level}-{what}", 2)
        for level in ("should", "open", "unknown")
        for what in ("approved", "published")
    ),
)


def _on_paper(rows: Iterable[Row]) -> list[Row]:
    """The rows with "5 of 11" for three counts of a level."""
    found = []
    for row in rows:
        told: list[Value] = []
        for place in range(len(_LEVELS_SHOWN)):
            first = _FIRST_COUNT + _COUNTS_OF_LEVEL * place
            approved, published, whole = row.cells[first : first + _COUNTS_OF_LEVEL]
            told += [f"{each} of {whole}" if whole else None for each in (approved, published)]
        after = _FIRST_COUNT + _COUNTS_OF_LEVEL * len(_LEVELS_SHOWN)
        found.append(Row(row.key, (*row.cells[:_FIRST_COUNT], *told, *row.cells[after:])))
    return found


def _answer(rows: Sequence[Row]) -> list[str]:
    """The next of the days, and how many are ready for it."""
    first = rows[0]
    day, by, policy = first.cells[:3]
    assert isinstance(day, date)
    assert isinstance(by, date)
    approved, published, must = first.cells[_FIRST_COUNT : _FIRST_COUNT + _COUNTS_OF_LEVEL]
    due = show_date(day) if by == day else f"{show_date(day)}, to be done by {show_date(by)}"
    answer = [f"The next is {due}: {policy}."]
    if must:
        answer.append(
            f"Of {count_of(int(str(must)), 'school')} that must have it, "
            f"{approved or 'none'} approved it and {published or 'none'} published it since "
            "the last time."
        )
    return answer


def _asked(standing: Board, shown: Iterable[str]) -> dict[str, list[Standing]]:
    """By policy, where it stands in these schools, those left out to whom it does not apply."""
    found: dict[str, list[Standing]] = {}
    for school in shown:
        for each in standing.of_school(school):
            if each.state is not NOT_APPLICABLE:
                found.setdefault(each.policy, []).append(each)
    return found


def _turn(kept: str, today: date, years: int) -> _Turn:
    month, day = int(kept[:2]), int(kept[3:])
    following = date(today.year, month, day)
    if following < today:
        following = date(today.year + 1, month, day)
    return _Turn(following, date(following.year - years, month, day), kept)


def _what(policy: Values, kept: str) -> str | None:
    """The part of what is due that names this day; all of it when no part does."""
    text = policy["fixed_date"]
    if text is None:
        return None
    day = re.escape(show_year_day(kept))
    parts = re.split(r"\s*;\s*", str(text))
    return next((part for part in parts if re.search(rf"(?<!\d){day}", part)), str(text))


def _do_by(
    day: date, policy: Values, calendars: Iterable[SchoolCalendar]
) -> tuple[date, str | None]:
    """The last day on which all schools can still do it, and why it is not the day itself."""
    by, calendar = min(
        ((each.last_school_day(day), each) for each in calendars), key=lambda pair: pair[0]
    )
    if by == day:
        return day, None
    published = MUST in (policy["publish_maintained"], policy["publish_academies"])
    verb = "publish" if published else "do it"
    half = calendar.half_term_of(day)
    if day < half.first:
        # A term begins with every other half-term; between the two of one there is a short break.
        ends = "term" if HALF_TERM_NAMES.index(half.name) % 2 == 0 else "the half-term"
        return by, f"{verb} before {ends} ends on {show_date(by)}".capitalize()
    why = bank_holiday(day) or f"a {day:%A}"
    return by, f"{show_date(day)} is {why}: {verb} by {show_date(by)}"


def _duty(policy: Values) -> str:
    maintained, academies = (
        DUTIES.get(str(policy[name]), DUTIES["varies"])
        for name in ("duty_maintained", "duty_academies")
    )
    if maintained == academies:
        return maintained
    return f"{maintained} (maintained), {academies.lower()} (academies)"


def _counts(standing: Board, found: Iterable[Standing], turn: _Turn) -> list[int]:
    counted = [each for each in found if each.state not in NOT_COUNTED]
    reviewed = last_reviews(standing, counted)
    counts = []
    for part in must_apart(counted):
        approved = [day for each in part if (day := reviewed[each.pair]) and day > turn.before]
        published = [each for each in part if each.published and each.published > turn.before]
        counts += [len(approved), len(published), len(part)]
    return counts
