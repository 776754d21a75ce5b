"""What waits on each owner: overdue, missing, due this half-term and the next, must apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from data.alliances.names import subject_of
from data.policies.lists import pressing
from data.policies.owners import NOBODY, Owner, Owners
from data.policies.papers import DUTY_MEANS, OVERDUE_MEANS, READERS
from data.policies.standing import Board, Standing, board
from data.policies.watched import (
    LEVELS,
    OPEN,
    asked_of_watched,
    level_of,
    shown_of,
)
from data.store.books import Books
from data.tables.limits import Limits
from data.tables.paper import Group, Listing, Paper, Prose, Shown
from data.tables.table import Column, Content, Row
from models.fields.states import State
from models.fields.text import folded
from models.policies.due_dates import DUE, DUE_NEXT, MISSING, OVERDUE
from models.policies.duties import MUST, SHOULD, UNKNOWN

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


class _Waiting:
    """What waits on each owner, by the folded name: how many of each duty and state, and where."""

    def __init__(self, standing: Board, asked: Iterable[Standing], owners: Owners) -> None:
        self.totals: Counter[tuple[str, State]] = Counter()
        self.of_owner: dict[str, Counter[tuple[str, State]]] = {}
        self.schools: dict[str, set[str]] = {}
        self.named: dict[str, list[Owner]] = {}
        for each in asked:
            # Nothing waits in a school that is settling in.
            state = pressing(standing, each) if each.settled else None
            level = level_of(each.duty.level)
            if state is not None:
                self.totals[level, state] += 1
            for owner in owners.of(each):
                name = folded(owner.name)
                if owner not in self.named.setdefault(name, []):
                    self.named[name].append(owner)
                counts = self.of_owner.setdefault(name, Counter())
                if state is not None:
                    counts[level, state] += 1
                    self.schools.setdefault(name, set()).add(each.school)

    def counted(self) -> list[tuple[str, State]]:
        """The duties and states that have a column: what is left open only where there is any."""
        return [
            (level, state)
            for level, state in _COUNTED
            if level not in _NEITHER
            or any(counts[level, state] for counts in self.of_owner.values())
        ]

    def rows(self, counted: Sequence[tuple[str, State]]) -> list[Row]:
        """A row for each owner, the most pressed first."""
        rows = []
        for name, counts in sorted(self.of_owner.items(), key=self._order):
            kinds = sorted({owner.kind for owner in self.named[name]} - {""})
            emails = sorted({owner.email for owner in self.named[name] if owner.email})
            cells = (
                self.named[name][0].name or NOBODY,
                *(counts[place] for place in counted),
                len(self.schools.get(name, ())),
                ", ".join(kinds) or None,
                ", ".join(emails) or None,
            )
            rows.append(Row("", cells))
        return rows

    def _order(self, item: tuple[str, Counter[tuple[str, State]]]) -> tuple[object, ...]:
        name, counts = item
        urgent = [-counts[level, state] for state in WAITING for level in LEVELS]
        return (*urgent, (self.named[name][0].name or NOBODY).casefold())


def make(books: Books, limits: Limits) -> Content:
    """One row for each owner of a school's policy, or else of the policy; the most pressed first.

    Nothing waits in a school that is settling in. What is left open has columns where there is any.
    """
    standing = board(books)
    asked, left_out = shown_of(books, limits, asked_of_watched(standing))
    waiting = _Waiting(standing, asked, Owners(books))
    counted = waiting.counted()
    rows = waiting.rows(counted)
    columns = (_OWNER, *(_count_column(state, level) for level, state in counted), *_ABOUT)
    told = [
        f"{label.capitalize()}: "
        f"{', '.join(_total(waiting.totals, level, state) for state in WAITING)}."
        for level, label in LEVELS.items()
        if level not in _NEITHER or any(place[0] == level for place in counted)
    ]
    paper = replace(
        _paper(waiting, counted, columns, rows),
        subject=subject_of(books, limits.alliance, limits.school),
        left_out=left_out,
        for_circulation=limits.for_circulation,
    )
    return Content(columns, rows, [*told, *left_out], paper)


def _paper(
    waiting: _Waiting,
    counted: Sequence[tuple[str, State]],
    columns: Sequence[Column],
    rows: Sequence[Row],
) -> Paper:
    """Those on whom something waits as a table, the others in a sentence."""
    pressed = [row for row in rows if any(row.cells[1 : len(counted) + 1])]
    others = [str(row.cells[0]) for row in rows if row not in pressed]
    return Paper(
        "What waits on each owner",
        readers=READERS["owners"],
        answer=_answer(waiting.totals, pressed, len(counted)),
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
    )


def _shown(counted: Sequence[tuple[str, State]]) -> list[Shown]:
    """On paper: what must be always, the rest as there is room."""
    states = list(WAITING)
    counts = [
        Shown(f"{level}-{WAITING[state]}", 1 if level == MUST else 2, zeros=False)
        for level, state in sorted(counted, key=lambda each: states.index(each[1]))
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
    parts = [f"{count:,} {name.replace('-', ' ')}" for count, name in by_state if count]
    whole = [(sum(int(str(each)) for each in row.cells[1 : counts + 1]), row) for row in pressed]
    most, row = max(whole, key=lambda each: each[0])
    told = ", ".join(parts).replace(" due next", " due next half-term")
    told = re.sub(r" due(?=,|$)", " due this half-term", told)
    return [
        f"{told.capitalize()};",
        f"of {most:,} of them nobody is named as the owner."
        if row.cells[0] == NOBODY
        else f"{most:,} of them {'waits' if most == 1 else 'wait'} on {row.cells[0]}.",
    ]


def _total(totals: Counter[tuple[str, State]], level: str, state: State) -> str:
    return f"{totals[level, state]} {WAITING[state].replace('-', ' ')}"
