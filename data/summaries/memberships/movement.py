"""Movement: who joined, rose, paused, stepped down, left, and why, between two days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from data.alliances.names import subject_of
from data.memberships.as_of import paths_of
from data.memberships.circulation import members_left_out
from data.memberships.declined_enquiries import Asked, asked_and_not_come, reasons_in_words
from data.memberships.movements import (
    ASKED,
    DECLINED,
    JOINED,
    LEFT,
    MOVEMENTS,
    NOT_COME,
    PAUSED,
    Moved,
    is_in,
    movements,
)
from data.memberships.names import Particulars, may_be_named, particulars, within
from data.store.books import Books
from data.summaries.memberships.days import days_asked_for
from data.tables.charts import Bar, Chart, ChartKind
from data.tables.limits import Limits
from data.tables.paper import Group, Listing, Paper, Shown
from data.tables.table import Column, Content, Row
from models.fields.dates import school_year, show_date, show_school_year
from models.fields.states import State
from models.fields.text import count_of
from models.fields.values import Value
from models.memberships.membership import (
    LEAVING_REASONS,
    STAGES,
)
from models.memberships.path import Reached, stage_on
from models.records.record import Values

_ASKING = frozenset({ASKED, NOT_COME, DECLINED})
_MOST_NAMED = 12

COLUMNS = (
    Column("day", "Day", "date", 10),
    Column("school", "School", "text", 28, "The school, or the organisation."),
    Column("movement", "Movement", "state", 13),
    Column("before", "Before", "text", 17, "The stage that it came from."),
    Column("after", "After", "text", 17, "The stage that it came to."),
    Column("why", "Why", "text", 26),
    Column("now", "Stands", "text", 17, "The stage at the end of these days."),
    Column("came", "Came", "text", 10, "Whether who asked has come by the end of these days."),
    Column("local-authority", "Local authority", "text", 15),
    Column("phase", "Phase", "text", 14),
    Column("alliance", "Alliance", "text", 22),
)


class _Members(NamedTuple):
    """Memberships by their keys: who they are, who may be named, their paths, who is waited for."""

    about: Mapping[str, Particulars]
    named: Collection[str]
    paths: Mapping[str, list[Reached]]
    waits: Mapping[str, Asked]


def make(books: Books, limits: Limits) -> Content:
    """One row for each movement from the first day to the last, the oldest first.

    Without days it is the school year up to today. Who asked before these days and has not come at
    their end stands in it too. For circulation whoever's signature does not stand has no name.
    """
    first, last = days_asked_for(books, limits)
    memberships = within(books, limits.alliance, limits.school)
    about, paths = particulars(books, memberships), paths_of(books)
    named = may_be_named(books, memberships) if limits.for_circulation else about.keys()
    waits = {each.membership: each for each in asked_and_not_come(memberships, paths, first, last)}
    found = [
        (membership, moved)
        for membership in memberships
        for moved in movements(membership, paths.get(str(membership["key"]), []), first, last)
    ]
    rows = _rows(found, _Members(about, named, paths, waits), last)
    counts = Counter(moved.movement for _, moved in found)
    notes = [_told(first, last, counts, limits.first is None and limits.last is None)]
    names = {key: about[key].name for key in waits if key in named}
    notes += _who_never_came(list(waits.values()), {} if limits.for_circulation else names)
    if limits.for_circulation:
        notes.append(_not_named([membership for membership, _ in found], named))
    paper = Paper(
        "Who joined, rose, paused and left, and why",
        "Movement",
        subject_of(books, limits.alliance, limits.school),
        "the steering group",
        f"{show_date(first)} to {show_date(last)}",
        answer=_answer(counts, notes[1:]),
        charts=_charts(memberships, paths, last),
        parts=[Listing("In order of time", COLUMNS, [Group("", rows)], _SHOWN)],
        definitions=[_MOVEMENT_MEANS, *(note for note in notes[1:] if "in the last four" in note)],
        left_out=[note for note in notes if note.startswith("For circulation")],
        for_circulation=limits.for_circulation,
    )
    return Content(COLUMNS, rows, notes, paper)


def _rows(found: Iterable[tuple[Values, Moved]], members: _Members, last: date) -> list[Row]:
    """A row for each movement, the oldest first; whoever may not be named has no key."""
    rows = []
    for membership, moved in found:
        key = str(membership["key"])
        path, hidden = members.paths.get(key, []), key not in members.named
        stands = stage_on(path, last)
        now = STAGES[stands.stage].word if stands else None
        came = _came(membership, path, members.waits.get(key), last)
        why = _why(moved.why, hidden)
        cells = _cells(members.about[key], hidden, moved, why, now, came)
        rows.append(Row("" if hidden else key, cells))
    rows.sort(key=lambda row: (str(row.cells[0]), str(row.cells[1]).casefold()))
    return rows


def _cells(
    member: Particulars, hidden: bool, moved: Moved, why: str | None, now: str | None, came: str
) -> tuple[Value, ...]:
    return (
        moved.day,
        "(not named)" if hidden else member.name,
        moved.movement,
        STAGES[moved.before].word if moved.before else None,
        STAGES[moved.after].word,
        why,
        now,
        came if moved.movement in _ASKING else None,
        None if hidden else member.authority,
        None if hidden else member.phase,
        member.alliance,
    )


_MOVEMENT_MEANS = (
    "Joined: came to be a member. Asked: the first conversation; not come yet: asked before these "
    "days, and is still on the way."
)

_SHOWN = (
    Shown("day"),
    Shown("school", under=("alliance",), heading="School or organisation"),
    Shown("movement", marked=True),
    Shown("before", 2),
    Shown("after"),
    Shown("why", 2),
    Shown("now", under=("came",)),
)


def _answer(counts: Counter[State], told: list[str]) -> list[str]:
    """How many joined, left and so on, and who asked and never came."""
    parts = [f"{counts[each]} {word}" for each, word in MOVEMENTS.items() if counts[each]]
    if not parts:
        return ["Nobody joined, left or moved."]
    first = f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]
    return [f"{first}.", *(note for note in told if "never came" in note)]


def _charts(
    memberships: list[Values], walked: Mapping[str, list[Reached]], last: date
) -> list[Chart]:
    """Who joined and who left or paused, by school year, up to the last day."""
    came, went = Counter[int](), Counter[int]()
    for membership in memberships:
        path = walked.get(str(membership["key"]), [])
        for moved in movements(membership, path, date.min, last):
            if moved.movement is JOINED:
                came[school_year(moved.day)] += 1
            elif moved.movement in (LEFT, PAUSED):
                went[school_year(moved.day)] += 1
    years = sorted(came.keys() | went.keys())
    if len(years) < 2:
        return []
    shown = range(max(years[0], years[-1] - _MOST_YEARS + 1), years[-1] + 1)
    joined, left = (sum(of[year] for year in shown) for of in (came, went))
    return [
        Chart(
            ChartKind.IN_AND_OUT,
            f"{joined} joined in {count_of(len(shown), 'school year')}, {left} left or paused",
            "Joined (solid, up); left or paused (striped, down), by school year",
            "joined",
            "left or paused",
            [Bar(show_school_year(year), came[year], went[year]) for year in shown],
        )
    ]


_MOST_YEARS = 6


def _why(why: str | None, hidden: bool) -> str | None:
    """The reason; for circulation none in somebody's own words that might tell who it was."""
    return None if hidden and why not in LEAVING_REASONS.values() else why


def _told(first: date, last: date, counts: Counter[State], usual: bool) -> str:
    days = f"from {show_date(first)} to {show_date(last)}"
    if usual:
        days = f"School year {show_school_year(school_year(last))}, {days}"
    told = ", ".join(f"{counts[each]} {word}" for each, word in MOVEMENTS.items() if counts[each])
    return f"{days[0].upper()}{days[1:]}: {told or 'nobody moved'}."


def _came(membership: Values, path: list[Reached], waits: Asked | None, last: date) -> str:
    """Whether somebody that asked came in the end."""
    if waits is not None:
        return "Never came" if waits.never_came else "Not yet"
    joined = any(is_in(reached.stage) and reached.since <= last for reached in path)
    return "Came" if joined else "Asked again"


def _who_never_came(asked: list[Asked], names: dict[str, str]) -> list[str]:
    """Who asked and never came, by name where names are given, and how many asked lately."""
    never = [each for each in asked if each.never_came]
    notes = []
    if never:
        named = sorted((names[each.membership] for each in never if names), key=str.casefold)
        who = f": {'; '.join(named[:_MOST_NAMED])}" if named else ""
        if len(named) > _MOST_NAMED:
            who += f" and {len(named) - _MOST_NAMED} more"
        notes.append(f"{len(never)} asked and never came{who} ({reasons_in_words(never)}).")
    if lately := len(asked) - len(never):
        has = "has" if lately == 1 else "have"
        notes.append(f"{lately} asked in the last four months and {has} not come yet.")
    return notes


def _not_named(shown: list[Values], named: Collection[str]) -> str:
    """How many stand without a name in a circulated paper, and why."""
    kept = [each for each in shown if each["key"] in named]
    if len(kept) == len(shown):
        return "For circulation: everybody shown has signed the Statement of Commitment."
    return members_left_out(kept, shown, "not named")
