"""One school's schedule of policies: what it must have, when each is due, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data.alliances.names import subject_of
from data.memberships.circulation import shown_schools
from data.policies.columns import (
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
from data.policies.governors_meetings import GovernorsMeetings, act_by
from data.policies.papers import (
    DUTY_MEANS,
    IN_ORDER_MEANS,
    MARKS,
    READERS,
    have,
    last_seen,
    sources_of,
)
from data.policies.standing import Board, Standing, board
from data.policies.watched import (
    duties_apart,
    kept_of_pairs,
    owners_of_pairs,
    policies_by_key,
    titles_of,
)
from data.store.books import Books
from data.tables.limits import Limits
from data.tables.paper import Group, Listing, Paper, Prose, Shown
from data.tables.table import Column, Content, Row
from models.alliances.catalogues import CATALOGUES
from models.fields.dates import show_date
from models.fields.text import count_of
from models.policies.due_dates import (
    IN_ORDER,
    MISSING,
    NOT_APPLICABLE,
    NOT_COUNTED,
    OVERDUE,
    POLICY_STATES,
)
from models.policies.duties import MUST
from models.records.record import Values

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


def make(books: Books, limits: Limits) -> Content:
    """One row for each policy of the school, of all watched schools one after another.

    What does not apply comes last, with its reason.
    """
    standing = board(books)
    wanted = {limits.school} & standing.schools.keys() if limits.school else standing.watched.keys()
    shown, left_out = shown_schools(books, limits, wanted)
    schools = [key for key in standing.schools if key in shown]
    found = [each for school in schools for each in _in_order(standing, school)]
    meetings, policies = GovernorsMeetings(books), policies_by_key(books)
    rows = _rows(books, standing, meetings, found)
    told = _told_of_school(books, standing, meetings, schools[0]) if limits.school and rows else []
    if limits.school and not wanted:
        told.append(NOT_WATCHED)
    if rows:
        missing = duties_apart(each for each in found if each.state is MISSING)
        told.append(f"Missing: {missing}. {counted_in_order(found)}")
        told += counted_by_listing(found, policies)
    if limits.school:
        told += further_days_in_words(found, policies, titles_of(standing), books.today)
    paper = Paper(
        "Schedule of policies",
        "",
        subject_of(books, limits.alliance, limits.school),
        READERS["clerk"],
        answer=_answer(found, bool(limits.school)),
        parts=_parts(standing, schools, found, rows, of_one=bool(limits.school)),
        definitions=[
            IN_ORDER_MEANS,
            DUTY_MEANS,
            *(each for each in told if each.startswith(_SAID_ON_PAPER)),
        ],
        left_out=left_out,
        sources=sources_of(policies[key] for key in dict.fromkeys(each.policy for each in found)),
        marks=MARKS,
        for_circulation=limits.for_circulation,
    )
    columns: Sequence[Column] = COLUMNS
    if not limits.school:
        columns, rows = school_first(COLUMNS, rows)
    notes = [*told, *left_out]
    return Content(columns, rows, notes, paper)


def _rows(
    books: Books, standing: Board, meetings: GovernorsMeetings, found: Sequence[Standing]
) -> list[Row]:
    policies, titles = policies_by_key(books), titles_of(standing)
    owners, reasons = owners_of_pairs(books), kept_of_pairs(books, "reason")
    cycles = {policy.key: cycle_in_words(policies[policy.key]) for policy in standing.policies}
    approvals, nobody = last_approvals(books, found), Approval(None, None)
    rows = []
    for each in found:
        policy, approval = policies[each.policy], approvals.get(each.key, nobody)
        cells = (
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
        )
        rows.append(Row(each.pair, cells))
    return rows


_SAID_ON_PAPER = ("It is settling in", "Nothing is asked", "The law names", "No governors'")
"""How notes begin that are told on paper too; the others it answers in its own words."""

_LAST = Column("last-approved", "Last approved", "text", 12)

_SHOWN = (
    Shown("policy", under=("cycle",), heading="Policy and how often"),
    Shown("duty", 2),
    Shown("state", marked=True),
    Shown("due"),
    Shown("meeting", under=("body",), heading="Take to meeting"),
    Shown("last-approved", under=("minute",), empty="never"),
    Shown("owner", 2, heading="Who answers"),
)


def _parts(
    standing: Board,
    schools: Sequence[str],
    found: Sequence[Standing],
    rows: Sequence[Row],
    *,
    of_one: bool,
) -> list[Listing]:
    """The schedule of each school, on a page of its own where there are several."""
    of_school: dict[str, list[tuple[Standing, Row]]] = {school: [] for school in schools}
    for each, row in zip(found, rows, strict=True):
        of_school[each.school].append((each, row))
    why = [column.name for column in COLUMNS].index("why")
    parts: list[Listing] = []
    for school, pairs in of_school.items():
        applies = [pair for pair in pairs if pair[0].state is not NOT_APPLICABLE]
        applies.sort(key=lambda pair: POLICY_STATES.index(pair[0].state))
        does_not = [
            f"{row.cells[0]}{f' ({_begun_small(row.cells[why])})' if row.cells[why] else ''}"
            for each, row in pairs
            if each.state is NOT_APPLICABLE
        ]
        name = standing.schools[school].name
        listed = [Row(row.key, (*row.cells, last_seen(each))) for each, row in applies]
        prose = [Prose(f"Not applicable ({len(does_not)}):", f"{'; '.join(does_not)}.")]
        parts.append(
            Listing(
                f"{count_of(len(listed), 'policy that applies', 'policies that apply')}, "
                "what needs acting on first",
                (*COLUMNS, _LAST),
                [Group("", listed)],
                _SHOWN,
                prose=prose if does_not else (),
                title="" if of_one else name,
                answer="" if of_one else " ".join(_answer([each for each, _ in pairs], True)),
                new_page=not of_one and bool(parts),
            )
        )
    return parts


def _begun_small(words: object) -> str:
    text = str(words).rstrip(".")
    return text[:1].lower() + text[1:]


def _answer(found: Sequence[Standing], of_one: bool) -> list[str]:
    """How many of those that must be are in order, overdue, missing."""
    states = [
        each.state for each in found if each.duty.level == MUST and each.state not in NOT_COUNTED
    ]
    if not states:
        return ["No policy that must be is counted."] if found else ["No policy is asked for."]
    done = sum(state in IN_ORDER for state in states)
    whose = "the school" if of_one else "the schools"
    late, missing = states.count(OVERDUE), states.count(MISSING)
    return [
        f"{done:,} of the {count_of(len(states), 'policy', 'policies')} that {whose} must have "
        f"{have(done, 'is', 'are')} in order;",
        f"{late or 'none'} {have(late or 1, 'is', 'are')} overdue, {missing or 'none'} "
        f"{have(missing or 1, 'is', 'are')} missing.",
    ]


def _catalogues(policies: Mapping[str, Values], each: Standing) -> str:
    """The catalogues that ask for it, in which it is the same document."""
    keys = (each.policy, *each.also)
    return ", ".join(CATALOGUES[str(policies[key]["catalogue"])] for key in keys)


def _in_order(standing: Board, school: str) -> list[Standing]:
    return sorted(standing.of_school(school), key=lambda each: each.state is NOT_APPLICABLE)


def _told_of_school(
    books: Books, standing: Board, meetings: GovernorsMeetings, school: str
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
        if each.due and books.today <= each.due < meeting.held
    ]
    if late:
        titles = titles_of(standing)
        listed = "; ".join(
            f"{titles[each.policy]} ({show_date(each.due)})" for each in late if each.due
        )
        told.append(f"Due before the next meeting: {listed}.")
    return told + settling
