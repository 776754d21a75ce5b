"""The agendas of circles: where each item comes from, and when the circle meets next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from data.store.books import Books
from models.calendar.calendars import calendar_for, calendars
from models.fields.dates import school_year, show_date
from models.meetings.agenda_item import OPEN_STATES, ORIGINS, AgendaItem
from models.meetings.meeting import CIRCLE, Meeting
from models.records.record import Values


def origins_in_words(items: Iterable[Values]) -> str:
    """How many of these items come from where: "2 local need, 1 government priority"."""
    counts = Counter(str(each["origin"]) for each in items)
    return ", ".join(
        f"{counts[origin]} {word.lower()}" for origin, word in ORIGINS.items() if counts[origin]
    )


def raised_this_year(books: Books, workstream: str) -> list[Values]:
    """The items of a workstream that were raised in the school year of the books' day."""
    year = school_year(books.today)
    return [
        each
        for each in books.find(AgendaItem, workstream=workstream)
        if isinstance(day := each["raised"], date) and school_year(day) == year
    ]


def next_circle(books: Books, workstream: str) -> str:
    """When the circle of a workstream meets next, and where; empty when no day is set."""
    coming = [
        (day, str(each["starts"] or ""), str(each["place"] or ""))
        for each in books.find(Meeting, workstream=workstream, kind_of_meeting=CIRCLE)
        if isinstance(day := each["held"], date) and day >= books.today
    ]
    if not coming:
        return ""
    day, starts, place = min(coming)
    return ", ".join(part for part in (show_date(day), starts, place) if part)


def due_this_half_term(books: Books) -> list[Values]:
    """The open items that are due by the end of this half-term, the longest due first."""
    ends = calendar_for(calendars(books), None).half_term_of(books.today).last
    due = [
        (day, str(each["title"]).casefold(), str(each["key"]), each)
        for each in books.find(AgendaItem)
        if each["status"] in OPEN_STATES and isinstance(day := each["due"], date) and day <= ends
    ]
    return [each for *_, each in sorted(due, key=lambda item: item[:3])]
