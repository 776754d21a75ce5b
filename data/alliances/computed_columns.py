"""Computed columns of agreed texts."""

from __future__ import annotations

from collections.abc import Collection

from data.alliances.agreed_texts import where_texts_stand
from data.store.books import Books
from data.tables.computed_columns import Cells, computed_columns
from data.tables.table import Column
from models.alliances.agreed_text import AgreedText


@computed_columns(
    AgreedText,
    Column(
        "standing",
        "Standing",
        "text",
        14,
        "Whether this version holds today, and whether its review is overdue.",
    ),
    after="version",
)
def standing_of_texts(books: Books, keys: Collection[str] | None = None) -> Cells:
    """Whether each version of a text holds today, and whether its review is overdue."""
    return {
        key: (stands,)
        for key, stands in where_texts_stand(books).items()
        if keys is None or key in keys
    }
