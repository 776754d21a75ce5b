"""How people write the names of schools, and one way in which all of that is compared."""

from __future__ import annotations

import re

from models.fields.text import folded

_SAME = {
    "cofe": ("c of e", "c e", "ce", "church of england"),
    "rc": ("r c", "roman catholic"),
    "st": ("saint", "saints", "ss"),
    "academy": ("acad",),
    "primary": ("pri", "prim"),
    "secondary": ("sec",),
    "infant": ("inf",),
    "junior": ("jun",),
    "community": ("comm",),
    "school": ("sch", "schl"),
    "high school": ("hs",),
    "primary school": ("ps",),
}
"""Words of schools' names with the ways in which people shorten them, or write them out."""

_WHOLE = {short: whole for whole, several in _SAME.items() for short in several}
_SHORT = re.compile(rf"\b(?:{'|'.join(_WHOLE)})\b")


def plain_words(text: str) -> str:
    """The folded words of a text with single spaces between, without apostrophes and signs."""
    return " ".join(re.findall(r"[a-z0-9]+", folded(text).replace("'", "")))


def spelt_out(text: str) -> str:
    """The plain words of a text, where all that people shorten is written one way."""
    return _SHORT.sub(lambda found: _WHOLE[found[0]], plain_words(text))
