"""Records that move from state to state: which state may follow which, and what each needs.

A kind declares its path once; the rules hold to it, and the desk offers the ways on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from models.records.books import Books
from models.records.record import Record, Values
from models.records.rules import Breach, standing


class Way(NamedTuple):
    """A way on to the state `to`: what going there is called, and the key that chooses it.

    `asks` are fields that are asked for on the way where they are empty; those that the state
    needs are asked for without being named here.
    """

    to: str
    does: str
    key: str
    asks: tuple[str, ...] = ()
    detail: str = ""


class StatePath(NamedTuple):
    """The path of a kind: its field of states, the ways from each, and what each state needs.

    The first way from a state leads on; others lead back, or to an end.
    """

    attribute: str
    ways: Mapping[str, Sequence[Way]]
    needs: Mapping[str, tuple[str, ...]] = {}

    def way(self, before: str, to: str) -> Way | None:
        """The way from a state to another; None where there is none."""
        return next((each for each in self.ways.get(before, ()) if each.to == to), None)

    def missing(self, values: Values, way: Way) -> list[str]:
        """The fields to ask for before this way is gone: those that are empty."""
        wanted = dict.fromkeys((*self.needs.get(way.to, ()), *way.asks))
        return [name for name in wanted if values.get(name) in (None, "")]


_DECLARED: dict[type[Record], StatePath] = {}


def moves_along(record: type[Record], path: StatePath) -> StatePath:
    """Declare the path of a kind; in the module of the kind."""
    _DECLARED[record] = path
    return path


def state_path_of(record: type[Record]) -> StatePath | None:
    """The path of a kind; None where it has none."""
    return _DECLARED.get(record)


def leap(record: type[Record], path: StatePath, values: Values, books: Books) -> Breach | None:
    """The breach when a record comes to a state that does not follow the one before."""
    before, to = standing(record, values, books), values.get(path.attribute)
    was = before[path.attribute] if before else None
    if was is None or to is None or was == to or path.way(str(was), str(to)):
        return None
    field = record.field(path.attribute)
    word, ways = field.show(was), path.ways.get(str(was), ())
    if not ways:
        return path.attribute, f"{word} is the end of it: add another {record.singular} instead."
    instead = " or ".join(field.show(each.to) for each in ways)
    return path.attribute, f"{field.show(to)} does not follow {word}. It may become: {instead}."


def lacking(record: type[Record], path: StatePath, values: Values) -> Breach | None:
    """The breach when a field is empty that the record's state needs."""
    state = str(values.get(path.attribute))
    for name in path.needs.get(state, ()):
        if values.get(name) in (None, ""):
            field = record.field(name)
            word = record.field(path.attribute).show(state)
            return name, f"{word} needs this. For example: {field.example}"
    return None
