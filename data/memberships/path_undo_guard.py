"""Refusing to undo changes of memberships that were made before their paths were kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from data.store.books import Books
from data.store.history import touched_until
from data.store.undo import Replayed, undo_guard
from models.memberships.membership import Membership, Step
from models.memberships.path import DAY_OF_STAGE


@undo_guard
def path_would_be_left_behind(books: Books, number: int, changes: Sequence[Replayed]) -> str:
    """Why a replay would leave a membership with the path of another stage; empty when it does not.

    Whatever moves a membership on takes a step in the same operation. When no step was taken until
    then, the operation is from before there were any, and those that stand now would stay.
    """
    of_members = [each for each in changes if each.kind == Membership.kind]
    if not of_members or touched_until(books, Step, number):
        return ""
    for _, key, was, becomes in of_members:
        touched = {*(was or {}), *(becomes or {})}
        comes_or_goes = was is None or becomes is None
        if comes_or_goes or "stage" in touched or _stands_on_path(books, key, was or {}):
            name = books.name_of(Membership, key) or "a membership"
            return (
                f"it was done with an earlier version, and {name} has a path since, which would "
                "no longer fit. Move the membership on, or put its days right, instead."
            )
    return ""


def _stands_on_path(books: Books, key: str, was: Mapping[str, Any]) -> bool:
    """Whether a day that would be taken back is the day of a step."""
    steps = {(each["stage"], each["since"]) for each in books.find(Step, membership=key)}
    return any(
        (stage, Membership.field(attribute).decode(was[attribute])) in steps
        for stage, attribute in DAY_OF_STAGE.items()
        if was.get(attribute)
    )
