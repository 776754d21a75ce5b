"""Where every watched school's policies stand on the store's day, reckoned in one pass.

A board holds one standing for each pair of a watched school and a policy that is asked for, and
for every pair that has a record. It is kept with the store; after a change of a few schools'
policies only those are reckoned again.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple, cast

from data.policies.as_of import school_policies_as_of
from data.policies.documents import Cell, Documents
from data.policies.standing_inputs import (
    Days,
    policies_asked_for,
    reviews_that_stand,
    watched_catalogues,
)
from data.store.books import Books
from data.store.history import values_ever
from data.tables.as_of import differences_as_of
from models.calendar.calendars import calendar_for, calendars
from models.calendar.school_calendar import SchoolCalendar
from models.fields.states import State
from models.policies.due_dates import NOT_APPLICABLE, NOT_COUNTED, Cycle, Reckoning
from models.policies.duties import MUST, NO, Duty, Facts, duty, facts_of, strictest
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy
from models.records.record import Values
from models.schools.school import School

_FEW = 500
"""So many records may change before it is quicker to reckon everything again."""

_FACTS = (
    *("key", "name", "type", "phase", "low_age", "high_age", "nursery", "sixth_form", "boarders"),
    *("own_admission_authority", "biometrics", "early_career_teachers", "staff"),
    *("opened", "status", "local_authority", "settled_in"),
)

_PROPOSED = "4"
"""The status of a school that has not opened yet: nothing is missing there before it does."""

_HELD = ("key", "school", "policy", "stage", "next_review", "published", "stands_in")

_Row = tuple[str, str, str, str, str | None, str | None, str | None]


class Standing(NamedTuple):
    """One school's policy on the store's day.

    `key` is the record of it, empty where there is none. `duty` says what is asked of the school
    and why (not); `published_old` that an older version than the approved one is on the website.
    `by` is the policy under which it is recorded, where that is another one, and `also` are the
    policies of other catalogues that are the same document.
    """

    school: str
    policy: str
    key: str
    state: State
    due: date | None
    approved: date | None
    checked: date | None
    published: date | None
    duty: Duty
    settled: bool
    by: str = ""
    also: tuple[str, ...] = ()

    @property
    def pair(self) -> str:
        """The pair as one key, for rows that stand for it."""
        return pair_key(self.school, self.policy)

    @property
    def published_old(self) -> bool:
        """Whether an older version than the approved one is on the website."""
        return bool(self.published and self.approved and self.published < self.approved)


def pair_key(school: str, policy: str) -> str:
    """The key of a row that stands for a school and a policy, whether or not there is a record."""
    return f"{school}/{policy}"


def pair_of(key: str) -> tuple[str, str]:
    """The school and the policy of such a key."""
    school, _, policy = key.partition("/")
    return school, policy


_Cycles = tuple[tuple[Cycle, date | None], ...]
"""The cycles by which a document is due, each with the day on which that duty ends."""


class _Ask(NamedTuple):
    """How a policy is asked of schools of one sort.

    `dues` holds, by the days of the approvals, when it is due after them, as far as was reckoned.
    """

    duty: Duty
    must_publish: bool
    renewal: str
    cycles: _Cycles
    dues: dict[Days, date | None]

    def due_after(self, approvals: Sequence[date], calendar: SchoolCalendar) -> date | None:
        """The first day by which a duty that has not ended by then asks for a renewal."""
        found = ((cycle.due_after(approvals, calendar), ended) for cycle, ended in self.cycles)
        return min((due for due, ended in found if due and not (ended and due >= ended)),
                   default=None)  # fmt: skip


def _as_it_was(row: tuple[Any, ...], then: Values) -> tuple[Any, ...]:
    """The facts of a school with those that were others on the day."""
    pairs = zip(_FACTS, row, strict=True)
    return tuple(then.get(name, value) for name, value in pairs) if then else row


class _School(NamedTuple):
    """What of a school matters for its policies; `asks` by the policy, shared by its sort."""

    key: str
    name: str
    reckoning: Reckoning
    settled: bool
    catalogues: frozenset[str]
    asks: Mapping[str, _Ask]

    @property
    def sort(self) -> tuple[int, bool, frozenset[str]]:
        """Schools of the same sort are asked the same, and have the same cells without records."""
        return id(self.asks), self.settled, self.catalogues


class Board:
    """Every standing, by the pair of school and policy; schools by name, policies by row.

    A document that several catalogues ask for is one standing among those that are gone through,
    and has its own only when it is asked for by its policy.
    """

    def __init__(self, books: Books) -> None:
        self.today = books.today
        self._days = _Days()
        self._reckonings: dict[str | None, Reckoning] = {}
        self._dues: dict[tuple[SchoolCalendar, _Cycles], dict[Days, date | None]] = {}
        self._blank: dict[tuple[Any, ...], dict[str, Cell]] = {}
        self._unheld: dict[tuple[Any, ...], dict[str, Cell]] = {}
        self._alarming: dict[str, list[Standing]] = {}
        self.calendars = calendars(books)
        self.watched, self._watched_as_holders = watched_catalogues(books)
        self.policies = policies_asked_for(books)
        self.to_verify = frozenset(policy.key for policy in self.policies if policy.unverified)
        self._documents = Documents(self.policies)
        rows = _held(books)
        holders = {row[1] for row in rows}
        self.schools = self._read_schools(books, holders)
        self._cells = {
            key: dict(self._blank_cells(school)) if key in holders else self._unheld_cells(school)
            for key, school in self.schools.items()
        }
        self._put(rows, *reviews_that_stand(books))
        self._settle(rows, holders)

    def __iter__(self) -> Iterator[Standing]:
        """Every standing, school by school."""
        for school, cells in self._cells.items():
            for policy, cell in cells.items():
                if not cell.mirrors:
                    yield self._standing(school, policy, cell)

    def get(self, school: str, policy: str) -> Standing | None:
        """The standing of a pair; None when nobody watches it and nothing is recorded.

        Of a document that another policy answers for, it is that one's, `by` which it is recorded.
        """
        cell = self._cells.get(school, {}).get(policy)
        return self._standing(school, policy, cell) if cell else None

    def of_school(self, school: str) -> list[Standing]:
        """The standings of a school, in the order of the policies."""
        cells = self._cells.get(school, {})
        return [
            self._standing(school, policy.key, cells[policy.key])
            for policy in self.policies
            if policy.key in cells and not cells[policy.key].mirrors
        ]

    def mark_of(self, school: str) -> object:
        """What is another object once anything about the school's policies may have changed."""
        return self._cells[school]

    def states(self, school: str, policies: Sequence[str]) -> list[State | None]:
        """The states of a school's policies, in this order."""
        cells = self._cells[school]
        return [cell.state if (cell := cells.get(policy)) else None for policy in policies]

    def is_held(self, policy: str) -> bool:
        """Whether any school has a record of this policy."""
        return any((cell := cells.get(policy)) and cell.is_held for cells in self._cells.values())

    def of_watched(self) -> list[Standing]:
        """The standings that may raise an alarm: of watched schools that have settled in."""
        found: list[Standing] = []
        with _collector_at_rest():
            for school, cells in self._cells.items():
                if school not in self._alarming:
                    counted = school in self.watched and self.schools[school].settled
                    self._alarming[school] = [
                        self._standing(school, policy, cell)
                        for policy, cell in (cells.items() if counted else ())
                        if cell.state not in NOT_COUNTED and not cell.mirrors
                    ]
                found += self._alarming[school]
        return found

    def counted(self) -> list[Standing]:
        """The standings of watched schools of which it is told how much is in order.

        Of a school that settles in, what was typed in already is among them.
        """
        found = self.of_watched()
        for school, cells in self._cells.items():
            if school in self.watched and not self.schools[school].settled:
                found += [
                    self._standing(school, policy, cell)
                    for policy, cell in cells.items()
                    if cell.state not in NOT_COUNTED and not cell.mirrors
                ]
        return found

    @property
    def usual_reckoning(self) -> Reckoning:
        """The day and the half-terms around it, where no authority has its own."""
        return self._reckoning(None)

    def reckoning(self, school: str) -> Reckoning:
        """The day and the half-terms around it, by the calendar of the school's authority."""
        return self.schools[school].reckoning

    def update(self, books: Books, touched: Mapping[str, set[str]]) -> bool:
        """Reckon again what records of these kinds and keys decide; false when that is too much."""
        held, reviews = (set(touched.get(each.kind, ())) for each in (SchoolPolicy, Review))
        if touched.keys() - {SchoolPolicy.kind, Review.kind} or len(held) + len(reviews) > _FEW:
            return False
        # What a record belonged to before it was changed or removed, only the history knows.
        reviews |= values_ever(books, Review, "corrects", reviews)
        held |= values_ever(books, Review, "school_policy", reviews)
        schools = values_ever(books, SchoolPolicy, "school", held)
        # A school that is only watched for what it holds may come or go.
        known = self.watched.keys() - self._watched_as_holders
        if not schools <= known & self.schools.keys():
            return False
        rows = _held(books, among=("school", schools))
        holders = {row[1] for row in rows}
        for key in schools:
            self._alarming.pop(key, None)
            school = self.schools[key]
            self._cells[key] = (
                dict(self._blank_cells(school)) if key in holders else self._unheld_cells(school)
            )
        self._put(rows, *reviews_that_stand(books, [row[0] for row in rows]))
        self._settle(rows, holders)
        return True

    def _put(
        self, rows: Iterable[_Row], approved: Mapping[str, Days], checked: Mapping[str, Days]
    ) -> None:
        """Reckon where these records stand, and put them in their places."""
        # The one place that is passed once for every cell of a matrix: as little as can be.
        read, asked_of = self._days.__getitem__, ""
        asks: Mapping[str, _Ask] = {}
        for key, school_key, policy_key, stage, by_hand, published, _ in rows:
            if school_key != asked_of:
                school, cells = self.schools[school_key], self._cells[school_key]
                asks, settled, state_of = school.asks, school.settled, school.reckoning.state
                asked_of = school_key
            ask = asks.get(policy_key)
            if ask is None:
                continue
            duty, must_publish, renewal, _, dues = ask
            days, checks = approved.get(key, ""), checked.get(key, "")
            due = None
            if by_hand:
                due = read(by_hand)
            elif days in dues:
                due = dues[days]
            elif days:
                due = ask.due_after([*map(read, days.split(","))], school.reckoning.calendar)
                dues[days] = due
            state = state_of(
                renewal,
                stage,
                due,
                reviewed=bool(days or checks),
                published=published is not None,
                must_publish=must_publish,
                duty=duty.level,
                settled=settled,
            )
            if state is NOT_APPLICABLE:
                due = None
            cells[policy_key] = Cell(state, duty, due, key, days[-10:], checks[-10:], published)

    def _blank_cells(self, school: _School) -> dict[str, Cell]:
        """What is asked of a school by itself, without any record."""
        found = self._blank.get(school.sort)
        if found is None:
            found = self._blank[school.sort] = {}
            for policy in self.policies:
                if policy.catalogue in school.catalogues:
                    duty = school.asks[policy.key].duty
                    state = school.reckoning.state(
                        policy.cycle.renewal,
                        "not started",
                        None,
                        reviewed=False,
                        duty=duty.level,
                        settled=school.settled,
                        recorded=False,
                    )
                    found[policy.key] = Cell(state, duty)
        return found

    def _unheld_cells(self, school: _School) -> dict[str, Cell]:
        """The cells of a school that has no record; schools of one sort share them."""
        found = self._unheld.get(school.sort)
        if found is None:
            found = self._unheld[school.sort] = dict(self._blank_cells(school))
            self._documents.settle(found, {})
        return found

    def _settle(self, rows: Iterable[_Row], schools: Iterable[str]) -> None:
        """Let one cell answer for each document of these schools, whose records these are."""
        stands_in: dict[str, dict[str, str]] = {}
        for _, school, policy, _, _, _, other in rows:
            if other:
                stands_in.setdefault(school, {})[policy] = other
        for school in schools:
            if school in self._cells:
                self._documents.settle(self._cells[school], stands_in.get(school, {}))

    def _standing(self, school: str, policy: str, cell: Cell) -> Standing:
        day = self._days
        return Standing(
            school,
            policy,
            cell.key,
            cell.state,
            cell.due,
            day[cell.approved] if cell.approved else None,
            day[cell.checked] if cell.checked else None,
            day[cell.published] if cell.published else None,
            cell.duty,
            self.schools[school].settled,
            cell.by,
            cell.also,
        )

    def _reckoning(self, authority: str | None) -> Reckoning:
        authority = authority if authority in self.calendars else None
        found = self._reckonings.get(authority)
        if found is None:
            found = Reckoning(self.today, calendar_for(self.calendars, authority))
            self._reckonings[authority] = found
        return found

    def _read_schools(self, books: Books, holders: set[str]) -> dict[str, _School]:
        wanted = sorted(self.watched.keys() | holders)
        rows = books.kept(School, _FACTS, among=("key", wanted))
        then = differences_as_of(books, School).values
        if then:
            rows = [_as_it_was(row, then.get(row[0], {})) for row in rows]
        rows.sort(key=lambda row: str(row[1]).casefold())
        today = self.today.isoformat()
        sorts: dict[tuple[Any, ...], dict[str, _Ask]] = {}
        facts: dict[tuple[Any, ...], Facts] = {}
        found = {}
        called = books.names_of_namesakes(School)
        for row in rows:
            key, name, *_, opened, status, authority, settled_in = row
            kept = row[2:-4]
            if kept not in facts:
                facts[kept] = facts_of(dict(zip(_FACTS, row, strict=True)))
            reckoning = self._reckoning(authority)
            catalogues = self.watched.get(key, frozenset())
            sort = facts[kept], reckoning.calendar, self._documents.any_shared and catalogues
            asks = sorts.get(sort)
            if asks is None:
                asks = sorts[sort] = self._asks(facts[kept], reckoning.calendar, catalogues)
            is_open = status != _PROPOSED if opened is None else opened <= today
            settled = is_open and settled_in is not None and settled_in <= today
            told = called.get(key, "")
            # Where it was called otherwise on the day, that was not shared.
            name = told if told.startswith(name) else name
            found[key] = _School(key, name, reckoning, settled, catalogues, asks)
        return found

    def _asks(
        self, facts: Facts, calendar: SchoolCalendar, catalogues: frozenset[str]
    ) -> dict[str, _Ask]:
        """How each policy is asked of such schools: as strictly as any catalogue asks for it."""
        duties = {policy.key: duty(facts, policy.asked) for policy in self.policies}
        asks = {}
        for policy in self.policies:
            named = [policy]
            if duties[policy.key].level != NO:
                named += [
                    peer
                    for peer in self._documents.peers(policy.key)
                    if peer.key != policy.key
                    and peer.catalogue in catalogues
                    and duties[peer.key].level != NO
                ]
            asked = strictest(duties[each.key] for each in named)
            cycles = tuple((each.cycle, each.ended) for each in named)
            dues = self._dues.setdefault((calendar, cycles), {})
            renewal = policy.cycle.renewal
            asks[policy.key] = _Ask(asked, asked.publish == MUST, renewal, cycles, dues)
        return asks


def _held(books: Books, among: tuple[str, Iterable[str]] | None = None) -> list[_Row]:
    """The schools' policies as the file would keep them, had it been written on the books' day."""
    rows: list[_Row] = books.kept(SchoolPolicy, _HELD, among=among)
    then = school_policies_as_of(books)
    if not then.values and not then.not_begun:
        return rows
    return [_as_kept_then(row, then.values) for row in rows if row[0] not in then.not_begun]


def _as_kept_then(row: _Row, then: Mapping[str, Values]) -> _Row:
    had = then.get(row[0])
    if not had:
        return row
    found: list[Any] = [had.get(name, value) for name, value in zip(_HELD, row, strict=True)]
    return cast(_Row, tuple(v.isoformat() if isinstance(v, date) else v for v in found))


class _Days(dict[str, date]):
    """Days by their ISO text, each read once."""

    def __missing__(self, text: str) -> date:
        found = self[text] = date.fromisoformat(text)
        return found


def board(books: Books) -> Board:
    """Where everything stands on the store's day."""
    with _collector_at_rest():
        return books.cached("policy standing", Board)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Make so many small tuples, all of which stay, that the collector would search in vain."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
