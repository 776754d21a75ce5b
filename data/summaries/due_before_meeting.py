"""What falls due in each school before its next governors' meeting, or on its day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.governors_meetings import GovernorsMeetings, act_by
from data.policy_standing import board
from data.policy_tables import ACT_BY
from data.summaries import Limits
from data.tables import Column, Row, Summary
from data.watched_policies import kept_of_pairs, policies_by_key, shown_of, titles_of
from models.due import OVERDUE
from models.duties import MUST

if TYPE_CHECKING:
    from data.store import Store

COLUMNS = (
    Column("meeting", "Meeting", "date", 10, "The school's next governors' meeting."),
    Column("school", "School", "text", 26),
    Column("policy", "Policy", "text", 26),
    Column("duty", "Duty", "text", 6, "Whether the school must or should have it."),
    Column("state", "State", "state", 18, "Where it stands today."),
    Column("due", "Due", "date", 10, "When it is to be renewed."),
    ACT_BY,
    Column("approves", "Approves", "text", 22, "Who approves it."),
    Column("owner", "Owner", "text", 20, "Who answers for it in the school, or else elsewhere."),
)


def make(store: Store, limits: Limits) -> Summary:
    """One row for each policy that falls due by then, the next meeting first; none is late yet."""
    standing = board(store)
    watched, notes = shown_of(store, limits, standing.of_watched())
    meetings, titles = GovernorsMeetings(store), titles_of(standing)
    policies, owners = policies_by_key(store), kept_of_pairs(store, "owner")
    found = []
    for each in watched:
        meeting = meetings.next(each.school)
        if meeting and each.due and each.state is not OVERDUE and each.due <= meeting.held:
            found.append((meeting.held, each.due, each))
    found.sort(key=lambda item: (item[0], item[1], item[2].duty.level != MUST, item[2].pair))
    rows = [
        Row(
            each.pair,
            (
                held,
                standing.schools[each.school].name,
                titles[each.policy],
                each.duty.level.capitalize(),
                each.state,
                due,
                act_by(standing, each),
                policies[each.policy]["approval_level"],
                owners.get(each.key) or policies[each.policy]["owner"],
            ),
        )
        for held, due, each in found
    ]
    must = sum(1 for _, _, each in found if each.duty.level == MUST)
    told = [f"Due by the next meeting: {len(found)}, of these {must} must be."]
    schools = {each.school for each in watched}
    without = sum(1 for school in schools if meetings.next(school) is None)
    if without:
        told.append(f"No governors' meeting ahead is recorded for {without} of {len(schools)}.")
    notes = told + notes
    return Summary("due-before-meeting", "Due before a meeting", store.today, COLUMNS, rows, notes)
