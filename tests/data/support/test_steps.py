"""The steps of a deployment: in their order, with what they need, and what follows from them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.problems import Refused
from data.store.store import Store
from models.support.deployment import Deployment
from models.support.path import NEXT_STEPS
from models.support.support_step import STEPS, SupportStep
from models.support.visit import Visit
from tests.data.support.books_of_support import Support

BEFORE = {
    "home head agreed": {"home head asked"},
    "specialist agreed": {"home head agreed"},
    "specialist declined": {"home head agreed"},
    "client chose": {"specialist agreed"},
    "agreement signed": {"home head agreed", "specialist agreed"},
    "invoiced": {"agreement signed"},
    "running": {"invoiced"},
    "paused": {"running"},
    "evaluated": {"running"},
    "closed": {"evaluated"},
}
"""What the memorandum asks for before a step."""


@pytest.fixture
def support(store: Store) -> Support:
    """Books with a request of 1 September."""
    return Support(store)


def test_references_are_made_by_themselves_and_year_by_year(support: Support) -> None:
    keys = [support.request(), support.request(requested=date(2025, 3, 1)), support.request()]
    found = [support.store.get(Deployment, key) for key in (support.deployment, *keys)]
    references = [each["reference"] for each in found if each]
    assert references == ["D2026-001", "D2026-002", "D2025-001", "D2026-003"]


def test_no_specialist_is_asked_before_the_home_head_agreed(support: Support) -> None:
    support.step("home head asked")
    with pytest.raises(Refused, match="no specialist is asked before the head of the home school"):
        support.step("specialist agreed")
    assert support.path == ["requested", "home head asked"]


def test_nothing_is_closed_without_an_evaluation(support: Support) -> None:
    support.until("running")
    with pytest.raises(Refused, match="nothing is closed without an evaluation"):
        support.step("closed", date(2026, 11, 3))
    with pytest.raises(Refused, match="Evaluated needs rating"):
        support.step("evaluated", date(2026, 11, 3))
    support.set(rating="2", evaluation="Better")
    support.step("evaluated", date(2026, 11, 3))
    support.step("closed", date(2026, 11, 3))
    assert support.stands_at == "closed"


@given(st.lists(st.sampled_from([step for step in STEPS if step != "requested"]), max_size=14))
def test_no_order_of_keys_reaches_a_step_without_those_before_it(
    support: Support, keys: list[str]
) -> None:
    support.deployment = support.request(rating="1", evaluation="Better")
    reached: list[str] = []
    for key in keys:
        try:
            support.step(key)
        except Refused:
            continue
        assert BEFORE.get(key, set()) <= set(reached)
        reached.append(key)
    assert not set(reached) & {"closed", "not possible", "cancelled"} or reached[-1] in (
        *("closed", "not possible", "cancelled"),
    )


def test_every_step_can_be_reached(support: Support) -> None:
    known = {"requested", "cancelled", *(way for ways in NEXT_STEPS.values() for way in ways)}
    assert known == set(STEPS)


def test_steps_have_days_in_their_order_and_none_to_come(support: Support) -> None:
    with pytest.raises(Refused, match="is before requested"):
        support.step("home head asked", date(2026, 8, 31))
    with pytest.raises(Refused, match="still to come"):
        support.step("home head asked", date(2026, 11, 22))
    support.step("home head asked", date(2026, 10, 5))
    with pytest.raises(Refused, match="is before home head asked"):
        support.step("home head agreed", date(2026, 10, 4))


def test_a_day_that_was_wrong_is_put_right_by_the_same_step_again(support: Support) -> None:
    support.step("home head asked", date(2026, 10, 5))
    support.step("home head asked", date(2026, 9, 5))
    support.step("home head agreed", date(2026, 9, 6))
    assert support.path == ["requested", "home head asked", "home head agreed"]


def test_only_within_a_trust_is_the_home_head_left_out_and_with_a_reason(store: Store) -> None:
    support = Support(store)
    with pytest.raises(Refused, match="is asked first"):
        support.step("home head agreed")
    from models.schools.school import School

    with store.operation("One trust") as change:
        for school in (support.client, support.home):
            change.set(School, school, {"trust": "Weirdale Trust"})
    with pytest.raises(Refused, match="Why was the head not asked"):
        support.step("home head agreed", note=None)
    support.step("home head agreed")
    assert support.stands_at == "home head agreed"


def test_the_client_chooses_when_several_were_offered_and_only_then(support: Support) -> None:
    support.until("specialist agreed")
    with pytest.raises(Refused, match="nothing to choose"):
        support.step("client chose")
    support.set(offered="Rosa Thyme")
    with pytest.raises(Refused, match="the client chooses first"):
        support.step("agreement signed")
    support.step("client chose")
    support.step("agreement signed")
    assert support.stands_at == "agreement signed"


def test_another_specialist_is_named_only_once_somebody_declined(support: Support) -> None:
    support.step("home head asked")
    with pytest.raises(Refused, match="Record first that one of them declined"):
        support.set(specialist=None)
    support.step("home head declined")
    support.set(specialist=None)
    assert support.values["home_school"] is None
    with pytest.raises(Refused, match="needs specialist"):
        support.step("home head asked")


def test_a_signature_freezes_the_figures_whatever_becomes_of_the_scheme(support: Support) -> None:
    from models.support.charge_scheme import ChargeScheme

    support.until("agreement signed")
    with support.store.operation("Dearer") as change:
        change.set(ChargeScheme, support.scheme, {"rate": 99_900, "fee_percent": 2500})
    assert (support.values["rate"], support.values["fee_percent"]) == (42_000, 1500)
    for changed in (
        {"rate": 10_000}, {"days_agreed": 300}, {"scheme": None}, {"client": support.home},
    ):  # fmt: skip
        with pytest.raises(Refused, match="agreed and signed"):
            support.set(**changed)


def test_no_more_is_kept_from_a_fixed_price_than_it_comes_to(support: Support) -> None:
    from models.support.charge_scheme import ChargeScheme

    with support.store.operation("Fixed") as change:
        fixed = {"unit": "fixed", "rate": 10_000, "fee": "fixed inside", "fee_a_day": 5_000}
        change.set(ChargeScheme, support.scheme, fixed)
    support.until("specialist agreed")
    support.set(days_agreed=250)
    with pytest.raises(Refused, match=r"A fee of £125\.00 would be kept from a price of £100\.00"):
        support.step("agreement signed")
    support.set(days_agreed=200)
    support.step("agreement signed")
    assert support.stands_at == "agreement signed"


def test_support_runs_from_its_first_visit_after_the_signature(support: Support) -> None:
    with pytest.raises(Refused, match="signed before the first visit"):
        support.visit(date(2026, 9, 10))
    support.until("agreement signed")
    with pytest.raises(Refused, match="before the agreement was signed"):
        support.visit(date(2026, 9, 1))
    support.visit(date(2026, 9, 10))
    assert support.stands_at == "agreement signed"
    support.step("invoiced", date(2026, 9, 12))
    assert support.stands_at == "running"


def test_a_planned_visit_is_recorded_when_it_has_taken_place(support: Support) -> None:
    support.until("invoiced")
    support.visit(date(2026, 11, 30))
    (planned,) = support.store.find(Visit)
    assert planned["recorded"] is None
    assert support.stands_at == "invoiced"


def test_no_visit_comes_after_the_end_until_that_day_is_put_right(support: Support) -> None:
    support.until("closed")
    support.visit(date(2026, 11, 3))
    with pytest.raises(Refused, match=r"after D2026-001 was closed \(03/11/2026\)"):
        support.visit(date(2026, 11, 4))
    (at_the_end,) = support.store.find(Visit, day=date(2026, 11, 3))
    with support.store.operation("Note") as change:
        change.set(Visit, str(at_the_end["key"]), {"note": "Reading"})
    with (
        pytest.raises(Refused, match="add the step Closed again"),
        support.store.operation("x") as change,
    ):
        change.set(Visit, str(at_the_end["key"]), {"day": date(2026, 11, 5)})
    support.step("closed", date(2026, 11, 4))
    support.visit(date(2026, 11, 4))


def test_visits_warn_when_they_are_late_or_more_than_was_agreed(support: Support) -> None:
    support.until("invoiced")
    late = support.visit(date(2026, 9, 10), 1000)
    assert any("51 working days after the visit" in each for each in late)
    over = support.visit(date(2026, 11, 20), 25)
    assert any("2.05 days used of 2 agreed" in each for each in over)
    assert support.visit(date(2026, 11, 20), 100, kind_of_visit="preparation") == []


def test_a_specialist_with_too_many_days_is_warned_of(support: Support) -> None:
    support.until("agreement signed")
    with support.store.operation("Another") as change:
        change.add(Deployment, {
            "client": support.client, "alliance": support.alliance, "need": "Maths",
            "requested": date(2026, 9, 1), "specialist": support.specialist, "days_agreed": 1350,
        })  # fmt: skip
    assert "With these, 15.5 days are agreed in 2026/27" in change.warned_of


def test_steps_are_neither_changed_nor_removed_but_undone(support: Support) -> None:
    support.step("home head asked")
    (step,) = support.store.find(SupportStep)
    with pytest.raises(Refused, match="never changed"), support.store.operation("x") as change:
        change.set(SupportStep, str(step["key"]), {"day": date(2026, 9, 3)})
    with pytest.raises(Refused, match="never removed"), support.store.operation("x") as change:
        change.remove(SupportStep, str(step["key"]))
    support.store.undo()
    assert support.path == ["requested"]


def test_the_path_of_a_day_leaves_out_what_came_later(support: Support) -> None:
    from models.support.path import path_of

    support.step("home head asked", date(2026, 9, 5))
    support.step("home head agreed", date(2026, 10, 5))
    steps = support.store.find(SupportStep)
    found = [each.step for each in path_of(support.values, steps, date(2026, 10, 4))]
    assert found == ["requested", "home head asked"]
