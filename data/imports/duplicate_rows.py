"""Rows of one file that are about the same record, by what only one record may have."""

from __future__ import annotations

from data.imports.row_reader import Said
from data.imports.rows import Unread
from models.fields.text import folded, one_line
from models.records.record import Record


class DuplicateRows:
    """Finds, row by row, the rows whose codes stand in a row before them."""

    def __init__(self, record: type[Record]) -> None:
        self._record = record
        self._only_one = [each.attribute for each in record.fields() if each.only_one]
        self._shared = [name for name in record.found_by if name not in self._only_one]
        self._lines: dict[tuple[object, ...], int] = {}

    def told(self, values: Said, line: int) -> str:
        """Why the row on this line cannot be used; empty when no row before it is the same one.

        A code that several may have, such as an academy's from its predecessor, says so only
        together with the name.
        """
        own = [name for name in self._only_one if values.get(name) is not None]
        for attribute in own or self._shared:
            value = values.get(attribute)
            if value is None or isinstance(value, Unread):
                continue
            place = (attribute, value, *(() if own else self._name(values)))
            first = self._lines.setdefault(place, line)
            if first != line:
                field = self._record.field(attribute)
                return f"{field.label} {field.show(value)} stands in line {first} already"
        return ""

    def _name(self, values: Said) -> tuple[object, ...]:
        parts = [values.get(each) for each in self._record.named_by]
        return tuple(folded(one_line(part)) if isinstance(part, str) else part for part in parts)
