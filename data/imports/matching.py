"""Matching a row with the record it is about, in the books as the rows before would leave them."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any

from data.imports.row_reader import Said
from data.imports.rows import Unread
from data.store.books import Books, RememberingBooks
from models.fields.reference_fields import ReferenceField
from models.fields.text import folded
from models.records.record import Record, Values

if TYPE_CHECKING:
    from collections.abc import Sequence


_AT_ONCE = 500


class Index:
    """The records of a kind by their codes and by their whole names."""

    def __init__(self, books: Books, record: type[Record]) -> None:
        self.books, self.record = books, record
        single = [each.attribute for each in record.fields() if each.only_one]
        self._codes = list(dict.fromkeys([*record.found_by, *single]))
        self._by_code: dict[str, dict[Any, list[str]]] = {name: {} for name in self._codes}
        self._held: dict[str, tuple[Any, ...]] = {}
        self._by_name: dict[tuple[Any, ...], list[str]] | None = None
        self._beside: dict[str, Any] = {}
        for key, *codes in self._rows(self._codes) if self._codes else ():
            self._held[key] = tuple(codes)
            for name, code in zip(self._codes, codes, strict=True):
                if code is not None:
                    self._by_code[name].setdefault(code, []).append(key)

    def by_codes(self, values: Said) -> list[str] | None:
        """The records with the row's codes; None when it has none, so that its name must do.

        A record whose better code is another one is not meant: an academy has its predecessor's
        LAESTAB, but a URN of its own.
        """
        given = [name for name in self.record.found_by if isinstance(values.get(name), str)]
        if not given:
            return None
        for place, name in enumerate(given):
            found = self._by_code[name].get(values[name], [])
            for better in given[:place]:
                at = self._codes.index(better)
                found = [key for key in found if self._held[key][at] is None]
            if found:
                return found
        return []

    def by_name(self, values: Said) -> list[str]:
        """The records that have the row's whole name."""
        parts = [
            _parts(values.get(name), self.record.field(name).required)
            for name in self.record.named_by
        ]
        if self._by_name is None:
            self._by_name = {}
            for key, *name in self._rows(self.record.named_by):
                self._by_name.setdefault(self._folded(name), []).append(key)
        found: list[str] = []
        for meant in product(*parts):
            found += self._by_name.get(self._folded(meant), [])
        if self.record.period:
            return self._of_the_same_period(found, values)
        return self._of_the_same_list(found, values)

    def _of_the_same_period(self, keys: list[str], values: Said) -> list[str]:
        """Of periods that follow one another that which began so; else the one that goes on.

        A period that has ended and is not among these is another one, which is added.
        """
        first, last = self.record.period or ("", "")
        if not self._beside:
            self._beside = {key: days for key, *days in self._rows((first, last))}
        began, ended = values.get(first), values.get(last)
        if isinstance(began, date):
            same = [key for key in keys if self._beside[key][0] == began.isoformat()]
            if same or ended is not None:
                return same
        return [key for key in keys if self._beside[key][1] is None]

    def _of_the_same_list(self, keys: list[str], values: Said) -> list[str]:
        """Those that agree with the row in what tells namesakes apart, such as a catalogue.

        The same title in another catalogue is another policy, and not a change of this one.
        """
        told = self.record.namesakes_by[:1]
        if not told or not isinstance(said := values.get(told[0]), str):
            return keys
        if not self._beside:
            self._beside = dict(self._rows(told))
        return [key for key in keys if self._beside[key] == said]

    def holder(self, attribute: str, value: object) -> str:
        """The key of the record that has the only one of a value; empty when there is none."""
        held = self._by_code[attribute].get(value)
        return held[0] if held else ""

    def _folded(self, name: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(
            folded(part)
            if isinstance(part, str) and not isinstance(self.record.field(of), ReferenceField)
            else part
            for of, part in zip(self.record.named_by, name, strict=True)
        )

    def _rows(self, attributes: Sequence[str]) -> list[tuple[Any, ...]]:
        return self.books.kept(self.record, ("key", *attributes))


def _parts(value: Any, required: bool) -> Sequence[Any]:
    """The stored values that a cell of the name may mean."""
    if value is None:
        return () if required else (None,)
    if isinstance(value, Unread):
        return sorted(value.keys)
    return (value.isoformat() if isinstance(value, date) else value,)


class PlannedBooks:
    """The store as it would be after the rows that were planned so far, for the rules to ask."""

    def __init__(self, books: Books, record: type[Record]) -> None:
        self.books, self.record = books, record
        self.today = books.today
        self._books = RememberingBooks(books)
        self._kept = not record.judged_alone
        self._planned: dict[str, Values] = {}
        self._referring: dict[tuple[str, Any], list[str]] = {}
        self._references = [each.attribute for each in record.references()]
        self._newcomers: dict[str, str] = {}

    def put(self, values: Values) -> None:
        """Take a planned record in, whole and with its key."""
        if self._kept:
            key = str(values["key"])
            self._planned[key] = values
            for name in self._references:
                self._referring.setdefault((name, values[name]), []).append(key)

    def put_newcomer(self, record: type[Record], newcomer: Values) -> None:
        """Take in a record that is added because a planned one names it."""
        self._newcomers[str(newcomer["key"])] = self.books.name_from(record, newcomer)

    def find(self, record: type[Record], **equal: Any) -> list[Values]:
        """The records whose attributes have these values."""
        found = self._books.find(record, **equal)
        if record is not self.record or not self._planned:
            return found
        keys = [str(each["key"]) for each in found]
        stand = {key: self._planned.get(key, each) for key, each in zip(keys, found, strict=True)}
        by = next((name for name in equal if name in self._references), None)
        planned = self._referring.get((by, equal[by]), []) if by else list(self._planned)
        stand |= {key: self._planned[key] for key in planned}
        return [each for each in stand.values() if all(each[name] == equal[name] for name in equal)]

    def get(self, record: type[Record], key: str) -> Values | None:
        """The record of this key."""
        if record is self.record and key in self._planned:
            return self._planned[key]
        return self._books.get(record, key)

    def get_many(self, record: type[Record], keys: Sequence[str]) -> dict[str, Values]:
        """The records of these keys that exist, by key."""
        found = {key: self.get(record, key) for key in keys}
        return {key: values for key, values in found.items() if values is not None}

    def name_of(self, record: type[Record], key: str | None) -> str:
        """The name of the record."""
        if record is self.record and key in self._planned:
            return self.books.name_from(record, self._planned[key])
        if key in self._newcomers:
            return self._newcomers[key]
        return self.books.name_of(record, key)

    def standing(self, keys: Sequence[str]) -> dict[str, Values]:
        """The records of these keys as they stand."""
        found: dict[str, Values] = {}
        wanted = list(dict.fromkeys(keys))
        for start in range(0, len(wanted), _AT_ONCE):
            chunk = self.books.of_keys(self.record, wanted[start : start + _AT_ONCE])
            found |= {str(values["key"]): values for values in chunk}
        return found
