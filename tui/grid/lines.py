"""The lines of a grid: how each is put together, and where two of them differ."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from data.tables.table import Column, Row
from models.fields.states import State, Tone
from models.fields.text import folded
from models.fields.values import Value, show_value
from tui.grid.columns import (
    EDGE,
    GUTTER,
    Layout,
    Slot,
    cell_text,
    clean,
    cut,
    cut_name,
    fit,
    heading_of,
    in_two_lines,
)

CURSOR_SIGN = "›"
CURSOR_EDGE = "‹"
MARK_SIGN = "•"
ALARM_SIGN = "!"
MORE_LEFT = "‹"
MORE_RIGHT = "›"
UPWARDS = "▲"
DOWNWARDS = "▼"
NOT_LOADED = "…"
TYPED_SIGN = "▏"
"""Stands behind a number that is being typed."""

_NEAR = 8
"""Changed cells that are no further apart are sent as one: moving there would cost as much."""


Matches = Sequence[tuple[str, str]]
"""Folded words of a filter to be shown where they stand, each with the name of the column in which
alone it was looked for; empty for all."""


Legend = Callable[[int, int], Sequence[Sequence[tuple[str, Tone | None]]]]
"""Gives the lines that are to stand below the rows, in so many cells and at most so many lines."""


class Looks(NamedTuple):
    """The styles that a grid's lines are drawn in; those from `heading` on are laid over others."""

    plain: Style
    header: Style
    mark: Style
    quiet: Style
    tones: dict[Tone, Style]
    match: Style
    heading: Style
    marked_row: Style
    cursor: Style
    alarm: Style


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
        """The characters of each cell; None when some character is not one cell wide."""
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
    # Most lines of a form or of details are the same again, and then nobody asks for their cells.
    if old is new or old.pieces == new.pieces:
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
    """The look of a blank cell in this style; None when that is more than its background."""
    seen = style.reverse or style.underline or style.underline2 or style.strike or style.overline
    return None if seen else (style.bgcolor,)


def signs_of_order(sorted_by: Sequence[tuple[str, bool]]) -> dict[str, str]:
    """The sign of each column that the rows are ordered by; of several with its number."""
    several = len(sorted_by) > 1
    return {
        name: (DOWNWARDS if down else UPWARDS) + (str(at) if several else "")
        for at, (name, down) in enumerate(sorted_by, 1)
    }


def header_line(
    columns: Sequence[Column],
    layout: Layout,
    looks: Looks,
    cursor: int,
    sorted_by: Mapping[str, str],
    line: int = 0,
    lines: int = 1,
) -> Line:
    """A line of headings, of so many, with the signs of the order and of columns beyond the edges.

    `sorted_by` has the sign of each column that the rows are ordered by.
    """
    last = line == lines - 1
    plain = looks.header if last else looks.quiet
    pieces = [Piece(0, GUTTER, MORE_LEFT if layout.more_left and last else " ", plain)]
    # A heading makes way for the sign in the last cell; the cells below it do not.
    edge = max(GUTTER, layout.width - EDGE)
    x = GUTTER
    for slot in layout.slots:
        column = columns[slot.column]
        width = min(slot.right_edge, edge) - slot.x
        if width <= 0:
            break
        if slot.x > x:
            sign = MORE_RIGHT if last and layout.more_right and slot.x - 1 == layout.sign_at else ""
            pieces.append(Piece(x, slot.x - x, sign.rjust(slot.x - x), plain))
        style = plain + looks.heading if slot.column == cursor and last else plain
        text = heading_of(column, width)
        if lines > 1:
            # The upper line stays as it is: to make both bold would cost a move a fifth more.
            text = in_two_lines(column.label, width, column.parted)[line]
        if last and column.name in sorted_by:
            text = _with_sign(text, sorted_by[column.name], width)
        pieces.append(Piece(slot.x, width, fit(text, width, column.right), style))
        x = slot.x + width
    if x < layout.width - EDGE:
        pieces.append(Piece(x, layout.width - EDGE - x, " " * (layout.width - EDGE - x), plain))
    if layout.width > GUTTER:
        more = layout.more_right and last and not layout.staying
        sign = MORE_RIGHT if more else " "
        pieces.append(Piece(layout.width - EDGE, EDGE, sign, plain))
    return Line(pieces)


def _with_sign(label: str, sign: str, width: int) -> str:
    if width < 3:
        return sign[:width]
    return f"{cut(label, width - len(sign) - 1)} {sign}"


def row_line(
    columns: Sequence[Column],
    layout: Layout,
    looks: Looks,
    row: Row | None,
    marked: bool = False,
    cells: frozenset[str] = frozenset(),
    *,
    cursor: int | None = None,
    edge: bool = False,
    in_cells: bool = False,
    matches: Matches = (),
) -> Line:
    """The line of a row, or of one not loaded; `cursor` is the current column, on its row only.

    The row is `marked` at its edge; `cells` names columns whose cells are, each in the gap before
    it. At the right `edge` stands the sign of the cursor's row. In a grid `in_cells` the cursor's
    cell is bracketed, as an alarm in another is in reverse as well.
    """
    on_row = cursor is not None
    over = looks.marked_row if marked and not in_cells else Style.null()
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
        value = row.cells[slot.column] if row is not None and slot.column < len(row.cells) else None
        text, style = _shown(column, value, slot.width, looks)
        if row is None and slot.column == 0:
            text, style = NOT_LOADED, looks.quiet
        here = slot.column == cursor
        bracketed = here and in_cells and slot.column > 0
        if slot.x > x:
            sign, gap_style = ("[", looks.plain) if bracketed else ("", looks.plain)
            if column.name in cells:
                sign, gap_style = MARK_SIGN, looks.mark
            pieces.append(Piece(x, slot.x - x, sign.rjust(slot.x - x), gap_style))
        if here:
            # The name of the row stays as it is, whatever cell of it the cursor is on: it would
            # be most of what a move sends.
            style = style + over + looks.cursor if slot.column == 0 else style + looks.cursor
            text = text or " "
        elif column.name in cells:
            style += looks.cursor
        # A single letter is in nearly every cell, and marking it would tell nothing.
        words = [word for name, word in matches if len(word) > 1 and name in ("", column.name)]
        pieces += _cell(slot, text, style, looks, column.right, words, bracketed)
        x = slot.right_edge
    if x < layout.width:
        rest = " " * (layout.width - x)
        if edge:
            rest = rest[:-1] + CURSOR_EDGE
        pieces.append(Piece(x, layout.width - x, rest, looks.plain))
    return Line(pieces)


def _shown(column: Column, value: Value, width: int, looks: Looks) -> tuple[str, Style]:
    """The text of a cell, cut to its width, and its style."""
    text = cell_text(value, column.kind, width, column.words)
    if column.shorter:
        whole = clean(show_value(value, column.kind))
        if cell_len(whole) > width:
            text = dict(column.shorter).get(whole, text)
    if not isinstance(value, State):
        return (cut_name if column.kind == "text" else cut)(text, width), looks.plain
    style = looks.tones[value.tone]
    if text == value.letter and value.tone is Tone.BAD and width > 1:
        return sign_of(value), style + looks.alarm
    return cut(text, width), style


def sign_of(state: State) -> str:
    """A state in a narrow column: its letter, with a sign where it raises an alarm."""
    return f"{state.letter}{ALARM_SIGN}" if state.tone is Tone.BAD else state.letter


def _cell(
    slot: Slot,
    text: str,
    style: Style,
    looks: Looks,
    right: bool,
    words: Sequence[str],
    bracketed: bool,
) -> Iterator[Piece]:
    """The pieces of a cell: its text in its style, and what is left of the room in none."""
    used = cell_len(text)
    room = slot.width - used
    x = slot.x
    if right and room:
        yield Piece(x, room, " " * room, looks.plain)
        x += room
    for part, found in _parted(text, words):
        cells = cell_len(part)
        yield Piece(x, cells, part, style + looks.match if found else style)
        x += cells
    if not right and room:
        yield Piece(x, room, ("]" if bracketed else "").ljust(room), looks.plain)


def _parted(text: str, words: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """The text in parts, and of each whether it is one of the words."""
    if not words or not text:
        if text:
            yield text, False
        return
    searched = folded(text)
    if len(searched) != len(text):
        yield text, False
        return
    found = [False] * len(text)
    for word in words:
        at = searched.find(word) if word else -1
        while at >= 0:
            found[at : at + len(word)] = [True] * len(word)
            at = searched.find(word, at + len(word))
    begins = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or found[at] != found[begins]:
            yield text[begins:at], found[begins]
            begins = at


def text_line(text: str, width: int, style: Style) -> Line:
    """A line of nothing but text."""
    inner = max(0, width - GUTTER)
    return Line([Piece(0, width, " " * min(GUTTER, width) + fit(clean(text), inner), style)])


def line_of_words(words: Sequence[tuple[str, Tone | None]], width: int, looks: Looks) -> Line:
    """A line of words, each in the style of its tone."""
    pieces, x = [], 0
    for text, tone in words:
        pieces.append(Piece(x, len(text), text, looks.tones[tone] if tone else looks.plain))
        x += len(text)
    if x < width:
        pieces.append(Piece(x, width - x, " " * (width - x), looks.plain))
    return Line(pieces)


def wrapped(text: str, width: int) -> list[str]:
    """Plain text in lines of at most so many characters."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        lines += textwrap.wrap(paragraph, max(1, width - GUTTER)) or [""]
    return lines
