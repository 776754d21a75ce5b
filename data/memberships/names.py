"""The member behind a membership, school or organisation, in the words of a summary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from data.memberships.as_of import memberships
from data.memberships.circulation import member_key, signature_stands
from data.store.books import Books
from models.alliances.alliance import Alliance
from models.memberships.membership import Membership
from models.records.record import Values
from models.schools.gias_codes import LOCAL_AUTHORITIES, PHASES, SCHOOL_TYPES
from models.schools.organisation import ORGANISATION_KINDS, Organisation
from models.schools.school import School


class Particulars(NamedTuple):
    """The particulars of a member in a summary; for an organisation its kind is the type."""

    name: str
    alliance: str
    urn: str | None
    authority: str | None
    phase: str | None
    type: str | None


def member_name(books: Books, membership: Values) -> str:
    """The name of the school or organisation that a membership is about."""
    if membership["school"]:
        return books.name_of(School, str(membership["school"]))
    return books.name_of(Organisation, str(membership["organisation"]))


def name_on_paper(books: Books, membership: Values) -> str:
    """The name of a member as it stands on what goes out to it: without its URN beside others."""
    if not membership["school"]:
        return member_name(books, membership)
    school = books.get(School, str(membership["school"]))
    return str(school["name"]) if school else ""


def called_together(books: Books, memberships: Sequence[Values]) -> str:
    """These in a sentence: the name of one, or how many."""
    if len(memberships) == 1:
        return member_name(books, memberships[0])
    schools = all(each["school"] for each in memberships)
    return f"{len(memberships)} {'schools' if schools else 'members'}"


def particulars(books: Books, wanted: Iterable[Values]) -> dict[str, Particulars]:
    """The particulars of these memberships, by their keys."""
    of_members = School.key.in_(Membership.select(Membership.school))
    schools = {str(each["key"]): each for each in books.select(School.select().where(of_members))}
    organisations = {str(each["key"]): each for each in books.find(Organisation)}
    alliances = books.names(Alliance)
    found = {}
    for membership in wanted:
        alliance = alliances.get(str(membership["alliance"]), "")
        school = schools.get(str(membership["school"]))
        if school is not None:
            found[str(membership["key"])] = Particulars(
                books.name_from(School, school),
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


def may_be_named(books: Books, wanted: Sequence[Values]) -> frozenset[str]:
    """Of these memberships those whose school or organisation a circulated paper may name.

    That is, its signature stands in that alliance: in this period, or in another.
    """
    standing = {
        (membership["alliance"], member_key(membership))
        for membership in memberships(books)
        if signature_stands(books, membership)
    }
    return frozenset(
        str(each["key"]) for each in wanted if (each["alliance"], member_key(each)) in standing
    )


def within(books: Books, alliance: str | None, school: str | None) -> list[Values]:
    """The memberships within the limits of a summary, as they stand on the store's day."""
    wanted = {"alliance": alliance} if alliance else {}
    if school:
        wanted["school"] = school
    return memberships(books, **wanted)


def nobody_in(books: Books, alliance: str | None) -> str:
    """The note of a summary without members: in this alliance, or in any."""
    if alliance:
        return f"Nobody is in {books.name_of(Alliance, alliance)} yet."
    return "Nobody is in an alliance yet."


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _in_words(words: dict[str, str], value: object) -> str | None:
    return None if value is None else words.get(str(value), str(value))
