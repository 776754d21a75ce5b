"""Where every watched school's policies stand on the store's day, reckoned in one pass.

A board holds one standing for each pair of a watched school and a policy that is asked for, and
for every pair that has a record. It is kept with the store; after a change of a few schools'
policies only those are reckoned again.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from models.alliances import STAGES_THAT_ENDED
from models.due import NOT_APPLICABLE, NOT_COUNTED, Cycle, Reckoning, cycle_of
from models.duties import MUST, NO, Asked, Duty, Facts, asked_of, duty, facts_of
from models.fields import chosen_of
from models.half_terms import HalfTermDates, SchoolCalendar
from models.policies import CATALOGUES, Policy, Review, SchoolPolicy
from models.records import Values
from models.states import State

if TYPE_CHECKING:
    from data.store import Store

MOST_WITHOUT_ALLIANCE = 500
"""So many schools are watched where there is no alliance that says which matter."""

_FEW = 500
"""So many records may change before it is quicker to reckon everything again."""

_FACTS = (
    *("key", "name", "type", "phase", "low_age", "high_age", "nursery", "sixth_form", "boarders"),
    *("own_admission_authority", "biometrics", "early_career_teachers", "staff"),
    *("local_authority", "settled_in"),
)

_HELD = (
    'SELECT "key", "school_id", "policy_id", "stage", "next_review", "published" '
    'FROM "school_policy"'
)

_REVIEWS = 'SELECT "school_policy_id", "kind_of_review", "reviewed" FROM "review"'
_NOT_CORRECTED = '"key" NOT IN (SELECT "corrects_id" FROM "review" WHERE "corrects_id" IS NOT NULL)'

_Days = tuple[str, ...]
_Dues = dict[_Days, date | None]
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


class _School(NamedTuple):
    """What of a school matters for its policies.

    `duties` stand in the order of the policies, and so do `dues`: for each the days by which it is
    due after approvals on these days, as far as they were reckoned.
    """

    key: str
    name: str
    reckoning: Reckoning
    settled: bool
    catalogues: frozenset[str]
    duties: Sequence[Duty]
    dues: Sequence[_Dues]


class _Policy(NamedTuple):
    """What of a policy matters for its standing."""

    key: str
    title: str
    catalogue: str
    asked: Asked
    cycle: Cycle
    part_of: str | None


class _Cell(NamedTuple):
    """What of a standing does not name its place, so that schools of one sort share it."""

    state: State
    duty: Duty
    due: date | None = None
    key: str = ""
    approved: str | None = None
    checked: str | None = None
    published: str | None = None


class Board:
    """Every standing, by the pair of school and policy; schools by name, policies by row."""

    def __init__(self, store: Store) -> None:
        self.today = store.today
        self._days: dict[str, date] = {}
        self._dues: dict[str | None, list[_Dues]] = {}
        self._reckonings: dict[str | None, Reckoning] = {}
        self._blank: dict[tuple[Any, ...], dict[str, _Cell]] = {}
        self.calendars = calendars(store)
        self.watched = watched_catalogues(store)
        self.policies = _policies(store)
        self._by_key = {policy.key: policy for policy in self.policies}
        self._places = {policy.key: at for at, policy in enumerate(self.policies)}
        self._wholes = {policy.part_of for policy in self.policies if policy.part_of}
        rows = store.database.rows(_HELD)
        holders = {row[1] for row in rows}
        self.schools = self._read_schools(store, holders)
        self._cells = {
            key: self._blank_cells(school) if key not in holders else {}
            for key, school in self.schools.items()
        }
        for key in holders & self._cells.keys():
            self._cells[key] = dict(self._blank_cells(self.schools[key]))
        self._put(rows, *_reviews(store))

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

    def states(self, school: str, policies: Sequence[str]) -> list[State | None]:
        """The states of a school's policies, in this order."""
        cells = self._cells[school]
        return [cell.state if (cell := cells.get(policy)) else None for policy in policies]

    def is_held(self, policy: str) -> bool:
        """Whether any school has a record of this policy."""
        return any((cell := cells.get(policy)) and cell.key for cells in self._cells.values())

    def of_watched(self) -> list[Standing]:
        """The standings that may raise an alarm: of watched schools that have settled in."""
        return [
            self._standing(school, policy, cell)
            for school, cells in self._cells.items()
            if school in self.watched and self.schools[school].settled
            for policy, cell in cells.items()
            if cell.state not in NOT_COUNTED
        ]

    @property
    def usual_reckoning(self) -> Reckoning:
        """The day and the half-terms around it, where no authority has its own."""
        return self._reckoning(None)

    def reckoning(self, school: str) -> Reckoning:
        """The day and the half-terms around it, by the calendar of the school's authority."""
        return self.schools[school].reckoning

    def follow(self, store: Store, touched: Mapping[str, set[str]]) -> bool:
        """Reckon again what records of these kinds and keys decide; false when that is too much."""
        keys, reviews = (set(touched.get(each.kind, ())) for each in (SchoolPolicy, Review))
        if touched.keys() - {SchoolPolicy.kind, Review.kind} or len(keys) + len(reviews) > _FEW:
            return False
        reviewed = store.database.rows(
            'SELECT "school_policy_id" FROM "review" '
            'WHERE "key" IN (SELECT value FROM json_each(?))',
            json.dumps(sorted(reviews)),
        )
        keys |= {row[0] for row in reviewed}
        wanted = json.dumps(sorted(keys))
        rows = store.database.rows(
            f'{_HELD} WHERE "key" IN (SELECT value FROM json_each(?))', wanted
        )
        known = all(
            policy in self._by_key
            and self._by_key[policy].catalogue in self.watched.get(school, ())
            for _, school, policy, *_ in rows
        )
        if len(reviewed) < len(reviews) or len(rows) < len(keys) or not known or self._wholes:
            return False
        for school in {row[1] for row in rows}:
            # Until now it may have shared its cells with other schools.
            self._cells[school] = dict(self._cells[school])
        self._put(rows, *_reviews(store, wanted))
        return True

    def _put(
        self, rows: Iterable[_Row], approved: Mapping[str, _Days], checked: Mapping[str, _Days]
    ) -> None:
        """Reckon where these records stand, and put them in their places."""
        # The one place that is passed once for every cell of a matrix: names are looked up before.
        nothing: _Days = ()
        schools, places, policies, cells = self.schools, self._places, self.policies, self._cells
        for key, school_key, policy_key, stage, by_hand, published in rows:
            school, at = schools.get(school_key), places.get(policy_key)
            if school is None or at is None:
                continue
            cycle, duty = policies[at].cycle, school.duties[at]
            days, checks = approved.get(key, nothing), checked.get(key, nothing)
            due: date | None = None
            if by_hand:
                due = self._day(by_hand)
            elif days:
                dues = school.dues[at]
                due = dues[days] if days in dues else self._due(dues, school, cycle, days)
            state = school.reckoning.state(
                cycle.renewal,
                stage,
                due,
                reviewed=bool(days or checks),
                published=published is not None,
                must_publish=duty.publish == MUST,
                duty=duty.level,
                settled=school.settled,
            )
            cells[school_key][policy_key] = _Cell(
                state,
                duty,
                None if state is NOT_APPLICABLE else due,
                key,
                max(days) if days else None,
                max(checks) if checks else None,
                published,
            )
        if self._wholes:
            for of_school in self._cells.values():
                self._mind_parts(of_school)

    def _due(self, dues: _Dues, school: _School, cycle: Cycle, days: _Days) -> date | None:
        found = cycle.due_after([self._day(day) for day in sorted(days)], school.reckoning.calendar)
        dues[days] = found
        return found

    def _blank_cells(self, school: _School) -> dict[str, _Cell]:
        """The cells of a school that has no record; schools of one sort share them."""
        sort = id(school.duties), school.settled, school.catalogues
        found = self._blank.get(sort)
        if found is None:
            reckoning = self.usual_reckoning
            found = {}
            for policy, duty in zip(self.policies, school.duties, strict=True):
                if policy.catalogue in school.catalogues:
                    state = reckoning.state(
                        policy.cycle.renewal,
                        "not started",
                        None,
                        reviewed=False,
                        duty=duty.level,
                        settled=school.settled,
                        recorded=False,
                    )
                    found[policy.key] = _Cell(state, duty)
            self._mind_parts(found)
            self._blank[sort] = found
        return found

    def _mind_parts(self, cells: dict[str, _Cell]) -> None:
        """A school holds a document whole or in its parts: the other form is not asked of it."""
        for whole in self._wholes:
            parts = [each for each in self.policies if each.part_of == whole and each.key in cells]
            if any(cells[part.key].key for part in parts):
                if whole in cells and not cells[whole].key:
                    titles = ", ".join(part.title for part in parts)
                    cells[whole] = _set_aside(cells[whole], f"Held in its parts: {titles}.")
            elif whole in self._by_key:
                why = f"Held in one document: {self._by_key[whole].title}."
                for part in parts:
                    cells[part.key] = _set_aside(cells[part.key], why)

    def _standing(self, school: str, policy: str, cell: _Cell) -> Standing:
        day = self._day
        return Standing(
            school,
            policy,
            cell.key,
            cell.state,
            cell.due,
            day(cell.approved) if cell.approved else None,
            day(cell.checked) if cell.checked else None,
            day(cell.published) if cell.published else None,
            cell.duty,
            self.schools[school].settled,
        )

    def _reckoning(self, authority: str | None) -> Reckoning:
        found = self._reckonings.get(authority)
        if found is None:
            found = Reckoning(self.today, calendar_for(self.calendars, authority))
            self._reckonings[authority] = found
        return found

    def _day(self, text: str) -> date:
        found = self._days.get(text)
        if found is None:
            found = self._days[text] = date.fromisoformat(text)
        return found

    def _read_schools(self, store: Store, holders: set[str]) -> dict[str, _School]:
        rows = store.database.rows(
            f'SELECT {", ".join(_FACTS)} FROM "school" '
            'WHERE "key" IN (SELECT value FROM json_each(?))',
            json.dumps(sorted(self.watched.keys() | holders)),
        )
        rows.sort(key=lambda row: str(row[1]).casefold())
        today = self.today.isoformat()
        duties: dict[Facts, list[Duty]] = {}
        found = {}
        for row in rows:
            values = dict(zip(_FACTS, row, strict=True))
            facts = facts_of(values)
            if facts not in duties:
                duties[facts] = [duty(facts, policy.asked) for policy in self.policies]
            key, settled_in = str(values["key"]), values["settled_in"]
            found[key] = _School(
                key,
                str(values["name"]),
                self._reckoning(values["local_authority"]),
                settled_in is not None and str(settled_in) <= today,
                self.watched.get(key, frozenset()),
                duties[facts],
                self._dues_by(values["local_authority"]),
            )
        return found

    def _dues_by(self, authority: str | None) -> list[_Dues]:
        """Where days that fall due by an authority's calendar are kept, for each policy."""
        if authority not in self.calendars:
            authority = None
        if authority not in self._dues:
            of_cycles: dict[Cycle, _Dues] = {}
            self._dues[authority] = [
                of_cycles.setdefault(policy.cycle, {}) for policy in self.policies
            ]
        return self._dues[authority]


def board(store: Store) -> Board:
    """Where everything stands on the store's day."""
    # So many small tuples are made, and all of them stay, that the collector would only search.
    was_on = gc.isenabled()
    gc.disable()
    try:
        return store.worked_out("policy standing", Board)
    finally:
        if was_on:
            gc.enable()


def calendars(store: Store) -> dict[str | None, SchoolCalendar]:
    """The calendar of each authority that has half-terms of its own; None for all the others."""
    kept: dict[str | None, dict[tuple[int, str], tuple[date, date]]] = {None: {}}
    for row in store.find(HalfTermDates):
        authority, year = row["local_authority"], row["school_year"]
        first, last = row["first_day"], row["last_day"]
        if isinstance(year, int) and isinstance(first, date) and isinstance(last, date):
            place = None if authority is None else str(authority)
            kept.setdefault(place, {})[year, str(row["half_term"])] = (first, last)
    everywhere = kept[None]
    return {place: SchoolCalendar(everywhere | days) for place, days in kept.items()}


def calendar_for(
    found: Mapping[str | None, SchoolCalendar], authority: str | None
) -> SchoolCalendar:
    """The calendar that schools of an authority keep."""
    return found.get(authority) or found[None]


def watched_catalogues(store: Store) -> dict[str, frozenset[str]]:
    """The schools whose policies are watched, each with the catalogues that it is held to.

    Those in an open membership are held to what their alliances chose (everything, where one chose
    nothing). Those that were never in any alliance are watched when they hold a policy, and held to
    the catalogues of what they hold. When there is no membership at all, every open school is
    watched, so that one school alone can use the desk.
    """
    everything = frozenset(CATALOGUES)
    chosen = {
        row[0]: frozenset(chosen_of(row[1])) or everything
        for row in store.database.rows('SELECT "key", "catalogues" FROM "alliance"')
    }
    found: dict[str, frozenset[str]] = {}
    ever = set()
    for school, alliance, stage in store.database.rows(
        'SELECT "school_id", "alliance_id", "stage" FROM "membership"'
    ):
        ever.add(school)
        if stage not in STAGES_THAT_ENDED:
            found[school] = found.get(school, frozenset()) | chosen.get(alliance, everything)
    if not ever:
        sql = (
            'SELECT "key" FROM "school" '
            "WHERE \"status\" IS NULL OR \"status\" IN ('1', '3') LIMIT ?"
        )
        found = {row[0]: everything for row in store.database.rows(sql, MOST_WITHOUT_ALLIANCE)}
    held: dict[str, set[str]] = {}
    for school, catalogue in store.database.rows(
        'SELECT DISTINCT "school_policy"."school_id", "policy"."catalogue" FROM "school_policy" '
        'JOIN "policy" ON "policy"."key" = "school_policy"."policy_id"'
    ):
        held.setdefault(school, set()).add(catalogue)
    for school in held.keys() - ever - found.keys():
        found[school] = frozenset(held[school])
    return found


def _set_aside(cell: _Cell, why: str) -> _Cell:
    return cell._replace(state=NOT_APPLICABLE, due=None, duty=Duty(NO, why, cell.duty.publish))


def _reviews(store: Store, keys: str = "") -> tuple[dict[str, _Days], dict[str, _Days]]:
    """The days of approvals and of checks that stand, by the key of the school's policy.

    `keys` is a JSON list of those that are wanted; all of them when it is empty.
    """
    conditions = []
    if store.database.rows('SELECT 1 FROM "review" WHERE "corrects_id" IS NOT NULL LIMIT 1'):
        conditions.append(_NOT_CORRECTED)
    if keys:
        conditions.append('"school_policy_id" IN (SELECT value FROM json_each(?))')
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    approved: dict[str, _Days] = {}
    checked: dict[str, _Days] = {}
    for key, kind, day in store.database.rows(f"{_REVIEWS}{where}", *([keys] if keys else [])):
        if kind == "approved":
            approved[key] = (*approved[key], day) if key in approved else (day,)
        elif kind == "checked":
            checked[key] = (*checked[key], day) if key in checked else (day,)
    return approved, checked


def _policies(store: Store) -> list[_Policy]:
    order = list(CATALOGUES)
    asked_for: list[Values] = [
        values
        for values in store.find(Policy)
        if not isinstance(values["ended"], date) or values["ended"] > store.today
    ]
    asked_for.sort(
        key=lambda each: (
            order.index(str(each["catalogue"])),
            each["row"] if isinstance(each["row"], int) else 9999,
            each["part_of"] is not None,
            str(each["title"]).casefold(),
        )
    )
    return [
        _Policy(
            str(values["key"]),
            str(values["title"]),
            str(values["catalogue"]),
            asked_of(values),
            cycle_of(values),
            None if values["part_of"] is None else str(values["part_of"]),
        )
        for values in asked_for
    ]
