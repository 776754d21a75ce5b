"""Consequences of posts for memberships: a lead contact whose post ends is named."""

from __future__ import annotations

from collections.abc import Sequence

from models.alliances.alliance import Alliance
from models.memberships.membership import STAGES_THAT_ENDED, Membership
from models.people.person import Person
from models.people.post import Post, held_on
from models.records.consequences import Change, after_adding, after_changing
from models.records.record import Values

_PLACE = ("school", "organisation")


@after_adding(Post, "A lead contact whose post a successor ends is named.")
def lead_contact_is_succeeded(change: Change, added: Sequence[Values]) -> None:
    """Warn of each lead contact whose post this operation ended."""
    for post in added:
        _name_succeeded(change, post)


@after_changing(Post, "A lead contact who no longer has strategic accountability is named.")
def lead_contact_loses_accountability(change: Change, before: Values, after: Values) -> None:
    """Warn when the post itself, or another this operation ended, takes it away."""
    now = change.books.get(Post, str(after["key"]))
    if now is not None and _is_accountable(change, before) and not _is_accountable(change, now):
        _name_lead_contact(change, now)
    _name_succeeded(change, after)


def _name_succeeded(change: Change, post: Values) -> None:
    place = {name: post[name] for name in _PLACE}
    touched = change.touched.get(Post.kind, set()) - {str(post["key"])}
    if not touched or not any(place.values()):
        return
    for other in change.books.find(Post, **place):
        if other["key"] in touched and other["ended"] is not None:
            _name_lead_contact(change, other)


def _name_lead_contact(change: Change, post: Values) -> None:
    name = change.books.name_of(Person, str(post["person"]))
    for membership in change.books.find(Membership, lead_contact=post["person"]):
        same = all(membership[each] == post[each] for each in _PLACE)
        if same and membership["stage"] not in STAGES_THAT_ENDED:
            alliance = change.books.name_of(Alliance, str(membership["alliance"]))
            message = f"{name} is still lead contact in {alliance}."
            if all(each.message != message for each in change.warnings):
                change.warn("person", message)


def _is_accountable(change: Change, post: Values) -> bool:
    return bool(post["strategic_accountability"]) and held_on(post, change.today)
