"""Sections in which numbers are typed into cells: digits, then Enter, which goes down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from data.tables.cells import Outcome
from data.tables.matrix import Cells
from data.tables.numbered import NumberedCells
from tui.sections.lettered import LetteredSection
from tui.workbench.workbench import HelpPart

_DIGITS = "0123456789"
_MOST_DIGITS = 4


class NumberedSection(LetteredSection):
    """A section whose digits make a number in the cell of the cursor.

    The number is saved when Enter or an arrow leaves the cell, or before any other command runs;
    Esc drops it.
    """

    lettered: ClassVar[type[NumberedCells]]

    def __init__(self, name: str, label: str, empty: str) -> None:
        super().__init__(name, label, empty)
        self.grid.cell_letters = {**self.letters, **{digit: digit for digit in _DIGITS}}
        self._typed_into: tuple[str, str] | None = None
        self._number = 0
        self._goes_down = True

    @property
    def number_hint(self) -> str:
        """The hint about digits."""
        return "number"

    @property
    def numbered(self) -> NumberedCells | None:
        """The cells that numbers are typed into, as they were when read."""
        return self.seen if isinstance(self.seen, NumberedCells) else None

    def cells(self) -> Cells:
        """The records that are marked, or that of the cursor, in the cursor's column."""
        grid = self.grid
        name = grid.cursor_column.name if grid.cursor_column else ""
        rows = grid.marked_keys if grid.marks else [grid.cursor_key] if grid.cursor_key else []
        return [(key, name) for key in rows]

    async def set_cells(self, meaning: str, cells: Cells | None = None) -> None:
        """Take a digit into the number that is being typed; set what any letter means."""
        if meaning in _DIGITS and cells is None:
            self._take_digit(meaning)
        else:
            await self.finish_typing()
            await super().set_cells(meaning, cells)

    def _take_digit(self, digit: str) -> None:
        numbered, grid = self.numbered, self.grid
        if numbered is None or not numbered.number_columns:
            return
        column = grid.cursor_column
        if column is None or column.name not in numbered.number_columns:
            grid.move_to(column=numbered.usual_column)
            column = grid.cursor_column
        key = grid.cursor_key
        if key is None or column is None:
            return
        before = self._number if self._typed_into == (key, column.name) else 0
        if len(str(before)) < _MOST_DIGITS:
            self._typed_into, self._number = (key, column.name), before * 10 + int(digit)
            grid.typed = self._number
            self.bench.say("")

    @property
    def is_typing(self) -> bool:
        """Whether a number is being typed."""
        return self._typed_into is not None

    def cancel_typing(self) -> bool:
        """Drop the number that is being typed; false when none is."""
        was_typing, self._typed_into = self.is_typing, None
        self.grid.typed = None
        return was_typing

    async def finish_typing(self, go_down: bool = False) -> None:
        """Save the number that is being typed; where it is refused, nothing is changed."""
        cell, number = self._typed_into, self._number
        self.cancel_typing()
        if cell is None:
            return
        self._goes_down = go_down
        try:
            await super().set_cells(str(number), [cell])
        finally:
            self._goes_down = True

    def go_on(self, outcome: Outcome) -> None:
        """Show what was done; go down unless the cursor has left the cell already."""
        self.show_outcome(outcome, go_down=self._goes_down)

    def _cursor_moved(self) -> None:
        super()._cursor_moved()
        column = self.grid.cursor_column
        here = (self.grid.cursor_key, column.name if column else "")
        if self.is_typing and self._typed_into != here:
            self.bench.work_beside(self._finish_left_cell())

    async def _finish_left_cell(self) -> None:
        with self.bench.keys_held():
            await self.finish_typing()

    @property
    def help(self) -> Sequence[HelpPart]:
        """How numbers are typed, and the letters."""
        rows = [
            ("0 to 9", "A number in the cell of the cursor, of several digits"),
            ("Enter", "Saves it and goes to the next one down; arrows save it too"),
            ("Esc", "Drops it"),
        ]
        return [(f"{self.label}: numbers are typed into the cells", rows), *super().help]
