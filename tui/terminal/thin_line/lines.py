"""Where a line of the terminal differs, and what to write there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum, auto
from typing import NamedTuple

from tui.terminal.thin_line.cells import Cell, doubtful_runs

_NEAR = 4
"""Passing over so many cells or fewer may cost more than writing them again."""

_MANY = 24
"""From so many differing cells on it may pay to erase all of them first."""

_STEP = 5
"""About what it costs to go on elsewhere in a line."""


_WORDS = re.compile(r"[^\t ]+(?:[\t ]{1,3}[^\t ]+)*")
"""Words that are so near to each other that they are written in one go."""


_ERASING = 8
"""About what it costs to erase some cells and go on behind them."""

_BLANKS = re.compile(" {9,}")


class Kind(Enum):
    """An action on cells."""

    WRITE = auto()
    WRITE_DOUBTFUL = auto()
    ERASE_TO_END = auto()


class Change(NamedTuple):
    """Something to be done in a line, from a cell on; of what is erased one cell is named."""

    kind: Kind
    x: int
    y: int
    cells: Sequence[Cell]


def changes_of_line(
    y: int, old: Sequence[Cell], new: Sequence[Cell], can_erase: Callable[[Cell], bool]
) -> list[Change]:
    """The actions, from left to right, that turn one line of cells into another.

    There are no doubtful characters in it, before or after. `can_erase` says whether erasing leaves
    a blank as it is to be.
    """
    differing = _differing(old, new)
    if not differing:
        return []
    first, blank = differing[0], next((cell for cell in reversed(new) if cell[0] == " "), None)
    written, erased = _written(y, differing, new, can_erase)
    if len(differing) < _MANY or blank is None or not can_erase(blank):
        return [*written, *erased]
    left = _differing([*old[:first], *[blank] * (len(new) - first)], new)
    afresh, _ = _written(y, left, new, can_erase)
    if cost_of([afresh]) < cost_of([written]):
        return [Change(Kind.ERASE_TO_END, first, y, [blank]), *afresh]
    return [*written, *erased]


def first_line_to_clear(
    old: Sequence[Sequence[Cell]], new: Sequence[Sequence[Cell]], blank: Cell
) -> int | None:
    """The line from which on it is shorter to erase all and write it again; None if there is none.

    It is reckoned by the cells to be written, and what it costs to erase the rest of a line.
    """
    best, saved, first = 0, 0, None
    cleared = [blank] * len(new[0])
    for y in reversed(range(len(new))):
        before, after = old[y], new[y]
        saved += (0 if before is after else _price(before, after)) - _price(cleared, after)
        if saved > best:
            best, first = saved, y
    return first


def _price(old: Sequence[Cell], new: Sequence[Cell]) -> int:
    """About what it costs to make one line of another, all blanks of it being erased at once."""
    pairs = zip(old, new, strict=True)
    text = "".join([cell[0] if before is not cell else "\t" for before, cell in pairs])
    words = _WORDS.findall(text)
    blanks = text.count(" ")
    return len(text.encode()) - blanks - text.count("\t") + _STEP * (len(words) + (blanks > 0))


def cost_of(lines: Iterable[Sequence[Change]]) -> int:
    """About what it costs to send these changes of lines."""
    return sum([_cost_of_cells(each.cells) + _STEP for changes in lines for each in changes])


def _cost_of_cells(cells: Sequence[Cell]) -> int:
    text = "".join([cell[0] for cell in cells])
    spared = sum([len(blanks) - _ERASING for blanks in _BLANKS.findall(text)])
    return len(text.encode()) - spared


def _differing(old: Sequence[Cell], new: Sequence[Cell]) -> list[int]:
    # Equal cells are mostly the same object, which is seen at once.
    return [
        x
        for x, (before, after) in enumerate(zip(old, new, strict=True))
        if before is not after and before != after
    ]


def _written(
    y: int, differing: list[int], new: Sequence[Cell], can_erase: Callable[[Cell], bool]
) -> tuple[list[Change], list[Change]]:
    """The text to write where cells differ, and whether to erase the end of the line."""
    if not differing:
        return [], []
    blank = new[-1]
    erased = []
    if blank[0] == " " and can_erase(blank):
        tail = len(new)
        while tail > differing[0] and new[tail - 1] == blank:
            tail -= 1
        within = [x for x in differing if x >= tail]
        if len(within) > 3:
            erased = [Change(Kind.ERASE_TO_END, within[0], y, [blank])]
            differing = differing[: len(differing) - len(within)]
    runs = _runs(differing, new)
    return [Change(Kind.WRITE, first, y, new[first:after]) for first, after in runs], erased


def _runs(differing: list[int], new: Sequence[Cell]) -> Iterator[tuple[int, int]]:
    """Differing cells as runs (the first, and the one after the last), what is near joined."""
    if not differing:
        return
    first = last = differing[0]
    for x in differing[1:]:
        if x != last + 1 and not _joins(new[last], new[last + 1 : x]):
            yield first, last + 1
            first = x
        last = x
    yield first, last + 1


def _joins(before: Cell, gap: Sequence[Cell]) -> bool:
    """Whether cells that stand already are cheaper written again than passed over."""
    if len(gap) > _NEAR:
        return False
    pen = before[1]
    for _, wanted in gap:
        same = wanted.is_blank and wanted.background == pen.background
        if wanted != pen and not (same and not (wanted.marks_blanks or pen.marks_blanks)):
            return False
    return sum(len(text.encode()) for text, _ in gap) <= (3 if len(gap) == 1 else 4)


def changes_of_doubtful_line(y: int, old: Sequence[Cell], new: Sequence[Cell]) -> list[Change]:
    """The same for a line with doubtful characters: each run of them is written as a whole.

    A terminal that draws them wider or narrower than we think may have moved what stands in the
    run, and covered what follows.
    """
    differs = [before != after for before, after in zip(old, new, strict=True)]
    if not any(differs):
        return []
    runs = list(doubtful_runs(new))
    _spread(differs, [*runs, *doubtful_runs(old)], runs, new)
    ends = {first: after for first, after in runs if differs[first]}
    changes = []
    x, end = 0, len(new)
    while x < end:
        if not differs[x]:
            x += 1
        elif x in ends:
            changes.append(Change(Kind.WRITE_DOUBTFUL, x, y, new[x : ends[x]]))
            x = ends[x]
        else:
            first = x
            while x < end and differs[x] and x not in ends:
                x += 1
            changes.append(Change(Kind.WRITE, first, y, new[first:x]))
    return changes


def _spread(
    differs: list[bool],
    runs: list[tuple[int, int]],
    new_runs: list[tuple[int, int]],
    new: Sequence[Cell],
) -> None:
    """Have runs that differ anywhere differ as a whole, and what they may have covered."""
    spreads = True
    while spreads:
        before = sum(differs)
        for first, after in runs:
            if any(differs[first:after]):
                differs[first:after] = [True] * (after - first)
        for first, after in new_runs:
            if differs[first]:
                widest = first + 2 * sum(len(text) for text, _ in new[first:after])
                covered = min(widest, len(differs))
                if covered > after:
                    differs[after:covered] = [True] * (covered - after)
        spreads = sum(differs) != before
