"""Schools that join an alliance, and members that come back for a new period."""

from __future__ import annotations

from collections.abc import Sequence

from data.memberships.moving import begin_again
from data.memberships.names import called_together
from data.problems import Refused
from data.store.store import Store
from data.tables.cells import Outcome, outcome_of
from models.fields.text import count_of
from models.memberships.membership import Membership
from models.records.record import Record, Values
from models.schools.school import School


def bring_in(
    store: Store, keys: Sequence[str], values: Values, record: type[Record] = School
) -> Outcome:
    """Begin a membership with these values for each of the schools or organisations, as one step.

    Raises Refused, with the name of the one, when a rule forbids it for one: then none is added.
    """
    several = count_of(len(keys), record.singular)
    label = f"Brought {several} into {store.show(Membership, 'alliance', values['alliance'])}"
    with store.operation(label) as change:
        for key in keys:
            try:
                change.add(Membership, values | {record.singular: key})
            except Refused as refused:
                name = store.name_of(record, key)
                why = f"Nothing was added, because of {name}"
                raise Refused(refused.findings, why) from None
    return outcome_of(change, label)


def begin_new_periods(
    store: Store, memberships: Sequence[Values], values: Values
) -> tuple[Outcome, str]:
    """Begin a new period for memberships that have ended; also gives the key of the first one."""
    label = f"New period: {called_together(store, memberships)}"
    with store.operation(label) as change:
        first, *_ = begin_again(change, [str(each["key"]) for each in memberships], values)
    return outcome_of(change, label), first
