"""What may leave the house: only schools that have signed stand by name in a circulated paper."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from models.alliances import STAGES_THAT_ENDED, STAGES_THAT_SIGNED, Membership
from models.records import Values
from models.schools import School

if TYPE_CHECKING:
    from data.store import Store
    from data.summaries import Limits


def schools_that_signed(store: Store, alliance: str | None = None) -> frozenset[str]:
    """The schools whose signature of the Statement stands, in this alliance or in any."""
    limits = {"alliance": alliance} if alliance else {}
    return frozenset(
        str(membership["school"])
        for membership in store.find(Membership, **limits)
        if membership["school"] is not None and signature_stands(membership)
    )


def signature_stands(membership: Values) -> bool:
    """Whether a school or an organisation has signed the Statement, and has not left."""
    return membership["stage"] in STAGES_THAT_SIGNED and membership["statement_signed"] is not None


def left_out(kept: Iterable[str], everybody: Iterable[str]) -> list[str]:
    """The note that says how many schools a circulated paper leaves out; none when none are."""
    count = len(set(everybody) - set(kept))
    if not count:
        return ["For circulation: every school shown has signed the Statement of Commitment."]
    schools = "1 school that has" if count == 1 else f"{count} schools that have"
    return [f"For circulation: {schools} not signed the Statement of Commitment left out."]


def shown_schools(
    store: Store, limits: Limits, schools: Iterable[str]
) -> tuple[frozenset[str], list[str]]:
    """Of these schools those that a summary within such limits may show, and the notes on it."""
    found = frozenset(schools)
    if limits.alliance:
        found &= members_of(store, limits.alliance)
    if limits.school:
        found &= {limits.school}
    return named_schools(store, limits, found)


def named_schools(
    store: Store, limits: Limits, schools: Iterable[str]
) -> tuple[frozenset[str], list[str]]:
    """Of these schools those that may stand by name within such limits, and the notes on it."""
    found = frozenset(schools)
    if not limits.for_circulation:
        return found, []
    kept = found & schools_that_signed(store, limits.alliance)
    return kept, left_out(kept, found)


def names_kept_back(store: Store, limits: Limits) -> list[str]:
    """The casefolded names that no text of a circulated paper may mention: a text may name any."""
    if not limits.for_circulation:
        return []
    signed = schools_that_signed(store, limits.alliance)
    asked = {str(each["school"]) for each in store.find(Membership) if each["school"]}
    return [store.name_of(School, key).casefold() for key in asked - signed]


def members_of(store: Store, alliance: str) -> frozenset[str]:
    """The schools whose membership of an alliance has not ended."""
    return frozenset(
        str(each["school"])
        for each in store.find(Membership, alliance=alliance)
        if each["stage"] not in STAGES_THAT_ENDED and each["school"] is not None
    )
