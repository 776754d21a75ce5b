"""Matrices: tables whose columns stand for records as their rows do, with cells set by letters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar, NamedTuple

from data.problems import Agreed, Clash, ClashingRow
from data.store.books import Books
from data.store.change import Change
from data.tables.filter_terms import plain_words, terms_of, test_of
from data.tables.listing import Wanted, in_order
from data.tables.table import Column, Row, Summary
from models.fields.states import State, Tone
from models.fields.text import folded
from models.fields.values import Value, show_value
from models.records.record import Record

Cell = tuple[str, str]
"""The keys of the records that a cell's row and its column stand for."""

Cells = Sequence[Cell]


class Applicable(NamedTuple):
    """Those cells for which a letter is meant, and in words which were left out.

    Where it is meant for none, `asks` is the question before it is recorded all the same, and
    `details` say why one might not want that.
    """

    cells: Cells
    note: str = ""
    asks: str = ""
    details: Sequence[str] = ()


class LetteredCells:
    """Cells that a letter sets, as they stood when they were read.

    `letters` give the meaning of each letter, `words` and `hints` what a meaning is called in full
    and at the foot of a small screen, `states` all that can stand in a cell, and `short_words` what
    those are called in little room. The states `counted` are counted under `count_label` at the
    ends of rows and columns. The `legend` says after the letters what other signs mean. A cell
    has a record of the kind `cell_record` once something is recorded; its row is one of
    `row_record`.
    """

    letters: ClassVar[Mapping[str, str]] = {}
    words: ClassVar[Mapping[str, str]] = {}
    hints: ClassVar[Mapping[str, str]] = {}
    states: ClassVar[Sequence[State]] = ()
    short_words: ClassVar[Mapping[State, str]] = {}
    counted: ClassVar[frozenset[State]] = frozenset()
    count_label: ClassVar[str] = ""
    legend: ClassVar[Mapping[str, str]] = {}
    cell_record: ClassVar[type[Record]]
    row_record: ClassVar[type[Record]]

    def plain(self, state: State) -> State:
        """The one of the `states` that a cell's state stands for, where it says more than that."""
        return state

    def cell_key(self, row: str, column: str) -> str | None:
        """The key of the record behind a cell; None where there is none."""
        raise NotImplementedError

    def name_of(self, books: Books, cells: Cells) -> str:
        """A name for these cells together, such as "Behaviour, 3 schools"."""
        raise NotImplementedError

    def names_in(self, books: Books, cells: Cells) -> list[list[str]]:
        """The names of the rows and of the columns of these cells, where there are several."""
        return []

    def set(self, change: Change, cell: Cell, meaning: str, **answers: Value) -> None:
        """Set a cell to the meaning of a letter. Raises Refused when a rule forbids it."""
        raise NotImplementedError

    def label_of(self, books: Books, cells: Cells, meaning: str, **answers: Value) -> str:
        """The name of setting these cells in the history."""
        return f"{self.words[meaning].split(' (')[0]}: {self.name_of(books, cells)}"

    def select_applicable(self, books: Books, cells: Cells, meaning: str = "") -> Applicable:
        """Those of the cells for which this is meant; all of them, where nothing else is known."""
        return Applicable(cells)

    def content_seen(self, cell: Cell) -> object:
        """The content of a cell when it was read; None where nothing was recorded."""
        raise NotImplementedError

    def content_now(self, books: Books, cell: Cell) -> object:
        """The content of a cell now, in the form of `content_seen`."""
        raise NotImplementedError

    def is_empty(self, cell: Cell) -> bool:
        """Whether nothing is recorded in a cell, so that a letter replaces nothing."""
        return not self.content_seen(cell)

    def is_same(self, before: object, now: object) -> bool:
        """Whether two such contents of a cell look the same."""
        return before == now

    def word_of(self, content: object) -> str:
        """A cell's content in a word."""
        return str(content) if content else "nothing"

    def refuse_what_changed(
        self, books: Books, cells: Cells, meaning: str, agreed: Agreed | None = None
    ) -> None:
        """Raise Clash when some of these cells are not any more as they were seen.

        What was agreed is known of a cell counts as seen.
        """
        known = agreed.known if agreed else {}
        yours = self.words.get(meaning, meaning).split(" (")[0]
        rows = []
        for cell in cells:
            before, now = self.content_seen(cell), self.content_now(books, cell)
            if not self.is_same(known.get(cell, before), now):
                words = self.word_of(before), self.word_of(now), yours
                rows.append(ClashingRow(cell, self.name_of(books, [cell]), words, now))
        if rows:
            was, stands, _ = rows[0].values
            more = f" and {len(rows) - 1} more" if len(rows) > 1 else ""
            raise Clash(
                f"Now {stands}, no longer {was}: somebody else changed {rows[0].name}{more}. "
                f"Press it again to set {yours}.",
                {},
                rows,
                agreed,
            )

    def asks(self, value: Value) -> bool:
        """Whether what stands in a cell asks for something to be done."""
        return isinstance(value, State) and value.tone in (Tone.BAD, Tone.WARN)

    def stops_at(self, row: Row, at: int) -> bool:
        """Whether whoever goes from one thing to be done to the next stops at this cell."""
        return self.asks(row.cells[at])

    def shorten(
        self, books: Books, label: str, warnings: str, cell: Cell, meaning: str, **answers: Value
    ) -> tuple[str, str]:
        """The label and the warnings of a single cell that was set, as a small screen says them."""
        return label, warnings


@dataclass(frozen=True, kw_only=True)
class Matrix(LetteredCells):
    """A table whose columns stand for records, as its rows do.

    `column_keys` gives the record of each column by its name, `full_labels` what it is called in
    full. `cells` are the records behind cells by (row key, column name), where there are any.
    """

    table: Summary
    column_keys: dict[str, str] = field(default_factory=dict)
    full_labels: dict[str, str] = field(default_factory=dict)
    cells: dict[Cell, str] = field(default_factory=dict)
    details: dict[Cell, tuple[str, ...]] = field(default_factory=dict)
    """Further details of a cell, by (row key, column name)."""
    begins: str = ""
    """The column in which one begins; the first whose cells are set where none is named."""

    def cell_key(self, row: str, column: str) -> str | None:
        """The key of the record behind a cell; None where there is none."""
        return self.cells.get((row, column))

    @cached_property
    def _rows(self) -> dict[str, Row]:
        return {row.key: row for row in self.table.rows}

    @cached_property
    def _places(self) -> dict[str, int]:
        return {column.name: at for at, column in enumerate(self.table.columns)}

    def content_of(self, cell: Cell) -> Value:
        """What the table shows in a cell; None in one that it does not have."""
        row, at = self._rows.get(cell[0]), self._places.get(cell[1])
        return None if row is None or at is None else row.cells[at]

    def content_seen(self, cell: Cell) -> object:
        """What the table shows of the record behind a cell."""
        return self.content_of(cell) if cell in self.cells else None

    @property
    def staying(self) -> int:
        """How many of the last columns stay in view, because they count the others."""
        return 1 if self.counted else 0

    def totals(self, columns: Sequence[Counter[Value]]) -> Row | None:
        """The row below rows whose columns hold so much: how often the counted states occur."""
        if not self.counted or not columns:
            return None
        counts = [sum(column[state] for state in self.counted) for column in columns[1:-1]]
        cells = [str(count) if count else None for count in counts]
        return Row("", (self.count_label, *cells, sum(counts)))


COUNT = "count"
"""The name of the column of counts."""


def with_counts(matrix: Matrix, kept: dict[int, tuple[Row, Row]]) -> Summary:
    """The table of a matrix with the counts of its rows at their ends.

    A row that is the very same as one of those `kept` stays the very same with its count.
    """
    table = matrix.table
    if not matrix.counted or not matrix.column_keys:
        return table
    rows = []
    for row in table.rows:
        known = kept.get(id(row))
        if known is None or known[0] is not row:
            count = sum(map(matrix.counted.__contains__, row.cells))
            known = kept[id(row)] = (row, Row(row.key, (*row.cells, count or None)))
        rows.append(known[1])
    column = Column(COUNT, matrix.count_label, "number", max(4, len(matrix.count_label)))
    columns = (*table.columns, column)
    return table._replace(columns=columns, rows=rows)


class ColumnCounts:
    """How often each content stands in each column of rows."""

    def __init__(self, rows: Sequence[Row] = ()) -> None:
        self._rows: dict[int, Row] = {}
        self.columns: list[Counter[Value]] = []
        self.update(rows)

    def update(self, rows: Sequence[Row]) -> None:
        """Count these rows instead: only those that are not the very same as before."""
        now = {id(row): row for row in rows}
        gone = [row for at, row in self._rows.items() if at not in now]
        come = [row for at, row in now.items() if at not in self._rows]
        if len(gone) + len(come) > len(rows) / 2:
            columns = zip(*(row.cells for row in rows), strict=True)
            self.columns = [Counter(column) for column in columns]
        else:
            for row, by in [*((row, -1) for row in gone), *((row, 1) for row in come)]:
                for counts, cell in zip(self.columns, row.cells, strict=True):
                    counts[cell] += by
        self._rows = now


def count_states(
    matrix: LetteredCells, columns: Sequence[Counter[Value]]
) -> list[tuple[State, int]]:
    """Each state that columns hold behind the first, and how often, in the order of the states."""
    counts = Counter[State]()
    for column in columns[1:]:
        for cell, times in column.items():
            if isinstance(cell, State):
                counts[matrix.plain(cell)] += times
    return [(state, counts[state]) for state in matrix.states if counts[state]]


def filter_rows(table: Summary, wanted: Wanted) -> list[Row]:
    """The rows of a table that hold all the words, in the order that is wanted."""
    rows = list(table.rows)
    if wanted.only is not None:
        rows = [row for row in rows if row.key in wanted.only]
    terms = [*terms_of(wanted.words, table.columns), *wanted.terms]
    words = plain_words(terms)
    if words:
        # By their places: several rows of a summary may stand for one record, or for none.
        texts = [
            folded(
                " ".join(
                    show_value(cell, column.kind)
                    for cell, column in zip(row.cells, table.columns, strict=True)
                )
            )
            for row in rows
        ]
        rows = [
            row
            for row, text in zip(rows, texts, strict=True)
            if all(word in text for word in words)
        ]
    for term in terms:
        if term.column is not None:
            at, holds = term.column, test_of(term, table.columns[term.column], table.today)
            rows = [row for row in rows if holds(row.cells[at])]
    names = [column.name for column in table.columns]
    for name, descending in reversed(wanted.order):
        if name in names:
            rows = in_order(rows, names.index(name), descending)
    return rows
