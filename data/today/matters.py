"""The lines of Today, each naming its records."""

from __future__ import annotations

from data.store.books import Books
from data.tables.attention import Matter, declared_matters, group_of


def matters(books: Books) -> list[Matter]:
    """Everything that needs attention, the most pressing first; quiet ones have no records."""
    return [
        matter._replace(group=matter.group or group_of(look))
        for look in declared_matters()
        for matter in look(books)
    ]
