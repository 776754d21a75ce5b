"""Which schools have reviewed each policy since its newest guidance, and which have not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from data.alliances.names import subject_of
from data.policies.columns import DUTY
from data.policies.papers import DUTY_MEANS, READERS
from data.policies.standing import Board, Standing, board
from data.policies.watched import (
    LEVELS,
    last_reviews,
    must_apart,
    places_of,
    policies_by_key,
    shown_of,
    titles_of,
)
from data.store.books import Books
from data.tables.limits import Limits
from data.tables.paper import Listing, Paper, Shown, grouped
from data.tables.table import Column, Content, Hint, Row
from models.fields.dates import show_date
from models.fields.states import State, Tone
from models.fields.text import count_of
from models.policies.due_dates import NOT_ASKED, SETTLING_IN
from models.records.record import Values

NEVER = State("M", "No: not approved yet", Tone.WARN)
BEFORE = State("N", "No: before it", Tone.WARN)
SINCE = State("Y", "Yes", Tone.GOOD)

FINDINGS = (BEFORE, NEVER, SINCE, SETTLING_IN)
"""What may be found of a school, in the order in which it is listed."""

_APART = tuple(LEVELS.values())

COLUMNS = (
    Column("school", "School", "text", 24),
    Column("policy", "Policy", "text", 24),
    Column("since", "Since the guidance", "state", 20, "Whether it was reviewed since then."),
    Column("guidance-of", "Guidance of", "date", 11, "The day of the newest edition."),
    Column("issued", "Issued", "date", 10, "When that edition came out, where that was before."),
    Column("approved", "Approved", "date", 10, "When it was last approved (live: or checked)."),
    Column("due", "Due", "date", 10, "When it is to be renewed anyway."),
    DUTY,
    Column("guidance", "Guidance", "text", 30),
)


class Guidance(NamedTuple):
    """Of which days the newest guidance on policies is, by their keys.

    `issued` is when it came out, where that was before; `to_come` names what is not in force yet.
    """

    days: dict[str, date]
    issued: dict[str, date]
    to_come: list[str]

    @classmethod
    def of(cls, standing: Board, policies: Mapping[str, Values], today: date) -> Guidance:
        """The guidance that the policies which are asked for name."""
        found, titles = cls({}, {}, []), titles_of(standing)
        for policy in standing.policies:
            day, out = (policies[policy.key][name] for name in ("guidance_of", "guidance_issued"))
            if not isinstance(day, date):
                continue
            if day > today:
                found.to_come.append(f"{titles[policy.key]} ({show_date(day)})")
                continue
            found.days[policy.key] = day
            # Who reviewed it once the guidance was out knew it before it was in force.
            found.issued[policy.key] = min(day, out) if isinstance(out, date) else day
        return found


def make(books: Books, limits: Limits) -> Content:
    """Policy by policy, the newest guidance first; schools that reviewed before it stand first."""
    standing, policies = board(books), policies_by_key(books)
    guidance = Guidance.of(standing, policies, books.today)
    # Where another catalogue's policy answers for the document, it is asked of that.
    asked = (
        standing.get(school, policy) for school in standing.watched for policy in guidance.days
    )
    found, notes = shown_of(
        books, limits, (each for each in asked if each and each.state not in NOT_ASKED)
    )
    approved = last_reviews(standing, found)
    findings = {
        each.pair: _finding(each, approved[each.pair], guidance.issued[each.policy])
        for each in found
    }
    _put_in_order(found, standing, guidance, findings)
    rows = _rows(standing, policies, guidance, found, approved, findings)
    counts = _told(guidance, found, findings, titles_of(standing))
    paper = Paper(
        "Who has reviewed since the newest guidance",
        "Since the guidance",
        subject_of(books, limits.alliance, limits.school),
        READERS["heads"],
        answer=_answer(found, findings, counts),
        parts=[_listing(standing, guidance, found, rows)],
        definitions=[DUTY_MEANS],
        left_out=notes,
        for_circulation=limits.for_circulation,
    )
    return Content(COLUMNS, rows, counts + notes, paper)


def _put_in_order(
    found: list[Standing], standing: Board, guidance: Guidance, findings: Mapping[str, State]
) -> None:
    """The newest guidance first, and of each policy who reviewed before it."""
    places = places_of(standing)
    schools = {school: place for place, school in enumerate(standing.schools)}
    found.sort(
        key=lambda each: (
            -guidance.days[each.policy].toordinal(),
            places[each.policy],
            FINDINGS.index(findings[each.pair]),
            schools[each.school],
        )
    )


def _rows(
    standing: Board,
    policies: Mapping[str, Values],
    guidance: Guidance,
    found: Sequence[Standing],
    approved: Mapping[str, date | None],
    findings: Mapping[str, State],
) -> list[Row]:
    titles, days, issued = titles_of(standing), guidance.days, guidance.issued
    return [
        Row(
            each.pair,
            (
                standing.schools[each.school].name,
                titles[each.policy],
                findings[each.pair],
                days[each.policy],
                issued[each.policy] if issued[each.policy] != days[each.policy] else None,
                approved[each.pair],
                each.due,
                each.duty.level.capitalize(),
                policies[each.policy]["guidance"],
            ),
        )
        for each in found
    ]


def _listing(
    standing: Board, guidance: Guidance, found: Sequence[Standing], rows: Sequence[Row]
) -> Listing:
    """The rows under their policy and the day of its guidance."""
    titles = titles_of(standing)
    headings = {
        each.pair: f"{titles[each.policy]}, guidance of {show_date(guidance.days[each.policy])}"
        for each in found
    }
    return Listing("The newest guidance first", COLUMNS, grouped(rows, headings), _SHOWN)


def _answer(
    found: Sequence[Standing], findings: Mapping[str, State], counts: Sequence[str]
) -> Sequence[str]:
    """How many reviews are older than the guidance, before the counts of each policy."""
    if not found:
        return counts
    behind = sum(findings[each.pair] in (BEFORE, NEVER) for each in found)
    return [f"{count_of(behind, 'review is', 'reviews are')} older than the guidance.", *counts]


def _told(
    guidance: Guidance,
    found: Sequence[Standing],
    findings: Mapping[str, State],
    titles: Mapping[str, str],
) -> list[str]:
    """How many schools have reviewed each policy since its guidance, and what is still to come."""
    counts = []
    for key in dict.fromkeys(each.policy for each in found):
        of_policy = [each for each in found if each.policy == key]
        told = [
            f"{word} {_counts([findings[each.pair] for each in part])}"
            for word, part in zip(_APART, must_apart(of_policy), strict=True)
            if part
        ]
        since = show_date(guidance.issued[key])
        counts.append(f"{titles[key]}, since {since}: {'; '.join(told)}.")
    if not guidance.days:
        counts.append("No policy that is asked for has the date of its newest guidance.")
    if guidance.to_come:
        counts.append(f"Guidance that is still to come: {'; '.join(guidance.to_come)}.")
    if not guidance.days:
        counts.append(Hint("Enter it under Guidance of in the policy's form."))
    return counts


_SHOWN = (
    Shown("school"),
    Shown("since", marked=True, heading="Reviewed since"),
    Shown("approved", empty="never"),
    Shown("due"),
    Shown("duty", 2),
)


def _finding(standing: Standing, approved: date | None, guidance: date) -> State:
    if approved is not None and approved >= guidance:
        return SINCE
    if not standing.settled:
        return SETTLING_IN
    return NEVER if approved is None else BEFORE


def _counts(found: Sequence[State]) -> str:
    counted = [state for state in found if state is not SETTLING_IN]
    settling = f", {len(found) - len(counted)} settling in" if len(counted) < len(found) else ""
    return f"{counted.count(SINCE)} of {len(counted)}{settling}"
