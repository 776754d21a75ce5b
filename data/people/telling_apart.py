"""What tells people of the same name apart."""

from __future__ import annotations

from data.people.posts import held_by_people
from data.store.books import Books
from data.tables.finding import tells_apart
from models.people.person import Person


@tells_apart(Person)
def posts_held_today(books: Books, person: str) -> str:
    """What somebody is, and where, tells more than how to reach them."""
    return held_by_people(books, [person]).get(person, "")
