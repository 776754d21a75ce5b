"""What of the schools' policies needs attention, and of their governors' next meetings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from data.policies.lists import LISTS, PolicyList
from data.policies.queries import meetings_of_schools
from data.policies.standing import Board, Standing, board
from data.policies.watched import OPEN, level_of
from data.store.books import Books
from data.tables.attention import Matter, needs_attention
from models.fields.dates import show_date
from models.fields.states import Tone
from models.meetings.meeting import GOVERNORS_MEETINGS, Meeting
from models.policies.duties import MUST, SHOULD, UNKNOWN
from models.policies.policy import Policy
from models.schools.school import School

_SOON = timedelta(days=14)
"""Papers go out a week before governors meet: so soon a meeting is to be prepared."""


@needs_attention(place=10)
def lists_of_policies(books: Books) -> Iterator[Matter]:
    """The lists of schools' policies that stand on Today."""
    standing = board(books)
    alarming = standing.of_watched()
    for each in LISTS.values():
        if each.on_today:
            yield _policies(books, standing, each, alarming)


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
        unknown=counts[UNKNOWN],
    )


def _first(books: Books, found: Iterable[Standing]) -> str:
    for first in found:
        names = f"{books.name_of(School, first.school)}: {books.name_of(Policy, first.policy)}"
        return f"{names}, {show_date(first.due)}" if first.due else names
    return ""


@needs_attention(place=15)
def types_unknown(books: Books) -> Iterator[Matter]:
    """Watched schools of which nobody can say what they must have."""
    watched = board(books).watched
    rows = books.kept(School, ("key", "name"), type=None)
    found = sorted((name.casefold(), name, key) for key, name in rows if key in watched)
    first = f"{found[0][1]}: its type decides what it must have" if found else ""
    keys = tuple(key for *_, key in found)
    yield Matter("Schools whose type is unknown", Tone.WARN, keys, first, School)


@needs_attention(place=20)
def governors_meetings(books: Books) -> Iterator[Matter]:
    """Meetings of governors whose papers go out soon."""
    standing = board(books)
    rows = meetings_of_schools(books, books.today, books.today + _SOON)
    found = sorted(
        (held, key, school, kind)
        for key, school, held, _, kind, *_ in rows
        if school in standing.watched
    )
    first = ""
    if found:
        held, _, school, kind = found[0]
        name = GOVERNORS_MEETINGS.get(kind, kind)
        first = f"{books.name_of(School, school)}: {name}, {show_date(held)}"
    keys = tuple(key for _, key, *_ in found)
    yield Matter("Governors' meetings within two weeks", Tone.INFO, keys, first, Meeting)


@needs_attention(place=30)
def schools_settling_in(books: Books) -> Iterator[Matter]:
    """Schools whose policies are still being typed in, so that none raises an alarm."""
    standing = board(books)
    found = [
        school
        for school in standing.schools.values()
        if school.key in standing.watched and not school.settled
    ]
    first = f"{found[0].name}: no alarm until a day stands in Settled in" if found else ""
    keys = tuple(school.key for school in found)
    yield Matter("Schools settling in", Tone.INFO, keys, first, School)
