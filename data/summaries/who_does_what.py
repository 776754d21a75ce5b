"""Schools × workstreams: who leads, contributes and receives."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from data.circulation import left_out, schools_that_signed
from data.matrices import commitments_matrix
from data.summaries import Limits
from data.tables import Summary
from models.alliances import Membership

if TYPE_CHECKING:
    from data.store import Store


def make(store: Store, limits: Limits) -> Summary:
    """The matrix of one alliance, the first when none is named."""
    table = commitments_matrix(store, limits.alliance).table
    rows, notes = list(table.rows), list(table.notes)
    schools = {str(each["key"]): str(each["school"]) for each in store.find(Membership)}
    if limits.school:
        rows = [row for row in rows if schools[row.key] == limits.school]
    if limits.for_circulation:
        signed = schools_that_signed(store, limits.alliance)
        kept = [row for row in rows if schools[row.key] in signed]
        notes += left_out((row.key for row in kept), (row.key for row in rows))
        rows = kept
    return replace(table, rows=rows, notes=notes)
