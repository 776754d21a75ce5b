"""What a grid draws: its lines, fitted to the size, and sent only where they differ."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, KeysView
from typing import TYPE_CHECKING

from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from data.tables.table import Column, Row
from tui.grid.columns import (
    GAP,
    Layout,
    alike,
    lay_out,
    left_for,
    needed_width,
    on_one_line,
    with_words,
)
from tui.grid.lines import (
    TYPED_SIGN,
    Legend,
    Line,
    Looks,
    Matches,
    differences,
    header_line,
    line_of_words,
    row_line,
    signs_of_order,
    text_line,
    wrapped,
)
from tui.grid.looks import looks_of
from tui.grid.source import Source, TableSource
from tui.terminal.drawn_lines import is_surrounded, lines_as_drawn
from tui.terminal.slow_line import by_half_a_page, is_slow

if TYPE_CHECKING:
    from typing import Self

_SAMPLE = 64
"""Rows that are looked at to see which columns need more room than they asked for."""

_KEPT = 1_000
"""Lines that are kept ready."""

_TALL = 12
"""Lines from which on there is room for headings on two of them."""


class GridCanvas(ScrollView, inherit_bindings=False):
    """The drawn part of a grid: it shows where the cursor is and what is marked.

    It remembers every line as it was last sent. When anything changes, lines are put together
    again and compared with those, and only the cells that differ are sent.
    """

    ALLOW_SELECT = False

    DEFAULT_CSS = "GridCanvas { overflow: hidden hidden; }"

    gap = GAP
    """Blank cells between two columns."""
    pinned = 0
    """How many of the last columns stay in view whatever the others do."""
    two_line_headings = False
    """Whether headings that are too long for their columns stand on two lines, where there is room
    for these."""

    def __init__(self, empty: str, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.source: Source = TableSource((), ())
        self._empty = empty
        # The marked records; in a matrix with the names of the columns whose cells are marked.
        self._marks: dict[str, frozenset[str]] = {}
        self._marked_count = 0
        self._cell_columns: tuple[str, ...] = ()
        self._sorted_by: tuple[tuple[str, bool], ...] = ()
        self._matches: Matches = ()
        self._totals: Row | None = None
        self._legend: Legend | None = None
        self._head = 1
        self._columns: tuple[Column, ...] = ()
        # The same as they are drawn.
        self._drawn: tuple[Column, ...] = ()
        self._index = 0
        self._key: str | None = None
        self._column = 0
        self._typed: int | None = None
        self._top = 0
        self._left = 1
        self._needs: list[int] = []
        self._measured = False
        self._layout = Layout(0)
        self._settled: Size | None = None
        self._looks: Looks | None = None
        self._was_tinted = False
        # What the terminal shows, or will when it has been sent what is due: by line.
        self._painted: dict[int, Line] = {}
        self._due: set[int] = set()
        self._catching_up = False
        self._lines: dict[tuple[int, frozenset[str] | None], tuple[Row, Line]] = {}

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
        return self._key if row is None else row.key or None

    @property
    def cursor_column(self) -> Column | None:
        """The cursor's column; None when there are no columns."""
        return self._columns[self._column] if self._column < len(self._columns) else None

    @property
    def typed(self) -> int | None:
        """The number that is being typed into the cursor's cell; it is not saved yet."""
        return self._typed

    @typed.setter
    def typed(self, number: int | None) -> None:
        if number != self._typed:
            self._typed = number
            self._repaint({self._index_line(self._index)})

    @property
    def cell_columns(self) -> tuple[str, ...]:
        """The names of the columns in which each cell is marked for itself, as in a matrix.

        Where there are none, records are marked. Assign others when the columns change: the marks
        of columns that are gone go with them.
        """
        return self._cell_columns

    @cell_columns.setter
    def cell_columns(self, names: Collection[str]) -> None:
        if tuple(names) != self._cell_columns:
            self._cell_columns = tuple(names)
            known = frozenset(names)
            self._mark({key: columns & known for key, columns in self._marks.items()})

    @property
    def marks(self) -> KeysView[str]:
        """The keys of the marked records, or of those with marked cells.

        Assign others to mark these instead; in a matrix all their cells.
        """
        return self._marks.keys()

    @marks.setter
    def marks(self, keys: Collection[str]) -> None:
        self._mark(dict.fromkeys(keys, frozenset(self._cell_columns)))

    @property
    def marked_keys(self) -> list[str]:
        """The marked records as they stand in the rows; those that a filter hides come last."""
        places = {key: at for at, key in reversed(list(enumerate(self.source.keys)))}
        return sorted(self._marks, key=lambda key: places.get(key, len(places)))

    @property
    def marked_cells(self) -> list[tuple[str, str]]:
        """The marked cells of a matrix, row by row: the key of the row, the name of the column."""
        return [
            (key, name)
            for key in self.marked_keys
            for name in self._cell_columns
            if name in self._marks[key]
        ]

    @property
    def marked_count(self) -> int:
        """How many records, or in a matrix cells, are marked."""
        return self._marked_count

    def _mark(self, marks: dict[str, frozenset[str]], lines: Iterable[int] | None = None) -> None:
        """Have these marked and no others; only these lines are looked at, or all."""
        if self._cell_columns:
            marks = {key: columns for key, columns in marks.items() if columns}
        self._marks = marks
        cells = sum(map(len, marks.values()))
        self._marked_count = cells if self._cell_columns else len(marks)
        self._repaint(lines)

    @property
    def sorted_by(self) -> tuple[tuple[str, bool], ...]:
        """The names of the columns that the rows are ordered by, each with whether downwards."""
        return self._sorted_by

    @sorted_by.setter
    def sorted_by(self, order: tuple[tuple[str, bool], ...]) -> None:
        if order != self._sorted_by:
            self._sorted_by = order
            self._repaint(range(self._head))

    @property
    def matches(self) -> Matches:
        """The words of a filter, which are shown where they stand."""
        return self._matches

    @matches.setter
    def matches(self, matches: Matches) -> None:
        if matches != self._matches:
            self._matches = matches
            self._lines.clear()

    def show_below(self, totals: Row | None, legend: Legend | None) -> None:
        """Show these below the rows: a row of totals, and lines where there is room for them.

        They are drawn with the source that is shown next.
        """
        self._totals, self._legend = totals, legend

    @property
    def empty(self) -> str:
        """The text below the headings when there are no rows."""
        return self._empty

    @empty.setter
    def empty(self, text: str) -> None:
        self._empty = text
        self._repaint()

    # What Textual asks of it

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a part of it."""
        return lines_as_drawn(self, crop)

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
        if self._painted and not (regions or layout or recompose) and not self._needs_all():
            self.call_later(self._restyle)
            return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def _needs_all(self) -> bool:
        """Whether Textual draws, or last drew, more than the lines: edges or effects on them."""
        tinted = is_surrounded(self)
        was_tinted, self._was_tinted = self._was_tinted, tinted
        return tinted or was_tinted

    # Where things stand

    @property
    def head(self) -> int:
        """How many lines the headings take."""
        return self._head

    @property
    def _page(self) -> int:
        below = 1 if self._totals is not None and len(self.source) else 0
        return max(1, self.size.height - self._head - below)

    def _in_view(self) -> range:
        return range(self._top, min(self._top + self._page, len(self.source)))

    def _index_line(self, index: int) -> int:
        return index - self._top + self._head

    def _take(self, source: Source) -> None:
        """Draw the rows of this source from now on."""
        self.source = source
        columns = tuple(source.columns)
        if columns != self._columns:
            self._columns, self._drawn = columns, ()
            self._needs = []
            self._measured = False
            self._left = 1
            self._lines.clear()

    def _measure(self) -> None:
        """See how wide the contents are, by a sample: never by all rows."""
        columns = self._columns
        headings = (column.heading or column.label for column in columns)
        needs = self._needs or [needed_width(heading, "text") for heading in headings]
        # Where letters do, the room belongs to the headings.
        by_contents = [(at, each.kind) for at, each in enumerate(columns) if not each.words]
        # Widths only grow while the columns stay: a filter must not make them dance.
        for row in self._sample():
            self._measured = True
            for at, kind in by_contents:
                if at < len(row.cells):
                    needs[at] = max(needs[at], needed_width(row.cells[at], kind, named=at == 0))
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
        columns, width = self._columns, self.size.width
        fixed = self.pinned, self.gap
        needs = with_words(columns, self._needs, width, self.gap)
        if self.two_line_headings:
            needs = alike(columns, needs)
        self._left = left_for(columns, needs, width, self._left, self._column, *fixed)
        layout = lay_out(columns, needs, width, self._left, *fixed)
        tall = self.two_line_headings and self.size.height >= _TALL
        self._head = 2 if tall and not on_one_line(columns, layout) else 1
        if layout == self._layout and self._drawn:
            return False
        # Letters for all where one column has no room for words: no mixture of both.
        short = [slot for slot in layout.slots if columns[slot.column].words > slot.width]
        self._drawn = tuple(
            column._replace(words=width) if short and column.words else column for column in columns
        )
        self._layout = layout
        self._lines.clear()
        return True

    def _place_rows(self) -> None:
        if not self.size:
            return
        count = len(self.source)
        top = max(self._index - self._page + 1, min(self._top, self._index))
        if top != self._top and is_slow(self):
            top = by_half_a_page(self._top, top, self._page)
        self._top = max(0, min(top, count - self._page))
        # Without their watchers: these would have all of the screen laid out and painted again.
        self.set_reactive(Widget.virtual_size, Size(self.size.width, count + self._head))
        self.set_reactive(Widget.scroll_y, float(self._top))
        self.set_reactive(Widget.scroll_target_y, float(self._top))

    def lay_out_anew(self) -> None:
        """Place the columns anew, because something that decides that has changed."""
        self._layout = Layout(0)
        self._settled = None
        self._repaint()

    # Painting

    def _repaint(self, lines: Iterable[int] | None = None) -> None:
        """Have those cells sent that differ from what was sent, on these lines or on all."""
        if not self.is_attached or self._settle():
            self._painted.clear()
            super().refresh()
            return
        self._due.update(range(self.size.height) if lines is None else lines)
        self._catch_up_soon()

    def _catch_up_soon(self) -> None:
        """Send what is due once the keys that have come already are done: once for all of them."""
        if not self._catching_up:
            self._catching_up = True
            self.call_later(self._catch_up)

    def _catch_up(self) -> None:
        self._catching_up = False
        if not all(node.display for node in self.ancestors_with_self):
            # All of it is painted when it is shown again.
            self._painted.clear()
        regions = []
        due, self._due = self._due, set()
        for y in sorted(due):
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
        looks = looks_of(self) if self._painted else None
        if looks is None or looks != self._looks:
            self._looks = looks
            self._lines.clear()
            self._repaint()

    def _line(self, y: int) -> Line:
        columns, layout, looks = self._drawn, self._layout, self._current_looks()
        if y < self._head and columns:
            signs = signs_of_order(self._sorted_by)
            return header_line(columns, layout, looks, self._column, signs, y, self._head)
        count = len(self.source)
        if count == 0:
            text = wrapped(self._empty, layout.width)
            at = y - self._head
            return text_line(text[at] if 0 <= at < len(text) else "", layout.width, looks.quiet)
        index = self._top + y - self._head
        if index >= count or y >= self._head + self._page:
            return self._line_below(y - self._head - min(self._page, count - self._top))
        row = self.source.row(index)
        cells = None if row is None else self._marks.get(row.key)
        # A whole row is marked at its edge as well, where columns out of view cannot tell.
        marked = cells is not None and len(cells) == len(self._cell_columns)
        marks = cells or frozenset()
        in_cells = bool(self._cell_columns)
        if index == self._index:
            if row is not None and self._typed is not None:
                cells_shown = list(row.cells)
                cells_shown[self._column] = f"{self._typed}{TYPED_SIGN}"
                row = Row(row.key, tuple(cells_shown))
            in_state = in_cells and columns[self._column].kind == "state"
            return row_line(
                columns, layout, looks, row, marked, marks, cursor=self._column,
                edge=self.has_focus, in_cells=in_state, matches=self._matches,
            )  # fmt: skip
        if row is None:
            return row_line(columns, layout, looks, None)
        # Rows never change, so a line is right as long as it is of the very same row.
        kept = self._lines.get((id(row), cells))
        if kept is not None and kept[0] is row:
            return kept[1]
        line = row_line(
            columns, layout, looks, row, marked, marks, in_cells=in_cells, matches=self._matches
        )
        if len(self._lines) >= _KEPT:
            self._lines.clear()
        self._lines[id(row), cells] = (row, line)
        return line

    def _line_below(self, at: int) -> Line:
        """A line below the rows: that of the totals, the legend, or none."""
        layout, looks = self._layout, self._current_looks()
        if self._totals is not None:
            if at == 0:
                return row_line(self._drawn, layout, looks, self._totals)
            at -= 1
        if self._legend is not None:
            shown = min(self._page, len(self.source) - self._top)
            room = self.size.height - self._head - shown - (self._totals is not None)
            lines = self._legend(layout.width, room)
            at -= len(lines) < room
            if 0 <= at < len(lines):
                return line_of_words(lines[at], layout.width, looks)
        return text_line("", layout.width, looks.plain)

    def _current_looks(self) -> Looks:
        if self._looks is None:
            self._looks = looks_of(self)
        return self._looks
