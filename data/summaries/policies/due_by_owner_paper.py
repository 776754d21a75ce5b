"""The paper of what is overdue and due: for each owner what to do now, and how much comes later."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from data.policies.owners import NOBODY, Owner
from data.policies.standing import Board, Standing
from data.policies.watched import titles_of
from data.tables.paper import Group, Listing, Shown
from data.tables.table import Column, Row
from models.fields.dates import show_date
from models.fields.text import count_of, folded
from models.fields.values import Value
from models.policies.due_dates import OVERDUE

NOW_OVERDUE, THIS_HALF_TERM, NEXT_HALF_TERM = "Overdue", "This half-term", "Next half-term"
_NOW = {
    NOW_OVERDUE: "overdue",
    THIS_HALF_TERM: "due this half-term",
    NEXT_HALF_TERM: "due next half-term",
}
"""What is named school by school, and how it is counted; what is due later is only counted."""


class When(NamedTuple):
    """A part of the year: its place among the others, and what it is called."""

    place: int
    name: str


class Due(NamedTuple):
    """What is overdue or falls due: when that is to be done, on whom it waits, and what it is."""

    when: When
    owner: Owner
    standing: Standing


_COLUMNS = (
    Column("when", "When", "text", 16),
    Column("policy", "Policy", "text", 28),
    Column("count", "Schools", "number", 7),
    Column("schools", "Day due, and the schools", "text", 60),
)
_OF_ONE_SCHOOL = (
    Column("policy", "Policy", "text", 28),
    Column("duty", "Duty", "text", 6),
    Column("when", "When", "text", 16),
    Column("due", "Due", "date", 10),
    Column("meeting", "Meeting", "date", 10),
)


def of_schools(found: Sequence[Due], standing: Board) -> Listing:
    """By owner a line for each policy that is overdue or due soon, with its days and schools.

    What is due later has one line for each owner: by half-term the policies, and in how many
    schools.
    """
    titles = titles_of(standing)
    schools = {key: school.name for key, school in standing.schools.items()}
    groups = []
    for owner, of_owner in _by_owner(found):
        rows: list[Row] = []
        for when, dues in _by_when(due for due in of_owner if due.when.name in _NOW):
            rows += _soon(when, dues, titles, schools)
        if later := [due for due in of_owner if due.when.name not in _NOW]:
            rows.append(_later(later, titles, schools))
        groups.append(Group(_called(owner, of_owner), rows, _counted(of_owner)))
    shown = [Shown(column.name, marked=column.name == "when") for column in _COLUMNS]
    return Listing("By owner; what is most pressing first", _COLUMNS, groups, shown)


def of_one_school(found: Sequence[Due], rows: Sequence[Row]) -> Listing:
    """By owner a line for each policy of the school, what is overdue longest first.

    `rows` are those of the summary, one for each that is due.
    """
    row_of = {id(due): row for due, row in zip(found, rows, strict=True)}
    groups = [
        Group(
            _called(owner, of_owner),
            [_of_school(due, row_of[id(due)]) for due in of_owner],
            _counted(of_owner),
        )
        for owner, of_owner in _by_owner(found)
    ]
    shown = [Shown("policy"), Shown("duty", 2), Shown("when", marked=True), Shown("due"),
             Shown("meeting", empty="none recorded")]  # fmt: skip
    return Listing("By owner and day", _OF_ONE_SCHOOL, groups, shown)


def _of_school(due: Due, row: Row) -> Row:
    _, _, _, policy, duty, _, day, meeting, *_ = row.cells
    return Row(row.key, (policy, duty, _marked(due.when), day, meeting))


def _by_owner(found: Iterable[Due]) -> Iterator[tuple[Owner, list[Due]]]:
    """What waits on each owner in the order of the year, under the name; on nobody last."""

    def owner_of(due: Due) -> tuple[bool, str]:
        return not due.owner.name, folded(due.owner.name)

    ordered = sorted(found, key=lambda due: (*owner_of(due), due.when.place, _day(due)))
    for _, of_owner in groupby(ordered, key=owner_of):
        several = list(of_owner)
        yield several[0].owner, several


def _by_when(found: Iterable[Due]) -> list[tuple[When, list[Due]]]:
    return [(when, list(dues)) for when, dues in groupby(found, key=lambda due: due.when)]


def _day(due: Due) -> date:
    return due.standing.due or date.max


def _called(owner: Owner, found: Iterable[Due]) -> str:
    """The owner's name, with the email where there is one for all of it."""
    emails = {due.owner.email for due in found}
    email = next(iter(emails)) if len(emails) == 1 else None
    return ", ".join(part for part in (owner.name or NOBODY, email) if part)


def _counted(found: Iterable[Due]) -> str:
    """How much waits: "3 overdue, 2 due this half-term, 14 later"."""
    counts = Counter(_NOW.get(due.when.name, "later") for due in found)
    return ", ".join(
        f"{counts[word]:,} {word}" for word in (*_NOW.values(), "later") if counts[word]
    )


def _soon(
    when: When, found: Sequence[Due], titles: Mapping[str, str], schools: Mapping[str, str]
) -> list[Row]:
    """A row for each policy: in how many schools, and the schools by the day that each is due."""
    by_policy: dict[str, list[Due]] = {}
    for due in sorted(found, key=lambda due: titles[due.standing.policy].casefold()):
        by_policy.setdefault(due.standing.policy, []).append(due)
    rows = []
    for policy, dues in by_policy.items():
        dues.sort(key=lambda due: (_day(due), schools[due.standing.school].casefold()))
        told = [
            f"{show_date(day)} {', '.join(schools[due.standing.school] for due in of_day)}"
            for day, of_day in groupby(dues, key=_day)
        ]
        rows.append(Row("", (_marked(when), titles[policy], len(dues), "; ".join(told))))
    return rows


def _later(found: Sequence[Due], titles: Mapping[str, str], schools: Mapping[str, str]) -> Row:
    """A row for all that is due later: by half-term each policy, and in how many schools."""
    told = []
    for when, of_when in _by_when(found):
        by_policy: dict[str, list[str]] = {}
        for due in of_when:
            by_policy.setdefault(titles[due.standing.policy], []).append(due.standing.school)
        parts = [
            f"{title} ({schools[keys[0]] if len(keys) == 1 else count_of(len(keys), 'school')})"
            for title, keys in sorted(by_policy.items(), key=lambda each: each[0].casefold())
        ]
        told.append(f"{when.name}: {', '.join(parts)}")
    policies = {due.standing.policy for due in found}
    what = count_of(len(policies), "policy", "policies")
    return Row("", ("Later", what, len({due.standing.school for due in found}), "\n".join(told)))


def _marked(when: When) -> Value:
    """When it is to be done; what is overdue as the state that it is."""
    return OVERDUE if when.name == NOW_OVERDUE else when.name
