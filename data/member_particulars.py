"""Who stands behind a membership, a school or an organisation, in the words of a summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from data.circulation import signature_stands
from models.alliances import Alliance, Membership
from models.codes import LOCAL_AUTHORITIES, PHASES, SCHOOL_TYPES
from models.records import Values
from models.schools import ORGANISATION_KINDS, Organisation, School

if TYPE_CHECKING:
    from data.store import Store


class Particulars(NamedTuple):
    """What a summary says of a member: an organisation has its kind as its type."""

    name: str
    alliance: str
    urn: str | None
    authority: str | None
    phase: str | None
    type: str | None


def particulars(store: Store, memberships: Iterable[Values]) -> dict[str, Particulars]:
    """The particulars of these memberships, by their keys."""
    of_members = School.key.in_(Membership.select(Membership.school))
    schools = {str(each["key"]): each for each in store.read(School.select().where(of_members))}
    organisations = {str(each["key"]): each for each in store.find(Organisation)}
    alliances = store.names(Alliance)
    found = {}
    for membership in memberships:
        alliance = alliances.get(str(membership["alliance"]), "")
        school = schools.get(str(membership["school"]))
        if school is not None:
            found[str(membership["key"])] = Particulars(
                str(school["name"]),
                alliance,
                _text(school["urn"]),
                _in_words(LOCAL_AUTHORITIES, school["local_authority"]),
                _in_words(PHASES, school["phase"]),
                _in_words(SCHOOL_TYPES, school["type"]),
            )
            continue
        other = organisations.get(str(membership["organisation"]), {})
        kind = _in_words(ORGANISATION_KINDS, other.get("kind_of_organisation"))
        name = str(other.get("name", ""))
        found[str(membership["key"])] = Particulars(name, alliance, None, None, None, kind)
    return found


def counted(words: Iterable[str | None]) -> str:
    """How often each word comes, the most frequent first: "Oldham 6, Bolton 2"."""
    counts = Counter(word or "not known" for word in words)
    ranked = sorted(counts, key=lambda word: (-counts[word], word.casefold()))
    return ", ".join(f"{word} {counts[word]}" for word in ranked)


def may_be_named(store: Store, memberships: Sequence[Values]) -> frozenset[str]:
    """The memberships whose school or organisation may stand by name in a circulated paper.

    That is, its signature stands in that alliance: in this period, or in another.
    """
    standing = {
        (membership["alliance"], who(membership))
        for membership in store.find(Membership)
        if signature_stands(membership)
    }
    return frozenset(
        str(each["key"]) for each in memberships if (each["alliance"], who(each)) in standing
    )


def within(store: Store, alliance: str | None, school: str | None) -> list[Values]:
    """The memberships within the limits of a summary."""
    wanted = {"alliance": alliance} if alliance else {}
    if school:
        wanted["school"] = school
    return store.find(Membership, **wanted)


def who(membership: Values) -> str:
    """The key of the school or the organisation of a membership."""
    return str(membership["school"] or membership["organisation"])


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _in_words(words: dict[str, str], value: object) -> str | None:
    return None if value is None else words.get(str(value), str(value))
