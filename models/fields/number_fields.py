"""The kinds of field that hold whole numbers, hundredths and money."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, ClassVar

from models.fields import text
from models.fields.field import StoredField
from models.fields.values import Kind, Value, show_value


class NumberField(StoredField):
    """A whole number from `lowest` to `highest`."""

    field_type = "INTEGER"
    kind: ClassVar[Kind] = "number"
    width = 7

    def __init__(
        self,
        label: str,
        help: str = "",
        *,
        lowest: int = 0,
        highest: int = 1_000_000_000,
        **options: Any,
    ) -> None:
        super().__init__(label, help, **options)
        self.lowest, self.highest = lowest, highest

    @property
    def example(self) -> str:  # type: ignore[override]
        """A number that would do."""
        usual = 420 if self.highest >= 10_000 else 5
        return str(min(self.highest, max(self.lowest, usual)))

    def check(self, column: str) -> str:
        """Within the bounds."""
        return f"{column} BETWEEN {self.lowest} AND {self.highest}"

    def read_text(self, typed: str, today: date) -> Value:
        """The number; thousands may be set apart by commas or spaces, and 204.0 is 204."""
        typed = text.plain_number(typed)
        if not re.fullmatch(r"[+-]?[0-9]{1,3}(?:[, ][0-9]{3}){1,4}|[+-]?[0-9]{1,12}", typed):
            raise self.unreadable(typed, "it is not a whole number")
        number = int(re.sub(r"[, ]", "", typed))
        if not self.lowest <= number <= self.highest:
            raise self.unreadable(typed, f"it must be from {self.lowest:,} to {self.highest:,}")
        return number


class MoneyField(NumberField):
    """An amount in pounds, kept as whole pence."""

    kind = "money"
    example = "420, 420.50 or £1,159.20"
    width = 11

    def read_text(self, typed: str, today: date) -> Value:
        """The amount in pence."""
        digits = re.fullmatch(
            r"(-?)£?\s*([0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,12})(\.[0-9]{1,2})?", typed
        )
        if not digits:
            raise self.unreadable(typed, "it is not an amount of money")
        pence = int(digits[2].replace(",", "") + (digits[3] or "")[1:].ljust(2, "0"))
        pence = -pence if digits[1] else pence
        if not self.lowest <= pence <= self.highest:
            bounds = " to ".join(show_value(end, "money") for end in (self.lowest, self.highest))
            raise self.unreadable(typed, f"it must be from {bounds}")
        return pence


class HundredthsField(NumberField):
    """A number with up to two places behind the point, kept as whole hundredths."""

    kind = "hundredths"

    @property
    def example(self) -> str:  # type: ignore[override]
        """A number that would do."""
        return show_value(min(self.highest, max(self.lowest, 50)), self.kind)

    def read_text(self, typed: str, today: date) -> Value:
        """The number in hundredths."""
        digits = re.fullmatch(
            r"([+-]?)([0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{0,12})(?:\.([0-9]{1,2})0*)?", typed
        )
        if not digits or not (digits[2] or digits[3]):
            raise self.unreadable(typed, "it is not a number with at most two places")
        number = int(digits[2].replace(",", "") or 0) * 100 + int((digits[3] or "").ljust(2, "0"))
        number = -number if digits[1] == "-" else number
        if not self.lowest <= number <= self.highest:
            bounds = " to ".join(show_value(end, self.kind) for end in (self.lowest, self.highest))
            raise self.unreadable(typed, f"it must be from {bounds}")
        return number
