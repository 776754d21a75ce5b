"""Consequences of memberships: the path follows each change of stage and day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.memberships.membership import Membership, Step
from models.memberships.path import (
    DAY_OF_STAGE,
    Placed,
    day_of_arrival,
    path_after,
    path_from_days,
    path_of_steps,
    reason_for,
)
from models.records.consequences import Change, after_adding, after_changing
from models.records.record import Values


@after_adding(Membership, "A new membership begins its path with the stages that its days tell of.")
def path_begins(change: Change, added: Sequence[Values]) -> None:
    """Note the steps of each, and the day of the last one with the membership."""
    for membership in added:
        arrived = day_of_arrival(membership, change.today)
        _come_to_stage(change, membership, arrived)
        for reached in path_from_days(membership, arrived):
            _add_step(change, membership, reached.stage, reached.since)


@after_changing(Membership, "A membership that comes to another stage takes a step on its path.")
def path_goes_on(change: Change, before: Values, after: Values) -> None:
    """Keep the path in step with the membership: new steps, corrected days, days typed in late."""
    steps = _steps(change, after)
    moves_on = after["stage"] != before["stage"]
    if not steps and not moves_on:
        return
    becomes = path_after(path_of_steps(steps), before, after, change.today)
    for attribute, message in becomes.said:
        change.warn(attribute, message)
    _let_path_be(change, after, steps, becomes.path)
    arrived = becomes.path[-1].since
    if moves_on:
        _come_to_stage(change, after, arrived)
    else:
        _follow(change, after, {"since": arrived})
        _put_reason_right(change, before, after)


def _let_path_be(
    change: Change, membership: Values, steps: Sequence[Values], path: Sequence[Placed]
) -> None:
    """Move and add steps until this is the path.

    Steps of one day stand in the order in which they were recorded. Where that would be another
    order, those that follow are recorded anew.
    """
    keys = [None if placed.at is None else str(steps[placed.at]["key"]) for placed in path]
    for key, placed in zip(keys, path, strict=True):
        if key is not None:
            change.set_as_result(Step, key, {"since": placed.since})
    recorded = [str(step["key"]) for step in change.books.find(Step, membership=membership["key"])]
    last = len(recorded)
    stands = sorted(
        range(len(path)),
        key=lambda at: (path[at].since, last if (key := keys[at]) is None else recorded.index(key)),
    )
    kept = next((at for at, place in enumerate(stands) if at != place), len(path))
    # Backwards, so that undo records them in their order.
    for key in reversed(keys[kept:]):
        if key is not None:
            change.remove_as_result(Step, key)
    for at, placed in enumerate(path):
        if placed.at is None:
            _add_step(change, membership, placed.stage, placed.since)
        elif at >= kept:
            step = {name: steps[placed.at][name] for name in ("membership", "stage", "reason")}
            change.add_as_result(Step, step | {"since": placed.since})


def _come_to_stage(change: Change, membership: Values, arrived: date) -> None:
    """Note the day of its stage, in the field of that stage too where nobody entered one."""
    days: Values = {"since": arrived}
    own, signed = DAY_OF_STAGE.get(str(membership["stage"])), membership["statement_signed"]
    signed_before = isinstance(signed, date) and signed < arrived
    if own is not None and membership[own] is None and not signed_before:
        days[own] = arrived
    _follow(change, membership, days)


def _follow(change: Change, membership: Values, values: Values) -> None:
    """Note what follows with a membership; what was warned of is not said twice."""
    said = list(change.warnings)
    change.set_as_result(Membership, str(membership["key"]), values)
    change.warnings[len(said) :] = [
        each for each in change.warnings[len(said) :] if each not in said
    ]


def _steps(change: Change, membership: Values) -> list[Values]:
    """The steps of a membership, the first one first."""
    return sorted(change.books.find(Step, membership=membership["key"]), key=_since)


def _since(step: Values) -> date:
    since = step["since"]
    assert isinstance(since, date)
    return since


def _add_step(change: Change, membership: Values, stage: str, day: date) -> None:
    step: Values = {"membership": membership["key"], "stage": stage, "since": day}
    change.add_as_result(Step, step | {"reason": reason_for(membership, stage)})


def _put_reason_right(change: Change, before: Values, after: Values) -> None:
    """Note a corrected reason for leaving on the step as well."""
    for step in _steps(change, after):
        was, now = (reason_for(side, str(step["stage"])) for side in (before, after))
        if was != now and step["reason"] == was:
            change.set_as_result(Step, str(step["key"]), {"reason": now})
