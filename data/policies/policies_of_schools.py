"""How many policies of each school are in order, and how many are late."""

from __future__ import annotations

from collections.abc import Collection

from data.policies.standing import board
from data.store.books import Books
from data.tables.computed_columns import Cells
from models.policies.due_dates import IN_ORDER, MISSING, OVERDUE
from models.policies.duties import MUST

_LATE = frozenset({OVERDUE, MISSING})


def counts_of_schools(books: Books, keys: Collection[str] | None = None) -> Cells:
    """Of each school the policies in order, as "12 of 14" that it must have, and those late."""
    must: dict[str, list[int]] = {}
    late: dict[str, int] = {}
    standing = board(books)
    for each in standing.counted():
        if each.duty.level == MUST:
            count = must.setdefault(each.school, [0, 0])
            count[0] += each.state in IN_ORDER
            count[1] += 1
    for each in standing.of_watched():
        if each.state in _LATE:
            late[each.school] = late.get(each.school, 0) + 1
    return {
        key: (
            f"{must[key][0]} of {must[key][1]}" if key in must else None,
            late.get(key),
        )
        for key in must.keys() | late.keys()
        if keys is None or key in keys
    }
