"""The paper of a summary, and of a selection of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from data.tables.paper import Group, Listing, Paper
from data.tables.rows import Row
from data.tables.table import Summary
from models.fields.text import count_of
from models.records.record import CONFIDENTIAL


def paper_of(summary: Summary) -> Paper:
    """The paper of a summary; of one that has none its rows, and its first note for an answer."""
    if summary.paper is not None:
        return summary.paper
    first, *others = [*summary.notes, ""]
    answer = [first] if first else []
    caption = count_of(len(summary.rows), "row")
    listing = Listing(caption, summary.columns, [Group("", summary.rows)])
    return Paper(
        summary.title,
        answer=answer,
        parts=[listing],
        definitions=[note for note in others if note],
        confidential=CONFIDENTIAL in summary.notes,
    )


def narrowed_to(summary: Summary, rows: Sequence[Row]) -> Summary:
    """The summary with these of its rows only; its paper says that it is a selection."""
    paper = summary.paper
    if paper is None or len(rows) == len(summary.rows):
        return summary._replace(rows=rows)
    listings = [part for part in paper.parts if isinstance(part, Listing)]
    caption = f"{len(rows):,} of {len(summary.rows):,} rows"
    if len(listings) != 1 or len(paper.parts) != 1:
        return summary._replace(rows=rows, paper=None)
    kept = {row.key for row in rows}
    groups = [
        Group(group.heading, found)
        for group in listings[0].groups
        if (found := [row for row in group.rows if row.key in kept])
    ]
    if sum(len(group.rows) for group in groups) != len(rows):
        return summary._replace(rows=rows, paper=None)
    part = replace(listings[0], groups=groups, caption=caption, prose=())
    answer = [f"A selection: {caption}."]
    return summary._replace(
        rows=rows,
        paper=replace(paper, parts=[part], answer=answer, figures=(), charts=(), more_charts=()),
    )
