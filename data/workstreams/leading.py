"""The lead school of a workstream, and its commitment at the level Lead."""

from __future__ import annotations

from data.memberships.names import member_name
from data.store.books import Books
from data.store.store import Store
from data.tables.cells import Outcome, outcome_of
from data.tables.questions import Question
from data.workstreams.letters import set_level
from models.workstreams.leading_rules import leads_already, signed_membership_of_lead
from models.workstreams.workstream import Workstream, is_under_way


def lead_to_offer(books: Books, workstream: str) -> Question | None:
    """The question whether the lead school takes the level Lead; None where it cannot, or has."""
    values = books.get(Workstream, workstream)
    if values is None or not values["lead_school"] or not is_under_way(values, books.today):
        return None
    membership = signed_membership_of_lead(values, books)
    if membership is None or leads_already(values, membership, books):
        return None
    return Question(
        f"{member_name(books, membership)} leads {values['name']}: at the level Lead from today?",
        ["It is the lead school, and has no commitment at that level yet."],
    )


def give_lead(store: Store, workstream: str) -> Outcome:
    """Put the lead school of a workstream at the level Lead from today."""
    values = store.get(Workstream, workstream) or {}
    membership = signed_membership_of_lead(values, store)
    assert membership is not None
    label = f"Lead: {values['name']}, {member_name(store, membership)}"
    with store.operation(label) as change:
        set_level(change, str(membership["key"]), workstream, "lead", store.today)
    return outcome_of(change, label)
