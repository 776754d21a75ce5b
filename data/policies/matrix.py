"""TODO"""

from __future__ import annotations

from data.policies.standing import board
from data.store.books import Books
from data.tables.matrix import Matrix
from data.tables.table import Column, Row, Summary
from models.alliances.catalogues import CATALOGUES
from models.policies.due_dates import POLICY_STATES

_LONGEST_STATE = max(len(state.word) for state in POLICY_STATES)


def policies_matrix(books: Books, catalogue: str, before: Matrix | None = None) -> Matrix:
    """Schools × the policies of a catalogue: where each stands today.

    Rows are the schools that are watched. The parts of a document that may be held whole have a
    column once a school holds one. Rows that are as they were in the matrix `before` are the very
    same, so that whoever shows them sees at once what has changed.
    """
    standing = board(books)
    policies = [
        policy
        for policy in standing.policies
        if policy.catalogue == catalogue
        and (policy.part_of is None or standing.is_held(policy.key))
    ]
    short = dict(books.database.rows('SELECT "key", "short_title" FROM "policy"'))
    columns = [Column("school", "School", "text", 24)]
    labels = {}
    for policy in policies:
        label = str(short[policy.key] or policy.title)[:14]
        columns.append(Column(policy.key, label, "state", 5, policy.name, _LONGEST_STATE))
        labels[policy.key] = policy.name
    wanted = [policy.key for policy in policies]
    same = before is not None and list(before.column_keys) == wanted
    kept = {row.key: row for row in before.table.rows} if before is not None and same else {}
    known = before.marks if before is not None else {}
    marks = {}
    rows = []
    for school in standing.schools.values() if policies else ():
        if school.key not in standing.watched:
            continue
        key = school.key
        mark = marks[key] = standing.mark_of(key)
        if key in kept and known.get(key) is mark:
            rows.append(kept[key])
        else:
            rows.append(Row(key, (school.name, *standing.states(key, wanted))))
    title = f"Policies of {CATALOGUES[catalogue]}: where each school stands"
    table = Summary("policies-matrix", title, books.today, columns, rows)
    columns_of = {key: key for key in wanted}
    return Matrix(table, columns_of, full_labels=labels, board=standing, marks=marks)
