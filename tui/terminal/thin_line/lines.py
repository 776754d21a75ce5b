"""Where a line of the terminal differs, and what to write there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum, auto
from typing import NamedTuple

from tui.terminal.thin_line.cells import UNKNOWN, Cell, doubtful_runs
from tui.terminal.thin_line.pens import Pen

_NEAR = 4
"""Passing over so many cells or fewer may cost more than writing them again."""

_MARGIN = 2
"""To blanks at the edge the way is shorter than to what is so many cells from it."""

_MANY = 24
"""From so many differing cells on it may pay to erase all of them first."""

_STEP = 5
"""About what it costs to go on elsewhere in a line."""


_ERASED = "\t"
"""Stands for a cell to be erased: no cell has this character."""

_ERASING = 8
"""About what it costs to erase some cells and go on behind them."""

_LONG = " " * (_ERASING + 1)
_BLANKS = re.compile(f"{_LONG}+")


_TELLING = 12
"""So many characters that stand elsewhere have moved there."""

_LOOKED_AT = 36
"""In so many characters one sees whether a text has moved."""

_SHIFTING = 12
"""About what it costs to move them, and to go there."""


class Kind(Enum):
    """An action on cells."""

    WRITE = auto()
    WRITE_DOUBTFUL = auto()
    ERASE_TO_END = auto()
    INSERT = auto()
    DELETE = auto()


class Change(NamedTuple):
    """Something to be done in a line, from a cell on; of what is erased one cell is named.

    What is to be inserted or deleted are so many cells, of whatever content.
    """

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
    if len(differing) >= _MANY and (shift := _shift(y, differing, old, new)) is not None:
        return [shift, *changes_of_line(y, _shifted(old, shift), new, can_erase)]
    first, blank = differing[0], next((cell for cell in reversed(new) if cell[0] == " "), None)
    written, erased = _written(y, differing, new, can_erase)
    if len(differing) < _MANY or blank is None or not can_erase(blank):
        return [*written, *erased]
    left = _differing([*old[:first], *[blank] * (len(new) - first)], new)
    afresh, _ = _written(y, left, new, can_erase)
    if cost_of([afresh]) < cost_of([written]):
        return [Change(Kind.ERASE_TO_END, first, y, [blank]), *afresh]
    return [*written, *erased]


def _shift(
    y: int, differing: Sequence[int], old: Sequence[Cell], new: Sequence[Cell]
) -> Change | None:
    """The cells to delete or insert where the differing ones begin, if the rest only moved."""
    first = differing[0]
    before, after = ("".join([cell[0] for cell in cells[first:]]) for cells in (old, new))
    # A text is shorter than its line where there are cells of which nothing is known.
    by = _distance(before, after) if len(before) == len(after) and not before.isspace() else 0
    if not by:
        return None
    shift = Change(Kind.DELETE if by > 0 else Kind.INSERT, first, y, [UNKNOWN] * abs(by))
    left = _differing(_shifted(old, shift), new)
    spared = sum([new[x][0] != " " for x in differing]) - sum([new[x][0] != " " for x in left])
    return shift if spared > _SHIFTING else None


def _distance(before: str, after: str) -> int:
    """How far to the left a text has moved, judged by some pieces of it."""
    for at in range(0, _LOOKED_AT, _TELLING):
        piece = after[at : at + _TELLING]
        if not piece.isspace() and (found := before.find(piece)) not in (-1, at):
            return found - at
    return 0


def _shifted(old: Sequence[Cell], shift: Change) -> list[Cell]:
    """A line after some of its cells were deleted or others inserted."""
    x, cells = shift.x, shift.cells
    if shift.kind is Kind.INSERT:
        return [*old[:x], *cells, *old[x : len(old) - len(cells)]]
    return [*old[:x], *old[x + len(cells) :], *cells]


def first_line_to_clear(
    old: Sequence[Sequence[Cell]], new: Sequence[Sequence[Cell]], blank: Cell
) -> int | None:
    """The line from which on it is shorter to erase all and write it again; None if there is none.

    What is new has to be written anyhow: what counts is the text that stands already, and how many
    lines would have to be erased in part.
    """
    best, saved, first = 0, 0, None
    for y in reversed(range(len(new))):
        pairs = zip(old[y], new[y], strict=True)
        text = "".join(
            [
                cell[0] if was is cell else _ERASED if cell is blank else ""
                for was, cell in pairs
                if cell is not blank or was is not blank
            ]
        )
        kept = len(text.encode()) - text.count(" ") - (erased := text.count(_ERASED))
        saved += _STEP * ((erased > 0) - (kept > 0)) - kept
        if saved > best:
            best, first = saved, y
    return first


def cost_of(lines: Iterable[Sequence[Change]]) -> int:
    """About what it costs to send these changes of lines."""
    return sum([_cost_of_cells(each.cells) + _STEP for changes in lines for each in changes])


def _cost_of_cells(cells: Sequence[Cell]) -> int:
    text = "".join([cell[0] for cell in cells])
    long = _BLANKS.findall(text) if _LONG in text else ()
    return len(text.encode()) - sum([len(blanks) - _ERASING for blanks in long])


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
    if first <= _MARGIN and _look_alike(new[first][1], new[:first]):
        first = 0
    for x in differing[1:]:
        if x != last + 1 and not _joins(new[last], new[last + 1 : x]):
            yield first, last + 1
            first = x
        last = x
    yield first, last + 1


def _joins(before: Cell, gap: Sequence[Cell]) -> bool:
    """Whether cells that stand already are cheaper written again than passed over."""
    if len(gap) > _NEAR or not _look_alike(before[1], gap, blanks_only=False):
        return False
    return sum([len(text.encode()) for text, _ in gap]) <= (3 if len(gap) == 1 else 4)


def _look_alike(pen: Pen, cells: Sequence[Cell], *, blanks_only: bool = True) -> bool:
    """Whether a pen draws all of these cells as they are to be."""
    for _, wanted in cells:
        if wanted != pen or blanks_only:
            if not wanted.is_blank or wanted.background != pen.background:
                return False
            if wanted.marks_blanks or pen.marks_blanks:
                return False
    return True


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
