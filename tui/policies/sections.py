"""TODO"""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.policies.letters import POLICY_HINTS, POLICY_LETTERS, POLICY_WORDS
from models.fields.dates import show_date
from models.policies.school_policy import SchoolPolicy
from models.schools.school import School
from tui.sections.list import ListSection
from tui.sections.matrix import MatrixSection
from tui.sections.section import Prepared, Section
from tui.sections.view import ViewSection

if TYPE_CHECKING:
    from textual.timer import Timer

    from data.store.store import Store
    from data.tables.matrix import Matrix


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
        from data.policies.matrix import policies_matrix

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
            from data.policies.approvals import told_of_cell

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
