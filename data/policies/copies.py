"""The policy under which something about a school's document is recorded.

A document that several catalogues name has one record, and one that stands in another document is
approved with that: whoever types into any of their cells means that record.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from data.policies.standing import board
from data.store.books import Books
from models.policies.policy import Policy
from models.policies.school_policy import SchoolPolicy
from models.records.record import Values

if TYPE_CHECKING:
    pass

OF_ITS_OWN = frozenset({"not applicable", "not started"})
"""Fields about a duty, and not about the document that meets it."""


def recorded_as(books: Books, school: str, policy: str, meaning: str = "") -> str:
    """The policy under which the school's document is recorded: mostly this one.

    `meaning` is what is to be recorded, where that is known.
    """
    standing = board(books).get(school, policy)
    if standing is None or not standing.by:
        return policy
    if meaning in OF_ITS_OWN and stands_in_another(books, school, policy):
        return policy
    return standing.by


def recorded_under(
    books: Books, cells: Iterable[tuple[str, str]], meaning: str = ""
) -> tuple[list[tuple[str, str]], str]:
    """The pairs of school and policy under which these are recorded, each once, and what to say.

    It is said only where another policy is meant than the one that was pointed at.
    """
    found: dict[tuple[str, str], None] = {}
    others: dict[str, None] = {}
    for school, policy in cells:
        answering = recorded_as(books, school, policy, meaning)
        found[school, answering] = None
        if answering != policy:
            others[books.name_of(Policy, answering)] = None
    return list(found), f"Recorded as {', '.join(others)}." if others else ""


def copy_of(books: Books, school: str, policy: str) -> Values | None:
    """The record of the school's document; None when there is none."""
    copies = books.find(SchoolPolicy, school=school, policy=recorded_as(books, school, policy))
    return copies[0] if copies else None


def stands_in_another(books: Books, school: str, policy: str) -> bool:
    """Whether the school says that it stands in another document."""
    copies = books.find(SchoolPolicy, school=school, policy=policy)
    return bool(copies and copies[0]["stands_in"])
