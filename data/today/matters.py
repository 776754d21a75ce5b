"""What needs attention on the books' day: the lines of Today, each naming its records."""

from __future__ import annotations

from dataclasses import replace

from data.store.books import Books
from data.tables.attention import Matter, declared_matters, group_of

_GROUPS = dict.fromkeys(
    ("Events", "Programmes", "Support", "Charges", "Services", "Indicators"), "Workstreams"
)
"""Under what the matters of subjects stand whose tab is that of the workstreams."""


def matters(books: Books) -> list[Matter]:
    """Everything that needs attention, the most pressing first; quiet ones have no records."""
    return [
        replace(matter, group=matter.group or _GROUPS.get(group_of(look), group_of(look)))
        for look in declared_matters()
        for matter in look(books)
    ]
