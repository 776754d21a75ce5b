"""Schools that are in an alliance through their trust: it is a member, and they belong to it."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from data.memberships.as_of import memberships
from data.store.books import Books
from models.alliances.alliance import Alliance
from models.memberships.membership import STAGES_THAT_ENDED
from models.records.record import Values
from models.schools.group_member import GroupMember
from models.schools.group_rules import belongs_on
from models.schools.organisation import Organisation

TRUST_SIGNS = "trust"
"""The choice of an alliance by which a trust signs for its schools."""


class Through(NamedTuple):
    """A school that is in an alliance through a trust, by the trust's membership.

    Where `signs` is false the school itself has to sign, and may not be named before it has.
    """

    school: str
    trust: str
    membership: Values
    signs: bool


def through_trusts(books: Books, alliance: str | None = None) -> list[Through]:
    """The schools of all trusts in this alliance, or in any, on the books' day.

    A school that has a membership of its own there is among them; trusts that have left are not.
    """
    rows = books.kept(Organisation, ("key", "trust"))
    trusts = {key: trust for key, trust in rows if trust is not None}
    if not trusts:
        return []
    limits = {"alliance": alliance} if alliance else {}
    signing = {
        key for key, who in books.kept(Alliance, ("key", "trusts_sign")) if who == TRUST_SIGNS
    }
    return [
        Through(str(member["school"]), trust, each, each["alliance"] in signing)
        for each in memberships(books, **limits)
        if (trust := trusts.get(str(each["organisation"])))
        and each["stage"] not in STAGES_THAT_ENDED
        for member in books.find(GroupMember, group=trust)
        if belongs_on(member, books.today)
    ]


def signed_for(books: Books, alliance: str | None = None) -> list[Through]:
    """The schools for which the trust signs, so that they count as members."""
    return [each for each in through_trusts(books, alliance) if each.signs]


def schools_of(found: Collection[Through]) -> frozenset[str]:
    """The keys of these schools."""
    return frozenset(each.school for each in found)
