"""Schools × workstreams: who leads, contributes and receives."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from data.circulation import left_out, shown_schools, signature_stands
from data.matrices import commitments_matrix
from data.summaries import Limits
from data.tables import Summary
from models.alliances import Membership

if TYPE_CHECKING:
    from data.store import Store


def make(store: Store, limits: Limits) -> Summary:
    """The matrix of one alliance, the first when none is named."""
    table = commitments_matrix(store, limits.alliance).table
    members = {str(each["key"]): each for each in store.find(Membership)}
    schools = {key: str(each["school"]) for key, each in members.items() if each["school"]}
    asked = [
        schools[row.key]
        for row in table.rows
        if row.key in schools and limits.school in (None, schools[row.key])
    ]
    shown, notes = shown_schools(store, limits, asked)
    organisations = {row.key for row in table.rows} - schools.keys()
    if limits.school:
        organisations = set()
    named = {
        key for key in organisations if not limits.for_circulation or signature_stands(members[key])
    }
    if limits.for_circulation:
        notes = left_out([*shown, *named], [*asked, *organisations])
    rows = [row for row in table.rows if row.key in named or schools.get(row.key) in shown]
    return replace(table, rows=rows, notes=[*table.notes, *notes])
