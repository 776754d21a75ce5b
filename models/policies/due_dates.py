"""When a school's policy falls due, and where it stands on any day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from models.calendar.school_calendar import SchoolCalendar
from models.fields.dates import add_months, school_year
from models.fields.half_terms import HALF_TERM_NAMES, HalfTerm
from models.fields.states import State, Tone
from models.fields.values import Value
from models.policies.duties import ASKED, MUST, NO, UNKNOWN
from models.policies.policy import CYCLE_YEARS

MISSING = State("M", "Missing", Tone.BAD)
DRAFTING = State("F", "Drafting", Tone.INFO)
AWAITING_APPROVAL = State("W", "Awaiting approval", Tone.INFO)
OVERDUE = State("O", "Overdue", Tone.BAD)
DUE = State("D", "Due this half-term", Tone.WARN)
DUE_NEXT = State("t", "Due next half-term", Tone.WARN)
CURRENT = State("C", "Current", Tone.GOOD)
LIVE = State("L", "Live", Tone.GOOD)
UNPUBLISHED = State("U", "Approved, not published", Tone.WARN)
SETTLING_IN = State("s", "Settling in", Tone.QUIET)
"""Nothing is recorded yet in a school whose books are still being typed in: no alarm."""
SETTLING_OVERDUE = State("o", "Overdue, settling in", Tone.QUIET)
SETTLING_MISSING = State("m", "Missing, settling in", Tone.QUIET)
SETTLING_UNPUBLISHED = State("u", "Unpublished, settling in", Tone.QUIET)
TYPE_UNKNOWN = State("?", "Type unknown", Tone.INFO)
"""The type of the school decides whether it must have it, and nobody has recorded the type."""
NOT_APPLICABLE = State("n", "Not applicable", Tone.QUIET)
NOT_RECORDED = State("·", "Not recorded", Tone.QUIET)
"""Nobody can say yet whether the school must have it: no alarm, and no praise either."""

POLICY_STATES = (
    OVERDUE,
    MISSING,
    DUE,
    DUE_NEXT,
    UNPUBLISHED,
    DRAFTING,
    AWAITING_APPROVAL,
    CURRENT,
    LIVE,
    TYPE_UNKNOWN,
    SETTLING_OVERDUE,
    SETTLING_MISSING,
    SETTLING_UNPUBLISHED,
    SETTLING_IN,
    NOT_APPLICABLE,
    NOT_RECORDED,
)
"""Every state of a school's policy, the most pressing first."""

IN_ORDER = frozenset({CURRENT, LIVE, DUE, DUE_NEXT})
"""States in which the school has what it must have, today."""

NOT_ASKED = frozenset({NOT_APPLICABLE, NOT_RECORDED})
"""States in which nothing is asked of the school, as far as anybody knows."""

SETTLING = frozenset({SETTLING_IN, SETTLING_OVERDUE, SETTLING_MISSING, SETTLING_UNPUBLISHED})
"""States that would be an alarm, had the school settled in. Their letters are small, as are all
that ask for nothing today."""

NOT_COUNTED = NOT_ASKED | SETTLING
"""States in which nothing is asked of the school, or not yet."""

KEEPS_ITS_DAY = timedelta(weeks=4)
"""A review that comes so shortly before the day it is due leaves the anniversary where it is."""

HALF_TERMS_AHEAD = 1
"""So many half-terms before a named one a review counts for it; with more, a yearly policy could
run for a year and a half."""

MONTHS_AHEAD = 6
"""So many months before a fixed day a review counts for it, if that is in the same school year."""

_LAST_MONTHS = (7, 8)
"""Months in which governors adopt what holds from September."""
_FIRST_MONTHS = (9, 10)
"""Months of the first half-term, for which they do."""


class Cycle(NamedTuple):
    """How a policy comes due again: its renewal, and from where that is reckoned."""

    renewal: str
    reckoning: str = "anniversary"
    half_term: str | None = None
    due_day: str | None = None

    def due_after(
        self,
        approvals: Sequence[date],
        calendar: SchoolCalendar,
        set_by_hand: date | None = None,
    ) -> date | None:
        """The day by which the policy is to be renewed after these approvals, oldest first.

        A day that was set by hand stands before the reckoned one. None when the cycle never falls
        due or nothing was ever approved.
        """
        if set_by_hand is not None:
            return set_by_hand
        if not approvals:
            return None
        last = approvals[-1]
        if self.renewal == "termly":
            return calendar.term_after(last)[1]
        years = CYCLE_YEARS.get(self.renewal)
        if years is None:
            return None
        if self.reckoning == "school year":
            # Held in June, it does not know the guidance of September; in July that is out, and
            # adopted for the year that begins. The first half-term is there to renew it in.
            year = school_year(last) + (last.month in _LAST_MONTHS)
            return calendar.half_terms(year + years)[0].last
        if self.reckoning == "half-term" and self.half_term:
            at = HALF_TERM_NAMES.index(self.half_term)
            return calendar.half_terms(_year_of_half_term(last, at, calendar) + years)[at].last
        if self.reckoning == "fixed day" and self.due_day:
            month, day = int(self.due_day[:2]), int(self.due_day[3:])
            return date(_year_of_day(last, month, day) + years, month, day)
        return _anniversary(approvals, years * 12)


def _year_of_half_term(day: date, at: int, calendar: SchoolCalendar) -> int:
    """The school year for whose half-term at this place a review counts.

    That is the half-term past, until the half-term before the next: who is late by four of them
    still skips none.
    """
    half = calendar.half_term_of(day)
    passed = calendar.year_of(half) * 6 + HALF_TERM_NAMES.index(half.name) - at
    return (passed + HALF_TERMS_AHEAD) // 6


def _year_of_day(day: date, month: int, of_month: int) -> int:
    """The year for whose fixed day a review counts.

    For the day ahead, once its school year has begun and it is no more than six months away: a
    statement for 31 December is one of the autumn, and not of the July before. For one of
    September or October from July on, as for a school year. Otherwise for the day past, so that a
    late review skips none.
    """
    ahead = date(day.year + ((month, of_month) < (day.month, day.day)), month, of_month)
    opens = date(school_year(ahead), 9, 1)
    if month in _FIRST_MONTHS:
        opens = date(ahead.year, _LAST_MONTHS[0], 1)
    counts = day >= opens and ahead <= add_months(day, MONTHS_AHEAD)
    return ahead.year if counts else ahead.year - 1


def _anniversary(approvals: Sequence[date], months: int) -> date:
    """The next anniversary. Reckoned from its first day, so that 31 August or 29 February returns
    wherever a month has one."""
    began, passed = approvals[0], 1
    due = add_months(began, months)
    for approved in approvals[1:]:
        if due - KEEPS_ITS_DAY <= approved <= due:
            passed += 1
        elif approved <= add_months(began, (passed - 1) * months):
            # Approved twice before the day that it met, it was still renewed once.
            continue
        else:
            began, passed = approved, 1
        due = add_months(began, passed * months)
    return due


def cycle_of(policy: Mapping[str, Value]) -> Cycle:
    """The cycle that a policy's values describe."""
    days = policy.get("due_days")
    half_term = policy.get("half_term")
    return Cycle(
        str(policy["renewal"]),
        str(policy.get("reckoning") or "anniversary"),
        str(half_term) if half_term else None,
        str(days).split(",")[0] if days else None,
    )


class Reckoning:
    """Where policies stand on one day, by one calendar; reckons the half-terms around it once."""

    def __init__(self, today: date, calendar: SchoolCalendar | None = None) -> None:
        self.today = today
        self.calendar = calendar or SchoolCalendar()
        self.this_half = self.calendar.half_term_of(today)
        self.next_half = self.calendar.half_term_after(self.this_half)
        a_day = timedelta(days=1)
        self.this_until = self.next_half.first - a_day
        """The last day for which something must be done in this half-term, or was to be before."""
        self.next_until = self.calendar.half_term_after(self.next_half).first - a_day
        """The last day for which something must be done in the next half-term."""
        self.term_began = self.calendar.term_of(today)[0]

    def half_term_for(self, due: date) -> HalfTerm:
        """The half-term in which something due on this day is to be done, this one at the earliest.

        For a day in a holiday that is the half-term before it: then is the last school day.
        """
        if due <= self.this_until:
            return self.this_half
        half = self.calendar.half_term_of(due)
        return half if half.first <= due else self.calendar.half_term_before(half)

    def state(
        self,
        renewal: str,
        stage: str,
        due: date | None,
        *,
        reviewed: bool,
        published: bool = False,
        must_publish: bool = False,
        duty: str = MUST,
        settled: bool = True,
        recorded: bool = True,
    ) -> State:
        """The state of a school's policy that falls due on this day.

        `reviewed` says whether it was ever approved or checked, `duty` what is asked of the school;
        `settled` is false while the school is settling in, `recorded` while there is no record.
        """
        if stage == "not applicable":
            return NOT_APPLICABLE
        if not reviewed and stage in ("not started", "in force"):
            if duty == NO:
                return NOT_APPLICABLE
            if not recorded and duty not in ASKED:
                return TYPE_UNKNOWN if duty == UNKNOWN else NOT_RECORDED
        if reviewed and due is not None and due < self.today:
            return OVERDUE if settled else SETTLING_OVERDUE
        if stage == "drafting":
            return DRAFTING
        if stage == "awaiting approval":
            return AWAITING_APPROVAL
        if stage != "in force" or not reviewed:
            if settled:
                return MISSING
            return SETTLING_MISSING if recorded else SETTLING_IN
        if due is not None and due <= self.this_until:
            return DUE
        if must_publish and not published:
            return UNPUBLISHED if settled else SETTLING_UNPUBLISHED
        if due is not None and due <= self.next_until:
            return DUE_NEXT
        return LIVE if renewal == "live" else CURRENT
