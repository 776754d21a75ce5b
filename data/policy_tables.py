"""How schools' policies stand as rows: the columns that lists of them share, and their words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from data.policy_standing import Board, Standing
from data.tables import Column, Row
from data.watched_policies import kept_of_pairs, titles_of
from models.day_fields import show_year_day
from models.due import IN_ORDER, NOT_COUNTED, cycle_of
from models.duties import MUST, SHOULD
from models.policies import CYCLE_YEARS, CYCLES
from models.values import Value

if TYPE_CHECKING:
    from data.store import Store

COLUMNS = (
    Column("school", "School", "text", 26),
    Column("policy", "Policy", "text", 26),
    Column("duty", "Duty", "text", 6, "Whether the school must or should have it."),
    Column("due", "Due", "date", 10, "When it is to be renewed."),
    Column("state", "State", "state", 18, "Where it stands today."),
    Column("approved", "Approved", "date", 10, "When it was last approved."),
    Column("checked", "Checked", "date", 10, "When it was last checked, for live documents."),
    Column("published", "Published", "date", 10, "When it went on the school's website."),
    Column("owner", "Owner", "text", 20, "Who answers for it in the school."),
    Column("why", "Why", "text", 30, "Why it is (not) asked of the school."),
)
"""What a list of schools' policies shows of each."""

MEETING = Column(
    "meeting", "Meeting", "date", 10,
    "The last governors' meeting at which it can be approved in time; for what is late, the next.",
)  # fmt: skip
ACT_BY = Column(
    "act-by", "Act by", "date", 10, "The last school day on or before the day it is due."
)


class Approval(NamedTuple):
    """Who approved a school's policy, and the minute that proves it."""

    by: str | None
    minute: str | None


def rows_of(store: Store, board: Board, found: Iterable[Standing]) -> list[Row]:
    """Rows of schools' policies; their keys are pairs, because there may be no record yet."""
    titles, owners = titles_of(board), kept_of_pairs(store, "owner")
    return [
        Row(
            each.pair,
            (
                board.schools[each.school].name,
                titles[each.policy],
                each.duty.level.capitalize(),
                each.due,
                each.state,
                each.approved,
                each.checked,
                each.published,
                owners.get(each.key),
                each.duty.why or None,
            ),
        )
        for each in found
    ]


def cycle_in_words(policy: Mapping[str, Value]) -> str:
    """How a policy comes due again: "Every 4 years, Autumn 2", "By 15 March", "Live document"."""
    cycle = cycle_of(policy)
    years = CYCLE_YEARS.get(cycle.renewal)
    if years is None:
        return "Every term" if cycle.renewal == "termly" else CYCLES[cycle.renewal]
    every = "Every year" if years == 1 else f"Every {years} years"
    if cycle.reckoning == "fixed day" and cycle.due_day:
        day = show_year_day(cycle.due_day)
        return f"By {day}" if years == 1 else f"{every}, by {day}"
    if cycle.reckoning == "half-term" and cycle.half_term:
        return f"{every}, {cycle.half_term}"
    return f"{every}, from 1 September" if cycle.reckoning == "school year" else every


def last_approvals(store: Store, found: Iterable[Standing]) -> dict[str, Approval]:
    """Who approved these last, by the key of the school's policy; those never approved have
    none."""
    wanted = [each.key for each in found if each.approved]
    rows = store.database.rows(
        'SELECT "school_policy_id", "approved_by", "minute" FROM "review" '
        'WHERE "school_policy_id" IN (SELECT value FROM json_each(?)) '
        'AND "kind_of_review" = \'approved\' AND "key" NOT IN '
        '(SELECT "corrects_id" FROM "review" WHERE "corrects_id" IS NOT NULL) '
        'ORDER BY "reviewed", rowid',
        json.dumps(wanted),
    )
    return {key: Approval(by, minute) for key, by, minute in rows}


def counted_in_order(found: Sequence[Standing]) -> str:
    """How many of these are in order, with what must be and what should be apart."""
    parts = []
    for level in (MUST, SHOULD):
        states = [
            each.state
            for each in found
            if each.duty.level == level and each.state not in NOT_COUNTED
        ]
        parts.append(f"{level} {sum(state in IN_ORDER for state in states)} of {len(states)}")
    return f"In order: {', '.join(parts)}."
