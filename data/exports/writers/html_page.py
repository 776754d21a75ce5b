"""HTML: one page that stands by itself, for governors to read on a screen or print.

Nothing is fetched and nothing runs: the page carries its styles, has no script, and says so to the
browser in its content security policy. States have a colour and always their word.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from data.exports.writers.cells import COLOURS, clean, clean_line, under_title, words
from data.tables.table import Column, Summary
from models.fields.states import State
from models.fields.values import Value

_STYLE = """
:root { color-scheme: light; }
body { margin: 2rem; color: #1a1a1a; background: #ffffff;
  font: 1rem/1.45 system-ui, "Segoe UI", Arial, sans-serif; }
h1 { font-size: 1.5rem; margin: 0 0 .5rem; }
ul { margin: 0 0 1.5rem; padding-left: 1.2rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; }
caption { text-align: left; padding: .4rem 0; font-weight: 600; }
th, td { border: 1px solid #8a8a8a; padding: .3rem .55rem; text-align: left; vertical-align: top;
  white-space: pre-line; overflow-wrap: anywhere; min-width: 3rem; max-width: 32rem; }
thead th { background: #e5e7eb; overflow-wrap: normal; }
tbody th { font-weight: 600; }
.right { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.date { white-space: nowrap; }
"""

_PRINT = """
@page { size: A4 landscape; margin: 12mm; }
@media print {
  body { margin: 0; font-size: 9pt; }
  .wide { overflow: visible; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  th, td { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""


def _styles() -> str:
    tones = "\n".join(
        f".{tone} {{ color: {ink}; background: {paper}; font-weight: 600; }}"
        for tone, (ink, paper) in COLOURS.items()
    )
    return f"{_STYLE.strip()}\n{tones}\n{_PRINT.strip()}"


def _cell(value: Value, column: Column, iso: bool, *, heads_row: bool) -> str:
    kinds = []
    if column.right:
        kinds.append("right")
    elif column.kind == "date":
        kinds.append("date")
    if isinstance(value, State):
        kinds.append(str(value.tone))
    named = f' class="{" ".join(kinds)}"' if kinds else ""
    text = escape(words(value, column.kind, iso=iso))
    # Screen readers say the heading of a row before its cells, but an empty one is no heading.
    if heads_row and text:
        return f'<th scope="row"{named}>{text}</th>'
    return f"<td{named}>{text}</td>"


def _heading(column: Column) -> str:
    named = ' class="right"' if column.right else ""
    return f'<th scope="col"{named}>{escape(clean(column.label))}</th>'


def write(summary: Summary, *, iso: bool = False) -> bytes:
    """The summary as one HTML page; `iso` writes dates as 2026-11-21."""
    title = escape(clean_line(summary.title))
    count = len(summary.rows)
    lines = [
        "<main>",
        f"<h1>{title}</h1>",
        "<ul>",
        *(f"<li>{escape(note)}</li>" for note in under_title(summary, iso=iso)),
        "</ul>",
        # A wide table scrolls by itself, and by keyboard only when it can have the focus.
        f'<div class="wide" role="region" aria-label="{title}" tabindex="0">',
        "<table>",
        f"<caption>{title} ({count:,} {'row' if count == 1 else 'rows'})</caption>",
        "<thead>",
        f"<tr>{''.join(_heading(column) for column in summary.columns)}</tr>",
        "</thead>",
        "<tbody>",
    ]
    for row in summary.rows:
        cells = "".join(
            _cell(value, column, iso, heads_row=index == 0)
            for index, (value, column) in enumerate(zip(row.cells, summary.columns, strict=True))
        )
        lines.append(f"<tr>{cells}</tr>")
    lines += ["</tbody>", "</table>", "</div>", "</main>"]
    return page(title, _styles(), lines).encode()


def page(title: str, styles: str, body: Iterable[str]) -> str:
    """A whole page that fetches and runs nothing; the title and the lines of the body are HTML."""
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en-GB">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
            "style-src 'unsafe-inline'\">",
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title>",
            f"<style>\n{styles}\n</style>",
            "</head>",
            "<body>",
            *body,
            "</body>",
            "</html>",
            "",
        ]
    )
