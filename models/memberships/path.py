"""The path of a membership: which stage stood when, and what a membership needs for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from models.fields.dates import show_date
from models.memberships.membership import (
    LEAVING_REASONS,
    STAGES,
    STAGES_THAT_ENDED,
    STAGES_WITH_A_REASON,
    Membership,
)
from models.records.record import Values

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


def reason_for(membership: Values, stage: str) -> str | None:
    """Why a membership came to a stage, in words, as far as its own reason for leaving tells."""
    reason = membership["reason_for_leaving"]
    return LEAVING_REASONS[str(reason)] if reason and stage in STAGES_WITH_A_REASON else None


# What a change makes of a path


_SIGNATURES = frozenset({"statement_signed", "memorandum_signed"})
_BEFORE_SIGNING = frozenset({"enquiry", "in discussion", "statement sent"})
_ORDER = {stage: place for place, stage in enumerate(STAGES)}


class Placed(NamedTuple):
    """A stage on a path that a change makes: `at` is the place of its step now, None for a new one.

    A new one stands in a place of its own, among the steps or after them.
    """

    stage: str
    since: date
    at: int | None = None


class PathAfter(NamedTuple):
    """The path of a membership after a change of its values.

    `said` are fields, with what is to be said about their days; `refusal` is the field whose day
    cannot be, with why.
    """

    path: tuple[Placed, ...]
    said: tuple[tuple[str, str], ...] = ()
    refusal: tuple[str, str] | None = None


def path_after(steps: Sequence[Reached], before: Values, after: Values, today: date) -> PathAfter:
    """What becomes of a path when its membership changes.

    Days that were put right move their steps, days that were typed in late get one, and another
    stage comes last. The order of the stages stays as it is.
    """
    correcting = _Correction(steps, before, after)
    correcting.put_right()
    refusal = correcting.put_in_order()
    correcting.take_in_late_days()
    if correcting.moves_on:
        correcting.move_on(today)
    return PathAfter(tuple(correcting.path), tuple(correcting.said), refusal)


class _Correction:
    """A path while a change of its membership is worked into it."""

    def __init__(self, steps: Sequence[Reached], before: Values, after: Values) -> None:
        self.path = [Placed(step.stage, step.since, at) for at, step in enumerate(steps)]
        self.before, self.after = before, after
        self.moves_on = after["stage"] != before["stage"]
        since = after["since"]
        self.given = since if isinstance(since, date) and since != before["since"] else None
        self.moved: dict[int, str] = {}
        self.said: list[tuple[str, str]] = []

    def put_right(self) -> None:
        """Give the steps the days that were put right."""
        for stage, attribute in DAY_OF_STAGE.items():
            was, day = self.before.get(attribute), self.after.get(attribute)
            if was == day or not isinstance(day, date):
                continue
            if self.moves_on and stage == self.after["stage"] and attribute not in _SIGNATURES:
                # It is the day of the step that is taken now: the one before it keeps its own.
                continue
            at = self._step_of(stage, attribute, was, day)
            if at is not None:
                self._move(at, day, attribute)
        if self.given is not None and not self.moves_on and self.path:
            self._move(len(self.path) - 1, self.given, "since")

    def _step_of(self, stage: str, attribute: str, was: object, day: date) -> int | None:
        """The place of the step that a day of the membership tells of."""
        places = [at for at, placed in enumerate(self.path) if placed.stage == stage]
        same = [at for at in places if self.path[at].since == was]
        if same or not places or attribute not in _SIGNATURES:
            return same[-1] if same else None
        first = places[0]
        counted_later = first > 0 and self.path[first - 1].since == self.path[first].since
        return first if counted_later or self.path[first].since < day else None

    def _move(self, at: int, day: date, attribute: str) -> None:
        self.path[at] = self.path[at]._replace(since=day)
        self.moved[at] = attribute

    def put_in_order(self) -> tuple[str, str] | None:
        """Keep every step on or after the one before it; gives the reason where that is impossible.

        A signature is on paper: what was noted before it goes back with it. What came after it
        stays, so a later day is refused.
        """
        for at in reversed(range(len(self.path) - 1)):
            placed, following = self.path[at], self.path[at + 1]
            if placed.since <= following.since:
                continue
            if at in self.moved:
                return self.moved[at], (
                    f"{Membership.field(self.moved[at]).label} cannot be "
                    f"{show_date(placed.since)}: it was {STAGES[following.stage].word} from "
                    f"{show_date(following.since)} on. Enter that day or an earlier one."
                )
            if placed.stage in _BEFORE_SIGNING and self.moved.get(at + 1) != "since":
                self._move(at, following.since, self.moved.get(at + 1, "since"))
                self.said.append(
                    (self.moved[at], f"{STAGES[placed.stage].word} counts from "
                                     f"{show_date(following.since)} with it.")
                )  # fmt: skip
            else:
                self._keep(at + 1, placed)
        return None

    def _keep(self, at: int, before: Placed) -> None:
        """Move a step's day to that of the step before it where it is earlier, and warn."""
        placed = self.path[at]
        self.said.append((self.moved.get(at, "since"), _counts_from(placed.stage, before)))
        for later in range(at, len(self.path)):
            if self.path[later].since < before.since:
                self.path[later] = self.path[later]._replace(since=before.since)

    def take_in_late_days(self) -> None:
        """Give the days that were typed in late their steps, where they fit on the way."""
        goes_to = _ORDER[str(self.after["stage"])]
        latest = (self.given or date.max) if self.moves_on else date.max
        for stage, attribute in DAY_OF_STAGE.items():
            day, rank = self.after.get(attribute), _ORDER[stage]
            if day == self.before.get(attribute) or not isinstance(day, date) or day > latest:
                continue
            if rank >= goes_to or any(placed.stage == stage for placed in self.path):
                continue
            place = sum((placed.since, _ORDER[placed.stage]) < (day, rank) for placed in self.path)
            past, coming = self.path[:place], self.path[place:]
            fits = all(_ORDER[placed.stage] < rank for placed in past)
            fits &= all(_ORDER[placed.stage] > rank for placed in coming)
            if fits and (coming or self.moves_on):
                self.path.insert(place, Placed(stage, day))

    def move_on(self, today: date) -> None:
        """Add the step to the new stage, not dated before the step before it."""
        stage = str(self.after["stage"])
        own = DAY_OF_STAGE.get(stage, "")
        again = any(placed.stage == stage for placed in self.path)
        if self.given is None and again and self.after.get(own) == self.before.get(own):
            day = today
        else:
            day = day_of_arrival(self.after | {"since": self.given}, today)
        last = self.path[-1] if self.path else None
        if last is not None and last.since > day:
            self.said.append(("since", _counts_from(stage, last)))
            day = last.since
        self.path.append(Placed(stage, day))


def _counts_from(stage: str, before: Placed) -> str:
    word, was, day = STAGES[stage].word, STAGES[before.stage].word, show_date(before.since)
    return f"{word} counts from {day}, because it was {was} from that day on."


class Period(NamedTuple):
    """From when until when a membership lasts; `ended` is None while it is open."""

    began: date
    ended: date | None

    def overlaps(self, other: Period) -> bool:
        """Whether the two share more than the day on which one ends and the other begins."""
        mine, theirs = self.ended or date.max, other.ended or date.max
        return self.began < theirs and other.began < mine


def period_of(membership: Values, path: Iterable[Reached | Placed]) -> Period:
    """The period of a membership that has this path."""
    days = [reached.since for reached in path]
    own = (membership.get(name) for name in DAY_OF_STAGE.values())
    began = min([*days, *(day for day in own if isinstance(day, date))])
    return Period(began, days[-1] if membership["stage"] in STAGES_THAT_ENDED else None)


# What a stage needs


def is_missing(membership: Values, attribute: str) -> bool:
    """Whether a field that is needed is still empty."""
    return membership.get(attribute) in (None, "")


def missing_for(membership: Values, stage: str) -> tuple[str, ...]:
    """The fields that this membership still lacks for a stage, in the order of asking."""
    return tuple(name for name in NEEDED_FOR[stage] if is_missing(membership, name))
