"""Today as a summary: what needs attention on a day."""

from __future__ import annotations

from collections.abc import Sequence

from data.problems import WrongCall
from data.store.books import Books
from data.tables.attention import Matter
from data.tables.limits import Limits
from data.tables.paper import Group, Listing, Paper, Prose, Shown
from data.tables.table import Column, Content, Row
from data.today.matters import matters
from models.fields.states import State, Tone

COLUMNS = (
    Column("matter", "What needs attention", "state", 42),
    Column("count", "All", "number", 4),
    Column("must", "Must", "number", 4, "Of these so many must be."),
    Column("should", "Should", "number", 6, "Of these so many should be."),
    Column("open", "Open", "number", 4, "Of these so many are left open: neither must nor should."),
    Column("unknown", "Type?", "number", 5, "Of these so many are of schools of an unknown type."),
    Column("first", "First", "text", 12, "The first of them."),
)


def make(books: Books, limits: Limits) -> Content:
    """One row for each matter. It names schools, so it is not for circulation."""
    if limits.for_circulation or limits.alliance or limits.school:
        raise WrongCall(
            "Today is for the office, and covers everything. For circulation "
            "choose another summary, for example policy-compliance."
        )
    table = content_of(books, matters(books))
    return table._replace(paper=_paper(table))


def _paper(table: Content) -> Paper:
    """What wants somebody, for a meeting of those who keep the books."""
    waiting = [row for row in table.rows if row.cells[1]]
    fine = [row.key for row in table.rows if not row.cells[1]]
    answer = ["Nothing needs attention."]
    if waiting:
        need = "matter needs" if len(waiting) == 1 else "matters need"
        answer = [f"{len(waiting)} {need} attention;", f"the first: {waiting[0].key}."]
    return Paper(
        "What needs attention",
        subject="All that is in the books",
        readers="whoever keeps the books",
        answer=answer,
        parts=[
            Listing(
                "The most pressing first",
                table.columns,
                [Group("", waiting)],
                _SHOWN,
                prose=[Prose("Nothing of:", f"{'; '.join(fine)}.")] if fine else (),
            )
        ],
    )


_SHOWN = (
    Shown("matter", marked=True),
    Shown("count"),
    Shown("must", 2, zeros=False),
    Shown("should", 2, zeros=False),
    Shown("open", 2, zeros=False),
    Shown("unknown", 2, zeros=False),
    Shown("first"),
)


def content_of(books: Books, found: list[Matter]) -> Content:
    """The matters as a table; those that are about nothing come last and quiet."""
    shown = sorted(found, key=lambda matter: not matter.count)
    rows = [
        Row(
            matter.title,
            (
                State("", matter.title, matter.tone if matter.count else Tone.QUIET),
                matter.count,
                *(
                    number if matter.count else None
                    for number in (matter.must, matter.should, matter.open, matter.unknown)
                ),
                matter.detail or None,
            ),
        )
        for matter in shown
    ]
    columns: Sequence[Column] = COLUMNS
    for name in ("unknown", "open"):
        if not any(getattr(matter, name) for matter in found):
            at = [column.name for column in columns].index(name)
            columns = (*columns[:at], *columns[at + 1 :])
            rows = [Row(row.key, (*row.cells[:at], *row.cells[at + 1 :])) for row in rows]
    return Content(columns, rows)
