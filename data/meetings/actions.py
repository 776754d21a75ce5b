"""Actions that were agreed at meetings: noting that they are done."""

from __future__ import annotations

from collections.abc import Sequence

from data.store.store import Store
from data.tables.cells import Outcome, outcome_of
from models.meetings.action import Action


def note_done_today(store: Store, keys: Sequence[str]) -> Outcome:
    """Note that those of these actions that are open were done today; changes none when none is."""
    found = store.get_many(Action, keys)
    still = [key for key in keys if key in found and found[key]["done"] is None]
    if not still:
        return Outcome("It is done already: = puts the day right.")
    what = store.name_of(Action, still[0]) if len(still) == 1 else f"{len(still)} actions"
    label = f"Done today: {what}"
    with store.operation(label) as change:
        change.set_many(Action, still, {"done": store.today})
    return outcome_of(change, label)
