"""Tables: columns, and rows of values, for screens and files alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from data.tables.rows import Column, Row
from models.fields.text import folded

if TYPE_CHECKING:
    from data.tables.paper import Paper

__all__ = [
    "Column",
    "Content",
    "Hint",
    "Row",
    "Summary",
    "named_for_scripts",
    "told_on_paper",
    "with_equal_places",
]


class Hint(str):
    """A sentence for whoever sits at the desk, such as which key to press; no paper has it."""

    __slots__ = ()


def told_on_paper(sentences: Iterable[str]) -> list[str]:
    """The sentences without hints."""
    return [each for each in sentences if not isinstance(each, Hint)]


class Content(NamedTuple):
    """All of a summary but its name, its title and its day, which are declared or known."""

    columns: Sequence[Column]
    rows: Sequence[Row]
    notes: Sequence[str] = ()
    paper: Paper | None = None
    chapters: Sequence[Summary] = ()


class Summary(NamedTuple):
    """A report as data: what a screen shows and what every format writes.

    `name` is what scripts call it, `today` the day it was reckoned for, `notes` the lines that
    stand under the title (counts, sources, what was left out), of which hints stay on the screen.
    `paper` is how it is printed, where it says more than its rows; `made` when and by whom it was
    made. `chapters` are summaries that are bound together with it, of which it is the front.
    `texts_left_out` is how many texts it lacks because they may not be circulated.
    """

    name: str
    title: str
    today: date
    columns: Sequence[Column]
    rows: Sequence[Row]
    notes: Sequence[str] = ()
    paper: Paper | None = None
    made: str = ""
    chapters: Sequence[Summary] = ()
    texts_left_out: int = 0


def with_equal_places(columns: Sequence[Column], rows: Iterable[Row]) -> list[Column]:
    """The columns; those of hundredths show one place at least where a figure in them has any."""
    at = [place for place, column in enumerate(columns) if column.kind == "hundredths"]
    figures = (row.cells[place] for row in rows for place in at)
    if not any(isinstance(figure, int) and figure % 100 for figure in figures):
        return list(columns)
    return [
        column._replace(kind="percent") if column.kind == "hundredths" else column
        for column in columns
    ]


def named_for_scripts(columns: Sequence[Column], prefix: str) -> list[Column]:
    """Columns that stand for records, named by what they are called and not by a key.

    "policy-pupil-premium-statement"; of two that are called the same the second ends in -2.
    """
    count: Counter[str] = Counter()
    named = []
    for column in columns:
        words = re.findall("[a-z0-9]+", folded(column.label))
        name = "-".join([prefix, *words]) if words else f"{prefix}-untitled"
        count[name] += 1
        named.append(column._replace(name=name if count[name] == 1 else f"{name}-{count[name]}"))
    return named
