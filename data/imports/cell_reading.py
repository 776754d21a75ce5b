"""Reading cells: how headings are compared, and what the texts of a column were read as."""

from __future__ import annotations

from collections.abc import Callable

from models.fields.text import name_for_scripts
from models.fields.values import Value


class UnusableRowError(ValueError):
    """A row that cannot become a record; the message says why."""


class Unreadable:
    """Marks a cell that says something which cannot be read."""


UNREADABLE = Unreadable()
Read = Callable[[str], "Value | Unreadable"]
"""Reads the text of a cell."""


class Remembered(dict[str, "Value | Unreadable"]):
    """Cells read before, so that "London" is read once and not ten thousand times."""

    MOST, LONGEST = 20_000, 300

    def __init__(self, read: Read) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, cell: str) -> Value | Unreadable:
        value = self._read(cell)
        if len(cell) <= self.LONGEST:
            if len(self) >= self.MOST:
                self.clear()
            self[cell] = value
        return value


def heading_name(heading: str) -> str:
    """A heading for comparing: without case, blanks and signs."""
    return name_for_scripts(heading)
