"""One school's schedule of policies: what it must have, when each is due, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from data.circulation import shown_schools
from data.governors_meetings import GovernorsMeetings, act_by
from data.policy_standing import Board, Standing, board
from data.policy_tables import (
    ACT_BY,
    APPROVED,
    BODY,
    CHECKED,
    DUE,
    DUTY,
    MEETING,
    PUBLISHED,
    SOURCE_COLUMNS,
    STATE,
    Approval,
    counted_by_listing,
    counted_in_order,
    cycle_in_words,
    further_days_in_words,
    last_approvals,
    school_first,
    source_cells,
)
from data.summaries import Limits
from data.tables import Column, Row, Summary
from data.watched_policies import (
    duties_apart,
    kept_of_pairs,
    owners_of_pairs,
    policies_by_key,
    titles_of,
)
from models.dates import show_date
from models.due import MISSING, NOT_APPLICABLE
from models.policies import CATALOGUES

if TYPE_CHECKING:
    from data.store import Store
    from models.records import Values

SETTLING = "It is settling in: what is missing or late raises no alarm yet."
NOT_WATCHED = (
    "Nothing is asked of this school: it is in no alliance, and no policy of it is recorded."
)

COLUMNS = (
    Column("policy", "Policy", "text", 30),
    DUTY,
    STATE,
    DUE,
    MEETING,
    BODY,
    ACT_BY,
    Column("cycle", "Cycle", "text", 24, "How it comes due again."),
    APPROVED,
    Column("approved-by", "Approved by", "text", 20),
    Column("minute", "Minute", "text", 12, "The minute that proves the approval."),
    CHECKED,
    PUBLISHED,
    Column("owner", "Owner", "text", 20, "Who answers for it in the school, or else elsewhere."),
    Column("why", "Why", "text", 40, "Why it does not apply, or is due on another day."),
    Column("catalogue", "Catalogue", "text", 14, "The list that asks for it."),
    Column("row", "Row", "number", 4, "Its place in the catalogue."),
    *SOURCE_COLUMNS,
    Column("school", "School", "text", 26),
)


def make(store: Store, limits: Limits) -> Summary:
    """One row for each policy of the school, of all watched schools one after another.

    What does not apply comes last, with its reason.
    """
    standing = board(store)
    wanted = {limits.school} & standing.schools.keys() if limits.school else standing.watched.keys()
    shown, notes = shown_schools(store, limits, wanted)
    schools = [key for key in standing.schools if key in shown]
    found = [each for school in schools for each in _in_order(standing, school)]
    meetings, approvals = GovernorsMeetings(store), last_approvals(store, found)
    policies, titles = policies_by_key(store), titles_of(standing)
    owners, reasons = owners_of_pairs(store), kept_of_pairs(store, "reason")
    cycles = {policy.key: cycle_in_words(policies[policy.key]) for policy in standing.policies}
    nobody = Approval(None, None)
    rows = []
    for each in found:
        policy, approval = policies[each.policy], approvals.get(each.key, nobody)
        rows.append(
            Row(
                each.pair,
                (
                    titles[each.policy],
                    each.duty.level.capitalize(),
                    each.state,
                    each.due,
                    *meetings.cells_for_approval(each),
                    act_by(standing, each),
                    cycles[each.policy],
                    each.approved,
                    approval.by,
                    approval.minute,
                    each.checked,
                    each.published,
                    owners.get(each.key) or policy["owner"],
                    reasons.get(each.key) or each.duty.why or None,
                    _catalogues(policies, each),
                    policy["row"],
                    *source_cells(policy),
                    standing.schools[each.school].name,
                ),
            )
        )
    told = _told_of_school(store, standing, meetings, schools[0]) if limits.school and rows else []
    if limits.school and not wanted:
        told.append(NOT_WATCHED)
    if rows:
        missing = duties_apart(each for each in found if each.state is MISSING)
        told.append(f"Missing: {missing}. {counted_in_order(found)}")
        told += counted_by_listing(found, policies)
    if limits.school:
        told += further_days_in_words(found, policies, titles, store.today)
    columns: Sequence[Column] = COLUMNS
    if not limits.school:
        columns, rows = school_first(COLUMNS, rows)
    return Summary("school-schedule", "School's schedule", store.today, columns, rows, told + notes)


def _catalogues(policies: Mapping[str, Values], each: Standing) -> str:
    """The catalogues that ask for it, in which it is the same document."""
    keys = (each.policy, *each.also)
    return ", ".join(CATALOGUES[str(policies[key]["catalogue"])] for key in keys)


def _in_order(standing: Board, school: str) -> list[Standing]:
    return sorted(standing.of_school(school), key=lambda each: each.state is NOT_APPLICABLE)


def _told_of_school(
    store: Store, standing: Board, meetings: GovernorsMeetings, school: str
) -> list[str]:
    """Which school it is, whether it is settling in, and when its governors meet next."""
    of_school = standing.schools[school]
    told = [of_school.name]
    settling = [] if of_school.settled else [SETTLING]
    meeting = meetings.next(school)
    if meeting is None:
        return [*told, "No governors' meeting ahead is recorded.", *settling]
    told.append(f"Next meeting: {meeting.in_words}.")
    late = [
        each
        for each in standing.of_school(school)
        if each.due and store.today <= each.due < meeting.held
    ]
    if late:
        titles = titles_of(standing)
        listed = "; ".join(
            f"{titles[each.policy]} ({show_date(each.due)})" for each in late if each.due
        )
        told.append(f"Due before the next meeting: {listed}.")
    return told + settling
