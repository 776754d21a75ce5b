"""Details of policies and of schools' policies: where they stand, and why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from data.policies.agreements import GATED, Purchases, agreements_bought
from data.policies.columns import cycle_in_words
from data.policies.copies import copy_of
from data.policies.governors_meetings import GovernorsMeetings
from data.policies.standing import Board, Standing, board
from data.store.books import Books
from data.tables.as_of import find_as_of
from data.tables.details import Details, Line, details, details_of
from models.fields.dates import show_date
from models.policies.due_dates import (
    IN_ORDER,
    MISSING,
    NOT_APPLICABLE,
    NOT_COUNTED,
    OVERDUE,
    SETTLING,
    TYPE_UNKNOWN,
)
from models.policies.duties import ASKED, MUST, NO, SHOULD
from models.policies.policy import FORCES, LISTINGS, Policy
from models.policies.school_policy import SchoolPolicy
from models.records.record import Values
from models.schools.group import Group
from models.schools.school import School

Lines = list[Line]


@details(Policy)
def lines_of_policy(books: Books, policy: Values) -> Lines:
    """Of a policy: its cycle, its force, and in how many schools it stands in order."""
    standing = board(books)
    key = str(policy["key"])
    found = [each for school in standing.watched if (each := standing.get(school, key))]
    force = FORCES.get(str(policy["force"]), "")
    return [
        ("Cycle", f"{cycle_in_words(policy)}. {force}" if force else cycle_in_words(policy)),
        *_counts(found, ("In order", "Should have it")),
    ]


@details(School)
def lines_of_school(books: Books, school: Values) -> Lines:
    """Of a school: how its policies stand, when its governors meet next, and what it buys."""
    key = str(school["key"])
    standing = board(books)
    lines = []
    if key in standing.watched:
        found = standing.of_school(key)
        lines += _counts(found, ("Must", "Should"))
        lines += _counts_by_listing(standing, found)
        lines += _late(books, found)
    meeting = GovernorsMeetings(books).next(key)
    if meeting is not None:
        lines.append(("Next meeting", meeting.in_words))
    bought = agreements_bought(books, key)
    if bought:
        lines.append(("Buys", ", ".join(bought)))
    return lines


@details(SchoolPolicy)
def lines_of_school_policy(books: Books, held: Values) -> Lines:
    """Of a school's policy that is recorded: where it stands, why, and how that was reckoned."""
    return lines_of_pair(books, str(held["school"]), str(held["policy"]), held)


def details_of_pair(books: Books, school: str, policy: str) -> Details | None:
    """The details of a school's policy, whether or not there is a record; None without either."""
    held = find_as_of(books, SchoolPolicy, school=school, policy=policy)
    if held:
        return details_of(books, SchoolPolicy, str(held[0]["key"]))
    lines = lines_of_pair(books, school, policy)
    if not lines:
        return None
    name = books.name_from(SchoolPolicy, {"school": school, "policy": policy})
    return Details(SchoolPolicy, "", name, {}, tuple(lines), (), (), {})


def lines_of_pair(books: Books, school: str, policy: str, held: Values | None = None) -> Lines:
    """Of a school's policy: where it stands, why it is asked, and how its day was reckoned.

    `held` are the values of the record, where there is one. Empty when nobody watches it.
    """
    standing = board(books).get(school, policy)
    values = books.get(Policy, policy)
    if standing is None or values is None:
        return []
    lines = [("State", standing.state.word), ("Duty", _duty_in_words(standing))]
    if standing.by:
        lines.append(("Recorded as", books.name_of(Policy, standing.by)))
        held = copy_of(books, school, policy)
        of_source, values = values, books.get(Policy, standing.by) or values
    else:
        of_source = values
    if standing.also:
        names = "; ".join(books.name_of(Policy, each) for each in standing.also)
        lines.append(("Answers for", names))
    if held and held["held_by"]:
        trust = books.name_of(Group, str(held["held_by"]))
        lines.append(("Held by", f"{trust}: an approval stands for all its schools"))
    if standing.due is not None:
        lines.append(("Due", show_date(standing.due)))
        lines.append(("Reckoned", _reckoned_in_words(values, held or {}, standing.approved)))
    elif standing.duty.level in ASKED:
        lines.append(("Cycle", cycle_in_words(values)))
    meeting = _meeting_in_words(books, standing)
    if meeting and (standing.due is not None or standing.state is MISSING):
        lines.append(("Meeting", meeting))
    for label, day in (("Approved", standing.approved), ("Checked", standing.checked)):
        if day is not None:
            lines.append((label, show_date(day)))
    applies = standing.state is not NOT_APPLICABLE
    if (applies and standing.duty.publish in ASKED) or standing.published:
        lines.append(("Website", _website_in_words(standing)))
    model = _model_in_words(books, school, values)
    if model:
        lines.append(("Model policy", model))
    return [*lines, *_source_in_words(books, of_source)]


def _counts(found: Iterable[Standing], labels: tuple[str, str]) -> Lines:
    """How many of those that must be are in order, and of those that should be, apart."""
    found = list(found)
    lines = []
    for level, label in zip((MUST, SHOULD), labels, strict=True):
        states = [each.state for each in found if each.duty.level == level]
        counted = [state for state in states if state not in NOT_COUNTED]
        settling = sum(state in SETTLING for state in states)
        if counted or settling:
            good = sum(state in IN_ORDER for state in counted)
            more = f", {settling} settling in" if settling else ""
            lines.append((label, f"{good} of {len(counted)} in order{more}"))
    unknown = sum(each.state is TYPE_UNKNOWN for each in found)
    if unknown:
        lines.append((TYPE_UNKNOWN.word, f"{unknown}, until the type is recorded"))
    return lines


def _counts_by_listing(standing: Board, found: Iterable[Standing]) -> Lines:
    """How many are in order of those on the present list, of other law, and formerly listed."""
    listings = {policy.key: policy.listing for policy in standing.policies}
    lines = []
    for listing, label in LISTINGS.items():
        states = [
            each.state
            for each in found
            if listings[each.policy] == listing and each.state not in NOT_COUNTED
        ]
        if states:
            good = sum(state in IN_ORDER for state in states)
            lines.append((label, f"{good} of {len(states)} in order"))
    return lines


def _late(books: Books, found: Iterable[Standing]) -> Lines:
    """The policies that are overdue, the oldest first, with their days, and those missing."""
    late = [each for each in found if each.state in (OVERDUE, MISSING)]
    policies = books.get_many(Policy, [each.policy for each in late])

    def name(each: Standing) -> str:
        policy = policies[each.policy]
        return str(policy["short_title"] or policy["title"])

    overdue = sorted((each.due, name(each)) for each in late if each.due and each.state is OVERDUE)
    told = [f"{title} {(books.today - due).days:,} days" for due, title in overdue]
    told += [f"{name(each)} missing" for each in late if each.state is MISSING]
    return [("Late", " · ".join(told))] if told else []


def _duty_in_words(standing: Standing) -> str:
    word = {"no": "Not asked"}.get(standing.duty.level, standing.duty.level.capitalize())
    return f"{word}. {standing.duty.why}" if standing.duty.why else word


def _reckoned_in_words(policy: Values, held: Values, approved: date | None) -> str:
    if held.get("next_review"):
        reason = held.get("reason")
        return f"Set by hand: {reason}" if reason else "Set by hand, without a reason"
    words = cycle_in_words(policy)
    return f"{words}, after the approval of {show_date(approved)}" if approved else words


def _website_in_words(standing: Standing) -> str:
    publish = NO if standing.state is NOT_APPLICABLE else standing.duty.publish
    asked = {MUST: "Must be there", SHOULD: "Should be there"}.get(publish, "Need not be there")
    if standing.published is None:
        return f"{asked}: not published"
    old = ", before the last approval" if standing.published_old else ""
    return f"{asked}: published on {show_date(standing.published)}{old}"


def _source_in_words(books: Books, policy: Values) -> Lines:
    """The kind of duty, with its source and date, so that it can be checked."""
    shown = [
        (Policy.field(name).label, books.show(Policy, name, policy[name]))
        for name in ("force", "listing", "source", "source_read")
    ]
    if policy["unverified"]:
        field = Policy.field("unverified")
        shown.append((field.label, str(policy["caution"] or field.help)))
    return [line for line in shown if line[1]]


def _model_in_words(books: Books, school: str, policy: Values) -> str:
    if policy["model_availability"] != GATED:
        return ""
    name = books.show(Policy, "agreement", policy["agreement"])
    may = Purchases(books).may_use_model(school, policy)
    if may is None:
        return "Only under a service agreement"
    return f"Only under {name}, which the school {'buys' if may else 'does not buy'}"


def _meeting_in_words(books: Books, standing: Standing) -> str:
    """The governors' meeting that it goes to; empty when no meeting is known."""
    meetings = GovernorsMeetings(books)
    wanted, coming = meetings.for_approval(standing), meetings.next_for(standing)
    if wanted is not None:
        in_time = standing.due is not None and wanted.held <= standing.due
        return f"{wanted.in_words}, {'the last in time' if in_time else 'the next one'}"
    return f"None in time; the next is {coming.in_words}" if coming else ""
