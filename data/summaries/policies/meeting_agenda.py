"""The agenda of a school's next governors' meeting, for its clerk to paste."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from data.alliances.names import subject_of
from data.memberships.circulation import shown_schools
from data.policies.agreements import Purchases, model_in_words
from data.policies.columns import (
    BODY,
    DUE,
    DUTY,
    SOURCE_COLUMNS,
    STATE,
    further_days_in_words,
    school_first,
    source_cells,
)
from data.policies.governors_meetings import GovernorsMeeting, GovernorsMeetings
from data.policies.standing import Board, Standing, board
from data.policies.watched import (
    duties_apart,
    owners_of_pairs,
    places_of,
    policies_by_key,
    titles_of,
)
from data.store.books import Books
from data.summaries.policies.meeting_agenda_paper import AgendaItem, agenda_paper
from data.summaries.policies.school_schedule import NOT_WATCHED
from data.tables.limits import Limits
from data.tables.table import Column, Content, Row
from models.fields.dates import show_date
from models.fields.text import count_of
from models.policies.agreements import ServiceAgreement
from models.policies.due_dates import (
    AWAITING_APPROVAL,
    DRAFTING,
    MISSING,
    NOT_APPLICABLE,
    OVERDUE,
    POLICY_STATES,
    SETTLING,
)
from models.policies.duties import ASKED, MUST

if TYPE_CHECKING:
    from models.records.record import Values

APPROVE, NOTE, PUBLISH = "Approve", "Note", "Publish"
ASKED_OF_GOVERNORS = (APPROVE, NOTE, PUBLISH)
"""What a line of the agenda asks for; the last is only a reminder of what was approved before."""

COLUMNS = (
    Column("policy", "Policy", "text", 30),
    Column("asked", "Asked", "text", 8, "Approve it, note it, or publish what was approved."),
    STATE,
    DUTY,
    DUE,
    Column("approves", "Approves", "text", 22, "Who approves it."),
    Column("delegated", "May be delegated to", "text", 20, "Who may approve it instead."),
    Column("guidance", "Guidance", "text", 28),
    Column("guidance-address", "Guidance address", "text", 28),
    Column("model", "Model", "text", 26, "How the school comes by the model."),
    Column("model-policy", "Where, or why not", "text", 30, "In the words of the source."),
    Column("owner", "Owner", "text", 20, "Who answers for it in the school, or else elsewhere."),
    Column("meeting", "Meeting", "date", 10, "The school's next governors' meeting."),
    BODY,
    *SOURCE_COLUMNS,
    Column("school", "School", "text", 26),
)


class _Agenda(NamedTuple):
    """The agenda of a school's next meeting, and what waits for another one."""

    school: str
    meeting: GovernorsMeeting | None
    items: list[AgendaItem]
    elsewhere: list[str]
    further: list[str]


def make(books: Books, limits: Limits) -> Content:
    """One row for each thing to deal with: what to approve, then what to note and to publish.

    Without a school the agendas of all watched schools, one after another.
    """
    standing = board(books)
    wanted = {limits.school} & standing.schools.keys() if limits.school else standing.watched.keys()
    shown, notes = shown_schools(books, limits, wanted)
    schools = [key for key in standing.schools if key in shown]
    meetings = GovernorsMeetings(books)
    agendas = _agendas(books, standing, meetings, schools)
    rows = [_row(standing, each.meeting, item) for each in agendas for item in each.items]
    elsewhere = [title for each in agendas for title in each.elsewhere]
    told = _told(standing, meetings, schools, bool(limits.school))
    if limits.school and not wanted:
        told.append(NOT_WATCHED)
    told += _duties_of_each_kind(agendas)
    if elsewhere:
        named = "; ".join(elsewhere) if limits.school else str(len(elsewhere))
        told.append(f"For a meeting of the full board or trust board, and not listed: {named}.")
    if limits.school:
        told += [words for each in agendas for words in each.further]
    paper = agenda_paper(
        books,
        limits,
        subject_of(books, limits.alliance, limits.school),
        {each.school: (standing.schools[each.school].name, each.meeting) for each in agendas},
        {each.school: each.items for each in agendas},
        elsewhere,
        [each for each in told if each.startswith(_SAID_ON_PAPER)],
        notes,
    )
    columns: Sequence[Column] = COLUMNS
    if not limits.school:
        columns, rows = school_first(COLUMNS, rows)
    return Content(columns, rows, told + notes, paper)


def _agendas(
    books: Books, standing: Board, meetings: GovernorsMeetings, schools: Sequence[str]
) -> list[_Agenda]:
    """The agenda of each of these schools, in the order in which its meeting deals with it."""
    policies, titles, places = policies_by_key(books), titles_of(standing), places_of(standing)
    agreements, owners = books.names(ServiceAgreement), owners_of_pairs(books)
    purchases = Purchases(books)
    found = []
    for school in schools:
        until, meeting = _dealt_with_until(standing, meetings, school), meetings.next(school)
        of_school = standing.of_school(school)
        further = further_days_in_words(of_school, policies, titles, books.today, until)
        agenda = _Agenda(school, meeting, [], [], further)
        pairs = [(asked, each) for each in of_school if (asked := asked_of_governors(each, until))]
        for asked, each in sorted(pairs, key=lambda pair: (*_order(*pair), places[pair[1].policy])):
            title, policy = titles[each.policy], policies[each.policy]
            right = meetings.next_for(each)
            if asked == APPROVE and meeting and (right is None or right.held > meeting.held):
                agenda.elsewhere.append(title)
                continue
            model = _model(policy, agreements, purchases, school)
            owner = owners.get(each.key) or policy["owner"]
            agenda.items.append(AgendaItem(each, asked, title, owner, policy, model))
        found.append(agenda)
    return found


def _row(standing: Board, meeting: GovernorsMeeting | None, item: AgendaItem) -> Row:
    each, policy = item.standing, item.policy
    return Row(
        each.pair,
        (
            item.title,
            item.asked,
            each.state,
            each.duty.level.capitalize(),
            each.due,
            policy["approval_level"],
            policy["may_be_delegated_to"],
            policy["guidance"],
            policy["guidance_address"],
            item.model,
            policy["model_policy"],
            item.owner,
            meeting.held if meeting else None,
            meeting.body if meeting else None,
            *source_cells(policy),
            standing.schools[each.school].name,
        ),
    )


def _duties_of_each_kind(agendas: Sequence[_Agenda]) -> list[str]:
    """How many policies are to be approved, noted and published, must and should apart."""
    items = [item for each in agendas for item in each.items]
    return [
        f"{asked}: {duties_apart(found)}."
        for asked in ASKED_OF_GOVERNORS
        if (found := [item.standing for item in items if item.asked == asked])
    ]


_SAID_ON_PAPER = ("With what falls due", "It is settling in", "Nothing is asked", "The law names")
"""How notes begin that are told on paper too; the others it answers in its own words."""


def asked_of_governors(standing: Standing, until: date) -> str:
    """What is asked of the governors about a school's policy; empty when nothing is.

    `until` is the last day on which something may be due that this meeting has to deal with.
    """
    state = standing.state
    if state is NOT_APPLICABLE or state in SETTLING:
        return ""
    due_before = standing.due is not None and standing.due <= until
    if due_before or state in (OVERDUE, MISSING, AWAITING_APPROVAL):
        return APPROVE
    if state is DRAFTING:
        return NOTE
    is_approved = (standing.approved or standing.checked) is not None
    unpublished = standing.published is None and standing.duty.publish in ASKED
    if standing.settled and is_approved and (unpublished or standing.published_old):
        return PUBLISH
    return ""


def _dealt_with_until(standing: Board, meetings: GovernorsMeetings, school: str) -> date:
    """The last day on which something may be due that cannot wait for the meeting after next."""
    after_next = meetings.after_next(school)
    if after_next is not None:
        # What is due on the day of a meeting can still be approved there.
        return date.fromordinal(after_next.held.toordinal() - 1)
    last = standing.reckoning(school).next_until
    meeting = meetings.next(school)
    return max(last, meeting.held) if meeting else last


def _order(asked: str, standing: Standing) -> tuple[int, bool, int, date]:
    return (
        ASKED_OF_GOVERNORS.index(asked),
        standing.duty.level != MUST,
        POLICY_STATES.index(standing.state),
        standing.due or date.max,
    )


def _model(
    policy: Values, agreements: dict[str, str], purchases: Purchases, school: str
) -> str | None:
    if policy["model_availability"] is None:
        return None
    words = model_in_words(policy, agreements.get(str(policy["agreement"]), ""))
    return f"{words} (not bought)" if purchases.may_use_model(school, policy) is False else words


def _told(
    standing: Board, meetings: GovernorsMeetings, schools: list[str], of_a_school: bool
) -> list[str]:
    if not of_a_school or not schools:
        without = [key for key in schools if meetings.next(key) is None]
        if not without:
            return []
        schools_in_all = count_of(len(schools), "school")
        settling = sum(1 for key in schools if not standing.schools[key].settled)
        among = f", {settling} of which are settling in" if settling else ""
        return [
            f"No governors' meeting ahead is recorded for {len(without)} of the "
            f"{schools_in_all}{among}."
        ]
    school = standing.schools[schools[0]]
    told = [school.name]
    meeting, after_next = meetings.next(school.key), meetings.after_next(school.key)
    if meeting is None:
        told.append("No governors' meeting ahead is recorded. Add it in the section Meetings.")
    else:
        told.append(f"{meeting.in_words}.")
    until = show_date(_dealt_with_until(standing, meetings, school.key))
    if after_next is not None:
        told.append(f"With what falls due before the meeting after it ({after_next.in_words}).")
    else:
        told.append(f"With what falls due by {until}; no later meeting is recorded.")
    if not school.settled:
        told.append("It is settling in: what is missing or late is left out.")
    return told
