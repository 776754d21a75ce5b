"""The path of a membership: which stage stood when, and what a membership needs for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from models.alliances import STAGES
from models.records import Values

DAY_OF_STAGE = {
    "enquiry": "enquired",
    "statement sent": "statement_sent",
    "member": "statement_signed",
    "strategic partner": "memorandum_signed",
    "leaving": "notice",
    "left": "left",
}
"""The field of a membership that says on which day it came to a stage, where there is one."""

_SIGNED = ("statement_signed", "signatory")

NEEDED_FOR: dict[str, tuple[str, ...]] = {
    "enquiry": (),
    "in discussion": (),
    "statement sent": ("statement_sent",),
    "member": _SIGNED,
    "strategic partner": (*_SIGNED, "memorandum_signed"),
    "paused": _SIGNED,
    "leaving": (*_SIGNED, "notice"),
    "left": ("statement_signed", "left", "reason_for_leaving"),
    "declined": (),
}
"""The fields without which a membership does not come to a stage, in the order of asking."""


class Reached(NamedTuple):
    """A stage that a membership came to, the day, and why if anyone said."""

    stage: str
    since: date
    reason: str | None = None


def path_of_steps(steps: Iterable[Values]) -> list[Reached]:
    """The path that these steps of one membership make, the first stage first.

    Steps of one day follow one another as they were recorded: give them in that order.
    """
    path = [
        Reached(str(step["stage"]), since, str(step["reason"]) if step["reason"] else None)
        for step in steps
        if isinstance(since := step["since"], date)
    ]
    return sorted(path, key=lambda reached: reached.since)


def stage_on(path: Sequence[Reached], day: date) -> Reached | None:
    """What stood at the end of a day; None before the path begins."""
    standing = [reached for reached in path if reached.since <= day]
    return standing[-1] if standing else None


def day_of_arrival(membership: Values, today: date) -> date:
    """The day on which a membership came to its stage: as entered, or as its own field says.

    Nobody is a partner before being a member. Where no field says it, it is today.
    """
    stage = str(membership["stage"])
    attributes = ["since"] if membership.get("since") else [DAY_OF_STAGE.get(stage, "")]
    if stage == "strategic partner" and not membership.get("since"):
        attributes.append(DAY_OF_STAGE["member"])
    days = [day for name in attributes if isinstance(day := membership.get(name), date)]
    return max(days, default=today)


def path_from_days(membership: Values, arrived: date) -> list[Reached]:
    """The path that the days of a membership tell of, up to its stage.

    So books that are typed in late have a past: whoever left and was a member before that.
    """
    order = list(STAGES)
    stage = str(membership["stage"])
    path: list[Reached] = []
    for earlier, attribute in DAY_OF_STAGE.items():
        day = membership.get(attribute)
        if not isinstance(day, date) or (path and day < path[-1].since):
            continue
        on_the_way = order.index(earlier) < order.index(stage)
        if day < arrived or (day == arrived and on_the_way):
            path.append(Reached(earlier, day))
    return [*path, Reached(stage, arrived)]


def is_missing(membership: Values, attribute: str) -> bool:
    """Whether a field that is needed is still empty."""
    return membership.get(attribute) in (None, "")


def missing_for(membership: Values, stage: str) -> tuple[str, ...]:
    """The fields that this membership still lacks for a stage, in the order of asking."""
    return tuple(name for name in NEEDED_FOR[stage] if is_missing(membership, name))
