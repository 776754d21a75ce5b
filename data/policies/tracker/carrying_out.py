"""Carrying out the plan that was shown: what a tracker says comes into the books."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.imports.plans import Progress
from data.policies.approvals import correct, held, record_approval
from data.policies.tracker.plans import Step, TrackerPlan
from data.problems import Clash, WrongCall
from data.store.undo import Done
from models.policies.policy import Policy
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy

if TYPE_CHECKING:
    from data.store.change import Change
    from data.store.store import Store

_BATCH = 25


def carry_out(
    store: Store, plan: TrackerPlan, progress: Progress = lambda done, total: None
) -> Done:
    """Do what the plan says, as one operation, so that one undo takes all of it back.

    Raises Clash, and changes nothing, when a school's policy or its reviews were changed since the
    plan was made; whatever `progress` raises stops the import and takes it back.
    """
    with store.operation(plan.label) as change:
        take(change, plan, progress)
    return Done(change.number, plan.label, frozenset(change.kinds), tuple(change.warnings))


def take(change: Change, plan: TrackerPlan, progress: Progress) -> None:
    """Do what the plan says as part of an operation; raises as `carry_out` does."""
    total = len(plan.steps)
    for policy in plan.policies:
        change.add(Policy, policy, str(policy["key"]))
    for done, step in enumerate(plan.steps):
        if done % _BATCH == 0:
            progress(done, total)
        _take(change, step)
    progress(total, total)


def _take(change: Change, step: Step) -> None:
    _refuse_changed(change, step)
    key = held(change, step.school, step.policy)
    for wrong, right in step.corrections:
        try:
            correct(change, wrong, right)
        except WrongCall as error:
            raise Clash(str(error), {}) from error
    for approval in step.approvals:
        record_approval(change, [(step.school, step.policy)], approval)
    if step.fields:
        change.set(SchoolPolicy, key, step.fields)


def _refuse_changed(change: Change, step: Step) -> None:
    """Raise Clash when the school's policy is not as it was when the plan was made."""
    there = change.books.find(SchoolPolicy, school=step.school, policy=step.policy)
    now = there[0] if there else None
    reviews = change.books.find(Review, school_policy=now["key"]) if now else []
    if now != step.stood or {str(each["key"]) for each in reviews} != step.reviews:
        name = change.books.name_of(SchoolPolicy, str(now["key"])) if now else "A school's policy"
        raise Clash(
            f"{name} was changed meanwhile, so the plan no longer holds. "
            "Import the file again: the new plan takes account of it.",
            {},
        )
