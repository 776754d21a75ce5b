"""What falls due in each school before its next governors' meeting, or on its day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from data.alliances.names import subject_of
from data.memberships.circulation import shown_schools
from data.policies.columns import ACT_BY, BODY, DUE, DUTY, STATE
from data.policies.governors_meetings import GovernorsMeeting, GovernorsMeetings, act_by
from data.policies.papers import (
    DUTY_MEANS,
    MARKS,
    MEETING_MEANS,
    OVERDUE_MEANS,
    READERS,
    without_meeting,
)
from data.policies.standing import Board, Standing, board
from data.policies.watched import (
    duties_apart,
    owners_of_pairs,
    policies_by_key,
    shown_of,
    titles_of,
)
from data.store.books import Books
from data.tables.limits import Limits
from data.tables.paper import Listing, Paper, Shown, grouped
from data.tables.table import Column, Content, Row
from models.fields.dates import show_date
from models.fields.states import State, Tone
from models.fields.text import count_of
from models.policies.due_dates import MISSING, OVERDUE
from models.policies.duties import MUST

IN_TIME = State("I", "In time", Tone.GOOD)
TOO_LATE = State("L", "Too late", Tone.BAD)

COLUMNS = (
    Column("meeting", "Meeting", "date", 10, "The school's next meeting that may approve it."),
    Column("school", "School", "text", 19),
    Column("policy", "Policy", "text", 19),
    DUE,
    DUTY,
    Column("in-time", "In time", "state", 8, "Whether the meeting comes before it is due."),
    BODY,
    Column("remark", "Remark", "text", 48, "What the meeting comes too late for."),
    STATE,
    ACT_BY,
    Column("approves", "Approves", "text", 22, "Who approves it."),
    Column("owner", "Owner", "text", 20, "Who answers for it in the school, or else elsewhere."),
)


class _Found(NamedTuple):
    """What is to be said of a school's policy before the meeting that may approve it."""

    finding: State
    meeting: GovernorsMeeting | None
    standing: Standing


def make(books: Books, limits: Limits) -> Content:
    """One row for each policy that is overdue or missing, then for each that is due by then."""
    standing, meetings = board(books), GovernorsMeetings(books)
    watched, left_out = shown_of(books, limits, standing.of_watched())
    found = [
        _Found(finding, meeting, each)
        for each in watched
        for meeting in [meetings.next_for(each)]
        if (finding := _finding(each, meeting))
    ]
    found.sort(key=_order)
    rows = _rows(books, standing, found)
    groups = grouped(rows, {each.standing.pair: _GROUPS[each.finding] for each in found})
    notes = [
        *_counts_in_words(found),
        *_schools_without(books, limits, standing, meetings),
        *left_out,
    ]
    paper = Paper(
        "What is due before the next governors’ meeting",
        "Due before a meeting",
        subject_of(books, limits.alliance, limits.school),
        READERS["clerk"],
        answer=_answer(found),
        parts=[Listing("The most pressing first", COLUMNS, groups, _SHOWN)],
        definitions=[OVERDUE_MEANS, DUTY_MEANS, MEETING_MEANS],
        left_out=[note for note in notes if not note.startswith(_IN_THE_ANSWER)],
        marks=MARKS,
        for_circulation=limits.for_circulation,
    )
    return Content(COLUMNS, rows, notes, paper)


def _rows(books: Books, standing: Board, found: Sequence[_Found]) -> list[Row]:
    policies, titles = policies_by_key(books), titles_of(standing)
    owners = owners_of_pairs(books)
    return [
        Row(
            each.pair,
            (
                meeting.held if meeting else None,
                standing.schools[each.school].name,
                titles[each.policy],
                each.due,
                each.duty.level.capitalize(),
                finding,
                meeting.body if meeting else None,
                _remark(finding, meeting, each),
                each.state,
                act_by(standing, each),
                policies[each.policy]["approval_level"],
                owners.get(each.key) or policies[each.policy]["owner"],
            ),
        )
        for finding, meeting, each in found
    ]


def _counts_in_words(found: Sequence[_Found]) -> list[str]:
    """How many are overdue, due by the meeting, and due before it, must and should apart."""
    return [
        f"{title}: {duties_apart(several)}."
        for title, wanted in (
            ("Overdue or missing", (OVERDUE, MISSING)),
            ("Due by the next meeting", (TOO_LATE, IN_TIME)),
            ("The meeting comes too late for", (TOO_LATE,)),
        )
        if (several := [each.standing for each in found if each.finding in wanted])
        or IN_TIME in wanted
    ]


def _schools_without(
    books: Books, limits: Limits, standing: Board, meetings: GovernorsMeetings
) -> list[str]:
    """How many schools have no meeting ahead, and how many are settling in."""
    settled, settling = _looked_at(books, limits, standing)
    without = sum(1 for school in settled if meetings.next(school) is None)
    told = []
    if without and limits.school:
        told.append("No governors' meeting ahead is recorded.")
    elif without:
        schools = count_of(len(settled), "school")
        told.append(
            f"No governors' meeting ahead is recorded for {without} of the {schools} looked at."
        )
    if settling:
        told.append(f"Settling in, and not looked at: {count_of(len(settling), 'school')}.")
    return told


_IN_THE_ANSWER = (
    "Overdue or missing:",
    "Due by the next meeting:",
    "The meeting comes too late for:",
    "No governors' meeting ahead",
)
"""How notes begin that the answer of the paper says in its own words."""

_GROUPS = {
    OVERDUE: "Overdue",
    MISSING: "Missing",
    IN_TIME: "Due by the meeting",
    TOO_LATE: "Due before the meeting: it comes too late",
}
_SHOWN = (
    Shown("school"),
    Shown("policy", under=("owner",), heading="Policy, and who answers"),
    Shown("duty"),
    Shown("due"),
    Shown("meeting", under=("body",), heading="Next meeting", empty="none recorded"),
    Shown("approves", 2, heading="Who approves"),
)


def _answer(found: Sequence[_Found]) -> list[str]:
    """What is late, what falls due in time, and what has no meeting."""
    if not found:
        return ["Nothing is overdue or missing, and nothing falls due before the next meeting."]
    late = sum(each.finding in (OVERDUE, MISSING) for each in found)
    policies = count_of(late, "policy is", "policies are")
    ahead = count_of(len(found) - late, "falls", "fall")
    answer = [f"{policies} overdue or missing;", f"{ahead} due before the next meeting."]
    without = sum(each.meeting is None for each in found)
    return answer + without_meeting(without, len(found))


def _finding(standing: Standing, meeting: GovernorsMeeting | None) -> State | None:
    """What is to be said of a school's policy before this meeting; None when it can wait."""
    if standing.state in (OVERDUE, MISSING):
        return standing.state
    if meeting is None or standing.due is None or standing.due > meeting.held:
        return None
    return TOO_LATE if standing.due < meeting.held else IN_TIME


def _order(found: _Found) -> tuple[object, ...]:
    finding, meeting, each = found
    due, must = each.due or date.max, each.duty.level != MUST
    if finding in (OVERDUE, MISSING):
        return 0, must, due, date.max, each.pair
    return 1, meeting.held if meeting else date.max, due, must, each.pair


def _remark(finding: State, meeting: GovernorsMeeting | None, standing: Standing) -> str | None:
    if meeting is None:
        return "No meeting is recorded that may approve it"
    if finding is TOO_LATE and standing.due:
        return f"The meeting comes too late: due {show_date(standing.due)}"
    return None


def _looked_at(books: Books, limits: Limits, standing: Board) -> tuple[list[str], list[str]]:
    """The watched schools that have settled in, and those that have not."""
    shown, _ = shown_schools(books, limits, standing.watched)
    settled = [key for key in shown if standing.schools[key].settled]
    return settled, [key for key in shown if not standing.schools[key].settled]
