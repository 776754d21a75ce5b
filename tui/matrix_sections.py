"""Sections in which a letter sets where something stands: the matrices, the schools' policies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.listings import Wanted
from data.matrix_entry import (
    LEVEL_HINTS,
    LEVEL_LETTERS,
    LEVEL_WORDS,
    POLICY_HINTS,
    POLICY_LETTERS,
    POLICY_WORDS,
)
from models.alliances import Commitment, Membership
from models.dates import show_date
from models.policies import SchoolPolicy
from models.records import Record
from models.schools import School
from models.values import show_value
from tui.grid import TableSource
from tui.sections import ListSection, Prepared, Section
from tui.views import ViewSection

if TYPE_CHECKING:
    from data.matrices import Matrix
    from data.store import Store


class SchoolPoliciesSection(ListSection):
    """The list of schools' policies, in which the letters of the matrix work as well."""

    is_matrix = True
    letters = POLICY_LETTERS
    words = POLICY_WORDS
    hints = POLICY_HINTS
    cell_record = SchoolPolicy

    def __init__(self, label: str) -> None:
        super().__init__(SchoolPolicy, label)
        self.grid.cell_letters = self.letters


class MatrixSection(Section):
    """A matrix: its rows and its columns stand for records, and a letter sets a cell."""

    is_matrix = True
    letters: dict[str, str]
    words: dict[str, str]
    hints: dict[str, str]
    cell_record: type[Record]
    row_record: type[Record]

    def __init__(self, name: str, label: str, empty: str) -> None:
        super().__init__(name, label, empty)
        self.matrix: Matrix | None = None
        self.grid.cell_letters = self.letters

    def read(self, store: Store) -> Matrix:
        """The whole matrix."""
        raise NotImplementedError

    def prepare(self, store: Store, wanted: Wanted, near: str | None) -> Prepared:
        """The matrix with those rows that hold the words, in the order that is wanted."""
        from data.matrices import narrowed

        matrix = self.read(store)
        rows = narrowed(matrix.table, wanted)
        return Prepared(
            TableSource(matrix.table.columns, rows), matrix, total=len(matrix.table.rows)
        )

    def take(self, prepared: Prepared, cursor_key: str | None = None) -> None:
        """Show what was read."""
        self.matrix = prepared.matrix
        super().take(prepared, cursor_key)

    @property
    def under_cursor(self) -> str:
        """The whole label of the column, and the state as a word."""
        column, row = self.grid.cursor_column, self.grid.cursor_row
        if self.matrix is None or column is None or row is None:
            return ""
        names = [each.name for each in self.matrix.table.columns]
        at = names.index(column.name)
        if not at:
            return ""
        label = self.matrix.full_labels.get(column.name, column.label)
        word = show_value(row.cells[at], column.kind) or "nothing"
        board = self.matrix.board
        standing = board.get(row.key, column.name) if board else None
        more = f", due {show_date(standing.due)}" if standing and standing.due else ""
        if standing and standing.duty.why:
            more += f". {standing.duty.why}"
        return f"{label} ({at} of {len(names) - 1}): {word}{more}"

    def cells(self) -> list[tuple[str, str]]:
        """What a letter sets: row and column record of the cursor's cell, in all marked rows."""
        column = self.column_record()
        return [(row, column) for row in self.marked()] if column else []

    def column_record(self) -> str | None:
        """The record that the cursor's column stands for; None for a column of words."""
        column = self.grid.cursor_column
        if self.matrix is None or column is None:
            return None
        return self.matrix.column_keys.get(column.name)

    def cell_key(self, row_key: str) -> str | None:
        """The record behind a cell of the cursor's column, where there is one."""
        column = self.grid.cursor_column
        if self.matrix is None or column is None:
            return None
        return self.matrix.cell_key(row_key, column.name)

    def target(self) -> tuple[type[Record], str] | None:
        """The record behind the cell; the row's where there is none."""
        row_key = self.grid.cursor_key
        if not row_key:
            return None
        cell = self.cell_key(row_key)
        return (self.cell_record, cell) if cell else (self.row_record, row_key)


class CommitmentsSection(MatrixSection):
    """Schools × workstreams."""

    summary = "who-does-what"
    letters = LEVEL_LETTERS
    words = LEVEL_WORDS
    hints = LEVEL_HINTS
    cell_record = Commitment
    row_record = Membership

    def __init__(self) -> None:
        super().__init__(
            "who-does-what",
            "Who does what",
            "No member yet, or no workstream. Add an alliance, members and workstreams first.",
        )
        self.alliance: str | None = None

    def read(self, store: Store) -> Matrix:
        """The commitments of one alliance."""
        from data.matrices import commitments_matrix

        return commitments_matrix(store, self.alliance)


_NO_SCHOOLS = "No school is in an alliance yet, so there is nothing to watch. Add members on tab 2."
_NO_POLICIES = "No policy of this catalogue is loaded. i loads a catalogue, whole and at once."


class PoliciesSection(MatrixSection):
    """Schools × the policies of one catalogue."""

    letters = POLICY_LETTERS
    words = POLICY_WORDS
    hints = POLICY_HINTS
    cell_record = SchoolPolicy
    row_record = School

    def __init__(self, catalogue: str, label: str) -> None:
        super().__init__(f"matrix-{catalogue}", label, _NO_SCHOOLS)
        self.catalogue = catalogue
        self.summary = f"policies-{catalogue}"

    def take(self, prepared: Prepared, cursor_key: str | None = None) -> None:
        """Show what was read; without a policy say how one comes in."""
        matrix = prepared.matrix
        if matrix is not None:
            self.empty = _NO_SCHOOLS if matrix.column_keys else _NO_POLICIES
        super().take(prepared, cursor_key)

    def read(self, store: Store) -> Matrix:
        """The standings under one catalogue."""
        from data.matrices import policies_matrix

        return policies_matrix(store, self.catalogue)


LetteredSection = MatrixSection | SchoolPoliciesSection | ViewSection
"""Sections in which a letter sets what the cursor is on."""
