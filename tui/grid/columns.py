"""Where a grid's columns stand on the screen, and how a value is made to fit its cell."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len, get_character_cell_size

from data.tables.table import Column
from models.fields.states import State
from models.fields.values import Kind, Value, show_value

GUTTER = 1
"""Cells at the left edge that hold the cursor's and the mark's sign."""

GAP = 1
"""Blank cells between two columns."""

_LONGEST = 2_000
_WIDEST = 60
_JOINERS = "\u200d\ufe0f\ufe0e"
_STRANGE = "\N{REPLACEMENT CHARACTER}"


@lru_cache(maxsize=8192)
def clean(text: str) -> str:
    """The text with nothing in it that a terminal would obey, turn round or draw in two widths.

    Control characters show as �, ends of lines as ⏎, tabs as spaces; invisible characters that
    reorder or join others are left out. What is too long for any screen is cut off.
    """
    text = text[:_LONGEST]
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_clean_character, text.replace("\r\n", "\n")))


def _clean_character(character: str) -> str:
    if character.isprintable():
        # Joiners make one picture of several in some terminals and not in others.
        return "" if character in _JOINERS else character
    match unicodedata.category(character):
        case "Cc" if character == "\t":
            return " "
        case "Cc" if character in "\n\r\x0b\x0c\x85":
            return " ⏎ "
        case "Zl" | "Zp":
            return " ⏎ "
        case "Zs":
            return " "
        case "Cc" | "Cs":
            return _STRANGE
        case "Cf":
            return ""
        case _:
            return character


@lru_cache(maxsize=8192)
def cut(text: str, width: int) -> str:
    """Clean text, no wider than so many cells, with … where something was cut off.

    A wide character is never halved, and a letter keeps its accents or goes with them.
    """
    if cell_len(text) <= width:
        return text
    if width <= 0:
        return ""
    room = width - 1
    end = 0
    for character in text:
        room -= get_character_cell_size(character)
        if room < 0:
            break
        end += 1
    return text[:end].rstrip() + "…"


@lru_cache(maxsize=8192)
def fit(text: str, width: int, right: bool = False) -> str:
    """Clean text in exactly so many cells: cut when too wide, else padded."""
    text = cut(text, width)
    padding = " " * (width - cell_len(text))
    return padding + text if right else text + padding


def cell_text(value: Value, kind: Kind, width: int, words: int = 0) -> str:
    """What a cell of so many cells says: a state's word where it fits, otherwise its letter.

    `words` is what the longest word of the column needs; a state without a letter is cut.
    """
    text = clean(show_value(value, kind))
    if isinstance(value, State) and value.letter and max(cell_len(text), words) > width:
        return clean(value.letter)
    return text


def needed_width(value: Value, kind: Kind) -> int:
    """Cells that a value would like to have."""
    return min(_WIDEST, cell_len(clean(show_value(value, kind))))


def heading_of(column: Column, width: int) -> str:
    """What stands over a column of so many cells: its label, or a shorter heading that it has."""
    label = clean(column.label)
    return label if cell_len(label) <= width or not column.heading else clean(column.heading)


class Slot(NamedTuple):
    """Where a column is shown: its index among the columns, its left edge, its width in cells."""

    column: int
    x: int
    width: int

    @property
    def right_edge(self) -> int:
        """The first cell after it."""
        return self.x + self.width


class Layout(NamedTuple):
    """The columns that are on the screen, and whether there are more on either side."""

    width: int
    slots: tuple[Slot, ...] = ()
    more_left: bool = False
    more_right: bool = False

    def slot_of(self, column: int) -> Slot | None:
        """Where that column stands, None when it is not on the screen."""
        return next((slot for slot in self.slots if slot.column == column), None)

    def column_at(self, x: int) -> int | None:
        """The column under a cell, counting the gap after it; None beyond the last."""
        return next((slot.column for slot in self.slots if x <= slot.right_edge), None)


def lay_out(columns: Sequence[Column], needs: Sequence[int], width: int, left: int) -> Layout:
    """Place columns in so many cells; the first stays, the others begin with the one at `left`.

    `needs` are the cells that the contents of each column would like: where all columns leave
    room to spare, it goes to those whose contents are cut, the first column first.
    """
    room = width - GUTTER
    if not columns or room <= 0:
        return Layout(width)
    widths = [max(1, column.width) for column in columns]
    spare = room - sum(widths) - GAP * (len(widths) - 1)
    if spare >= 0:
        _share(spare, widths, needs, range(len(widths)))
        return Layout(width, _place(widths, range(len(widths))))
    if len(columns) > 1:
        widths[0] = min(widths[0], max(1, room // 2))
    widest = room - widths[0] - GAP if len(columns) > 1 else room
    if widest <= 0:
        return Layout(width, _place([room], [0]), more_right=True)
    widths[1:] = [min(other, widest) for other in widths[1:]]
    widths[0] = min(widths[0], room)
    left = max(1, left)
    shown = [0]
    spare = room - widths[0]
    for index in range(left, len(columns)):
        if GAP + widths[index] > spare:
            break
        spare -= GAP + widths[index]
        shown.append(index)
    # What is read down a column stands still when the others move: names, and states.
    _share(spare, widths, needs, [at for at in shown[1:] if columns[at].kind != "state"])
    more_right = shown[-1] < len(columns) - 1 and len(columns) > 1
    return Layout(width, _place(widths, shown), left > 1, more_right)


def with_words(columns: Sequence[Column], needs: Sequence[int], width: int) -> Sequence[int]:
    """The needs, with room for the words of every state where all of them fit; else unchanged."""
    roomy = [max(need, column.words) for column, need in zip(columns, needs, strict=False)]
    return roomy if GUTTER + sum(roomy) + GAP * (len(roomy) - 1) <= width else needs


def _share(spare: int, widths: list[int], needs: Sequence[int], among: Sequence[int]) -> None:
    for index in among:
        extra = min(spare, max(0, needs[index] - widths[index]))
        widths[index] += extra
        spare -= extra


def _place(widths: Sequence[int], shown: Sequence[int]) -> tuple[Slot, ...]:
    slots = []
    x = GUTTER
    for index in shown:
        slots.append(Slot(index, x, widths[index]))
        x += widths[index] + GAP
    return tuple(slots)


def left_for(
    columns: Sequence[Column], needs: Sequence[int], width: int, left: int, cursor: int
) -> int:
    """The column that must stand after the first one for the cursor's to be wholly in view.

    It is the nearest to `left` that serves, and never leaves room empty at the right edge.
    """
    left = min(left, len(columns) - 1)
    if cursor > 0:
        left = min(left, cursor)
        while left < cursor and lay_out(columns, needs, width, left).slot_of(cursor) is None:
            left += 1
    while left > 1 and not lay_out(columns, needs, width, left - 1).more_right:
        left -= 1
    return max(1, left)
