"""The kinds of field, each with its label, its help, how to read it and how to show it.

A field is described once, on its record, and everything else comes from there: the form's line, the
grid's column, the filter, the template of an import, the heading of an export, the check in the
store. Reading turns what a person typed into the value that is kept; showing turns it back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, cast

import peewee

from models import dates, text
from models.field import DeskField, StoredField, UnreadableError
from models.values import Kind, Value, show_value

if TYPE_CHECKING:
    from models.records import Record


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


class NameField(TextField):
    """A name: those that the books know are offered, and any other may be typed."""

    def __init__(self, to: type[Record], label: str, help: str = "", **options: Any) -> None:
        super().__init__(label, help, **options)
        self.to = to
        """The records whose names are offered."""


class NoteField(TextField):
    """Text of several lines."""

    example = "several lines of text"
    width = 30

    def __init__(self, label: str, help: str = "", **options: Any) -> None:
        super().__init__(label, help, longest=text.LONGEST_NOTE, **options)

    def read(self, typed: str, today: date) -> Value:
        """The text with its lines."""
        cleaned = text.several_lines(typed)
        return self.read_text(cleaned, today) if cleaned.strip() else None


def _distinct(choices: Mapping[str, str]) -> Mapping[str, str]:
    """The choices, those of the same word told apart by their codes.

    The newest code has the bare word: Dorset is 838, and what it was before is "Dorset (835)".
    """
    newest: dict[str, str] = {}
    for value, word in choices.items():
        rival = newest.get(word)
        if rival is None or (value.isdigit(), value) > (rival.isdigit(), rival):
            newest[word] = value
    return {
        value: word if newest[word] == value else f"{word} ({value})"
        for value, word in choices.items()
    }


class ChoiceField(StoredField):
    """One of a list. `choices` maps what is kept to what people read.

    A list that others may lengthen is `open`: what it does not know is kept and shown as it is.
    `hints` say what a choice means, where its word alone does not.
    """

    def __init__(
        self,
        label: str,
        help: str = "",
        *,
        choices: Mapping[str, str],
        hints: Mapping[str, str] = {},
        open: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(label, help, **options)
        self.meanings = _distinct(choices)
        self.hints = {self.meanings[value]: hint for value, hint in hints.items()}
        self.open = open

    @property
    def example(self) -> str:  # type: ignore[override]
        """A few of the choices."""
        words = list(dict.fromkeys(self.meanings.values()))
        return ", ".join(words[:8]) + (" …" if len(words) > 8 else "")

    def check(self, column: str) -> str:
        """One of the list, or short when the list is open."""
        if self.open:
            return f"length({column}) BETWEEN 1 AND 40"
        quoted = ", ".join("'" + value.replace("'", "''") + "'" for value in self.meanings)
        return f"{column} IN ({quoted})"

    def read_text(self, typed: str, today: date) -> Value:
        """The choice whose word or value this is, or the only one that begins or contains it."""
        if typed in self.meanings:
            return typed
        wanted = text.folded(typed)
        unknown_code = self.open and re.fullmatch(r"[0-9]{1,4}", typed) is not None
        words = self._folded
        for matches in (
            [value for value, word in words.items() if word == wanted or value.lower() == wanted],
            [value for value, word in words.items() if word.startswith(wanted)],
            [value for value, word in words.items() if wanted in word and not unknown_code],
        ):
            if len({words[value] for value in matches}) == 1:
                return matches[0]
            if matches:
                several = ", ".join(self.meanings[value] for value in matches[:6])
                raise UnreadableError(typed, "it could be several", several)
        if unknown_code:
            return typed
        raise self.unreadable(typed, "it is not one of the choices")

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {value: text.folded(word) for value, word in self.meanings.items()}

    def show(self, value: Value) -> str:
        """The word for the choice."""
        return self.meanings.get(str(value), str(value)) if value is not None else ""


class ChoicesField(StoredField):
    """Several of a list, kept as their values with commas between, in the order of the list."""

    def __init__(
        self, label: str, help: str = "", *, choices: Mapping[str, str], **options: Any
    ) -> None:
        super().__init__(label, help, **options)
        self.one = ChoiceField(label, choices=choices)

    @property
    def example(self) -> str:  # type: ignore[override]
        """Two of the choices."""
        return ", ".join(list(self.one.meanings.values())[:2])

    def check(self, column: str) -> str:
        """Not empty and not too long; the values may change with the list."""
        return f"length({column}) BETWEEN 1 AND 400"

    def read_text(self, typed: str, today: date) -> Value:
        """The choices that were named, each as a single choice is."""
        named: set[Value] = set()
        for part in filter(None, re.split(r"\s*[,;]\s*", typed)):
            try:
                named.add(self.one.read_text(part, today))
            except UnreadableError as error:
                raise UnreadableError(typed, f"“{part}”: {error.why}", error.example) from None
        if not named:
            raise self.unreadable(typed, "it names no choice")
        return ",".join(value for value in self.one.meanings if value in named)

    def show(self, value: Value) -> str:
        """The words for the choices."""
        return ", ".join(self.one.show(part) for part in chosen_of(value))


def chosen_of(value: Value) -> tuple[str, ...]:
    """The choices that a value of several holds; none for an empty one."""
    return tuple(str(value).split(",")) if value else ()


class YesNoField(StoredField):
    """Yes or no."""

    field_type = "INTEGER"
    kind = "yes_no"
    example = "y or n"
    width = 5

    def check(self, column: str) -> str:
        """Only 0 and 1."""
        return f"{column} IN (0, 1)"

    def read_text(self, typed: str, today: date) -> Value:
        """Yes for y, yes, true, 1; no for n, no, false, 0."""
        word = typed.lower()
        if word in ("y", "yes", "true", "1"):
            return True
        if word in ("n", "no", "false", "0"):
            return False
        raise self.unreadable(typed, "it is neither yes nor no")

    def db_value(self, value: object) -> int | None:
        """1 for yes, 0 for no."""
        return None if value is None else int(bool(value))

    def python_value(self, value: object) -> bool | None:
        """True for yes."""
        return None if value is None else bool(value)


class DateField(StoredField):
    """A day, kept as ISO text."""

    kind = "date"
    example = "21/11/2026, 21 nov, today, +2w or autumn 2"
    width = 10

    def check(self, column: str) -> str:
        """A real day, in ISO form."""
        return f"{column} IS date({column})"

    def read_text(self, typed: str, today: date) -> Value:
        """The day, read as people write days."""
        try:
            return dates.read_date(typed, today)
        except dates.UnreadableDateError as error:
            raise self.unreadable(typed, str(error)) from None

    def db_value(self, value: object) -> str | None:
        """The ISO text of the day."""
        if value is None or isinstance(value, date):
            return value.isoformat() if value else None
        return date.fromisoformat(str(value)).isoformat()

    def python_value(self, value: object) -> date | None:
        """The day of the ISO text."""
        return date.fromisoformat(value) if isinstance(value, str) else None


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


class CodeField(StoredField):
    """Digits that are text: kept, shown and exported with their leading zeros."""

    kind = "code"
    pattern: ClassVar[str] = r"\d+"
    meaning: ClassVar[str] = "digits"

    def check(self, column: str) -> str:
        """Only digits."""
        return f"{column} <> '' AND {column} NOT GLOB '*[^0-9]*'"

    def read_text(self, typed: str, today: date) -> Value:
        """The digits, without the spaces and strokes that people put between them."""
        digits = re.sub(r"[ /\-]", "", text.plain_number(typed))
        if not re.fullmatch(self.pattern, digits, re.ASCII):
            raise self.unreadable(typed, f"it must be {self.meaning}")
        return digits


class UrnField(CodeField):
    """A Unique Reference Number: six digits; five for children's centres."""

    pattern = r"\d{5,6}"
    meaning = "six digits (five for a children's centre)"
    example = "137133"
    width = 6

    def check(self, column: str) -> str:
        """Five or six digits."""
        return f"length({column}) IN (5, 6) AND {column} NOT GLOB '*[^0-9]*'"


class LaestabField(CodeField):
    """A LAESTAB: the authority's three digits and the establishment's four."""

    pattern = r"\d{7}"
    meaning = "seven digits: the authority's three, the establishment's four"
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
    example = "10033176"
    width = 8

    def check(self, column: str) -> str:
        """Eight digits."""
        return f"length({column}) = 8 AND {column} NOT GLOB '*[^0-9]*'"


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

        What a link has around it is taken off: `mailto:` before it, `?subject=…` behind it.
        """
        link = re.fullmatch(r"mailto:\s*([^?]*)(?:\?.*)?", typed, re.I)
        address = link[1] if link else typed
        if len(address) > 254 or not re.fullmatch(
            r"[^@\s,;<>()]+@[^@\s,;<>()]+\.[^@\s.,;<>()]+", address
        ):
            raise self.unreadable(typed, "it is not an email address")
        return address


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
        if lost := re.fullmatch(r"([1-9][0-9]{9})(?:\.0)?", typed, re.ASCII):
            return f"0{lost[1]}"
        if not re.fullmatch(
            r"\+?[0-9 ()\-.]{5,24}(?:\s*(?:x|ext\.?|extension)\s*[0-9]{1,6})?", typed, re.I
        ):
            raise self.unreadable(typed, "it is not a telephone number")
        if not 7 <= sum(character.isdigit() for character in typed) <= 21:
            raise self.unreadable(typed, "a telephone number has at least seven digits")
        return typed


class WebAddressField(StoredField):
    """A web address; `https://` is put before a bare one."""

    example = "www.school.example/policies"
    width = 30

    def read_text(self, typed: str, today: date) -> Value:
        """The address with its scheme."""
        address = typed if re.match(r"[a-z]+:", typed, re.I) else f"https://{typed}"
        if len(address) > 2000 or not re.fullmatch(
            r"https?://[\w\-]+(?:\.[\w\-]+)+(?::\d+)?(?:[/?#]\S*)?", address, re.I
        ):
            raise self.unreadable(typed, "it is not a web address")
        return address


class ReferenceField(DeskField, peewee.ForeignKeyField):
    """Another record, named by its name (a school also by its URN, LAESTAB or UKPRN).

    What is kept is the record's key; finding a record by its name is the store's work.
    """

    kind = "text"
    width = 24

    def __init__(
        self,
        to: type[Record] | str,
        label: str,
        help: str = "",
        *,
        required: bool = False,
        width: int | None = None,
        fixed: bool = False,
    ) -> None:
        super().__init__(
            cast(Any, to),
            null=not required,
            backref="+",
            lazy_load=False,
            on_delete="RESTRICT",
            verbose_name=label,
            help_text=help,
        )
        self.label, self.help, self.required = label, help, required
        self.only_one = False
        self.fixed = fixed
        self.columns = width or type(self).width

    @property
    def example(self) -> str:  # type: ignore[override]
        """How such a record is named."""
        from models.records import article

        return f"the name of {article(self.to.singular)}, or its beginning"

    @property
    def to(self) -> type[Record]:
        """The records that this one may refer to."""
        return cast("type[Record]", self.rel_model)

    def check(self, column: str) -> str:
        """Foreign keys check themselves."""
        return ""

    def read_text(self, typed: str, today: date) -> Value:
        """A key; names are looked up by whoever has the store."""
        if re.fullmatch(r"[0-9a-f]{32}", typed):
            return typed
        raise self.unreadable(typed, f"there is no {self.to.singular} of that name")
