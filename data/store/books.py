"""Reading records by their values, quickly, and remembering within one operation what was read."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import peewee

from models.fields.reference_fields import ReferenceField
from models.fields.values import Value
from models.records.record import Record, Values

if TYPE_CHECKING:
    from data.store.store import Store

_MOST_REMEMBERED = 5000
"""So many answers are kept for each kind of record."""

_Decode = Callable[[Any], Value]

AMONG = "IN (SELECT value FROM json_each(?))"
"""The end of a condition on a column: the value given with it is a list, as JSON."""


def find(store: Store, record: type[Record], equal: dict[str, Any]) -> list[Values]:
    """The records whose attributes have these values. Raises KeyError for an unknown attribute."""
    fields = record._meta.fields
    given = {name: None if value is None else _encode(fields[name], value)
             for name, value in equal.items()}  # fmt: skip
    sql = _query(record, len(fields), tuple((name, value is None) for name, value in given.items()))
    values = [value for value in given.values() if value is not None]
    return _decoded(record, store.database.rows(sql, *values))


def of_keys(store: Store, record: type[Record], keys: Iterable[str]) -> list[Values]:
    """The records that have these keys."""
    every = _query(record, len(record._meta.fields), ())
    sql = f'{every} WHERE "key" {AMONG}'
    return _decoded(record, store.database.rows(sql, json.dumps(list(keys))))


def values_ever(
    store: Store, record: type[Record], attribute: str, keys: Collection[str]
) -> set[str]:
    """Every value that a reference of these records ever had."""
    path = f"$.{attribute}"
    rows = store.database.rows(
        'SELECT json_extract("before", ?), json_extract("after", ?) FROM "change" '
        f'WHERE "kind" = ? AND "record" {AMONG}',
        path,
        path,
        record.kind,
        json.dumps(sorted(keys)),
    )
    return {value for row in rows for value in row if value}


class ReadBooks:
    """The books as rules and consequences ask them: what was read stays until its kind is written.

    Rules ask for the same school and policy again and again, and an operation is alone with the
    file while it lasts. What is handed out belongs to everybody who asks: it is never changed.
    """

    def __init__(self, store: Store) -> None:
        self.store, self.today = store, store.today
        self._records: dict[type[Record], dict[str, Values | None]] = {}
        self._found: dict[type[Record], dict[tuple[tuple[str, Any], ...], list[Values]]] = {}

    def find(self, record: type[Record], **equal: Any) -> list[Values]:
        """The records whose attributes have these values."""
        kept = self._found.setdefault(record, {})
        asked = tuple(equal.items())
        found = kept.get(asked)
        if found is None:
            if len(kept) >= _MOST_REMEMBERED:
                kept.clear()
            found = kept[asked] = find(self.store, record, equal)
        return found

    def get(self, record: type[Record], key: str) -> Values | None:
        """The record of this key."""
        kept = self._records.setdefault(record, {})
        if key not in kept:
            if len(kept) >= _MOST_REMEMBERED:
                kept.clear()
            kept[key] = next(iter(find(self.store, record, {"key": key})), None)
        return kept[key]

    def get_many(self, record: type[Record], keys: Sequence[str]) -> dict[str, Values]:
        """The records of these keys that there are; asking for one of them reads nothing more."""
        found = {str(values["key"]): values for values in of_keys(self.store, record, keys)}
        kept = self._records.setdefault(record, {})
        if len(kept) >= _MOST_REMEMBERED:
            kept.clear()
        kept |= found
        return found

    def name_of(self, record: type[Record], key: str | None) -> str:
        """What the record is called."""
        return self.store.name_of(record, key)

    def written(self, record: type[Record], keys: Iterable[str]) -> None:
        """Forget what was read of these records, and what was looked for among their kind."""
        self._found.pop(record, None)
        kept = self._records.get(record, {})
        for key in keys:
            kept.pop(key, None)


def _encode(field: Any, value: Any) -> Any:
    return value if isinstance(value, str) else field.db_value(value)


@cache
def _query(record: type[Record], count: int, conditions: tuple[tuple[str, bool], ...]) -> str:
    """Select the records for which these attributes are empty, or have the values given.

    `count` is how many fields the record has now, should another one have been declared since.
    """
    columns = ", ".join(f'"{each.column_name}"' for each in record.fields())
    sql = f'SELECT "key", {columns} FROM "{record.table()}"'
    fields = record._meta.fields
    terms = [
        f'"{fields[name].column_name}" {"IS NULL" if empty else "= ?"}'
        for name, empty in conditions
    ]
    return f"{sql} WHERE {' AND '.join(terms)}" if terms else sql


@cache
def _decoding(
    record: type[Record], count: int
) -> tuple[tuple[str, ...], list[tuple[str, _Decode]]]:
    """The attributes of a row, and how those are read that the file keeps in another form."""
    plain = peewee.Field.python_value, peewee.Field.adapt
    others: list[tuple[str, _Decode]] = [
        (each.attribute, each.decode)
        for each in record.fields()
        if not isinstance(each, ReferenceField)
        and (type(each).python_value, type(each).adapt) != plain
    ]
    return ("key", *(each.attribute for each in record.fields())), others


def _decoded(record: type[Record], rows: list[tuple[Any, ...]]) -> list[Values]:
    names, others = _decoding(record, len(record._meta.fields))
    found = []
    for row in rows:
        values: Values = dict(zip(names, row, strict=True))
        for name, decode in others:
            if values[name] is not None:
                values[name] = decode(values[name])
        found.append(values)
    return found
