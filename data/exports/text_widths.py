"""The width of text in print, in Arial and in Liberation Sans, which is just as wide."""

from __future__ import annotations

import unicodedata

_POINT = 0.3528
"""Millimetres in a point."""

_ORDINARY, _WIDE = 556, 1000

_FIRST = 32
_REGULAR = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
)  # fmt: skip
_BOLD = (
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667,
    611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556,
    278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
)  # fmt: skip
"""Thousandths of the size of type for the characters from the space to the tilde."""

_REGULAR_WIDTHS = {chr(_FIRST + at): width for at, width in enumerate(_REGULAR)}
_BOLD_WIDTHS = {chr(_FIRST + at): width for at, width in enumerate(_BOLD)}
for _widths in (_REGULAR_WIDTHS, _BOLD_WIDTHS):
    _widths |= {"–": 556, "—": 1000, "‘": 278, "’": 278, "“": 500, "”": 500, "…": 1000, "·": 333}


def width_of(text: str, points: float, *, bold: bool = False) -> float:
    """The width of a line of text in millimetres, set in this many points."""
    known = _BOLD_WIDTHS if bold else _REGULAR_WIDTHS
    return sum(known.get(each) or _width_of_other(each) for each in text) * points * _POINT / 1000


def _width_of_other(character: str) -> int:
    if unicodedata.east_asian_width(character) in "WF":
        return _WIDE
    if unicodedata.combining(character):
        return 0
    plain = unicodedata.normalize("NFD", character)[0]
    return _BOLD_WIDTHS.get(plain, _ORDINARY)
