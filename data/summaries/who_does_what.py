"""Schools × workstreams: who leads, contributes and receives."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from data.circulation import shown_schools
from data.matrices import commitments_matrix
from data.summaries import Limits
from data.tables import Summary
from models.alliances import Membership

if TYPE_CHECKING:
    from data.store import Store


def make(store: Store, limits: Limits) -> Summary:
    """The matrix of one alliance, the first when none is named."""
    table = commitments_matrix(store, limits.alliance).table
    schools = {str(each["key"]): str(each["school"]) for each in store.find(Membership)}
    shown, notes = shown_schools(store, limits, (schools[row.key] for row in table.rows))
    rows = [row for row in table.rows if schools[row.key] in shown]
    return replace(table, rows=rows, notes=[*table.notes, *notes])
