"""Plain text: a title, notes and a table aligned with spaces, one line for each row."""

from __future__ import annotations

from data.exports.chart_text import chart_lines
from data.exports.sheets import as_tables, sheet_of
from data.exports.writers.cells import clean_line, under_title, words
from data.tables.table import Summary

_GAP = "  "
_FEWEST, _LEAST = 2, 5
"""Columns that are shown however narrow it is, and cells that any column needs."""

_LONGEST_ALIGNED = 60
"""Cells. One address of a thousand characters must not push every other row a thousand along."""


def plain_text(summary: Summary, width: int | None = None, *, iso: bool = False) -> str:
    """The summary as lines of text.

    With a `width` in terminal cells, notes are wrapped, values cut with `…` and the last columns
    left out where they cannot be read, so that every line fits; without one nothing is cut.
    """
    if summary.paper is not None:
        return _paper(summary, width, iso)
    title = clean_line(summary.title)
    title = title if width is None else _cut(title, width)
    lines = [title, "=" * _cells(title)]
    for note in under_title(summary, iso=iso):
        lines += [note] if width is None else _wrapped(note, width)
    shown = summary if width is None else readable(summary, width, iso=iso)
    lines += ["", *table_lines(shown, width, iso=iso)]
    missing = [column.label for column in summary.columns[len(shown.columns) :]]
    if missing and width is not None:
        lines += ["", *_wrapped(f"Not shown here, but in a file: {', '.join(missing)}.", width)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _paper(summary: Summary, width: int | None, iso: bool) -> str:
    """A paper in the order in which it is printed; its charts are drawn with characters."""
    sheet = sheet_of(summary, iso=iso)

    def paragraph(*parts: str) -> list[str]:
        text = " ".join(part for part in parts if part)
        return ([text] if width is None else _wrapped(text, width)) if text else []

    title = sheet.title if width is None else _cut(sheet.title, width)
    whose = " · ".join(each for each in (sheet.subject, sheet.for_whom) if each)
    lines = [title, "=" * _cells(title), *paragraph(sheet.as_at), *paragraph(whose), ""]
    lines += paragraph(*sheet.answer)
    lines += [f"{each.number}  {each.words}" for each in sheet.figures]
    for chart in sheet.charts:
        lines += ["", *chart_lines(chart, width)]
    letters = ", ".join(f"{cell.letter} {cell.word}" for cell in sheet.legend)
    lines += paragraph("Letters:", f"{letters}.") if letters else []
    for heading, above, table, under in as_tables(sheet, summary):
        if heading:
            lines += ["", *paragraph(heading), "-" * min(_cells(heading), width or 80)]
        for each in above:
            lines += ["", *paragraph(each)]
        shown = table if width is None else readable(table, width, iso=iso)
        lines += ["", *table_lines(shown, width, iso=iso)] if shown.columns else []
        missing = [column.label for column in table.columns[len(shown.columns) :]]
        if missing:
            lines += ["", *paragraph(f"Not shown here, but in a file: {', '.join(missing)}.")]
        for each in under:
            lines += ["", *paragraph(each)]
    for each in sheet.counted:
        lines += ["", *paragraph(each)]
    if sheet.sources:
        lines += ["", *paragraph("Sources:")]
        for number, source in enumerate(sheet.sources, 1):
            lines += paragraph(f"{number}.", source.text, source.address)
    lines += ["", *paragraph(sheet.closing)] if sheet.closing else []
    return "\n".join(lines).rstrip("\n") + "\n"


def table_lines(summary: Summary, width: int | None = None, *, iso: bool = False) -> list[str]:
    """The headings, a rule and the rows, without the title: what a list on a terminal shows."""
    columns = summary.columns
    labels = [clean_line(column.label) for column in columns]
    rows = [
        [
            clean_line(words(value, column.kind, iso=iso))
            for value, column in zip(row.cells, columns, strict=True)
        ]
        for row in summary.rows
    ]
    limit = _LONGEST_ALIGNED if width is None else width
    widths = [_cells(label) for label in labels]
    for row in rows:
        for index, cell in enumerate(row):
            widths[index] = max(widths[index], min(limit, _cells(cell)))
    if width is not None:
        widths = _fitted(widths, width - len(_GAP) * (len(widths) - 1))

    def line(cells: list[str]) -> str:
        parts = []
        for cell, room, column in zip(cells, widths, columns, strict=True):
            if width is not None:
                cell = _cut(cell, room)
            padding = " " * (room - _cells(cell))
            parts.append(padding + cell if column.right else cell + padding)
        text = _GAP.join(parts).rstrip()
        return text if width is None else _cut(text, width)

    return [line(cells) for cells in (labels, ["-" * room for room in widths], *rows)]


def write(summary: Summary, *, iso: bool = False) -> bytes:
    """The summary as a text file with nothing cut; `iso` writes dates as 2026-11-21."""
    several = (summary, *summary.chapters)
    return "\f".join(plain_text(each, iso=iso) for each in several).encode()


def _cells(text: str) -> int:
    """Terminal cells of a text: two for an emoji or a Chinese character."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _cut(text: str, room: int) -> str:
    """The text in no more than `room` cells, with `…` where something is missing.

    What stands in brackets at its end goes first, and whole.
    """
    if _cells(text) <= room:
        return text
    if room <= 0:
        return ""
    name = text[: text.rfind("(")].rstrip() if text.endswith(")") else ""
    if name and _cells(name) <= room:
        return f"{name} …" if _cells(name) + 2 <= room else name
    from rich.cells import set_cell_size

    return set_cell_size(text, room - 1).rstrip() + "…"


def readable(summary: Summary, room: int, *, iso: bool = False) -> Summary:
    """The summary with so many of its columns as can be read in `room` cells, two at least."""
    used = count = 0
    for at, column in enumerate(summary.columns):
        cells = (_cells(clean_line(words(row.cells[at], column.kind, iso=iso)))
                 for row in summary.rows)  # fmt: skip
        needs = max(_cells(clean_line(column.label)), max(cells, default=0))
        used += min(needs, max(column.width, _LEAST)) + len(_GAP)
        if used - len(_GAP) > room and count >= _FEWEST:
            break
        count += 1
    rows = [row._replace(cells=row.cells[:count]) for row in summary.rows]
    return summary._replace(columns=summary.columns[:count], rows=rows)


def _fitted(widths: list[int], room: int) -> list[int]:
    """The widths with the widest made narrower until all of them need no more than `room`."""
    if sum(widths) <= room:
        return widths
    left = max(room, len(widths))
    fitted = list(widths)
    # The narrowest are served first; each later one may take an equal share of what is left.
    by_width = sorted(range(len(widths)), key=widths.__getitem__)
    for served, index in enumerate(by_width):
        fitted[index] = min(widths[index], max(1, left // (len(widths) - served)))
        left -= fitted[index]
    return fitted


def _wrapped(text: str, width: int) -> list[str]:
    """The text on lines of no more than `width` cells, broken at spaces where there are any."""
    from rich.cells import chop_cells

    lines = [""]
    for word in text.split(" "):
        for part in chop_cells(word, max(2, width)):
            joined = f"{lines[-1]} {part}" if lines[-1] else part
            if _cells(joined) <= width:
                lines[-1] = joined
            else:
                lines.append(part)
    return lines
