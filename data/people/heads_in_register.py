"""Heads of our schools compared with those of the register, where that keeps names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from data.people.posts import heads_on
from data.schools.register.names import words_of
from data.schools.register.register import Register
from models.people.person import Person
from models.records.record import Values
from models.schools.school import School

if TYPE_CHECKING:
    from data.store.store import Store

_TITLES = frozenset(
    ("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "rev", "revd", "sir", "dame",
     "lady", "fr", "father", "sister", "canon")
)  # fmt: skip


class HeadDifference(NamedTuple):
    """A school whose head the register calls otherwise; `ours` is empty where none is known."""

    school: str
    name: str
    urn: str
    ours: str
    register: str


def compare_heads(
    store: Store, register: Register, schools: Sequence[Values]
) -> list[HeadDifference]:
    """The schools whose head is another one in the register; none where it keeps no names.

    Titles and signs make no difference.
    """
    theirs = register.heads(str(school["urn"]) for school in schools if school["urn"])
    if not theirs:
        return []
    ours = heads_on(store, store.today)
    names = store.names(Person)
    found = []
    for school in schools:
        urn, key = str(school["urn"] or ""), str(school["key"])
        if urn in theirs:
            head = names.get(ours[key].person, "") if key in ours else ""
            name, _ = theirs[urn]
            if _bare(head) != _bare(name):
                found.append(HeadDifference(key, store.name_from(School, school), urn, head, name))
    return found


def _bare(name: str) -> list[str]:
    return [word for word in words_of(name) if word not in _TITLES]
