"""What of the memberships needs attention: statements, lead contacts, hubs."""

from __future__ import annotations

from collections.abc import Iterator

from data.store.books import Books
from data.tables.attention import Matter, breaches_of, needs_attention
from models.alliances.alliance import Alliance
from models.memberships.expectation_rules import lead_is_accountable, statement_comes_back
from models.memberships.membership import Membership
from models.memberships.rules import hub_is_a_member

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
