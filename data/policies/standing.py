"""Where every watched school's policies stand on the books' day, worked out in one pass.

A board holds one standing for each pair of a watched school and a policy that is asked for, and
for every pair that has a record. It is kept with the store; after a change of a few schools'
policies only those are reckoned again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeVar, cast

from data.policies.as_of import school_policies_as_of
from data.policies.asked_schools import AskedSchool, AskedSchools, Demand
from data.policies.documents import Cell, Documents
from data.policies.standing_inputs import (
    Days,
    policies_asked_for,
    reviews_that_stand,
    watched_catalogues,
)
from data.store.books import Books
from data.store.history import values_ever
from data.tables.garbage_collection import collection_paused
from models.calendar.school_calendar import SchoolCalendar
from models.fields.states import State
from models.policies.due_dates import NOT_APPLICABLE, NOT_COUNTED, Reckoning
from models.policies.duties import Duty
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy
from models.records.record import Values

_FEW = 500
"""With more changed records than these it is quicker to reckon everything again."""

_HELD = ("key", "school", "policy", "stage", "next_review", "published", "stands_in")

_Row = tuple[str, str, str, str, str | None, str | None, str | None]

Made = TypeVar("Made")


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


class Board:
    """Every standing, by the pair of school and policy; schools by name, policies by row.

    A document that several catalogues ask for is one standing among those that are gone through,
    and has its own only when it is asked for by its policy.
    """

    def __init__(self, books: Books) -> None:
        self.today = books.today
        self._days = _Days()
        self._blank: dict[tuple[Any, ...], dict[str, Cell]] = {}
        self._unheld: dict[tuple[Any, ...], dict[str, Cell]] = {}
        self._counted: dict[str, Sequence[Standing]] = {}
        self._made: dict[Callable[..., object], dict[str, Any]] = {}
        self.watched, self._watched_as_holders = watched_catalogues(books)
        self.policies = policies_asked_for(books)
        self.to_verify = frozenset(policy.key for policy in self.policies if policy.unverified)
        self._documents = Documents(self.policies)
        rows = _held(books)
        holders = {row[1] for row in rows}
        self._asked = AskedSchools(books, self.policies, self._documents, self.watched)
        self.schools = self._asked.read(books, holders)
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
        """An object that is replaced once anything about the school's policies may have changed."""
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
        return [each for each in self.counted() if each.settled]

    def counted(self) -> list[Standing]:
        """The standings of watched schools of which it is told how much is in order.

        Of a school that settles in, what was typed in already is among them.
        """
        found: list[Standing] = []
        with collection_paused():
            for school in filter(self.watched.__contains__, self._cells):
                if school not in self._counted:
                    self._counted[school] = self._counted_of(school)
                found += self._counted[school]
        return found

    def of_each_school(
        self, make: Callable[[Board, Sequence[Standing]], Made]
    ) -> Mapping[str, Made]:
        """What is made of the counted standings of each watched school, kept until they change."""
        made: dict[str, Made] = self._made.setdefault(make, {})
        with collection_paused():
            for school in filter(self.watched.__contains__, self._cells):
                if school not in made:
                    # These standings are not kept: most of them nobody asks for again.
                    made[school] = make(self, self._counted.get(school) or self._counted_of(school))
        return made

    def _counted_of(self, school: str) -> Sequence[Standing]:
        return tuple(
            self._standing(school, policy, cell)
            for policy, cell in self._cells[school].items()
            if cell.state not in NOT_COUNTED and not cell.mirrors
        )

    @property
    def calendars(self) -> Mapping[str | None, SchoolCalendar]:
        """The school calendars by authority; that of None is the usual one."""
        return self._asked.calendars

    @property
    def usual_reckoning(self) -> Reckoning:
        """The day and the half-terms around it, where no authority has its own."""
        return self._asked.reckoning(None)

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
            for kept in (self._counted, *self._made.values()):
                kept.pop(key, None)
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
        # Runs once for every cell of a matrix, so it does as little as it can.
        read, asked_of = self._days.__getitem__, ""
        demands: Mapping[str, Demand] = {}
        for key, school_key, policy_key, stage, by_hand, published, _ in rows:
            if school_key != asked_of:
                school, cells = self.schools[school_key], self._cells[school_key]
                demands, settled, state_of = school.demands, school.settled, school.reckoning.state
                asked_of = school_key
            demand = demands.get(policy_key)
            if demand is None:
                continue
            duty, must_publish, renewal, _, dues = demand
            days, checks = approved.get(key, ""), checked.get(key, "")
            due = None
            if by_hand:
                due = read(by_hand)
            elif days in dues:
                due = dues[days]
            elif days:
                due = demand.due_after([*map(read, days.split(","))], school.reckoning.calendar)
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

    def _blank_cells(self, school: AskedSchool) -> dict[str, Cell]:
        """The cells of a school without any record, from what it is asked for."""
        found = self._blank.get(school.sort)
        if found is None:
            found = self._blank[school.sort] = {}
            for policy in self.policies:
                if policy.catalogue in school.catalogues:
                    duty = school.demands[policy.key].duty
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

    def _unheld_cells(self, school: AskedSchool) -> dict[str, Cell]:
        """The cells of a school that has no record; schools of one sort share them."""
        found = self._unheld.get(school.sort)
        if found is None:
            found = self._unheld[school.sort] = dict(self._blank_cells(school))
            self._documents.settle(found, {})
        return found

    def _settle(self, rows: Iterable[_Row], schools: Iterable[str]) -> None:
        """Have one cell answer for each document of these schools, which have these records."""
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
    """The standing of every school's policies on the books' day, kept until they change."""
    with collection_paused():
        return books.cached("policy standing", Board)
