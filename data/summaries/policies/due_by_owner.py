"""What is overdue or due within a year, by half-term and owner, for the owners to work off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from data.alliances.names import subject_of
from data.policies.columns import ACT_BY, BODY, DUE, DUTY, MEETING, STATE
from data.policies.governors_meetings import GovernorsMeetings, act_by
from data.policies.owners import NOBODY, Owners
from data.policies.papers import DUTY_MEANS, MEETING_MEANS, OVERDUE_MEANS, READERS
from data.policies.standing import Board, Standing, board
from data.policies.watched import duties_apart, shown_of, titles_of
from data.store.books import Books
from data.summaries.policies.due_by_owner_paper import (
    NEXT_HALF_TERM,
    NOW_OVERDUE,
    THIS_HALF_TERM,
    Due,
    When,
    of_one_school,
    of_schools,
)
from data.tables.charts import Bar, Chart, ChartKind
from data.tables.limits import Limits
from data.tables.paper import Paper
from data.tables.table import Column, Content, Row
from models.fields.dates import add_months, show_school_year
from models.fields.half_terms import HALF_TERM_NAMES
from models.fields.text import folded
from models.policies.due_dates import MISSING, OVERDUE

MONTHS_AHEAD = 12
"""So far ahead the list looks."""

COLUMNS = (
    Column("when", "When", "text", 16, "Overdue, or the half-term in which it is due."),
    Column("owner", "Owner", "text", 18),
    Column("school", "School", "text", 20),
    Column("policy", "Policy", "text", 21),
    DUTY,
    STATE,
    DUE,
    MEETING,
    BODY,
    ACT_BY,
    Column("email", "Email", "text", 28, "Where to ask the owner."),
)


def make(books: Books, limits: Limits) -> Content:
    """One row for each school's policy: what is overdue, then half-term by half-term."""
    standing = board(books)
    watched, left_out = shown_of(books, limits, standing.of_watched())
    found = _found(books, standing, watched)
    rows = _rows(books, standing, found)
    told = _counts_in_words(watched, [each.standing for each in found])
    counts = Counter(each.when for each in found)
    listing = of_one_school(found, rows) if limits.school else of_schools(found, standing)
    paper = Paper(
        "What is overdue and what falls due, by owner",
        "Overdue and due, by owner",
        subject_of(books, limits.alliance, limits.school),
        READERS["owners"],
        answer=_answer(counts),
        # What one school has to do is read off its lines at once.
        charts=() if limits.school else _charts(counts),
        more_charts=_charts(counts) if limits.school else (),
        parts=[listing],
        definitions=[OVERDUE_MEANS, *([DUTY_MEANS, MEETING_MEANS] if limits.school else [])],
        left_out=[*told[2:], *left_out],
        for_circulation=limits.for_circulation,
    )
    notes = [*told, *left_out]
    return Content(COLUMNS, rows, notes, paper)


def _found(books: Books, standing: Board, watched: Sequence[Standing]) -> list[Due]:
    """What is overdue or due within a year, once for each owner, in the order of the list."""
    owners, titles = Owners(books), titles_of(standing)
    until = add_months(books.today, MONTHS_AHEAD)
    found = [
        Due(_when(standing, each, each.due), owner, each)
        for each in watched
        if each.due is not None and each.due <= until
        for owner in owners.of(each)
    ]

    def place(due: Due) -> tuple[object, ...]:
        when, owner, each = due
        return (
            when.place,
            not owner.name,
            folded(owner.name),
            standing.schools[each.school].name.casefold(),
            each.due or date.max,
            titles[each.policy],
        )

    return sorted(found, key=place)


def _rows(books: Books, standing: Board, found: Iterable[Due]) -> list[Row]:
    meetings, titles = GovernorsMeetings(books), titles_of(standing)
    return [
        Row(
            each.pair,
            (
                when.name,
                owner.name or NOBODY,
                standing.schools[each.school].name,
                titles[each.policy],
                each.duty.level.capitalize(),
                each.state,
                each.due,
                *meetings.cells_for_approval(each),
                act_by(standing, each),
                owner.email,
            ),
        )
        for when, owner, each in found
    ]


def _counts_in_words(watched: Sequence[Standing], found: Iterable[Standing]) -> list[str]:
    """How many are overdue, due and missing; one that has two owners counts once."""
    listed = {each.pair: each for each in found}.values()
    counted = {
        "Overdue": [each for each in listed if each.state is OVERDUE],
        "Due within a year": [each for each in listed if each.state is not OVERDUE],
        "Missing altogether, and not listed here": [
            each for each in watched if each.state is MISSING
        ],
    }
    return [f"{title}: {duties_apart(several)}." for title, several in counted.items() if several]


def _answer(counts: Counter[When]) -> list[str]:
    """How many are overdue and due, and when most fall due."""
    if not counts:
        return ["Nothing is overdue, and nothing falls due within a year."]
    by_name = {when.name: count for when, count in counts.items()}
    parts = [
        f"{by_name.get(NOW_OVERDUE, 'Nothing')} overdue now",
        f"{by_name.get(THIS_HALF_TERM, 0)} due this half-term",
        f"{by_name.get(NEXT_HALF_TERM, 0)} next half-term",
    ]
    ahead = {when: count for when, count in counts.items() if when.place >= 0}
    if not ahead:
        return [f"{', '.join(parts)}."]
    most = max(ahead, key=lambda when: (ahead[when], -when.place))
    name = most.name if most.name[-1].isdigit() else most.name.lower()
    in_name = f"in {name}" if name[-1].isdigit() else name
    return [f"{', '.join(parts)};", f"most ({ahead[most]}) {in_name}."]


def _charts(counts: Counter[When]) -> list[Chart]:
    """How many fall due in each half-term, what is overdue first."""
    ahead = [(when, count) for when, count in counts.items() if when.place >= 0]
    if not ahead:
        return []
    most = max(ahead, key=lambda item: (item[1], -item[0].place))[0].name
    bars = [
        Bar(when.name, 0 if when.place < 0 else count, count if when.place < 0 else 0)
        for when, count in counts.items()
    ]
    return [
        Chart(
            ChartKind.COLUMNS,
            f"Most falls due {f'in {most}' if most[-1].isdigit() else most.lower()}",
            "Reviews by half-term, number of policies",
            "due",
            "overdue",
            bars,
        )
    ]


def _when(standing: Board, each: Standing, due: date) -> When:
    """The part of the list in which something due is to be done, by the calendar of the school."""
    if each.state is OVERDUE:
        return When(-1, NOW_OVERDUE)
    reckoning = standing.reckoning(each.school)
    half = reckoning.half_term_for(due)
    year = reckoning.calendar.year_of(half)
    place = year * len(HALF_TERM_NAMES) + HALF_TERM_NAMES.index(half.name)
    known = {reckoning.this_half: THIS_HALF_TERM, reckoning.next_half: NEXT_HALF_TERM}
    if half in known:
        return When(place, known[half])
    return When(place, f"{half.name} {show_school_year(year)}")
