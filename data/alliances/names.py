"""The name of the alliance, school or trust that a paper is about."""

from __future__ import annotations

from data.store.books import Books
from models.alliances.alliance import Alliance
from models.schools.school import School


def subject_of(books: Books, alliance: str | None, school: str | None = None) -> str:
    """Whose paper it is: the school, the alliance, or all of them that are in the books."""
    if school:
        return books.name_of(School, school)
    names = books.names(Alliance)
    if alliance or len(names) == 1:
        return names[alliance or next(iter(names))]
    return "All alliances in the books" if names else ""
