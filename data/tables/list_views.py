"""What a list computes of all its records, kept until the books change.

It can be computed in another process from the same file and be handed to the books here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, overload

from data.store.books import Books, Found
from data.tables.computed_columns import cells_of_all, computed_columns_of
from models.records.record import Record


class KeysInText(Sequence[str]):
    """Keys of so many characters each, with a blank between them, cut out when they are asked for.

    A list that is opened asks for the few that it shows.
    """

    def __init__(self, text: str, width: int) -> None:
        self._text, self._width = text, width
        self._all: list[str] | None = None

    @overload
    def __getitem__(self, index: int) -> str: ...

    @overload
    def __getitem__(self, index: slice) -> list[str]: ...

    def __getitem__(self, index: int | slice) -> str | list[str]:
        """The key there, or those of a slice."""
        places = range(len(self))[index]
        return self._at(places) if isinstance(places, int) else [self._at(at) for at in places]

    def __len__(self) -> int:
        return (len(self._text) + 1) // (self._width + 1)

    def __iter__(self) -> Iterator[str]:
        if self._all is None:
            self._all = self._text.split()
        return iter(self._all)

    def index(self, value: str, start: int = 0, stop: int | None = None) -> int:
        """The place of a key. Raises ValueError where it is none of them."""
        each = self._width + 1
        places = range(len(self))[start:stop]
        at = self._text.find(value, places.start * each) if len(value) == self._width else -1
        if at % each or at // each not in places:
            raise ValueError(f"{value!r} is none of the keys")
        return at // each

    def __contains__(self, value: object) -> bool:
        try:
            return isinstance(value, str) and self.index(value) >= 0
        except ValueError:
            return False

    def _at(self, place: int) -> str:
        begins = place * (self._width + 1)
        return self._text[begins : begins + self._width]


class KeysInOrder:
    """The keys of all records of a kind in their usual order, as long as none of them changes."""

    def __init__(self, kind: str, keys: Sequence[str]) -> None:
        self.kind, self.keys = kind, keys

    def update(self, _books: Any, touched: Mapping[str, set[str]]) -> bool:
        """Stay as long as no record of the kind was changed."""
        return self.kind not in touched

    def __reduce__(self) -> tuple[Any, ...]:
        widths = set(map(len, self.keys))
        if len(widths) != 1:
            return KeysInOrder, (self.kind, list(self.keys))
        # One long text is handed over ten times as fast as 52,000 short ones.
        return _from_text, (self.kind, " ".join(self.keys), widths.pop())


def keys_in_order(books: Books, record: type[Record]) -> Sequence[str]:
    """The keys of all records of a kind, ordered by attributes of their own."""

    def compute(books: Books) -> KeysInOrder:
        return KeysInOrder(record.kind, books.keys(record))

    return books.cached(_name_of_order(record), compute).keys


def found_for_list(books: Books, record: type[Record]) -> Found:
    """The figures that a kind's list in its usual order needs from all of the books."""
    columns = computed_columns_of(record)
    groups = columns.groups if columns is not None else ()
    keys_in_order(books, record)
    books.names_of_namesakes(record)
    for group in groups:
        cells_of_all(books, group)
    views = [_name_of_order(record), *(group.name for group in groups)]
    return books.computed(views, namesakes_of=record)


def _name_of_order(record: type[Record]) -> str:
    return f"{record.kind} in order"


def _from_text(kind: str, keys: str, width: int) -> KeysInOrder:
    return KeysInOrder(kind, KeysInText(keys, width))
