"""Reading the rows of a file whose headings are the labels of a record's fields."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from data.imports.assumptions import SAYS_NO, Assumed, Assumptions, reading_with_assumptions
from data.imports.cell_faults import is_error_value, says_nothing, why_unusable
from data.imports.cell_reading import Remembered, heading_name
from data.imports.corrections import FaultyValue
from data.imports.date_order import DateOrders
from data.imports.left_out import LeftOut, short_text
from data.imports.row_reader import RowReader, Said, other_headings_of
from data.imports.tabular_files import TabularFile
from data.imports.usual_headings import matched
from data.problems import WrongCall
from data.store.books import Books
from models.fields.date_fields import DateField
from models.fields.field import DeskField, UnreadableError
from models.fields.reference_fields import ReferenceField
from models.fields.text import folded, one_line
from models.fields.text_fields import NoteField, TextField
from models.records.record import Record


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell that has no one meaning: its text, why, and the records that it could name.

    `newcomer` is set where it names somebody who can be added together with the row, `attribute`
    is that of its column.
    """

    text: str
    why: str
    keys: frozenset[str] = frozenset()
    newcomer: bool = False
    attribute: str = ""


@dataclass(frozen=True, slots=True)
class _ToTell:
    """A cell of which the plan tells: what is assumed of it, or that it holds no value.

    Without a value the field is left as it is.
    """

    text: str
    assumed: Assumed | None = None


_APOSTROPHES = ("'", "’")
_BESIDE = ""
"""Stands, while a row is read, for what its cells say beside their values."""


class FieldReader(RowReader):
    """Reads rows whose headings are the labels of a record's fields.

    `date_columns` has the labels of columns of days by their places (from 0), and `places` those of
    all columns that are read.
    """

    by_fields = True

    def __init__(
        self, books: Books, record: type[Record], table: TabularFile, orders: DateOrders
    ) -> None:
        self.books, self.record, self.table, self.orders = books, record, table, orders
        self.unused: list[str] = []
        self.read_as: list[str] = []
        self.date_columns: dict[int, str] = {}
        self._left_out, self._assumptions = LeftOut(record), Assumptions()
        self._keeps_notes = "notes" in record._meta.fields
        self._names: dict[str, dict[str, list[str]]] = {}
        self._columns: list[tuple[str, int, Remembered]] = []
        by_name = fields_by_heading(record)
        meant = matched(record, by_name, table.headings)
        for place, heading in enumerate(table.headings):
            known = meant.get(place)
            if known is None:
                self.unused.append(heading)
                continue
            self._columns.append((known.attribute, place, Remembered(self._reading(known, place))))
            if by_name.get(heading_name(heading)) is not known:
                self.read_as.append(f"“{heading}” as {known.label}")
            if isinstance(known, DateField):
                self.date_columns[place] = known.label
        taken = {each.attribute for each in meant.values()}
        self.places = frozenset(place for _, place, _ in self._columns)
        self.attributes = {place: attribute for attribute, place, _ in self._columns}
        self.missing = [f.label for f in record.fields() if f.attribute not in taken]

    def read(self, cells: Sequence[str], line: int = 0) -> Said:
        """The values of the row on this line; a cell without one clear meaning is `Unread`."""
        values: Said = {}
        for attribute, place, remembered in self._columns:
            cell = cells[place]
            if cell:
                value: Any = remembered[cell]
                if isinstance(value, _ToTell):
                    self._tell(attribute, value, line, values)
                elif value is not None:
                    values[attribute] = value
        if _BESIDE in values:
            beside = values.pop(_BESIDE)
            if self._keeps_notes:
                values["notes"] = "\n".join(filter(None, (values.get("notes"), beside)))
        return values

    def _tell(self, attribute: str, cell: _ToTell, line: int, values: Said) -> None:
        """Count a cell of which the plan tells; what it says beside its value goes to the notes."""
        assumed = cell.assumed
        if assumed is None:
            self._left_out.add(attribute, cell.text, line)
            return
        self._assumptions.add(attribute, assumed)
        values[attribute] = assumed.value
        if assumed.beside:
            told = f"{self.record.field(attribute).label}: {assumed.beside}"
            values[_BESIDE] = "\n".join(filter(None, (values.get(_BESIDE), told)))

    def assumed(self) -> list[FaultyValue]:
        """The texts of which something is assumed, for somebody to put right."""
        original = self.table.original
        headings = {name: original[place] for place, name in self.attributes.items()}
        return [
            FaultyValue(headings.get(of, ""), of, text, why, rows)
            for of, text, why, rows in self._assumptions.told()
        ]

    def notes(self) -> list[str]:
        """Notes on values left out, how dates were read, and columns missing or not used."""
        notes = [f"Read {', '.join(self.read_as)}."] if self.read_as else []
        notes += [*self._left_out.notes(), *self.orders.notes(self.date_columns)]
        if self.missing:
            notes.append(f"Not in the file, so left as they are: {', '.join(self.missing)}.")
        if self.unused:
            notes.append(f"Not used: {', '.join(each or '(no heading)' for each in self.unused)}.")
        others = other_headings_of(self.record)
        if any(heading_name(each) in others.headings for each in self.unused):
            notes.append(others.note)
        return notes

    def _reading(self, of: DeskField, place: int) -> Callable[[str], Any]:
        text, today = self.table.text, self.books.today
        is_day, is_code = isinstance(of, DateField), not isinstance(of, (TextField, ReferenceField))
        columns = 0 if isinstance(of, NoteField) else self.table.columns_of_csv

        def as_typed(typed: str) -> Any:
            return of.read(typed, today)

        read_value: Callable[[str], Any] = as_typed
        if isinstance(of, DateField):
            read_value = self.orders.reading(of, place, today)
        read_value = reading_with_assumptions(of, read_value, today)

        def is_empty(typed: str) -> bool:
            return says_nothing(typed) or (is_day and folded(one_line(typed)) in SAYS_NO)

        def read(cell: str) -> Any:
            typed = text(cell)
            if cell.startswith('="') and cell.endswith('"'):
                # So other programs have a spreadsheet keep the noughts of a code.
                typed = cell[2:-1].replace('""', '"')
            if is_code and typed[:1] in _APOSTROPHES:
                typed = typed.lstrip("'’")
            if why := why_unusable(typed, columns):
                if is_error_value(typed) and not of.required:
                    return _ToTell(typed)
                told = f"{of.label} “{short_text(typed)}”: {why}"
                return Unread(typed, told, attribute=of.attribute)
            if of.required and isinstance(of, (TextField, ReferenceField)) and says_nothing(typed):
                told = f"{of.label} “{short_text(typed)}”: it says that there is none yet"
                return Unread(typed, told, attribute=of.attribute)
            if isinstance(of, ReferenceField):
                value: Any = self._reference(of, one_line(typed))
            else:
                try:
                    value = read_value(typed)
                    if isinstance(value, Assumed):
                        value = _ToTell(typed, value)
                except UnreadableError as error:
                    value = Unread(typed, f"{of.label} {error}", attribute=of.attribute)
            if isinstance(value, Unread) and not of.required and is_empty(typed):
                return _ToTell(typed)
            return value

        return read

    def _reference(self, of: ReferenceField, name: str) -> Any:
        if not name:
            return None
        keys = self._named(of.to).get(folded(name), [])
        if len(keys) == 1:
            return keys[0]
        if of.adds_new and not keys and self.books.get(of.to, name) is None:
            # A name that only begins like a known one is somebody else's here.
            return Unread(name, f"{of.label}: nobody is called “{name}”", newcomer=True)
        from data.tables.finding import find_one

        try:
            return find_one(self.books, of.to, name)
        except WrongCall as error:
            why = f"{of.label}: {str(error).rstrip('.')}"
            return Unread(name, why, frozenset(keys), attribute=of.attribute)

    def _named(self, record: type[Record]) -> dict[str, list[str]]:
        if record.kind not in self._names:
            named: dict[str, list[str]] = {}
            for key, name in self.books.names(record).items():
                named.setdefault(folded(one_line(name)), []).append(key)
            if record.beside_namesakes:
                for key, name in self.books.bare_names_of_namesakes(record):
                    named.setdefault(folded(one_line(name)), []).append(key)
            self._names[record.kind] = named
        return self._names[record.kind]


def fields_by_heading(record: type[Record]) -> dict[str, DeskField]:
    """The fields of a record by each heading that stands for them."""
    known = {
        heading_name(name): each
        for each in record.fields()
        for name in (each.formerly, each.attribute, each.label)
        if name
    }
    return known | {each.script_name: each for each in record.fields()}
