"""What needs attention on the store's day: the lines of Today, each naming its records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from data.meetings.absences import Away, heads_not_at_annual_meeting, missed_running
from data.meetings.attendance import name_of_annual
from data.policies.lists import LISTS, PolicyList
from data.policies.standing import Board, Standing, board
from data.policies.watched import OPEN, level_of
from data.store.books import Books
from data.tables.as_of import BooksOnTheDay
from models.alliances.agreed_text import AgreedText
from models.alliances.alliance import Alliance
from models.alliances.text_rules import text_is_reviewed
from models.fields.dates import show_date
from models.fields.states import Tone
from models.meetings.action import Action
from models.meetings.meeting import GOVERNORS_MEETINGS, Meeting
from models.memberships.expectation_rules import lead_is_accountable, statement_comes_back
from models.memberships.membership import Membership
from models.memberships.rules import hub_is_a_member
from models.policies.duties import MUST, SHOULD
from models.policies.policy import Policy
from models.records.record import Record
from models.records.rules import Check
from models.schools.school import School
from models.workstreams.rules import member_has_a_workstream

_SOON = timedelta(days=14)
"""Papers go out a week before governors meet: so soon a meeting is to be prepared."""


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that needs attention: what it is, the worst of it, and its records.

    Its list is the summary of the name `view`, or the records of the kind narrowed to `keys`.
    `must`, `should` and `open` say how many of them are a must, a should, and neither because it is
    left open; None where that is no question.
    """

    title: str
    tone: Tone
    keys: tuple[str, ...]
    detail: str
    record: type[Record] | None = None
    view: str = ""
    must: int | None = None
    should: int | None = None
    open: int | None = None

    @property
    def count(self) -> int:
        """How many records it is about."""
        return len(self.keys)


def matters(books: Books) -> list[Matter]:
    """Everything that needs attention, the most pressing first; quiet ones have no records."""
    standing = board(books)
    alarming = standing.of_watched()
    return [
        *(_policies(books, standing, each, alarming) for each in LISTS.values() if each.on_today),
        _governors_meetings(books, standing),
        _settling_in(standing),
        *_meetings(books),
        _reported(books, Membership, statement_comes_back, "Statements sent, not signed"),
        _reported(books, Membership, member_has_a_workstream, "Members in no workstream"),
        _reported(books, Membership, lead_is_accountable, "Lead contacts without accountability"),
        _reported(books, Alliance, hub_is_a_member, "Hubs that have not signed"),
        _reported(books, AgreedText, text_is_reviewed, "Agreed texts to be reviewed"),
    ]


def _policies(
    books: Books, standing: Board, wanted: PolicyList, alarming: Sequence[Standing]
) -> Matter:
    found = wanted.of(standing, alarming)
    counts = Counter(level_of(wanted.duty_of(each)) for each in found)
    return Matter(
        wanted.title_on(standing),
        wanted.tone,
        tuple(each.pair for each in found),
        _first(books, found),
        view=wanted.name,
        must=counts[MUST],
        should=counts[SHOULD],
        open=counts[OPEN],
    )


def _first(books: Books, found: Iterable[Standing]) -> str:
    for first in found:
        names = f"{books.name_of(School, first.school)}: {books.name_of(Policy, first.policy)}"
        return f"{names}, {show_date(first.due)}" if first.due else names
    return ""


def _settling_in(standing: Board) -> Matter:
    found = [
        school
        for school in standing.schools.values()
        if school.key in standing.watched and not school.settled
    ]
    first = f"{found[0].name}: no alarm until a day stands in Settled in" if found else ""
    keys = tuple(school.key for school in found)
    return Matter("Schools settling in", Tone.INFO, keys, first, School)


def _governors_meetings(books: Books, standing: Board) -> Matter:
    last = (books.today + _SOON).isoformat()
    rows = books.database.rows(
        'SELECT "key", "school_id", "held", "kind_of_meeting" FROM "meeting" '
        'WHERE "held" BETWEEN ? AND ? ORDER BY "held", "key"',
        books.today.isoformat(),
        last,
    )
    found = [row for row in rows if row[1] in standing.watched]
    first = ""
    if found:
        _, school, held, kind = found[0]
        day = show_date(date.fromisoformat(held))
        first = f"{books.name_of(School, school)}: {GOVERNORS_MEETINGS.get(kind, kind)}, {day}"
    keys = tuple(row[0] for row in found)
    return Matter("Governors' meetings within two weeks", Tone.INFO, keys, first, Meeting)


def _meetings(books: Books) -> list[Matter]:
    """Heads who were not at the annual meeting, members who stay away, actions not done."""
    heads, missed = heads_not_at_annual_meeting(books), missed_running(books)
    late = _overdue_actions(books)
    annual = name_of_annual(books, {away.meetings[0].alliance for away in heads})
    action = f"{late[0][1]}, {show_date(late[0][2])}" if late else ""
    return [
        _away(books, heads, f"Heads who were not at: {annual}"),
        _away(books, missed, "Missed two steering groups running"),
        Matter("Actions overdue", Tone.WARN, tuple(key for key, *_ in late), action, Action),
    ]


def _overdue_actions(books: Books) -> list[tuple[str, str, date]]:
    """The actions that are not done and were due before today: key, what, day; longest first."""
    rows = books.database.rows(
        'SELECT "key", "what", "due" FROM "action" WHERE ("done" IS NULL OR "done" > ?1) '
        'AND "due" < ?1 ORDER BY "due", "what"',
        books.today.isoformat(),
    )
    return [(key, what, date.fromisoformat(due)) for key, what, due in rows]


def _away(books: Books, found: Sequence[Away], title: str) -> Matter:
    keys = tuple(each.membership for each in found)
    first = ""
    if found:
        name = books.name_of(Membership, keys[0]).split(" · ")[0]
        first = f"{name}: {', '.join(show_date(each.held) for each in found[0].meetings)}"
    return Matter(title, Tone.WARN, keys, first, Membership)


def _reported(
    books: Books,
    record: type[Record],
    check: Check,
    title: str,
) -> Matter:
    breaches = []
    on_the_day = BooksOnTheDay(books)
    for values in on_the_day.find(record):
        breach = check(values, on_the_day)
        if breach:
            breaches.append((str(values["key"]), breach[1]))
    first = ""
    if breaches:
        name = books.name_of(record, breaches[0][0]).split(" · ")[0]
        first = f"{name}: {breaches[0][1]}"
    return Matter(title, Tone.WARN, tuple(key for key, _ in breaches), first, record)
