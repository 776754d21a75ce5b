"""The computed column of a school's alliances."""

from __future__ import annotations

from collections.abc import Collection

from data.store.books import Books
from data.tables.computed_columns import Cells, computed_columns
from data.tables.table import Column
from models.schools.school import School


@computed_columns(
    School,
    Column("alliance", "Alliance", "text", 9, "Where it asks, is a member, or pauses."),
    after="local_authority",
)
def alliances_of_schools(books: Books, keys: Collection[str] | None = None) -> Cells:
    """The alliances of each school in few words, the first by its name in front."""
    # Where they were computed beside, what they are computed with need not be loaded.
    from data.memberships.alliances_of_schools import alliances_in_short

    return alliances_in_short(books, keys)
