"""The names of all records of a kind, searched at once, and kept while they stay the same."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Any
from weakref import WeakKeyDictionary

from data.store import history
from data.store.books import Books
from data.store.namesakes import name_of_period
from models.fields.field import DeskField
from models.fields.reference_fields import ReferenceField
from models.fields.text import folded, nearest
from models.kinds import telling_former
from models.records.record import Record

_MOST_COMPARED = 3000
"""With more names than these only those are compared that begin alike."""

_kept: WeakKeyDictionary[Books, dict[str, tuple[int, int, int, NameIndex]]] = WeakKeyDictionary()


def name_index(books: Books, record: type[Record]) -> NameIndex:
    """The names of a kind, kept until an operation touches one that they are made of."""
    moment = history.moment(books)
    if moment is None:
        return _names_now(books, record)
    kept = _kept.setdefault(books, {})
    held = kept.get(record.kind)
    if held is not None:
        changes, version, operation, names = held
        if (changes, version) == moment:
            return names
    newest = history.newest_operation(books)
    if held is None or history.touched_since(books, _kinds_in_name(record), operation):
        names = _names_now(books, record)
    kept[record.kind] = (*moment, newest, names)
    return names


class NameIndex:
    """All names of a kind, to be searched at once.

    They are one text with a line for each, because one search through two megabytes takes less
    time than a look at each of 52,000 names. A line begins with a space, as every word does.
    What is known by a second name as well has a second line.
    """

    def __init__(self, named: dict[str, str], also: Sequence[tuple[str, str]] = ()) -> None:
        if len(named) <= _MOST_COMPARED:
            pairs = sorted((*named.items(), *also), key=lambda it: folded(it[1]))
            self.keys, self.names = [key for key, _ in pairs], [name for _, name in pairs]
        else:
            self.keys = [*named, *(key for key, _ in also)]
            self.names = [*named.values(), *(name for _, name in also)]
        seconds = set(also)
        pairs_there = enumerate(zip(self.keys, self.names, strict=True)) if seconds else ()
        self.second = {line for line, pair in pairs_there if pair in seconds}
        # A plain name is made lower with all others at once: that takes a tenth of the time.
        lines = [
            name if name.isascii() and "\n" not in name else folded(name).replace("\n", " ")
            for name in self.names
        ]
        text = _without_stops("\n " + "\n ".join(lines) + "\n")
        self._text = text.replace(" \n", "\n").lower()
        lengths = (len(line) + 1 for line in self._text[1:].split("\n"))
        self._starts = list(accumulate(lengths, initial=1))

    def lines_with(self, needle: str) -> Iterator[int]:
        """The lines where this stands, each once."""
        at = self._text.find(needle)
        while at >= 0:
            line = bisect_right(self._starts, at + needle.startswith("\n")) - 1
            yield line
            at = self._text.find(needle, self._starts[line + 1] - 1)

    def lines_containing(self, words: list[str], before: str = "") -> Iterator[int]:
        """The lines with all the words; `before` " " asks for words that begin so."""
        needles = [before + word for word in words]
        if not needles:
            yield from range(len(self.keys))
            return
        if any(needle not in self._text for needle in needles):
            return
        # The rarest word leaves the fewest lines to look at.
        rarest = min(needles, key=self._text.count) if len(needles) > 1 else needles[0]
        for line in self.lines_with(rarest):
            text = self.line(line)
            if all(needle in text for needle in needles):
                yield line

    @cached_property
    def words(self) -> set[str]:
        """All words that stand in the names."""
        return set(self._text.split())

    def line(self, number: int) -> str:
        """The text of a line."""
        return self._text[self._starts[number] : self._starts[number + 1] - 1]

    def best(self, typed: str, limit: int) -> list[str]:
        """The keys that fit best: they begin so, have words that begin so, contain the words."""
        found: dict[str, None] = {}
        words = typed.split()
        if any(word not in self._text for word in words):
            return []
        for lines in (
            self.lines_with(f"\n {typed}"),
            self.lines_containing(words, " "),
            self.lines_containing(words),
        ):
            for line in lines:
                found.setdefault(self.keys[line])
                if len(found) >= limit:
                    return list(found)
        return list(found)

    def nearest(self, typed: str) -> str:
        """The name that was probably meant; empty when none is near."""
        lines: Iterable[int] = range(len(self.keys))
        if len(self.keys) > _MOST_COMPARED:
            first_letters = [f" {word[:3]}" for word in typed.split()]
            lines = sorted({line for part in first_letters for line in self.lines_with(part)})
        candidates: dict[str, int] = {}
        for line in list(lines)[:_MOST_COMPARED]:
            whole = self.line(line).strip()
            candidates.setdefault(whole, line)
            candidates.setdefault(whole[: len(typed) + 1], line)
        near = nearest(typed, list(candidates))
        return self.names[candidates[near]] if near else ""


def as_compared(name: str) -> str:
    """The name as it is compared: no case, accents, apostrophes or stops; single spaces."""
    return _without_stops(folded(name).replace("\n", " ")).strip()


def _without_stops(text: str) -> str:
    for sign in "'’.,":
        text = text.replace(sign, "")
    for sign in "·–—-/&":
        text = text.replace(sign, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text


def _names_now(books: Books, record: type[Record]) -> NameIndex:
    """The names of all records of a kind; those with a name of their own by the usual one too,
    and those with a short name by that.
    """
    named = _named(books, record)
    also: list[tuple[str, str]] = []
    if record.own_name:
        usual = _named(books, record, usual=True)
        also += [(key, name) for key, name in usual.items() if name != named[key]]
    # By the bare name too, so that it means those that have it and no longer ones.
    also += books.bare_names_of_namesakes(record)
    if record.short_named_by:
        rows = books.kept(record, ("key", record.short_named_by))
        also += [(key, short) for key, short in rows if short not in (None, named[key])]
    for other in telling_former(record):
        whose, called, _ = other.tells_former or ("", "", ())
        rows = books.kept(other, (whose, called))
        also += [(key, name) for key, name in rows if name and name != named.get(key, name)]
    if any(each.to.short_named_by for each in record.references() if _names_it(record, each)):
        shorter = _named(books, record, short=True)
        also += [(key, name) for key, name in shorter.items() if name != named[key]]
    return NameIndex(named, also)


def _kinds_in_name(record: type[Record]) -> list[str]:
    """The kinds whose names are part of this kind's names, itself included."""
    kinds = [record.kind, *(other.kind for other in telling_former(record))]
    for name in record.named_by:
        field = record.field(name)
        if isinstance(field, ReferenceField):
            kinds += _kinds_in_name(field.to)
    return kinds


def _names_it(record: type[Record], field: DeskField) -> bool:
    return field.attribute in record.named_by


def _named(
    books: Books, record: type[Record], usual: bool = False, short: bool = False
) -> dict[str, str]:
    """The names of all records of a kind by key, read with one query for each kind in them.

    With `usual` no record is called by a name of its own; with `short` those that it is named
    after are called by their short names.
    """
    fields = [record.field(name) for name in record.named_by]
    own = [] if usual or not record.own_name else [record.field(record.own_name)]
    rows = books.kept(record, ["key", *(field.attribute for field in (*own, *fields))])
    if len(fields) == 1 and not isinstance(fields[0], ReferenceField):
        named = {key: fields[0].show(fields[0].decode(value)) for key, value in rows}
        return named | books.names_of_namesakes(record)
    known = {
        field.attribute: _named(books, field.to) | (_short_names(books, field.to) if short else {})
        for field in fields
        if isinstance(field, ReferenceField)
    }

    def parts(values: list[Any]) -> Iterator[str]:
        called = values.pop(0) if own else None
        for place, (field, value) in enumerate(zip(fields, values, strict=True)):
            if place == 0 and called:
                yield str(called)
            elif field.attribute in known:
                yield known[field.attribute].get(value, "")
            else:
                yield field.show(field.decode(value))

    named = {key: " · ".join(filter(None, parts(values))) for key, *values in rows}
    if record.period:
        ends = record.field(record.period[1])
        for key, day in books.kept(record, ("key", ends.attribute)):
            named[key] = name_of_period(record, named[key], ends.decode(day) if day else None)
    return named


def _short_names(books: Books, record: type[Record]) -> dict[str, str]:
    """The short names of those records of a kind that have one, by key."""
    if not record.short_named_by:
        return {}
    return {
        key: short for key, short in books.kept(record, ("key", record.short_named_by)) if short
    }
