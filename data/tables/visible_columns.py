"""The columns of a list as it is read: which are shown where, and what they hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from data.store.books import Books
from data.tables.listing import columns_of, in_one_column
from data.tables.table import Column, Row
from models.fields.reference_fields import ReferenceField
from models.records.record import Record

_BESIDE_THE_NAME, _IN_SHORT = 14, 9
"""Cells of what tells records apart, and where it has shorter names: a name is known by its
beginning, and others need the room."""


class Arrangement(NamedTuple):
    """The columns of a list on the screen, and where each stands among all of the list's."""

    record: type[Record]
    columns: Sequence[Column]
    places: Sequence[int]
    called: Mapping[str, str] = MappingProxyType({})
    """By their keys, the names of records that share theirs with others."""

    def arranged(self, rows: Sequence[Row]) -> list[Row]:
        """Rows with all of the list's columns as they are shown."""
        told = in_one_column(self.record, rows)
        shown = [Row(row.key, tuple(row.cells[at] for at in self.places)) for row in told]
        if not self.called:
            return shown
        return [
            Row(row.key, (self.called[row.key], *row.cells[1:])) if row.key in self.called else row
            for row in shown
        ]


def arrangement_of(books: Books, record: type[Record]) -> Arrangement:
    """How the list of a kind stands on the screen, with these books.

    What tells its records apart stands beside their names, where there are several to tell.
    """
    columns = headed(record, columns_of(record))
    places = [at for at in range(len(columns)) if columns[at].name not in _said_elsewhere(record)]
    for each in record.references():
        at = next((at for at in places if columns[at].name == each.script_name), None)
        if at is not None and (shorter := _shorter_names(books, each.to)):
            columns[at] = columns[at]._replace(shorter=shorter)
    if record.told_apart_by:
        field = record.field(record.told_apart_by)
        assert isinstance(field, ReferenceField)
        at = next(at for at in places if columns[at].name == field.script_name)
        places.remove(at)
        if books.count(field.to) > 1:
            column = columns[at]
            width = max(_IN_SHORT, len(column.label)) if column.shorter else _BESIDE_THE_NAME
            columns[at] = column._replace(width=width)
            places.insert(1, at)
    beside = bool(record.beside_namesakes) and record.listed[0] == record.named_by[0]
    called = books.names_of_namesakes(record) if beside else {}
    return Arrangement(record, tuple(columns[at] for at in places), places, called)


def _shorter_names(books: Books, record: type[Record]) -> tuple[tuple[str, str], ...]:
    """The names of these records with what each is called in little room, where that is less."""
    given: dict[str, str] = {}
    if record.short_named_by:
        kept = books.kept(record, ("key", record.short_named_by))
        given = {str(key): str(called) for key, called in kept if called}
    elif record.in_short is Record.in_short:
        return ()
    names = books.names(record)
    short = {key: given.get(key) or record.in_short(name) for key, name in names.items()}
    # One that several have would not tell them apart.
    count = Counter(short.values())
    return tuple(
        (name, short[key])
        for key, name in names.items()
        if short[key] != name and count[short[key]] == 1
    )


def as_chosen(shown: Arrangement, chosen: Sequence[tuple[str, int]]) -> Arrangement:
    """The columns that somebody has chosen, by their names and widths, the names' first.

    What was chosen and is no column any more is passed over.
    """
    columns = headed(shown.record, columns_of(shown.record))
    places = {column.name: at for at, column in enumerate(columns)}
    first = shown.columns[0]
    widths = {name: width for name, width in chosen if name in places}
    wanted = [first.name, *(name for name in widths if name != first.name)]
    return Arrangement(
        shown.record,
        tuple(
            columns[places[name]]._replace(width=widths.get(name, columns[places[name]].width))
            for name in wanted
        ),
        [places[name] for name in wanted],
        shown.called,
    )


def read_by_people(record: type[Record], columns: Sequence[Column]) -> Arrangement:
    """How so many columns of a list stand on paper, where one may stand for several fields."""
    left_out = _said_elsewhere(record)
    places = [at for at, column in enumerate(columns) if column.name not in left_out]
    headings = headed(record, columns)
    return Arrangement(record, tuple(headings[at] for at in places), places)


def headed(record: type[Record], columns: Sequence[Column]) -> list[Column]:
    """The columns, with the headings of those that stand for more than their field."""
    words = {record.field(name).script_name: word for name, word in record.headings.items()}
    return [column._replace(label=words.get(column.name, column.label)) for column in columns]


def _said_elsewhere(record: type[Record]) -> set[str]:
    return {record.field(name).script_name for name in record.said_elsewhere()}
