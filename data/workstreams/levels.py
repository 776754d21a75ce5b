"""The level of each member in each workstream on a day, and which rose or fell since another."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from data.store.books import Books
from data.tables.paper import Look, Mark
from models.fields.states import State, Tone
from models.records.record import Values
from models.workstreams.commitment import DEPTHS, LEVELS, Commitment, is_open

Pair = tuple[str, str]
"""The keys of a membership and of a workstream."""

NOTHING = State("-", "Nothing", Tone.QUIET)
"""What stands where a school has no commitment."""


def commitments_on(books: Books, day: date) -> dict[Pair, Values]:
    """The commitments that held on a day, by membership and workstream."""
    held: dict[Pair, Values] = {}
    for each in books.find(Commitment):
        if is_open(each, day):
            pair = str(each["membership"]), str(each["workstream"])
            # Periods do not overlap; of older books that have some, the deepest level counts.
            if pair not in held or _depth(held[pair]) < _depth(each):
                held[pair] = each
    return held


def _depth(commitment: Values | None) -> int:
    return DEPTHS[str(commitment["level"])] if commitment else DEPTHS[None]


LEVEL_MARKS = {
    LEVELS["lead"]: Mark(Look.WAITING),
    LEVELS["contribute"]: Mark(Look.LATER),
    LEVELS["receive"]: Mark(Look.PLAIN),
    LEVELS["interested"]: Mark(Look.QUIET),
    LEVELS["paused"]: Mark(Look.QUIET),
}
"""How levels look on paper: whoever leads is seen at once, and nobody is asked to act."""


class Moved(NamedTuple):
    """How a level stands to that of another day: its sign, and the word for it."""

    sign: str
    word: str


ROSE, FELL, SAME = Moved("↑", "rose"), Moved("↓", "fell"), Moved("", "")


def moved(before: Values | None, now: Values | None) -> Moved:
    """Whether a commitment is deeper or less deep than the one before."""
    was, depth = _depth(before), _depth(now)
    return ROSE if depth > was else FELL if depth < was else SAME


def state_of(commitment: Values | None, before: Values | None) -> State:
    """The level of a commitment as a cell shows it, with how it moved since another day."""
    level = LEVELS[str(commitment["level"])] if commitment else NOTHING
    how = moved(before, commitment)
    return level if how is SAME else _moved_state(level, how)


def _moved_state(level: State, how: Moved) -> State:
    return State(f"{level.letter}{how.sign}", f"{level.word}, {how.word}", level.tone)
