"""Computed columns of schools: their alliances, and how many of their policies are in order."""

from __future__ import annotations

from collections.abc import Collection

from data.store.books import Books
from data.tables.computed_columns import Cells, computed_columns
from data.tables.table import Column
from models.schools.school import School


@computed_columns(
    School,
    Column("alliance", "Alliance", "text", 9, "Where it asks, is a member, or pauses."),
    Column("policies", "Policies", "text", 8, "In order, of those that it must have."),
    Column("late", "Late", "number", 4, "Policies that are overdue or missing."),
    after="local_authority",
)
def standing_of_schools(books: Books, keys: Collection[str] | None = None) -> Cells:
    """The alliances of each school, how much is in order there, and how much is late."""
    # The list may have it computed elsewhere, and then need not load what it is computed with.
    from data.policies.schools_in_short import alliances_and_policies

    return alliances_and_policies(books, keys)
