"""Lines that only moved up or down: found, so that the terminal can move them itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tui.terminal.thin_line.cells import Cell

_FEWEST_LINES = 4
"""Fewer lines are not worth looking for: moving them costs as much as a few words."""


class Move(NamedTuple):
    """The lines from `top` to `bottom` move up by `up`, or down when it is negative.

    `spared` is about how many cells need not be written then.
    """

    top: int
    bottom: int
    up: int
    spared: int


def find_move(
    old: Sequence[Sequence[Cell]],
    new: Sequence[Sequence[Cell]],
    changed: Mapping[int, Sequence[tuple[int, int]]],
) -> Move | None:
    """The move after which fewest cells differ; None when none is worth it.

    `changed` has for each line that is new the parts of it (the first cell, and the one after the
    last) that are.
    """
    if len(changed) < _FEWEST_LINES:
        return None
    count = _commonest_distance(old, new, changed)
    return _best_move(old, new, count) if count else None


def _commonest_distance(
    old: Sequence[Sequence[Cell]],
    new: Sequence[Sequence[Cell]],
    changed: Mapping[int, Sequence[tuple[int, int]]],
) -> int:
    """How far most parts of the changed lines have moved up; 0 when few have moved alike."""
    parts = Counter(part for line in changed.values() for part in line)
    votes: Counter[int] = Counter()
    for (left, right), lines in parts.items():
        if lines < _FEWEST_LINES:
            continue
        places: dict[str, list[int]] = {}
        for y, cells in enumerate(old):
            text = "".join([cell[0] for cell in cells[left:right]])
            if not text.isspace():
                places.setdefault(text, []).append(y)
        for y, its_parts in changed.items():
            if (left, right) in its_parts:
                text = "".join([cell[0] for cell in new[y][left:right]])
                votes.update(place - y for place in places.get(text, ()))
    del votes[0]
    distance, alike = votes.most_common(1)[0] if votes else (0, 0)
    return distance if alike >= _FEWEST_LINES - 1 else 0


def _best_move(
    old: Sequence[Sequence[Cell]], new: Sequence[Sequence[Cell]], count: int
) -> Move | None:
    """The block of lines for which moving by so many spares most."""
    height = len(new)
    best, spared, top, since = None, 0, 0, 0
    for y in range(max(0, -count), min(height, height - count)):
        gain = _distance(old[y], new[y]) - _distance(old[y + count], new[y])
        if since <= 0:
            since, top = 0, y
        since += gain
        if since > spared:
            spared = since
            best = (top, y + count) if count > 0 else (top + count, y)
    return Move(*best, count, spared) if best is not None else None


def _distance(old: Sequence[Cell], new: Sequence[Cell]) -> int:
    return sum([before is not after for before, after in zip(old, new, strict=True)])
