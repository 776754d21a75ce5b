"""Policies that a trust holds for its schools."""

from __future__ import annotations

from data.problems import WrongCall
from data.schools.groups import schools_of_group
from data.store.store import Store
from data.tables.cells import Outcome, outcome_of
from models.fields.text import count_of
from models.policies.policy import Policy
from models.policies.school_policy import SchoolPolicy
from models.records.record import Values
from models.schools.group import Group


def hold_policy(store: Store, group: str, policy: str) -> Outcome:
    """Let a trust hold a policy for all schools that belong to it, as one operation.

    Approvals of one of them stand for all from then on; what the school has its own of is given
    back by emptying Held by there. Raises WrongCall when no school belongs to the trust.
    """
    name = store.name_of(Group, group)
    schools = schools_of_group(store, group)
    if not schools:
        raise WrongCall(
            f"No school belongs to {name} yet: add them among the members of trusts, or bring "
            "them in from the register with i."
        )
    label = f"{name} holds {store.name_of(Policy, policy)} for {count_of(len(schools), 'school')}"
    with store.operation(label) as change:
        for school in schools:
            held = change.books.find(SchoolPolicy, school=school, policy=policy)
            if held:
                change.set(SchoolPolicy, str(held[0]["key"]), {"held_by": group})
            else:
                new: Values = {"school": school, "policy": policy, "held_by": group}
                change.add(SchoolPolicy, new)
    return outcome_of(change, label)
