"""Schools × the policies of one catalogue: where each stands."""

from __future__ import annotations

from dataclasses import replace

from data.memberships.circulation import shown_schools
from data.policies.columns import sources_in_words
from data.policies.matrix import policies_matrix
from data.policies.watched import policies_by_key
from data.store.books import Books
from data.tables.limits import Limits
from data.tables.table import Summary


def make(books: Books, limits: Limits) -> Summary:
    """The matrix of one catalogue, of all schools or those of an alliance."""
    matrix = policies_matrix(books, limits.variant)
    table, policies = matrix.table, policies_by_key(books)
    shown, notes = shown_schools(books, limits, (row.key for row in table.rows))
    rows = [row for row in table.rows if row.key in shown]
    shown_policies = (policies[key] for key in matrix.column_keys.values())
    sources = sources_in_words(shown_policies, matrix.full_labels)
    return replace(table, rows=rows, notes=[*table.notes, *notes, *sources])
