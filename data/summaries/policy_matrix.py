"""Schools × the policies of one catalogue: where each stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from data.circulation import shown_schools
from data.matrices import policies_matrix
from data.policy_tables import sources_in_words
from data.summaries import Limits
from data.tables import Summary
from data.watched_policies import policies_by_key

if TYPE_CHECKING:
    from data.store import Store


def make(store: Store, limits: Limits) -> Summary:
    """The matrix of one catalogue, of all schools or those of an alliance."""
    matrix = policies_matrix(store, limits.variant)
    table, policies = matrix.table, policies_by_key(store)
    shown, notes = shown_schools(store, limits, (row.key for row in table.rows))
    rows = [row for row in table.rows if row.key in shown]
    shown_policies = (policies[key] for key in matrix.column_keys.values())
    sources = sources_in_words(shown_policies, matrix.full_labels)
    return replace(table, rows=rows, notes=[*table.notes, *notes, *sources])
