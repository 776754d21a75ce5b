"""The addressee of a letter: who holds the post on its day, and the address."""

from __future__ import annotations

from data.letters.alliances.sender import address_lines
from data.letters.letter import Addressee
from data.memberships.names import name_on_paper
from data.memberships.signatories import signatory_of
from data.people.posts import address_of, posts_of
from data.store.books import Books
from models.people.person import Person
from models.people.post import ROLES, held_on
from models.records.record import Values
from models.schools.organisation import Organisation
from models.schools.school import School

NO_HEAD = "The Headteacher"
_NOBODY = "The person in charge"


def head_of_member(books: Books, membership: Values) -> Addressee:
    """The head of a member on the books' day; the post itself where nobody is known."""
    name = name_on_paper(books, membership)
    school = books.get(School, str(membership["school"])) if membership["school"] else None
    lines = (name, *address_lines(school))
    found = signatory_of(books, membership, books.today)
    if found is None:
        return Addressee(NO_HEAD if school else _NOBODY, "", lines, held=False)
    return Addressee(found.name, found.role, lines, _email(books, membership, found.person))


def head_of_school(books: Books, school: str) -> Addressee:
    """The head of a school on the books' day; the post itself where nobody is known."""
    return head_of_member(books, {"school": school, "organisation": None})


def person_named(books: Books, name: str) -> tuple[Addressee, str | None, str | None]:
    """Somebody by name, at the place where they hold a post on the books' day.

    The keys of the school and of the organisation where that is are given beside it.
    """
    people = books.find(Person, name=name)
    if not people:
        return Addressee(name), None, None
    person = people[0]
    posts = [
        post for post in posts_of(books, person=str(person["key"])) if held_on(post, books.today)
    ]
    if not posts:
        return Addressee(name, "", (), address_of(None, person) or ""), None, None
    post = posts[0]
    school = books.get(School, str(post["school"])) if post["school"] else None
    place = (
        str(school["name"]) if school else books.name_of(Organisation, str(post["organisation"]))
    )
    addressee = Addressee(
        name,
        ROLES[str(post["role"])],
        (place, *address_lines(school)),
        address_of(post, person) or "",
    )
    return addressee, _text(post["school"]), _text(post["organisation"])


def _email(books: Books, membership: Values, person: str) -> str:
    key = membership["school"] or membership["organisation"]
    posts = [
        post
        for post in posts_of(books, place=str(key))
        if str(post["person"]) == person and held_on(post, books.today)
    ]
    return address_of(posts[0] if posts else None, books.get(Person, person)) or ""


def _text(value: object) -> str | None:
    return None if value is None else str(value)
