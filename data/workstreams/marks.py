"""Commitments, found by the names of a member and a workstream."""

from __future__ import annotations

from data.tables.marks import Markable, declare_markable, matrix_by
from data.workstreams.matrix import CommitmentsMatrix, commitments_matrix
from models.workstreams.workstream import Workstream

declare_markable(
    Markable(
        "who-does-what",
        "levels of commitment: ROW is a member, COLUMN the workstream",
        CommitmentsMatrix,
        Workstream,
        matrix_by(Workstream, "alliance", commitments_matrix),
        asks={"paused": ("reason", "review", "asked_by")},
    )
)
