"""When a school's policy falls due, and where it stands."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import due
from models.dates import half_term_of
from models.due import IN_ORDER, POLICY_STATES, Reckoning, next_due
from models.policies import CYCLE_MONTHS, CYCLES, STAGES_OF_POLICY
from models.states import State

TODAY = date(2026, 11, 21)
"""In autumn 2, which ends on 18/12/2026; spring 1 ends on 12/02/2027."""

some_day = st.dates(date(1995, 1, 1), date(2095, 12, 31))
maybe_a_day = st.none() | some_day
# A day or two around the edges that matter on TODAY, thick among all others.
near = st.sampled_from(
    [date(2026, 11, 20), TODAY, date(2026, 11, 22), date(2026, 12, 18), date(2026, 12, 19),
     date(2027, 2, 12), date(2027, 2, 13)]
)  # fmt: skip


@given(some_day, st.sampled_from(sorted(CYCLES)))
def test_the_anniversary_is_never_before_the_review(reviewed: date, renewal: str) -> None:
    day = next_due(renewal, reviewed)
    if renewal in CYCLE_MONTHS:
        assert day is not None
        assert day > reviewed
    else:
        assert day is None


@given(some_day, some_day, st.sampled_from(sorted(CYCLES)))
def test_a_longer_cycle_is_never_due_sooner(one: date, other: date, renewal: str) -> None:
    first, second = sorted((one, other))
    days = [next_due(cycle, first) for cycle in ("termly", "annual", "2 years", "4 years")]
    assert days == sorted(days)  # type: ignore[type-var]
    earlier, later = next_due(renewal, first), next_due(renewal, second)
    assert (earlier is None) == (later is None)
    assert earlier is None or later is None or earlier <= later


def test_a_day_set_by_hand_stands_before_the_reckoned_one() -> None:
    assert next_due("annual", date(2026, 1, 1), date(2030, 5, 5)) == date(2030, 5, 5)
    assert next_due("live", None, date(2030, 5, 5)) == date(2030, 5, 5)
    assert next_due("annual", date(2024, 2, 29)) == date(2025, 2, 28)
    assert next_due("annual", None) is None


@pytest.mark.parametrize(
    ("stage", "renewal", "reviewed", "more", "state"),
    [
        ("not started", "annual", None, {}, due.MISSING),
        ("in force", "annual", None, {}, due.MISSING),
        ("not started", "annual", date(2026, 9, 1), {}, due.MISSING),
        ("not applicable", "annual", date(2020, 9, 1), {}, due.NOT_APPLICABLE),
        ("drafting", "annual", None, {}, due.DRAFTING),
        ("drafting", "annual", date(2025, 9, 1), {}, due.OVERDUE),
        ("awaiting approval", "annual", None, {}, due.AWAITING_APPROVAL),
        ("awaiting approval", "annual", date(2026, 9, 1), {}, due.AWAITING_APPROVAL),
        ("in force", "annual", date(2025, 11, 20), {}, due.OVERDUE),
        ("in force", "annual", date(2025, 11, 21), {}, due.DUE),
        ("in force", "annual", date(2025, 12, 18), {}, due.DUE),
        ("in force", "annual", date(2025, 12, 19), {}, due.DUE_NEXT),
        ("in force", "annual", date(2026, 2, 12), {}, due.DUE_NEXT),
        ("in force", "annual", date(2026, 2, 13), {}, due.CURRENT),
        ("in force", "4 years", date(2022, 11, 20), {}, due.OVERDUE),
        ("in force", "4 years", date(2026, 11, 20), {}, due.CURRENT),
        ("in force", "termly", date(2026, 7, 20), {}, due.OVERDUE),
        ("in force", "live", date(2010, 1, 1), {}, due.LIVE),
        ("in force", "live", None, {"checked": date(2026, 11, 1)}, due.LIVE),
        ("in force", "free", date(2010, 1, 1), {}, due.CURRENT),
        ("in force", "annual", date(2026, 9, 1), {"must_publish": True}, due.UNPUBLISHED),
        ("in force", "annual", date(2026, 9, 1),
         {"must_publish": True, "published": date(2026, 9, 2)}, due.CURRENT),
        ("in force", "annual", date(2025, 9, 1), {"must_publish": True}, due.OVERDUE),
        ("in force", "annual", date(2025, 12, 1), {"must_publish": True}, due.DUE),
        ("in force", "annual", date(2025, 9, 1),
         {"set_by_hand": date(2027, 9, 1)}, due.CURRENT),
        ("in force", "live", date(2026, 9, 1), {"set_by_hand": date(2026, 11, 20)}, due.OVERDUE),
    ],
)  # fmt: skip
def test_where_a_policy_stands(
    stage: str, renewal: str, reviewed: date | None, more: dict[str, object], state: State
) -> None:
    assert Reckoning(TODAY).state(stage, renewal, reviewed, **more) == state  # type: ignore[arg-type]


@given(
    today=st.just(TODAY) | some_day,
    stage=st.sampled_from(sorted(STAGES_OF_POLICY)),
    renewal=st.sampled_from(sorted(CYCLES)),
    reviewed=maybe_a_day,
    set_by_hand=maybe_a_day | near,
    checked=maybe_a_day,
    publish=st.booleans(),
    published=maybe_a_day,
)
def test_every_policy_stands_in_exactly_one_state_and_the_state_is_true(
    today: date, stage: str, renewal: str, reviewed: date | None, set_by_hand: date | None,
    checked: date | None, publish: bool, published: date | None,
) -> None:  # fmt: skip
    state = Reckoning(today).state(
        stage, renewal, reviewed, set_by_hand=set_by_hand, checked=checked,
        must_publish=publish, published=published,
    )  # fmt: skip
    day = next_due(renewal, reviewed, set_by_hand)
    assert state in POLICY_STATES
    assert (state is due.NOT_APPLICABLE) == (stage == "not applicable")
    if state is due.OVERDUE:
        assert day is not None
        assert day < today
    if state in IN_ORDER:
        assert stage == "in force"
        assert reviewed or checked
        assert day is None or day >= today
    if state is due.DUE:
        assert day is not None
        assert today <= day <= half_term_of(today).last
    if state is due.DUE_NEXT:
        assert day is not None
        assert day > half_term_of(today).last
    if state in (due.CURRENT, due.LIVE, due.DUE_NEXT):
        assert not publish or published
    if state is due.LIVE:
        assert renewal == "live"
    if stage == "in force" and reviewed and day is not None and day < today:
        assert state is due.OVERDUE


def test_each_state_has_its_own_letter_and_word() -> None:
    assert len(set(POLICY_STATES)) == len(POLICY_STATES)
    assert len({state.letter for state in POLICY_STATES}) == len(POLICY_STATES)
    assert len({state.word for state in POLICY_STATES}) == len(POLICY_STATES)
    assert {len(state.letter) for state in POLICY_STATES} == {1}
