"""One list of schools' policies: overdue, due, missing, unpublished and so on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from data.alliances.names import subject_of
from data.memberships.circulation import shown_schools
from data.policies.columns import BODY, COLUMNS, MEETING, rows_of
from data.policies.governors_meetings import GovernorsMeetings
from data.policies.lists import LISTS, PolicyList
from data.policies.papers import (
    DUTY_MEANS,
    MARKS,
    MEETING_MEANS,
    OVERDUE_MEANS,
    READERS,
    in_schools,
    not_shown,
    of_them_must,
    sources_of,
    without_meeting,
    worst_of,
)
from data.policies.standing import Board, Standing, board
from data.policies.watched import (
    counted_apart,
    nothing_asked,
    policies_by_key,
    short_titles,
    titles_of,
)
from data.store.books import Books
from data.tables.limits import Limits
from data.tables.paper import Group, Listing, Paper, Shown
from data.tables.table import Column, Content, Row
from models.fields.text import count_of
from models.policies.duties import MUST

DAYS_LATE = Column(
    "days-late", "Days late", "number", 5, "Days since it was to be renewed.", heading="Days"
)

_WHEN_REVIEWED = (
    Shown("school"),
    Shown("policy"),
    Shown("duty", 2),
    Shown("due"),
    Shown("days-late", heading="Days late"),
    Shown("owner", 2, heading="Who answers"),
    Shown("meeting", under=("body",), heading="Next meeting", empty="none recorded"),
)
_WHEN_FIRST_DUE = tuple(each for each in _WHEN_REVIEWED if each.name != "due")
"""Of what was never approved: no day stands for it yet."""
_WHEN_PUBLISHED = (
    Shown("school"),
    Shown("policy"),
    Shown("website", 2),
    Shown("approved"),
    Shown("published", 2),
    Shown("owner", 2, heading="Who answers"),
)
_WHEN_CHECKED = (
    Shown("school"),
    Shown("policy"),
    Shown("duty", 2),
    Shown("checked", empty="never"),
    Shown("approved", 2),
    Shown("owner", 2, heading="Who answers"),
)


def make(books: Books, limits: Limits) -> Content:
    """The list, the most pressing first, with how many of it must be and how many should."""
    named = {column.name: column for column in COLUMNS}
    standing = board(books)
    wanted = LISTS[limits.variant]
    found = wanted.of(standing)
    shown, notes = shown_schools(books, limits, {each.school for each in found})
    found = [each for each in found if each.school in shown]
    counted = counted_apart(wanted.duty_of(each) for each in found)
    told = [f"{wanted.title_on(standing)}: {counted}.", *nothing_asked(standing)]
    columns = [named[name] for name in wanted.columns]
    rows = rows_of(books, standing, found, columns)
    at = wanted.columns.index("policy")
    columns[at] = columns[at]._replace(shorter=short_titles(books, standing))
    paper = _paper(books, limits, standing, wanted, found)
    if wanted.name == "policies-overdue":
        # Beside the day that it was due.
        at = wanted.columns.index("due") + 1
        columns.insert(at, DAYS_LATE)
        rows = [
            row._replace(cells=(*row.cells[:at], _days_late(each, books), *row.cells[at:]))
            for row, each in zip(rows, found, strict=True)
        ]
    if _goes_to_meetings(wanted):
        meetings = GovernorsMeetings(books)
        columns += [MEETING, BODY]
        rows = [
            row._replace(cells=(*row.cells, *meetings.cells_for_approval(each)))
            for row, each in zip(rows, found, strict=True)
        ]
    listing = Listing(_caption(wanted), columns, [Group("", rows)], _shown(wanted))
    paper = replace(paper, answer=_answer(books, limits, standing, wanted, found, rows),
                    parts=[listing], left_out=[*paper.left_out, *notes])  # fmt: skip
    return Content(columns, rows, [*told, *notes], paper)


def _days_late(standing: Standing, books: Books) -> int | None:
    return (books.today - standing.due).days if standing.due else None


def _goes_to_meetings(wanted: PolicyList) -> bool:
    """Whether what is listed is to be approved at a meeting."""
    return not wanted.of_publication and wanted.name != "live-unchecked"


def _shown(wanted: PolicyList) -> tuple[Shown, ...]:
    if wanted.of_publication:
        return _WHEN_PUBLISHED
    if wanted.name == "policies-missing":
        return _WHEN_FIRST_DUE
    return _WHEN_REVIEWED if _goes_to_meetings(wanted) else _WHEN_CHECKED


def _caption(wanted: PolicyList) -> str:
    return "Longest overdue first" if wanted.name == "policies-overdue" else "Most pressing first"


def _paper(
    books: Books, limits: Limits, standing: Board, wanted: PolicyList, found: list[Standing]
) -> Paper:
    """The paper of the list without its table."""
    policies = policies_by_key(books)
    late = wanted.name == "policies-overdue"
    to_meetings = _goes_to_meetings(wanted)
    schools, _ = shown_schools(books, limits, standing.watched)
    return Paper(
        "Policies that are overdue" if late else wanted.title_on(standing),
        wanted.title_on(standing),
        subject_of(books, limits.alliance, limits.school),
        READERS["website" if wanted.of_publication else "governors"],
        definitions=[
            *([OVERDUE_MEANS] if late else []),
            DUTY_MEANS,
            *([MEETING_MEANS] if to_meetings else []),
        ],
        left_out=not_shown(standing, schools) if late else (),
        sources=sources_of(policies[key] for key in dict.fromkeys(each.policy for each in found)),
        marks=MARKS,
        for_circulation=limits.for_circulation,
    )


def _answer(
    books: Books,
    limits: Limits,
    standing: Board,
    wanted: PolicyList,
    found: list[Standing],
    rows: Sequence[Row],
) -> list[str]:
    """How many there are, how many of them must be, the worst of them, and what is missing."""
    schools, _ = shown_schools(books, limits, standing.watched)
    if not found:
        return [f"{wanted.title_on(standing)}: none.", *nothing_asked(standing)]
    count, in_all = len(found), count_of(len(schools), "school")
    where = "" if limits.school else f" in {in_schools(found)} of {in_all}"
    must = sum(wanted.duty_of(each) == MUST for each in found)
    duty = of_them_must(must, count, publish=wanted.of_publication)
    answer = [f"{wanted.said_of(count, where, standing)};", duty]
    if wanted.name == "policies-overdue":
        answer.append(worst_of(books, standing, found, titles_of(standing)))
    if _goes_to_meetings(wanted):
        answer += without_meeting(sum(row.cells[-2] is None for row in rows), count)
    return [each for each in answer if each]
