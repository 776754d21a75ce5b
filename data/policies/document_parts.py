"""Documents that a school may hold whole or in parts: the change from one form to the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from data.policies.approvals import held
from data.policies.copies import copy_of, recorded_as
from data.store.books import Books
from models.policies.policy import Policy
from models.policies.review import Review
from models.policies.review_rules import that_stand
from models.policies.school_policy import SchoolPolicy
from models.records.record import Values

if TYPE_CHECKING:
    from data.store.change import Change

_NOTED = ("next_review", "published", "published_at", "owner", "uses_model", "notes")


class Forms(NamedTuple):
    """A document's two forms: the key of the whole, the keys and titles of its parts.

    `in_parts` says that the school holds it in parts now.
    """

    whole: str
    title: str
    parts: dict[str, str]
    in_parts: bool


def forms_of(books: Books, school: str, policy: str) -> Forms | None:
    """The forms of the document that this policy is, or is a part of; None when it has but one."""
    values = books.get(Policy, policy)
    whole = books.get(Policy, str(values["part_of"])) if values and values["part_of"] else values
    if whole is None:
        return None
    found = books.find(Policy, part_of=whole["key"])
    parts = {str(each["key"]): str(each["title"]) for each in found if each["ended"] is None}
    if not parts:
        return None
    copies = [books.find(SchoolPolicy, school=school, policy=part) for part in parts]
    in_parts = any(each["stage"] != "not applicable" for copy in copies for each in copy)
    if not in_parts:
        # Another catalogue may name a part as well, and the school hold it as that.
        elsewhere = (copy_of(books, school, part) for part in parts)
        in_parts = any(
            copy and copy["policy"] != whole["key"] and copy["stage"] != "not applicable"
            for copy in elsewhere
        )
    return Forms(str(whole["key"]), str(whole["title"]), parts, in_parts)


def hold_in_parts(change: Change, school: str, forms: Forms) -> None:
    """Note that the school holds the document in parts: it is no longer asked for the whole."""
    for part in forms.parts:
        _take_up(change, held(change, school, part))
    _set_aside(change, school, forms.whole, f"Held in its parts: {', '.join(forms.parts.values())}")


def hold_in_one(change: Change, school: str, forms: Forms) -> None:
    """Note that the school holds the document as one again: it is no longer asked for its parts."""
    for part in forms.parts:
        recorded = recorded_as(change.books, school, part)
        for policy in dict.fromkeys((part, recorded)):
            if policy != forms.whole:
                _set_aside(change, school, policy, f"Held in one document: {forms.title}")
    _take_up(change, held(change, school, forms.whole))


def _take_up(change: Change, key: str) -> None:
    """Bring a form back that was set aside: in force when it has a review, else not started."""
    values = change.books.get(SchoolPolicy, key)
    if values is not None and values["stage"] == "not applicable":
        reviewed = that_stand(change.books.find(Review, school_policy=key))
        stage = "in force" if reviewed else "not started"
        change.set(SchoolPolicy, key, {"stage": stage, "reason": None})


def _set_aside(change: Change, school: str, policy: str, reason: str) -> None:
    """Put a form away. What nobody has noted anything about goes; the rest stays, with a reason."""
    for values in change.books.find(SchoolPolicy, school=school, policy=policy):
        key = str(values["key"])
        reviewed = change.books.find(Review, school_policy=key)
        if reviewed or any(values[name] is not None for name in _NOTED):
            new: Values = {"stage": "not applicable", "reason": reason, "next_review": None}
            change.set(SchoolPolicy, key, new)
        else:
            change.remove(SchoolPolicy, key)
