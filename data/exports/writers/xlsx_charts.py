"""Charts of a workbook: their values on a sheet of their own, and Excel's charts beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from data.exports.svg import ACCENT, STRIPES
from data.exports.writers.cells import clean_line
from data.tables.charts import Chart, ChartKind

_NAMES = ("Charts", "Charts of this paper")
_ROW_HEIGHT, _LEAST = 20, 320
"""Pixels: of a row of cells, and of the lowest chart."""


def add_charts(
    workbook: Any, charts: Sequence[Chart], formats: Mapping[str, Any], *, taken: str
) -> None:
    """Add the sheet with the values of the charts, each with its chart to the right."""
    name = _NAMES[taken.casefold() == _NAMES[0].casefold()]
    sheet = workbook.add_worksheet(name)
    sheet.set_column(0, 0, 38)
    sheet.set_column(1, 3, 14)
    row = 0
    for chart in charts:
        row = _add(workbook, sheet, name, chart, row, formats)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _add(
    workbook: Any, sheet: Any, name: str, chart: Chart, row: int, formats: Mapping[str, Any]
) -> int:
    """Write one chart and its values from a row on; the row in which the next may begin."""
    _write_values(sheet, chart, row, formats)
    if not chart.bars:
        return row + 4
    drawn = workbook.add_chart(
        {"type": "bar" if chart.kind is ChartKind.SHARES else "column", "subtype": "stacked"}
    )
    _add_series(drawn, name, chart, row)
    drawn.set_title({"name": clean_line(chart.finding), "name_font": {"size": 12}})
    drawn.set_legend({"position": "bottom"})
    height = _LEAST
    if chart.kind is ChartKind.SHARES:
        # Excel draws lying bars from below, and the first is to stand at the top.
        drawn.set_y_axis({"reverse": True})
        height = max(_LEAST, 24 * len(chart.bars) + 120)
    drawn.set_size({"width": 720, "height": height})
    sheet.insert_chart(row, 6, drawn, {"description": clean_line(chart.in_words)})
    return max(row + 2 + len(chart.bars), row + height // _ROW_HEIGHT) + 3


def _has_rest(chart: Chart) -> bool:
    """Whether its bars are parts of a whole, of which a part may be neither done nor trouble."""
    return chart.kind in (ChartKind.SHARES, ChartKind.STRIP)


def _write_values(sheet: Any, chart: Chart, row: int, formats: Mapping[str, Any]) -> None:
    """Write the sentences of a chart, the headings, and a row for each bar."""
    sheet.write_string(row, 0, clean_line(chart.finding), formats["title"])
    sheet.write_string(row + 1, 0, clean_line(chart.subtitle))
    headings = ["", _capital(chart.done_word), _capital(chart.trouble_word)]
    headings += ["Other", "Of"] if _has_rest(chart) else []
    for at, heading in enumerate(headings):
        sheet.write_string(row + 2, at, heading, formats["heading"])
    for at, bar in enumerate(chart.bars, row + 3):
        sheet.write_string(at, 0, clean_line(bar.label), formats["text"])
        values = [bar.done, bar.trouble]
        if _has_rest(chart):
            values += [max(0, bar.whole - bar.done - bar.trouble), bar.whole]
        for column, value in enumerate(values, 1):
            sheet.write_number(at, column, value, formats["number"])


def _add_series(drawn: Any, name: str, chart: Chart, row: int) -> None:
    """Have a chart draw the columns that were written for it from a row on."""
    first, last = row + 3, row + 2 + len(chart.bars)
    series = [(1, {"color": ACCENT}), (2, {"color": STRIPES})]
    series += [(3, {"color": "#FFFFFF"})] if _has_rest(chart) else []
    for column, fill in series:
        drawn.add_series(
            {
                "name": [name, row + 2, column],
                "categories": [name, first, 0, last, 0],
                "values": [name, first, column, last, column],
                "gap": 40,
                "border": {"color": "#555555", "width": 0.5},
                **({"pattern": {"pattern": "wide_upward_diagonal", "fg_color": STRIPES,
                                "bg_color": "#FFFFFF"}} if column == 2 else {"fill": fill}),
            }
        )  # fmt: skip


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
