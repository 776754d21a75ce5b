"""A paper: what is printed beside the rows of a summary, such as the answer and definitions.

A paper is for reading: it shows the columns that its reader needs, and says in its first sentence
what they amount to. The rows with all their columns stay in the summary for spreadsheets and
programs. Nothing here knows a format or a size of paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from data.tables.charts import Chart
from data.tables.rows import Column, Row
from models.fields.states import State, Tone


class Look(StrEnum):
    """How a state is marked on paper: dark asks somebody to act, white is as it should be."""

    ACT = "act"
    UNKNOWN = "unknown"
    WAITING = "waiting"
    SOON = "soon"
    LATER = "later"
    PLAIN = "plain"
    QUIET = "quiet"


LOOKS: Mapping[Tone, Look] = MappingProxyType(
    {
        Tone.BAD: Look.ACT,
        Tone.WARN: Look.SOON,
        Tone.INFO: Look.WAITING,
        Tone.GOOD: Look.PLAIN,
        Tone.QUIET: Look.QUIET,
    }
)
"""How a state of each tone looks where a paper says nothing else."""


class Mark(NamedTuple):
    """How one state is marked: its look, and its letter where it has another than on the screen."""

    look: Look
    letter: str = ""


class Shown(NamedTuple):
    """A column as a paper shows it, by the name of the summary's column.

    Importance 1 is always shown, 2 when there is room; but no column in which nothing stands: of
    one of importance 1 the notes say so. The values of the columns `under` it stand
    in the same cell on a second line. `empty` says in words that somebody should act, where there
    is no value. A `marked` column of states shows each as a mark. Without `zeros` a count of
    nothing stays blank.
    """

    name: str
    importance: int = 1
    under: tuple[str, ...] = ()
    heading: str = ""
    empty: str = ""
    marked: bool = False
    zeros: bool = True


class Group(NamedTuple):
    """Rows under a heading, which is shown with their count; without one they simply follow.

    What is `told` stands behind the heading instead of the count.
    """

    heading: str
    rows: Sequence[Row]
    told: str = ""


class Prose(NamedTuple):
    """A paragraph under a table; `lead` is bold."""

    lead: str
    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A table of rows. Without `shown` the columns are chosen by their importance.

    A listing with a `title` is a part of the paper with a heading and an `answer` of its own;
    `new_page` begins it on a new page, so that it can be handed out alone.
    """

    caption: str
    columns: Sequence[Column]
    groups: Sequence[Group]
    shown: Sequence[Shown] = ()
    numbered: bool = False
    prose: Sequence[Prose] = ()
    title: str = ""
    answer: str = ""
    new_page: bool = False


class GridRow(NamedTuple):
    """A row of a grid: its name, a state for each column, and how much of it is in order."""

    name: str
    states: Sequence[State | None]
    done: int
    whole: int
    trouble: int


class GridTotal(NamedTuple):
    """A row of counts under a grid; `together` is what they add up to, in words."""

    label: str
    counts: Sequence[int]
    together: str = ""
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows × columns of states, a letter in each cell; its legend names the letters that occur."""

    corner: str
    headings: Sequence[str]
    rows: Sequence[GridRow]
    totals: Sequence[GridTotal]
    done_heading: str
    trouble_heading: str


class Source(NamedTuple):
    """Where something was read: in words, and its address where it has one."""

    text: str
    address: str = ""


class Figure(NamedTuple):
    """A number that a report shows large, and the words under it."""

    number: str
    words: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A summary as a paper to print, hand out and sign.

    `subject` is whose paper it is, `readers` whom it is for ("governing bodies"), `period` what
    stands after the day. The first sentence of the `answer` is bold. `charts` stand on the paper,
    `headline` is the figure by which a report tells of it; `more_charts` are shown only where there
    is room for them: on the screen and in a workbook.
    """

    title: str
    short_title: str = ""
    subject: str = ""
    readers: str = ""
    period: str = ""
    answer: Sequence[str] = ()
    figures: Sequence[Figure] = ()
    headline: Figure | None = None
    charts: Sequence[Chart] = ()
    more_charts: Sequence[Chart] = ()
    parts: Sequence[Listing | Grid] = ()
    definitions: Sequence[str] = ()
    left_out: Sequence[str] = ()
    sources: Sequence[Source] = ()
    orientation: str = ""
    """"portrait" or "landscape"; empty where the columns decide."""
    marks: Mapping[State, Mark] = field(default_factory=dict)
    for_circulation: bool = False
    confidential: bool = False
    """Whether every page says that it is."""

    def mark_of(self, state: State) -> Mark:
        """How a state is marked on this paper."""
        look, letter = self.marks.get(state) or Mark(LOOKS[state.tone])
        return Mark(look, letter or state.letter)


def first_sentence(answer: Sequence[str]) -> str:
    """The first whole sentence of an answer, of which the beginning may stand in bold."""
    told: list[str] = []
    for each in answer:
        told.append(each)
        if each.endswith((".", "!", "?")):
            break
    return " ".join(told)


def by_first_cell(rows: Iterable[Row]) -> list[Group]:
    """The rows by what stands in their first cell, in the order in which that first comes."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(str(row.cells[0] or ""), []).append(row)
    return [Group(name, found) for name, found in groups.items()]


def grouped(rows: Iterable[Row], heading: Mapping[str, str]) -> list[Group]:
    """The rows by the heading of their key, in the order in which the headings first come."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(heading[row.key], []).append(row)
    return [Group(name, found) for name, found in groups.items()]
