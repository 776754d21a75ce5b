"""The kinds of field that hold days of every year, school years, and times of day."""

from __future__ import annotations

import re
from datetime import date
from typing import ClassVar

from models.fields import dates
from models.fields.field import StoredField
from models.fields.values import Kind, Value


class YearDaysField(StoredField):
    """Days of every year, such as 15 March; kept as "03-15,08-31", shown as "15 March, 31 August".

    29 February is not taken, because three years in four do not have it.
    """

    example = "28 February, 31 August"
    width = 20

    def check(self, column: str) -> str:
        """One or more days as mm-dd."""
        return f"{column} GLOB '[01][0-9]-[0-3][0-9]*'"

    def read_text(self, typed: str, today: date) -> Value:
        """The days, in the order in which they were typed; the first is the one that counts."""
        parts = [part for part in re.split(r"\s*[,;]\s*|\s+and\s+", typed) if part]
        found = []
        for part in parts:
            try:
                found.append(_year_day(part))
            except dates.UnreadableDateError as error:
                why = str(error) if len(parts) == 1 else f"“{part}”: {error}"
                raise self.unreadable(typed, why) from None
        if not found:
            raise self.unreadable(typed, "it names no day")
        return ",".join(dict.fromkeys(found))

    def show(self, value: Value) -> str:
        """The days in words."""
        return ", ".join(show_year_day(part) for part in str(value).split(",")) if value else ""


def _year_day(typed: str) -> str:
    """The day of every year that a person meant, as mm-dd. Raises UnreadableDateError."""
    # In a leap year, so that 29 February gets an answer of its own.
    leap_year = date(2024, 1, 1)
    kept = re.fullmatch(r"(\d\d)-(\d\d)", typed)
    if kept and kept[1] != kept[2] and int(kept[1]) <= 12 and int(kept[2]) <= 12:
        days = " or ".join(show_year_day(f"{kept[at]}-{kept[3 - at]}") for at in (2, 1))
        raise dates.UnreadableDateError(f"it could be {days}")
    if kept and int(kept[1]) <= 12:
        typed = f"{kept[2]}/{kept[1]}"
    if not re.fullmatch(r"\d{1,2}(?:[/.\- ]\d{1,2}|(?:st|nd|rd|th)?[ \-]?[A-Za-z]{3,9}\.?)", typed):
        raise dates.UnreadableDateError("it is not a day of the year")
    separator = re.sub(r"\d", "", typed) if typed[-1].isdigit() else " "
    try:
        day = dates.read_date(f"{typed}{separator}{leap_year.year}", leap_year)
    except dates.UnreadableDateError as error:
        said = str(error).removesuffix(f" {leap_year.year}")
        raise dates.UnreadableDateError(said) from None
    if (day.month, day.day) == (2, 29):
        raise dates.UnreadableDateError("three years in four have no 29 February")
    return f"{day:%m-%d}"


def show_year_day(kept: str) -> str:
    """A day of every year in words: "03-15" becomes "15 March"."""
    return f"{int(kept[3:])} {dates.MONTH_NAMES[int(kept[:2]) - 1].capitalize()}"


class SchoolYearField(StoredField):
    """A school year, kept as the year in which it begins and shown as 2026/27."""

    field_type: ClassVar[str] = "INTEGER"
    kind: ClassVar[Kind] = "text"
    example = "2026/27"
    width = 8

    def check(self, column: str) -> str:
        """A year that dates can have."""
        return f"{column} BETWEEN 1900 AND 2198"

    def read_text(self, typed: str, today: date) -> Value:
        """The year of 2026, 2026/27, 2026-27, 26/27 or 2026/2027; this, last or next year."""
        named = re.fullmatch(r"(this|last|next) (?:school )?year", typed.lower())
        if named:
            of_today = dates.school_year(today)
            return of_today + {"this": 0, "last": -1, "next": 1}[named[1]]
        match = re.fullmatch(r"(\d{4}|\d{2}(?=\D))(?:\s*[/–-]\s*(\d{2}|\d{4}))?", typed)
        if not match:
            raise self.unreadable(typed, "it is not a school year")
        first = int(match[1])
        if len(match[1]) == 2:
            first += 2000 if first < 70 else 1900
        if not 1900 <= first <= 2198:
            raise self.unreadable(typed, "the year must be from 1900 to 2198")
        if match[2] and int(match[2]) % 100 != (first + 1) % 100:
            raise self.unreadable(typed, "a school year ends in the year after it begins")
        return first

    def show(self, value: Value) -> str:
        """The year as schools write it."""
        return dates.show_school_year(value) if isinstance(value, int) else ""


class TimeField(StoredField):
    """A time of day, kept and shown as 16:30."""

    example = "16:30, 4.30pm or 9am"
    width = 6

    def check(self, column: str) -> str:
        """Hours and minutes."""
        return f"{column} GLOB '[0-2][0-9]:[0-5][0-9]'"

    def read_text(self, typed: str, today: date) -> Value:
        """The time of 16:30, 16.30, 1630, 4pm or 4.30 pm."""
        match = re.fullmatch(r"(\d{1,2})(?:[:.]?(\d{2}))?\s*(?:([ap])\.?m?\.?)?", typed.lower())
        if not match:
            raise self.unreadable(typed, "it is not a time of day")
        hour, minute = int(match[1]), int(match[2] or 0)
        if match[3]:
            if not 1 <= hour <= 12:
                raise self.unreadable(typed, "with am or pm the hour is from 1 to 12")
            hour = hour % 12 + (12 if match[3] == "p" else 0)
        if hour > 23 or minute > 59:
            raise self.unreadable(typed, "there is no such time")
        return f"{hour:02}:{minute:02}"
