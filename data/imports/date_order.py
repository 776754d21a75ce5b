"""Telling whether a column of dates has the month first, as American programs write them.

09/01/2010 may be 9 January or 1 September; 09/13/2010 can only be 13 September. So a column is
judged as a whole. Files are British until a day proves otherwise: only then are they gone through
once more, to judge their columns before anything is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from data.imports.csv_rows import FileRow
from models.fields.date_fields import DateField
from models.fields.dates import show_date
from models.fields.field import UnreadableError
from models.fields.values import Value

_NUMERIC = re.compile(r"\s*([0-9]{1,2})([/.\-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})(?![0-9])(.*)")
_COUNTED = re.compile(r"\s*([2-5][0-9]{4})(?:\.[0-9]+)?\s*")
"""A day from 1954 to 2064 as a spreadsheet counts days."""

_DAY_NOUGHT = date(1899, 12, 30)
_CLEARLY = 10
"""How many times more days must be of one order for those of the other to be slips."""


class MonthFirstSeenError(Exception):
    """A day was met that has its month first: the file's columns must be judged."""


class _Order(Enum):
    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    BOTH = "both"


@dataclass
class _Column:
    """The dates met in a column: for each order the count and the first example."""

    day_first: int = 0
    month_first: int = 0
    day_example: tuple[str, int] = ("", 0)
    month_example: tuple[str, int] = ("", 0)

    def order(self) -> _Order | None:
        """The order that its days prove; None when every one of them could be either."""
        if not self.day_first and not self.month_first:
            return None
        if self.month_first > _CLEARLY * self.day_first:
            return _Order.MONTH_FIRST
        if self.day_first >= _CLEARLY * max(1, self.month_first):
            return _Order.DAY_FIRST
        return _Order.DAY_FIRST if not self.month_first else _Order.BOTH


class DateOrders:
    """How the days of each column are read. Without `columns` no file was judged yet."""

    def __init__(self, columns: Mapping[int, _Column] | None = None) -> None:
        self._columns = columns
        self._orders: dict[int, _Order] = {}
        self._counted: dict[int, tuple[str, date]] = {}
        for place, column in (columns or {}).items():
            if (order := column.order()) is not None:
                self._orders[place] = order
        if _Order.MONTH_FIRST in self._orders.values():
            # One program wrote the whole file; only a proof to the contrary parts its columns.
            for place in columns or ():
                self._orders.setdefault(place, _Order.MONTH_FIRST)

    def reading(self, of: DateField, place: int, today: date) -> Callable[[str], Value]:
        """How a cell of the column is read. It raises UnreadableError, or MonthFirstSeenError."""
        order = self._orders.get(place, _Order.DAY_FIRST)

        def read(typed: str) -> Value:
            if counted := _COUNTED.fullmatch(typed):
                day = _DAY_NOUGHT + timedelta(days=int(counted[1]))
                self._counted.setdefault(place, (typed.strip(), day))
                return day
            first, second = _numbers(typed)
            if self._columns is None and first <= 12 < second <= 31:
                raise MonthFirstSeenError
            if order is _Order.DAY_FIRST or not first:
                return of.read(typed, today)
            if order is _Order.BOTH and max(first, second) <= 12 and first != second:
                why = "in its column some days have the month first and others the day first"
                raise UnreadableError(typed.strip(), why, "9 Jan 2010")
            if first <= 12 and (order is _Order.MONTH_FIRST or second > 12):
                return of.read(_swapped(typed), today)
            return of.read(typed, today)

        return read

    def notes(self, labels: Mapping[int, str]) -> list[str]:
        """Notes about columns whose dates are serial numbers, or do not have the day first."""
        notes = [
            f"{labels.get(place, '')}: a spreadsheet's count of days is read as the day that it "
            f"is: “{text}” is {show_date(day)}."
            for place, (text, day) in self._counted.items()
        ]
        proof = ""
        for place, order in sorted(self._orders.items(), key=lambda item: item[1].value):
            column, label = (self._columns or {})[place], labels.get(place, "")
            month = "“{}” in line {:,}".format(*column.month_example)
            if order is _Order.BOTH:
                day = "“{}” in line {:,}".format(*column.day_example)
                notes.append(
                    f"{label}: some days have the month first ({month}) and others the day first "
                    f"({day}); those that could be either are not read."
                )
            elif order is _Order.MONTH_FIRST and column.month_first:
                proof = proof or label
                notes.append(
                    f"{label}: read with the month first, as {month} must be: 09/01/2010 is 1 "
                    "September."
                )
        for place, order in self._orders.items():
            if order is _Order.MONTH_FIRST and not (self._columns or {})[place].month_first:
                notes.append(
                    f"{labels.get(place, '')}: read with the month first, as {proof} in this file."
                )
        return notes


def judge_columns(
    rows: Iterable[FileRow], places: Iterable[int], text: Callable[[str], str]
) -> DateOrders:
    """How the columns at these places write their days, from all rows of a file."""
    columns = {place: _Column() for place in places}
    for row in rows:
        for place, column in columns.items():
            if place < len(row.cells):
                first, second = _numbers(text(row.cells[place]))
                if first <= 12 < second <= 31:
                    column.month_first += 1
                    if not column.month_example[1]:
                        column.month_example = row.cells[place].strip()[:20], row.line
                elif second <= 12 < first <= 31:
                    column.day_first += 1
                    if not column.day_example[1]:
                        column.day_example = row.cells[place].strip()[:20], row.line
    return DateOrders(columns)


def _numbers(typed: str) -> tuple[int, int]:
    """The first two numbers of a day in figures; noughts when it is written otherwise."""
    match = _NUMERIC.match(typed) if "/" in typed or "-" in typed or "." in typed else None
    return (int(match[1]), int(match[3])) if match else (0, 0)


def _swapped(typed: str) -> str:
    return _NUMERIC.sub(r"\3\2\1\2\4\5", typed, count=1)
