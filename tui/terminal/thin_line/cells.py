"""Lines of the screen cell by cell: what each cell shows, and in which pen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.style import Style
from textual.strip import Strip

from tui.terminal.thin_line.pens import PLAIN, Pen, blank_of, pen_of

Cell = tuple[str, Pen]
"""Text and its pen. The text is empty in cells that the character before them takes as well."""

_SURE = "\x20-\x7e\xa1-\xac\xae-\u017f\u2500-\u259f…✓›‹▲▼▾–—‘’“”"
"""Characters that take one cell in every terminal."""

_DOUBTFUL = re.compile(f"[^{_SURE}]")
_RUN = re.compile(f"[{_SURE}]|[^{_SURE}]+")
_NEVER_SENT = re.compile(r"[\x00-\x1f\x7f-\x9f]")
"""Control characters: the terminal would do what they say."""

UNKNOWN: Cell = ("", Pen(frozenset({"unknown"})))
"""An unknown cell, which equals no other."""


class _CellsOfPen(dict[str, Cell]):
    """The cells of a pen by their character, each made once, so that equal ones are the same."""

    def __init__(self, pen: Pen) -> None:
        super().__init__()
        self._pen = pen
        # Bold or dim blanks look alike, and are not to be sent again when only that changes.
        self[" "] = _blank(blank_of(pen))

    def __missing__(self, text: str) -> Cell:
        cell = self[text] = (text, self._pen)
        return cell


@lru_cache(maxsize=1024)
def _blank(pen: Pen) -> Cell:
    return " ", pen


@lru_cache(maxsize=1024)
def _cells_of_pen(pen: Pen) -> _CellsOfPen:
    return _CellsOfPen(pen)


@lru_cache(maxsize=1024)
def blank_cell(pen: Pen) -> Cell:
    """The cell that shows a blank in this pen."""
    return _blank(blank_of(pen))


BLANK = blank_cell(PLAIN)


def is_doubtful(cell: Cell) -> bool:
    """Whether terminals may disagree on how wide the character of this cell is."""
    return len(cell[0]) != 1 or _DOUBTFUL.match(cell[0]) is not None


@lru_cache(maxsize=4096)
def cells_of_text(
    text: str, style: Style | None, colours: ColorSystem
) -> tuple[tuple[Cell, ...], bool]:
    """The cells of text in a style, and whether some of them are doubtful."""
    by_text = _cells_of_pen(pen_of(style, colours))
    if _DOUBTFUL.search(text) is None:
        return tuple(map(by_text.__getitem__, text)), False
    text = _NEVER_SENT.sub("", text)
    cells: list[Cell] = []
    for piece in _pieces(text):
        width = cell_len(piece)
        cells.append(by_text[piece])
        cells += [by_text[""]] * (width - 1)
    return tuple(cells), True


def _pieces(text: str) -> Iterable[str]:
    """The text in pieces that take cells of their own: characters with all that joins them."""
    pieces: list[str] = []
    for run in _RUN.findall(text):
        if cell_len(run[0]) == 0 and pieces:
            run = pieces.pop() + run
        pieces += _clusters(run)
    if sum(map(cell_len, pieces)) == cell_len(text):
        return filter(cell_len, pieces)
    return (text,)


def _clusters(run: str) -> list[str]:
    """A run of doubtful characters in parts, or in one when its parts do not add up."""
    clusters: list[str] = []
    for character in run:
        if clusters and cell_len(character) == 0:
            clusters[-1] += character
        else:
            clusters.append(character)
    return clusters if sum(map(cell_len, clusters)) == cell_len(run) else [run]


def cells_of_strip(strip: Strip, colours: ColorSystem) -> tuple[list[Cell], bool]:
    """The cells of a strip, and whether some of them are doubtful."""
    cells: list[Cell] = []
    doubtful = False
    for text, style, control in strip:
        if text and not control:
            if cells and not text.isascii():
                without = _joined_before(cells, text)
                doubtful |= without != text
                text = without
            more, doubtful_too = cells_of_text(text, style, colours)
            cells += more
            doubtful |= doubtful_too
    return cells, doubtful


def _joined_before(cells: list[Cell], text: str) -> str:
    """The text without the accents at its beginning: these go to the character before it."""
    accents = next((at for at, each in enumerate(text) if cell_len(each)), len(text))
    joined = _NEVER_SENT.sub("", text[:accents])
    if joined:
        base = max(x for x, cell in enumerate(cells) if cell[0])
        before, pen = cells[base]
        cells[base] = before + joined, pen._replace(is_blank=False)
    return text[accents:]


def doubtful_runs(cells: Sequence[Cell]) -> Iterator[tuple[int, int]]:
    """Where doubtful cells stand: the first of each run, and the one after its last."""
    first = None
    for x, cell in enumerate(cells):
        if is_doubtful(cell):
            first = x if first is None else first
        elif first is not None:
            yield first, x
            first = None
    if first is not None:
        yield first, len(cells)
