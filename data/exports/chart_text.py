"""Charts drawn in text: # is done, x is trouble, and every bar has its number beside it."""

from __future__ import annotations

from data.exports.writers.cells import clean_line
from data.tables.charts import Bar, Chart, ChartKind

DONE, TROUBLE, REST = "#", "x", "."
_LONGEST_BAR, _LONGEST_LABEL = 40, 32


def chart_lines(chart: Chart, width: int | None = None) -> list[str]:
    """The chart as lines of text, legible without colour and in any font of one width.

    With a `width` in terminal cells the bars are made to fit.
    """
    labels = [_cut(clean_line(bar.label)) for bar in chart.bars]
    longest = max(map(len, labels), default=0)
    values = [_value(chart, bar) for bar in chart.bars]
    room = _LONGEST_BAR
    if width is not None:
        room = max(4, min(room, width - longest - max(map(len, values), default=0) - 4))
    keys = f"{DONE} {chart.done_word}"
    keys += f", {TROUBLE} {chart.trouble_word}" if chart.trouble_word else ""
    lines = [clean_line(chart.finding), f"{clean_line(chart.subtitle)} ({keys})"]
    for label, value, bar in zip(labels, values, chart.bars, strict=True):
        drawn = _bar(chart, bar, room)
        lines.append(f"{label:<{longest}}  {drawn:<{room}}  {value}".rstrip())
    return lines


def _bar(chart: Chart, bar: Bar, room: int) -> str:
    if bar.remark:
        return ""
    if chart.kind in (ChartKind.SHARES, ChartKind.STRIP):
        if not bar.whole:
            return ""
        done = round(room * bar.done / bar.whole)
        # What is in trouble is seen however little of it there is.
        late = max(1, round(room * bar.trouble / bar.whole)) if bar.trouble else 0
        late = min(late, room)
        done = min(done, room - late)
        return DONE * done + REST * (room - done - late) + TROUBLE * late
    scale = room / max(1, max(each.done + each.trouble for each in chart.bars))
    return DONE * _length(bar.done, scale) + TROUBLE * _length(bar.trouble, scale)


def _length(value: int, scale: float) -> int:
    return max(1, int(value * scale)) if value else 0


def _value(chart: Chart, bar: Bar) -> str:
    if bar.remark:
        return clean_line(bar.remark)
    if chart.kind in (ChartKind.SHARES, ChartKind.STRIP):
        return bar.share
    if chart.kind is ChartKind.IN_AND_OUT:
        return f"+{bar.done} -{bar.trouble}"
    return str(bar.trouble or bar.done)


def _cut(label: str) -> str:
    return label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1].rstrip()}…"
