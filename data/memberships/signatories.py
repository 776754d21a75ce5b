"""Who signs for a school or an organisation: whom the books propose, and reading a typed name."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from data.people.posts import head_of, posts_of
from data.store.books import Books
from models.fields.field import DeskField
from models.fields.text_fields import TextField
from models.people.person import Person
from models.people.post import HEADS, ROLES, held_on
from models.records.record import Values


class _SignatoryField(TextField):
    """Who signed, and as what, on one line."""

    example = "Amina Rahman, Headteacher"


class Signatory(NamedTuple):
    """Who signs for a school: the name, as what, and the key of the person where it is known."""

    name: str
    role: str = ""
    person: str = ""


def signatory_question(name: str) -> DeskField:
    """The line in which one of many says who signed, as “Name, role”."""
    asked = f"Who signed, and as what? For example: {_SignatoryField.example}"
    return _SignatoryField(name, asked, required=True)


def signatory_of(books: Books, membership: Values, day: date) -> Signatory | None:
    """Who would sign for a school or an organisation on a day: its head; None when unknown."""
    if membership["school"]:
        head = head_of(books, str(membership["school"]), day)
        post = head.post if head else None
    else:
        held = posts_of(books, place=str(membership["organisation"]))
        held = [each for each in held if held_on(each, day)]
        held.sort(key=lambda each: (each["role"] not in HEADS,
                                    not each["strategic_accountability"]))  # fmt: skip
        post = held[0] if held else None
    if post is None:
        return None
    person = str(post["person"])
    return Signatory(books.name_of(Person, person), ROLES[str(post["role"])], person)


def in_one_line(signatory: Signatory | None) -> str:
    """A signatory as one line: “Name, role”."""
    return ", ".join(part for part in signatory[:2] if part) if signatory else ""


def from_one_line(text: str, proposed: Signatory | None = None) -> Signatory:
    """The signatory of a line; what was proposed when the line was left as it was."""
    if proposed is not None and text == in_one_line(proposed):
        return proposed
    name, _, role = text.rpartition(", ")
    return Signatory(name, role) if name else Signatory(text)
