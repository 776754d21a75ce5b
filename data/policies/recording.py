"""Under which policy something about a school's document is recorded.

A document that several catalogues name has one record, and one that stands in another document is
approved with that: whoever types into any of their cells means that record.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from data.policy_standing import board
from models.policies import Policy, SchoolPolicy
from models.records import Values

if TYPE_CHECKING:
    from data.store import Store

OF_ITS_OWN = frozenset({"not applicable", "not started"})
"""What is said of a duty, and not of the document in which it stands."""


def recorded_as(store: Store, school: str, policy: str, meaning: str = "") -> str:
    """The policy under which the school's document is recorded: mostly this one.

    `meaning` is what is to be recorded, where that is known.
    """
    standing = board(store).get(school, policy)
    if standing is None or not standing.by:
        return policy
    if meaning in OF_ITS_OWN and stands_in_another(store, school, policy):
        return policy
    return standing.by


def recorded_under(
    store: Store, cells: Iterable[tuple[str, str]], meaning: str = ""
) -> tuple[list[tuple[str, str]], str]:
    """The pairs of school and policy under which these are recorded, each once, and what to say.

    It is said only where another policy is meant than the one that was pointed at.
    """
    found: dict[tuple[str, str], None] = {}
    others: dict[str, None] = {}
    for school, policy in cells:
        answering = recorded_as(store, school, policy, meaning)
        found[school, answering] = None
        if answering != policy:
            others[store.name_of(Policy, answering)] = None
    return list(found), f"Recorded as {', '.join(others)}." if others else ""


def copy_of(store: Store, school: str, policy: str) -> Values | None:
    """The record of the school's document; None when there is none."""
    copies = store.find(SchoolPolicy, school=school, policy=recorded_as(store, school, policy))
    return copies[0] if copies else None


def stands_in_another(store: Store, school: str, policy: str) -> bool:
    """Whether the school says that it stands in another document."""
    copies = store.find(SchoolPolicy, school=school, policy=policy)
    return bool(copies and copies[0]["stands_in"])
