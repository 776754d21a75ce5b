"""The grid: every list of records and every matrix of the desk."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from data.tables import Column, Row
from models.states import Tone
from tui.grid_columns import Layout, lay_out, left_for, needed_width
from tui.grid_lines import Line, Looks, differences, header_line, row_line, text_line, wrapped
from tui.grid_source import Source, TableSource
from tui.painting import paint_sparingly

if TYPE_CHECKING:
    from typing import Self

__all__ = ["Grid", "Source", "TableSource"]

_SAMPLE = 64
"""Rows that are looked at to see which columns need more room than they asked for."""

_KEPT = 1_000
"""Lines that are kept ready."""

_WHEEL = 3
"""Rows that one step of the mouse wheel scrolls."""


class Grid(ScrollView, can_focus=True, inherit_bindings=False):
    """A grid of the rows of a source, with a cursor on one cell and marks on records.

    It keeps its place by the record: whatever becomes of the order, the cursor stays on the
    record that it was on. Its cost is that of the rows in view, however many there are.
    """

    ALLOW_SELECT = False

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "grid--header",
        "grid--heading",
        "grid--mark",
        "grid--cursor-row",
        "grid--cursor",
        "grid--cursor-away",
        "grid--good",
        "grid--warn",
        "grid--bad",
        "grid--info",
        "grid--quiet",
    }
    """Styles: the header, the heading of the cursor's column, the mark, the first cell of the
    cursor's row, its current cell with and without focus, and one for each tone."""

    DEFAULT_CSS = """
    Grid {
        overflow: hidden hidden;
        & > .grid--header { color: $text-muted; text-style: underline; }
        & > .grid--heading { text-style: bold underline; }
        & > .grid--mark { color: $text-accent; text-style: bold; }
        & > .grid--cursor-row { text-style: bold; }
        & > .grid--cursor { text-style: bold reverse; }
        & > .grid--cursor-away { text-style: bold underline; }
        & > .grid--good { color: $text-success; }
        & > .grid--warn { color: $text-warning; }
        & > .grid--bad { color: $text-error; text-style: bold; }
        & > .grid--info { color: $text-accent; }
        & > .grid--quiet { color: $text-muted; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "go_up", "Up", show=False, id="grid.up"),
        Binding("down", "go_down", "Down", show=False, id="grid.down"),
        Binding("left", "go_left", "Left", show=False, id="grid.left"),
        Binding("right", "go_right", "Right", show=False, id="grid.right"),
        Binding("pageup", "go_page_up", "Page up", show=False, id="grid.page_up"),
        Binding("pagedown", "go_page_down", "Page down", show=False, id="grid.page_down"),
        Binding("home,g,ctrl+home", "go_first", "First row", show=False, id="grid.first"),
        Binding("end,G,ctrl+end", "go_last", "Last row", show=False, id="grid.last"),
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
        matrix: bool = False,
        empty: str = "Nothing here yet.",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.matrix = matrix
        self.cell_letters: Mapping[str, str] = {}
        self.source: Source = TableSource((), ())
        self._empty = empty
        self._marks: set[str] = set()
        self._sorted_by: tuple[str, bool] | None = None
        self._index = 0
        self._column = 0
        self._top = 0
        self._left = 1
        self._needs: list[int] = []
        self._layout = Layout(0)
        self._settled: Size | None = None
        self._looks: Looks | None = None
        # What the terminal shows, or will when it has been sent what is due: by line.
        self._painted: dict[int, Line] = {}
        self._lines: dict[tuple[int, bool], tuple[Row, Line]] = {}
        self._asked: set[int] = set()
        self._announced: object = None
        self._clicked: tuple[int, int] | None = None

    # What the owner sees

    @property
    def cursor_index(self) -> int:
        """The index of the cursor's row from 0; 0 also when there are no rows."""
        return self._index

    @property
    def cursor_row(self) -> Row | None:
        """The cursor's row; None when there is none or it is not loaded."""
        return self.source.row(self._index) if self._index < len(self.source) else None

    @property
    def cursor_key(self) -> str | None:
        """The key of the cursor's record; None when there is none."""
        row = self.cursor_row
        return row.key or None if row is not None else None

    @property
    def cursor_column(self) -> Column | None:
        """The cursor's column; None when there are no columns."""
        columns = self.source.columns
        return columns[self._column] if self._column < len(columns) else None

    @property
    def marks(self) -> set[str]:
        """The keys of the marked records. Assign another set to mark others."""
        return self._marks

    @marks.setter
    def marks(self, keys: Collection[str]) -> None:
        self._marks = set(keys)
        self._repaint()

    @property
    def sorted_by(self) -> tuple[str, bool] | None:
        """The name of the column that the rows are ordered by, and whether downwards."""
        return self._sorted_by

    @sorted_by.setter
    def sorted_by(self, order: tuple[str, bool] | None) -> None:
        self._sorted_by = order
        self._repaint((0,))

    @property
    def empty(self) -> str:
        """What stands below the headings when there are no rows."""
        return self._empty

    @empty.setter
    def empty(self, text: str) -> None:
        self._empty = text
        self._repaint()

    def show(
        self, source: Source, *, cursor_key: str | None = None, cursor_column: str | None = None
    ) -> None:
        """Show a new source, or one whose rows or order have changed.

        The cursor stays on its record and column, at the same height where it can, unless
        `cursor_key` and `cursor_column` name others; where the record is gone, it goes to the
        row that now stands in its place.
        """
        old_columns = self.source.columns
        column = self.cursor_column
        name = cursor_column or (column.name if column is not None else None)
        key = cursor_key or self.cursor_key
        height = self._index - self._top
        self.source = source
        self._asked.clear()
        self._clicked = None
        columns = source.columns
        if columns is not old_columns and list(columns) != list(old_columns):
            self._needs = []
            self._left = 1
            self._lines.clear()
        index = source.index_of(key) if key is not None else None
        self._index = max(0, min(self._index if index is None else index, len(source) - 1))
        self._column = _place_of(columns, name, self._column)
        self._top = self._index - height
        self._measure()
        self._settle(anew=True)
        self._repaint()
        self._announce()
        self._want_rows()

    def rows_loaded(self, first: int, last: int) -> None:
        """The source has come to have rows `first` to `last` (both included)."""
        loaded = {index for index in self._asked if first <= index <= last}
        self._asked -= {index for index in loaded if self.source.row(index) is not None}
        if not self._needs or not any(self._needs):
            self._measure()
            self._settle(anew=True)
        self._repaint()
        if first <= self._index <= last:
            self._announce()

    def rows_changed(self, keys: Collection[str]) -> None:
        """The rows of these records have changed where they stand."""
        self._repaint(
            self._index_line(index)
            for index in self._in_view()
            if (row := self.source.row(index)) is not None and row.key in keys
        )

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
            column = _place_of(self.source.columns, column, self._column)
        self._go(self._index if index is None else index, column)

    def next_down(self) -> None:
        """Go to the next cell down, as after a letter was typed in a matrix."""
        self._go(self._index + 1)

    def toggle_mark(self) -> None:
        """Mark the cursor's record, or take its mark away."""
        key = self.cursor_key
        if key is None:
            return
        self._marks ^= {key}
        self._repaint((self._index_line(self._index),))
        self.post_message(self.Marked(self))

    def clear_marks(self) -> None:
        """Take all marks away."""
        if self._marks:
            self._marks.clear()
            self._repaint()
            self.post_message(self.Marked(self))

    # Keys and the mouse

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
        """Mark the record, or take its mark away, and go down."""
        self.toggle_mark()
        self._go(self._index + 1)

    def action_open(self) -> None:
        """Open the record."""
        if len(self.source):
            self.post_message(self.Opened(self))

    def on_key(self, event: events.Key) -> None:
        """Take the letters of a matrix before any command has them."""
        character = event.character
        if not self.matrix or not character or not len(self.source):
            return
        for letter in (character, character.lower(), character.upper()):
            if letter in self.cell_letters:
                event.stop()
                event.prevent_default()
                self.post_message(self.CellTyped(self, letter, self.cell_letters[letter]))
                return

    def on_click(self, event: events.Click) -> None:
        """Go to the cell; open it when it was the last to be clicked."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        event.stop()
        index, column = self._top + offset.y - 1, self._layout.column_at(offset.x)
        if offset.y < 1 or index >= len(self.source) or column is None:
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
        self._scroll_by(_WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll up, and keep the cursor in view."""
        event.stop()
        event.prevent_default()
        self._scroll_by(-_WHEEL)

    # What Textual asks of it

    def on_mount(self) -> None:
        """Have the screen send what changed and no more."""
        paint_sparingly(self.screen)
        self._announce()

    def on_resize(self) -> None:
        """Ask for the rows that have come into view."""
        self._repaint()
        self._want_rows()

    def render_line(self, y: int) -> Strip:
        """The line as it was last painted, so that what is compared is what was sent."""
        self._settle()
        if y not in self._painted:
            self._painted[y] = self._line(y)
        return self._painted[y].strip

    def notify_style_update(self) -> None:
        """Take up other styles, once all of them are known."""
        super().notify_style_update()
        if self.is_attached:
            self.call_later(self._restyle)

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Repaint; when all of it is asked for and nothing surrounds it, only what differs."""
        # Textual asks for all of it whenever the focus comes or goes.
        if self._painted and not (regions or layout or recompose or self.styles.gutter):
            self.call_later(self._restyle)
            return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def watch_scroll_y(self, _old: float, new_value: float) -> None:
        """Follow when something else scrolls the grid."""
        if round(new_value) != self._top:
            self._scroll_by(round(new_value) - self._top)

    # Where things stand

    @property
    def _page(self) -> int:
        return max(1, self.size.height - 1)

    def _in_view(self) -> range:
        return range(self._top, min(self._top + self._page, len(self.source)))

    def _index_line(self, index: int) -> int:
        return index - self._top + 1

    def _measure(self) -> None:
        """See how wide the contents are, by a sample: never by all rows."""
        columns = self.source.columns
        needs = self._needs or [0] * len(columns)
        # Widths only grow while the columns stay: a filter must not make them dance.
        for row in self._sample():
            for at, (column, value) in enumerate(zip(columns, row.cells, strict=False)):
                needs[at] = max(needs[at], needed_width(value, column.kind))
        self._needs = needs

    def _sample(self) -> Iterator[Row]:
        count = len(self.source)
        step = max(1, count // _SAMPLE)
        for index in {*range(0, count, step), *self._in_view()}:
            if 0 <= index < count and (row := self.source.row(index)) is not None:
                yield row

    def _settle(self, *, anew: bool = False) -> bool:
        """Fit columns and scrolling to the size; true when the size has changed."""
        size = self.size
        resized = size != self._settled
        if resized:
            self._settled = size
            self._painted.clear()
        if resized or anew:
            self._place_columns()
            self._place_rows()
        return resized

    def _place_columns(self) -> bool:
        columns, width = self.source.columns, self.size.width
        self._left = left_for(columns, self._needs, width, self._left, self._column)
        layout = lay_out(columns, self._needs, width, self._left)
        if layout == self._layout:
            return False
        self._layout = layout
        self._lines.clear()
        return True

    def _place_rows(self) -> None:
        count = len(self.source)
        top = max(self._index - self._page + 1, min(self._top, self._index))
        self._top = max(0, min(top, count - self._page))
        # Without their watchers: these would have all of the screen laid out and painted again.
        self.set_reactive(Widget.virtual_size, Size(self.size.width, count + 1))
        self.set_reactive(Widget.scroll_y, float(self._top))
        self.set_reactive(Widget.scroll_target_y, float(self._top))

    def _go(self, index: int, column: int | None = None, *, scroll: int = 0) -> None:
        old_index, old_top, old_column = self._index, self._top, self._column
        self._clicked = None
        self._index = max(0, min(index, len(self.source) - 1))
        if column is not None:
            self._column = max(0, min(column, len(self.source.columns) - 1))
        self._top += scroll
        self._place_rows()
        moved_columns = self._column != old_column and self._place_columns()
        if self._top != old_top or moved_columns:
            self._repaint()
            self._want_rows()
        else:
            self._repaint({0, self._index_line(old_index), self._index_line(self._index)})
        self._announce()

    def _scroll_by(self, rows: int) -> None:
        top = max(0, min(self._top + rows, len(self.source) - self._page))
        index = max(top, min(self._index, top + self._page - 1))
        self._go(index, scroll=top - self._top)

    def _announce(self) -> None:
        column = self.cursor_column
        place = (self.cursor_key or self._index, column.name if column is not None else None)
        if place != self._announced and self.is_attached:
            self._announced = place
            self.post_message(self.Moved(self))

    def _want_rows(self) -> None:
        if not self.size or not self.is_attached:
            return
        first = max(0, self._top - self._page)
        last = min(len(self.source), self._top + 2 * self._page)
        missing = [
            index
            for index in range(first, last)
            if index not in self._asked and self.source.row(index) is None
        ]
        if missing:
            self._asked.update(missing)
            self.post_message(self.RowsWanted(self, missing[0], missing[-1]))

    # Painting

    def _repaint(self, lines: Iterable[int] | None = None) -> None:
        """Have those cells sent that differ from what was sent, on these lines or on all."""
        if not self.is_attached or self._settle():
            self._painted.clear()
            super().refresh()
            return
        regions = []
        for y in range(self.size.height) if lines is None else lines:
            old = self._painted.get(y)
            # A line that was never painted will be asked for; there is nothing to compare.
            if old is not None:
                new = self._painted[y] = self._line(y)
                regions += [
                    Region(left, y, right - left, 1) for left, right in differences(old, new)
                ]
        if regions:
            super().refresh(*regions)

    def _restyle(self) -> None:
        self._looks = None
        self._lines.clear()
        self._repaint()

    def _line(self, y: int) -> Line:
        columns, layout, looks = self.source.columns, self._layout, self._current_looks()
        if y == 0:
            return header_line(columns, layout, looks, self._column, self._sorted_by)
        count = len(self.source)
        if count == 0:
            text = wrapped(self._empty, layout.width)
            return text_line(text[y - 1] if y <= len(text) else "", layout.width, looks.quiet)
        index = self._top + y - 1
        if index >= count:
            return text_line("", layout.width, looks.plain)
        row = self.source.row(index)
        marked = row is not None and row.key in self._marks
        if index == self._index:
            return row_line(columns, layout, looks, row, marked=marked, cursor=self._column)
        if row is None:
            return row_line(columns, layout, looks, None, marked=False, cursor=None)
        # Rows never change, so a line is right as long as it is of the very same row.
        kept = self._lines.get((id(row), marked))
        if kept is not None and kept[0] is row:
            return kept[1]
        line = row_line(columns, layout, looks, row, marked=marked, cursor=None)
        if len(self._lines) >= _KEPT:
            self._lines.clear()
        self._lines[id(row), marked] = (row, line)
        return line

    def _current_looks(self) -> Looks:
        if self._looks is None:
            whole = self.get_component_rich_style
            cursor = "grid--cursor" if self.has_focus else "grid--cursor-away"
            self._looks = Looks(
                plain=self.visual_style.rich_style,
                header=whole("grid--header"),
                mark=whole("grid--mark"),
                quiet=whole("grid--quiet"),
                tones={tone: whole(f"grid--{tone.value}") for tone in Tone},
                heading=whole("grid--heading", partial=True),
                cursor_row=whole("grid--cursor-row", partial=True),
                cursor=whole(cursor, partial=True),
            )
        return self._looks


def _place_of(columns: Iterable[Column], name: str | None, otherwise: int) -> int:
    """The index of the column of that name, else the nearest to `otherwise` that there is."""
    names = [column.name for column in columns]
    return names.index(name) if name in names else max(0, min(otherwise, len(names) - 1))
