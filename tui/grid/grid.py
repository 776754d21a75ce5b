"""The grid: every list of records and every matrix of the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from data.tables.table import Column, Row
from tui.grid.marking import MarkedGrid
from tui.grid.places import place_after, places_from, places_in_order
from tui.grid.source import Source, keys_between
from tui.terminal.slow_line import is_slow

_WHEEL = 3
"""Rows that one step of the mouse wheel scrolls."""


class Grid(MarkedGrid, can_focus=True, inherit_bindings=False):
    """A grid of the rows of a source, with a cursor on one cell and marks on records.

    It keeps its place by the record: whatever becomes of the order, the cursor stays on the
    record that it was on. Its cost is that of the rows in view, however many there are.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "go_up", "Up", show=False, id="grid.up"),
        Binding("down", "go_down", "Down", show=False, id="grid.down"),
        Binding("left", "go_left", "Left", show=False, id="grid.left"),
        Binding("right", "go_right", "Right", show=False, id="grid.right"),
        Binding("pageup", "go_page_up", "Page up", show=False, id="grid.page_up"),
        Binding("pagedown", "go_page_down", "Page down", show=False, id="grid.page_down"),
        Binding("home", "go_home", "First column", show=False, id="grid.home"),
        Binding("end", "go_end", "Last column", show=False, id="grid.end"),
        Binding("g,ctrl+home", "go_first", "First row", show=False, id="grid.first"),
        Binding("G,ctrl+end", "go_last", "Last row", show=False, id="grid.last"),
        *(
            Binding(f"shift+{way}", f"block_{way}", "Mark a block", show=False)
            for way in ("up", "down", "left", "right", "home", "end")
        ),
        Binding("space", "mark", "Mark", show=False, id="grid.mark"),
        Binding("enter", "open", "Open", show=False, id="grid.open"),
    ]

    class _GridMessage(Message):
        def __init__(self, grid: Grid) -> None:
            super().__init__()
            self.grid = grid

        @property
        def control(self) -> Grid:
            return self.grid

    class RowsWanted(_GridMessage, namespace="grid"):
        """Rows `first` to `last` (both included) are in view, or nearly, and not loaded."""

        def __init__(self, grid: Grid, first: int, last: int) -> None:
            super().__init__(grid)
            self.first = first
            self.last = last

    class Moved(_GridMessage, namespace="grid"):
        """The cursor is on another record or another column."""

    class HeadingChosen(_GridMessage, namespace="grid"):
        """The heading of the cursor's column was clicked."""

    class Opened(_GridMessage, namespace="grid"):
        """The record of the cursor is to be opened."""

    class CellTyped(_GridMessage, namespace="grid"):
        """One of the grid's letters was typed on the current cell: what it should be set to."""

        def __init__(self, grid: Grid, character: str, meaning: str) -> None:
            super().__init__(grid)
            self.character = character
            self.meaning = meaning

    class Marked(_GridMessage, namespace="grid"):
        """Other records are marked than before."""

    def __init__(
        self,
        *,
        empty: str = "Nothing here yet.",
        moved: Callable[[], None] | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(empty, id=id, classes=classes)
        # Called in place of the message: what stands around the grid and follows the cursor is
        # then sent together with the cursor.
        self._moved, self._tell = moved, False
        self.cell_letters: Mapping[str, str] = {}
        """The meaning of each letter that sets a cell; empty where there is nothing to set."""
        self._asked: set[int] = set()
        self._announced: object = None
        self.moved_by_key = False
        """Whether the cursor is where a key or the mouse put it, and not the owner."""
        self._clicked: tuple[int, int] | None = None
        self.goes_right = False
        """Whether the cursor goes right after a letter, and not down."""
        # The rows of the block that is being marked, and what was marked before it.
        self._block_keys: list[str] = []
        self._before_block: dict[str, frozenset[str]] = {}
        # The first row in view before those in the way of a question made room for it.
        self._top_before: int | None = None

    # What the owner sees

    def show(
        self, source: Source, *, cursor_key: str | None = None, cursor_column: str | None = None
    ) -> None:
        """Show a new source, or one whose rows or order have changed.

        The cursor stays on its record and column, at the same height where it can, unless
        `cursor_key` and `cursor_column` name others; where the record is gone, it goes to the
        row that now stands in its place.
        """
        column = self.cursor_column
        name = cursor_column or (column.name if column is not None else None)
        # Not what the source has there now: the rows may have changed where they stood.
        key = cursor_key or self._key
        height = self._index - self._top
        self._asked.clear()
        self._clicked = None
        self.moved_by_key = False
        self._take(source)
        index = source.index_of(key) if key is not None else None
        self._key = None if index is None else key
        self._index = max(0, min(self._index if index is None else index, len(source) - 1))
        self._column = _place_of(self._columns, name, self._column)
        self._top = self._index - height
        if (begun := self._anchor) is not None:
            there = keys_between(source, begun[0], self._index)
            self._anchor = begun if there == self._block_keys else None
        self._measure()
        self._settle(anew=True)
        self._repaint()
        self._announce()
        self._want_rows()

    def rows_loaded(self, first: int, last: int) -> None:
        """The source has come to have rows `first` to `last` (both included)."""
        loaded = {index for index in self._asked if first <= index <= last}
        self._asked -= {index for index in loaded if self.source.row(index) is not None}
        if not self._measured:
            self._measure()
            self._settle(anew=True)
        self._repaint()
        if first <= self._index <= last:
            self._announce()

    def move_to(
        self,
        *,
        index: int | None = None,
        key: str | None = None,
        column: int | str | None = None,
    ) -> None:
        """Put the cursor on a row, by index or by record, and on a column, by index or name.

        What the source does not have moves nothing; an index is brought within the rows.
        """
        if key is not None:
            index = self.source.index_of(key)
        if isinstance(column, str):
            column = _place_of(self._columns, column, self._column)
        self._go(self._index if index is None else index, column, by_key=False)

    def next_cell(self) -> bool:
        """Go to the cell after this one, as after a letter was typed; true where that turns.

        It is the one below, and after the last row the top of the next column; or where it
        `goes_right` the one beside it, and after the last column the first of the next row.
        """
        cells = self._places_of_cells()
        if self._column not in cells:
            self._go(self._index + 1, by_key=False)
            return False
        here, rows = (self._index, self._column), len(self.source)
        index, column, turns = place_after(here, rows, cells, self.goes_right)
        self._go(index, column, by_key=False)
        return turns

    def find_cell(self, is_wanted: Callable[[Row, int], bool], step: int) -> bool:
        """Go to the next cell, or to the one before, that is wanted; false when there is none.

        Cells are gone through as the cursor goes on after a letter, from the end back to the
        beginning.
        """
        places = places_in_order(len(self.source), self._places_of_cells(), self.goes_right)
        for index, column in places_from((self._index, self._column), places, step):
            row = self.source.row(index)
            if row is not None and column < len(row.cells) and is_wanted(row, column):
                self._go(index, column)
                return True
        return False

    def _places_of_cells(self) -> list[int]:
        """The indices of the columns whose cells can be set."""
        names = set(self._cell_columns)
        return [at for at, column in enumerate(self._columns) if column.name in names]

    @property
    def block(self) -> tuple[int, int] | None:
        """How many rows and columns the block takes that is being marked; None without one."""
        if self._anchor is None:
            return None
        index, column = self._anchor
        columns = self._columns_between(column)
        return abs(self._index - index) + 1, len(columns)

    def _columns_between(self, column: int) -> list[str]:
        first, last = sorted((column, self._column))
        names = set(self._cell_columns)
        return [each.name for each in self._columns[first : last + 1] if each.name in names]

    def _extend(self, index: int, column: int) -> None:
        """Mark the block between where it was begun and this cell, beside what was marked."""
        anchor = self._anchor or (self._index, self._column)
        before = self._before_block if self._anchor is not None else dict(self._marks)
        self._go(index, column)
        self._anchor, self._before_block = anchor, before
        names = frozenset(self._columns_between(anchor[1]))
        keys = self._block_keys = keys_between(self.source, anchor[0], self._index)
        none = frozenset[str]()
        self._mark(before | {key: before.get(key, none) | names for key in keys if key})
        self.post_message(self.Marked(self))

    def _marks_changed(self) -> None:
        self.post_message(self.Marked(self))

    # Keys and the mouse

    def action_block_up(self) -> None:
        """Mark a block, and go up."""
        self._extend(self._index - 1, self._column)

    def action_block_down(self) -> None:
        """Mark a block, and go down."""
        self._extend(self._index + 1, self._column)

    def action_block_left(self) -> None:
        """Mark a block, and go left."""
        self._extend(self._index, self._column - 1)

    def action_block_right(self) -> None:
        """Mark a block, and go right."""
        self._extend(self._index, self._column + 1)

    def action_block_home(self) -> None:
        """Mark a block to the first column."""
        self._extend(self._index, 0)

    def action_block_end(self) -> None:
        """Mark a block to the last column."""
        self._extend(self._index, len(self._columns) - 1)

    def action_go_up(self) -> None:
        """Go up a row."""
        self._go(self._index - 1)

    def action_go_down(self) -> None:
        """Go down a row."""
        self._go(self._index + 1)

    def action_go_left(self) -> None:
        """Go left a column."""
        self._go(self._index, self._column - 1)

    def action_go_right(self) -> None:
        """Go right a column."""
        self._go(self._index, self._column + 1)

    def action_go_home(self) -> None:
        """Go to the first column."""
        self._go(self._index, 0)

    def action_go_end(self) -> None:
        """Go to the last column."""
        self._go(self._index, len(self._columns) - 1)

    def action_go_page_up(self) -> None:
        """Go up as many rows as are in view."""
        self._go(self._index - self._page, scroll=-self._page)

    def action_go_page_down(self) -> None:
        """Go down as many rows as are in view."""
        self._go(self._index + self._page, scroll=self._page)

    def action_go_first(self) -> None:
        """Go to the first row."""
        self._go(0)

    def action_go_last(self) -> None:
        """Go to the last row."""
        self._go(len(self.source) - 1)

    def action_mark(self) -> None:
        """Mark the record, or take its mark away, and go on: down, or right as after a letter."""
        self.toggle_mark()
        if self.goes_right and self._column in self._places_of_cells():
            self._go(self._index, self._column + 1)
        else:
            self._go(self._index + 1)

    def action_open(self) -> None:
        """Open the record."""
        if len(self.source):
            self.post_message(self.Opened(self))

    def on_key(self, event: events.Key) -> None:
        """Take the letters that set a cell before any command has them."""
        character = event.character
        if not self.cell_letters or not character or not len(self.source):
            return
        for letter in (character, character.lower(), character.upper()):
            if letter in self.cell_letters:
                event.stop()
                event.prevent_default()
                self.post_message(self.CellTyped(self, letter, self.cell_letters[letter]))
                return

    def on_click(self, event: events.Click) -> None:
        """Go to the cell, and open it when it was the last to be clicked; or choose a heading."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        event.stop()
        index, column = self._top + offset.y - self._head, self._layout.column_at(offset.x)
        if offset.y < self._head and column is not None:
            self._go(self._index, column)
            self.post_message(self.HeadingChosen(self))
            return
        if offset.y < self._head or index >= len(self.source) or column is None:
            return
        again = self._clicked == (index, column)
        self._go(index, column)
        self._clicked = (index, column)
        if again:
            self.action_open()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll down, and keep the cursor in view."""
        event.stop()
        event.prevent_default()
        self._scroll_by(self._wheel)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll up, and keep the cursor in view."""
        event.stop()
        event.prevent_default()
        self._scroll_by(-self._wheel)

    # What Textual asks of it

    def on_mount(self) -> None:
        """Tell where the cursor is."""
        if self._columns:
            self._announce()

    def on_resize(self) -> None:
        """Ask for the rows that have come into view."""
        if self._settled != self.size:
            # It has not been painted at this size yet.
            self._repaint()
        self._want_rows()

    def watch_scroll_y(self, _old: float, new_value: float) -> None:
        """Follow when something else scrolls the grid."""
        if round(new_value) != self._top:
            self._scroll_by(round(new_value) - self._top)

    def keep_above(self, line: int | None) -> None:
        """Show the cursor's row above this line of the screen, which something covers from there.

        None: nothing covers it any more, and the rows stand as they did.
        """
        if self._top_before is not None:
            self._top, self._top_before = self._top_before, None
            self._place_rows()
            self._repaint()
        top = self.region.y + self._head
        below = self.region.y + self._index_line(self._index) - line + 1 if line else 0
        if line and below > 0 and line > top:
            self._top_before = self._top
            self._top += below
            self._repaint()
            self._want_rows()

    # Where things stand

    def _go(
        self, index: int, column: int | None = None, *, scroll: int = 0, by_key: bool = True
    ) -> None:
        old_index, old_top, old_column = self._index, self._top, self._column
        self._anchor = None
        self._clicked = None
        self.moved_by_key = by_key
        self._index = max(0, min(index, len(self.source) - 1))
        if self._index != old_index:
            self._key = None
        if column is not None:
            self._column = max(0, min(column, len(self._columns) - 1))
        self._top += scroll
        self._place_rows()
        if (self._index, self._column) != (old_index, old_column):
            self._typed = None
        moved_columns = self._column != old_column and self._place_columns()
        if self._top != old_top or moved_columns:
            self._repaint()
            self._want_rows()
        else:
            lines = {self._index_line(old_index), self._index_line(self._index)}
            self._repaint(lines | ({self._head - 1} if self._column != old_column else set()))
        self._announce()

    @property
    def _wheel(self) -> int:
        return max(_WHEEL, self._page // 2) if is_slow(self) else _WHEEL

    def _scroll_by(self, rows: int) -> None:
        top = max(0, min(self._top + rows, len(self.source) - self._page))
        index = max(top, min(self._index, top + self._page - 1))
        self._go(index, scroll=top - self._top)

    def _announce(self) -> None:
        self._key = self.cursor_key
        column = self.cursor_column
        place = (self._key or self._index, column.name if column is not None else None)
        if place != self._announced and self.is_attached:
            self._announced = place
            if self._moved is None:
                self.post_message(self.Moved(self))
            else:
                self._tell = True
                self._catch_up_soon()

    def _catch_up(self) -> None:
        super()._catch_up()
        if self._tell and self._moved is not None:
            self._tell = False
            self._moved()

    def _want_rows(self) -> None:
        if not self.size or not self.is_attached:
            return
        # Asked for half a page before the last that is there: not a row at a time in scrolling.
        if self._missing(self._page // 2):
            missing = self._missing(self._page)
            self._asked.update(missing)
            self.post_message(self.RowsWanted(self, missing[0], missing[-1]))

    def _missing(self, beyond: int) -> list[int]:
        """Rows in view, and so many beyond it, that are neither loaded nor asked for."""
        first = max(0, self._top - beyond)
        last = min(len(self.source), self._top + self._page + beyond)
        return [
            index
            for index in range(first, last)
            if index not in self._asked and self.source.row(index) is None
        ]


def _place_of(columns: Iterable[Column], name: str | None, otherwise: int) -> int:
    """The index of the column of that name, else the nearest to `otherwise` that there is."""
    names = [column.name for column in columns]
    return names.index(name) if name in names else max(0, min(otherwise, len(names) - 1))
