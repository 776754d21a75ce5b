"""Lists of records: their columns, their order, what a filter finds, and the rows in view.

A listing holds the keys of its records in order and fetches the rows that are asked for, so that a
list of 52,000 costs as little as one of sixteen.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from data.derived import derived_of
from data.tables import Column, Row, Summary
from models.alliances import LEVELS, STAGES, Commitment, Membership
from models.fields import ChoiceField, DeskField, ReferenceField
from models.records import Record, Values
from models.states import State
from models.text import folded
from models.values import Value, show_value

if TYPE_CHECKING:
    from data.store import Store

_STATES_OF_CHOICES: dict[tuple[str, str], dict[str, State]] = {
    (Membership.kind, "stage"): STAGES,
    (Commitment.kind, "level"): LEVELS,
}
"""Choices that have a letter and a tone."""


_LONGEST_HEADING = 10
"""Headings that are longer do not widen a column; they are cut where there is no room."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is to show.

    `words` must all be found in a row; `sort` names a column, turned round when `descending`;
    `only` are the keys that it is narrowed to, and `only_label` says why.
    """

    words: str = ""
    sort: str = ""
    descending: bool = False
    only: frozenset[str] | None = None
    only_label: str = ""


def shown_fields(record: type[Record]) -> list[DeskField]:
    """The fields of a list, in order: those that it is known by first, then all the others."""
    first = [record.field(name) for name in record.listed]
    return first + [field for field in record.fields() if field.attribute not in record.listed]


def columns_of(record: type[Record]) -> list[Column]:
    """The columns of a list: the record's names, what is derived, then its fields."""
    derived = derived_of(record)
    columns = [column_of(record, field) for field in shown_fields(record)]
    after = derived_after(record)
    return columns[:after] + list(derived.columns if derived else ()) + columns[after:]


def derived_after(record: type[Record]) -> int:
    """How many of a list's fields stand before its derived columns."""
    derived = derived_of(record)
    return record.listed.index(derived.after) + 1 if derived else 0


def column_of(record: type[Record], field: DeskField) -> Column:
    """The column that a field makes."""
    kind = "state" if (record.kind, field.attribute) in _STATES_OF_CHOICES else field.kind
    width = max(field.columns, min(len(field.label), _LONGEST_HEADING))
    return Column(field.script_name, field.label, kind, width, field.help)


class Listing:
    """The records of one kind, as wanted: how many there are, and any rows of them.

    Used in the store's thread. What it has worked out (texts to search, derived columns) is kept
    until `forget`.
    """

    def __init__(self, store: Store, record: type[Record]) -> None:
        self.store, self.record = store, record
        self.columns = columns_of(record)
        self._fields = shown_fields(record)
        self._after = derived_after(record)
        self._derived = derived_of(record)
        self.forget()

    def forget(self) -> None:
        """Forget what was worked out, because the books have changed."""
        self._texts: list[tuple[str, str]] | None = None
        self._cells: dict[str, tuple[Value, ...]] | None = None
        self._names: dict[str, dict[str, str]] = {}

    def keys(self, wanted: Wanted | None = None) -> list[str]:
        """The keys of the records that are wanted, in order."""
        wanted = wanted or Wanted()
        keys = self._ordered(wanted)
        if wanted.only is not None:
            keys = [key for key in keys if key in wanted.only]
        words = folded(wanted.words).split()
        if words:
            found = {key for key, text in self.texts() if all(word in text for word in words)}
            keys = [key for key in keys if key in found]
        return keys

    def rows(self, keys: Sequence[str]) -> list[Row]:
        """The rows of these records, in this order; removed records are left out."""
        rows: dict[str, Row] = {}
        for start in range(0, len(keys), 500):
            chunk = list(keys[start : start + 500])
            query = self.record.select().where(cast(Any, self.record.key).in_(chunk))
            for values in self.store.read(query):
                rows[str(values["key"])] = self.row(values)
        return [rows[key] for key in keys if key in rows]

    def row(self, values: Values) -> Row:
        """The row that these values make."""
        key = str(values["key"])
        cells = [self._cell(field, values[field.attribute]) for field in self._fields]
        return Row(key, (*cells[: self._after], *self._derived_cells(key), *cells[self._after :]))

    def texts(self) -> list[tuple[str, str]]:
        """What a filter searches: each record's key and the folded text of its row."""
        if self._texts is None:
            texts = []
            for values in self.store.read(self.record.select()):
                row = self.row(values)
                shown = (
                    show_value(cell, column.kind)
                    for cell, column in zip(row.cells, self.columns, strict=True)
                    if cell is not None
                )
                texts.append((row.key, folded(" ".join(shown))))
            self._texts = texts
        return self._texts

    def _cell(self, field: DeskField, value: Value) -> Value:
        if value is None:
            return None
        if isinstance(field, ReferenceField):
            return self._name(field, str(value))
        states = _STATES_OF_CHOICES.get((self.record.kind, field.attribute))
        if states is not None:
            return states[str(value)]
        if isinstance(field, ChoiceField) or field.kind == "code":
            return field.show(value)
        return value

    def _name(self, field: ReferenceField, key: str) -> str:
        names = self._names.setdefault(field.to.kind, {})
        if key not in names:
            names[key] = self.store.name_of(field.to, key)
        return names[key]

    def _derived_cells(self, key: str) -> tuple[Value, ...]:
        if self._derived is None:
            return ()
        if self._cells is None:
            self._cells = self._derived.reckon(self.store)
        return self._cells.get(key) or (None,) * len(self._derived.columns)

    def _ordered(self, wanted: Wanted) -> list[str]:
        plain = [name.removeprefix("-") for name in self.record.ordered_by]
        simple = not any(isinstance(self.record.field(name), ReferenceField) for name in plain)
        if not wanted.sort and simple:
            order = ", ".join(
                f'"{self.record.field(name.removeprefix("-")).column_name}"'
                + (" DESC" if name.startswith("-") else "")
                for name in self.record.ordered_by
            )
            rows = self.store.database.rows(
                f'SELECT "key" FROM "{self.record.table()}" ORDER BY {order}'
            )
            return [row[0] for row in rows]
        return self._sorted(wanted)

    def _sorted(self, wanted: Wanted) -> list[str]:
        ways = [(wanted.sort, wanted.descending)] if wanted.sort else []
        ways += [
            (self.record.field(name.removeprefix("-")).script_name, name.startswith("-"))
            for name in self.record.ordered_by
        ]
        positions = {column.name: index for index, column in enumerate(self.columns)}
        rows = [self.row(values) for values in self.store.read(self.record.select())]
        for name, descending in reversed(ways):
            rows = in_order(rows, positions[name], descending)
        return [row.key for row in rows]


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
    store: Store,
    record: type[Record],
    words: str = "",
    *,
    wanted: Wanted | None = None,
    keys: Collection[str] | None = None,
) -> Summary:
    """A list as a table that any format can write: what the grid of this kind shows."""
    listing = Listing(store, record)
    wanted = wanted or Wanted(words=words)
    found = listing.keys(wanted)
    if keys is not None:
        found = [key for key in found if key in keys]
    notes = []
    if wanted.only_label:
        notes.append(wanted.only_label)
    if wanted.words.strip():
        notes.append(f"Filtered by: {wanted.words.strip()}")
    return Summary(
        record.kind,
        record.kind.replace("-", " ").capitalize(),
        store.today,
        listing.columns,
        listing.rows(found),
        notes,
    )
