"""Who does what, by the names of a member and a workstream."""

from __future__ import annotations

from data.store.books import Books
from data.tables.marks import Markable, declare_markable
from data.workstreams.matrix import CommitmentsMatrix, commitments_matrix
from models.workstreams.workstream import Workstream


def _with_workstream(books: Books, workstream: str) -> CommitmentsMatrix:
    values = books.get(Workstream, workstream) or {}
    return commitments_matrix(books, str(values.get("alliance") or "") or None)


declare_markable(
    Markable(
        "who-does-what",
        "levels of commitment: ROW is a member, COLUMN the workstream",
        CommitmentsMatrix,
        Workstream,
        _with_workstream,
        asks={"paused": ("reason", "review", "asked_by")},
    )
)
