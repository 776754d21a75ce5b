"""Comparing the rows of a file with the records in the books that they may be about."""

from __future__ import annotations

from itertools import islice

from data.exports.writers.cells import clean
from data.imports.assumptions import may_be
from data.imports.row_reader import Said
from data.imports.rows import Unread
from data.store.books import Books
from models.fields.text import one_line, several_lines
from models.fields.values import Value
from models.records.record import Record, Values

NOTES = "notes"
"""The field that belongs to the user alone: an import fills it in new records only."""

_FIELDS_SHOWN = 4


class Comparison:
    """How rows differ from records of a kind, and which of several records a row is nearest to."""

    def __init__(self, books: Books, record: type[Record]) -> None:
        self.books, self.record = books, record

    def differences(self, values: Said, now: Values) -> Said:
        """What the row says that the record does not; the user's own notes do not count."""
        different: Said = {}
        for attribute, value in values.items():
            stands = now[attribute]
            if value == stands or attribute == NOTES:
                continue
            if isinstance(value, Unread):
                if self._is_shown_as(value, attribute, stands):
                    continue
            elif may_be(value, stands) or self.record.field(attribute).same(value, stands):
                continue
            different[attribute] = value
        return different

    def _is_shown_as(self, cell: Unread, attribute: str, stands: Value) -> bool:
        """Whether an unreadable cell is just what an export shows for the value in the books."""
        if stands in cell.keys:
            return True
        shown = clean(self.books.show(self.record, attribute, stands))
        return several_lines(shown) == several_lines(cell.text)

    def nearest(self, values: Said, keys: list[str], standing: dict[str, Values]) -> list[str]:
        """The records among these from which the row differs least."""
        counts = {key: len(self.differences(values, standing[key])) for key in keys}
        return [key for key in keys if counts[key] == min(counts.values())]

    def why_unclear(self, keys: list[str], standing: dict[str, Values]) -> str:
        """Why a row could mean any of these records, and how to say which one it means."""
        first = standing[keys[0]]
        name = self.books.name_from(self.record, first)
        if self.record.telling_namesakes():
            name = str(first[self.record.named_by[0]])
        codes = " or ".join(self.record.field(code).label for code in self.record.found_by)
        way = f"give its {codes}" if codes else "change the one that is meant on the screen"
        if self.record.namesakes_by:
            beside = self.record.field(self.record.namesakes_by[0])
            way = f"give its {beside.label} ({beside.example})"
        kind = self.record.plural()
        return f"{len(keys)} {kind} are called “{name}”; {way}"

    def in_words(self, now: Values, new: Values) -> str:
        """What a row changes of a record, field by field: School: Phase Primary → Middle."""
        parts = []
        for attribute in islice(new, _FIELDS_SHOWN):
            was, becomes = (
                self.books.show(self.record, attribute, side[attribute]) or "empty"
                for side in (now, new)
            )
            label = self.record.field(attribute).label
            parts.append(f"{label} {_short(was)} → {_short(becomes)}")
        parts += [f"{len(new) - _FIELDS_SHOWN} more"] if len(new) > _FIELDS_SHOWN else []
        return f"{self.books.name_from(self.record, now)}: {'; '.join(parts)}"


def _short(shown: str) -> str:
    text = one_line(shown)
    return text if len(text) <= 60 else f"{text[:59]}…"
