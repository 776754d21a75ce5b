"""What a value is, and how people read it, on the screen and in every file."""

from __future__ import annotations

from datetime import date
from typing import Literal

from models.fields.dates import show_date
from models.fields.states import State

Value = str | int | date | State | None
"""What a cell may hold. Yes/no is the bool in int; money is whole pence, 0.25 is 25 hundredths."""

Kind = Literal[
    "text", "code", "date", "money", "number", "hundredths", "percent", "yes_no", "state"
]
"""How values are to be read: a code is digits that must stay text ("02").

A number of hundredths is shown with the places that it has; one that is per cent with one at least,
so that 100 and 72.7 stand in line.
"""

NUMBERS: frozenset[Kind] = frozenset({"money", "number", "hundredths", "percent"})
"""The kinds of which values are numbers."""

IN_HUNDREDTHS: frozenset[Kind] = frozenset({"money", "hundredths", "percent"})
"""The kinds of which values are kept as a hundred times what they are."""


def show_value(value: Value, kind: Kind) -> str:
    """The value as people read it: dates dd/mm/yyyy, money in pounds, yes and no as words."""
    if value is None:
        return ""
    if isinstance(value, State):
        return value.word
    if isinstance(value, date):
        return show_date(value)
    if kind == "money" and isinstance(value, int):
        return f"{'-' if value < 0 else ''}£{abs(value) // 100:,}.{abs(value) % 100:02}"
    if kind in ("hundredths", "percent") and isinstance(value, int):
        whole, part = divmod(abs(value), 100)
        places = f".{part:02}".rstrip("0") if part else ".0" if kind == "percent" else ""
        return f"{'-' if value < 0 else ''}{whole}{places}"
    if isinstance(value, bool) or kind == "yes_no":
        return "Yes" if value else "No"
    return str(value)


def show_share(part: int, whole: int) -> str:
    """A share of a whole in words, as a whole number per cent, half up; a dash of nothing."""
    return f"{(200 * part + whole) // (2 * whole)}%" if whole else "–"
