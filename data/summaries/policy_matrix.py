"""Schools × the policies of one catalogue: where each stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from data.circulation import shown_schools
from data.matrices import policies_matrix
from data.summaries import Limits
from data.tables import Summary

if TYPE_CHECKING:
    from data.store import Store


def make(store: Store, limits: Limits) -> Summary:
    """The matrix of one catalogue, of all schools or those of an alliance."""
    table = policies_matrix(store, limits.variant).table
    shown, notes = shown_schools(store, limits, (row.key for row in table.rows))
    rows = [row for row in table.rows if row.key in shown]
    return replace(table, rows=rows, notes=[*table.notes, *notes])
