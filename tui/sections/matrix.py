"""Matrices: sections whose columns stand for records, as their rows do."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten

from data.store.books import Books
from data.tables.listing import Wanted
from data.tables.matrix import (
    Cell,
    Cells,
    ColumnCounts,
    Matrix,
    count_states,
    filter_rows,
    with_counts,
)
from data.tables.table import Row
from models.fields.states import State, Tone
from models.fields.values import Value, show_value
from models.records.record import Record
from tui.grid.lines import sign_of
from tui.grid.source import TableSource
from tui.sections.lettered import LetteredSection
from tui.sections.section import DetailText, Prepared
from tui.widgets.bars import PART
from tui.widgets.canvas import Words
from tui.workbench.command import LETTERS, Here, hidden

NEXT_ASKING = Here("asking.next", "next")
"""At the foot of a matrix right behind its letters, for whoever works from one cell to the next."""

MATRIX_COMMANDS: tuple[str | Here, ...] = (
    "filter", "view", "undo", "sort", "export", "part.next", "quit", "help",
    *hidden("mark", "mark.all", "import", "history"),
    *hidden("asking.previous", "mark.asking", "pick", "direction", "follow"),
    *hidden("sort.also", "copy", "copy.row", "copy.table"),
)  # fmt: skip
"""The commands of every matrix after its letters; each opens its cells in its own way."""


_MOST_NAMED = 6
"""Columns of a block that are named beside it."""


class MatrixSection(LetteredSection):
    """A matrix: its rows and its columns stand for records, and a letter sets a cell."""

    commands = (LETTERS, NEXT_ASKING, "open", *MATRIX_COMMANDS)
    elsewhere = "In a matrix a letter sets the cell. The lists are the other sections: [ and ]."
    record_rows = 2

    def __init__(self, name: str, label: str, empty: str) -> None:
        super().__init__(name, label, empty)
        self.grid.two_line_headings = True
        self._begun = False
        # The cell over whose value was asked, and whether letters then replace what stands there.
        self._asked_of: Cell | None = None
        self._replaces = False
        self._counted: dict[int, tuple[Row, Row]] = {}
        self._counts = ColumnCounts()
        self._states: list[tuple[State, int]] = []

    def read(self, books: Books) -> Matrix:
        """The whole matrix."""
        raise NotImplementedError

    @property
    def matrix(self) -> Matrix | None:
        """The matrix as it was read last."""
        return self.seen if isinstance(self.seen, Matrix) else None

    def prepare(self, books: Books, wanted: Wanted, near: str | None) -> Prepared:
        """The matrix with those rows that hold the words, in the order that is wanted."""
        matrix = self.read(books)
        table = with_counts(matrix, self._counted)
        if len(self._counted) > 2 * len(table.rows):
            self._counted = {at: kept for at, kept in self._counted.items()
                             if any(kept[1] is row for row in table.rows)}  # fmt: skip
        source = TableSource(table.columns, filter_rows(table, wanted))
        return Prepared(source, total=len(table.rows), cells=matrix)

    def take(self, prepared: Prepared, cursor_key: str | None = None) -> None:
        """Show what was read, and below it the counts; what is gone is marked no longer."""
        matrix, source = prepared.cells, prepared.source
        if isinstance(matrix, Matrix) and isinstance(source, TableSource):
            self.grid.cell_columns = tuple(matrix.column_keys)
            if self.grid.marks:
                self.grid.forget_marks(self.grid.marks - {row.key for row in matrix.table.rows})
            self._counts.update(source.rows)
            self._states = count_states(matrix, self._counts.columns)
            self.grid.pinned = matrix.staying
            self.grid.show_below(self.totals(matrix), self._legend)
        super().take(prepared, cursor_key)
        if self._begun or self.matrix is None:
            return
        if self.grid.cell_columns and self.grid.cursor_key:
            # On the names no letter does anything: one begins where it does.
            self._begun = True
            self.grid.move_to(column=self.matrix.begins or self.grid.cell_columns[0])

    def totals(self, matrix: Matrix) -> Row | None:
        """The row of totals below the rows that are shown."""
        return matrix.totals(self._counts.columns)

    def _legend(self, width: int, room: int) -> Sequence[Sequence[tuple[str, Tone | None]]]:
        """The legend: the letters with their meanings and counts, in the lines that there are."""
        notes: list[list[tuple[str, Tone | None]]] = [
            [(f" {sign:<3}{words}", None)] for sign, words in self.lettered.legend.items()
        ]
        if room > len(self._states):
            longest = max((len(state.word) for state, _ in self._states), default=0)
            return [
                [(f" {sign_of(state):<3}", state.tone), (f"{state.word:<{longest}} ", None),
                 (f"{count:>5}", None)]
                for state, count in self._states
            ] + notes  # fmt: skip
        counts: dict[str, tuple[State, int]] = {}
        for state, count in self._states:
            word = self.lettered.short_words.get(state, state.word.lower())
            first, before = counts.get(word, (state, 0))
            counts[word] = first, before + count
        lines: list[list[tuple[str, Tone | None]]] = [[]]
        used = 0
        for word, (state, count) in counts.items():
            parts = [(f" {sign_of(state)} ", state.tone), (f"{word} {count} ", None)]
            cells = sum(len(text) for text, _ in parts)
            if used + cells > width:
                lines.append([])
                used = 0
            lines[-1] += parts
            used += cells
        return [*lines, *notes][:room]

    def _cursor_moved(self) -> None:
        if self.grid.moved_by_key:
            self.turned_to = self._asked_of = None
            self._replaces = False
        super()._cursor_moved()

    @property
    def place(self) -> str:
        """Where the cursor is, in words."""
        where = super().place
        column = self.grid.cursor_column
        if self.matrix is None or column is None or column.name not in self.matrix.column_keys:
            return where
        names = list(self.matrix.column_keys)
        return f"{where}, column {names.index(column.name) + 1} of {len(names)}"

    @property
    def record_lines(self) -> Sequence[Words]:
        """Lines about the cursor's cell: its state in large, and further details below."""
        column, row = self.grid.cursor_column, self.grid.cursor_row
        if self.matrix is None or column is None or row is None:
            return ()
        names = [each.name for each in self.matrix.table.columns]
        name = str(row.cells[0] or "")
        if column.name not in names[1:]:
            return [[(f" {name}", "strong")]]
        value = row.cells[names.index(column.name)]
        state, tone = self.state_in_words(row.key, column.name, value)
        label = self.matrix.full_labels.get(column.name, column.label)
        # However long the label is, the state is to be read.
        label = shorten(label, max(20, self.size.width // 2), placeholder=" …")
        first = [(f" {label}", "strong"), (PART, "label"), (state, tone or "strong")]
        more = PART.join(self.more_under_cursor(row.key, column.name))
        return [[*first, (PART, "label"), (name, "")], [(f" {more}", "")]]

    def state_in_words(self, row: str, column: str, value: Value) -> tuple[str, str]:
        """The state of a cell in large, and the name of its style."""
        word = show_value(value, "text") or "nothing"
        return word.upper(), value.tone.value if isinstance(value, State) else ""

    def more_under_cursor(self, row: str, column: str) -> list[str]:
        """Further details of a cell, the most important first."""
        return list(self.matrix.details.get((row, column), ())) if self.matrix else []

    # Beside it

    @property
    def details_subject(self) -> object:
        """The place of the cursor, and the marks."""
        marked = self.grid.marked_cells if self.grid.marked_count > 1 else ()
        return super().details_subject, tuple(marked)

    async def details(self) -> DetailText | None:
        """The details of the cell; with several marked, first which these are."""
        found = await super().details()
        marked, matrix = self.grid.marked_cells, self.matrix
        if len(marked) < 2 or matrix is None:
            return found
        rows = len({row for row, _ in marked})
        columns = list(dict.fromkeys(column for _, column in marked))
        at = {column.name: at for at, column in enumerate(matrix.table.columns)}
        cells = {row.key: row.cells for row in matrix.table.rows}
        marked_row = Row("", (None, *(cells[row][at[name]] for row, name in marked)))
        states = count_states(matrix, ColumnCounts([marked_row]).columns)
        lines = [("", matrix.full_labels.get(column, column)) for column in columns[:_MOST_NAMED]]
        if len(columns) > _MOST_NAMED:
            lines.append(("", f"and {len(columns) - _MOST_NAMED} more"))
        lines += [(state.word, f"{count:,}") for state, count in states]
        lines.append(("", f"A letter sets all {len(marked):,} as one step of undo."))
        title = f"Block of {rows} × {len(columns)}" if self.grid.block else "Marked"
        own = [("", ""), (found.title, ""), *found.lines] if found and found.title else []
        return DetailText(f"{title}: {len(marked):,} cells", [*lines, *own])

    # Its cells

    async def set_cells(self, meaning: str, cells: Cells | None = None) -> None:
        """Set the cell, or all that are marked; over a value to which the cursor only turned
        the first letter asks.
        """
        letter = next((key for key, each in self.letters.items() if each == meaning), "")
        if cells is None and self.asks_first(letter):
            return
        await super().set_cells(meaning, cells)

    def asks_first(self, letter: str) -> bool:
        """Whether the cursor turned to a cell that has a value; then it is said what would be
        replaced, and the same letter sets it.

        Who has answered so is asked no more until the cursor is moved by hand.
        """
        here, self.turned_to = self.turned_to, None
        cells = self.cells()
        self._replaces |= self._asked_of is not None and [self._asked_of] == cells
        self._asked_of = None
        if here is None or self.seen is None or self.grid.marks or [here] != cells:
            return False
        if self._replaces:
            return False
        column, row = self.grid.cursor_column, self.grid.cursor_row
        if self.seen.is_empty(here) or column is None or row is None:
            return False
        at = self.grid.source.columns.index(column)
        state, _ = self.state_in_words(row.key, column.name, row.cells[at])
        self._asked_of = here
        self.bench.say(f"{self.cell_in_words()}, is {state}: {letter} again sets it.", "warn")
        return True

    @property
    def lacks_columns(self) -> bool:
        """Whether it has no column whose cells could be set."""
        return self.matrix is not None and not self.matrix.column_keys

    def why_no_letter(self) -> str:
        """Why no letter can set what the cursor is on: it may be on the names."""
        why = super().why_no_letter()
        if why or self.is_on_cells:
            return why
        return "Move right to a column that can be set; the letters are at the foot."

    @property
    def is_on_cells(self) -> bool:
        """Whether the cursor is on a cell that can be set, or some are marked."""
        return bool(self.column_record() or self.grid.marks)

    def cells(self) -> Cells:
        """Row and column record of all marked cells, or of the cursor's."""
        if self.matrix is None:
            return []
        if self.grid.marks:
            records = self.matrix.column_keys
            return [(row, records[column]) for row, column in self.grid.marked_cells]
        row, column = self.grid.cursor_key, self.column_record()
        return [(row, column)] if row and column else []

    def column_record(self) -> str | None:
        """The record that the cursor's column stands for; None for a column of words."""
        column = self.grid.cursor_column
        if self.matrix is None or column is None:
            return None
        return self.matrix.column_keys.get(column.name)

    def cell_key(self) -> str | None:
        """The record behind the cursor's cell, where there is one."""
        row, column = self.grid.cursor_key, self.grid.cursor_column
        if self.matrix is None or row is None or column is None:
            return None
        return self.matrix.cell_key(row, column.name)

    def target(self) -> tuple[type[Record], str] | None:
        """The record behind the cell; the row's where there is none."""
        key = self.cell_key()
        return (self.lettered.cell_record, key) if key else self.row_target()

    def row_target(self) -> tuple[type[Record], str] | None:
        """The record that the row stands for."""
        row = self.grid.cursor_key
        return (self.lettered.row_record, row) if row else None

    def cell_in_words(self) -> str:
        """The column and the row of the cursor; empty where the row itself is meant."""
        row, column = self.grid.cursor_row, self.grid.cursor_column
        if self.matrix is None or row is None or column is None or self.column_record() is None:
            return ""
        label = self.matrix.full_labels.get(column.name, column.label)
        return f"{label}, {row.cells[0]}"

    @property
    def help_on_marks(self) -> Sequence[tuple[str, str]]:
        """The help on the keys for marks."""
        return [("Space, *", "Mark the cell, the column; on the names the row, or all")]
