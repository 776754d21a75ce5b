"""The movements of memberships: who joined, rose, paused, stepped down, left, and when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from models.fields.states import State, Tone
from models.memberships.membership import STAGES_THAT_ENDED, STAGES_THAT_SIGNED
from models.memberships.path import Reached, reason_for, stage_on
from models.records.record import Values

ASKED = State("A", "Asked", Tone.INFO)
JOINED = State("J", "Joined", Tone.GOOD)
ROSE = State("R", "Rose", Tone.GOOD)
PAUSED = State("H", "Paused", Tone.QUIET)
CAME_BACK = State("B", "Came back", Tone.GOOD)
STEPPED_DOWN = State("S", "Stepped down", Tone.WARN)
NOTICE = State("V", "Gave notice", Tone.WARN)
STAYED = State("Y", "Stayed", Tone.GOOD)
LEFT = State("L", "Left", Tone.BAD)
DECLINED = State("D", "Declined", Tone.QUIET)
NOT_COME = State("N", "Not come yet", Tone.WARN)

MOVEMENTS = {
    JOINED: "joined",
    ROSE: "rose",
    PAUSED: "paused",
    CAME_BACK: "came back",
    STEPPED_DOWN: "stepped down",
    NOTICE: "gave notice",
    STAYED: "stayed after all",
    LEFT: "left",
    ASKED: "asked",
    DECLINED: "declined",
}
"""The movements of a membership, in the order of a paper, and the word for their count."""


class Moved(NamedTuple):
    """A movement of a membership: when, what it was, from which stage to which, and why."""

    day: date
    movement: State
    before: str
    after: str
    why: str | None


def movements(membership: Values, path: list[Reached], first: date, last: date) -> Iterator[Moved]:
    """The movements of a membership from the first day to the last, in order of time."""
    for at, reached in enumerate(path):
        before = path[at - 1].stage if at else ""
        movement = _movement(before, reached.stage)
        if movement is not None and first <= reached.since <= last:
            why = reached.reason or reason_for(membership, reached.stage)
            yield Moved(reached.since, movement, before, reached.stage, why)
    stands = stage_on(path, last)
    if stands and not is_in(stands.stage) and stands.stage not in STAGES_THAT_ENDED:
        asked = path[0].since
        if asked < first:
            yield Moved(asked, NOT_COME, path[0].stage, stands.stage, None)


def is_in(stage: str) -> bool:
    """Whether a membership at this stage counts as a member."""
    return stage in STAGES_THAT_SIGNED


def _movement(before: str, after: str) -> State | None:
    """The movement that a step from one stage to another is; None for a step before joining."""
    if after == "declined":
        return DECLINED
    if after == "left":
        return LEFT
    if not is_in(after):
        return None if before else ASKED
    if after == "leaving":
        return NOTICE
    if not is_in(before):
        return JOINED
    if after == "paused":
        return PAUSED
    if before == "paused":
        return CAME_BACK
    if before == "leaving":
        return STAYED
    return ROSE if after == "strategic partner" else STEPPED_DOWN
