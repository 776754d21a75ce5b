"""Reading what a paper is limited to from names that people typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data.store.books import Books
from data.tables.finding import find_one
from data.tables.limits import LIMITED_TO
from models.kinds import KINDS


def keys_of_limits(books: Books, named: Mapping[str, str | None]) -> dict[str, Any]:
    """The keys of the records that are named, by the limits that have a name.

    Raises WrongCall with what is near.
    """
    return {
        limit: find_one(books, KINDS[kind], name)
        for limit, kind in LIMITED_TO.items()
        if (name := named.get(limit))
    }
