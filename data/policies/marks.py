"""Schools' policies, found by the names of a school and a policy."""

from __future__ import annotations

from data.policies.matrix import PolicyCells
from data.policies.standing import board
from data.store.books import Books
from data.tables.marks import Markable, declare_markable
from models.policies.policy import Policy


def _where_all_stand(books: Books, policy: str) -> PolicyCells:
    return PolicyCells(board=board(books))


declare_markable(
    Markable(
        "policies",
        "where schools' policies stand: ROW is a school, COLUMN the policy",
        PolicyCells,
        Policy,
        _where_all_stand,
        needs={"not applicable": ("reason",)},
    )
)
