"""The kinds of field, each with its label, its help, how to read it and how to show it.

A field is described once, on its record, and everything else comes from there: the form's line, the
grid's column, the filter, the template of an import, the heading of an export, the check in the
store. Reading turns what a person typed into the value that is kept; showing turns it back.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from models.fields import text
from models.fields.field import SEVERAL_LINES, StoredField
from models.fields.values import Value


class TextField(StoredField):
    """One line of text."""

    def __init__(self, label: str, help: str = "", *, longest: int = 0, **options: Any) -> None:
        super().__init__(label, help, **options)
        self.longest = longest or text.LONGEST_LINE

    def check(self, column: str) -> str:
        """Not empty and not too long."""
        return f"length({column}) BETWEEN 1 AND {self.longest}"

    def read_text(self, typed: str, today: date) -> Value:
        """The text itself, when it is not too long."""
        if len(typed) > self.longest:
            why = f"it has {len(typed):,} characters, and at most {self.longest:,} fit"
            raise self.unreadable(typed, why)
        return typed


class NoteField(TextField):
    """Text of several lines."""

    example = SEVERAL_LINES
    width = 30

    def __init__(self, label: str, help: str = "", **options: Any) -> None:
        super().__init__(label, help, longest=text.LONGEST_NOTE, **options)

    def read(self, typed: str, today: date) -> Value:
        """The text with its lines."""
        cleaned = text.several_lines(typed)
        return self.read_text(cleaned, today) if cleaned.strip() else None


class PostcodeField(StoredField):
    """A postcode of the United Kingdom, in capitals with one space."""

    example = "OL1 3SQ"
    width = 8
    _whole = r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][ABD-HJLNP-UW-Z]{2})"

    def read_text(self, typed: str, today: date) -> Value:
        """The postcode in its usual form."""
        match = re.fullmatch(self._whole, re.sub(r"\s", "", typed).upper())
        if not match:
            raise self.unreadable(typed, "it is not a postcode")
        return f"{match[1]} {match[2]}"


class EmailField(StoredField):
    """An email address."""

    example = "office@school.example"
    width = 28

    def read_text(self, typed: str, today: date) -> Value:
        """The address, when it has one @ with a name before it and a dotted name after it.

        What a link has around it is taken off: `mailto:` before it, `?subject=…` behind it; so is
        the name before an address in angle brackets.
        """
        if bracketed := re.fullmatch(r"[^<>]*<([^<>\s]+)>", typed):
            typed = bracketed[1]
        link = re.fullmatch(r"mailto:\s*([^?]*)(?:\?.*)?", typed, re.I)
        address = link[1] if link else typed
        if len(address) > 254 or not re.fullmatch(
            r"[^@\s,;<>()]+@[^@\s,;<>()]+\.[^@\s.,;<>()]+", address
        ):
            raise self.unreadable(typed, "it is not an email address")
        return address


_LOST_NOUGHT = r"([1-9][0-9]{9})(?:\.0)?"
_TELEPHONE = r"\+?[0-9 ()\-.]{5,24}(?:\s*(?:x|ext\.?|extension)\s*[0-9]{1,6})?"
_WEB_ADDRESS = r"https?://[\w\-]+(?:\.[\w\-]+)+(?::\d+)?(?:[/?#]\S*)?"


class TelephoneField(StoredField):
    """A telephone number, with an extension when there is one."""

    kind = "code"
    example = "0161 770 4000"
    width = 14

    def same(self, one: Value, other: Value) -> bool:
        """Whether the digits are the same, however they are parted."""
        return [character for character in str(one) if character.isalnum()] == [
            character for character in str(other) if character.isalnum()
        ]

    def read_text(self, typed: str, today: date) -> Value:
        """The number as it was written, when it has a plausible count of digits.

        Ten bare digits are a British number whose leading 0 a spreadsheet took: it is put back.
        """
        if lost := text.compiled(_LOST_NOUGHT).fullmatch(typed):
            return f"0{lost[1]}"
        if not text.compiled(_TELEPHONE, re.I).fullmatch(typed):
            raise self.unreadable(typed, "it is not a telephone number")
        if not 7 <= sum(map(str.isdigit, typed)) <= 21:
            raise self.unreadable(typed, "a telephone number has at least seven digits")
        return typed


class WebAddressField(StoredField):
    """A web address; `https://` is put before a bare one."""

    example = "www.school.example/policies"
    width = 30

    def read_text(self, typed: str, today: date) -> Value:
        """The address with its scheme."""
        has_scheme = text.compiled("[a-z]+:", re.I).match(typed)
        address = typed if has_scheme else f"https://{typed}"
        if len(address) > 2000 or not text.compiled(_WEB_ADDRESS, re.I).fullmatch(address):
            raise self.unreadable(typed, "it is not a web address")
        return address
