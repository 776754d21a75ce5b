"""What of the workstreams needs attention."""

from __future__ import annotations

from collections.abc import Iterator

from data.store.books import Books
from data.tables.attention import Matter, breaches_of, needs_attention
from models.memberships.membership import Membership
from models.workstreams.rules import member_has_a_workstream


@needs_attention(place=60, group="Members")
def members_in_no_workstream(books: Books) -> Iterator[Matter]:
    """Members that have promised no workstream anything."""
    yield breaches_of(books, Membership, member_has_a_workstream, "Members in no workstream")
