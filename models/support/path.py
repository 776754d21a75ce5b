"""The path of a deployment: what was reached when, what may come next, and what that asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from models.fields.values import Value
from models.records.record import Values
from models.support.support_step import STEPS_THAT_END

NEXT_STEPS: dict[str, tuple[str, ...]] = {
    "requested": ("home head asked", "diagnosis", "home head agreed", "not possible"),
    "diagnosis": ("home head asked", "home head agreed", "not possible"),
    "home head asked": ("home head agreed", "home head declined"),
    "home head agreed": ("specialist agreed", "specialist declined"),
    "home head declined": ("home head asked", "not possible"),
    "specialist agreed": ("client chose", "agreement signed"),
    "specialist declined": ("home head asked", "not possible"),
    "client chose": ("agreement signed",),
    "agreement signed": ("invoiced",),
    "invoiced": ("running",),
    "running": ("evaluated", "paused"),
    "paused": ("running",),
    "evaluated": ("closed",),
}
"""Where a deployment may go from each step, the usual way first; it may be cancelled from all."""

BEFORE_ASKING = frozenset({"requested", "diagnosis", "home head declined", "specialist declined"})
"""Steps at which nobody is asked yet, or no more: another specialist may be named."""

SIGNED = ("agreement signed", "invoiced", "running", "paused", "evaluated", "closed")
"""Steps at which the agreement stands."""

WAITS_FOR = {
    "requested": "home head",
    "diagnosis": "home head",
    "home head asked": "home head",
    "home head agreed": "specialist",
    "home head declined": "specialist",
    "specialist declined": "specialist",
    "client chose": "agreement",
    "agreement signed": "invoice",
    "invoiced": "first visit",
    "evaluated": "close",
}
"""What a deployment waits for at a step, where that is one thing alone."""

WAITING_FOR = (
    *("home head", "specialist", "client", "agreement", "invoice", "first visit"),
    *("evaluation", "close"),
)
"""All that a deployment may wait for, in the order of its steps."""


class Reached(NamedTuple):
    """A step that a deployment reached: the day, by whom, and what was noted."""

    step: str
    day: date
    who: str = ""
    note: str = ""
    review: Value = None


def path_of(deployment: Values, steps: Iterable[Values], day: date | None = None) -> list[Reached]:
    """The steps of a deployment, the request first; those of later days left out.

    A step that was recorded again at once puts the one before it right.
    """
    requested = deployment["requested"]
    first = requested if isinstance(requested, date) else date.min
    path = [Reached("requested", first, str(deployment.get("requested_by") or ""))]
    for each in in_order(steps):
        reached = each["day"]
        if not isinstance(reached, date) or (day is not None and reached > day):
            continue
        step = Reached(
            str(each["step"]),
            reached,
            str(each["who"] or ""),
            str(each["note"] or ""),
            each.get("review"),
        )
        if path[-1].step == step.step:
            path.pop()
        path.append(step)
    return path


def in_order(steps: Iterable[Values]) -> list[Values]:
    """The records of steps by their number."""
    return sorted(steps, key=lambda each: each["number"] if isinstance(each["number"], int) else 0)


def ways_on(deployment: Values, step: str) -> tuple[str, ...]:
    """The steps to which a deployment may go from this one, the usual way first.

    The client is asked when there is more than one specialist to choose from, and only then.
    """
    if step in STEPS_THAT_END:
        return ()
    ways = NEXT_STEPS[step]
    if step == "specialist agreed":
        ways = ways[:1] if deployment.get("offered") else ways[1:]
    return (*ways, "cancelled")


def waits_for(deployment: Values, path: Sequence[Reached], is_used_up: bool) -> str:
    """What a deployment waits for; empty when it runs, rests or has ended.

    `is_used_up` says whether its days have been given, so that only the evaluation is missing.
    """
    step = path[-1].step
    if step == "specialist agreed":
        return "client" if deployment.get("offered") else "agreement"
    if step == "running":
        return "evaluation" if is_used_up else ""
    return WAITS_FOR.get(step, "")


def day_of(path: Sequence[Reached], step: str) -> date | None:
    """The day on which a step was last reached; None when it was not."""
    return next((each.day for each in reversed(path) if each.step == step), None)


NEEDED_FOR: dict[str, tuple[str, ...]] = {
    "home head asked": ("specialist",),
    "home head agreed": ("specialist",),
    "agreement signed": ("days_agreed", "scheme", "client_signatory", "home_signatory"),
    "evaluated": ("rating", "evaluation"),
}
"""The fields of a deployment without which a step is not reached, in the order of asking."""

_NOTED = {
    "home head declined", "specialist declined", "paused", "closed", "not possible", "cancelled",
}  # fmt: skip
"""Steps of which it is said why, or what came of it."""

WHO_IS_ASKED = frozenset(
    {
        *("diagnosis", "home head asked", "home head agreed", "home head declined"),
        *("specialist agreed", "specialist declined", "client chose", "evaluated"),
    }
)
"""Steps of which it is said by whom."""


def missing_for(deployment: Values, step: str) -> list[str]:
    """The fields of a deployment that are empty and must not be when it reaches a step.

    What a grant pays needs no charge scheme.
    """
    return [
        name
        for name in NEEDED_FOR.get(step, ())
        if deployment.get(name) in (None, "") and not (name == "scheme" and deployment.get("grant"))
    ]


def must_be_noted(step: str) -> bool:
    """Whether a step says why, or what came of it."""
    return step in _NOTED
