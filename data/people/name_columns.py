"""Names of people as lists have them: in two columns, surname first, the role in brackets."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from data.imports.preparing import place_headed, prepares, put_right
from data.people.role_columns import HEADINGS, take_other_roles, take_role_columns
from data.store.books import Books
from models.fields.field import UnreadableError
from models.fields.text import folded, one_line
from models.people.person import Person
from models.people.post import Post

if TYPE_CHECKING:
    from data.imports.tabular_files import TabularFile

_FIRST = ("Forename", "Forenames", "First name", "Firstname", "Given name")
_LAST = ("Surname", "Last name", "Lastname", "Family name")
SURNAME_FIRST = (
    *("Surname, first name", "Surname, forename", "Surname, first", "Surname first"),
    *("Surname, first (role)", "Name (role)", "Name and role", "Name (post)"),
)
"""Headings of one column with whole names."""

_HOLDERS = ("Person", "Name", "Full name", "Governor", "Governor name", "Trustee")

_IN_BRACKETS = re.compile(r"(.*\S)\s*[(\[]([^()\[\]]+)[)\]]")
_SURNAME_FIRST = re.compile(r"([^\d,]*[^\W\d][^\d,]*),\s*([^\d,]*[^\W\d][^\d,]*)")
_LETTERS_BEHIND = re.compile(r"[A-Z. ]{2,}|.*(?:PhD|Jnr|Snr|Jr|Sr)\.?.*")
"""What stands behind a name and is no first name, such as OBE."""

_REMARK = re.compile(
    r"[\d()\[\]/&;+]|\b(?:and|left|acting|interim|maternity|vacant)\b", re.IGNORECASE
)
"""What stands in no name: there a remark or a second person came along."""

_EXAMPLES, _ODD_SHOWN = 2, 4


@prepares(Person, (*_FIRST, *_LAST))
def names_of_people(books: Books, table: TabularFile) -> None:
    """Put first names and surnames together, and surnames behind."""
    _join(table, "Name")
    _turn(books, table, ("Name", "Full name", "Person", *SURNAME_FIRST), "")


@prepares(Post, (*_FIRST, *_LAST), beside=HEADINGS)
def names_of_post_holders(books: Books, table: TabularFile) -> None:
    """The same for whoever holds a post, with the role that stands in brackets behind the name."""
    take_role_columns(table)
    take_other_roles(table)
    _join(table, "Person")
    has_role = place_headed(table, ("Role", "Post", "Position", "Job title", "Job")) is not None
    _turn(books, table, (*_HOLDERS, *SURNAME_FIRST), "" if has_role else "Role")


def _join(table: TabularFile, heading: str) -> None:
    first, last = place_headed(table, _FIRST), place_headed(table, _LAST)
    if first is None or last is None or place_headed(table, (heading,)) is not None:
        return

    def joined(cells: list[str]) -> list[str]:
        return [*cells, one_line(f"{table.text(cells[first])} {table.text(cells[last])}")]

    table.notes.append(
        f"“{table.headings[first]}” and “{table.headings[last]}” together are the {heading}."
    )
    put_right(table, joined, heading)


def _turn(books: Books, table: TabularFile, headings: tuple[str, ...], role: str) -> None:
    """Turn names in the column of one of these headings; a `role` column is added, if it is given.

    A name that somebody in the books has as it stands stays so.
    """
    place = place_headed(table, headings)
    if place is None:
        return
    at, told = place, 0
    odd: list[str] = []
    known = {folded(one_line(name)) for name in books.names(Person).values()}

    def turned(cells: list[str]) -> list[str]:
        nonlocal told
        text = one_line(table.text(cells[at]))
        name, in_brackets = (text, "") if folded(text) in known else _parts(text)
        if name != text and told < _EXAMPLES:
            told += 1
            table.notes.append(f"“{text}” is read as {name}.")
        if name not in odd and len(odd) < _ODD_SHOWN and _REMARK.search(name):
            odd.append(name)
            table.notes.append(f"“{name}” is taken for a name as it stands.")
        own = [*cells[:at], name, *cells[at + 1 :]] if name != text else cells
        return [*own, in_brackets] if role else own

    put_right(table, turned, *filter(None, [role]))


def _parts(text: str) -> tuple[str, str]:
    """A name with its surname behind, and the role that stands in brackets or after a comma."""
    bracketed = _IN_BRACKETS.fullmatch(text)
    name, role = (text, "")
    if bracketed and _is_role(bracketed[2]):
        name, role = bracketed[1], bracketed[2]
    if both := _SURNAME_FIRST.fullmatch(name):
        before, behind = both[1].strip(), both[2].strip()
        if _is_role(behind):
            return before, role or behind
        if not _LETTERS_BEHIND.fullmatch(behind):
            name = f"{behind} {before}"
    return name, role


def _is_role(text: str) -> bool:
    """Whether it is a role, or how one begins; a word within one, such as Trust, may be a place."""
    field = Post.field("role")
    try:
        role = field.read(text, date.min)
    except UnreadableError:
        return False
    said, word = folded(text), folded(field.show(role))
    return role == said or word.startswith(said) or said not in word
