"""How schools stand with their policies, as their list shows them."""

from __future__ import annotations

from collections.abc import Collection

from data.policies.standing import board
from data.store.books import Books
from data.tables.computed_columns import Cells, computed_columns
from data.tables.table import Column
from models.memberships.membership import Membership
from models.policies.due_dates import IN_ORDER, MISSING, NOT_COUNTED, OVERDUE
from models.schools.school import School

_LATE = frozenset({OVERDUE, MISSING})


@computed_columns(
    School,
    Column("policies", "Policies", "text", 8, "In order, of those that are asked of it."),
    Column("late", "Late", "number", 4, "How many are overdue or missing."),
    after="local_authority",
)
def policies_of_schools(books: Books, keys: Collection[str] | None = None) -> Cells:
    """How many policies of each school of an alliance are in order, and how many are late."""
    if not books.count(Membership):
        # Without an alliance every school in the books would be reckoned.
        return {}
    standing = board(books)
    found: dict[str, list[int]] = {}
    for each in standing.of_watched():
        counts = found.setdefault(each.school, [0, 0, 0])
        counts[0] += each.state in IN_ORDER
        counts[1] += each.state not in NOT_COUNTED
        counts[2] += each.state in _LATE
    return {school: (f"{good} of {of}", late or None) for school, (good, of, late) in found.items()}
