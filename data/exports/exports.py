"""Exports: a summary or list as a file, the same bytes from the screen and from the command."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from data.exports.writing import FORMATS, write
from data.store.history import operating_system_user
from data.tables.computed_columns import computed_columns_of
from data.tables.listing import in_one_column
from data.tables.table import Column, Summary
from data.tables.visible_columns import read_by_people
from models.fields.dates import show_date
from models.fields.text import folded
from models.records.record import Record

_FOR_READING = ("md", "html", "text", "pdf", "docx")
"""Formats in which a list shows the columns that it is known by, and not every field."""

_MEMBER = "member"
"""The heading of a column that names a school or an organisation."""


def file_name(summary: Summary, format_name: str, about: str = "") -> str:
    """A name for the file: what it is, about whom when it is about one school, and of which day."""
    words = re.findall(r"[a-z0-9]+", folded(about))
    name = "-".join([summary.name, *words[:6], summary.today.isoformat()])
    return f"{name}{FORMATS[format_name].suffix}"


def signed(summary: Summary, today: date | None = None) -> Summary:
    """The summary with the day on which it was made, and by whom, for the foot of every page."""
    day = show_date(today or date.today())
    return summary._replace(made=f"made {day} by {operating_system_user()}, Alliance Desk")


def list_content(
    record: type[Record], table: Summary, format_name: str, *, iso: bool = False
) -> bytes:
    """A list of records as a file.

    JSON is a list of objects, each with the key of its record; text is the bare table. CSV, Excel
    and JSON have every field, so that an import finds them all again.
    """
    if format_name in _FOR_READING:
        table = for_reading(record, table)
    else:
        table = _named_first(record, table)
    if format_name == "json":
        from data.exports.writers.json_file import to_json

        return to_json(keyed(table)).encode()
    if format_name == "text":
        from data.exports.writers.plain_text import table_lines

        return "".join(f"{line}\n" for line in table_lines(table, iso=iso)).encode()
    return write(table, format_name, iso=iso)


def for_reading(record: type[Record], table: Summary) -> Summary:
    """A list as people read it: the columns that it is known by, the first naming every row."""
    shown = read_by_people(record, table.columns[: shown_columns(record)])
    return table._replace(columns=shown.columns, rows=shown.arranged(table.rows))


def _named_first(record: type[Record], table: Summary) -> Summary:
    """The list with a column before all others that names the row, where no other does so alone.

    A member is a school or an organisation, and an import wants to find each in its own column.
    """
    if not record.one_of or record.listed[0] != record.one_of[0]:
        return table
    named = zip(in_one_column(record, table.rows), table.rows, strict=True)
    rows = [row._replace(cells=(first.cells[0], *row.cells)) for first, row in named]
    name = Column(_MEMBER, _MEMBER.capitalize(), "text", table.columns[0].width)
    return table._replace(columns=[name, *table.columns], rows=rows)


def keyed(table: Summary) -> list[dict[str, Any]]:
    """The rows as JSON has them, each with the key by which scripts can name its record."""
    from data.exports.writers.json_file import objects

    together = zip(table.rows, objects(table), strict=True)
    return [{"key": row.key, **each} for row, each in together]


def shown_columns(record: type[Record]) -> int:
    """How many columns a list shows by itself: those that stand before the rest of the fields."""
    derived = computed_columns_of(record)
    return len(record.listed) + (len(derived.columns) if derived else 0)


def narrowed(table: Summary, count: int) -> Summary:
    """The table with its first columns only."""
    rows = [row._replace(cells=row.cells[:count]) for row in table.rows]
    return table._replace(columns=table.columns[:count], rows=rows)
