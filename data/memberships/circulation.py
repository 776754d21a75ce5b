"""What may be circulated: papers name only schools that have signed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from data.memberships.as_of import memberships
from data.memberships.predecessors import lapsed_signatures
from data.memberships.through_trusts import schools_of, signed_for
from data.store.books import Books
from data.tables.limits import Limits
from models.fields.text import count_of
from models.memberships.membership import STAGES_THAT_ENDED, STAGES_THAT_SIGNED
from models.records.record import Values


def schools_that_signed(books: Books, alliance: str | None = None) -> frozenset[str]:
    """The schools whose signature of the Statement stands, in this alliance or in any.

    Where the trusts of an alliance sign for their schools, the signature of its trust counts.
    """
    limits = {"alliance": alliance} if alliance else {}
    return frozenset(
        str(membership["school"])
        for membership in memberships(books, **limits)
        if membership["school"] is not None and signature_stands(books, membership)
    ) | schools_of(
        [each for each in signed_for(books, alliance) if signature_stands(books, each.membership)]
    )


def signature_stands(books: Books, membership: Values) -> bool:
    """Whether a school or an organisation has signed the Statement, and has not left.

    What a school signed before it became another establishment stands, unless its alliance wants it
    signed anew.
    """
    signed = membership["statement_signed"] is not None
    stays = membership["stage"] in STAGES_THAT_SIGNED and signed
    return stays and membership["key"] not in lapsed_signatures(books)


def left_out(kept: Iterable[str], everybody: Iterable[str]) -> list[str]:
    """The note that says how many schools a circulated paper leaves out; none when none are."""
    count = len(set(everybody) - set(kept))
    if not count:
        return ["For circulation: every school shown has signed the Statement of Commitment."]
    schools = count_of(count, "school that has", "schools that have")
    are = "is" if count == 1 else "are"
    return [f"For circulation: {schools} not signed the Statement of Commitment {are} left out."]


def members_left_out(
    kept: Iterable[Values], everybody: Iterable[Values], are_what: str = "left out"
) -> str:
    """The note that says which memberships a circulated paper leaves out, or names not, and why.

    Schools and organisations are counted, each once, by the first reason that holds: not signed,
    signed for another alliance that is shown, left. Of whoever is shown with a newer period, older
    ones are counted as periods.
    """
    shown = list(kept)
    keys = {each["key"] for each in shown}
    members = {member_key(each) for each in shown}
    pairs = {(each["alliance"], member_key(each)) for each in shown}
    reasons: dict[str, dict[str, bool]] = {reason: {} for reason in _REASONS}
    periods = 0
    for each in everybody:
        member = member_key(each)
        if each["key"] in keys:
            continue
        if (each["alliance"], member) in pairs:
            periods += 1
            continue
        has_left = each["stage"] == "left" and each["statement_signed"] is not None
        reason = "left" if has_left else "elsewhere" if member in members else "unsigned"
        reasons[reason][member] = bool(each["school"])
    parts = []
    said: set[str] = set()
    for reason, members_of_it in reasons.items():
        counted = {key: is_school for key, is_school in members_of_it.items() if key not in said}
        said |= counted.keys()
        if counted:
            has = "has" if len(counted) == 1 else "have"
            parts.append(f"{_members(counted)} that {has} {_REASONS[reason]}")
    if periods:
        one, several = "earlier period of a member", "earlier periods of members"
        parts.append(f"{count_of(periods, one, several)} that came back")
    if not parts:
        return f"For circulation: nobody is {are_what}."
    if len(parts) > 1:
        return f"For circulation, {are_what}: {'; '.join(parts)}."
    are = "is" if len(said) + periods == 1 else "are"
    return f"For circulation: {parts[0]} {are} {are_what}."


_REASONS = {
    "unsigned": "not signed the Statement of Commitment",
    "elsewhere": "signed the Statement of Commitment of another alliance only",
    "left": "left",
}


def member_key(membership: Values) -> str:
    """The key of the school or the organisation of a membership."""
    return str(membership["school"] or membership["organisation"])


def _members(are_schools: Mapping[str, bool]) -> str:
    """How many schools and organisations: "2 schools and 1 organisation"."""
    schools = sum(are_schools.values())
    counts = ((schools, "school"), (len(are_schools) - schools, "organisation"))
    return " and ".join(count_of(count, what) for count, what in counts if count)


def shown_schools(
    books: Books, limits: Limits, schools: Iterable[str]
) -> tuple[frozenset[str], list[str]]:
    """Of these schools those that a summary within such limits may show, and the notes on it."""
    found = frozenset(schools)
    if limits.alliance:
        found &= members_of(books, limits.alliance)
    if limits.school:
        found &= {limits.school}
    return named_schools(books, limits, found)


def named_schools(
    books: Books, limits: Limits, schools: Iterable[str]
) -> tuple[frozenset[str], list[str]]:
    """Of these schools those that may stand by name within such limits, and the notes on it."""
    found = frozenset(schools)
    if not limits.for_circulation:
        return found, []
    kept = found & schools_that_signed(books, limits.alliance)
    return kept, left_out(kept, found)


def members_of(books: Books, alliance: str) -> frozenset[str]:
    """The schools whose membership of an alliance has not ended, or whose trust signs for them."""
    return frozenset(
        str(each["school"])
        for each in memberships(books, alliance=alliance)
        if each["stage"] not in STAGES_THAT_ENDED and each["school"] is not None
    ) | schools_of(signed_for(books, alliance))
