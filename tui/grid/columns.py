"""The places of a grid's columns on the screen, and how a value is fitted into its cell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len, get_character_cell_size

from data.store.namesakes import BESIDE_A_NAME
from data.tables.table import Column
from models.fields.states import State
from models.fields.values import Kind, Value, show_value

GUTTER = 1
"""Cells at the left edge that hold the cursor's and the mark's sign."""

EDGE = 1
"""Cells at the right edge that hold the sign of the cursor's row, and of columns beyond it."""

GAP = 1
"""Blank cells between two columns."""

_LEAST_OF_TOLD = 7
"""Cells of such a name that stay before it."""

_SHORT_NAMES = 26
"""Below so many cells a name loses what stands in brackets behind it without a sign."""

_LEAST_NAME = 16
"""Cells of a name of which none are taken away."""

_LONGEST = 2_000
_WIDEST, _WIDEST_OF_ALL = 60, 120
"""Cells for what is longer, as long as others are cut; and where there is room to spare."""

_WIDE, _WHOLE, _WHOLE_COLUMNS = 130, 28, 5
"""In so many cells the first columns take what they need, up to so many, before others come in."""

_PARTED = " · "
"""Between the names of those that a record ties together."""

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

    A wide character is never halved, and a letter keeps its accents or goes with them. A code that
    tells a name from others like it stays, with what stands before it.
    """
    if cell_len(text) <= width:
        return text
    if width <= 0:
        return ""
    if told := re.search(BESIDE_A_NAME, text):
        for behind in (told[0], told[1] + told[2]):
            if (room := width - cell_len(behind)) >= _LEAST_OF_TOLD:
                return cut(text[: told.start()], room) + behind
    room = width - 1
    end = 0
    for character in text:
        room -= get_character_cell_size(character)
        if room < 0:
            break
        end += 1
    return text[:end].rstrip() + "…"


def cut_name(text: str, width: int) -> str:
    """A clean name in so many cells: what stands in brackets behind it goes first, and whole.

    Of a name of several parts what stands in brackets behind any of them goes.
    """
    if cell_len(text) > width and _PARTED in text:
        text = _PARTED.join(re.sub(r" \([^()]*\)$", "", part) for part in text.split(_PARTED))
    if cell_len(text) <= width or not text.endswith(")"):
        return cut(text, width)
    name = text[: text.rfind("(")].rstrip()
    if not name or cell_len(name) > width:
        return cut(name or text, width)
    return name if width < _SHORT_NAMES or cell_len(name) + 2 > width else f"{name} …"


@lru_cache(maxsize=8192)
def fit(text: str, width: int, right: bool = False) -> str:
    """Clean text in exactly so many cells: cut when too wide, else padded."""
    text = cut(text, width)
    padding = " " * (width - cell_len(text))
    return padding + text if right else text + padding


def cell_text(value: Value, kind: Kind, width: int, words: int = 0) -> str:
    """The text of a cell of this width: a state's word where it fits, otherwise its letter.

    `words` is what the longest word of the column needs; a state without a letter is cut.
    """
    text = clean(show_value(value, kind))
    if isinstance(value, State) and value.letter and max(cell_len(text), words) > width:
        return clean(value.letter)
    return text


def needed_width(value: Value, kind: Kind, named: bool = False) -> int:
    """Cells that a value would like to have; a name can do without what it has in brackets."""
    text = clean(show_value(value, kind))
    cells = cell_len(text)
    if named and text.endswith(")") and (at := text.rfind("(")) > 0:
        cells = min(cells, cell_len(text[:at].rstrip()) + 2)
    return min(_WIDEST_OF_ALL, cells)


def heading_of(column: Column, width: int) -> str:
    """The heading of a column of this width: its label, or its shorter heading."""
    label = clean(column.label)
    return label if cell_len(label) <= width or not column.heading else clean(column.heading)


_ENDINGS = (
    *("ances", "sions", "tions", "ments", "sion", "tion", "ment", "ance", "iples", "iour", "ility"),
    *("ings", "ing", "ity", "ers", "ies", "ual", "ent", "ship", "ness", "ics", "cy"),
)
"""Before these a word may be parted."""


@lru_cache(maxsize=2048)
def in_two_lines(heading: str, width: int, parted: str = "") -> tuple[str, str]:
    """A heading on two lines of so many cells, parted between words or before an ending.

    Where it is `parted` by hand, with a stroke between, that is how it stands.
    """
    heading = clean(heading)
    if cell_len(heading) <= width:
        return "", heading
    first, _, rest = heading.partition(" ")
    while rest and cell_len(f"{first} {rest.split(' ', 1)[0]}") <= width:
        word, _, rest = rest.partition(" ")
        first = f"{first} {word}"
    above, _, below = clean(parted).rpartition("/")
    fits = max(cell_len(above), cell_len(below)) <= width
    if below and fits and not (rest and max(cell_len(first), cell_len(rest)) <= width):
        return above, below
    if rest and cell_len(first) <= width:
        return first, _shortest_cut(rest, width)
    whole = heading.replace(" ", "")
    for ending in _ENDINGS:
        at = len(whole) - len(ending)
        if whole.endswith(ending) and 2 < at <= width:
            return whole[:at], whole[at:][:width]
    at = width - (len(whole) == width + 1)
    return whole[:at], _shortest_cut(whole[at:], width)


def _shortest_cut(text: str, width: int) -> str:
    """A text whose end is left out without a sign: in so little room a sign would tell less."""
    return text if cell_len(text) <= width else text[:width].rstrip()


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
    """The columns that are on the screen, and whether there are more on either side.

    The sign of more at the right stands at the edge, or before the columns that stay there.
    """

    width: int
    slots: tuple[Slot, ...] = ()
    more_left: bool = False
    more_right: bool = False
    staying: int = 0

    @property
    def sign_at(self) -> int:
        """The cell of the sign of more columns at the right."""
        return self.slots[-self.staying].x - 1 if self.staying else self.width - EDGE

    def slot_of(self, column: int) -> Slot | None:
        """Where that column stands, None when it is not on the screen."""
        return next((slot for slot in self.slots if slot.column == column), None)

    def column_at(self, x: int) -> int | None:
        """The column under a cell, counting the gap after it; None beyond the last."""
        return next((slot.column for slot in self.slots if x <= slot.right_edge), None)


def lay_out(
    columns: Sequence[Column],
    needs: Sequence[int],
    width: int,
    left: int,
    pinned: int = 0,
    gap: int = GAP,
) -> Layout:
    """Place columns in so many cells; the first stays, the others begin with the one at `left`.

    The last `pinned` columns stay as well. `needs` are the cells that the contents of each column
    would like: what room there is to spare goes to those whose contents are cut, the names first.
    """
    room = width - GUTTER - EDGE
    if not columns or room <= 0:
        return Layout(width)
    wanted, needs = needs, [min(need, _WIDEST) for need in needs]
    widths = [max(1, column.width) for column in columns]
    spare = room - sum(widths) - gap * (len(widths) - 1)
    if spare == -EDGE and widths[0] > _LEAST_NAME:
        # The cell at the edge is taken from the names, where all else has room.
        widths[0] -= EDGE
        spare = 0
    if spare >= 0:
        states = [at for at in range(1, len(widths)) if columns[at].kind == "state"]
        others = [at for at in range(len(widths)) if at not in states]
        _share(spare, widths, needs, others)
        # Columns of states are alike, so that they are read as one.
        spare = room - sum(widths) - gap * (len(widths) - 1)
        each = spare // len(states) if states else 0
        for at in states:
            widths[at] += max(0, min(each, needs[at] - widths[at]))
        _share(room - sum(widths) - gap * (len(widths) - 1), widths, wanted, others)
        return Layout(width, _place(widths, range(len(widths)), gap))
    if room >= _WIDE:
        for at, need in enumerate(needs[:_WHOLE_COLUMNS]):
            widths[at] = max(widths[at], min(need, _WHOLE if at else room // 3))
    if len(columns) > 1:
        widths[0] = min(widths[0], max(1, room // 2))
    widest = room - widths[0] - gap if len(columns) > 1 else room
    if widest <= 0:
        return Layout(width, _place([room], [0], gap), more_right=True)
    widths[1:] = [min(other, widest) for other in widths[1:]]
    widths[0] = min(widths[0], room)
    stay = _pinned(widths, room, pinned, gap)
    moving = range(1, len(columns) - len(stay))
    spare = room - widths[0] - sum(gap + widths[at] for at in stay)
    # The names take what the first columns beside them leave, and keep it when the others move;
    # they give up the cell at the edge where that brings another column in.
    beside = _shown(widths, moving, 1, spare, gap)
    if widths[0] > _LEAST_NAME and len(_shown(widths, moving, 1, spare + EDGE, gap)) > len(beside):
        widths[0] -= EDGE
        spare += EDGE
        beside = _shown(widths, moving, 1, spare, gap)
    over = spare - sum(gap + widths[at] for at in beside)
    grown = widths[0] + max(0, min(over, needs[0] - widths[0], room // 2 - widths[0]))
    if all(widths[at] <= room - grown - gap for at in moving):
        spare -= grown - widths[0]
        widths[0] = grown
    left = max(1, left)
    shown = _shown(widths, moving, left, spare, gap)
    spare -= sum(gap + widths[at] for at in shown)
    # What is read down a column stands still when the others move: names, and states.
    # Those that have shorter words for what is cut can wait.
    wide = [at for at in shown if columns[at].kind != "state"]
    _share(spare, widths, needs, sorted(wide, key=lambda at: bool(columns[at].shorter)))
    more_right = (shown[-1] if shown else 0) < moving.stop - 1 and len(columns) > 1
    slots = _place(widths, [0, *shown, *stay], gap)
    return Layout(width, slots, left > 1, more_right, len(stay))


def _pinned(widths: Sequence[int], room: int, pinned: int, gap: int) -> list[int]:
    """The last columns that stay, where they leave room enough for others."""
    stay = list(range(max(1, len(widths) - pinned), len(widths)))
    taken = widths[0] + sum(gap + widths[at] for at in stay)
    others = [widths[at] for at in range(1, len(widths) - len(stay))]
    return stay if not others or room - taken - gap >= max(others) else []


def _shown(
    widths: Sequence[int], moving: Sequence[int], left: int, spare: int, gap: int
) -> list[int]:
    """The columns from the one at `left` on for which there is room."""
    shown = []
    for index in moving:
        if index < left:
            continue
        if gap + widths[index] > spare:
            break
        spare -= gap + widths[index]
        shown.append(index)
    return shown


def with_words(
    columns: Sequence[Column], needs: Sequence[int], width: int, gap: int = GAP
) -> Sequence[int]:
    """The needs, with room for the words of every state where all of them fit; else unchanged."""
    roomy = [max(need, column.words) for column, need in zip(columns, needs, strict=False)]
    least = sum(min(each, _WIDEST) for each in roomy)
    return roomy if GUTTER + EDGE + least + gap * (len(roomy) - 1) <= width else needs


def alike(columns: Sequence[Column], needs: Sequence[int]) -> list[int]:
    """The needs, those of all columns whose words are known as large as the largest of them."""
    pairs = list(zip(columns, needs, strict=False))
    largest = max((need for column, need in pairs if column.words), default=0)
    return [largest if column.words else need for column, need in pairs]


def with_letters(columns: Sequence[Column], layout: Layout) -> tuple[Column, ...]:
    """The columns, all with letters where one has no room for words: no mixture of both."""
    short = [slot for slot in layout.slots if columns[slot.column].words > slot.width]
    if not short:
        return tuple(columns)
    return tuple(each._replace(words=layout.width) if each.words else each for each in columns)


def on_one_line(columns: Sequence[Column], layout: Layout) -> bool:
    """Whether all headings fit on one line."""
    return all(cell_len(columns[slot.column].label) <= slot.width for slot in layout.slots)


def _share(spare: int, widths: list[int], needs: Sequence[int], among: Iterable[int]) -> None:
    for index in among:
        extra = min(spare, max(0, needs[index] - widths[index]))
        widths[index] += extra
        spare -= extra


def _place(widths: Sequence[int], shown: Sequence[int], gap: int) -> tuple[Slot, ...]:
    slots = []
    x = GUTTER
    for index in shown:
        slots.append(Slot(index, x, widths[index]))
        x += widths[index] + gap
    return tuple(slots)


def left_for(
    columns: Sequence[Column],
    needs: Sequence[int],
    width: int,
    left: int,
    cursor: int,
    pinned: int = 0,
    gap: int = GAP,
) -> int:
    """The column that must stand after the first one for the cursor's to be wholly in view.

    It is the nearest to `left` that serves, and never leaves room empty at the right edge. With
    the cursor on the names the others stand from their beginning.
    """
    if cursor == 0:
        return 1
    left = min(left, len(columns) - 1, cursor)
    while (
        left < cursor and lay_out(columns, needs, width, left, pinned, gap).slot_of(cursor) is None
    ):
        left += 1
    while left > 1 and not lay_out(columns, needs, width, left - 1, pinned, gap).more_right:
        left -= 1
    return max(1, left)
