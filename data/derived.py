"""Columns that are reckoned and not kept: a policy's state, a school's workstreams."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple, Protocol

from data.alliance_details import where_texts_stand
from data.approvals import that_were_corrected
from data.attendance import attendance_of_members
from data.policy_standing import board
from data.policy_tables import APPROVED, DUE, DUTY, STATE
from data.posts import held_by_people, held_when
from data.reading import AMONG, of_keys
from data.tables import Column
from models.agreed_texts import AgreedText
from models.agreements import ServiceAgreement
from models.alliances import Commitment, Membership, Workstream, is_open
from models.dates import school_year
from models.due import IN_ORDER, NOT_COUNTED
from models.duties import MUST
from models.people import Person, Post
from models.policies import Policy, Review, SchoolPolicy
from models.values import Value

if TYPE_CHECKING:
    from data.store import Store
    from models.records import Record

Values = dict[str, tuple[Value, ...]]
"""The derived cells of each record, by its key."""


class Reckon(Protocol):
    """Reckons the derived cells of all records of a kind, or at least of those with these keys."""

    def __call__(self, store: Store, keys: Collection[str] | None = None) -> Values:
        """The cells by the keys of the records."""


class Derived(NamedTuple):
    """The derived columns of a kind of record, and how to reckon them.

    In a list they stand after the field `after`.
    """

    after: str
    columns: tuple[Column, ...]
    reckon: Reckon


def _policy_states(store: Store, keys: Collection[str] | None = None) -> Values:
    standing = board(store)
    sql = 'SELECT "key", "school_id", "policy_id" FROM "school_policy"'
    rows = (
        store.database.rows(sql)
        if keys is None
        else store.database.rows(f'{sql} WHERE "key" {AMONG}', json.dumps(sorted(keys)))
    )
    return {
        key: (each.state, each.due, each.approved, each.duty.level.capitalize())
        for key, school, policy in rows
        if (each := standing.get(school, policy))
    }


def _what_members_do(store: Store, keys: Collection[str] | None = None) -> Values:
    """What each membership is committed to, and how often it was represented this school year."""
    workstreams = workstreams_of_members(store)
    came = attendance_of_members(store, school_year(store.today))
    return {
        key: (
            workstreams.get(key),
            f"{came[key][0]} of {came[key][1]}" if key in came else None,
        )
        for key in (keys if keys is not None else workstreams.keys() | came.keys())
    }


def workstreams_of_members(store: Store) -> dict[str, str]:
    """The short names of the workstreams that each membership is committed to today."""
    short = {
        str(each["key"]): str(each["short_name"] or each["name"]) for each in store.find(Workstream)
    }
    found: dict[str, list[str]] = {}
    for commitment in store.find(Commitment):
        if is_open(commitment, store.today):
            names = found.setdefault(str(commitment["membership"]), [])
            names.append(short[str(commitment["workstream"])])
    return {key: ", ".join(sorted(names)) for key, names in found.items()}


def _members_of_workstreams(store: Store, keys: Collection[str] | None = None) -> Values:
    counts = Counter(
        str(commitment["workstream"])
        for commitment in store.find(Commitment)
        if is_open(commitment, store.today)
    )
    return {str(each["key"]): (counts[str(each["key"])],) for each in store.find(Workstream)}


def _policies_in_order(store: Store, keys: Collection[str] | None = None) -> Values:
    counts: dict[str, list[int]] = {}
    standing = board(store)
    wanted = [policy.key for policy in standing.policies] if keys is None else keys
    pairs = ((school, policy) for school in standing.watched for policy in wanted)
    for each in (standing.get(*pair) for pair in pairs):
        if each and each.duty.level == MUST and each.state not in NOT_COUNTED:
            count = counts.setdefault(each.policy, [0, 0])
            count[0] += each.state in IN_ORDER
            count[1] += 1
    return {policy: (f"{good} of {of}",) for policy, (good, of) in counts.items()}


def _schools_that_buy(store: Store, keys: Collection[str] | None = None) -> Values:
    today = store.today.isoformat()
    rows = store.database.rows(
        'SELECT "agreement_id", count(DISTINCT "school_id") FROM "purchase" '
        'WHERE "began" <= ? AND ("ended" IS NULL OR "ended" >= ?) GROUP BY "agreement_id"',
        today,
        today,
    )
    counts: dict[Value, int] = dict(rows)
    agreements = [each["key"] for each in store.find(ServiceAgreement)]
    return {str(key): (counts.get(key, 0),) for key in agreements}


def _what_became_of_reviews(store: Store, keys: Collection[str] | None = None) -> Values:
    return {key: (became,) for key, became in that_were_corrected(store).items()}


def _posts_of_people(store: Store, keys: Collection[str] | None = None) -> Values:
    held = held_by_people(store, keys)
    people = keys if keys is not None else [str(each["key"]) for each in store.find(Person)]
    return {key: (held.get(key),) for key in people}


def _when_posts_are_held(store: Store, keys: Collection[str] | None = None) -> Values:
    posts = store.find(Post) if keys is None else of_keys(store, Post, keys)
    return {str(post["key"]): (held_when(post, store.today),) for post in posts}


def _where_texts_stand(store: Store, keys: Collection[str] | None = None) -> Values:
    return {
        key: (stands,)
        for key, stands in where_texts_stand(store).items()
        if keys is None or key in keys
    }


_DERIVED: dict[str, Derived] = {
    AgreedText.kind: Derived(
        "version",
        (
            Column(
                "standing",
                "Standing",
                "text",
                14,
                "Whether this version holds today, and whether its review is overdue.",
            ),
        ),
        _where_texts_stand,
    ),
    Person.kind: Derived(
        "name",
        (Column("posts", "Posts", "text", 36, "What they hold today, and where."),),
        _posts_of_people,
    ),
    Post.kind: Derived(
        "ended",
        (Column("held", "Held", "text", 16, "Whether it is held now, was, or will be."),),
        _when_posts_are_held,
    ),
    Review.kind: Derived(
        "reviewed",
        (Column("since", "Since then", "text", 10, "Whether another entry put it right."),),
        _what_became_of_reviews,
    ),
    SchoolPolicy.kind: Derived(
        "policy",
        (STATE, DUE, APPROVED, DUTY),
        _policy_states,
    ),
    Policy.kind: Derived(
        "owner",
        (Column("in_order", "In order", "text", 8, "Of the schools that must have it."),),
        _policies_in_order,
    ),
    ServiceAgreement.kind: Derived(
        "provider",
        (Column("schools", "Schools", "number", 7, "How many schools buy it now."),),
        _schools_that_buy,
    ),
    Membership.kind: Derived(
        "lead_contact",
        (
            Column("workstreams", "Workstreams", "text", 24, "What it is committed to now."),
            Column(
                "attendance",
                "Attendance",
                "text",
                11,
                "Meetings of this school year, and at how many of them it was represented.",
            ),
        ),
        _what_members_do,
    ),
    Workstream.kind: Derived(
        "name",
        (Column("schools", "Schools", "number", 7, "How many schools are in it now."),),
        _members_of_workstreams,
    ),
}


def derived_of(record: type[Record]) -> Derived | None:
    """The derived columns of this kind; None when it has none."""
    return _DERIVED.get(record.kind)
