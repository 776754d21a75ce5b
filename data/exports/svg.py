"""Charts as SVG: solid is done, striped is trouble, and every bar has its number beside it.

One unit is 0.27 mm on paper in every chart, so that the smallest text is 8 points.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from data.exports.text_widths import width_of
from data.exports.writers.cells import clean_line
from data.tables.charts import Bar, Chart, ChartKind

UNIT = 0.27
"""Millimetres in a unit."""

ACCENT, STRIPES, GREY = "#12436D", "#801650", "#555555"
_TEXT = 10.5
_POINTS = 8.1
"""The text, a hair larger than it is, so that none is cut at an edge."""
_ROW, _THICK = 21.0, 13.0
_STANDING = 110.0
_MOST_WIDE = 64.0
_FONT = "Arial, Liberation Sans, Noto Sans, DejaVu Sans, sans-serif"


def svg_of(chart: Chart, width: float, number: int = 1) -> str:
    """The chart as an SVG element so many millimetres wide; `number` tells it from others."""
    units = width / UNIT
    stripes = f"stripes-{number}"
    drawn = {
        ChartKind.SHARES: _shares,
        ChartKind.COLUMNS: _columns,
        ChartKind.IN_AND_OUT: _in_and_out,
        ChartKind.STRIP: _strip,
    }[chart.kind]
    body, height = drawn(chart, units, stripes)
    told = escape(clean_line(chart.in_words))
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{width:.1f}mm" '
            f'height="{height * UNIT:.1f}mm" viewBox="0 0 {units:.1f} {height:.1f}" '
            f'font-family="{_FONT}" font-size="{_TEXT}">',
            f"<title>{told}</title>",
            f'<defs><pattern id="{stripes}" width="4" height="4" patternUnits="userSpaceOnUse" '
            f'patternTransform="rotate(45)"><rect width="4" height="4" fill="#ffffff"/>'
            f'<rect width="2" height="4" fill="{STRIPES}"/></pattern></defs>',
            *body,
            "</svg>",
        ]
    )


def _text(
    x: float, y: float, text: str, anchor: str = "start", *, bold: bool = False, fill: str = "#111"
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}"{weight}>'
        f"{escape(clean_line(text))}</text>"
    )


def _box(x: float, y: float, width: float, height: float, fill: str, stroke: str = "none") -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(0.0, width):.1f}" height="{height:.1f}" '
        f'fill="{fill}" stroke="{stroke}"/>'
    )


def _units(text: str) -> float:
    return width_of(clean_line(text), _POINTS) / UNIT


def _cut(text: str, room: float) -> str:
    """The text as far as there is room for it; its whole stands in the title of the chart."""
    text = clean_line(text)
    if _units(text) <= room:
        return text
    while text and _units(f"{text}…") > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _shares(chart: Chart, width: float, stripes: str) -> tuple[list[str], float]:
    labels = min(max((_units(bar.label) for bar in chart.bars), default=0), width * 0.4)
    left, right = labels + 8, _units("888 of 888") + 8
    room = width - left - right
    body = []
    for place, bar in enumerate(chart.bars):
        top = place * _ROW + 2
        body.append(_text(left - 8, top + 10, _cut(bar.label, labels), "end"))
        if bar.remark or not bar.whole:
            body.append(_text(left, top + 10, bar.remark, fill=GREY))
            continue
        scale = room / bar.whole
        body += [
            _box(left, top, room, _THICK, "#ffffff", "#555555"),
            _box(left, top, bar.done * scale, _THICK, ACCENT),
        ]
        if bar.trouble:
            late = bar.trouble * scale
            body.append(
                _box(left + room - late, top, late, _THICK, f"url(#{stripes})", STRIPES)
            )  # fmt: skip
        body.append(_text(left + room + 8, top + 10, bar.share))
    return body, len(chart.bars) * _ROW + 4


def _standing(
    bars: Sequence[Bar], width: float
) -> tuple[float, float]:  # fmt: skip
    """The room of each standing bar, and its thickness."""
    step = min(_MOST_WIDE, width / max(1, len(bars)))
    return step, step * 0.78


def _columns(chart: Chart, width: float, stripes: str) -> tuple[list[str], float]:
    step, thick = _standing(chart.bars, width)
    scale = _STANDING / chart.highest
    base = _STANDING + 18
    body = []
    for place, bar in enumerate(chart.bars):
        middle = place * step + step / 2
        value = bar.trouble or bar.done
        high = value * scale
        fill, stroke = (f"url(#{stripes})", STRIPES) if bar.trouble else (ACCENT, "none")
        body.append(_box(middle - thick / 2, base - high, thick, high, fill, stroke))
        body.append(_text(middle, base - high - 5, str(value), "middle", bold=True))
        body += _under(bar.label, middle, base + 13, step - 2)
    body.append(f'<path d="M0 {base:.1f}H{step * len(chart.bars):.1f}" stroke="#111"/>')
    return body, base + 13 * _lines_under(chart.bars, step - 2) + 6


def _in_and_out(chart: Chart, width: float, stripes: str) -> tuple[list[str], float]:
    step, thick = _standing(chart.bars, width)
    up = max((bar.done for bar in chart.bars), default=0)
    down = max((bar.trouble for bar in chart.bars), default=0)
    scale = _STANDING / max(1, up + down)
    base = up * scale + 18
    foot = base + down * scale + 14
    body = []
    for place, bar in enumerate(chart.bars):
        middle = place * step + step / 2
        high, low = bar.done * scale, bar.trouble * scale
        body.append(_box(middle - thick / 2, base - high, thick, high, ACCENT))
        body.append(_text(middle, base - high - 5, str(bar.done), "middle", bold=True))
        if low:
            body.append(_box(middle - thick / 2, base, thick, low, f"url(#{stripes})", STRIPES))
        body.append(_text(middle, base + low + 12, str(bar.trouble), "middle", bold=True))
        body += _under(bar.label, middle, foot + 14, step - 2)
    body.append(f'<path d="M0 {base:.1f}H{step * len(chart.bars):.1f}" stroke="#111"/>')
    return body, foot + 14 * _lines_under(chart.bars, step - 2) + 6


def _strip(chart: Chart, width: float, stripes: str) -> tuple[list[str], float]:
    """A box for each, filled from below by the share that is in trouble or not in order."""
    step = min(_MOST_WIDE, width / max(1, len(chart.bars)))
    high, top = 26.0, 2.0
    longest = max((_units(bar.label) for bar in chart.bars), default=0)
    room = min(longest, 150.0)
    body = []
    for place, bar in enumerate(chart.bars):
        left = place * step
        body.append(_box(left, top, step - 2, high, "#ffffff", "#555555"))
        if bar.whole:
            part = high * (bar.whole - bar.done) / bar.whole
            body.append(_box(left, top + high - part, step - 2, part, f"url(#{stripes})", STRIPES))
        middle = left + step / 2 - 1
        told = f"{bar.done}/{bar.whole}" if bar.whole else "–"
        body.append(_text(middle, top + high + 13, told, "middle", bold=True))
        x, y = middle + 4, top + high + 20 + room
        label = escape(_cut(bar.label, room))
        body.append(
            f'<text x="{x:.1f}" y="{y:.1f}" transform="rotate(-90 {x:.1f} {y:.1f})" fill="#111">'
            f"{label}</text>"
        )
    return body, top + high + 26 + room


def _under(label: str, middle: float, top: float, room: float) -> list[str]:
    return [
        _text(middle, top + 12 * number, line, "middle")
        for number, line in enumerate(_wrapped(label, room))
    ]


def _pieces(label: str, room: float) -> list[str]:
    """The words of a label; one that is too wide is parted behind its hyphens."""
    pieces: list[str] = []
    for word in label.split():
        pieces += [word] if _units(word) <= room else re.findall(r"[^-]*-|[^-]+", word)
    return pieces


def _lines_under(bars: Sequence[Bar], room: float) -> int:
    return max((len(_wrapped(bar.label, room)) for bar in bars), default=1)


def _wrapped(label: str, room: float) -> list[str]:
    lines = [""]
    for word in _pieces(clean_line(label), room):
        between = "" if lines[-1].endswith("-") else " "
        joined = f"{lines[-1]}{between}{word}".strip()
        if _units(joined) <= room or not lines[-1]:
            lines[-1] = joined
        else:
            lines.append(word)
    return [_cut(line, room) for line in lines[:3]]
