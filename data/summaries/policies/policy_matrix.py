"""Schools × the policies of one catalogue: where each stands."""

from __future__ import annotations

from collections.abc import Sequence

from data.alliances.names import subject_of
from data.memberships.circulation import shown_schools
from data.policies.columns import sources_in_words
from data.policies.matrix import policies_matrix
from data.policies.papers import (
    IN_ORDER_MEANS,
    MARKS,
    READERS,
    grid_totals,
    have,
    sources_of,
)
from data.policies.standing import board
from data.policies.watched import nothing_asked, policies_by_key
from data.store.books import Books
from data.tables.limits import Limits
from data.tables.paper import Grid, GridRow, Paper
from data.tables.table import Content, Hint, named_for_scripts
from models.alliances.catalogues import CATALOGUES
from models.fields.states import State
from models.fields.text import count_of
from models.policies.due_dates import IN_ORDER, NOT_COUNTED, OVERDUE


def make(books: Books, limits: Limits) -> Content:
    """The matrix of one catalogue, of all schools or those of an alliance."""
    matrix = policies_matrix(books, limits.variant)
    table, policies = matrix.table, policies_by_key(books)
    shown, notes = shown_schools(books, limits, (row.key for row in table.rows))
    rows = [row for row in table.rows if row.key in shown]
    keys = list(matrix.column_keys.values())
    sources = sources_in_words((policies[key] for key in keys), matrix.full_labels)
    titles = [matrix.full_labels[key] for key in keys]
    columns = [table.columns[0], *named_for_scripts(table.columns[1:], "policy")]
    grid_rows = [_row(str(row.cells[0]), row.cells[1:]) for row in rows]
    done, whole = (sum(getattr(row, name) for row in grid_rows) for name in ("done", "whole"))
    late = sum(row.trouble for row in grid_rows)
    answer = [
        f"{done:,} of the {count_of(whole, 'policy', 'policies')} that are asked for "
        f"{have(done, 'is', 'are')} in order.",
        f"{late:,} of them {have(late, 'is', 'are')} overdue."
        if late
        else "None of them is overdue.",
    ]
    paper = Paper(
        f"Where each school stands: {CATALOGUES[limits.variant]}",
        "",
        subject_of(books, limits.alliance, limits.school),
        READERS["heads"],
        answer=answer if whole else nothing_asked(board(books)) or _why_nothing(keys),
        parts=[
            Grid("School", titles, grid_rows,
                 grid_totals(grid_rows, f"{done:,} of {whole:,}", f"{late:,}"), "In order",
                 "Over\u00addue")
        ] if titles else (),
        definitions=[IN_ORDER_MEANS],
        left_out=notes,
        sources=sources_of(policies[key] for key in keys),
        marks=MARKS,
        for_circulation=limits.for_circulation,
    )  # fmt: skip
    return Content(columns, rows, [*table.notes, *notes, *sources], paper)


def _row(name: str, cells: Sequence[object]) -> GridRow:
    states = [cell if isinstance(cell, State) else None for cell in cells]
    counted = [state for state in states if state and state not in NOT_COUNTED]
    done = sum(state in IN_ORDER for state in counted)
    return GridRow(name, states, done, len(counted), counted.count(OVERDUE))


def _why_nothing(policies: Sequence[str]) -> list[str]:
    if not policies:
        return ["No policy of this catalogue is in the books.", Hint("i on Policies loads it.")]
    return ["Nothing is counted yet: what applies has no record, or its schools are settling in."]
