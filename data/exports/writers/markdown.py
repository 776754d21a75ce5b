"""Markdown: a title, notes and a table as GitHub, wikis and mail tools read it."""

from __future__ import annotations

import re

from data.exports.sheets import as_tables, first_and_rest, sheet_of
from data.exports.writers.cells import clean_line, under_title, words
from data.tables.table import Summary

# "$" is mathematics on GitHub, "&" begins an entity, "~" strikes out, "@" makes a link of an
# address. The last two are what GitHub makes links of without any brackets.
_MARKUP = re.compile(r"[\\`*_\[\]<>|~&$#@]|(?<=[a-z]):(?=//)|(?<=www)\.", re.IGNORECASE)
_BLOCK_START = re.compile(r"^(?:(\d{1,9})(?=[.)])|(?=[-+=]))")


def escape(text: str) -> str:
    """The text as Markdown that shows it, on one line, and nothing else."""
    # Whoever shows Markdown as HTML without reading backslashes must find no tag either.
    return _MARKUP.sub(r"\\\g<0>", clean_line(text)).replace("\\<", "&lt;")


def _line(text: str) -> str:
    """Escaped text that begins a line, where `- ` or `1. ` would begin a list."""
    return _BLOCK_START.sub(r"\1\\", escape(text))


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def write(summary: Summary, *, iso: bool = False) -> bytes:
    """The summary as a Markdown file; `iso` writes dates as 2026-11-21."""
    lines: list[str] = []
    for at, each in enumerate((summary, *summary.chapters)):
        lines += ["", "---", ""] if at else []
        lines += _paper(each, iso) if each.paper is not None else _bare(each, iso)
    return ("\n".join(lines) + "\n").encode()


def _bare(summary: Summary, iso: bool) -> list[str]:
    """A table with its title and notes."""
    lines = [f"# {escape(summary.title)}", ""]
    lines += [f"- {_line(note)}" for note in under_title(summary, iso=iso)]
    return lines + _table(summary, iso)


def _paper(summary: Summary, iso: bool) -> list[str]:
    """A paper in the order in which it is printed, without what is drawn."""
    sheet = sheet_of(summary, iso=iso)
    head = " · ".join(each for each in (sheet.subject, sheet.for_whom) if each)
    lines = [f"# {escape(sheet.title)}", ""]
    lines += [_line(head), ""] if head else []
    lines += [_line(sheet.as_at), ""]
    first, rest = first_and_rest(sheet.answer)
    if first:
        lines += [f"**{escape(first)}** {escape(rest)}".rstrip(), ""]
    lines += [f"- **{escape(each.number)}** {escape(each.words)}" for each in sheet.figures]
    for chart in sheet.charts:
        lines += ["", f"**{escape(chart.finding)}** {escape(chart.in_words)}"]
    if sheet.legend:
        letters = ", ".join(f"{cell.letter} {cell.word}" for cell in sheet.legend)
        lines += [_line(f"Letters: {letters}."), ""]
    for title, above, table, under in as_tables(sheet, summary):
        lines += ["", f"## {escape(title)}"] if title else []
        for each in above:
            lines += ["", _line(each)]
        lines += _table(table, iso)
        for each in under:
            lines += ["", _line(each)]
    for heading, notes in (
        ("How this was counted", sheet.counted),
        ("Sources", [f"{each.text} {each.address}".strip() for each in sheet.sources]),
    ):
        if notes:
            begins = (f"{number}. " if heading == "Sources" else "- " for number in range(1, 999))
            lines += ["", f"## {heading}", ""]
            lines += [f"{begin}{_line(note)}" for begin, note in zip(begins, notes, strict=False)]
    lines += ["", _line(sheet.closing)] if sheet.closing else []
    lines += ["", _line(sheet.foot)]
    return lines


def _table(table: Summary, iso: bool) -> list[str]:
    columns = table.columns
    if not columns:
        return []
    lines = [
        "",
        _row([escape(column.label) for column in columns]),
        _row(["---:" if column.right else "---" for column in columns]),
    ]
    for row in table.rows:
        cells = zip(row.cells, columns, strict=True)
        lines.append(_row([escape(words(value, column.kind, iso=iso)) for value, column in cells]))
    return lines
