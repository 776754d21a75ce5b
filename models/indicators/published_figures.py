"""The kind of field that holds a published figure: a number, or the mark that stands for one."""

from __future__ import annotations

import re
from datetime import date
from typing import ClassVar

from models.fields.field import StoredField
from models.fields.values import Kind, Value, show_value

MARKS = {
    "SUPP": "suppressed",
    "c": "confidential, too few pupils",
    "x": "not available",
    "z": "not applicable",
    "LOWCOV": "too few covered",
    "NE": "no entries",
    "NP": "not published",
    "NA": "not applicable",
    "LOW": "too low to be shown",
}
"""What performance tables print in place of a figure."""


class PublishedFigureField(StoredField):
    """A figure as it was published, kept as text: SUPP is never taken for a number."""

    kind: ClassVar[Kind] = "code"
    example = "64.5, -0.24 or SUPP"
    width = 7

    def check(self, column: str) -> str:
        """Short."""
        return f"length({column}) BETWEEN 1 AND 10"

    def read_text(self, typed: str, today: date) -> Value:
        """The figure with at most two places, or the mark; a per cent sign says nothing."""
        for mark in MARKS:
            if typed.casefold() == mark.casefold():
                return mark
        number = re.fullmatch(
            r"([+-]?)([0-9]{0,4})(?:\.([0-9]{1,2})0*)?", typed.removesuffix("%").strip()
        )
        if not number or not (number[2] or number[3]):
            marks = ", ".join(MARKS)
            raise self.unreadable(typed, f"it is neither a figure nor one of {marks}")
        value = int(number[2] or 0) * 100 + int((number[3] or "").ljust(2, "0"))
        return show_value(-value if number[1] == "-" else value, "hundredths")


def figure_of(published: Value) -> int | None:
    """A published figure in hundredths; None of a mark, or where nothing was published."""
    text = str(published or "")
    if not re.fullmatch(r"-?[0-9]+(?:\.[0-9]{1,2})?", text):
        return None
    whole, _, part = text.lstrip("-").partition(".")
    value = int(whole) * 100 + int(part.ljust(2, "0"))
    return -value if text.startswith("-") else value
