"""Reading the rows of the register's files as the register keeps them.

What cells of an establishment mean is what an import of schools takes them for. Text is kept as the
department wrote it, and read as a field of ours when a school is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple

from data.imports.cell_reading import Remembered, Unreadable
from data.schools.register.columns import Layout
from data.schools.register.extract import SchoolReader
from models.fields.dates import UnreadableDateError, read_date
from models.fields.text import name_for_scripts, one_line
from models.schools.school import School

LONGEST_NAME = 300

_TEXTS = (
    *("name", "ukprn", "street", "locality", "address3", "town", "county", "postcode"),
    *("telephone", "website", "trust", "federation", "ward", "constituency", "easting"),
    "northing",
)
"""Fields that are kept as they are written, under their own names."""

_HEADS = ("head_title", "head_first_name", "head_last_name", "head_job")

_READ_AS_SCHOOLS = frozenset(
    ("local_authority", "type", "status", "phase", "low_age", "high_age", "pupils", "gender",
     "religious_character", "nursery", "sixth_form", "boarders")
)  # fmt: skip
"""Attributes of a school that are kept as the store would keep them."""

_UNKNOWN = frozenset({"", "not applicable", "not recorded"})
_UNKNOWN_DAY = "1900-01-01"
_MIDNIGHT = re.compile(r"[T ]00:00(?::00(?:\.0+)?)?Z?$")
_MOST_REMEMBERED = 20_000


class Anomaly(NamedTuple):
    """Something that is wrong with a row: its kind, the URN where there is one, and the words."""

    kind: str
    urn: str
    message: str


class _Meant(dict[str, Any]):
    """What the cells of one column mean; each cell that cannot be read is put among `troubles`."""

    def __init__(
        self, label: str, read: Callable[[str], Any], troubles: list[tuple[str, str]]
    ) -> None:
        super().__init__()
        self._label, self._read, self._troubles = label, read, troubles

    def __missing__(self, cell: str) -> Any:
        try:
            value = self._read(cell.strip())
        except ValueError:
            # Not remembered, so that the next one is message of as well.
            self._troubles.append((self._label, cell))
            return None
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        self[cell] = value
        return value


class EstablishmentReader:
    """Reads the rows of a file of establishments.

    `columns` are those of the register's table that the file fills, in the order of the tuples that
    `rows` yields. Names of heads are read only with `heads`.
    """

    def __init__(self, layout: Layout, today: date, *, heads: bool = False) -> None:
        self.anomalies: list[Anomaly] = []
        self.newest_change: str = ""
        self._layout, self._today = layout, today
        self._troubles: list[tuple[str, str]] = []
        places = layout.places
        kept = (*_TEXTS, *(_HEADS if heads else ()))
        self._texts = [(name, places[name]) for name in kept if name in places]
        self._coded: list[tuple[str, int, _Meant]] = []
        self._fallbacks: list[tuple[int, int, _Meant, str]] = []
        self._plan_columns()
        self.columns = ("urn", "laestab", *(name for name, _ in self._texts),
                        *(name for name, _, _ in self._coded))  # fmt: skip

    def rows(self, rows: Iterable[list[str]]) -> Iterator[tuple[Any, ...]]:
        """A tuple of values for each school; a row without a usable URN or name is an anomaly."""
        texts_of = _getter([place for _, place in self._texts])
        cells_of = _getter([place for _, place, _ in self._coded])
        meant = [each for _, _, each in self._coded]
        names = [name for name, _ in self._texts]
        urn_at, name_at = self._layout.places["urn"], names.index("name")
        number_at = self._layout.places.get("number", -1)
        numbers = [at for at, name in enumerate(names) if name in ("ukprn", "telephone")]
        columns = [name for name, _, _ in self._coded]
        la_at = columns.index("local_authority") if "local_authority" in columns else -1
        changed_at = columns.index("last_changed") if "last_changed" in columns else -1
        strip, troubles, seen = str.strip, self._troubles, set()
        newest = ""
        for row in rows:
            urn = _urn(row[urn_at])
            texts = [*map(strip, texts_of(row))]
            name = " ".join(texts[name_at].split())
            if not urn or not name or len(name) > LONGEST_NAME:
                self._leave(row[urn_at], name)
                continue
            if urn in seen:
                message = f"{name} has the URN of a row before it, which was kept"
                self.anomalies.append(Anomaly("doubled-urn", str(urn), message))
                continue
            seen.add(urn)
            texts[name_at] = name
            for at in numbers:
                texts[at] = texts[at].removesuffix(".0")
            values = [each[cell] for each, cell in zip(meant, cells_of(row), strict=True)]
            for at, place, other, label in self._fallbacks:
                if values[at] is None and row[place]:
                    values[at] = other[row[place]]
                    if values[at] is not None and troubles:
                        troubles[:] = [each for each in troubles if each[0] != label]
            if troubles:
                self._note_troubles(str(urn))
            if changed_at >= 0 and values[changed_at] and values[changed_at] > newest:
                newest = values[changed_at]
            number = row[number_at].strip() if number_at >= 0 else ""
            laestab = _laestab(values[la_at], number) if number and la_at >= 0 else None
            yield (urn, laestab, *texts, *values)
        self.newest_change = newest

    def _leave(self, urn: str, name: str) -> None:
        shown = one_line(urn)[:20]
        if name and len(name) <= LONGEST_NAME:
            message = f"“{shown}” is no URN of six digits, so {name[:60]} was left out"
        else:
            message = f"The row of URN “{shown}” has no usable name, so it was left out"
        self.anomalies.append(Anomaly("bad-urn", shown, message))

    def _note_troubles(self, urn: str) -> None:
        for label, cell in self._troubles:
            shown = one_line(cell)[:40]
            message = f"{label} “{shown}” cannot be read and was left empty"
            self.anomalies.append(Anomaly("unreadable", urn, message))
        self._troubles.clear()

    def _plan_columns(self) -> None:
        layout = self._layout
        as_schools = SchoolReader(layout.columns.as_schools_are_read(layout.headings), self._today)
        at: dict[str, int] = {}
        for attribute, place, remembered in as_schools.plan:
            if attribute not in _READ_AS_SCHOOLS:
                continue
            label = School.field(attribute).label
            meant = _Meant(label, _as_school(remembered), self._troubles)
            if attribute in at:
                self._fallbacks.append((at[attribute], place, meant, label))
            else:
                at[attribute] = len(self._coded)
                self._coded.append((attribute, place, meant))
        for column, name, label, read in self._other_columns():
            place = layout.places.get(name, -1)
            if place >= 0 and column not in {each for each, _, _ in self._coded}:
                self._coded.append((column, place, _Meant(label, read, self._troubles)))

    def _other_columns(self) -> Iterator[tuple[str, str, str, Callable[[str], Any]]]:
        """Column, field of the file, label and way of reading; of a column the best field first."""
        words = ("la_name", "diocese", "admissions_policy", "resourced_provision", "region",
                 "district", "gss_la", "urban_rural", "open_reason", "close_reason", "type_group",
                 "previous_la", "previous_number")  # fmt: skip
        for name in words:
            yield name, name, name, _word
        yield "fsm_percent", "roll_fsm_percent", "FSM", _word
        yield "capacity", "capacity", "Capacity", _number
        for column in ("trust", "federation", "district"):
            target = f"{column}_code" if column == "district" else f"{column}_uid"
            yield target, f"{column}_code", column, _word
            # Without codes the name itself tells one from the other.
            yield target, column, column, _slug
        days = {"opened": "Opened", "closed": "Closed", "census_date": "Census date"}
        for column, label in {**days, "last_changed": "Last changed"}.items():
            yield column, column, label, self._read_day

    def _read_day(self, cell: str) -> str | None:
        return read_day(cell, self._today)


def read_day(cell: str, today: date) -> str | None:
    """The day as ISO text; None for an empty cell and for 01/01/1900, the register's "unknown".

    Raises ValueError when it is no day.
    """
    if not cell:
        return None
    if len(cell) == 10 and cell[2] == cell[5] == "-":
        day = date(int(cell[6:]), int(cell[3:5]), int(cell[:2])).isoformat()
    else:
        plain = _MIDNIGHT.sub("", cell.strip())
        if not plain[:1].isdigit():
            raise UnreadableDateError(f"“{plain}” is no day")
        day = read_date(plain, today).isoformat()
    return None if day == _UNKNOWN_DAY else day


def read_urn(cell: str) -> int:
    """The URN of a cell, five or six digits; 0 when there is none."""
    return _urn(cell)


def _urn(cell: str) -> int:
    plain = cell.strip().removesuffix(".0")
    return int(plain) if 5 <= len(plain) <= 6 and plain.isascii() and plain.isdigit() else 0


def _laestab(authority: str | None, number: str) -> str | None:
    code = f"{authority or ''}{number.removesuffix('.0').zfill(4)}"
    if len(code) == 7 and code.isascii() and code.isdigit() and not code.endswith("0000"):
        return code
    return None


def _as_school(remembered: Remembered) -> Callable[[str], Any]:
    def read(cell: str) -> Any:
        if not cell:
            return None
        # Some programs write whole numbers as 353.0.
        value = remembered[cell.removesuffix(".0")]
        if isinstance(value, Unreadable):
            raise ValueError(cell)
        return int(value) if isinstance(value, bool) else value

    return read


def _word(cell: str) -> str | None:
    return None if cell.lower() in _UNKNOWN else cell


def _slug(cell: str) -> str | None:
    return None if cell.lower() in _UNKNOWN else name_for_scripts(cell)


def _number(cell: str) -> int | None:
    return int(cell.removesuffix(".0")) if cell else None


def _getter(places: Sequence[int]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    if len(places) > 1:
        return itemgetter(*places)
    return lambda row: tuple(row[place] for place in places)
