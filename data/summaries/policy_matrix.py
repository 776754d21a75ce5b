"""Schools × the policies of one catalogue: where each stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from data.circulation import left_out, schools_that_signed
from data.matrices import members_of, policies_matrix
from data.summaries import Limits
from data.tables import Summary

if TYPE_CHECKING:
    from data.store import Store


def make(store: Store, limits: Limits) -> Summary:
    """The matrix of one catalogue, of all schools or those of an alliance."""
    table = policies_matrix(store, limits.catalogue).table
    rows, notes = list(table.rows), list(table.notes)
    if limits.alliance:
        members = members_of(store, limits.alliance)
        rows = [row for row in rows if row.key in members]
    if limits.school:
        rows = [row for row in rows if row.key == limits.school]
    if limits.for_circulation:
        signed = schools_that_signed(store, limits.alliance)
        kept = [row for row in rows if row.key in signed]
        notes += left_out((row.key for row in kept), (row.key for row in rows))
        rows = kept
    return replace(table, rows=rows, notes=notes)
