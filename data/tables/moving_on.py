"""Records that move on from state to state: the ways on, what is missing for one, and the move."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.problems import Refused
from data.store.books import Books
from data.store.store import Store
from data.tables.cells import Outcome, outcome_of
from data.tables.parsing import meant
from models.records.record import Record, Values
from models.records.state_paths import StatePath, Way, state_path_of


class Moving(NamedTuple):
    """Records that are to move on: their path, how they stood, and the ways that all have."""

    record: type[Record]
    path: StatePath
    seen: Sequence[Values]
    name: str
    state: str
    ways: Sequence[Way]

    def missing(self, way: Way) -> list[str]:
        """The fields that are asked for on this way, because one of the records lacks them."""
        found = {name: None for each in self.seen for name in self.path.missing(each, way)}
        return list(found)


def moving(books: Books, record: type[Record], keys: Sequence[str]) -> Moving | None:
    """How these records could move on; None where they are gone, or where the kind has no path."""
    path, found = state_path_of(record), books.get_many(record, keys)
    seen = [found[key] for key in keys if key in found]
    if path is None or not seen:
        return None
    name = f"{len(seen)} {record.plural()}"
    if len(seen) == 1:
        name = books.name_from(record, seen[0])
    states = list(dict.fromkeys(str(each[path.attribute]) for each in seen))
    field = record.field(path.attribute)
    ways = path.ways.get(states[0], ()) if len(states) == 1 else ()
    shown = " and ".join(field.show(state) for state in states)
    return Moving(record, path, seen, name, shown, ways)


def move_on(store: Store, moved: Moving, way: Way, typed: dict[str, str]) -> Outcome:
    """Move records on this way; what was typed is set where they have nothing yet.

    Raises Refused when a rule forbids it for one of them: then none is moved.
    """
    record, attribute = moved.record, moved.path.attribute
    given = meant(store, record, {name: text for name, text in typed.items() if text})
    label = f"{way.does}: {moved.name}"
    with store.operation(label) as change:
        for seen in moved.seen:
            new = {name: value for name, value in given.items() if seen[name] in (None, "")}
            try:
                change.set(record, str(seen["key"]), new | {attribute: way.to}, seen)
            except Refused as refused:
                if len(moved.seen) == 1:
                    raise
                name = change.books.name_of(record, str(seen["key"]))
                raise Refused(refused.findings, f"None was moved, because of {name}") from None
    return outcome_of(change, label)
