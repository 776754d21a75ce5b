"""Charts as lines of words: a bar in each row, its figures beside it, readable without colour."""

from __future__ import annotations

from rich.cells import cell_len

from data.tables.charts import Bar, Chart, ChartKind
from tui.grid.columns import clean, cut_name
from tui.widgets.bar_drawing import LINED, SOLID, row_bar, sparkline
from tui.widgets.canvas import Words

_LEAST_BAR, _LONGEST_BAR = 6, 36
_SHARES = (ChartKind.SHARES, ChartKind.STRIP)


def chart_lines(chart: Chart, width: int) -> list[Words]:
    """A chart in so many cells: what it shows, a row for each bar, what its lines mean."""
    values = [_value(chart, bar) for bar in chart.bars]
    # A remark stands in place of the bar and its figures, and has room for both.
    figures = [each for bar, each in zip(chart.bars, values, strict=True) if not bar.remark]
    beside = max(map(cell_len, figures), default=0)
    # The bar has what the names leave it, and at least so much that lengths can be compared.
    most = max(8, width - beside - _LEAST_BAR - 4)
    labels = [cut_name(clean(bar.label), most) for bar in chart.bars]
    named = max(8, max(map(cell_len, labels), default=0))
    room = max(_LEAST_BAR, min(_LONGEST_BAR, width - named - beside - 4))
    lines: list[Words] = [*_folded(chart.finding, width, "strong")]
    if chart.kind is ChartKind.STRIP:
        lines += _strip(chart, width)
    for bar, value, label in zip(chart.bars, values, labels, strict=True):
        name = (f" {label}{' ' * (named - cell_len(label))} ", "")
        if bar.remark:
            lines.append([name, (value, "quiet")])
            continue
        solid, lined = _bar(chart, bar, room)
        gap = room - len(solid) - len(lined)
        lines.append(
            [name, (solid, "info"), (lined, "bad"), (" " * (gap + 1), ""), (value, "strong")]
        )
    return [*lines, _legend(chart)]


def _bar(chart: Chart, bar: Bar, room: int) -> tuple[str, str]:
    if chart.kind in _SHARES:
        return row_bar(bar.done, bar.trouble, bar.whole, room)
    whole = max((each.done + each.trouble for each in chart.bars), default=1)
    return row_bar(bar.done, bar.trouble, whole, room)


def _value(chart: Chart, bar: Bar) -> str:
    """The figures of a bar; trouble always has its number."""
    if bar.remark:
        return clean(bar.remark)
    if chart.kind in _SHARES:
        late = f" {bar.trouble}!" if bar.trouble else ""
        return f"{bar.done} of {bar.whole}{late}"
    if chart.kind is ChartKind.IN_AND_OUT:
        return f"{bar.done} in {bar.trouble} out"
    return str(bar.trouble or bar.done)


def _strip(chart: Chart, width: int) -> list[Words]:
    """A character for each bar, the higher the more of it is in trouble or not in order."""
    behind = [1 - bar.done / bar.whole if bar.whole else 0 for bar in chart.bars]
    drawn = sparkline(behind, 1)
    if not any(behind) or len(drawn) > width - 2:
        return []
    return [[(f" {drawn}", "bad"), ("  the higher, the less in order", "label")]]


def _legend(chart: Chart) -> Words:
    mark = " (its number has !)" if chart.kind in _SHARES else ""
    return [
        (f" {SOLID} ", "info"),
        (chart.done_word, "label"),
        (f"   {LINED} ", "bad"),
        (f"{chart.trouble_word}{mark}", "label"),
    ]


def _folded(text: str, width: int, style: str) -> list[Words]:
    import textwrap

    return [[(f" {line}", style)] for line in textwrap.wrap(clean(text), max(12, width - 2))]
