"""Dates as people type and read them, and the school year."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
MONTHS = tuple(name[:3] for name in MONTH_NAMES)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
EARLIEST, LATEST = date(1000, 1, 1), date(2199, 12, 31)
_OUT_OF_RANGE = f"the year must be from {EARLIEST.year} to {LATEST.year}"

# Compiled when they are first used: most calls read no day.
_NUMERIC = r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})"
_ISO = r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
_MONTH_NAMED_FIRST = r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})"
_WORDED = r"(\d{1,2})(?:st|nd|rd|th)?[ \-]?([a-z]{3,9})\.?,?(?:[ \-]?(\d{4}|\d{2}))?"
_MIDNIGHT = r"(?<=\d)(?:[ t]0?0:00(?::00(?:\.0+)?)?|,? 12:00(?::00)? ?am)(?:z|[+-]\d\d:?\d\d)?"
_RELATIVE = r"([+-])\s*(\d{1,4})\s*([dwmy]?)"
_WEEKDAY = r"(mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,? (?=\d)"
_TOGETHER = r"(\d{4})(\d\d)(\d\d)"
_HALF_TERM = (
    r"(aut|spr|sum)(?:umn|ing|mer)?\.?\s*(?:(?:half[ -]?)?term\s*)?([12])"
    r"(?:st half|nd half)?(?:,?\s+(\d{4}|\d\d)([/-]\d{2,4})?)?"
)
_NUMBERED = r"(?:ht|half[ -]?term) ?([1-6])\b"
_HALF_TERMS = {"aut": "Autumn", "spr": "Spring", "sum": "Summer"}


class UnreadableDateError(ValueError):
    """The text is not a date; the message says why, in words for the person who typed it."""


def read_date(text: str, today: date) -> date:
    """The date that a person meant.

    Understands 21/11/2026, 21-11-26, 21 nov 2026, 2026-11-21, today, tomorrow, yesterday, +7, +2w,
    +1y, -3m, and a half-term such as "autumn 2" or "Aut 2 26/27" (its last day, in the school year
    of `today` or in that one). A weekday before a day must be that day's.
    Two-digit years 00-69 are of this century. Midnight behind a day, as databases write it, says
    nothing. Raises UnreadableDateError.
    """
    # A spreadsheet's sign for a text may have come along.
    typed = " ".join(text.lower().split()).lstrip("'’")
    if ":" in typed:
        typed = re.sub(f"{_MIDNIGHT}$", "", typed)
    if typed in ("today", "t"):
        return today
    if typed in ("tomorrow", "yesterday"):
        return today + timedelta(days=1 if typed == "tomorrow" else -1)
    if match := re.fullmatch(_RELATIVE, typed):
        return _relative(today, match)
    if match := re.match(_NUMBERED, typed):
        at = int(match[1]) - 1
        typed = f"{('aut', 'spr', 'sum')[at // 2]} {at % 2 + 1}{typed[match.end() :]}"
    if match := re.fullmatch(_HALF_TERM, typed):
        return _end_of_half_term(match, today)
    if match := re.match(_WEEKDAY, typed):
        return _on_weekday(read_date(typed[match.end() :], today), match[1])
    if match := re.fullmatch(_ISO, typed) or re.fullmatch(_TOGETHER, typed):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := re.fullmatch(_NUMERIC, typed):
        return _day(_year(match[3]), int(match[2]), int(match[1]))
    typed = re.sub(f"^{_MONTH_NAMED_FIRST}$", r"\2 \1 \3", typed)
    if match := re.fullmatch(_WORDED, typed):
        if not any(name.startswith(match[2]) for name in MONTH_NAMES):
            raise UnreadableDateError(f"“{match[2]}” is not a month")
        year = _year(match[3]) if match[3] else today.year
        return _day(year, MONTHS.index(match[2][:3]) + 1, int(match[1]))
    if re.fullmatch(r"[2-6]\d{4}(?:\.0+)?", typed):
        raise UnreadableDateError("it is how a spreadsheet counts days: show it as a date there")
    raise UnreadableDateError("it is not a date that can be read")


def show_date(day: date) -> str:
    """The date as this desk shows it: dd/mm/yyyy."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def add_months(day: date, months: int) -> date:
    """The same day `months` later (or earlier), or the month's last day when it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if day.day <= 28:
        return date(year, month + 1, day.day)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def school_year(day: date) -> int:
    """The year in which the school year of this day began (it begins on 1 September)."""
    return day.year if day.month >= 9 else day.year - 1


def show_school_year(first: int) -> str:
    """A school year as schools write it: 2026 becomes "2026/27"."""
    return f"{first}/{(first + 1) % 100:02}"


def _end_of_half_term(match: re.Match[str], today: date) -> date:
    year = _year(match[3]) if match[3] else school_year(today)
    if match[3] and not match[4] and match[1] != "aut":
        # "spring 1 2027" is in 2027; "spring 1 2026/27" names the school year.
        year -= 1
    if not EARLIEST.year <= year < LATEST.year:
        raise UnreadableDateError(_OUT_OF_RANGE)
    from models.fields.half_terms import half_terms

    name = f"{_HALF_TERMS[match[1]]} {match[2]}"
    return next(half.last for half in half_terms(year) if half.name == name)


def _on_weekday(day: date, name: str) -> date:
    """The day, when that is its weekday: where the two disagree, one of them is a slip."""
    its = _WEEKDAYS[day.weekday()]
    if not its.lower().startswith(name):
        raise UnreadableDateError(f"{show_date(day)} is a {its}")
    return day


def _relative(today: date, match: re.Match[str]) -> date:
    count = int(match[2]) * (1 if match[1] == "+" else -1)
    try:
        if match[3] in ("m", "y"):
            day = add_months(today, count * (12 if match[3] == "y" else 1))
        else:
            day = today + timedelta(days=count * (7 if match[3] == "w" else 1))
    except (OverflowError, ValueError):
        raise UnreadableDateError("it is too far from today") from None
    return _within(day)


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year < 70 else 1900)


def _day(year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise UnreadableDateError(f"there is no month {month}")
    try:
        return _within(date(year, month, day))
    except ValueError as error:
        if isinstance(error, UnreadableDateError):
            raise
        raise UnreadableDateError(
            f"there is no {day} {MONTHS[month - 1].capitalize()} {year}"
        ) from None


def _within(day: date) -> date:
    if not EARLIEST <= day <= LATEST:
        raise UnreadableDateError(_OUT_OF_RANGE)
    return day
