"""Computed columns: where deployments stand, and the days of specialists."""

from __future__ import annotations

from collections.abc import Collection

from data.store.books import Books
from data.support.specialists import days_of_specialists
from data.support.standing import standings
from data.tables.computed_columns import Cells, computed_columns
from data.tables.table import Column
from models.support.deployment import Deployment
from models.support.specialist import Specialist
from models.support.support_step import STEPS

_LONGEST = max(len(state.word) for state in STEPS.values())


@computed_columns(
    Deployment,
    Column("step", "Step", "state", _LONGEST, "The last step that was reached."),
    Column("waits_for", "Waits for", "text", 11, "What has to come next."),
    Column("waiting", "Days", "number", 5, "For how many working days it has waited."),
    Column("used", "Used", "hundredths", 5, "Days of the agreement that were used."),
    after="client",
)
def where_deployments_stand(books: Books, keys: Collection[str] | None = None) -> Cells:
    """The last step of each, what it waits for and for how long, the days used."""
    return {
        each.key: (
            each.state,
            each.waits_for or None,
            each.waiting_days if each.waits_for else None,
            each.used or None,
        )
        for each in standings(books, keys)
    }


@computed_columns(
    Specialist,
    Column("agreed", "Agreed", "hundredths", 6, "Days promised in this school year."),
    Column("used", "Used", "hundredths", 5, "Days given of these."),
    Column("left", "Left", "hundredths", 5, "Days that may still be promised this school year."),
    after="days_a_year",
)
def days_left(books: Books, keys: Collection[str] | None = None) -> Cells:
    """What each promised and gave in the school year, and what is left."""
    return {
        key: (each.agreed, each.used, each.left) for key, each in days_of_specialists(books).items()
    }
