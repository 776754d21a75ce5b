"""What of the schools is to be done in new books."""

from __future__ import annotations

from data.store.books import Books
from data.tables.attention import Step, sets_up
from models.fields.text import count_of
from models.schools.school import School


@sets_up(1)
def schools_brought_in(books: Books) -> Step:
    """The schools of the alliance."""
    rows = books.kept(School, ("urn",))
    with_urn = sum(urn is not None for (urn,) in rows)
    there = f"{count_of(len(rows), 'school')}, {with_urn} with a URN" if rows else "no school"
    return Step(
        "Bring the schools in", "1 a", there, bool(rows), School, "add",
        "One at a time with a; all at once with i, from a workbook or the register.",
    )  # fmt: skip
