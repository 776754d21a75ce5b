"""When a school's policy falls due, and where it stands on any day."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.calendar.bank_holidays import bank_holiday
from models.calendar.school_calendar import SchoolCalendar
from models.fields import dates, half_terms
from models.fields.half_terms import HALF_TERM_NAMES
from models.fields.states import State, Tone
from models.policies import due_dates as due
from models.policies.due_dates import NOT_COUNTED, POLICY_STATES, Cycle, Reckoning, cycle_of
from models.policies.duties import MUST, NO, SHOULD, UNKNOWN, VARIES
from models.policies.policy import CYCLE_YEARS, CYCLES, RECKONINGS
from models.policies.school_policy import STAGES_OF_POLICY

TODAY = date(2026, 11, 21)
"""In autumn 2, which ends on 18/12/2026; spring 1 ends on 12/02/2027."""

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
USUAL = SchoolCalendar()
EARLY_SUMMER = SchoolCalendar(
    {
        (year, name): days
        for year in range(1990, 2110)
        for name, days in {
            "Summer 2": (date(year + 1, 6, 1), date(year + 1, 7, 10)),
            "Autumn 1": (date(year, 8, 26), date(year, 10, 9)),
        }.items()
    }
)
"""A county that begins its school years in August."""

some_day = st.dates(date(1995, 1, 1), date(2085, 12, 31))
maybe_a_day = st.none() | some_day
calendars = st.sampled_from([USUAL, EARLY_SUMMER])
year_days = st.dates(date(2023, 1, 1), date(2023, 12, 31)).map(lambda day: f"{day:%m-%d}")
years_of = st.sampled_from(sorted(CYCLE_YEARS))


def cycle(renewal: str, reckoning: str, name: str, day: str) -> Cycle:
    return Cycle(
        renewal,
        reckoning,
        name if reckoning == "half-term" else None,
        day if reckoning == "fixed day" else None,
    )


def any_cycle(renewals: Iterable[str] = CYCLES) -> st.SearchStrategy[Cycle]:
    return st.builds(
        cycle,
        st.sampled_from(sorted(renewals)),
        st.sampled_from(sorted(RECKONINGS)),
        st.sampled_from(HALF_TERM_NAMES),
        year_days | st.sampled_from(["03-15", "12-31", "08-31", "02-28", "07-31", "09-01"]),
    )


on_a_grid = any_cycle().filter(
    lambda each: each.reckoning != "anniversary" or each.renewal == "termly"
)


def in_year(day: date, year: int) -> date:
    """The same day of another year; of 29 February, the last of February."""
    last = 28 if (day.month, day.day) == (2, 29) and year % 4 else day.day
    return date(year, day.month, last)


# What every reckoning has in common


@given(any_cycle(), st.lists(some_day, min_size=1, max_size=8).map(sorted), calendars)
def test_what_is_due_again_is_due_after_its_review_and_else_never(
    cycle: Cycle, approvals: list[date], calendar: SchoolCalendar
) -> None:
    day = cycle.due_after(approvals, calendar)
    if cycle.renewal == "termly" or cycle.renewal in CYCLE_YEARS:
        assert day is not None
        assert day > approvals[-1]
    else:
        assert day is None


@given(any_cycle(CYCLE_YEARS), some_day, calendars)
def test_no_reckoning_runs_a_year_and_a_half_but_by_a_fixed_day_nor_less_than_is_fair(
    cycle: Cycle, approved: date, calendar: SchoolCalendar
) -> None:
    day = cycle.due_after([approved], calendar)
    assert day is not None
    beyond = (day - approved).days - 365.25 * CYCLE_YEARS[cycle.renewal]
    longest, shortest = {
        "anniversary": (1, -1),
        # Adopted on 1 July for the year that begins, it holds until the autumn after that.
        "school year": (125, -285),
        "half-term": (175, -280),
        # Of 31 August, it does not count for 1 November: that day is met from September on.
        "fixed day": (186, -306),
    }[cycle.reckoning]
    assert shortest <= beyond <= longest


@given(any_cycle(["annual"]), some_day, calendars)
def test_a_longer_cycle_is_never_due_sooner(
    cycle: Cycle, approved: date, calendar: SchoolCalendar
) -> None:
    renewals = ["annual", "2 years", "3 years", "4 years"]
    days = [cycle._replace(renewal=each).due_after([approved], calendar) for each in renewals]
    assert days == sorted(days)  # type: ignore[type-var]
    assert len(set(days)) == 4


@given(on_a_grid, some_day, some_day, calendars)
def test_on_a_grid_of_days_a_later_review_is_never_due_sooner(
    cycle: Cycle, one: date, other: date, calendar: SchoolCalendar
) -> None:
    days = [cycle.due_after([each], calendar) for each in sorted((one, other))]
    assert days == [None, None] or days == sorted(days)  # type: ignore[type-var]


@given(on_a_grid, st.lists(some_day, min_size=1, max_size=6).map(sorted), calendars)
def test_on_a_grid_of_days_only_the_last_review_counts(
    cycle: Cycle, approvals: list[date], calendar: SchoolCalendar
) -> None:
    assert cycle.due_after(approvals, calendar) == cycle.due_after(approvals[-1:], calendar)


@given(any_cycle(), st.lists(some_day, max_size=3).map(sorted), some_day)
def test_a_day_set_by_hand_stands_before_the_reckoned_one(
    cycle: Cycle, approvals: list[date], by_hand: date
) -> None:
    assert cycle.due_after(approvals, USUAL, by_hand) == by_hand


@given(any_cycle())
def test_what_was_never_approved_is_not_due(cycle: Cycle) -> None:
    assert cycle.due_after([], USUAL) is None


# Anniversaries


@pytest.mark.parametrize("renewal", CYCLE_YEARS)
@given(data=st.data())
def test_forty_years_of_reviews_in_time_keep_the_anniversary(
    renewal: str, data: st.DataObject
) -> None:
    ends = [date(2024, 2, 29), date(2023, 2, 28), date(2026, 8, 31), date(2026, 4, 30),
            date(2026, 12, 31), date(2027, 1, 31), date(2026, 9, 1)]  # fmt: skip
    first = data.draw(st.sampled_from(ends) | st.dates(date(1995, 1, 1), date(2050, 12, 31)))
    years, approvals = CYCLE_YEARS[renewal], [first]
    for number in range(1, 40 // years + 1):
        day = Cycle(renewal).due_after(approvals, USUAL)
        assert day == in_year(first, first.year + number * years)
        approvals.append(day - timedelta(days=data.draw(st.integers(0, 28))))


@given(any_cycle(CYCLE_YEARS), st.dates(date(1995, 1, 1), date(2020, 1, 1)), st.data())
def test_what_is_approved_twice_in_the_same_weeks_was_renewed_once(
    cycle: Cycle, first: date, data: st.DataObject
) -> None:
    cycle = Cycle(cycle.renewal)
    met = cycle.due_after([first], USUAL)
    assert met is not None
    in_time = [met - DAY * data.draw(st.integers(0, 28)) for _ in range(3)]
    again = cycle.due_after([first, *sorted(in_time)], USUAL)
    assert (
        again
        == cycle.due_after([first, met], USUAL)
        == in_year(first, first.year + 2 * CYCLE_YEARS[cycle.renewal])
    )


@pytest.mark.parametrize("renewal", CYCLE_YEARS)
@given(first=some_day, days=st.integers(1, 1200), kept=st.integers(0, 6))
def test_a_late_review_begins_a_new_anniversary(
    renewal: str, first: date, days: int, kept: int
) -> None:
    years = CYCLE_YEARS[renewal]
    approvals = [in_year(first, first.year + number * years) for number in range(kept + 1)]
    met = Cycle(renewal).due_after(approvals, USUAL)
    assert met is not None
    late = met + DAY * days
    due_day = Cycle(renewal).due_after([*approvals, late], USUAL)
    assert due_day == in_year(late, late.year + years)


@given(first=some_day, days=st.integers(29, 360), renewal=years_of)
def test_a_review_that_is_much_too_early_begins_a_new_anniversary(
    first: date, days: int, renewal: str
) -> None:
    met = Cycle(renewal).due_after([first], USUAL)
    assert met is not None
    early = met - DAY * days
    assert Cycle(renewal).due_after([first, early], USUAL) == in_year(
        early, early.year + CYCLE_YEARS[renewal]
    )


@pytest.mark.parametrize(
    ("approvals", "day"),
    [
        ([date(2024, 2, 29)], date(2025, 2, 28)),
        ([date(2024, 2, 29), date(2025, 2, 28), date(2026, 2, 28), date(2027, 2, 1)],
         date(2028, 2, 29)),
        ([date(2025, 5, 1), date(2026, 4, 3)], date(2027, 5, 1)),
        ([date(2025, 5, 1), date(2026, 4, 2)], date(2027, 4, 2)),
        ([date(2025, 5, 1), date(2026, 5, 2)], date(2027, 5, 2)),
        ([date(2025, 5, 1), date(2026, 4, 10), date(2026, 5, 2)], date(2027, 5, 2)),
        ([date(2025, 5, 1), date(2025, 5, 1)], date(2026, 5, 1)),
    ],
)  # fmt: skip
def test_anniversaries_to_the_day(approvals: list[date], day: date) -> None:
    assert Cycle("annual").due_after(approvals, USUAL) == day


# Days that the calendar gives


@pytest.mark.parametrize(
    ("approved", "day"),
    [
        (date(2026, 9, 1), date(2027, 10, 22)),
        (date(2027, 3, 1), date(2027, 10, 22)),
        # Held in June it does not know the guidance of September, and skips no edition; from July
        # on that is out, and adopted for the year that begins.
        (date(2027, 6, 10), date(2027, 10, 22)),
        (date(2027, 6, 30), date(2027, 10, 22)),
        (date(2027, 7, 1), date(2028, 10, 20)),
        (date(2027, 8, 31), date(2028, 10, 20)),
        (date(2027, 9, 1), date(2028, 10, 20)),
    ],
)
def test_a_school_year_is_renewed_within_the_first_half_term_of_the_next(
    approved: date, day: date
) -> None:
    assert Cycle("annual", "school year").due_after([approved], USUAL) == day
    four = Cycle("4 years", "school year").due_after([approved], USUAL)
    assert four == half_terms.half_terms(day.year + 3)[0].last
    on_the_second_day = Reckoning(date(day.year, 9, 2))
    assert on_the_second_day.state("annual", "in force", day, reviewed=True) is due.DUE


@pytest.mark.parametrize("calendar", [USUAL, EARLY_SUMMER])
@pytest.mark.parametrize("years", CYCLE_YEARS.values())
def test_a_review_counts_for_the_school_year_in_which_it_was_held_and_from_july_for_the_next(
    calendar: SchoolCalendar, years: int
) -> None:
    cycle = Cycle(
        next(name for name, count in CYCLE_YEARS.items() if count == years), "school year"
    )
    for year in range(1995, 2085):
        expected = calendar.half_terms(year + years)[0].last
        summer = calendar.half_terms(year)[5]
        summer_holidays = date(year, 7, 1), date(year, 8, 31)
        for approved in (*summer_holidays, date(year, 9, 1), summer.first, date(year + 1, 6, 30)):
            assert cycle.due_after([approved], calendar) == expected


@pytest.mark.parametrize("name", HALF_TERM_NAMES)
@pytest.mark.parametrize("calendar", [USUAL, EARLY_SUMMER])
@pytest.mark.parametrize("renewal", CYCLE_YEARS)
def test_a_named_half_term_is_kept_by_reviews_in_it_one_before_it_and_late_ones(
    name: str, calendar: SchoolCalendar, renewal: str
) -> None:
    cycle, at = Cycle(renewal, "half-term", name), HALF_TERM_NAMES.index(name)
    for year in range(1995, 2085):
        expected = calendar.half_terms(year + CYCLE_YEARS[renewal])[at].last
        half = calendar.half_terms(year)[at]
        before = calendar.half_term_before(half)
        after = half
        for _ in range(4):
            after = calendar.half_term_after(after)
        earliest = calendar.half_term_before(before).last + DAY
        for approved in (earliest, before.last, half.first, half.last, half.last + DAY, after.last):
            assert cycle.due_after([approved], calendar) == expected
        assert cycle.due_after([earliest - DAY], calendar) != expected
        assert cycle.due_after([after.last + DAY], calendar) != expected


@pytest.mark.parametrize(
    ("day", "approved", "expected"),
    [
        ("03-15", date(2026, 10, 1), date(2028, 3, 15)),
        ("03-15", date(2027, 3, 15), date(2028, 3, 15)),
        ("03-15", date(2027, 4, 2), date(2028, 3, 15)),
        ("03-15", date(2026, 9, 14), date(2027, 3, 15)),
        ("12-31", date(2026, 9, 20), date(2027, 12, 31)),
        ("12-31", date(2027, 1, 6), date(2027, 12, 31)),
        # Late by some days of September: the next one is not skipped.
        ("07-31", date(2027, 9, 5), date(2028, 7, 31)),
        ("08-31", date(2027, 9, 3), date(2028, 8, 31)),
        ("08-31", date(2027, 7, 10), date(2028, 8, 31)),
        ("02-28", date(2027, 8, 27), date(2028, 2, 28)),
        # A day of the school year is met from 1 September on: in July it is still to come.
        ("12-31", date(2026, 7, 10), date(2026, 12, 31)),
        ("12-31", date(2026, 8, 31), date(2026, 12, 31)),
        ("12-31", date(2026, 9, 1), date(2027, 12, 31)),
        ("02-28", date(2026, 8, 31), date(2027, 2, 28)),
        ("02-28", date(2026, 9, 1), date(2028, 2, 28)),
        # A day of the first half-term is met as a school year is: from July on.
        ("09-30", date(2026, 6, 30), date(2026, 9, 30)),
        ("09-30", date(2026, 7, 1), date(2027, 9, 30)),
        ("10-15", date(2026, 11, 2), date(2027, 10, 15)),
    ],
)
def test_fixed_days_to_the_day(day: str, approved: date, expected: date) -> None:
    assert Cycle("annual", "fixed day", due_day=day).due_after([approved], USUAL) == expected


def opens(met: date) -> date:
    """The first day on which a review counts for a fixed day, within half a year before it."""
    if met.month in (9, 10):
        return max(date(met.year, 7, 1), met - DAY * 178)
    return max(date(dates.school_year(met), 9, 1), met - DAY * 178)


@given(year_days, some_day, years_of, st.data())
def test_a_fixed_day_is_kept_by_reviews_of_its_school_year_before_it_and_by_late_ones(
    day: str, somewhen: date, renewal: str, data: st.DataObject
) -> None:
    cycle = Cycle(renewal, "fixed day", due_day=day)
    met = date(somewhen.year, int(day[:2]), int(day[3:]))
    expected = in_year(met, met.year + CYCLE_YEARS[renewal])
    assert cycle.due_after([data.draw(st.dates(opens(met), met))], USUAL) == expected
    latest = min(opens(in_year(met, met.year + 1)) - DAY * 8, met + DAY * 178)
    assert cycle.due_after([data.draw(st.dates(met, latest))], USUAL) == expected


@given(year_days, years_of, st.lists(st.integers(0, 178), min_size=40, max_size=40))
def test_forty_reviews_before_a_fixed_day_leave_it_where_it_is(
    day: str, renewal: str, ahead: list[int]
) -> None:
    cycle, approvals = Cycle(renewal, "fixed day", due_day=day), [date(2000, 1, 1)]
    met = cycle.due_after(approvals, USUAL)
    assert met is not None
    for days in ahead[: 40 // CYCLE_YEARS[renewal]]:
        approvals.append(max(met - DAY * days, opens(met)))
        following = cycle.due_after(approvals, USUAL)
        assert following == in_year(met, met.year + CYCLE_YEARS[renewal])
        met = following


@pytest.mark.parametrize(
    ("approved", "day"),
    [
        (date(2026, 9, 10), date(2027, 3, 25)),
        (date(2026, 12, 18), date(2027, 3, 25)),
        (date(2026, 12, 19), date(2027, 7, 23)),
        (date(2027, 4, 30), date(2027, 12, 17)),
    ],
)
def test_termly_is_the_end_of_the_next_term(approved: date, day: date) -> None:
    assert Cycle("termly").due_after([approved], USUAL) == day


@given(some_day, calendars)
def test_termly_means_once_in_each_term(approved: date, calendar: SchoolCalendar) -> None:
    day = Cycle("termly").due_after([approved], calendar)
    assert day == calendar.term_after(approved)[1]
    assert day is not None
    assert (day - approved).days < 320
    assert calendar.half_term_of(day).name in ("Autumn 2", "Spring 2", "Summer 2")


def test_a_cycle_is_what_the_values_of_a_policy_say() -> None:
    plain = {"renewal": "annual"}
    assert cycle_of(plain) == Cycle("annual", "anniversary", None, None)
    whole = plain | {"reckoning": "fixed day", "due_days": "02-28,08-31", "half_term": "Spring 1"}
    assert cycle_of(whole) == Cycle("annual", "fixed day", "Spring 1", "02-28")
    incomplete = Cycle("annual", "half-term", None)
    assert incomplete.due_after([date(2026, 5, 5)], USUAL) == date(2027, 5, 5)


# States


@cache
def half_terms_from(today: date) -> tuple[half_terms.HalfTerm, ...]:
    """This half-term, the next, and the one after that."""
    return tuple(
        half
        for year in (today.year - 1, today.year, today.year + 1)
        for half in half_terms.half_terms(year)
        if half.last >= today
    )[:3]


@cache
def ends_of_half_terms(today: date) -> tuple[date, ...]:
    """When this half-term ends, and the next."""
    return tuple(half.last for half in half_terms_from(today))[:2]


@cache
def act_by(day: date) -> date:
    """The last day on which schools work, up to this one."""
    halves = [half for year in (day.year - 1, day.year) for half in half_terms.half_terms(year)]
    while (
        day.weekday() > 4
        or bank_holiday(day)
        or not any(half.first <= day <= half.last for half in halves)
    ):
        day -= DAY
    return day


class Case(NamedTuple):
    """All that decides where a policy stands on a day."""

    today: date
    renewal: str
    stage: str
    due: date | None
    reviewed: bool
    published: bool
    must_publish: bool
    duty: str
    settled: bool
    recorded: bool

    def state(self) -> State:
        values = self._asdict()
        place = [values.pop(name) for name in ("today", "renewal", "stage", "due")]
        return Reckoning(place[0]).state(*place[1:], **values)

    # In words of the field, each said by itself.

    @property
    def set_aside(self) -> bool:
        """Nobody asks it of the school, or the school says that it does not apply."""
        unasked = (
            self.duty == NO and not self.reviewed and self.stage in ("not started", "in force")
        )
        return self.stage == "not applicable" or unasked

    @property
    def unknown(self) -> bool:
        """Nobody has recorded anything, and nobody can say whether it is asked."""
        return not self.recorded and self.duty in (VARIES, UNKNOWN)

    @property
    def lapsed(self) -> bool:
        """It was approved once, and that day is over."""
        late = self.reviewed and self.due is not None and self.due < self.today
        return late and not self.set_aside and not self.unknown

    @property
    def in_work(self) -> bool:
        return self.stage in ("drafting", "awaiting approval") and not self.lapsed

    @property
    def lacking(self) -> bool:
        """There is nothing that was ever approved, and nobody is at work on it."""
        nothing = self.stage == "not started" or (self.stage == "in force" and not self.reviewed)
        return nothing and not (self.lapsed or self.set_aside or self.unknown)

    @property
    def stands(self) -> bool:
        return self.stage == "in force" and self.reviewed and not self.lapsed

    @property
    def hidden(self) -> bool:
        return self.must_publish and not self.published

    def falls_in(self, number: int) -> bool:
        """Whether the last school day for it comes by the end of this half-term (0), or within the
        next (1).
        """
        ends = ends_of_half_terms(self.today)
        began = ends[number - 1] if number else date.min
        return self.due is not None and began < act_by(self.due) <= ends[number]


WHEN: dict[State, Callable[[Case], bool]] = {
    due.NOT_APPLICABLE: lambda case: case.set_aside,
    due.NOT_RECORDED: lambda case: (
        case.unknown and case.duty == VARIES and not case.set_aside
    ),
    due.TYPE_UNKNOWN: lambda case: (
        case.unknown and case.duty == UNKNOWN and not case.set_aside
    ),
    due.OVERDUE: lambda case: case.lapsed and case.settled,
    due.MISSING: lambda case: case.lacking and case.settled,
    due.DRAFTING: lambda case: case.in_work and case.stage == "drafting",
    due.AWAITING_APPROVAL: lambda case: case.in_work and case.stage == "awaiting approval",
    due.DUE: lambda case: case.stands and case.falls_in(0),
    due.UNPUBLISHED: lambda case: (
        case.stands and case.hidden and case.settled and not case.falls_in(0)
    ),
    due.DUE_NEXT: lambda case: case.stands and not case.hidden and case.falls_in(1),
    due.CURRENT: lambda case: (
        case.stands and not case.hidden and case.renewal != "live"
        and not case.falls_in(0) and not case.falls_in(1)
    ),
    due.LIVE: lambda case: (
        case.stands and not case.hidden and case.renewal == "live"
        and not case.falls_in(0) and not case.falls_in(1)
    ),
    due.SETTLING_IN: lambda case: not case.settled and case.lacking and not case.recorded,
    due.SETTLING_MISSING: lambda case: not case.settled and case.lacking and case.recorded,
    due.SETTLING_OVERDUE: lambda case: not case.settled and case.lapsed,
    due.SETTLING_UNPUBLISHED: lambda case: (
        not case.settled and case.stands and case.hidden and not case.falls_in(0)
    ),
}  # fmt: skip
"""When each state holds."""


def assert_in_its_one_state(case: Case) -> None:
    true = [state for state, holds in WHEN.items() if holds(case)]
    assert true == [case.state()], case


def edges(today: date) -> list[date | None]:
    """The days around which a state may change, for what is due on them."""
    ends = ends_of_half_terms(today)
    begins = [half.first for half in half_terms_from(today)[1:]]
    return [
        None, today - DAY, today, today + DAY, *ends, *(end + DAY for end in ends),
        *(first - DAY for first in begins), *begins,
    ]  # fmt: skip


booleans = (False, True)


@pytest.mark.parametrize(
    "today",
    [TODAY, date(2026, 8, 10), date(2026, 12, 18), date(2027, 2, 15), date(2028, 2, 29)],
    ids=str,
)
def test_every_case_there_is_stands_in_exactly_one_state(today: date) -> None:
    cases = itertools.product(
        [today], ("annual", "live"), STAGES_OF_POLICY, edges(today), booleans, booleans, booleans,
        (MUST, SHOULD, NO, VARIES, UNKNOWN), booleans, booleans,
    )  # fmt: skip
    reckoning, found = Reckoning(today), set()
    for case in itertools.starmap(Case, cases):
        if not case.recorded and (case.stage != "not started" or case.reviewed):
            continue
        true = [state for state, holds in WHEN.items() if holds(case)]
        state = reckoning.state(
            case.renewal, case.stage, case.due, reviewed=case.reviewed, published=case.published,
            must_publish=case.must_publish, duty=case.duty, settled=case.settled,
            recorded=case.recorded,
        )  # fmt: skip
        assert true == [state], case
        assert case.settled or state.tone is not Tone.BAD, "settling in raises no alarm"
        found.add(state)
    assert found == set(POLICY_STATES)


@pytest.mark.parametrize("year", range(2020, 2031, 2))
def test_the_states_part_all_cases_on_every_day_of_six_years(year: int) -> None:
    today = date(year, 1, 1)
    while today.year == year:
        for due_day in edges(today):
            for stage, settled in (("in force", True), ("drafting", True), ("in force", False)):
                case = Case(
                    today, "annual", stage, due_day, reviewed=True, published=settled,
                    must_publish=True, duty=MUST, settled=settled, recorded=True,
                )  # fmt: skip
                assert_in_its_one_state(case)
        today += DAY


@given(
    st.builds(
        Case,
        today=some_day,
        renewal=st.sampled_from(sorted(CYCLES)),
        stage=st.sampled_from(sorted(STAGES_OF_POLICY)),
        due=maybe_a_day,
        reviewed=st.booleans(),
        published=st.booleans(),
        must_publish=st.booleans(),
        duty=st.sampled_from([MUST, SHOULD, NO, VARIES, UNKNOWN]),
        settled=st.booleans(),
        recorded=st.just(True),
    ),
    st.integers(-90, 150) | st.none(),
)
def test_every_policy_stands_in_exactly_one_state(case: Case, ahead: int | None) -> None:
    if ahead is not None:
        case = case._replace(due=case.today + DAY * ahead)
    assert_in_its_one_state(case)


@pytest.mark.parametrize(
    ("stage", "renewal", "due_day", "more", "state"),
    [
        ("not started", "annual", None, {"reviewed": False}, due.MISSING),
        ("in force", "annual", None, {"reviewed": False}, due.MISSING),
        ("not started", "annual", date(2027, 9, 1), {}, due.MISSING),
        ("not applicable", "annual", date(2021, 9, 1), {}, due.NOT_APPLICABLE),
        ("not started", "annual", None, {"reviewed": False, "duty": NO}, due.NOT_APPLICABLE),
        ("drafting", "annual", None, {"reviewed": False}, due.DRAFTING),
        ("drafting", "annual", None, {"reviewed": False, "duty": NO}, due.DRAFTING),
        ("drafting", "annual", date(2026, 9, 1), {}, due.OVERDUE),
        ("awaiting approval", "annual", None, {"reviewed": False}, due.AWAITING_APPROVAL),
        ("awaiting approval", "annual", date(2027, 9, 1), {}, due.AWAITING_APPROVAL),
        ("in force", "annual", date(2026, 11, 20), {}, due.OVERDUE),
        ("in force", "annual", date(2026, 11, 20), {"duty": NO}, due.OVERDUE),
        ("in force", "annual", date(2026, 11, 21), {}, due.DUE),
        ("in force", "annual", date(2026, 12, 18), {}, due.DUE),
        # In the Christmas holiday nobody publishes: what falls due then is of this half-term.
        ("in force", "annual", date(2026, 12, 19), {}, due.DUE),
        ("in force", "annual", date(2026, 12, 31), {}, due.DUE),
        ("in force", "annual", date(2027, 1, 3), {}, due.DUE),
        ("in force", "annual", date(2027, 1, 4), {}, due.DUE_NEXT),
        ("in force", "annual", date(2027, 2, 12), {}, due.DUE_NEXT),
        ("in force", "annual", date(2027, 2, 21), {}, due.DUE_NEXT),
        ("in force", "annual", date(2027, 2, 22), {}, due.CURRENT),
        ("in force", "live", None, {}, due.LIVE),
        ("in force", "live", date(2026, 11, 20), {}, due.OVERDUE),
        ("in force", "free", None, {}, due.CURRENT),
        ("in force", "annual", date(2027, 9, 1), {"must_publish": True}, due.UNPUBLISHED),
        ("in force", "annual", date(2027, 9, 1), {"must_publish": True, "published": True},
         due.CURRENT),
        ("in force", "annual", date(2026, 9, 1), {"must_publish": True}, due.OVERDUE),
        ("in force", "annual", date(2026, 12, 1), {"must_publish": True}, due.DUE),
        ("not started", "annual", None,
         {"reviewed": False, "settled": False, "recorded": False}, due.SETTLING_IN),
        ("not started", "annual", None, {"reviewed": False, "settled": False},
         due.SETTLING_MISSING),
        ("in force", "annual", date(2026, 9, 1), {"settled": False}, due.SETTLING_OVERDUE),
        ("in force", "annual", date(2027, 9, 1), {"settled": False, "must_publish": True},
         due.SETTLING_UNPUBLISHED),
        ("in force", "annual", date(2027, 9, 1), {"settled": False}, due.CURRENT),
        ("not started", "annual", None,
         {"reviewed": False, "recorded": False, "duty": VARIES}, due.NOT_RECORDED),
        ("not started", "annual", None,
         {"reviewed": False, "recorded": False, "duty": UNKNOWN}, due.TYPE_UNKNOWN),
        ("not started", "annual", None,
         {"reviewed": False, "recorded": False, "duty": SHOULD}, due.MISSING),
    ],
)  # fmt: skip
def test_where_a_policy_stands(
    stage: str, renewal: str, due_day: date | None, more: dict[str, object], state: State
) -> None:
    given_values: dict[str, object] = {"reviewed": True} | more
    assert Reckoning(TODAY).state(renewal, stage, due_day, **given_values) == state  # type: ignore[arg-type]


def test_the_half_terms_are_those_of_the_calendar() -> None:
    later = SchoolCalendar({(2026, "Spring 1"): (date(2027, 1, 11), date(2027, 2, 12))})
    for calendar, state in ((USUAL, due.DUE_NEXT), (later, due.DUE)):
        reckoning = Reckoning(TODAY, calendar)
        assert reckoning.state("annual", "in force", date(2027, 1, 10), reviewed=True) is state


def test_each_state_has_its_own_letter_and_word() -> None:
    assert set(WHEN) == set(POLICY_STATES)
    assert len(set(POLICY_STATES)) == len(POLICY_STATES)
    assert len({state.letter for state in POLICY_STATES}) == len(POLICY_STATES)
    assert len({state.word for state in POLICY_STATES}) == len(POLICY_STATES)
    assert {len(state.letter) for state in POLICY_STATES} == {1}
    assert {state.tone for state in NOT_COUNTED} == {Tone.QUIET}
    assert due.TYPE_UNKNOWN.tone is Tone.INFO, "that is to be found out"
