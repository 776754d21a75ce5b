"""What waits on each owner: overdue, missing, due this half-term and the next, must apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from data.alliances.names import subject_of
from data.people.posts import emails_at
from data.policies.lists import pressing
from data.policies.papers import DUTY_MEANS, OVERDUE_MEANS, READERS
from data.policies.standing import Standing, board
from data.policies.watched import (
    LEVELS,
    OPEN,
    asked_of_watched,
    kept_of_pairs,
    level_of,
    policies_by_key,
    shown_of,
)
from data.store.books import Books
from data.tables.limits import Limits
from data.tables.paper import Group, Listing, Paper, Prose, Shown
from data.tables.table import Column, Row, Summary
from models.fields.states import State
from models.fields.text import folded
from models.policies.agreements import ServiceAgreement
from models.policies.due_dates import DUE, DUE_NEXT, MISSING, OVERDUE
from models.policies.duties import MUST, SHOULD, UNKNOWN
from models.policies.policy import OWNER_KINDS

if TYPE_CHECKING:
    from models.records.record import Values

NOBODY = "Nobody is named"
WAITING = {OVERDUE: "overdue", MISSING: "missing", DUE: "due", DUE_NEXT: "due-next"}

_HELP = {
    OVERDUE: "Their day has passed.",
    MISSING: "Asked for, and never approved.",
    DUE: "Due this half-term.",
    DUE_NEXT: "Due next half-term.",
}
_LABELS = {MUST: "must", SHOULD: "should", OPEN: "open", UNKNOWN: "type unknown"}
_NEITHER = {
    OPEN: "Neither must nor should: it is left open.",
    UNKNOWN: "Of schools whose type is unknown.",
}
"""Levels that have columns only where there is any, and their help."""


def _count_column(state: State, level: str) -> Column:
    name = WAITING[state]
    label = f"{name.replace('-', ' ').capitalize()} {_LABELS[level]}"
    told = " ".join([_HELP[state], *filter(None, [_NEITHER.get(level)])])
    return Column(f"{level}-{name}", label, "number", len(label), told)


_COUNTED = tuple(
    (level, state)
    for levels in ((MUST, SHOULD), (OPEN,), (UNKNOWN,))
    for state in (OVERDUE, DUE, MISSING, DUE_NEXT)
    for level in levels
)
"""The columns of counts: what is left open comes after all that must and should be."""

_OWNER = Column("owner", "Owner", "text", 28)
_ABOUT = (
    Column("schools", "Schools", "number", 7, "Schools in which something waits."),
    Column("kind", "Kind", "text", 17),
    Column("email", "Email", "text", 28),
)


class Owner(NamedTuple):
    """An owner's name, kind in words, and email."""

    name: str
    kind: str
    email: str | None


def make(books: Books, limits: Limits) -> Summary:
    """One row for each owner of a school's policy, or else of the policy; the most pressed first.

    Nothing waits in a school that is settling in. What is left open has columns where there is any.
    """
    standing = board(books)
    asked, notes = shown_of(books, limits, asked_of_watched(standing))
    owners = Owners(books)
    totals: Counter[tuple[str, State]] = Counter()
    waiting: dict[str, Counter[tuple[str, State]]] = {}
    schools: dict[str, set[str]] = {}
    named: dict[str, list[Owner]] = {}
    for each in asked:
        state = pressing(standing, each) if each.settled else None
        place = level_of(each.duty.level), state
        if state is not None:
            totals[place[0], state] += 1
        for owner in owners.of(each):
            name = folded(owner.name)
            if owner not in named.setdefault(name, []):
                named[name].append(owner)
            counts = waiting.setdefault(name, Counter())
            if state is not None:
                counts[place[0], state] += 1
                schools.setdefault(name, set()).add(each.school)
    counted = [
        (level, state)
        for level, state in _COUNTED
        if level not in _NEITHER or any(counts[level, state] for counts in waiting.values())
    ]
    rows = []
    for name, counts in sorted(waiting.items(), key=lambda item: _pressed(named, *item)):
        kinds = sorted({owner.kind for owner in named[name]} - {""})
        emails = sorted({owner.email for owner in named[name] if owner.email})
        rows.append(
            Row(
                "",
                (
                    named[name][0].name or NOBODY,
                    *(counts[place] for place in counted),
                    len(schools.get(name, ())),
                    ", ".join(kinds) or None,
                    ", ".join(emails) or None,
                ),
            )
        )
    columns = (_OWNER, *(_count_column(state, level) for level, state in counted), *_ABOUT)
    told = [
        f"{label.capitalize()}: {', '.join(_total(totals, level, state) for state in WAITING)}."
        for level, label in LEVELS.items()
        if level not in _NEITHER or any(place[0] == level for place in counted)
    ]
    pressed = [row for row in rows if any(row.cells[1 : len(counted) + 1])]
    others = [str(row.cells[0]) for row in rows if row not in pressed]
    paper = Paper(
        "What waits on each owner",
        subject=subject_of(books, limits.alliance, limits.school),
        readers=READERS["owners"],
        answer=_answer(totals, pressed, len(counted)),
        parts=[
            Listing(
                "The most pressed first",
                columns,
                [Group("", pressed)],
                _shown(counted),
                prose=[Prose("Nothing waits on:", f"{', '.join(others)}.")] if others else (),
            )
        ],
        definitions=[
            OVERDUE_MEANS,
            "Due: this half-term; due next: in the next. What waits on two owners counts for each.",
            DUTY_MEANS,
        ],
        left_out=notes,
        for_circulation=limits.for_circulation,
    )
    return Summary(
        "by-owner", "What waits on each owner", books.today, columns, rows, told + notes, paper
    )


def _shown(counted: Sequence[tuple[str, State]]) -> list[Shown]:
    """On paper: what must be always, the rest as there is room."""
    counts = [
        Shown(f"{level}-{WAITING[state]}", 1 if level == MUST else 2, zeros=False)
        for level, state in counted
    ]
    return [Shown("owner", under=("email",)), *counts, Shown("schools", 2), Shown("kind", 2)]


def _answer(
    totals: Mapping[tuple[str, State], int], pressed: Sequence[Row], counts: int
) -> list[str]:
    """How much waits, on how many, and on whom most does."""
    if not pressed:
        return ["Nothing waits on anybody."]
    by_state = [
        (sum(count for (_, of), count in totals.items() if of is state), name)
        for state, name in WAITING.items()
    ]
    parts = [f"{count} {name.replace('-', ' ')}" for count, name in by_state if count]
    whole = [(sum(int(str(each)) for each in row.cells[1 : counts + 1]), row) for row in pressed]
    most, row = max(whole, key=lambda each: each[0])
    told = ", ".join(parts).replace(" due next", " due next half-term")
    told = re.sub(r" due(?=,|$)", " due this half-term", told)
    return [
        f"{told.capitalize()};",
        f"{most} of them {'waits' if most == 1 else 'wait'} on {row.cells[0]}.",
    ]


class Owners:
    """Who answers for each school's policy, read once from the books."""

    def __init__(self, books: Books) -> None:
        self._in_schools = [kept_of_pairs(books, name) for name in ("owner", "second_owner")]
        self._policies = policies_by_key(books)
        self._agreements = {str(values["key"]): values for values in books.find(ServiceAgreement)}
        self._services = {folded(str(each["name"])): each for each in self._agreements.values()}
        self._people: dict[tuple[str | None, str], str] = {}
        for school, name, email in emails_at(books):
            self._people[school, folded(name)] = email

    def of(self, standing: Standing) -> list[Owner]:
        """The owners of a school's policy, or else of the policy; one without a name is nobody."""
        in_school = [name for each in self._in_schools if (name := each.get(standing.key))]
        if in_school:
            return [
                Owner(name, "In the school", self._people.get((standing.school, folded(name))))
                for name in in_school
            ]
        return [self._of_policy(standing)]

    def _of_policy(self, standing: Standing) -> Owner:
        values = self._policies[standing.policy]
        name, kind = values["owner"], values["owner_kind"]
        if name is None:
            return Owner("", "", None)
        email: str | None
        if values["owner_email"] is not None:
            email = str(values["owner_email"])
        elif kind == "service":
            email = self._email_of_service(values)
        else:
            email = self._people.get((None, folded(str(name))))
        return Owner(str(name), OWNER_KINDS.get(str(kind), ""), email)

    def _email_of_service(self, policy: Values) -> str | None:
        service = self._services.get(folded(str(policy["owner"])))
        service = service or self._agreements.get(str(policy["agreement"]))
        return str(service["email"]) if service and service["email"] else None


def _total(totals: Counter[tuple[str, State]], level: str, state: State) -> str:
    return f"{totals[level, state]} {WAITING[state].replace('-', ' ')}"


def _pressed(
    named: Mapping[str, list[Owner]], name: str, counts: Counter[tuple[str, State]]
) -> tuple[object, ...]:
    urgent = [-counts[level, state] for state in WAITING for level in LEVELS]
    return (*urgent, (named[name][0].name or NOBODY).casefold())
