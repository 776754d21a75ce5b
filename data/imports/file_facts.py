"""Facts about a file's columns: how each was read, and which cells could not be."""

from __future__ import annotations

from collections.abc import Sequence

from data.imports.corrections import Corrections, FaultyValue, FileColumn
from data.imports.left_out import short_text
from data.imports.row_reader import RowReader
from data.imports.rows import Unread
from data.imports.tabular_files import TabularFile

_EXAMPLES, _ROWS_LOOKED_AT = 3, 500


class FileFacts:
    """Gathers, while a file is read, examples of its columns and texts that cannot be read."""

    def __init__(self) -> None:
        self._examples: dict[int, dict[str, None]] = {}
        self._rows = 0
        self._faulty: dict[tuple[str, str], FaultyValue] = {}

    def keep_examples(self, cells: Sequence[str]) -> None:
        """Keep the first texts of each column, by which one sees what it holds."""
        if self._rows < _ROWS_LOOKED_AT:
            self._rows += 1
            for place, cell in enumerate(cells):
                held = self._examples.setdefault(place, {})
                if cell and len(held) < _EXAMPLES:
                    held[short_text(cell)] = None

    def note_fault(self, reader: RowReader, table: TabularFile, cell: Unread) -> None:
        """Note a cell that could not be read, where it can be said in which column it stands."""
        place = next((at for at, name in reader.attributes.items() if name == cell.attribute), None)
        if place is not None:
            heading = table.original[place]
            before = self._faulty.get((heading, cell.text))
            self._faulty[heading, cell.text] = FaultyValue(
                heading, cell.attribute, cell.text, cell.why, before.rows + 1 if before else 1
            )

    @property
    def faulty(self) -> list[FaultyValue]:
        """The texts that could not be read, those of most rows first."""
        return sorted(self._faulty.values(), key=lambda each: -each.rows)

    def columns(
        self, reader: RowReader, table: TabularFile, put_right: Corrections
    ) -> list[FileColumn]:
        """How each column was read; none of a file that is read in a way of its own."""
        return [
            FileColumn(
                heading,
                reader.attributes.get(place, ""),
                tuple(self._examples.get(place, ())),
                heading in put_right.columns,
            )
            for place, heading in enumerate(table.original if reader.by_fields else ())
            if heading
        ]
