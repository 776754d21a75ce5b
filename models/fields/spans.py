"""Times that people name in place of a day: a month, a term, a school year."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from models.fields.dates import MONTH_NAMES, MONTHS, school_year
from models.fields.text import folded, one_line

_YEAR = r"(?P<year>\d{4}|\d{2})"
_MONTHS_NAMED = (
    re.compile(rf"(?P<month>[a-z]{{3,9}})\.?[\s\-/,']*(?:of\s+)?{_YEAR}"),
    re.compile(r"(?P<year>\d{4})[\s\-/,]+(?P<month>[a-z]{3,9})\.?"),
    re.compile(r"(?P<month>\d{1,2})[/\-.](?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})[/\-.](?P<month>\d{1,2})"),
)
_SEASON = r"(?P<season>aut|spr|sum)(?:umn|ing|mer)?\.?(?:[\s\-]*(?:half[ -]?)?term)?"
_NEXT = r"(?:\s*[/\-–]\s*(?P<next>\d{4}|\d{1,2}))?"
_TERMS = (
    re.compile(rf"{_SEASON}(?:\s*(?P<half>[12]))?(?:,?\s+'?{_YEAR}{_NEXT})?"),
    re.compile(rf"{_YEAR}{_NEXT},?\s+{_SEASON}(?:\s*(?P<half>[12]))?"),
)
_SCHOOL_YEAR = re.compile(
    rf"(?:(?:in |the )?(?:ay|sy|(?:academic|school)(?: year)?|year)\s*:?\s*)?"
    rf"{_YEAR}\s*[/\-–]\s*(?P<next>\d{{4}}|\d{{1,2}})(?: (?:academic|school) year)?"
)
_SEASONS = {"aut": "Autumn", "spr": "Spring", "sum": "Summer"}
_HALF, _SCHOOL_YEARS = "half of a term", "school year"
_EARLIEST, _LATEST = 1900, 2198


class Span(NamedTuple):
    """A time that a text names: its first and last day, and what it is."""

    first: date
    last: date
    what: str

    @property
    def is_half(self) -> bool:
        """Whether it is half of a term, which people also name for its last day."""
        return self.what == _HALF

    @property
    def is_year(self) -> bool:
        """Whether it is a school year."""
        return self.what == _SCHOOL_YEARS


def named_span(text: str, today: date) -> Span | None:
    """The month, term, half-term or school year that a text names; None when it names none.

    "Sept 2021", "09/2021", "Autumn 2023", "Spring term 2023/24", "2022-23"; a half-term alone, such
    as "Autumn 2", is that of the school year of `today`.
    """
    typed = folded(one_line(text)).lstrip("'’")
    if not any(character.isdigit() for character in typed):
        return None
    return _school_year_of(typed) or _month_of(typed) or _term_of(typed, today)


def _school_year_of(typed: str) -> Span | None:
    match = _SCHOOL_YEAR.fullmatch(typed)
    if match is None:
        return None
    first = _year_in(match["year"])
    if len(match["year"]) == 2 and int(match["next"]) <= 12:
        # It may as well be a day and a month.
        return None
    return _of_year(first) if _follows(first, match["next"]) else None


def _of_year(first: int) -> Span | None:
    if not _EARLIEST <= first <= _LATEST:
        return None
    return Span(date(first, 9, 1), date(first + 1, 8, 31), _SCHOOL_YEARS)


def _month_of(typed: str) -> Span | None:
    for pattern in _MONTHS_NAMED:
        match = pattern.fullmatch(typed)
        if match is None:
            continue
        name, year = match["month"], _year_in(match["year"])
        month = int(name) if name.isdigit() else _month_called(name)
        if 1 <= month <= 12 and _EARLIEST <= year <= _LATEST:
            return Span(
                date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month"
            )
    return None


def _month_called(name: str) -> int:
    name = "sep" if name == "sept" else name
    known = any(each.startswith(name) for each in MONTH_NAMES)
    return MONTHS.index(name[:3]) + 1 if known else 0


def _term_of(typed: str, today: date) -> Span | None:
    match = next(filter(None, (each.fullmatch(typed) for each in _TERMS)), None)
    if match is None:
        return None
    half, season = match["half"], match["season"]
    if match["year"]:
        first = _year_in(match["year"])
        if match["next"] and not _follows(first, match["next"]):
            return None
        if not match["next"] and season != "aut":
            # "Spring 2027" is in 2027; "Spring 2026/27" names the school year.
            first -= 1
    elif half:
        first = school_year(today)
    else:
        return None
    if not _EARLIEST <= first <= _LATEST:
        return None
    from models.fields.half_terms import half_terms

    halves = [each for each in half_terms(first) if each.name.startswith(_SEASONS[season])]
    if half:
        chosen = halves[int(half) - 1]
        return Span(chosen.first, chosen.last, _HALF)
    return Span(halves[0].first, halves[1].last, "term")


def _follows(first: int, digits: str) -> bool:
    """Whether the second half of 2022/23, 2022/2023 or 2024/5 is the year after the first."""
    return str(first + 1).endswith(digits) and len(digits) in (1, 2, 4)


def _year_in(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year < 70 else 1900)
