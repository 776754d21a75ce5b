"""Lines of Today about memberships: statements, lead contacts, hubs."""

from __future__ import annotations

from collections.abc import Iterator

from data.memberships.circulation import member_key
from data.store.books import Books
from data.tables.attention import Matter, Step, breaches_of, needs_attention, sets_up
from models.alliances.alliance import Alliance
from models.fields.text import count_of
from models.memberships.expectation_rules import lead_is_accountable, statement_comes_back
from models.memberships.membership import Membership
from models.memberships.rules import hub_is_a_member
from models.schools.school import School

_SENT = "statement_sent"


@needs_attention(place=50, group="Members")
def statements_out(books: Books) -> Iterator[Matter]:
    """Statements of Commitment that have not come back signed."""
    yield breaches_of(
        books, Membership, statement_comes_back, "Statements sent, not signed", since=_SENT
    )


@needs_attention(place=70, group="Members")
def leads_and_hubs(books: Books) -> Iterator[Matter]:
    """Lead contacts who do not decide for their school, and hubs that have not signed."""
    title = "Lead contacts without accountability"
    short = "Contact not accountable"
    yield breaches_of(books, Membership, lead_is_accountable, title, short=short)
    yield breaches_of(books, Alliance, hub_is_a_member, "Hubs that have not signed")


@sets_up(2)
def an_alliance_with_members(books: Books) -> Step:
    """The alliance whose books these are, and who belongs to it."""
    names = sorted(books.names(Alliance).values())
    if not names:
        return Step(
            "Say which alliance they form", "2 a", "no alliance", False, Alliance.kind, "add",
            "It has a hub and members: schools join it with m, once marked on tab 1.",
        )  # fmt: skip
    members = len({member_key(each) for each in books.find(Membership)})
    formed = names[0] if len(names) == 1 else f"{len(names)} alliances"
    there = f"{count_of(members, 'member')} of {formed}" if members else "nobody is in it yet"
    return Step(
        "Say which alliance they form", "1 m", there, bool(members), School.kind, "join",
        "Space marks schools, and m brings the marked ones into the alliance.",
    )  # fmt: skip
