"""Members that signed under a former URN, as the establishment that they were before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from data.memberships.as_of import memberships
from data.store.books import Books
from models.alliances.alliance import Alliance
from models.memberships.membership import STAGES_THAT_SIGNED, Membership, Step
from models.records.record import Values
from models.schools.urn_period import UrnPeriod

LAPSES = "lapses"
"""The choice of an alliance by which only what was signed anew counts."""


def became_another(books: Books) -> dict[str, date]:
    """The last day under the former URN, of schools that had another one by the books' day."""
    today = books.today.isoformat()
    rows = books.kept(UrnPeriod, ("school", "until"), order_by=("until",))
    return {school: date.fromisoformat(until) for school, until in rows if until < today}


def signed_as_predecessor(membership: Values, became: Mapping[str, date]) -> bool:
    """Whether a member signed under its former URN only."""
    until = became.get(str(membership["school"]))
    if until is None or membership["stage"] not in STAGES_THAT_SIGNED:
        return False
    days = (membership["statement_signed"], membership["signed_anew"])
    return days[0] is not None and not any(isinstance(day, date) and day > until for day in days)


def lapsed_signatures(books: Books) -> frozenset[str]:
    """The memberships whose signature counts no more, by the choice of their alliance."""
    return books.cached("lapsed signatures", _Lapsed).keys


class _Lapsed:
    """The keys of those memberships, as long as nothing of it changes."""

    def __init__(self, books: Books) -> None:
        self.keys: frozenset[str] = frozenset()
        rows = books.kept(Alliance, ("key", "predecessors"))
        lapsing = {key for key, choice in rows if choice == LAPSES}
        if lapsing:
            became = became_another(books)
            self.keys = frozenset(
                str(each["key"])
                for each in memberships(books)
                if each["alliance"] in lapsing and signed_as_predecessor(each, became)
            )

    def update(self, books: Books, touched: Mapping[str, set[str]]) -> bool:
        kinds = {Alliance.kind, Membership.kind, Step.kind, UrnPeriod.kind}
        return not touched.keys() & kinds
