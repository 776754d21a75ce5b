"""The former URN, by which schools are told apart where they are found."""

from __future__ import annotations

from data.store.books import Books
from data.tables.finding import tells_apart
from models.schools.school import School
from models.schools.urn_period import UrnPeriod


@tells_apart(School)
def former_urn(books: Books, key: str) -> str:
    """The URNs that a school had before, the last one first; empty for most schools."""
    rows = books.kept(UrnPeriod, ("urn",), order_by=("-until",), school=key)
    return f"was {', '.join(row[0] for row in rows)}" if rows else ""
