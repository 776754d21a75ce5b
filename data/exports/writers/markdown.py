"""Markdown: a title, notes and a table as GitHub, wikis and mail tools read it."""

from __future__ import annotations

import re

from data.exports.writers.cells import clean_line, under_title, words
from data.tables.table import Summary

# "$" is mathematics on GitHub, "&" begins an entity, "~" strikes out, "@" makes a link of an
# address. The last two are what GitHub makes links of without any brackets.
_MARKUP = re.compile(r"[\\`*_\[\]<>|~&$#@]|(?<=[a-z]):(?=//)|(?<=www)\.", re.IGNORECASE)
_BLOCK_START = re.compile(r"^(?:(\d{1,9})(?=[.)])|(?=[-+=]))")


def escape(text: str) -> str:
    """The text as Markdown that shows it, on one line, and nothing else."""
    return _MARKUP.sub(r"\\\g<0>", clean_line(text))


def _line(text: str) -> str:
    """Escaped text that begins a line, where `- ` or `1. ` would begin a list."""
    return _BLOCK_START.sub(r"\1\\", escape(text))


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def write(summary: Summary, *, iso: bool = False) -> bytes:
    """The summary as a Markdown file; `iso` writes dates as 2026-11-21."""
    columns = summary.columns
    lines = [f"# {escape(summary.title)}", ""]
    lines += [f"- {_line(note)}" for note in under_title(summary, iso=iso)]
    if columns:
        lines += [
            "",
            _row([escape(column.label) for column in columns]),
            _row(["---:" if column.right else "---" for column in columns]),
        ]
        for row in summary.rows:
            cells = zip(row.cells, columns, strict=True)
            lines.append(
                _row([escape(words(value, column.kind, iso=iso)) for value, column in cells])
            )
    return ("\n".join(lines) + "\n").encode()
