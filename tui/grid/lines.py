"""The lines of a grid: how each is put together, and where two of them differ."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from data.tables.table import Column, Row
from models.fields.states import State, Tone
from tui.grid.columns import GUTTER, Layout, cell_text, clean, cut, fit, heading_of

CURSOR_SIGN = "›"
MARK_SIGN = "✓"
MORE_LEFT = "‹"
MORE_RIGHT = "›"
UPWARDS = "▲"
DOWNWARDS = "▼"
NOT_LOADED = "…"
TYPED_SIGN = "▏"
"""Stands behind a number that is being typed."""

_NEAR = 8
"""Changed cells that are no further apart are sent as one: moving there would cost as much."""


class Looks(NamedTuple):
    """The styles that a grid's lines are drawn in; the last three are laid over the others."""

    plain: Style
    header: Style
    mark: Style
    quiet: Style
    tones: dict[Tone, Style]
    heading: Style
    cursor_row: Style
    cursor: Style


class Piece(NamedTuple):
    """Text of one style, with its left edge and its width in cells."""

    x: int
    width: int
    text: str
    style: Style


class Line:
    """A line of the screen as its pieces, from the left edge to the right without a hole."""

    __slots__ = ("_cells", "pieces", "strip")

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = pieces
        self._cells: list[tuple[str, object]] | None = None
        self.strip = Strip(_segments(pieces), sum(piece.width for piece in pieces))

    @property
    def cells(self) -> list[tuple[str, object]] | None:
        """What each cell shows; None when some character does not take one cell."""
        if self._cells is None and all(len(piece.text) == piece.width for piece in self.pieces):
            self._cells = []
            for piece in self.pieces:
                blank = _blank(piece.style)
                if blank is None:
                    self._cells += [(character, piece.style) for character in piece.text]
                else:
                    self._cells += [
                        (character, blank if character == " " else piece.style)
                        for character in piece.text
                    ]
        return self._cells


def _segments(pieces: Iterable[Piece]) -> Iterable[Segment]:
    """Neighbours of one style as one segment: each segment costs its style's codes again.

    Text that is not ASCII ends a segment, so that what follows is placed afresh when a terminal
    draws it in other widths than ours.
    """
    text = ""
    style: Style | None = None
    for piece in pieces:
        if text and style != piece.style:
            yield Segment(text, style)
            text = ""
        text += piece.text
        style = piece.style
        if not piece.text.isascii():
            yield Segment(text, style)
            text = ""
    if text:
        yield Segment(text, style)


def differences(old: Line, new: Line) -> list[tuple[int, int]]:
    """The spans of cells (first, and the one after the last) in which two lines differ."""
    if old is new:
        return []
    before, after = old.cells, new.cells
    if before is None or after is None or len(before) != len(after):
        return _differences_of_pieces(old, new)
    if before == after:
        return []
    spans: list[tuple[int, int]] = []
    for at, (one, other) in enumerate(zip(before, after, strict=True)):
        if one == other:
            continue
        if spans and at - spans[-1][1] <= _NEAR:
            spans[-1] = (spans[-1][0], at + 1)
        else:
            spans.append((at, at + 1))
    return spans


def _differences_of_pieces(old: Line, new: Line) -> list[tuple[int, int]]:
    """The same for lines with characters of other widths, whose cells cannot be told apart."""
    if [piece[:2] for piece in old.pieces] != [piece[:2] for piece in new.pieces]:
        return [(0, max(old.strip.cell_length, new.strip.cell_length))]
    return [
        (before.x, before.x + before.width)
        for before, after in zip(old.pieces, new.pieces, strict=True)
        if before != after
    ]


def _blank(style: Style) -> object | None:
    """What a blank cell of this style looks like; None when that is more than its background."""
    seen = style.reverse or style.underline or style.underline2 or style.strike or style.overline
    return None if seen else (style.bgcolor,)


def header_line(
    columns: Sequence[Column],
    layout: Layout,
    looks: Looks,
    cursor: int,
    sorted_by: tuple[str, bool] | None,
) -> Line:
    """The line of headings, with the sign of the order and of columns beyond the edges."""
    pieces = [Piece(0, GUTTER, MORE_LEFT if layout.more_left else " ", looks.header)]
    # A heading makes way for the sign in the last cell; the cells below it do not.
    edge = layout.width - 1 if layout.more_right else layout.width
    x = GUTTER
    for slot in layout.slots:
        column = columns[slot.column]
        width = min(slot.right_edge, edge) - slot.x
        if width <= 0:
            break
        if slot.x > x:
            pieces.append(Piece(x, slot.x - x, " " * (slot.x - x), looks.header))
        style = looks.header + looks.heading if slot.column == cursor else looks.header
        text = heading_of(column, width)
        if sorted_by is not None and sorted_by[0] == column.name:
            text = _with_sign(text, DOWNWARDS if sorted_by[1] else UPWARDS, width)
        pieces.append(Piece(slot.x, width, fit(text, width, column.right), style))
        x = slot.x + width
    if x < edge:
        pieces.append(Piece(x, edge - x, " " * (edge - x), looks.header))
    if layout.more_right and edge >= GUTTER:
        pieces.append(Piece(edge, 1, MORE_RIGHT, looks.header))
    return Line(pieces)


def _with_sign(label: str, sign: str, width: int) -> str:
    if width < 3:
        return sign
    return f"{cut(label, width - 2)} {sign}"


def row_line(
    columns: Sequence[Column],
    layout: Layout,
    looks: Looks,
    row: Row | None,
    marked: bool = False,
    cells: frozenset[str] = frozenset(),
    *,
    cursor: int | None = None,
) -> Line:
    """The line of a row, or of one not loaded; `cursor` is the current column, on its row only.

    The row is `marked` at its edge; `cells` names columns whose cells are, each in the gap before
    it.
    """
    on_row = cursor is not None
    over = looks.cursor_row if on_row else Style.null()
    sign, style = " ", looks.plain
    if marked:
        sign, style = MARK_SIGN, looks.mark
    elif on_row:
        sign = CURSOR_SIGN
        if row is not None and row.cells and isinstance(row.cells[0], State):
            # As what follows it: another colour would have to be sent.
            style = looks.tones[row.cells[0].tone]
    pieces = [Piece(0, GUTTER, sign, style + over)]
    x = GUTTER
    for slot in layout.slots:
        column = columns[slot.column]
        if slot.x > x:
            sign, style = (MARK_SIGN, looks.mark) if column.name in cells else ("", looks.plain)
            pieces.append(Piece(x, slot.x - x, sign.rjust(slot.x - x), style))
        style, text = looks.plain, ""
        if row is None:
            if slot.column == 0:
                style, text = looks.quiet, NOT_LOADED
        elif slot.column < len(row.cells):
            value = row.cells[slot.column]
            text = cell_text(value, column.kind, slot.width, column.words)
            if isinstance(value, State):
                style = looks.tones[value.tone]
        if slot.column == cursor:
            # The name of the row stays as it is, whatever cell of it the cursor is on: it would
            # be most of what a move sends.
            style += over + looks.cursor if slot.column == 0 else looks.cursor
        pieces.append(Piece(slot.x, slot.width, fit(text, slot.width, column.right), style))
        x = slot.right_edge
    if x < layout.width:
        pieces.append(Piece(x, layout.width - x, " " * (layout.width - x), looks.plain))
    return Line(pieces)


def text_line(text: str, width: int, style: Style) -> Line:
    """A line of nothing but text."""
    inner = max(0, width - GUTTER)
    return Line([Piece(0, width, " " * min(GUTTER, width) + fit(clean(text), inner), style)])


def wrapped(text: str, width: int) -> list[str]:
    """Plain text in lines of at most so many characters."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        lines += textwrap.wrap(paragraph, max(1, width - GUTTER)) or [""]
    return lines
