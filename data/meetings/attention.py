"""Lines of Today about meetings: absences, actions not done, items of circles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from data.meetings.absences import Away, heads_not_at_annual_meeting, missed_running
from data.meetings.attendance import name_of_annual
from data.meetings.circles import due_this_half_term
from data.meetings.queries import actions_overdue, meetings_between
from data.store.books import Books
from data.tables.attention import Coming, Matter, breaches_of, looks_ahead, needs_attention
from models.fields.dates import show_date
from models.fields.states import Tone
from models.meetings.action import Action
from models.meetings.agenda_item import AgendaItem
from models.meetings.agenda_rules import outcome_by_the_close_of_the_year
from models.meetings.meeting import Meeting
from models.memberships.membership import Membership


@needs_attention(place=40)
def absences_and_actions(books: Books) -> Iterator[Matter]:
    """Heads who were not at the annual meeting, members who stay away, actions not done."""
    heads, missed = heads_not_at_annual_meeting(books), missed_running(books)
    annual = name_of_annual(books, {away.meetings[0].alliance for away in heads})
    late = actions_overdue(books)
    action = f"{late[0][1]}, {show_date(late[0][2])}" if late else ""
    keys = tuple(key for key, *_ in late)
    yield Matter(
        "Actions overdue", Tone.WARN, keys, action, Action.kind,
        first=late[0][1] if late else "", day=late[0][2] if late else None,
    )  # fmt: skip
    short = f"Head not at {annual[:1].upper()}{annual[1:]}"
    yield _away(books, heads, f"Heads who were not at: {annual}", short)
    yield _away(books, missed, "Missed two steering groups running", "Missed two steering groups")


def _away(books: Books, found: Sequence[Away], title: str, short: str) -> Matter:
    # The longest away first.
    found = sorted(found, key=lambda each: min(meeting.held for meeting in each.meetings))
    keys = tuple(each.membership for each in found)
    first = name = ""
    day = None
    if found:
        name = books.name_of(Membership, keys[0]).split(" · ")[0]
        first = f"{name}: {', '.join(show_date(each.held) for each in found[0].meetings)}"
        day = max(meeting.held for meeting in found[0].meetings)
    return Matter(
        title, Tone.WARN, keys, first, Membership.kind, short=short, first=name, day=day, since=True
    )


@looks_ahead
def meetings_to_come(books: Books, last: date) -> Iterator[Coming]:
    """Meetings of the alliances and of governors."""
    for key, name, whose, held, starts, place in meetings_between(books, books.today, last):
        where = ", ".join(part for part in (whose, starts, place) if part)
        yield Coming(held, name, where, Meeting.kind, key)


@needs_attention(place=63, group="Workstreams")
def items_of_circles(books: Books) -> Iterator[Matter]:
    """Items that circles are to decide or do this half-term, and decisions without outcome."""
    due = due_this_half_term(books)
    first = f"{due[0]['title']}, {books.show(AgendaItem, 'due', due[0]['due'])}" if due else ""
    keys = tuple(str(each["key"]) for each in due)
    short = "Items of circles due"
    yield Matter(
        "Items of circles due this half-term", Tone.INFO, keys, first, AgendaItem.kind, short=short
    )
    title, short = "Decided last year, without an outcome", "Decided, without an outcome"
    yield breaches_of(books, AgendaItem, outcome_by_the_close_of_the_year, title, short=short)
