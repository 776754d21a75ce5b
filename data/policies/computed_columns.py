"""Computed columns of policies, schools' policies, reviews and service agreements."""

from __future__ import annotations

from collections.abc import Collection

from data.policies.approvals import that_were_corrected
from data.policies.columns import APPROVED, DUE, DUTY, STATE
from data.policies.standing import board
from data.store.books import Books
from data.tables.computed_columns import Cells, computed_columns
from data.tables.table import Column
from models.policies.agreements import Purchase, ServiceAgreement
from models.policies.due_dates import IN_ORDER, NOT_COUNTED
from models.policies.duties import MUST
from models.policies.policy import Policy
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy


@computed_columns(SchoolPolicy, STATE, DUE, APPROVED, DUTY, after="policy")
def states_of_policies(books: Books, keys: Collection[str] | None = None) -> Cells:
    """State, due day, last approval and duty of each school's policy."""
    standing = board(books)
    columns = ("key", "school", "policy")
    rows = (
        books.kept(SchoolPolicy, columns)
        if keys is None
        else books.kept(SchoolPolicy, columns, among=("key", keys))
    )
    return {
        key: (each.state, each.due, each.approved, each.duty.level.capitalize())
        for key, school, policy in rows
        if (each := standing.get(school, policy))
    }


@computed_columns(
    Policy,
    Column("in_order", "In order", "text", 8, "Of the schools that must have it."),
    after="owner",
)
def policies_in_order(books: Books, keys: Collection[str] | None = None) -> Cells:
    """In how many of the schools that must have it each policy is in order."""
    counts: dict[str, list[int]] = {}
    standing = board(books)
    wanted = [policy.key for policy in standing.policies] if keys is None else keys
    pairs = ((school, policy) for school in standing.watched for policy in wanted)
    for each in (standing.get(*pair) for pair in pairs):
        if each and each.duty.level == MUST and each.state not in NOT_COUNTED:
            count = counts.setdefault(each.policy, [0, 0])
            count[0] += each.state in IN_ORDER
            count[1] += 1
    return {policy: (f"{good} of {of}",) for policy, (good, of) in counts.items()}


@computed_columns(
    ServiceAgreement,
    Column("schools", "Schools", "number", 7, "How many schools buy it now."),
    after="provider",
)
def buyers_of_agreements(books: Books, keys: Collection[str] | None = None) -> Cells:
    """How many schools buy each service agreement today."""
    buyers: dict[str, set[str]] = {}
    today = books.today.isoformat()
    terms = books.kept(Purchase, ("agreement", "school", "began", "ended"))
    for agreement, school, began, ended in terms:
        if began <= today and (ended is None or ended >= today):
            buyers.setdefault(agreement, set()).add(school)
    agreements = [row[0] for row in books.kept(ServiceAgreement, ("key",))]
    return {key: (len(buyers.get(key, ())),) for key in agreements}


@computed_columns(
    Review,
    Column("since", "Since then", "text", 10, "Whether another entry put it right."),
    after="reviewed",
)
def corrections_of_reviews(books: Books, keys: Collection[str] | None = None) -> Cells:
    """Whether a later entry corrected or withdrew each review."""
    return {key: (became,) for key, became in that_were_corrected(books, keys).items()}
