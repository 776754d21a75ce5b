"""The reader of a file's rows, and how a subject declares one for files of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from data.imports.cell_reading import heading_name
from data.imports.date_order import DateOrders
from data.store.books import Books
from models.records.record import Record, Values
from models.subjects import load

if TYPE_CHECKING:
    from data.imports.corrections import FaultyValue

    # What reads a register need not load what opens files.
    from data.imports.tabular_files import TabularFile

Said = dict[str, Any]
"""The values of a row by attribute, with `Unread` for cells without one clear meaning."""


class RowReader:
    """Reads the rows of one file.

    `places` are those of the columns that are read (from 0), `date_columns` has the labels of days
    by their places, and `attributes` what a column is read as where it is one field of a record,
    as all columns are `by_fields`.
    One that `tells_all` reads a register: what it says is not completed from
    elsewhere, and what a rule refuses of it is left out instead of rejecting the row.
    """

    places: frozenset[int]
    date_columns: dict[int, str]
    attributes: Mapping[int, str] = MappingProxyType({})
    by_fields = False
    tells_all = False

    def read(self, cells: Sequence[str], line: int = 0) -> Said:
        """The values of the row on this line. Raises UnusableRowError."""
        raise NotImplementedError

    def notes(self) -> list[str]:
        """Notes about the file as a whole."""
        raise NotImplementedError

    def assumed(self) -> list[FaultyValue]:
        """The texts of which something is assumed, for somebody to put right."""
        return []

    def leave_empty(self, attribute: str, typed: str, line: int = 0) -> None:
        """Count a value that was left out because a rule forbids it."""

    def empty_by_blanks(self, cells: Sequence[str], values: Said, now: Values) -> None:
        """Add to what a row says of a record that stands the fields that its blanks empty."""

    def day_of_file(self, name: str) -> tuple[date | None, str]:
        """The day of which the file tells, and what to say about it; None when nothing says it."""
        return None, ""


Open = Callable[[Books, "TabularFile", DateOrders], RowReader | None]
"""Opens the reader of a file; None for one that is headed with the fields. Raises Problem."""


class OwnFiles(NamedTuple):
    """Files that a subject reads in its own way: their headings, and what messages call those."""

    headings: frozenset[str]
    wanted: str
    open: Open


class OtherHeadings(NamedTuple):
    """Headings that files of a kind often have beside its fields, and what to say of them."""

    headings: frozenset[str]
    note: str


_OWN_FILES: dict[type[Record], OwnFiles] = {}
_OTHER_HEADINGS: dict[type[Record], OtherHeadings] = {}


def own_files(record: type[Record], headings: Iterable[str], wanted: str) -> Callable[[Open], Open]:
    """Declare that files of these headings are read by the reader that the function opens."""

    def declare(opens: Open) -> Open:
        names = frozenset(heading_name(heading) for heading in headings)
        _OWN_FILES[record] = OwnFiles(names, wanted, opens)
        return opens

    return declare


def other_headings(record: type[Record], headings: Iterable[str], note: str) -> None:
    """Declare what to say of headings that files of the kind often have, and that are not used."""
    names = frozenset(heading_name(heading) for heading in headings)
    _OTHER_HEADINGS[record] = OtherHeadings(names, note)


def own_files_of(record: type[Record]) -> OwnFiles | None:
    """The files that the record's subject reads in its own way; None when there are none."""
    load("data", "imports")
    return _OWN_FILES.get(record)


def other_headings_of(record: type[Record]) -> OtherHeadings:
    """The headings that are known beside the fields, and what to say when one is not used."""
    load("data", "imports")
    return _OTHER_HEADINGS.get(record, OtherHeadings(frozenset(), ""))
