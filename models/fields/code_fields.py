"""The kinds of field that hold codes of digits, such as a school's URN."""

from __future__ import annotations

import re
from datetime import date
from typing import ClassVar

from models.fields import text
from models.fields.field import StoredField
from models.fields.values import Value


class CodeField(StoredField):
    """Digits that are text: kept, shown and exported with their leading zeros."""

    kind = "code"
    pattern: ClassVar[str] = r"\d+"
    meaning: ClassVar[str] = "digits"
    lengths: ClassVar[tuple[int, ...]] = ()
    """How many digits such a code has, where that tells it from others."""

    def check(self, column: str) -> str:
        """Only digits."""
        return f"{column} <> '' AND {column} NOT GLOB '*[^0-9]*'"

    def read_text(self, typed: str, today: date) -> Value:
        """The digits, without spaces and strokes between them, and its own name before them."""
        if typed[:1].isalpha():
            typed = re.sub(rf"^{re.escape(self.label)}\b[\s:.]*", "", typed, flags=re.IGNORECASE)
        digits = typed if typed.isdigit() else re.sub(r"[ /\-]", "", text.plain_number(typed))
        if not text.compiled(self.pattern, re.ASCII).fullmatch(digits):
            raise self.unreadable(typed, f"it must be {self.meaning}")
        return digits


class UrnField(CodeField):
    """A Unique Reference Number: six digits; five for children's centres."""

    pattern = r"\d{5,6}"
    meaning = "six digits (five for a children's centre)"
    lengths = (5, 6)
    example = "137133"
    width = 6

    def check(self, column: str) -> str:
        """Five or six digits."""
        return f"length({column}) IN (5, 6) AND {column} NOT GLOB '*[^0-9]*'"


class LaestabField(CodeField):
    """A LAESTAB: the authority's three digits and the establishment's four."""

    pattern = r"\d{7}"
    meaning = "seven digits: the authority's three, the establishment's four"
    lengths = (7,)
    example = "353/4600"
    width = 8

    def check(self, column: str) -> str:
        """Seven digits."""
        return f"length({column}) = 7 AND {column} NOT GLOB '*[^0-9]*'"

    def show(self, value: Value) -> str:
        """The digits with a stroke after the authority's."""
        return f"{str(value)[:3]}/{str(value)[3:]}" if value else ""


class UkprnField(CodeField):
    """A UK Provider Reference Number: eight digits, the first a 1."""

    pattern = r"1\d{7}"
    meaning = "eight digits that begin with 1"
    lengths = (8,)
    example = "10033176"
    width = 8

    def check(self, column: str) -> str:
        """Eight digits."""
        return f"length({column}) = 8 AND {column} NOT GLOB '*[^0-9]*'"
