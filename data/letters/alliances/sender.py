"""In whose name a letter goes out."""

from __future__ import annotations

from data.letters.letter import Sender
from data.people.posts import head_of
from data.store.books import Books
from models.alliances.alliance import Alliance
from models.people.person import Person
from models.people.post import ROLES
from models.records.record import Values
from models.schools.school import School


def address_lines(school: Values | None) -> tuple[str, ...]:
    """Street, town and postcode of a school, as far as they are known."""
    parts = ("street", "town", "postcode")
    return tuple(str(school[part]) for part in parts if school and school[part])


def sender_of(books: Books, alliance: str) -> Sender:
    """The alliance at its hub's address; the head of the hub signs, where one is known."""
    values = books.get(Alliance, alliance) or {}
    hub = books.get(School, str(values["hub"])) if values.get("hub") else None
    head = head_of(books, str(values["hub"]), books.today) if hub else None
    lines = (str(hub["name"]), *address_lines(hub)) if hub else ()
    if hub and hub["telephone"]:
        lines = (*lines, str(hub["telephone"]))
    return Sender(
        str(values.get("name") or ""),
        lines,
        books.name_of(Person, head.person) if head else "",
        f"{ROLES[str(head.post['role'])]}, {hub['name']}" if head and hub else "",
    )
