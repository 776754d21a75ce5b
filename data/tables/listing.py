"""Lists of records: their columns, their order, what a filter finds, and the rows in view.

A listing holds the keys of its records in order and fetches the rows that are asked for, so that a
list of 52,000 costs as little as one of sixteen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from data.store.books import Books
from data.tables.as_of import Differences, differences_as_of
from data.tables.computed_columns import ComputedCells, computed_columns_of
from data.tables.filter import FilterTexts, shown_as_kept
from data.tables.filter_terms import Term, plain_words, terms_of, test_of
from data.tables.list_views import keys_in_order
from data.tables.table import Column, Row, Summary
from models.fields.field import DeskField
from models.fields.reference_fields import ReferenceField
from models.fields.states import State
from models.fields.text import folded
from models.fields.values import Value, show_value
from models.records.record import CONFIDENTIAL, Record

_LONGEST_HEADING = 10
"""Headings that are longer do not widen a column; they are cut where there is no room."""


class Wanted(NamedTuple):
    """What a list is to show.

    `words` must all be found in a row, and all `terms` hold of it; `sort` names a column, turned
    round when `descending`; `then` are further columns, each with whether it is turned round;
    `only` are the keys that it is narrowed to, and `only_label` says why.
    """

    words: str = ""
    sort: str = ""
    descending: bool = False
    only: frozenset[str] | None = None
    only_label: str = ""
    then: tuple[tuple[str, bool], ...] = ()
    terms: tuple[Term, ...] = ()

    @property
    def order(self) -> tuple[tuple[str, bool], ...]:
        """The columns to sort by, each with whether it is turned round; none: the usual order."""
        return ((self.sort, self.descending), *self.then) if self.sort else ()


def shown_fields(record: type[Record]) -> list[DeskField]:
    """The fields of a list, in order: those that it is known by first, then all the others."""
    first = [record.field(name) for name in record.listed]
    return first + [field for field in record.fields() if field.attribute not in record.listed]


def columns_of(record: type[Record]) -> list[Column]:
    """The columns of a list: the record's names, what is derived, then its fields."""
    derived = computed_columns_of(record)
    columns = [column_of(record, field) for field in shown_fields(record)]
    after = derived_after(record)
    return columns[:after] + list(derived.columns if derived else ()) + columns[after:]


def derived_after(record: type[Record]) -> int:
    """How many of a list's fields stand before its derived columns."""
    derived = computed_columns_of(record)
    return record.listed.index(derived.after) + 1 if derived else 0


def column_of(record: type[Record], field: DeskField) -> Column:
    """The column that a field makes."""
    kind = "state" if field.states else field.kind
    width = max(field.columns, min(len(field.label), _LONGEST_HEADING))
    return Column(
        field.script_name, field.label, kind, width, field.help, heading=field.heading,
        shorter=tuple(field.shorter.items()),
    )  # fmt: skip


class Listing:
    """The records of one kind, as wanted: how many there are, and any rows of them.

    Used in the store's thread. What it has worked out (texts to search, derived columns) is kept
    until `forget`.
    """

    def __init__(self, books: Books, record: type[Record]) -> None:
        self.books, self.record = books, record
        self.columns = columns_of(record)
        self._fields = shown_fields(record)
        self._after = derived_after(record)
        self._derived = computed_columns_of(record)
        self._as_kept = [shown_as_kept(field) for field in self._fields]
        self.forget()

    def forget(self) -> None:
        """Forget what was worked out, because the books have changed."""
        self._texts: FilterTexts | None = None
        self._cells = ComputedCells(self.books, self._derived)
        self._names: dict[str, dict[str, str]] = {}
        self._orders: dict[tuple[tuple[str, bool], ...], Sequence[str]] = {}
        self._of_columns: dict[str, dict[str, Value]] = {}
        self._then: Differences | None = None

    def keys(self, wanted: Wanted | None = None) -> Sequence[str]:
        """The keys of the records that are wanted, in order."""
        wanted = wanted or Wanted()
        keys = self._ordered(wanted)
        terms = [*terms_of(wanted.words, self.columns), *wanted.terms]
        words = plain_words(terms)
        if words:
            keys = self._filter_texts().holding(words, keys)
        for term in terms:
            if term.column is not None:
                column = self.columns[term.column]
                holds, values = test_of(term, column, self.books.today), self._values_of(column)
                keys = [key for key in keys if holds(values.get(key))]
        if wanted.only is not None:
            keys = [key for key in keys if key in wanted.only]
        return keys

    def best(self, keys: Sequence[str], wanted: Wanted, here: str) -> str | None:
        """Of these keys that of the record whose name the words of the filter fit best.

        None where they fit no name; of those that they fit alike `here` goes first.
        """
        words = plain_words(terms_of(wanted.words, self.columns))
        if not words:
            return None
        return self._filter_texts().best_named(keys, " ".join(words), here)

    def _naming_fields(self) -> list[DeskField]:
        """The fields by which a record is called, in that order."""
        own = [self.record.own_name] if self.record.own_name else []
        return [self.record.field(name) for name in (*own, *self.record.named_by)]

    def values_of(self, column: Column) -> Counter[str]:
        """The values in a column, as people read them, and in how many records each occurs."""
        shown = (show_value(value, column.kind) for value in self._values_of(column).values())
        return Counter(text for text in shown if text)

    def _values_of(self, column: Column) -> dict[str, Value]:
        """The values of a column by the keys of the records."""
        values = self._of_columns.get(column.name)
        if values is None:
            rows = self._rows_of([column.name])
            values = self._of_columns[column.name] = {row.key: row.cells[0] for row in rows}
        return values

    def count(self) -> int:
        """How many records there are of the kind."""
        orders = self._orders.values()
        if orders:
            return len(next(iter(orders)))
        return self.books.count(self.record) - len(self._stood().not_begun)

    def beginning(self) -> str | None:
        """The record at which the list is opened: what comes next; None for the first one."""
        if not self.record.begins_at:
            return None
        today = self.books.today.isoformat()
        rows = self.books.kept(self.record, ("key", self.record.begins_at))
        day = min((day for _, day in rows if day is not None and day >= today), default=None)
        next_ones = {key for key, its_day in rows if its_day == day} if day else ()
        return next((key for key in self._ordered(Wanted()) if key in next_ones), None)

    def read_ahead(self) -> bool:
        """Read a piece of what a filter looks through; true when it is ready for any filter."""
        texts = self._filter_texts()
        if not texts.read_more():
            return False
        texts.lay_out(self._ordered(Wanted()))
        return True

    def rows(self, keys: Sequence[str], names: Collection[str] | None = None) -> list[Row]:
        """The rows of these records, in this order; removed records are left out.

        Of what is computed, only what these columns need is.
        """
        attributes = ["key", *(field.attribute for field in self._fields)]
        rows: dict[str, Row] = {}
        for key, *kept in self.books.kept(self.record, attributes, among=("key", keys)):
            rows[key] = self._row(key, self._kept_then(key, self._fields, kept), names)
        return [rows[key] for key in keys if key in rows]

    def _stood(self) -> Differences:
        """Values that were different on the books' day from those in the file now."""
        if self._then is None:
            self._then = differences_as_of(self.books, self.record)
        return self._then

    def _kept_then(
        self, key: str, fields: Sequence[DeskField], kept: Sequence[Any]
    ) -> Sequence[Any]:
        """The values of these fields as the file would have them on the books' day."""
        then = self._stood().values.get(key)
        if not then:
            return kept
        return [
            _encoded(then[field.attribute]) if field.attribute in then else value
            for field, value in zip(fields, kept, strict=True)
        ]

    def _row(self, key: str, kept: Sequence[Any], names: Collection[str] | None) -> Row:
        cells = [
            value if as_kept else self._cell(field, field.decode(value))
            for field, as_kept, value in zip(self._fields, self._as_kept, kept, strict=True)
        ]
        computed = self._cells.of(key, names)
        return Row(key, (*cells[: self._after], *computed, *cells[self._after :]))

    def _filter_texts(self) -> FilterTexts:
        if self._texts is None:
            self._texts = FilterTexts(
                self.books,
                self.record,
                self._fields,
                self._text_of,
                self._text_beside,
                self._texts_then(),
                self._naming_fields(),
            )
        return self._texts

    def _texts_then(self) -> dict[str, str]:
        """The whole texts of the rows that stood otherwise on the store's day."""
        return {
            row.key: " ".join(
                show_value(cell, column.kind)
                for cell, column in zip(row.cells, self.columns, strict=True)
            )
            for row in self.rows(list(self._stood().values))
        }

    def _text_of(self, field: DeskField, kept: object) -> str:
        return show_value(self._cell(field, field.decode(kept)), field.kind)

    def _text_beside(self, key: str) -> str:
        columns = self._derived.columns if self._derived else ()
        cells = zip(self._cells.of(key), columns, strict=True)
        return " ".join(show_value(cell, column.kind) for cell, column in cells)

    def _cell(self, field: DeskField, value: Value) -> Value:
        if value is None:
            return None
        if isinstance(field, ReferenceField):
            return self._name(field, str(value))
        if field.states:
            return field.states[str(value)]
        if type(field).show is not DeskField.show or field.kind == "code":
            return field.show(value)
        return value

    def _name(self, field: ReferenceField, key: str) -> str:
        names = self._names.setdefault(field.to.kind, {})
        if key not in names:
            names[key] = self.books.name_of(field.to, key)
        return names[key]

    def _read_names(self, field: ReferenceField) -> None:
        """Read at once what the records are called that a field names."""
        to = field.to
        named_by = [to.field(name) for name in to.named_by]
        if any(isinstance(each, ReferenceField) for each in named_by):
            return
        referred = {row[0] for row in self.books.kept(self.record, (field.attribute,))}
        names = self._names.setdefault(to.kind, {})
        for key, *kept in self.books.kept(to, ("key", *to.named_by), among=("key", referred)):
            pairs = zip(named_by, kept, strict=True)
            parts = [each.show(each.decode(value)) for each, value in pairs if value is not None]
            names[key] = " · ".join(part for part in parts if part)
        names |= self.books.names_of_namesakes(to)

    def _ordered(self, wanted: Wanted) -> Sequence[str]:
        way = wanted.order
        if way not in self._orders:
            self._orders[way] = self._in_usual_order() if not wanted.sort else self._sorted(wanted)
        return self._orders[way]

    def _in_usual_order(self) -> Sequence[str]:
        names = [name.removeprefix("-") for name in self.record.ordered_by]
        if any(isinstance(self.record.field(name), ReferenceField) for name in names):
            return self._sorted(Wanted())
        keys = keys_in_order(self.books, self.record)
        not_begun = self._stood().not_begun
        return [key for key in keys if key not in not_begun] if not_begun else keys

    def _sorted(self, wanted: Wanted) -> list[str]:
        ways = list(wanted.order)
        alone = len(ways) == 1 and not any(wanted.sort in group for group in _together(self.record))
        if alone:
            return self._by_column(wanted)
        ways += [
            (self.record.field(name.removeprefix("-")).script_name, name.startswith("-"))
            for name in self.record.ordered_by
        ]
        names = list(dict.fromkeys(name for name, _ in ways))
        for first, *others in _together(self.record):
            if first in names:
                names += [name for name in others if name not in names]
        rows = self._rows_of(names)
        for name, descending in reversed(ways):
            rows = in_order(rows, names.index(name), descending)
        return [row.key for row in rows]

    def _by_column(self, wanted: Wanted) -> list[str]:
        """The keys by one column, those of the same value in the usual order.

        What a value is sorted by is worked out once, however many records have it.
        """
        sortable = self._sortable_values(wanted.sort)
        usual = self._ordered(Wanted())
        with_value = [key for key in usual if key in sortable]
        with_value.sort(key=sortable.__getitem__, reverse=wanted.descending)
        return with_value + [key for key in usual if key not in sortable]

    def _sortable_values(self, name: str) -> dict[str, Any]:
        """The sort keys of the records that have a value in this column."""
        field = next((each for each in self._fields if each.script_name == name), None)
        if field is None:
            columns = self._derived.columns if self._derived else ()
            at = [column.name for column in columns].index(name)
            cells = ((key, self._cells.of(key, (name,))[at]) for key in self._ordered(Wanted()))
            return {key: _sortable(cell) for key, cell in cells if cell is not None}
        if isinstance(field, ReferenceField):
            self._read_names(field)
        rows = self.books.kept(self.record, ("key", field.attribute))
        as_kept = shown_as_kept(field)
        known = {
            value: _sortable(value if as_kept else self._cell(field, field.decode(value)))
            for value in {value for _, value in rows if value is not None}
        }
        found = {key: known[value] for key, value in rows if value is not None}
        for key, then in self._stood().values.items():
            if field.attribute in then:
                cell = self._cell(field, then[field.attribute])
                found.pop(key, None)
                found |= {key: _sortable(cell)} if cell is not None else {}
        return found

    def _rows_of(self, names: Sequence[str]) -> list[Row]:
        """The rows of all records with these columns and no others."""
        fields = [field for field in self._fields if field.script_name in names]
        derived = [column.name for column in self._derived.columns] if self._derived else []
        found = self.books.kept(self.record, ["key", *(field.attribute for field in fields)])
        for field in fields:
            if isinstance(field, ReferenceField):
                self._read_names(field)
        rows = []
        together = _together(self.record)
        named = [(field.script_name, field) for field in fields]
        for key, *kept in found:
            if key in self._stood().not_begun:
                continue
            cells = dict(zip(derived, self._cells.of(key, names), strict=True))
            for (name, field), value in zip(named, self._kept_then(key, fields, kept), strict=True):
                cells[name] = self._cell(field, field.decode(value))
            for group in together:
                # The first of them is shown for all of them, and stands in that order.
                if group[0] in cells:
                    cells[group[0]] = _first_filled(cells.get(name) for name in group)
            rows.append(Row(key, tuple(cells[name] for name in names)))
        return rows


def in_one_column(record: type[Record], rows: Sequence[Row]) -> list[Row]:
    """The rows as they are read: where one of two fields is filled, in the first's place.

    So the list of members names an organisation where schools stand, and a meeting without a name
    of its own is called by its kind. Files that can be imported keep all columns.
    """
    names = [column.name for column in columns_of(record)]
    together = [[names.index(name) for name in group] for group in _together(record)]
    if not together:
        return list(rows)
    told = []
    for row in rows:
        cells = list(row.cells)
        for first, *others in together:
            cells[first] = _first_filled(row.cells[at] for at in (first, *others))
        told.append(Row(row.key, tuple(cells)))
    return told


def _together(record: type[Record]) -> list[list[str]]:
    """The columns of which the first one filled is shown in the first one's place."""
    groups = record.read_as_one()
    return [[record.field(name).script_name for name in group] for group in groups]


def _first_filled(cells: Iterable[Value]) -> Value:
    return next((each for each in cells if each is not None), None)


def _encoded(value: Value) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def in_order(rows: Sequence[Row], position: int, descending: bool = False) -> list[Row]:
    """The rows by the cell at this position; rows without one stand last either way."""
    with_value = [row for row in rows if row.cells[position] is not None]
    without = [row for row in rows if row.cells[position] is None]
    with_value.sort(key=lambda row: _sortable(row.cells[position]), reverse=descending)
    return with_value + without


def _sortable(value: Value) -> Any:
    if isinstance(value, State):
        return folded(value.word)
    return folded(value) if isinstance(value, str) else value


def table_of(
    books: Books,
    record: type[Record],
    words: str = "",
    *,
    wanted: Wanted | None = None,
    keys: Collection[str] | None = None,
) -> Summary:
    """A list as a table that any format can write: what the grid of this kind shows."""
    listing = Listing(books, record)
    wanted = wanted or Wanted(words=words)
    found = listing.keys(wanted)
    if keys is not None:
        found = [key for key in found if key in keys]
    notes = [CONFIDENTIAL] if record.confidential else []
    if wanted.only_label:
        notes.append(wanted.only_label)
    if wanted.words.strip():
        notes.append(f"Filtered by: {wanted.words.strip()}")
    return Summary(
        record.kind,
        record.plural().capitalize(),
        books.today,
        listing.columns,
        listing.rows(found),
        notes,
    )
