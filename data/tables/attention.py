"""How a subject declares its lines of Today, and what else Today shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from data.store.books import Books
from data.tables.as_of import BooksOnTheDay
from models.fields.states import Tone
from models.records.record import Record, Values
from models.records.rules import Check
from models.subjects import load


class Matter(NamedTuple):
    """One thing that needs attention: what it is, the worst of it, and its records.

    Its list is the summary of the name `view`, the section of this label, or the records of the
    kind narrowed to `keys`.
    `must`, `should`, `open` and `unknown` say how many of them are a must, a should, left open, and
    of a school whose type is unknown; None where that is no question.

    `short` stands for the title where there is little room, `first` names the first record, which
    is the oldest: its `day`, which is the one that something was due by, or `since` which it is so.
    """

    title: str
    tone: Tone
    keys: tuple[str, ...]
    detail: str
    kind: str = ""
    view: str = ""
    section: str = ""
    must: int | None = None
    should: int | None = None
    open: int | None = None
    unknown: int | None = None
    short: str = ""
    first: str = ""
    day: date | None = None
    since: bool = False
    group: str = ""

    @property
    def count(self) -> int:  # type: ignore[override]
        """How many records it is about."""
        return len(self.keys)


Look = Callable[[Books], Iterable[Matter]]
"""Looks for matters, and gives quiet ones without records where there is nothing."""

_DECLARED: dict[int, Look] = {}
_GROUPS: dict[Look, str] = {}


def needs_attention(place: int, group: str = "") -> Callable[[Look], Look]:
    """Declare matters that stand at this place of Today: the lower, the more pressing.

    They stand with others of their `group`; without one, under the name of their subject. Raises
    ValueError when others stand at this place already.
    """

    def declare(look: Look) -> Look:
        _GROUPS[look] = group or look.__module__.split(".")[-2].capitalize()
        if place in _DECLARED:
            there = _DECLARED[place]
            raise ValueError(f"{place} is the place of {there.__module__}.{there.__name__}")
        _DECLARED[place] = look
        return look

    return declare


def declared_matters() -> list[Look]:
    """The declarations of all subjects, in their order."""
    load("data", "attention")
    return [look for _, look in sorted(_DECLARED.items())]


def group_of(look: Look) -> str:
    """Under what the matters of a declaration stand on Today."""
    return _GROUPS[look]


class Coming(NamedTuple):
    """Something that comes: its day, what it is, and where, or whose.

    It opens the record of this key, or the answer to the question of the name `view`.
    """

    day: date
    what: str
    where: str
    kind: str = ""
    key: str = ""
    view: str = ""


class Share(NamedTuple):
    """How much of something is in order: `part` of `whole`."""

    label: str
    part: int
    whole: int


class Step(NamedTuple):
    """A step in setting up new books: what to do, by which keys, and what is there already.

    It is done in the list of the `kind`, by the command of this name. `explains` says more.
    """

    what: str
    keys: str
    there: str
    done: bool
    kind: str
    command: str
    explains: str


LooksAhead = Callable[[Books, date], Iterable[Coming]]
"""Tells what comes from the books' day until another."""
Measures = Callable[[Books], Iterable[Share]]
"""Tells how much is in order."""
Sets = Callable[[Books], Step]
"""Tells how far a step of setting up is."""

_AHEAD: list[LooksAhead] = []
_MEASURED: list[Measures] = []
_STEPS: dict[int, Sets] = {}


def looks_ahead(look: LooksAhead) -> LooksAhead:
    """Declare what comes in the next weeks."""
    _AHEAD.append(look)
    return look


def measures_order(measure: Measures) -> Measures:
    """Declare how much is in order."""
    _MEASURED.append(measure)
    return measure


def sets_up(number: int) -> Callable[[Sets], Sets]:
    """Declare a step of setting up new books, in this place."""

    def declare(step: Sets) -> Sets:
        _STEPS[number] = step
        return step

    return declare


def coming_until(books: Books, last: date) -> list[Coming]:
    """What is coming up to that day, in order."""
    load("data", "attention")
    found = [each for look in _AHEAD for each in look(books, last)]
    return sorted(found, key=lambda each: (each.day, each.what, each.where))


def shares_in_order(books: Books) -> list[Share]:
    """How much is in order, by all who have declared it."""
    load("data", "attention")
    return [share for measure in _MEASURED for share in measure(books)]


def steps_of_setting_up(books: Books) -> list[Step]:
    """The steps of setting up, in their order; none once the last one is done."""
    load("data", "attention")
    *others, last = [step for _, step in sorted(_STEPS.items())]
    end = last(books)
    return [] if end.done else [*(step(books) for step in others), end]


def breaches_of(
    books: Books,
    record: type[Record],
    check: Check,
    title: str,
    *,
    short: str = "",
    since: str = "",
    due: Callable[[Values], date | None] | None = None,
) -> Matter:
    """The matter of all records that a rule would report, as they stood on the books' day.

    Those come first that are so for the longest time: `since` names the field with the day on
    which that began, `due` gives the day by which it was to be done.
    """
    breaches = []
    on_the_day = BooksOnTheDay(books)
    for values in on_the_day.find(record):
        breach = check(values, on_the_day)
        if breach:
            day = values.get(since) if since else due(values) if due else None
            breaches.append((str(values["key"]), breach[1], day if isinstance(day, date) else None))
    if since or due:
        breaches.sort(key=lambda each: each[2] or date.max)
    name = detail = ""
    day = None
    if breaches:
        key, why, day = breaches[0]
        name = books.name_of(record, key).split(" · ")[0]
        detail = f"{name}: {why}"
    keys = tuple(key for key, *_ in breaches)
    return Matter(
        title,
        Tone.WARN,
        keys,
        detail,
        record.kind,
        short=short,
        first=name,
        day=day,
        since=bool(since),
    )
