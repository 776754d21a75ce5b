"""Filtering a list: the text of every row as it is shown, without case and accents.

For 52,000 schools that takes a fifth of a second to read. It is read a piece at a time, so that
whoever shows the list can have it ready before a filter is typed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import compress
from typing import NamedTuple

from data.store.books import Books
from models.fields.field import DeskField
from models.fields.reference_fields import ReferenceField
from models.fields.text import folded
from models.records.record import Record

PIECE = 2_000
"""Rows that are read at once: what else waits for the store waits no longer than a key does."""

Show = Callable[[DeskField, object], str]
"""How a row shows what the store's file keeps in a field."""


class FilterTexts:
    """The texts of all records of a kind, and which of them hold the words of a filter.

    `show` says how a row shows a field; `beside` gives what else a row shows, by its key; `instead`
    the whole texts of rows that show something else than is kept. `named` are the fields that make
    up the name of a record.
    """

    def __init__(
        self,
        books: Books,
        record: type[Record],
        fields: Sequence[DeskField],
        show: Show,
        beside: Callable[[str], str],
        instead: Mapping[str, str] = {},
        named: Sequence[DeskField] = (),
    ) -> None:
        self._books, self._beside, self._instead = books, beside, instead
        as_kept = [field for field in fields if shown_as_kept(field)]
        others = [field for field in fields if not shown_as_kept(field)]
        self._record = record
        self._joined = [field.attribute for field in as_kept]
        self._others = [field.attribute for field in others]
        self._shown = [_Shown(show, field) for field in others]
        self._named = [(each.attribute, _Shown(show, each)) for each in named]
        self._named_alone = len(named) == 1 and shown_as_kept(named[0])
        self._names: dict[str, str] = {}
        self._names_in_order: list[str] = []
        self._texts: dict[str, str] = {}
        self._read_to = 0
        self._whole = False
        self._keys: Sequence[str] = []
        self._in_order: list[str] = []
        self._last: _Found | None = None

    def read_more(self, rows: int = PIECE) -> bool:
        """Read the texts of some more records; true when there are no more to read."""
        if self._whole:
            return True
        columns = [*self._others, *(attribute for attribute, _ in self._named)]
        found = self._books.texts(self._record, self._joined, columns, self._read_to, rows)
        texts, beside, shown = self._texts, self._beside, self._shown
        names, alone = self._names, self._named_alone
        named, others = [shown_as for _, shown_as in self._named], len(shown)
        for self._read_to, key, joined, *kept in found:
            name = kept[-1] or "" if alone else _joined(kept[others:], named)
            names[key] = folded(name)
            parts = [joined, beside(key)]
            for value, shown_as in zip(kept, shown, strict=False):
                if value is not None:
                    parts.append(shown_as[value])
            if key in self._instead:
                parts = [self._instead[key]]
            texts[key] = folded(" ".join(parts))
        self._whole = len(found) < rows
        if self._whole:
            self._shown = []
        return self._whole

    def lay_out(self, keys: Sequence[str]) -> None:
        """Get ready to look through all records in the order of these keys."""
        while not self.read_more():
            pass
        if keys is not self._keys:
            # New strings, one after the other in memory: looking through them is four times as
            # fast as through those that were made in the order of the file.
            texts = self._texts or dict(zip(self._keys, self._in_order, strict=True))
            self._in_order = [texts.get(key, "").rstrip() + " " for key in keys]
            names = self._names_by_key()
            self._names_in_order = [names.get(key, "") for key in keys]
            # Kept once, with the keys that are given: of 52,000 records they are many megabytes.
            self._texts, self._names, self._keys, self._last = {}, {}, keys, None

    def _names_by_key(self) -> Mapping[str, str]:
        return self._names or dict(zip(self._keys, self._names_in_order, strict=True))

    def holding(self, words: Sequence[str], keys: Sequence[str]) -> Sequence[str]:
        """Those of the keys, in their order, whose rows hold all of these folded words.

        `keys` are all that there are, and the same list as before while their order is the same.
        """
        self.lay_out(keys)
        last = self._last
        found: Sequence[str]
        if last is not None and all(any(old in word for word in words) for old in last.words):
            # One more letter finds nothing that was not found before.
            found, texts, names = last.keys, last.texts, last.names
        else:
            found, texts, names = keys, self._in_order, self._names_in_order
        for word in words:
            holds = [word in text for text in texts]
            found, texts = list(compress(found, holds)), list(compress(texts, holds))
            names = list(compress(names, holds))
        self._last = _Found(words, found, texts, names)
        return found

    def best_named(self, keys: Sequence[str], words: str, here: str) -> str | None:
        """Of these keys that of the record whose name such folded words fit best.

        None where they fit no name; of those that they fit alike `here` goes first.
        """
        from data.tables.best_match import best_match

        while not self.read_more():
            pass
        if self._last is not None and self._last.keys is keys:
            names = self._last.names
        else:
            by_key = self._names_by_key()
            names = [by_key.get(key, "") for key in keys]
        found = best_match(names, words, keys.index(here) if here in keys else -1)
        return None if found is None else keys[found]


def _joined(kept: Sequence[object], shown: Sequence[_Shown]) -> str:
    pairs = zip(kept, shown, strict=True)
    return " ".join(shown_as[value] for value, shown_as in pairs if value is not None)


class _Found(NamedTuple):
    """What the words were found in last."""

    words: Sequence[str]
    keys: Sequence[str]
    texts: list[str]
    names: list[str]


class _Shown(dict[object, str]):
    """What a field shows for each value that is kept; most values stand in many records."""

    def __init__(self, show: Show, field: DeskField) -> None:
        super().__init__()
        self._show, self._field = show, field

    def __missing__(self, kept: object) -> str:
        text = self[kept] = self._show(self._field, kept)
        return text


def shown_as_kept(field: DeskField) -> bool:
    """Whether people read the value just as the store's file keeps it."""
    return (
        field.kind in ("text", "code", "number")
        and type(field).show is DeskField.show
        and not isinstance(field, ReferenceField)
    )
