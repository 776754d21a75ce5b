"""Details of schools and posts that depend on people: who leads, and which post counts first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from data.people.posts import address_of, head_of, in_order_of_time
from data.store.books import Books
from data.tables.details import Line, arranged_as_related, details
from models.fields.dates import show_date
from models.people.person import Person
from models.people.post import ROLES, Post
from models.records.record import Values
from models.schools.school import School


@details(School)
def lines_of_head(books: Books, school: Values) -> list[Line]:
    """Who leads a school today, since when, and how to reach them."""
    head = head_of(books, str(school["key"]), books.today)
    if head is None:
        return []
    person = books.get(Person, head.person)
    said = [f"{person['name'] if person else ''}, {ROLES[str(head.post['role'])].lower()}"]
    if isinstance(head.post["began"], date):
        said[0] += f" since {show_date(head.post['began'])}"
    said += [
        address
        for what in ("email", "telephone")
        if (address := address_of(head.post, person, what)) is not None
    ]
    return [("Head", " · ".join(said))]


@arranged_as_related(Post)
def held_today_first(posts: Sequence[Values], books: Books) -> list[Values]:
    """Posts that are held today before those to come and past."""
    return in_order_of_time(posts, books.today)
