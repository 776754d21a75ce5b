"""What of the meetings needs attention: who stays away, actions not done, items of circles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from data.meetings.absences import Away, heads_not_at_annual_meeting, missed_running
from data.meetings.attendance import name_of_annual
from data.meetings.circles import due_this_half_term
from data.meetings.queries import actions_overdue
from data.store.books import Books
from data.tables.attention import Matter, breaches_of, needs_attention
from models.fields.dates import show_date
from models.fields.states import Tone
from models.meetings.action import Action
from models.meetings.agenda_item import AgendaItem
from models.meetings.agenda_rules import outcome_by_the_close_of_the_year
from models.memberships.membership import Membership


@needs_attention(place=40)
def absences_and_actions(books: Books) -> Iterator[Matter]:
    """Heads who were not at the annual meeting, members who stay away, actions not done."""
    heads, missed = heads_not_at_annual_meeting(books), missed_running(books)
    annual = name_of_annual(books, {away.meetings[0].alliance for away in heads})
    yield _away(books, heads, f"Heads who were not at: {annual}")
    yield _away(books, missed, "Missed two steering groups running")
    late = actions_overdue(books)
    action = f"{late[0][1]}, {show_date(late[0][2])}" if late else ""
    yield Matter("Actions overdue", Tone.WARN, tuple(key for key, *_ in late), action, Action)


def _away(books: Books, found: Sequence[Away], title: str) -> Matter:
    keys = tuple(each.membership for each in found)
    first = ""
    if found:
        name = books.name_of(Membership, keys[0]).split(" · ")[0]
        first = f"{name}: {', '.join(show_date(each.held) for each in found[0].meetings)}"
    return Matter(title, Tone.WARN, keys, first, Membership)


@needs_attention(place=63)
def items_of_circles(books: Books) -> Iterator[Matter]:
    """What circles are to decide or do this half-term, and decisions of which nothing came."""
    due = due_this_half_term(books)
    first = f"{due[0]['title']}, {books.show(AgendaItem, 'due', due[0]['due'])}" if due else ""
    keys = tuple(str(each["key"]) for each in due)
    yield Matter("Items of circles due this half-term", Tone.INFO, keys, first, AgendaItem)
    title = "Decided last year, without an outcome"
    yield breaches_of(books, AgendaItem, outcome_by_the_close_of_the_year, title)
