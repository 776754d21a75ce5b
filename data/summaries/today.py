"""What needs attention on a day: the lines of Today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.attention import Matter, matters
from data.problems import WrongCall
from data.summaries import Limits
from data.tables import Column, Row, Summary
from models.states import State, Tone

if TYPE_CHECKING:
    from data.store import Store

COLUMNS = (
    Column("matter", "What needs attention", "state", 44),
    Column("count", "Number", "number", 6),
    Column("must", "Must", "number", 5, "Of these so many must be; the others should."),
    Column("first", "First of them", "text", 20),
)


def make(store: Store, limits: Limits) -> Summary:
    """One row for each matter. It names schools, so it is not for circulation."""
    if limits.for_circulation or limits.alliance or limits.school:
        raise WrongCall(
            "What needs attention is for whoever keeps the books, of everything. For circulation "
            "choose another summary, for example policy-compliance."
        )
    return summary_of(store, matters(store))


def summary_of(store: Store, found: list[Matter]) -> Summary:
    """The matters as a table; those that are about nothing come last and quiet."""
    shown = sorted(found, key=lambda matter: not matter.count)
    rows = [
        Row(
            matter.title,
            (
                State("", matter.title, matter.tone if matter.count else Tone.QUIET),
                matter.count,
                matter.must if matter.count else None,
                matter.detail or None,
            ),
        )
        for matter in shown
    ]
    return Summary("today", "What needs attention", store.today, COLUMNS, rows)
