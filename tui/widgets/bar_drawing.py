"""Bars drawn with characters, always with their number beside them."""

from __future__ import annotations

from collections.abc import Sequence

FULL, EMPTY = "█", "░"
SOLID, HALF, LINED = "━", "╸", "─"
_EIGHTHS = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")
_HEIGHTS = "▁▂▃▄▅▆▇█"


def whole_bar(part: float, whole: float, room: int, in_eighths: bool = True) -> tuple[str, str]:
    """A bar that is alone on its line, in `room` cells: its full part, and the rest.

    Whatever is over nothing is seen, and only all of the whole fills it. Where the font has blocks
    but not their eighths, half of one and more is a whole one.
    """
    eighths = _length(part, whole, 8 * room)
    if not in_eighths and 0 < eighths < 8 * room:
        eighths = 8 * max(1, min((eighths + 4) // 8, room - 1))
    full = FULL * (eighths // 8) + _EIGHTHS[eighths % 8]
    return full, EMPTY * (room - len(full))


def row_bar(solid: float, lined: float, whole: float, room: int) -> tuple[str, str]:
    """A bar in a table, one a row: its solid part and its lined one, on a scale of `whole`.

    Solid blocks in neighbouring rows would run into one mass. What is over nothing is seen, and
    together the parts are never longer than `room`.
    """
    second = min(-(-_length(lined, whole, 2 * room) // 2), room - (solid > 0))
    halves = min(_length(solid, whole, 2 * room), 2 * (room - second))
    return SOLID * (halves // 2) + HALF * (halves % 2), LINED * second


def sparkline(values: Sequence[float], whole: float = 0) -> str:
    """A character for each value, the higher the larger, on a scale from 0 to `whole`."""
    top = whole or max(values, default=0) or 1
    last = len(_HEIGHTS) - 1
    return "".join(_HEIGHTS[min(last, int(max(0, each) / top * last + 0.5))] for each in values)


def _length(part: float, whole: float, units: int) -> int:
    """How many of so many units a part of the whole takes, rounded down."""
    if part <= 0 or whole <= 0:
        return 0
    if part >= whole:
        return units
    return min(max(1, int(units * part / whole)), units - 1)
