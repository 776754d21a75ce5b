"""What is told of policies, of schools and of both together: where they stand, and why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from data.policy_standing import Standing, board
from models.dates import show_date
from models.due import IN_ORDER, NOT_COUNTED, SETTLING_IN
from models.duties import ASKED, MUST, SHOULD
from models.meetings import GOVERNORS_MEETINGS
from models.policies import CYCLE_YEARS, CYCLES, FORCES, Policy
from models.records import Values
from models.values import Value

if TYPE_CHECKING:
    from data.store import Store

Lines = list[tuple[str, str]]
"""Labels and texts."""


def cycle_in_words(policy: Values) -> str:
    """How often a policy is to be renewed, and from where that is reckoned."""
    renewal = str(policy["renewal"])
    word = CYCLES.get(renewal, renewal)
    if renewal == "live":
        return f"{word}: kept up to date, and checked every term"
    if renewal == "termly":
        return f"{word}: by the end of the term after the approval"
    if renewal not in CYCLE_YEARS:
        return f"{word}: it never falls due by itself"
    reckoning = policy["reckoning"]
    if reckoning == "school year":
        return f"{word}, from 1 September"
    if reckoning == "half-term" and policy["half_term"]:
        return f"{word}, by the end of {policy['half_term']}"
    if reckoning == "fixed day" and policy["due_days"]:
        days = Policy.field("due_days").show(policy["due_days"])
        return f"{word}, by {days}"
    return f"{word}, from the day of the approval"


def lines_of_policy(store: Store, policy: Values) -> Lines:
    """Of a policy: its cycle, its force, and in how many schools it stands in order."""
    standing = board(store)
    key = str(policy["key"])
    found = [each for school in standing.watched if (each := standing.get(school, key))]
    force = FORCES.get(str(policy["force"]), "")
    return [
        ("Cycle", f"{cycle_in_words(policy)}. {force}" if force else cycle_in_words(policy)),
        *_counts(found, ("In order", "Should have it")),
    ]


def lines_of_school(store: Store, school: Values) -> Lines:
    """Of a school: how its policies stand, when its governors meet next, and what it buys."""
    key = str(school["key"])
    standing = board(store)
    lines = []
    if key in standing.watched:
        lines += _counts(standing.of_school(key), ("Must", "Should"))
    meetings = _meetings(store, key, store.today)
    if meetings:
        lines.append(("Next meeting", _meeting_in_words(meetings[0])))
    bought = store.database.rows(
        'SELECT DISTINCT "service_agreement"."name" FROM "purchase" JOIN "service_agreement" '
        'ON "service_agreement"."key" = "purchase"."agreement_id" WHERE "school_id" = ? '
        'AND "began" <= ? AND ("ended" IS NULL OR "ended" >= ?) ORDER BY 1',
        key,
        store.today.isoformat(),
        store.today.isoformat(),
    )
    if bought:
        lines.append(("Buys", ", ".join(row[0] for row in bought)))
    return lines


def lines_of_pair(store: Store, school: str, policy: str, held: Values | None = None) -> Lines:
    """Of a school's policy: where it stands, why it is asked, and how its day was reckoned.

    `held` are the values of the record, where there is one. Empty when nobody watches it.
    """
    standing = board(store).get(school, policy)
    values = store.get(Policy, policy)
    if standing is None or values is None:
        return []
    lines = [("State", standing.state.word), ("Duty", _duty_in_words(standing))]
    if standing.due is not None:
        lines.append(("Due", show_date(standing.due)))
        lines.append(("Reckoned", _reckoned_in_words(values, held or {}, standing.approved)))
        meeting = _meeting_before(store, school, standing.due)
        if meeting:
            lines.append(("Meeting", meeting))
    elif standing.duty.level in ASKED:
        lines.append(("Cycle", cycle_in_words(values)))
    for label, day in (("Approved", standing.approved), ("Checked", standing.checked)):
        if day is not None:
            lines.append((label, show_date(day)))
    if standing.duty.publish in ASKED or standing.published:
        lines.append(("Website", _website_in_words(standing)))
    model = _model_in_words(store, school, values)
    return [*lines, ("Model policy", model)] if model else lines


def _counts(found: Iterable[Standing], labels: tuple[str, str]) -> Lines:
    """How many of those that must be are in order, and of those that should be, apart."""
    found = list(found)
    lines = []
    for level, label in zip((MUST, SHOULD), labels, strict=True):
        states = [each.state for each in found if each.duty.level == level]
        counted = [state for state in states if state not in NOT_COUNTED]
        settling = states.count(SETTLING_IN)
        if counted or settling:
            good = sum(state in IN_ORDER for state in counted)
            more = f", {settling} settling in" if settling else ""
            lines.append((label, f"{good} of {len(counted)} in order{more}"))
    return lines


def _duty_in_words(standing: Standing) -> str:
    word = {"no": "Not asked"}.get(standing.duty.level, standing.duty.level.capitalize())
    return f"{word}. {standing.duty.why}" if standing.duty.why else word


def _reckoned_in_words(policy: Values, held: Values, approved: date | None) -> str:
    if held.get("next_review"):
        reason = held.get("reason")
        return f"Set by hand: {reason}" if reason else "Set by hand, without a reason"
    words = cycle_in_words(policy)
    return f"{words}; approved on {show_date(approved)}" if approved else words


def _website_in_words(standing: Standing) -> str:
    asked = {MUST: "Must be there", SHOULD: "Should be there"}.get(
        standing.duty.publish, "Need not be there"
    )
    if standing.published is None:
        return f"{asked}: not published"
    old = ", before the last approval" if standing.published_old else ""
    return f"{asked}: published on {show_date(standing.published)}{old}"


def _model_in_words(store: Store, school: str, policy: Values) -> str:
    from data.agreements import GATED, Purchases

    if policy["model_availability"] != GATED:
        return ""
    name = store.show(Policy, "agreement", policy["agreement"])
    may = Purchases(store).may_use_model(school, policy)
    if may is None:
        return "Only under a service agreement"
    return f"Only under {name}, which the school {'buys' if may else 'does not buy'}"


def _meeting_before(store: Store, school: str, due: date) -> str:
    """The last meeting of the governors before a day; empty when no meeting is known."""
    coming = _meetings(store, school, store.today)
    before = [each for each in coming if each[0] <= due]
    if before:
        return f"{_meeting_in_words(before[-1])}, the last before it is due"
    if not coming:
        return ""
    if due < store.today:
        return f"{_meeting_in_words(coming[0])}, the next one"
    return f"None before it is due; the next is {_meeting_in_words(coming[0])}"


def _meetings(store: Store, school: str, first: date) -> list[tuple[date, Value]]:
    rows = store.database.rows(
        'SELECT "held", "kind_of_meeting" FROM "meeting" WHERE "school_id" = ? AND "held" >= ? '
        'ORDER BY "held"',
        school,
        first.isoformat(),
    )
    return [(date.fromisoformat(held), kind) for held, kind in rows]


def _meeting_in_words(meeting: tuple[date, Value]) -> str:
    held, kind = meeting
    return f"{show_date(held)}, {GOVERNORS_MEETINGS.get(str(kind), str(kind))}"
