"""What to write so that a line of the terminal shows other cells than before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tui.thin_line.cells import Cell, blank_cell, doubtful_runs
from tui.thin_line.writer import Writer

_NEAR = 4
"""Passing over so many cells or fewer may cost more than writing them again."""

_MANY = 24
"""From so many differing cells on it may pay to erase all of them first."""


def paint_line(
    writer: Writer, y: int, old: Sequence[Cell], new: Sequence[Cell], doubtful: bool
) -> None:
    """Write the cells in which a line differs.

    `doubtful` says that there are characters, in the old line or the new one, on whose widths
    terminals disagree.
    """
    if doubtful:
        _paint_doubtful(writer, y, old, new)
        return
    differing = _differing(old, new)
    if not differing:
        return
    blank = next((cell for cell in reversed(new) if cell[0] == " "), None)
    if len(differing) < _MANY or blank is None or not writer.can_erase(blank):
        _paint(writer, y, differing, new)
        return
    first = differing[0]
    cleared, step_by_step = writer.trial(), writer.trial()
    cleared.erase_to_end(first, y, blank)
    _paint(cleared, y, _differing([*old[:first], *[blank] * (len(new) - first)], new), new)
    _paint(step_by_step, y, differing, new)
    writer.adopt(min(step_by_step, cleared, key=lambda trial: trial.length))


def _differing(old: Sequence[Cell], new: Sequence[Cell]) -> list[int]:
    # Equal cells are mostly the same object, which is seen at once.
    return [
        x
        for x, (before, after) in enumerate(zip(old, new, strict=True))
        if before is not after and before != after
    ]


def _paint(writer: Writer, y: int, differing: list[int], new: Sequence[Cell]) -> None:
    if not differing:
        return
    end, blank = len(new), new[-1]
    erased_from = None
    if blank[0] == " " and writer.can_erase(blank):
        tail = end
        while tail > differing[0] and new[tail - 1] == blank:
            tail -= 1
        within = [x for x in differing if x >= tail]
        if len(within) > 3:
            erased_from = within[0]
            differing = differing[: len(differing) - len(within)]
    for first, after in _runs(differing, new):
        writer.write(first, y, new[first:after])
    if erased_from is not None:
        writer.erase_to_end(erased_from, y, blank)


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
    for text, wanted in gap:
        same = wanted.background == pen.background and not (wanted.marks_blanks or pen.marks_blanks)
        if wanted != pen and not (text == " " and same):
            return False
    return sum(len(text.encode()) for text, _ in gap) <= (3 if len(gap) == 1 else 4)


def _paint_doubtful(writer: Writer, y: int, old: Sequence[Cell], new: Sequence[Cell]) -> None:
    """The same for a line with doubtful characters: each run of them is written as a whole.

    A terminal that draws them wider or narrower than we think has moved what stands in the run,
    and perhaps covered what follows.
    """
    differs = [before != after for before, after in zip(old, new, strict=True)]
    if not any(differs):
        return
    runs = list(doubtful_runs(new))
    _spread(differs, [*runs, *doubtful_runs(old)], runs, new)
    starts = {first: after for first, after in runs if differs[first]}
    x, end = 0, len(new)
    while x < end:
        if not differs[x]:
            x += 1
        elif x in starts:
            cells = new[x : starts[x]]
            blanks = [blank_cell(pen) for _, pen in cells]
            writer.write_doubtful(x, y, cells, on_blanks=list(old[x : starts[x]]) == blanks)
            x = starts[x]
        else:
            first = x
            while x < end and differs[x] and x not in starts:
                x += 1
            writer.write(first, y, new[first:x])


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
