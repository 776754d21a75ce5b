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
from typing import Any, NamedTuple

from data.calendar.calendars import calendar_for, calendars
from data.policies.standing_inputs import (
    Days,
    policies_asked_for,
    reviews_that_stand,
    watched_catalogues,
)
from data.store.books import Books
from data.store.history import values_ever
from models.calendar.school_calendar import SchoolCalendar
from models.fields.states import State
from models.policies.due_dates import NOT_APPLICABLE, NOT_COUNTED, Cycle, Reckoning
from models.policies.duties import MUST, NO, Duty, Facts, duty, facts_of
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy
from models.schools.school import School

_FEW = 500
"""So many records may change before it is quicker to reckon everything again."""

_FACTS = (
    *("key", "name", "type", "phase", "low_age", "high_age", "nursery", "sixth_form", "boarders"),
    *("own_admission_authority", "biometrics", "early_career_teachers", "staff"),
    *("local_authority", "settled_in"),
)

_HELD = ("key", "school", "policy", "stage", "next_review", "published")

_Row = tuple[str, str, str, str, str | None, str | None]


class Standing(NamedTuple):
    """One school's policy on the store's day.

    `key` is the record of it, empty where there is none. `duty` says what is asked of the school
    and why (not); `published_old` that an older version than the approved one is on the website.
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


class _Ask(NamedTuple):
    """How a policy is asked of schools of one sort.

    `dues` holds, by the days of the approvals, when it is due after them, as far as was reckoned.
    """

    duty: Duty
    must_publish: bool
    cycle: Cycle
    dues: dict[Days, date | None]


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


class _Cell(NamedTuple):
    """What of a standing does not name its place, so that schools of one sort share it."""

    state: State
    duty: Duty
    due: date | None = None
    key: str = ""
    approved: str = ""
    checked: str = ""
    published: str | None = None

    @property
    def is_held(self) -> bool:
        """Whether the school has it: a record says so, and not that it does not apply."""
        return bool(self.key) and self.state is not NOT_APPLICABLE


class Board:
    """Every standing, by the pair of school and policy; schools by name, policies by row."""

    def __init__(self, books: Books) -> None:
        self.today = books.today
        self._days = _Days()
        self._reckonings: dict[str | None, Reckoning] = {}
        self._blank: dict[tuple[Any, ...], dict[str, _Cell]] = {}
        self._unheld: dict[tuple[Any, ...], dict[str, _Cell]] = {}
        self._alarming: dict[str, list[Standing]] = {}
        self.calendars = calendars(books)
        self.watched, self._watched_as_holders = watched_catalogues(books)
        self.policies = policies_asked_for(books)
        self._by_key = {policy.key: policy for policy in self.policies}
        self._wholes = {policy.part_of for policy in self.policies if policy.part_of}
        rows = books.kept(SchoolPolicy, _HELD)
        holders = {row[1] for row in rows}
        self.schools = self._read_schools(books, holders)
        self._cells = {
            key: dict(self._blank_cells(school)) if key in holders else self._unheld_cells(school)
            for key, school in self.schools.items()
        }
        self._put(rows, *reviews_that_stand(books))
        self._mind_parts(holders)

    def __iter__(self) -> Iterator[Standing]:
        """Every standing, school by school."""
        for school, cells in self._cells.items():
            for policy, cell in cells.items():
                yield self._standing(school, policy, cell)

    def get(self, school: str, policy: str) -> Standing | None:
        """The standing of a pair; None when nobody watches it and nothing is recorded."""
        cell = self._cells.get(school, {}).get(policy)
        return self._standing(school, policy, cell) if cell else None

    def of_school(self, school: str) -> list[Standing]:
        """The standings of a school, in the order of the policies."""
        cells = self._cells.get(school, {})
        return [
            self._standing(school, policy.key, cells[policy.key])
            for policy in self.policies
            if policy.key in cells
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
                        if cell.state not in NOT_COUNTED
                    ]
                found += self._alarming[school]
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
        rows = books.kept(SchoolPolicy, _HELD, among=("school", schools))
        holders = {row[1] for row in rows}
        for key in schools:
            self._alarming.pop(key, None)
            school = self.schools[key]
            self._cells[key] = (
                dict(self._blank_cells(school)) if key in holders else self._unheld_cells(school)
            )
        self._put(rows, *reviews_that_stand(books, [row[0] for row in rows]))
        self._mind_parts(holders)
        return True

    def _put(
        self, rows: Iterable[_Row], approved: Mapping[str, Days], checked: Mapping[str, Days]
    ) -> None:
        """Reckon where these records stand, and put them in their places."""
        # The one place that is passed once for every cell of a matrix: as little as can be.
        read, asked_of = self._days.__getitem__, ""
        asks: Mapping[str, _Ask] = {}
        for key, school_key, policy_key, stage, by_hand, published in rows:
            if school_key != asked_of:
                school, cells = self.schools[school_key], self._cells[school_key]
                asks, settled, state_of = school.asks, school.settled, school.reckoning.state
                asked_of = school_key
            ask = asks.get(policy_key)
            if ask is None:
                continue
            duty, must_publish, cycle, dues = ask
            days, checks = approved.get(key, ""), checked.get(key, "")
            due = None
            if by_hand:
                due = read(by_hand)
            elif days in dues:
                due = dues[days]
            elif days:
                due = cycle.due_after([*map(read, days.split(","))], school.reckoning.calendar)
                dues[days] = due
            state = state_of(
                cycle.renewal,
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
            cells[policy_key] = _Cell(state, duty, due, key, days[-10:], checks[-10:], published)

    def _blank_cells(self, school: _School) -> dict[str, _Cell]:
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
                    found[policy.key] = _Cell(state, duty)
        return found

    def _unheld_cells(self, school: _School) -> dict[str, _Cell]:
        """The cells of a school that has no record; schools of one sort share them."""
        found = self._unheld.get(school.sort)
        if found is None:
            found = self._unheld[school.sort] = dict(self._blank_cells(school))
            self._set_forms_aside(found)
        return found

    def _mind_parts(self, schools: Iterable[str]) -> None:
        if self._wholes:
            for school in schools:
                if school in self._cells:
                    self._set_forms_aside(self._cells[school])

    def _set_forms_aside(self, cells: dict[str, _Cell]) -> None:
        """A school holds a document whole or in its parts: the other form is not asked of it."""
        for whole in self._wholes:
            parts = [each for each in self.policies if each.part_of == whole and each.key in cells]
            held = [part for part in parts if cells[part.key].is_held]
            top = cells.get(whole)
            if held and top and not top.key:
                titles = ", ".join(part.title for part in held)
                cells[whole] = _set_aside(top, f"Held in its parts: {titles}.")
            elif not held and top and top.state is not NOT_APPLICABLE:
                why = f"Held in one document: {self._by_key[whole].title}."
                for part in parts:
                    if not cells[part.key].key:
                        cells[part.key] = _set_aside(cells[part.key], why)

    def _standing(self, school: str, policy: str, cell: _Cell) -> Standing:
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
        rows.sort(key=lambda row: str(row[1]).casefold())
        today = self.today.isoformat()
        dues: dict[tuple[SchoolCalendar, Cycle], dict[Days, date | None]] = {}
        sorts: dict[tuple[Facts, SchoolCalendar], dict[str, _Ask]] = {}
        facts: dict[tuple[Any, ...], Facts] = {}
        found = {}
        for row in rows:
            key, name, *_, authority, settled_in = row
            kept = row[2:-2]
            if kept not in facts:
                facts[kept] = facts_of(dict(zip(_FACTS, row, strict=True)))
            reckoning = self._reckoning(authority)
            sort = facts[kept], reckoning.calendar
            asks = sorts.get(sort)
            if asks is None:
                asks = sorts[sort] = {}
                for policy in self.policies:
                    asked = duty(sort[0], policy.asked)
                    of_cycle = dues.setdefault((reckoning.calendar, policy.cycle), {})
                    asks[policy.key] = _Ask(asked, asked.publish == MUST, policy.cycle, of_cycle)
            found[key] = _School(
                key,
                name,
                reckoning,
                settled_in is not None and settled_in <= today,
                self.watched.get(key, frozenset()),
                asks,
            )
        return found


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


def _set_aside(cell: _Cell, why: str) -> _Cell:
    return cell._replace(state=NOT_APPLICABLE, due=None, duty=Duty(NO, why, cell.duty.publish))
