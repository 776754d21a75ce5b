"""Consequences for policies that a trust holds: what is approved at one school stands for all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from models.fields.text import count_of
from models.policies.consequences import reviews_move_their_policies
from models.policies.review import Review
from models.policies.review_rules import reviews_of, that_stand
from models.policies.school_policy import SchoolPolicy
from models.records.consequences import Change, after_adding, after_changing
from models.records.record import Values
from models.schools.group import Group
from models.schools.group_member import GroupMember
from models.schools.group_rules import belongs_on

_SAME = ("kind_of_review", "reviewed", "approved_by", "minute", "evidence", "notes")


@after_adding(Review, "An approval of a policy that a trust holds stands for all its schools.")
def trust_approves_for_all(change: Change, added: Sequence[Values]) -> None:
    """Add the same entry at each other school for which the trust holds the policy."""
    for review in added:
        held = change.books.get(SchoolPolicy, str(review["school_policy"]))
        if held is None or not held["held_by"]:
            continue
        copied = _copy(change, review, _others(change, held, review))
        if copied:
            name = change.books.name_of(Group, str(held["held_by"]))
            schools = count_of(copied + 1, "school")
            change.warn("school_policy", f"It stands for {schools} of {name}.")


@after_adding(SchoolPolicy, "A policy that a trust holds comes with its newest approval.")
def begins_with_approval(change: Change, added: Sequence[Values]) -> None:
    """Give each what was approved for the other schools of the trust."""
    for held in added:
        _take_over(change, held)


@after_changing(SchoolPolicy, "A policy that a trust holds comes with its newest approval.")
def comes_with_approval(change: Change, before: Values, after: Values) -> None:
    """Give it what was approved for the other schools, once the trust holds it here too."""
    if after["held_by"] and after["held_by"] != before["held_by"]:
        _take_over(change, after)


def _others(change: Change, held: Values, review: Values) -> list[Values]:
    """The same policy at the other schools that belonged to the trust on the day of a review."""
    day = review["reviewed"]
    of_trust = {
        member["school"]
        for member in change.books.find(GroupMember, group=held["held_by"])
        if isinstance(day, date) and belongs_on(member, day)
    }
    return [
        each
        for each in change.books.find(SchoolPolicy, policy=held["policy"], held_by=held["held_by"])
        if each["key"] != held["key"]
        and each["school"] in of_trust
        and each["stage"] != "not applicable"
    ]


def _copy(change: Change, review: Values, others: Iterable[Values]) -> int:
    """Add a review at these too, where it is not there yet; returns at how many."""
    copied = []
    corrected = change.books.get(Review, str(review["corrects"])) if review["corrects"] else None
    for held in others:
        there = reviews_of(change.books, str(held["key"]))
        if any(_is_same(each, review) for each in there):
            continue
        twin = next((each for each in there if corrected and _is_same(each, corrected)), None)
        if corrected and twin is None:
            # What is put right was never entered there.
            continue
        new = {name: review[name] for name in _SAME} | {
            "school_policy": held["key"], "corrects": twin["key"] if twin else None,
        }  # fmt: skip
        change.add_as_result(Review, new)
        copied += [
            each
            for each in change.books.find(Review, school_policy=held["key"])
            if _is_same(each, review)
        ]
    reviews_move_their_policies(change, copied)
    return len(copied)


def _is_same(one: Values, other: Values) -> bool:
    names = ("kind_of_review", "reviewed", "approved_by", "minute")
    return all(one[name] == other[name] for name in names)


def _take_over(change: Change, held: Values) -> None:
    """Copy the newest approval of the trust to a school's policy that has none of that day."""
    if not held.get("held_by"):
        return
    standing = [
        review
        for each in change.books.find(SchoolPolicy, policy=held["policy"], held_by=held["held_by"])
        if each["key"] != held["key"]
        for review in that_stand(reviews_of(change.books, str(each["key"])))
    ]
    newest = max(standing, key=lambda each: str(each["reviewed"]), default=None)
    if newest is not None:
        _copy(change, newest | {"corrects": None}, [held])
