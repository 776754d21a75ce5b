"""Lines of Today about schools' policies, and about their governors' next meetings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from data.policies.lists import LISTS, PolicyList, tallies
from data.policies.queries import meetings_of_schools
from data.policies.standing import Board, Standing, board
from data.policies.watched import OPEN, level_of
from data.store.books import Books
from data.tables.attention import (
    Coming,
    Matter,
    Share,
    Step,
    looks_ahead,
    measures_order,
    needs_attention,
    sets_up,
)
from models.fields.dates import show_date
from models.fields.states import Tone
from models.fields.text import count_of
from models.meetings.meeting import GOVERNORS_MEETINGS, Meeting
from models.policies.duties import MUST, SHOULD, UNKNOWN
from models.policies.policy import Policy
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy
from models.schools.school import School

_SOON = timedelta(days=14)
"""Papers go out a week before governors meet: so soon a meeting is to be prepared."""


@needs_attention(place=10)
def lists_of_policies(books: Books) -> Iterator[Matter]:
    """The lists of schools' policies that stand on Today."""
    standing = board(books)
    for each in LISTS.values():
        if each.on_today:
            yield _policies(books, standing, each)


def _policies(books: Books, standing: Board, wanted: PolicyList) -> Matter:
    found = wanted.of(standing)
    counts = Counter(level_of(wanted.duty_of(each)) for each in found)
    return Matter(
        wanted.title_on(standing),
        wanted.tone,
        tuple(each.pair for each in found),
        _first(books, found),
        short=wanted.short,
        first=_case(books, found[0]) if found else "",
        day=_day_of(wanted, found[0]) if found else None,
        since=wanted.of_publication,
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


def _case(books: Books, standing: Standing) -> str:
    return f"{books.name_of(Policy, standing.policy)}, {books.name_of(School, standing.school)}"


def _day_of(wanted: PolicyList, standing: Standing) -> date | None:
    """The day that tells how pressing it is: due, or for how long it waits to be published."""
    return (standing.approved or standing.checked) if wanted.of_publication else standing.due


@needs_attention(place=15)
def types_unknown(books: Books) -> Iterator[Matter]:
    """Watched schools of which nobody can say what they must have."""
    watched = board(books).watched
    untyped = (key for (key,) in books.kept(School, ("key",), type=None) if key in watched)
    named = ((books.name_of(School, key), key) for key in untyped)
    found = sorted((name.casefold(), name, key) for name, key in named)
    first = f"{found[0][1]}: its type decides what it must have" if found else ""
    keys = tuple(key for *_, key in found)
    yield Matter(
        "Schools whose type is unknown", Tone.WARN, keys, first, School.kind,
        short="School of unknown type", first=found[0][1] if found else "",
    )  # fmt: skip


@needs_attention(place=35, group="Meetings")
def governors_meetings(books: Books) -> Iterator[Matter]:
    """Meetings of governors whose papers go out soon."""
    standing = board(books)
    rows = meetings_of_schools(books, books.today, books.today + _SOON)
    found = sorted(
        (held, key, school, kind)
        for key, school, held, _, kind, *_ in rows
        if school in standing.watched
    )
    first = case = ""
    day = None
    if found:
        held, _, school, kind = found[0]
        name = GOVERNORS_MEETINGS.get(kind, kind)
        first = f"{books.name_of(School, school)}: {name}, {show_date(held)}"
        case, day = f"{name}, {books.name_of(School, school)}", held
    keys = tuple(key for _, key, *_ in found)
    yield Matter(
        "Governors' meetings within two weeks", Tone.INFO, keys, first, Meeting.kind,
        short="Governors within two weeks", first=case, day=day,
    )  # fmt: skip


@needs_attention(place=30, group="Members")
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
    case = found[0].name if found else ""
    yield Matter("Schools settling in", Tone.INFO, keys, first, School.kind, first=case)


@measures_order
def policies_in_order(books: Books) -> Iterator[Share]:
    """Of what watched schools must and should have, how much is in order."""
    counts: Counter[tuple[str, bool]] = Counter()
    for tally in tallies(board(books)).values():
        for (duty, in_order), count in tally.levels.items():
            counts[level_of(duty), in_order] += count
    for level in (MUST, SHOULD, OPEN):
        part = counts[level, True]
        if whole := part + counts[level, False]:
            yield Share(level, part, whole)


@looks_ahead
def half_term_ends(books: Books, last: date) -> Iterator[Coming]:
    """The last day of the half-term, and what is due by then."""
    standing = board(books)
    half = standing.usual_reckoning.this_half
    if books.today <= half.last <= last:
        due = LISTS["policies-due"]
        where = f"{count_of(due.count(standing), 'policy', 'policies')} due by then"
        yield Coming(half.last, f"Last day of {half.name}", where, view=due.name)


@sets_up(3)
def policies_chosen(books: Books) -> Step:
    """The policies that schools need."""
    count = books.count(Policy)
    there = count_of(count, "policy", "policies") if count else "no catalogue"
    return Step(
        "Choose the policies that they need", "4 i", there, bool(count), Policy.kind, "import",
        "i loads the policies of Northumberland and of the department; a adds your own.",
    )  # fmt: skip


@sets_up(4)
def approvals_brought_in(books: Books) -> Step:
    """What governors have approved already."""
    count = books.count(Review)
    return Step(
        "Bring in what is approved already", "4 i", count_of(count, "approval"), bool(count),
        SchoolPolicy.kind, "import",
        "i reads a tracker as it is: school, policy, date, under any headings.",
    )  # fmt: skip


@sets_up(5)
def schools_settled(books: Books) -> Step:
    """The day from which each school's policies count."""
    schools, settled = books.count(School), books.count_filled(School, "settled_in")
    return Step(
        "Say when each school is settled in", "1 =",
        f"{settled} of {count_of(schools, 'school')}", bool(settled), School.kind, "set",
        "Nothing counts as late before. Space marks schools, = sets the day for all.",
    )  # fmt: skip
