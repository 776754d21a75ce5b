"""The kind of field that holds whole numbers and their halves or quarters, such as days."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from models.fields.number_fields import HundredthsField
from models.fields.values import Value, show_value

_SIGNS = {"½": ".5", "¼": ".25", "¾": ".75"}


class PartsField(HundredthsField):
    """A number in steps of a half (50 hundredths) or a quarter (25): 1½ may be typed as it is."""

    def __init__(self, label: str, help: str = "", *, step: int = 50, **options: Any) -> None:
        options.setdefault("lowest", step)
        super().__init__(label, help, **options)
        self.step = step

    @property
    def example(self) -> str:  # type: ignore[override]
        """Numbers that would do."""
        counts = (1, 2, 3) if self.step == 50 else (1, 2, 6)
        return ", ".join(show_value(count * self.step, self.kind) for count in counts)

    def check(self, column: str) -> str:
        """Within the bounds, and in whole steps."""
        return f"{super().check(column)} AND {column} % {self.step} = 0"

    def read_text(self, typed: str, today: date) -> Value:
        """The number in hundredths."""
        if found := re.fullmatch(r"([0-9]*)\s*([½¼¾])", typed):
            typed = f"{found[1] or '0'}{_SIGNS[found[2]]}"
        number = super().read_text(typed, today)
        if isinstance(number, int) and number % self.step:
            parts = "halves" if self.step == 50 else "quarters"
            raise self.unreadable(typed, f"it is counted in {parts}")
        return number
