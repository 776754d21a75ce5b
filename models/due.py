"""When a school's policy falls due, and where it stands on any day."""

from __future__ import annotations

from datetime import date

from models.dates import add_months, half_term_after, half_term_of
from models.policies import CYCLE_MONTHS
from models.states import State, Tone

MISSING = State("M", "Missing", Tone.BAD)
DRAFTING = State("F", "Drafting", Tone.INFO)
AWAITING_APPROVAL = State("W", "Awaiting approval", Tone.INFO)
OVERDUE = State("O", "Overdue", Tone.BAD)
DUE = State("D", "Due this half-term", Tone.WARN)
DUE_NEXT = State("T", "Due next half-term", Tone.WARN)
CURRENT = State("C", "Current", Tone.GOOD)
LIVE = State("L", "Live", Tone.GOOD)
UNPUBLISHED = State("U", "Approved, not published", Tone.WARN)
NOT_APPLICABLE = State("N", "Not applicable", Tone.QUIET)
NOT_RECORDED = State("·", "Not recorded", Tone.QUIET)
"""Nobody has said yet whether the school has it: no alarm, and no praise either."""

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
    NOT_APPLICABLE,
    NOT_RECORDED,
)
"""Every state of a school's policy, the most pressing first."""

IN_ORDER = frozenset({CURRENT, LIVE, DUE, DUE_NEXT})
"""States in which the school has what it must have, today."""


def next_due(renewal: str, reviewed: date | None, set_by_hand: date | None = None) -> date | None:
    """The day by which a policy is to be renewed: the anniversary of its last approval.

    A day that was set by hand stands before the reckoned one. None when the cycle never falls due
    or nothing was ever approved.
    """
    if set_by_hand is not None:
        return set_by_hand
    months = CYCLE_MONTHS.get(renewal)
    if reviewed is None or months is None:
        return None
    return add_months(reviewed, months)


class Reckoning:
    """Where policies stand on one day; reckons the half-terms around it once."""

    def __init__(self, today: date) -> None:
        self.today = today
        this_half = half_term_of(today)
        self.this_half_ends = this_half.last
        self.next_half_ends = half_term_after(this_half).last

    def state(
        self,
        stage: str,
        renewal: str,
        reviewed: date | None,
        *,
        set_by_hand: date | None = None,
        checked: date | None = None,
        must_publish: bool = False,
        published: date | None = None,
    ) -> State:
        """The state of a school's policy.

        `reviewed` is the day of its last approval, `checked` of its last check; `must_publish`
        whether the school must have it on its website, and `published` the day it went there.
        """
        if stage == "not applicable":
            return NOT_APPLICABLE
        due = next_due(renewal, reviewed, set_by_hand)
        if reviewed is not None and due is not None and due < self.today:
            return OVERDUE
        if stage == "drafting":
            return DRAFTING
        if stage == "awaiting approval":
            return AWAITING_APPROVAL
        if stage != "in force" or (reviewed is None and checked is None):
            return MISSING
        if due is not None and due < self.today:
            return OVERDUE
        if due is not None and due <= self.this_half_ends:
            return DUE
        if must_publish and published is None:
            return UNPUBLISHED
        if due is not None and due <= self.next_half_ends:
            return DUE_NEXT
        return LIVE if renewal == "live" else CURRENT
