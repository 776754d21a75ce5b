"""Columns that are reckoned and not kept: a policy's state, a school's workstreams."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from data.policy_standing import board
from data.tables import Column
from models.agreements import ServiceAgreement
from models.alliances import Commitment, Membership, Workstream
from models.due import IN_ORDER
from models.duties import MUST
from models.policies import Policy, SchoolPolicy
from models.rules import is_open
from models.values import Value

if TYPE_CHECKING:
    from data.store import Store
    from models.records import Record

Values = dict[str, tuple[Value, ...]]
"""The derived cells of each record, by its key."""


class Derived(NamedTuple):
    """The derived columns of a kind of record, and how to reckon them for all its records.

    In a list they stand after the field `after`.
    """

    after: str
    columns: tuple[Column, ...]
    reckon: Callable[[Store], Values]


def _policy_states(store: Store) -> Values:
    return {
        each.key: (each.state, each.due, each.approved, each.duty.level.capitalize())
        for each in board(store)
        if each.key
    }


def _workstreams_of_members(store: Store) -> Values:
    short = {
        str(each["key"]): str(each["short_name"] or each["name"]) for each in store.find(Workstream)
    }
    found: dict[str, list[str]] = {}
    for commitment in store.find(Commitment):
        if is_open(commitment, store.today):
            names = found.setdefault(str(commitment["membership"]), [])
            names.append(short[str(commitment["workstream"])])
    return {key: (", ".join(sorted(names)),) for key, names in found.items()}


def _members_of_workstreams(store: Store) -> Values:
    counts = Counter(
        str(commitment["workstream"])
        for commitment in store.find(Commitment)
        if is_open(commitment, store.today)
    )
    return {str(each["key"]): (counts[str(each["key"])],) for each in store.find(Workstream)}


def _policies_in_order(store: Store) -> Values:
    counts: dict[str, list[int]] = {}
    for each in board(store).of_watched():
        if each.duty.level == MUST:
            count = counts.setdefault(each.policy, [0, 0])
            count[0] += each.state in IN_ORDER
            count[1] += 1
    return {policy: (f"{good} of {of}",) for policy, (good, of) in counts.items()}


def _schools_that_buy(store: Store) -> Values:
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


_DERIVED: dict[str, Derived] = {
    SchoolPolicy.kind: Derived(
        "policy",
        (
            Column("state", "State", "state", 18, "Where it stands today."),
            Column("due", "Due", "date", 10, "When it is to be renewed."),
            Column("approved", "Approved", "date", 10, "When it was last approved."),
            Column("duty", "Duty", "text", 6, "Whether the school must or should have it."),
        ),
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
        "stage",
        (Column("workstreams", "Workstreams", "text", 24, "What it is committed to now."),),
        _workstreams_of_members,
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
