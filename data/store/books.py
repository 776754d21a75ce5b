"""Books: reading records by their values, quickly, as plain values; nothing here can write."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar, cast

import peewee

from data.problems import StoreProblem
from data.store.database import DeskDatabase
from data.store.kept_columns import (
    AMONG,
    column_of,
    select_called,
    select_columns,
    select_keys_between,
    select_names_to_compare,
    select_texts,
)
from data.store.namesakes import Groups, name_of_period, told_apart
from data.store.soundness import damage_message
from models.fields.reference_fields import ReferenceField
from models.fields.text import folded
from models.fields.values import Value
from models.kinds import referring_to
from models.records.record import Record, Values

_MOST_REMEMBERED = 5000
"""How many answers are kept for each kind of record."""

_Decode = Callable[[Any], Value]


class Hanging(NamedTuple):
    """A record that refers to another, and whether it would be removed with it."""

    record: type[Record]
    key: str
    name: str
    goes: bool


class CachedView(Protocol):
    """Something computed from the books that can follow their changes."""

    def update(self, books: Any, touched: Mapping[str, set[str]]) -> bool:
        """Take in a change of records, by kind; false when it must be computed anew."""


View = TypeVar("View", bound=CachedView)


class Found(NamedTuple):
    """Views and namesakes computed from the books for a day, after their newest step."""

    today: date
    after: tuple[int, int]
    views: Mapping[str, CachedView]
    namesakes: Mapping[str, Groups]


class Books:
    """The records of a store, to be read.

    What it hands out are plain values; references are keys. `today` is the day that rules and
    states are reckoned for. Used from the one thread that opened the store.
    """

    def __init__(self, database: DeskDatabase, today: date) -> None:
        self.database, self.today = database, today
        self._names: dict[str, dict[str, str]] = {}
        self._namesakes: dict[str, Groups] = {}
        self._told_apart: dict[str, dict[str, str]] = {}
        self._cached: dict[str, tuple[int, date, CachedView]] = {}

    @property
    def path(self) -> Path:
        """The store's file."""
        return self.database.path

    def get(self, record: type[Record], key: str) -> Values | None:
        """The values of one record with its key; None when there is none."""
        return next(iter(self.find(record, key=key)), None)

    def find(self, record: type[Record], **equal: Any) -> list[Values]:
        """The records whose attributes have these values; of an ordered kind as they were added.

        Raises KeyError for an unknown attribute.
        """
        fields = record._meta.fields
        given = {
            name: None if value is None else _encode(fields[name], value)
            for name, value in equal.items()
        }
        conditions = tuple((name, value is None) for name, value in given.items())
        sql = _query(record, len(fields), conditions)
        values = [value for value in given.values() if value is not None]
        return self._decoded(record, self.database.rows(sql, *values))

    def of_keys(self, record: type[Record], keys: Iterable[str]) -> list[Values]:
        """The records that have these keys, in no order."""
        sql = _query_of_keys(record, len(record._meta.fields))
        return self._decoded(record, self.database.rows(sql, json.dumps(list(keys))))

    def _decoded(self, record: type[Record], rows: list[tuple[Any, ...]]) -> list[Values]:
        try:
            return _decoded(record, rows)
        except (ValueError, TypeError, KeyError) as error:
            # The tables check what they keep, so only damage puts another form there.
            raise StoreProblem(damage_message(self.path)) from error

    def get_many(self, record: type[Record], keys: Sequence[str]) -> dict[str, Values]:
        """The records of these keys that exist, by key."""
        return {str(values["key"]): values for values in self.of_keys(record, keys)}

    def kept(
        self,
        record: type[Record],
        attributes: Sequence[str],
        *,
        among: tuple[str, Iterable[str]] | None = None,
        order_by: Sequence[str] = (),
        **equal: Any,
    ) -> list[tuple[Any, ...]]:
        """These attributes of records as the file keeps them: days as ISO text, yes as 1.

        Of all records, or of those with these values, and of whose attribute `among` the value is
        one of several; in no order, or by attributes, `-` turning one round. Raises KeyError for
        an unknown attribute.
        """
        fields = record._meta.fields
        empty = tuple((name, value is None) for name, value in equal.items())
        name, several = among or ("", ())
        sql = select_columns(record, tuple(attributes), empty, name, tuple(order_by))
        given = [_encode(fields[name], value) for name, value in equal.items() if value is not None]
        given += [json.dumps(list(several))] if name else []
        return self.database.rows(sql, *given)

    def keys(self, record: type[Record]) -> list[str]:
        """The keys of all records of a kind in their usual order, by attributes of their own."""
        return [row[0] for row in self.kept(record, ("key",), order_by=record.ordered_by)]

    def keys_between(
        self, record: type[Record], attribute: str, first: str, end: str, limit: int
    ) -> list[str]:
        """The keys of the first records, by an attribute, that has `first` or more, below `end`."""
        rows = self.database.rows(select_keys_between(record, attribute), first, end, limit)
        return [row[0] for row in rows]

    def texts(
        self,
        record: type[Record],
        joined: Sequence[str],
        others: Sequence[str],
        after: int,
        limit: int,
    ) -> list[tuple[Any, ...]]:
        """The next piece of all records, from behind a place in the file (0 for the beginning).

        Each row has its place, its key, the attributes `joined` as one text, and `others` each as
        the file keeps it.
        """
        return self.database.rows(select_texts(record, joined, others), after, limit)

    def select(self, query: Any) -> list[Values]:
        """The rows of a Peewee query as plain values."""
        with self.database.readable():
            return cast("list[Values]", list(query.bind(self.database).dicts()))

    def rows(self, query: Any) -> list[tuple[Any, ...]]:
        """The rows of a Peewee query as tuples, in the order of its columns."""
        with self.database.readable():
            return cast("list[tuple[Any, ...]]", list(query.bind(self.database).tuples()))

    def count(self, record: type[Record]) -> int:
        """How many records of this kind there are."""
        return cast(int, self.database.value(f'SELECT count(*) FROM "{record.table()}"'))

    def count_filled(self, record: type[Record], attribute: str) -> int:
        """In how many records of this kind the attribute is filled in."""
        where = f"{column_of(record, attribute)} IS NOT NULL"
        return cast(
            int, self.database.value(f'SELECT count(*) FROM "{record.table()}" WHERE {where}')
        )

    # Names

    def name_of(self, record: type[Record], key: str | None) -> str:
        """The name of a record, or the names of those that it ties together; "" when it is gone."""
        if not key:
            return ""
        names = self._names.setdefault(record.kind, {})
        if key not in names:
            values = self.get(record, key)
            if values is None:
                return ""
            names[key] = self.name_from(record, values)
        return names[key]

    def names(self, record: type[Record]) -> dict[str, str]:
        """The names of all records of a kind by their keys."""
        if any(isinstance(record.field(name), ReferenceField) for name in record.named_by):
            return {str(row["key"]): self.name_from(record, row) for row in self.find(record)}
        columns = [record._meta.fields[name] for name in record.named_by]
        rows = self.rows(record.select(record.key, *columns))
        names = {row[0]: " ".join(str(part) for part in row[1:]) for row in rows}
        return names | self.names_of_namesakes(record)

    def names_of_namesakes(self, record: type[Record]) -> dict[str, str]:
        """The names of those records of a kind that share theirs with others, by their keys."""
        if not record.telling_namesakes():
            return {}
        groups = self._groups_of_namesakes(record)
        told = self._told_apart.get(record.kind)
        if told is None:
            name = record.named_by[0]
            told = self._told_apart[record.kind] = {
                str(values["key"]): told_apart(record, values, str(values[name]), group)
                for group in groups.values()
                for values in group
            }
        return told

    def bare_names_of_namesakes(self, record: type[Record]) -> list[tuple[str, str]]:
        """The keys of those that share their names with others, each with the name they share."""
        if not record.telling_namesakes():
            return []
        groups = self._groups_of_namesakes(record).values()
        return [(each["key"], each[record.named_by[0]]) for group in groups for each in group]

    def name_from(self, record: type[Record], values: Values) -> str:
        """The name that these values make."""
        parts = [self.show(record, name, values.get(name)) for name in record.named_by]
        if record.own_name and values.get(record.own_name):
            parts[0] = self.show(record, record.own_name, values[record.own_name])
        name = " · ".join(part for part in parts if part)
        if record.period:
            name = name_of_period(record, name, values.get(record.period[1]))
        if not record.telling_namesakes():
            return name
        called_so = self._groups_of_namesakes(record).get(folded(name), ())
        if not (called_so or values.get("key")):
            # One that is to be added may be the second of its name.
            called_so = self._called(record, [name])
            values = record.starting_values() | values
        return told_apart(record, values, name, called_so)

    def _groups_of_namesakes(self, record: type[Record]) -> Groups:
        groups = self._namesakes.get(record.kind)
        if groups is None:
            # Only what is called the same is read: there may be 52,000 that are not.
            several = [row[0] for row in self.database.rows(select_names_to_compare(record))]
            # SQL does not know that names are compared without accents and curls.
            several += [folded(name) for name in several if not name.isascii()]
            groups = {}
            for values in self._called(record, several) if several else ():
                groups.setdefault(folded(values[record.named_by[0]]), []).append(values)
            groups = {name: group for name, group in groups.items() if len(group) > 1}
            self._namesakes[record.kind] = groups
        return groups

    def _called(self, record: type[Record], called: list[str]) -> list[dict[str, Any]]:
        """What tells the records of these names apart, whatever their case."""
        names = ("key", record.named_by[0], *record.telling_namesakes())
        rows = self.database.rows(select_called(record, names), json.dumps(called))
        return [dict(zip(names, row, strict=True)) for row in rows]

    def show(self, record: type[Record], attribute: str, value: Value) -> str:
        """A value as people read it; a reference by the name of its record."""
        field = record.field(attribute)
        if isinstance(field, ReferenceField):
            return self.name_of(field.to, cast("str | None", value))
        return field.show(value)

    # What belongs together

    def hanging_on(self, record: type[Record], key: str) -> list[Hanging]:
        """The records that refer to this one; those that refer to one that goes follow it."""
        found = []
        for other, attribute in referring_to(record):
            goes = other.deleted_with(attribute)
            for values in self.find(other, **{attribute: key}):
                hanging = Hanging(other, str(values["key"]), self.name_from(other, values), goes)
                found.append(hanging)
                if goes:
                    found += self.hanging_on(other, hanging.key)
        return found

    def cached(self, name: str, compute: Callable[[Books], View]) -> View:
        """The view computed from the books under this name; computed now when it must be."""
        with self.one_moment():
            version = self.database.data_version()
            kept = self._cached.get(name)
            if kept is None or kept[:2] != (version, self.today):
                kept = self._cached[name] = version, self.today, compute(self)
        return cast("View", kept[2])

    def computed(self, views: Iterable[str], namesakes_of: type[Record]) -> Found:
        """These views and the namesakes of a kind as computed here, for other books of the file."""
        kind = namesakes_of.kind
        return Found(
            self.today,
            self.newest_step(),
            {name: self._cached[name][2] for name in views},
            {kind: self._namesakes[kind]} if kind in self._namesakes else {},
        )

    def take_over(self, found: Found) -> bool:
        """Keep what another process computed; false when its books or their day were others."""
        with self.one_moment():
            if (self.today, self.newest_step()) != (found.today, found.after):
                return False
            version = self.database.data_version()
            for name, view in found.views.items():
                self._cached[name] = version, self.today, view
            self._namesakes |= found.namesakes
        return True

    def newest_step(self) -> tuple[int, int]:
        """The last operation and how many are undone, which another save or undo changes."""
        last = self.database.value("SELECT max(number) FROM operation")
        undone = self.database.value("SELECT count(*) FROM operation WHERE state = 'undone'")
        return last or 0, undone

    def one_moment(self) -> AbstractContextManager[None]:
        """See the books as they stood at the first question, whatever others save meanwhile."""
        return self.database.one_moment()

    def _forget_names(self, kinds: Iterable[str]) -> None:
        """Forget what records are called, as these kinds have changed."""
        self._names.clear()
        for kind in kinds:
            self._namesakes.pop(kind, None)
            self._told_apart.pop(kind, None)

    def _forget(self) -> None:
        self._forget_names(list(self._namesakes))
        self._cached.clear()


class RememberingBooks(Books):
    """The same books, whose answers stay until their kind is written.

    Rules ask for the same school and policy again and again, and an operation is alone with the
    file while it lasts. The values of an answer are shared, so they must not be changed.
    """

    def __init__(self, books: Books) -> None:
        super().__init__(books.database, books.today)
        self._names, self._namesakes = books._names, books._namesakes
        self._told_apart, self._cached = books._told_apart, books._cached
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
            found = kept[asked] = super().find(record, **equal)
        return found.copy()

    def get(self, record: type[Record], key: str) -> Values | None:
        """The record of this key."""
        kept = self._records.setdefault(record, {})
        if key not in kept:
            if len(kept) >= _MOST_REMEMBERED:
                kept.clear()
            kept[key] = next(iter(super().find(record, key=key)), None)
        return kept[key]

    def get_many(self, record: type[Record], keys: Sequence[str]) -> dict[str, Values]:
        """The records of these keys that exist; asking for one of them later reads nothing more."""
        found = super().get_many(record, keys)
        kept = self._records.setdefault(record, {})
        if len(kept) >= _MOST_REMEMBERED:
            kept.clear()
        kept |= found
        return found

    def forget(self, record: type[Record], keys: Iterable[str]) -> None:
        """Forget these records, which have been written, and all answers about their kind."""
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
    order = ' ORDER BY "position", "key"' if record.is_ordered() else ""
    fields = record._meta.fields
    terms = [
        f'"{fields[name].column_name}" {"IS NULL" if empty else "= ?"}'
        for name, empty in conditions
    ]
    return f"{sql} WHERE {' AND '.join(terms)}{order}" if terms else f"{sql}{order}"


@cache
def _query_of_keys(record: type[Record], count: int) -> str:
    every = _query(record, count, ()).partition(" ORDER BY ")[0]
    return f'{every} WHERE "key" {AMONG}'


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
