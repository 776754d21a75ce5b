"""TODO"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.alliances.alliance import Alliance
from models.memberships.membership import STAGES_THAT_ENDED, Membership
from models.people.person import Person
from models.records.record import Values

if TYPE_CHECKING:
    from data.store.change import Change


def _say_whom_it_leads_for(change: Change, post: Values) -> None:
    """Say where the holder of a post is lead contact for the place of the post."""
    name = change.books.name_of(Person, str(post["person"]))
    for membership in change.books.find(Membership, lead_contact=post["person"]):
        same = all(membership[each] == post[each] for each in ("school", "organisation"))
        if same and membership["stage"] not in STAGES_THAT_ENDED:
            alliance = change.books.name_of(Alliance, str(membership["alliance"]))
            change.warn("person", f"{name} is still lead contact in {alliance}.")
