"""Sections in which a letter sets where something stands: the matrices, the schools' policies."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from data import attendance
from data.listings import Wanted
from data.matrix_entry import (
    LEVEL_HINTS,
    LEVEL_LETTERS,
    LEVEL_WORDS,
    POLICY_HINTS,
    POLICY_LETTERS,
    POLICY_WORDS,
)
from models.alliances import Alliance, Commitment, Membership
from models.dates import show_date
from models.meetings import Attendance
from models.policies import SchoolPolicy
from models.records import Record
from models.schools import School
from models.values import show_value
from tui.bars import PART
from tui.grid import TableSource
from tui.sections import ListSection, Prepared, Section
from tui.views import ViewSection

if TYPE_CHECKING:
    from textual.timer import Timer

    from data.matrices import Matrix
    from data.store import Store


_REST = 0.2
"""Seconds for which the cursor rests on a cell before more is read about it."""


class SchoolPoliciesSection(ListSection):
    """The list of schools' policies, in which the letters of the matrix work as well."""

    letters = POLICY_LETTERS
    words = POLICY_WORDS
    hints = POLICY_HINTS
    cell_record = SchoolPolicy

    def __init__(self, label: str) -> None:
        super().__init__(SchoolPolicy, label)
        self.grid.cell_letters = self.letters


class MatrixSection(Section):
    """A matrix: its rows and its columns stand for records, and a letter sets a cell."""

    wants_whole_width = True
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
        """Show what was read; what is gone is marked no longer."""
        matrix = self.matrix = prepared.matrix
        if matrix is not None:
            self.grid.cell_columns = tuple(matrix.column_keys)
            if self.grid.marks:
                self.grid.forget_marks(self.grid.marks - {row.key for row in matrix.table.rows})
        super().take(prepared, cursor_key)

    def _cursor_moved(self) -> None:
        if self.grid.moved_by_key:
            # What was said makes room for what is under the cursor.
            self.desk.say("")
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
    def under_cursor(self) -> str:
        """The whole label of the column, the state as a word, and what more there is to say."""
        column, row = self.grid.cursor_column, self.grid.cursor_row
        if self.matrix is None or column is None or row is None or not self.matrix.table.columns:
            return ""
        at = [each.name for each in self.matrix.table.columns].index(column.name)
        if not at:
            return ""
        word = show_value(row.cells[at], column.kind) or "nothing"
        label = self.matrix.full_labels.get(column.name, column.label)
        # However long the label is, the state is to be read.
        label = shorten(label, max(20, self.size.width - len(word) - 4), placeholder=" …")
        return PART.join((f"{label}: {word}", *self.more_under_cursor(row.key, column.name)))

    def more_under_cursor(self, row: str, column: str) -> list[str]:
        """What else there is to say of a cell, the most important first."""
        return []

    def cells(self) -> list[tuple[str, str]]:
        """What a key sets: row and column record of all marked cells, or of the cursor's."""
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


class OfAnAllianceSection(MatrixSection):
    """A matrix of one alliance, which is told where there are several."""

    def __init__(self, name: str, label: str, empty: str) -> None:
        super().__init__(name, label, empty)
        self.alliance_name = ""

    def tell_alliance(self, store: Store, shown: str | None) -> None:
        """Tell that this one is shown, where it is one of several."""
        names = store.names(Alliance)
        self.alliance_name = names.get(shown or "", "") if len(names) > 1 else ""

    @property
    def narrowed(self) -> str:
        """The alliance, where it is one of several, and why not all is shown."""
        return "  ".join(part for part in (self.alliance_name, super().narrowed) if part)


class CommitmentsSection(OfAnAllianceSection):
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

    def read(self, store: Store) -> Matrix:
        """The commitments of one alliance."""
        from data.matrices import commitments_matrix, first_alliance

        if self.alliance is not None and store.get(Alliance, self.alliance) is None:
            self.alliance = None
        self.tell_alliance(store, self.alliance or first_alliance(store))
        return commitments_matrix(store, self.alliance)


class AttendanceSection(OfAnAllianceSection):
    """Members × meetings. Its letters come before the commands that have the same keys."""

    summary = "attendance"
    letters = attendance.LETTERS
    words = attendance.WORDS
    hints = attendance.HINTS
    cell_record = Attendance
    row_record = Membership

    def __init__(self) -> None:
        super().__init__(
            "attendance",
            "Attendance",
            "No member yet, or no meeting of an alliance. Add members and meetings first: [",
        )
        self.alliance: str | None = None
        """The alliance whose meetings are shown; the one that met last when none was chosen."""
        self.meeting: str | None = None
        """The meeting whose members stand first; the last one held when none was chosen."""

    def read(self, store: Store) -> Matrix:
        """The attendance of one alliance's meetings, and the names of deputies."""
        from data.matrices import attendance_matrix, first_alliance

        shown = self.alliance or attendance.newest_alliance(store) or first_alliance(store)
        self.tell_alliance(store, shown)
        return attendance_matrix(store, self.alliance, self.meeting)

    def more_under_cursor(self, row: str, column: str) -> list[str]:
        """The name of the deputy, and who was head on that day."""
        return list(self.matrix.details.get((row, column), ())) if self.matrix else []


_NO_SCHOOLS = "No school is in an alliance yet, so there is nothing to watch. Add members on tab 2."
_NO_POLICIES = "No policy of this catalogue is loaded: i loads it."


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
        self._resting: Timer | None = None
        # Of the cell that the cursor rests on: its place, and what was read about it.
        self._read_of: tuple[tuple[str, str] | None, list[str]] = (None, [])

    def take(self, prepared: Prepared, cursor_key: str | None = None) -> None:
        """Show what was read; without a policy say how one comes in."""
        matrix = prepared.matrix
        if matrix is not None:
            self.empty = _NO_SCHOOLS if matrix.column_keys else _NO_POLICIES
        self._read_of = (None, [])
        super().take(prepared, cursor_key)
        self._read_more_soon()

    def read(self, store: Store) -> Matrix:
        """The standings under one catalogue; rows in which nothing changed are the very same."""
        from data.matrices import policies_matrix

        return policies_matrix(store, self.catalogue, self.matrix)

    def _cursor_moved(self) -> None:
        super()._cursor_moved()
        self._read_more_soon()

    def more_under_cursor(self, row: str, column: str) -> list[str]:
        """When it is due, why it stands so, and its newest review."""
        board = self.matrix.board if self.matrix else None
        standing = board.get(row, column) if board else None
        if standing is None:
            return []
        parts = [f"due {show_date(standing.due)}"] if standing.due else []
        if board is not None and column in board.to_verify:
            parts.append("to be verified")
        place, read = self._read_of
        if place == (row, column) and read:
            return parts + read
        return parts + ([standing.duty.why.rstrip(".")] if standing.duty.why else [])

    def _here(self) -> tuple[str, str] | None:
        row, column = self.grid.cursor_key, self.column_record()
        return (row, column) if row and column else None

    def _read_more_soon(self) -> None:
        """Read about the cell once the cursor has come to rest: a move must not wait for it."""
        if self._resting is not None:
            self._resting.stop()
            self._resting = None
        if self.is_attached and self._here() not in (None, self._read_of[0]):
            self._resting = self.set_timer(_REST, self._read_more)

    def _read_more(self) -> None:
        place = self._here()
        if place is None or self.desk.section is not self:
            return

        async def read() -> None:
            from data.approvals import told_of_cell

            told = await self.desk.books.run(lambda store: told_of_cell(store, *place))
            if place == self._here() and self.desk.section is self:
                self._read_of = place, told
                self.desk.refresh_bars()

        self.desk.work_beside(read(), group=f"more-{self.id}")


LetteredSection = MatrixSection | SchoolPoliciesSection | ViewSection
"""Sections in which a letter sets what the cursor is on."""


def holds_policies(section: Section) -> bool:
    """Whether what stands in a section are schools' policies, which can be approved there."""
    if isinstance(section, ViewSection):
        return section.is_of_pairs
    return isinstance(section, (PoliciesSection, SchoolPoliciesSection))
