"""Exports: a summary or list as a file, the same bytes from the screen and from the command."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from data.derived import derived_of
from data.tables import Summary
from data.writers import FORMATS, write
from models.records import Record
from models.text import folded

_FOR_READING = ("md", "html", "text")
"""Formats in which a list shows the columns that it is known by, and not every field."""


def file_name(summary: Summary, format_name: str, about: str = "") -> str:
    """A name for the file: what it is, about whom when it is about one school, and of which day."""
    words = re.findall(r"[a-z0-9]+", folded(about))
    name = "-".join([summary.name, *words[:6], summary.today.isoformat()])
    return f"{name}{FORMATS[format_name].suffix}"


def list_content(
    record: type[Record], table: Summary, format_name: str, *, iso: bool = False
) -> bytes:
    """A list of records as a file.

    JSON is a list of objects, each with the key of its record; text is the bare table. CSV, Excel
    and JSON have every field, so that an import finds them all again.
    """
    if format_name in _FOR_READING:
        table = narrowed(table, shown_columns(record))
    if format_name == "json":
        from data.writers.json_file import to_json

        return to_json(keyed(table)).encode()
    if format_name == "text":
        from data.writers.plain_text import table_lines

        return "".join(f"{line}\n" for line in table_lines(table, iso=iso)).encode()
    return write(table, format_name, iso=iso)


def keyed(table: Summary) -> list[dict[str, Any]]:
    """The rows as JSON has them, each with the key by which scripts can name its record."""
    from data.writers.json_file import objects

    together = zip(table.rows, objects(table), strict=True)
    return [{"key": row.key, **each} for row, each in together]


def shown_columns(record: type[Record]) -> int:
    """How many columns a list shows by itself: those that stand before the rest of the fields."""
    derived = derived_of(record)
    return len(record.listed) + (len(derived.columns) if derived else 0)


def narrowed(table: Summary, count: int) -> Summary:
    """The table with its first columns only."""
    rows = [replace(row, cells=row.cells[:count]) for row in table.rows]
    return replace(table, columns=table.columns[:count], rows=rows)
