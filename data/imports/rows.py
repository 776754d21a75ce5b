"""Reading the rows of a file whose headings are the labels of a record's fields."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from data.imports.school_extracts import Remembered, heading_name
from data.imports.tabular_files import TabularFile
from data.problems import WrongCall
from models.field import DeskField, UnreadableError
from models.fields import ReferenceField
from models.people import Person, Post
from models.records import Record
from models.text import folded, one_line

if TYPE_CHECKING:
    from data.store import Store


HEADINGS_OF_POSTS = frozenset({"role", "school", "strategic-accountability"})
"""Headings that a list of people often has, and that are about their posts."""

Said = dict[str, Any]
"""What a row says by attribute: values, and `Unread` where a cell has no one meaning."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell that has no one meaning: its text, why, and the records that it could name.

    `newcomer` is set where it names somebody who can be added together with the row.
    """

    text: str
    why: str
    keys: frozenset[str] = frozenset()
    newcomer: bool = False


class FieldReader:
    """Reads rows whose headings are the labels of a record's fields."""

    def __init__(self, store: Store, record: type[Record], table: TabularFile) -> None:
        self.store, self.record, self.table = store, record, table
        self.unused: list[str] = []
        self._names: dict[str, dict[str, list[str]]] = {}
        self._columns: list[tuple[str, int, Remembered]] = []
        taken = set()
        by_name = fields_by_heading(record)
        for place, heading in enumerate(table.headings):
            known = by_name.get(heading_name(heading))
            if known is None or known.attribute in taken:
                self.unused.append(heading)
            else:
                taken.add(known.attribute)
                self._columns.append((known.attribute, place, Remembered(self._reading(known))))
        self.missing = [f.label for f in record.fields() if f.attribute not in taken]

    def read(self, cells: Sequence[str]) -> Said:
        """What the row says; a cell without one meaning stands as `Unread`."""
        values: Said = {}
        for attribute, place, remembered in self._columns:
            cell = cells[place]
            if cell:
                value = remembered[cell]
                if value is not None:
                    values[attribute] = value
        return values

    def notes(self) -> list[str]:
        """The columns that are missing and those that are not used."""
        notes = []
        if self.missing:
            notes.append(f"Not in the file, so left as they are: {', '.join(self.missing)}.")
        if self.unused:
            notes.append(f"Not used: {', '.join(each or '(no heading)' for each in self.unused)}.")
        if self.record is Person and any(
            heading_name(each) in HEADINGS_OF_POSTS for each in self.unused
        ):
            notes.append(
                "What people are, and where, is imported as posts, under the headings Person, "
                "Role, School: whoever is new is added with the post."
            )
        return notes

    def _reading(self, of: DeskField) -> Callable[[str], Any]:
        text, today = self.table.text, self.store.today

        def read(cell: str) -> Any:
            typed = text(cell)
            if isinstance(of, ReferenceField):
                return self._reference(of, one_line(typed))
            try:
                return of.read(typed, today)
            except UnreadableError as error:
                return Unread(typed, f"{of.label} {error}")

        return read

    def _reference(self, of: ReferenceField, name: str) -> Any:
        if not name:
            return None
        keys = self._named(of.to).get(folded(name), [])
        if len(keys) == 1:
            return keys[0]
        may_be_new = self.record is Post and of.to is Person and not keys
        if may_be_new and name not in self._keys_of_people:
            # A name that only begins like a known one is somebody else's here.
            return Unread(name, f"{of.label}: nobody is called “{name}”", newcomer=True)
        from data.finding import find_one

        try:
            return find_one(self.store, of.to, name)
        except WrongCall as error:
            return Unread(name, f"{of.label}: {str(error).rstrip('.')}", frozenset(keys))

    @cached_property
    def _keys_of_people(self) -> frozenset[str]:
        return frozenset(self.store.names(Person))

    def _named(self, record: type[Record]) -> dict[str, list[str]]:
        if record.kind not in self._names:
            named: dict[str, list[str]] = {}
            for key, name in self.store.names(record).items():
                named.setdefault(folded(one_line(name)), []).append(key)
            self._names[record.kind] = named
        return self._names[record.kind]


def fields_by_heading(record: type[Record]) -> dict[str, DeskField]:
    """The fields of a record by each heading that stands for them."""
    known = {
        heading_name(name): each
        for each in record.fields()
        for name in (each.formerly, each.attribute, each.label)
        if name
    }
    return known | {each.script_name: each for each in record.fields()}
