"""What a value is, and how people read it, on the screen and in every file."""

from __future__ import annotations

from datetime import date
from typing import Literal

from models.fields.dates import show_date
from models.fields.states import State

Value = str | int | date | State | None
"""What a cell may hold. Yes/no is the bool in int; money is whole pence, 0.25 is 25 hundredths."""

Kind = Literal["text", "code", "date", "money", "number", "hundredths", "yes_no", "state"]
"""How values are to be read: a code is digits that must stay text ("02")."""


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
    if kind == "hundredths" and isinstance(value, int):
        whole, part = divmod(abs(value), 100)
        return f"{'-' if value < 0 else ''}{whole}{f'.{part:02}'.rstrip('0') if part else ''}"
    if isinstance(value, bool) or kind == "yes_no":
        return "Yes" if value else "No"
    return str(value)
