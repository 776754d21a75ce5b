"""Lines of Today about shared services: contracts that can still be given notice."""

from __future__ import annotations

from collections.abc import Iterator

from data.store.books import Books
from data.tables.attention import Matter, breaches_of, needs_attention
from models.services.rules import notice_is_near
from models.services.shared_service import SharedService


@needs_attention(place=161, group="Workstreams")
def contracts_to_be_noticed(books: Books) -> Iterator[Matter]:
    """Contracts whose day of notice is near."""
    yield breaches_of(books, SharedService, notice_is_near, "Contracts to be noticed")
