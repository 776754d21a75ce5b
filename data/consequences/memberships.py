"""What follows from moving a membership on: its path grows, and leaving ends its commitments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from data.consequences.consequence import on_adding, on_changing
from models.alliances import (
    LEAVING_REASONS,
    STAGES,
    STAGES_THAT_ENDED,
    Commitment,
    Membership,
    Step,
)
from models.dates import show_date
from models.membership_paths import (
    DAY_OF_STAGE,
    day_of_arrival,
    path_from_days,
)
from models.records import Values

if TYPE_CHECKING:
    from data.changes import Change


@on_adding(Membership, "A new membership begins its path with the stages that its days tell of.")
def path_begins(change: Change, added: Sequence[Values]) -> None:
    """Note the steps of each, and the day of the last one with the membership."""
    for membership in added:
        arrived = day_of_arrival(membership, change.store.today)
        asks = membership["stage"] == "enquiry" and membership["enquired"] is None
        _follow(change, membership, {"since": arrived} | ({"enquired": arrived} if asks else {}))
        for reached in path_from_days(membership, arrived):
            _add_step(change, membership, reached.stage, reached.since)


@on_changing(Membership, "A membership that comes to another stage takes a step on its path.")
def path_goes_on(change: Change, before: Values, after: Values) -> None:
    """Note the step, and days that were put right or typed in late; end what leaving ends."""
    if after["stage"] != before["stage"]:
        _note_days(change, before, after)
        day = _day_of_step(change, before, after)
        _set_since(change, after, day)
        _add_step(change, after, str(after["stage"]), day)
        if after["stage"] in STAGES_THAT_ENDED:
            _end_commitments(change, after, day)
        return
    if after["since"] != before["since"]:
        steps = _steps(change, after)
        if steps and after["since"] is None:
            _set_since(change, after, _since(steps[-1]))
        elif steps:
            change.let_follow(Step, str(steps[-1]["key"]), {"since": after["since"]})
    _note_days(change, before, after)


def _day_of_step(change: Change, before: Values, after: Values) -> date:
    """The day on which it came to its stage: never before the stage that it came from.

    Of a statement that was signed before somebody noted the stage before it, the signature keeps
    its day.
    """
    given = after["since"] if after["since"] != before["since"] else None
    day = day_of_arrival(after | {"since": given}, change.store.today)
    steps = _steps(change, after)
    last = steps[-1]["since"] if steps else None
    if not isinstance(last, date) or last <= day:
        return day
    word, was = STAGES[str(after["stage"])].word, STAGES[str(before["stage"])].word
    change.warn(
        "since", f"{word} counts from {show_date(last)}, because it was {was} from that day on."
    )
    return last


def _day_given(before: Values, after: Values) -> date:
    """The day that was entered for the stage; the last day of all where none was."""
    since = after["since"]
    return since if isinstance(since, date) and since != before["since"] else date.max


def _note_days(change: Change, before: Values, after: Values) -> None:
    """Move the steps whose days were put right, and add those whose days were typed in late.

    Only as far as the order of the stages stays as it is: what a day cannot move, stands.
    """
    order = list(STAGES)
    for stage, attribute in DAY_OF_STAGE.items():
        was, day = before[attribute], after[attribute]
        if was == day or not isinstance(day, date):
            continue
        steps = _steps(change, after)
        at = [n for n, step in enumerate(steps) if (step["stage"], step["since"]) == (stage, was)]
        if at:
            _move(change, after, steps, at[-1], day)
        elif stage != after["stage"] and all(step["stage"] != stage for step in steps):
            rank = order.index(stage)
            past = [step for step in steps if _since(step) <= day]
            coming = [step for step in steps if _since(step) > day]
            moves_on = after["stage"] != before["stage"]
            if moves_on and day > _day_given(before, after):
                continue
            fits = all(order.index(str(step["stage"])) < rank for step in past)
            fits &= all(order.index(str(step["stage"])) > rank for step in coming)
            on_the_way = rank < order.index(str(after["stage"]))
            if fits and on_the_way and (coming or moves_on):
                _add_step(change, after, stage, day)


def _move(change: Change, membership: Values, steps: list[Values], at: int, day: date) -> None:
    """Give a step another day, if it stays between the steps beside it."""
    if at > 0 and day < _since(steps[at - 1]):
        return
    if at < len(steps) - 1 and day > _since(steps[at + 1]):
        return
    change.let_follow(Step, str(steps[at]["key"]), {"since": day})
    if at == len(steps) - 1:
        _set_since(change, membership, day)


def _set_since(change: Change, membership: Values, day: date) -> None:
    """Note the day of its stage with a membership."""
    _follow(change, membership, {"since": day})


def _follow(change: Change, membership: Values, values: Values) -> None:
    """Note what follows with a membership; what was warned of is not said twice."""
    said = list(change.warnings)
    change.let_follow(Membership, str(membership["key"]), values)
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
    reason = membership["reason_for_leaving"]
    leaves = stage in ("leaving", "left")
    change.add(
        Step,
        {
            "membership": membership["key"],
            "stage": stage,
            "since": day,
            "reason": LEAVING_REASONS[str(reason)] if reason and leaves else None,
        },
    )


def _end_commitments(change: Change, membership: Values, day: date) -> None:
    """End what is open on the day of leaving; what was to begin later ends as it begins."""
    open_ones = [
        each
        for each in change.books.find(Commitment, membership=membership["key"])
        if each["ended"] is None or (isinstance(each["ended"], date) and each["ended"] > day)
    ]
    word = STAGES[str(membership["stage"])].word
    for commitment in open_ones:
        began = commitment["began"]
        last = max(day, began) if isinstance(began, date) else day
        change.let_follow(Commitment, str(commitment["key"]), {"ended": last, "reason": word})
    if open_ones:
        count = "1 commitment" if len(open_ones) == 1 else f"{len(open_ones)} commitments"
        change.warn("stage", f"{count} ended with it on {show_date(day)}.")
