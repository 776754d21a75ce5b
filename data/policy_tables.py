"""How a school's policy stands as a row: the columns that lists of them share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.policy_standing import Board, Standing
from data.tables import Column, Row
from models.policies import Policy, SchoolPolicy

if TYPE_CHECKING:
    from data.store import Store

COLUMNS = (
    Column("school", "School", "text", 26),
    Column("policy", "Policy", "text", 26),
    Column("duty", "Duty", "text", 6, "Whether the school must or should have it."),
    Column("state", "State", "state", 18, "Where it stands today."),
    Column("due", "Due", "date", 10, "When it is to be renewed."),
    Column("approved", "Approved", "date", 10, "When it was last approved."),
    Column("checked", "Checked", "date", 10, "When it was last checked, for live documents."),
    Column("published", "Published", "date", 10, "When it went on the school's website."),
    Column("owner", "Owner", "text", 20, "Who answers for it in the school."),
    Column("why", "Why", "text", 30, "Why it is (not) asked of the school."),
)
"""What a list of schools' policies shows of each."""


def row_of(store: Store, board: Board, standing: Standing) -> Row:
    """The row of a school's policy; its key is the pair, because there may be no record yet."""
    held = store.get(SchoolPolicy, standing.key) if standing.key else None
    return Row(
        standing.pair,
        (
            board.schools[standing.school].name,
            store.name_of(Policy, standing.policy),
            standing.duty.level.capitalize(),
            standing.state,
            standing.due,
            standing.approved,
            standing.checked,
            standing.published,
            held["owner"] if held else None,
            standing.duty.why or None,
        ),
    )
