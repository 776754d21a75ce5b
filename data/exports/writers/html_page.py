"""HTML: one page that stands by itself, for governors to read on a screen or print.

Nothing is fetched and nothing runs: the page carries its styles, has no script, and says so to the
browser in its content security policy. It draws a sheet as it was laid out, on screen as wide as
on paper. States have a colour and always their word or letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from data.exports.column_widths import GAP
from data.exports.layout import WIDTHS, Cell, Heading, LaidListing, Line
from data.exports.sheets import (
    GridCell,
    LaidGrid,
    LaidGridRow,
    Sheet,
    first_and_rest,
    sheets_of,
)
from data.exports.svg import svg_of
from data.exports.writers.html_styles import styles_of
from data.tables.charts import Chart, ChartKind
from data.tables.paper import Source
from data.tables.table import Summary


def write(summary: Summary, *, iso: bool = False) -> bytes:
    """The summary as one HTML page; `iso` writes dates as 2026-11-21."""
    sheets = sheets_of(summary, iso=iso)
    lines = [line for sheet in sheets for line in _main(sheet)]
    if len(sheets) > 1:
        lines = ["<main>", *lines, "</main>"]
    styles = f"{styles_of(*sheets)}\n{_measures(lines)}"
    return page(escape(sheets[0].document_title), styles, lines).encode()


def _main(sheet: Sheet) -> list[str]:
    """A sheet: the whole of a page, or a part of one on which several are bound together."""
    kinds = f"sheet {sheet.orientation}{' of-grid' if sheet.has_grid else ''}"
    bound = sheet.number or sheet.contents
    element = f'article id="part-{sheet.number}"' if bound else "main"
    lines = [f'<{element} class="{kinds}">', *_head(sheet), *_charts(sheet), *_contents(sheet)]
    if sheet.legend:
        letters = "".join(f"<li>{_mark(cell)} {escape(cell.word)}</li>" for cell in sheet.legend)
        lines.append(f'<ul class="legend" aria-label="What the letters mean">{letters}</ul>')
    for part in sheet.parts:
        lines += _listing(part, sheet) if isinstance(part, LaidListing) else _grid(part, sheet)
    return [*lines, *_notes(sheet), f"</{element.split()[0]}>"]


def _contents(sheet: Sheet) -> list[str]:
    """The contents of a bound pack, each part with its first sentence."""
    if not sheet.contents:
        return []
    items = [
        f'<li><a href="#part-{number}">{escape(each.title)}</a>{_second_line(each.told)}</li>'
        for number, each in enumerate(sheet.contents, 1)
    ]
    kinds = "contents many" if len(items) > _MOST_IN_A_COLUMN else "contents"
    return ["<h2>What is in it</h2>", f'<nav><ol class="{kinds}">{"".join(items)}</ol></nav>']


_MOST_IN_A_COLUMN = 9


def _second_line(text: str) -> str:
    return f'<br><span class="second">{escape(text)}</span>' if text else ""


def _wide(width: float, unit: str) -> str:
    """The class of what is so wide: no element carries styles of its own."""
    return f"wide-{round(100 * width)}{unit}"


def _high(height: float) -> str:
    return f"high-{round(100 * height)}mm"


_MEASURE = re.compile(r'(wide|high)-(\d+)(mm|pc)[ "]')


def _measures(lines: Iterable[str]) -> str:
    """The styles of the widths and heights that these lines name."""
    found = dict.fromkeys(match for line in lines for match in _MEASURE.findall(line))
    properties = {"wide": ("width",), "high": ("height", "max-height")}
    units = {"mm": "mm", "pc": "%"}
    return "\n".join(
        f".{name}-{number}{unit} {{ "
        + " ".join(f"{each}: {int(number) / 100}{units[unit]};" for each in properties[name])
        + " }"
        for name, number, unit in found
    )


def _head(sheet: Sheet) -> list[str]:
    first, rest = first_and_rest(sheet.answer)
    level = 'h2 class="title"' if sheet.number else "h1"
    day = escape(sheet.as_at)
    # A machine that reads the page finds the day whichever way it is written.
    told = f'<time datetime="{sheet.today.isoformat()}">{day}</time>'
    lines = [
        "<header>",
        f'<p class="whose"><strong>{escape(sheet.subject)}</strong>'
        f"<span>{escape(sheet.for_whom)}</span></p>",
        f"<{level}>{escape(sheet.title)}</{level.split()[0]}>",
        f'<p class="day">{told}</p>',
        "</header>",
    ]
    if first:
        lines.append(f'<p class="answer"><b>{escape(first)}</b> {escape(rest)}'.rstrip() + "</p>")
    if sheet.figures:
        shown = "".join(
            f"<div><dt>{escape(each.words)}</dt><dd>{escape(each.number)}</dd></div>"
            for each in sheet.figures
        )
        lines.append(f'<dl class="figures">{shown}</dl>')
    return lines


def _charts(sheet: Sheet) -> list[str]:
    lines: list[str] = []
    # Of sheets that are bound together no two charts have the same name.
    before = 100 * sheet.number
    for group in charts_in_rows(sheet):
        lines.append('<div class="charts">')
        width = (WIDTHS[sheet.orientation] - 6 * (len(group) - 1)) / len(group)
        for number, chart in group:
            lines += [
                f'<figure class="{_wide(width, "mm")}">',
                f"<figcaption><b>{escape(chart.finding)}</b><br>"
                f"{escape(chart.subtitle)}</figcaption>",
                svg_of(chart, width, before + number),
                "</figure>",
            ]
        lines.append("</div>")
    return lines


def charts_in_rows(sheet: Sheet) -> list[list[tuple[int, Chart]]]:
    """The charts with their numbers: lying ones alone, two that stand beside each other."""
    rows: list[list[tuple[int, Chart]]] = []
    standing = (ChartKind.COLUMNS, ChartKind.IN_AND_OUT)
    for number, chart in enumerate(sheet.charts, 1):
        beside = rows and len(rows[-1]) == 1 and rows[-1][0][1].kind in standing
        if beside and chart.kind in standing and len(chart.bars) < 9:
            rows[-1].append((number, chart))
        else:
            rows.append([(number, chart)])
    return rows


def _listing(part: LaidListing, sheet: Sheet) -> list[str]:
    lines = [f'<section class="part{" new-page" if part.new_page else ""}">']
    if part.new_page and part.title:
        # Printed, it may be handed out alone.
        lines.append(
            f'<p class="whose again"><strong>{escape(sheet.subject)}</strong>'
            f"<span>{escape(sheet.as_at)}</span></p>"
        )
    if part.title:
        lines.append(f"<h2>{escape(part.title)}</h2>")
    if part.answer:
        lines.append(f'<p class="told">{escape(part.answer)}</p>')
    lines += _table(part) if part.headings else []
    for each in part.prose:
        lines.append(f'<p class="prose"><b>{escape(each.lead)}</b> {escape(each.text)}</p>')
    return [*lines, "</section>"]


def _table(part: LaidListing) -> list[str]:
    few = ' class="few"' if len(part.headings) <= 6 else ""
    lines = ['<div class="wide">', f"<table{few}>"]
    if part.caption:
        lines.append(f"<caption>{escape(part.caption)}</caption>")
    widths = "".join(f'<col class="{_wide(each.percent, "pc")}">' for each in part.headings)
    lines += [f"<colgroup>{widths}</colgroup>", "<thead>"]
    heads = "".join(
        f'<th scope="col"{_class(" ".join(_side(head)))}>{escape(head.text)}</th>'
        for head in part.headings
    )
    lines += [f"<tr>{heads}</tr>", "</thead>"]
    return [*lines, *_bodies(part), "</table>", "</div>"]


def _side(head: Heading) -> list[str]:
    """How a column stands: at the right, and apart from the words that follow."""
    sides = ["right"] if head.right else []
    return [*sides, "apart"] if head.gap > GAP else sides


def _bodies(part: LaidListing) -> list[str]:
    """The rows, those of each group in a body of their own."""
    lines, is_open = [], False
    for line in part.lines:
        if line.heading or not is_open:
            lines += ["</tbody>"] if is_open else []
            lines.append("<tbody>")
            is_open = True
        if line.heading:
            lines.append(
                f'<tr class="group"><th scope="rowgroup" colspan="{len(part.headings)}">'
                f"{escape(line.heading)}</th></tr>"
            )
        else:
            lines.append(f"<tr>{_cells(part, line)}</tr>")
    return [*lines, "</tbody>"] if is_open else ["<tbody></tbody>"]


def _cells(part: LaidListing, line: Line) -> str:
    cells = []
    for at, (cell, head) in enumerate(zip(line.cells, part.headings, strict=True)):
        kinds = [
            *_side(head),
            "line" if head.one_line else "",
            "long" if cell.may_break else "",
        ]
        named = _class(" ".join(kind for kind in kinds if kind))
        content = _content(cell)
        # Screen readers say the heading of a row before its cells, but an empty one is no heading.
        if at == part.row_heading and cell.text and not cell.missing:
            cells.append(f'<th scope="row"{named}>{content}</th>')
        else:
            cells.append(f"<td{named}>{content}</td>")
    return "".join(cells)


def _content(cell: Cell) -> str:
    text = escape(cell.text)
    if cell.may_break:
        # An address breaks behind a slash rather than inside a word.
        text = text.replace("/", "/<wbr>")
    if cell.look is not None:
        text = f'<span class="mark {cell.look}">{text}</span>'
    elif cell.missing:
        text = f'<span class="second">{text}</span>'
    under = "".join(f'<br><span class="second">{escape(each)}</span>' for each in cell.under)
    return text + under if text else under.removeprefix("<br>")


def _grid(part: LaidGrid, sheet: Sheet) -> list[str]:
    kinds = f"grid{' dense' if part.dense else ''}{' new-page' if part.new_page else ''}"
    widths = [part.name, *[part.cell] * len(part.headings), part.share]
    widths += [part.bar] if part.bar else []
    widths.append(part.trouble)
    columns = "".join(f'<col class="{_wide(each, "mm")}">' for each in widths)
    heads = "".join(
        f'<th scope="col" class="turned"><span class="{_high(part.head)}">'
        f"{escape(each)}</span></th>"
        for each in part.headings
    )
    span = ' colspan="2"' if part.bar else ""
    lines = [
        '<div class="wide">',
        f'<table class="{kinds} {_wide(sum(widths), "mm")}">',
        f'<caption class="unseen">{escape(sheet.title)}</caption>',
        f"<colgroup>{columns}</colgroup>",
        "<thead>",
        f'<tr class="{_high(part.head)}"><th scope="col">{escape(part.corner)}</th>{heads}'
        f'<th scope="col" class="right"{span}>{escape(part.done_heading)}</th>'
        f'<th scope="col" class="right">{escape(part.trouble_heading)}</th></tr>',
        "</thead>",
        "<tbody>",
        *(f"<tr>{_grid_row(part, row)}</tr>" for row in part.rows),
    ]
    for total in part.totals:
        counts = "".join(f"<td>{count or '–'}</td>" for count in total.counts)
        lines.append(
            f'<tr class="total"><th scope="row">{escape(total.label)}</th>{counts}'
            f'<td class="right"{span}>{escape(total.together)}</td>'
            f'<td class="right">{escape(total.trouble)}</td></tr>'
        )
    return [*lines, "</tbody>", "</table>", "</div>"]


def _grid_row(part: LaidGrid, row: LaidGridRow) -> str:
    cells = [f'<th scope="row">{escape(row.name)}</th>']
    for cell in row.cells:
        if cell is None:
            cells.append("<td></td>")
            continue
        # The letter is for the eye, the word for whoever listens.
        cells.append(
            f'<td class="{cell.look}"><span aria-hidden="true">{escape(cell.letter)}</span>'
            f'<span class="unseen">{escape(cell.word)}</span></td>'
        )
    cells.append(f'<td class="right line">{escape(row.told)}</td>')
    if part.bar:
        cells.append(f"<td>{_bar(row.share)}</td>")
    cells.append(f'<td class="right">{escape(row.trouble)}</td>')
    return "".join(cells)


def _bar(share: float | None) -> str:
    if share is None:
        return ""
    return f'<span class="bar" aria-hidden="true"><i class="{_wide(100 * share, "pc")}"></i></span>'


def _mark(cell: GridCell) -> str:
    return f'<span class="letter {cell.look}">{escape(cell.letter)}</span>'


def _notes(sheet: Sheet) -> list[str]:
    """How it was counted and where it was read, in columns, so that they need little room."""
    if not (sheet.counted or sheet.sources or sheet.closing):
        return []
    lines = ['<footer class="notes">']
    if sheet.counted:
        lines.append("<h2>How this was counted</h2>")
        lines.append(f"<ul>{''.join(f'<li>{escape(each)}</li>' for each in sheet.counted)}</ul>")
    if sheet.sources:
        lines.append("<h2>Sources</h2>")
        lines.append(f"<ol>{''.join(f'<li>{_source(each)}</li>' for each in sheet.sources)}</ol>")
    if sheet.closing:
        lines.append(f"<p>{escape(sheet.closing)}</p>")
    return [*lines, "</footer>"]


def _source(source: Source) -> str:
    text = escape(source.text)
    if not source.address:
        return text
    address = escape(source.address)
    # Only what is plainly an address on the web is a link: nothing else may be run from a page.
    if source.address.startswith(("https://", "http://")):
        address = f'<a href="{address}" rel="noreferrer">{address}</a>'
    return f'{text} <span class="long">{address}</span>'.strip()


def _class(names: str) -> str:
    return f' class="{names}"' if names else ""


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
