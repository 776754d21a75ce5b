"""Cells of which more than one thing may be meant: what is taken, which the plan tells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from data.imports.left_out import short_text
from models.fields.annual_date_fields import TimeField
from models.fields.choice_fields import ChoiceField, YesNoField
from models.fields.date_fields import DateField
from models.fields.dates import show_date
from models.fields.field import DeskField, UnreadableError
from models.fields.number_fields import MoneyField, NumberField
from models.fields.spans import named_span
from models.fields.text import count_of, folded, one_line
from models.fields.text_fields import EmailField, NoteField, TelephoneField, TextField
from models.fields.values import Value

_TEXTS_SHOWN, _TEXTS_KEPT = 6, 1_000

_WHOLE_DAY = re.compile(r"\s*\d+[/.\- ]\d+[/.\- ]\d+\s*|\s*\d.*[a-z].*\d{4}\s*", re.I)
"""A day in figures, or one that ends with its year: nothing is assumed of most days."""
_FAR_AHEAD, _LONG_AGO = 15, 60
"""Years from which on a day is rather a slip of the pen."""

_MAY_BE_OLD = frozenset({"opened", "founded", "closed"})

_OF_TODAY = re.compile(r"\s*'?(?:t|today|tomorrow|yesterday|[+-]\s*\d{1,4}\s*[dwmy]?)\s*", re.I)
_HAS_YEAR = re.compile(r"\d{4}|\d\D+\d{1,2}\D+\d{2}\b|\d\D*[a-z]\D*\d{2}\s*$", re.I)

_ADDRESS = re.compile(r"[^@\s,;/|<>()]+@[^@\s,;/|<>()]+\.[^@\s.,;/|<>()]+")
_NUMBER = re.compile(
    r"(?:\(?0|\+44[ .\-]*(?:\(0\))?)(?:[ ()\-.]*[0-9]){9,10}(?![0-9])"
    r"(?: ?(?:x|ext\.?|extension) ?[0-9]{1,6})?"
    r"|^[0-9 ()\-.]{7,}(?= *(?:[;,|/&(]|\bor\b|\band\b|\bext|$))",
    re.IGNORECASE | re.MULTILINE,
)
_WITHIN = ((EmailField, _ADDRESS), (TelephoneField, _NUMBER))

_BEFORE_DAY = re.compile(
    r"(?:(?:approved|ratified|adopted|agreed|signed|reviewed|updated|last|by|at|on|the|fgb|gb|full|"
    r"governing|body|board|governors?|trustees|committee|meeting|from|since|start(?:ed)?|in post|"
    r"circa|approx|about|around|wef|green|amber|red|[grac])\b|[^\w'+(])[\s.:\-]*",
    re.IGNORECASE,
)
_BEHIND_DAY = re.compile(
    r"[\s,\-]*(?:\b(?:approved|ratified|adopted|agreed|by|at|on|the|fgb|gb|full|governing|body|"
    r"board|governors?|trustees|committee|meeting|acting)|[^\w)])$|[\s,\-]*\((?:acting|approx|fgb)\)$",
    re.IGNORECASE,
)
SAYS_YES = frozenset({"y", "yes", "true", "x", "✓", "✔", "☑", "done", "signed", "received"})
"""Words, folded, that stand in a column of days where something has happened."""
SAYS_NO = frozenset(
    {
        "n",
        "no",
        "false",
        "✗",
        "✘",
        "☐",
        "not signed",
        "not received",
        "not done",
        "present",
        "current",
        "ongoing",
        "to date",
        "to present",
        "now",
        "permanent",
    }
)
"""Words, folded, that stand in a column of days where something has not happened."""

_FIGURES = re.compile(
    r"(?P<about>(?:gbp|c\.?|ca\.?|circa|approx\.?|approximately|about|around|~|≈|est\.?) ?)?"
    r"(?P<figure>£?\s?(?:\d{1,3}(?:[, ]\d{3})+|\d+)(?:\.\d{1,2})?)\s?"
    r"(?P<times>k|m|thousand|million)?"
    r"(?P<rest>\s?(?:\(.*\)|approx\.?|approximately|est\.?|or so|pupils|\*+|max\.?|maximum|"
    r"per [a-z]+|hours?|hrs?|days?|p\.?a\.?|a year|pounds|gbp))?",
    re.IGNORECASE,
)
_FREE = frozenset({"free", "free of charge", "no charge", "foc", "nil"})
_TIMES = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000}
_BETWEEN_TIMES = re.compile(r"\s*(?:-|–|—|\bto\b|\buntil\b)\s*")
_REMARK = re.compile(
    r"[*†‡#]+$|[(\[](?:closed|closing|new|formerly|was|now|left|tbc|proposed|converted|see)\b",
    re.IGNORECASE,
)
"""What stands behind a name and rather tells of it."""

_BRACKETED = re.compile(r"([^()]*\S)\s*\(.*\)|(yes|no)\b\W.*", re.IGNORECASE)


_KEPT = "the notes of what is new keep all of it"


class AssumedDay(date):
    """A day that is taken for a longer time, which a file names instead: from `first` to `last`."""

    first: date
    last: date

    @classmethod
    def within(cls, day: date, first: date, last: date) -> AssumedDay:
        """This day, as one of those."""
        made = cls(day.year, day.month, day.day)
        made.first, made.last = first, last
        return made


def may_be(read: Value, other: Value) -> bool:
    """Whether a value that was read is another one, or was taken for a time in which that is."""
    if isinstance(read, AssumedDay) and isinstance(other, date):
        return read.first <= other <= read.last
    return read == other


class Assumed(NamedTuple):
    """A cell of which something is taken: its text, the value, what that is in words.

    `beside` is what the cell says besides, which no field of the record holds.
    """

    text: str
    value: Value
    why: str
    beside: str = ""


ReadCell = Callable[[str], "Value | Assumed"]
"""Reads a cell. Raises UnreadableError."""


def reading_with_assumptions(of: DeskField, read: ReadCell, today: date) -> ReadCell:
    """How a cell is read of which more than one thing may be meant; others as `read` does."""
    if isinstance(of, DateField):
        return lambda typed: _day(of, read, typed, today)
    if isinstance(of, TimeField):
        return lambda typed: _end_of_times(of, read, typed)
    if isinstance(of, TextField) and not isinstance(of, NoteField):
        return lambda typed: _with_remark(read, typed)
    if isinstance(of, NumberField):
        return lambda typed: _about_so_many(of, read, typed)
    if isinstance(of, (YesNoField, ChoiceField)):
        return lambda typed: _but_for_brackets(of, read, typed)
    for kind, within in _WITHIN:
        if isinstance(of, kind):
            return lambda typed: _first_of_several(read, within, typed)
    return read


def day_of_span(of: DateField, typed: str, today: date) -> Assumed | None:
    """What is taken for a month, term or school year; None when the text names none.

    Raises UnreadableError where only a day will do.
    """
    span = named_span(typed, today)
    if span is None:
        return None
    if of.is_a_day_itself and not span.is_half:
        raise UnreadableError(typed.strip(), f"it names a {span.what} and no day", "12/09/2025")
    last = of.is_a_last_day or of.is_a_day_itself
    day = AssumedDay.within(span.last if last else span.first, span.first, span.last)
    which = "last" if last else "first"
    return Assumed(typed, day, f"{show_date(day)}, the {which} day of that {span.what}")


def _day(of: DateField, read: ReadCell, typed: str, today: date) -> Value | Assumed:
    if _WHOLE_DAY.fullmatch(typed):
        day = read(typed)
        if isinstance(day, date):
            if day.year > today.year + _FAR_AHEAD:
                return Assumed(typed, day, f"{show_date(day)}, which is far ahead")
            if day.year < today.year - _LONG_AGO and of.attribute not in _MAY_BE_OLD:
                return Assumed(typed, day, f"{show_date(day)}, which is long ago")
        return day
    if assumed := day_of_span(of, typed, today):
        return assumed
    try:
        day = read(typed)
    except UnreadableError as error:
        return _day_among_words(of, read, typed, today, error)
    if isinstance(day, date):
        if _OF_TODAY.fullmatch(typed):
            return Assumed(typed, day, f"{show_date(day)}, as today is {show_date(today)}")
        if not typed.strip().isdigit() and not _HAS_YEAR.search(typed):
            return Assumed(typed, day, f"{show_date(day)}, as it names no year")
    return day


def _day_among_words(
    of: DateField, read: ReadCell, typed: str, today: date, error: UnreadableError
) -> Assumed:
    """The day that stands between a few words that say nothing else, such as “FGB 12.9.25”."""
    if folded(one_line(typed)) in SAYS_YES:
        raise UnreadableError(typed, "it says yes, and no day", "12/09/2025") from None
    bare = one_line(typed)
    while match := _BEFORE_DAY.match(bare):
        bare = bare[match.end() :].strip()
    while match := _BEHIND_DAY.search(bare):
        bare = bare[: match.start()].strip()
    if not bare or bare == one_line(typed):
        raise error
    try:
        found = _day(of, read, bare, today)
    except UnreadableError:
        raise error from None
    if isinstance(found, Assumed):
        return found._replace(text=typed)
    if not isinstance(found, date):
        raise error
    return Assumed(typed, found, f"{show_date(found)}, the day that it names")


def _end_of_times(of: TimeField, read: ReadCell, typed: str) -> Value | Assumed:
    """The time of “9.30 - 3.30” that is meant: the first one, or the last one of an end."""
    try:
        return read(typed)
    except UnreadableError:
        both = [part for part in _BETWEEN_TIMES.split(one_line(typed)) if part]
        if len(both) != 2:
            raise
        last = of.attribute.startswith("end")
        first_or_last = both[1] if last else both[0]
        value = read(first_or_last)
        if isinstance(value, Assumed):
            raise
        return Assumed(typed, value, f"{value}, the {'last' if last else 'first'} of them")


def _with_remark(read: ReadCell, typed: str) -> Value | Assumed:
    """A text as it stands; told where a sign or remark stands behind it that may be none of it."""
    value = read(typed)
    # Asked of each name of a file, so the cheapest first.
    if (
        isinstance(value, str)
        and (value[-1] in "*†‡#" or "(" in value or "[" in value)
        and (_REMARK.search(value))
    ):
        return Assumed(typed, value, "it stands, with what is behind it")
    return value


def _about_so_many(of: NumberField, read: ReadCell, typed: str) -> Value | Assumed:
    """What is taken for “c. 200”, “1.2k” or “210 (January)”."""
    try:
        return read(typed)
    except UnreadableError:
        if isinstance(of, MoneyField) and folded(one_line(typed)) in _FREE:
            return Assumed(typed, 0, of.show(0))
        match = _FIGURES.fullmatch(one_line(typed))
        if match is None or (
            not any(match[name] for name in ("about", "times", "rest"))
            and (" " not in match["figure"])
        ):
            raise
        times = _TIMES.get((match["times"] or "").lower(), 1)
        if times > 1_000 and not isinstance(of, MoneyField):
            # Ten minutes or metres are no ten millions.
            raise
        figure = match["figure"].replace(" ", "").replace(",", "").lstrip("£")
        number = Decimal(figure) * times
        value = read(f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number}")
        if isinstance(value, Assumed):
            raise
        return Assumed(typed, value, f"{of.show(value)}; {_KEPT}", one_line(typed))


def _but_for_brackets(of: DeskField, read: ReadCell, typed: str) -> Value | Assumed:
    """The choice that stands before a remark in brackets."""
    try:
        return read(typed)
    except UnreadableError:
        match = _BRACKETED.fullmatch(one_line(typed))
        if match is None:
            raise
        value = read(match[1] or match[2])
        if isinstance(value, Assumed):
            raise
        return Assumed(typed, value, f"{of.show(value)}; {_KEPT}", one_line(typed))


def _first_of_several(read: ReadCell, within: re.Pattern[str], typed: str) -> Value | Assumed:
    try:
        return read(typed)
    except UnreadableError:
        found = within.search(typed)
        if found is None:
            raise
        value = read(found[0].strip())
        if isinstance(value, Assumed):
            return value
        if not any(map(str.isalnum, typed.replace(found[0], "", 1))):
            return value
        return Assumed(typed, value, f"{value}, the first that it names; {_KEPT}", one_line(typed))


class Told(NamedTuple):
    """A text of which something was assumed: the column it is in, as what, in how many rows."""

    of: str
    text: str
    why: str
    rows: int


class Assumptions:
    """What was taken in the cells of a file, by field and text."""

    def __init__(self) -> None:
        self._met: dict[tuple[str, str], tuple[Assumed, int]] = {}

    def add(self, attribute: str, cell: Assumed) -> None:
        """Take in a cell."""
        place = attribute, cell.text
        if place in self._met or len(self._met) < _TEXTS_KEPT:
            self._met[place] = cell, self._met.get(place, (cell, 0))[1] + 1

    def told(self) -> Iterator[Told]:
        """The texts that were met, with what they are read as."""
        for (of, text), (cell, rows) in self._met.items():
            yield Told(of, text, f"read as {cell.why}", rows)


def assumed_in_words(label: Callable[[str], str], assumed: Iterable[Told]) -> list[str]:
    """What was taken, a line for each column; `label` says what it is called."""
    columns: dict[str, list[Told]] = {}
    for each in assumed:
        columns.setdefault(each.of, []).append(each)
    notes = []
    for of, values in columns.items():
        told = [
            f"“{short_text(each.text)}” is {each.why} ({count_of(each.rows, 'row')})"
            for each in values[:_TEXTS_SHOWN]
        ]
        more = len(values) - len(told)
        also = f"; and {more:,} more" if more > 0 else ""
        notes.append(f"{label(of)}: {'; '.join(told)}{also}.")
    return notes
