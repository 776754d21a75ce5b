"""Computed columns of schools: how many of their policies are in order, and how many are late."""

from __future__ import annotations

from collections.abc import Collection

from data.store.books import Books
from data.tables.computed_columns import Cells, computed_columns
from data.tables.table import Column
from models.schools.school import School


@computed_columns(
    School,
    Column("policies", "Policies", "text", 8, "In order, of those that it must have."),
    Column("late", "Late", "number", 4, "Policies that are overdue or missing."),
    after="local_authority",
)
def standing_of_schools(books: Books, keys: Collection[str] | None = None) -> Cells:
    """How much is in order at each school, and how much is late."""
    # Where it was computed beside, what it is computed with need not be loaded.
    from data.policies.policies_of_schools import counts_of_schools

    return counts_of_schools(books, keys)
