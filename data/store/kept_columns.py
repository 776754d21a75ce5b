"""SQL for columns of records as the file keeps them: made of the fields, and made only once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from models.records.record import Record

AMONG = "IN (SELECT value FROM json_each(?))"
"""The end of a condition on a column: the value given with it is a list, as JSON."""


@cache
def select_columns(
    record: type[Record],
    attributes: tuple[str, ...],
    empty: tuple[tuple[str, bool], ...] = (),
    among: str = "",
    order_by: tuple[str, ...] = (),
) -> str:
    """Select these attributes of the records with given values.

    `empty` says of each attribute with a given value whether it is to be empty; the attribute
    `among` is one of several given as JSON; `-` before one of `order_by` turns its order round.
    """
    columns = ", ".join(column_of(record, name) for name in attributes)
    terms = [f"{column_of(record, name)} {'IS NULL' if none else '= ?'}" for name, none in empty]
    terms += [f"{column_of(record, among)} {AMONG}"] if among else []
    order = [
        column_of(record, name.removeprefix("-")) + (" DESC" if name.startswith("-") else "")
        for name in order_by
    ]
    sql = f'SELECT {columns} FROM "{record.table()}"'
    sql += f" WHERE {' AND '.join(terms)}" if terms else ""
    return sql + (f" ORDER BY {', '.join(order)}" if order else "")


@cache
def select_keys_between(record: type[Record], attribute: str) -> str:
    """Select the first keys, by an attribute, of records where it lies between two values."""
    column = column_of(record, attribute)
    return (
        f'SELECT "key" FROM "{record.table()}" WHERE {column} >= ? AND {column} < ? '
        f"ORDER BY {column} LIMIT ?"
    )


@cache
def select_names_to_compare(record: type[Record]) -> str:
    """Select the names that several records have, whatever the case, and those with signs.

    Those that are not plain, such as with a curly apostrophe, may be as good as another one.
    """
    name = column_of(record, record.named_by[0])
    return (
        f'SELECT {name} FROM "{record.table()}" GROUP BY {name} COLLATE NOCASE '
        f"HAVING count(*) > 1 OR length(CAST({name} AS BLOB)) > length({name})"
    )


@cache
def select_called(record: type[Record], attributes: tuple[str, ...]) -> str:
    """Select these attributes of the records that have one of these names, whatever the case."""
    columns = ", ".join(column_of(record, each) for each in attributes)
    name = column_of(record, record.named_by[0])
    return f'SELECT {columns} FROM "{record.table()}" WHERE {name} COLLATE NOCASE {AMONG}'


def select_texts(record: type[Record], joined: Sequence[str], others: Sequence[str]) -> str:
    """Select records in pieces, in the order of their places in the file.

    A row has the place, the key, the attributes `joined` as one text, and `others` each alone.
    """
    columns = ", ".join(column_of(record, name) for name in joined)
    text = f"concat_ws(' ', {columns})" if columns else "''"
    parts = ["rowid", '"key"', text, *(column_of(record, name) for name in others)]
    return (
        f'SELECT {", ".join(parts)} FROM "{record.table()}" WHERE rowid > ? ORDER BY rowid LIMIT ?'
    )


def column_of(record: type[Record], attribute: str) -> str:
    """The column of an attribute, in quotation marks. Raises KeyError for an unknown one."""
    return f'"{record._meta.fields[attribute].column_name}"'
