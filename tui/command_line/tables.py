"""Tables as answers: as text, short on a terminal, or in the format that was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from data.tables.table import Column, Row, Summary
from tui.command_line import calls
from tui.command_line.calls import Call, say_bytes, say_lines


def on_terminal(call: Call) -> bool:
    """Whether the answer is read on a terminal, so that it may be cut short."""
    return call.options.format == "text" and calls.width() is not None


def say_table(
    call: Call,
    name: str,
    title: str,
    columns: Sequence[Column],
    rows: Sequence[tuple[Any, ...]],
    notes: Sequence[str] = (),
) -> None:
    """The table in the format that was asked for; JSON is a list of objects, as of other verbs."""
    table = Summary(name, title, call.today, columns, [Row("", row) for row in rows], notes)
    chosen = call.options.format
    if chosen == "json":
        from data.exports.writers.json_file import objects, to_json

        say_bytes(to_json(objects(table)).encode())
    elif chosen == "text":
        from textwrap import wrap

        from data.exports.writers.plain_text import readable, table_lines

        width = calls.width()
        lines = [line for each in notes for line in (wrap(each, width) if width else [each])]
        say_lines([*lines, ""] if lines else [])
        say_lines(table_lines(table if width is None else readable(table, width), width))
    else:
        from data.exports.writing import write

        say_bytes(write(table, chosen))
