"""How many policies of each school are in order, and how many are late."""

from __future__ import annotations

from collections.abc import Collection

from data.policies.lists import tallies
from data.policies.standing import board
from data.store.books import Books
from data.tables.computed_columns import Cells
from models.policies.duties import MUST

_LATE = ("policies-overdue", "policies-missing")


def counts_of_schools(books: Books, keys: Collection[str] | None = None) -> Cells:
    """Of each school the policies in order, as "12 of 14" that it must have, and those late."""
    found: Cells = {}
    for key, tally in tallies(board(books)).items():
        if keys is None or key in keys:
            part, rest = tally.levels.get((MUST, True), 0), tally.levels.get((MUST, False), 0)
            must = f"{part} of {part + rest}" if part or rest else None
            late = sum(len(tally.lists.get(name, ())) for name in _LATE)
            if must or late:
                found[key] = must, late or None
    return found
