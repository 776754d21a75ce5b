"""Computed columns of trusts: how many of our schools belong to each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from data.store.books import Books
from data.tables.computed_columns import Cells, computed_columns
from data.tables.table import Column
from models.schools.group import Group
from models.schools.group_member import GroupMember


@computed_columns(
    Group,
    Column("schools", "Schools", "number", 7, "How many schools of the books belong to it."),
    after="type",
)
def schools_of_trusts(books: Books, keys: Collection[str] | None = None) -> Cells:
    """How many of our schools belong to each trust on the books' day."""
    today = books.today.isoformat()
    count = Counter(
        group
        for group, since, until in books.kept(GroupMember, ("group", "since", "until"))
        if (since or "") <= today <= (until or "9999")
    )
    groups = [row[0] for row in books.kept(Group, ("key",))] if keys is None else keys
    return {key: (count[key],) for key in groups}
