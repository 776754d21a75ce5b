"""The layout of a paper: which columns it shows, how wide, portrait or landscape.

One computation for every format that is printed, so that a page, a PDF and a Word document of one
paper agree. What comes out are plain texts with what they are; writers only draw them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from data.exports.column_widths import AIR, GAP, SAFETY, SIZE, SPACE, MeasuredColumn, widths_of
from data.exports.text_widths import width_of
from data.exports.writers.cells import clean, clean_line, words
from data.tables.paper import Listing, Look, Paper, Prose, Shown
from data.tables.table import Column, Row, told_on_paper
from models.fields.states import State
from models.fields.text import capitalized
from models.fields.values import NUMBERS, Kind, Value

PORTRAIT, LANDSCAPE = "portrait", "landscape"
WIDTHS = {PORTRAIT: 175.0, LANDSCAPE: 262.0}
"""Millimetres between the margins of an A4 sheet: 20 at the left for the punch, 15 at the right."""

NOTHING = "Nothing to list."
"""Under the answer of a paper whose table has no rows."""

MARK_SIZE = 8.5
"""Points in the marks of states."""

_MARK_PADDING = 2.7
_COMFORT = 26.0
"""A column of text is not squeezed below this to make room for one that could be left out."""
_NAMES, _ROOM_OF_NAMES = 2, 32.0
"""So many columns of text at the left have so many millimetres, where there is room for it."""
_LONGEST_WORD = 34.0
"""Millimetres. A longer word, such as an address on the web, may break."""
_LONGEST_NAME = 58.0
"""The same for what is sent to: nobody can write to half of an address."""
_MEASURED = 400
"""Rows that are measured."""

_SHARE = re.compile(r"-?[\d.,]+ ?%")
_ON_ONE_LINE = NUMBERS | {"date", "code", "yes_no"}


class Cell(NamedTuple):
    """A cell: its text, and grey lines under it.

    `missing` stands for words that say something is lacking, `may_break` for a word that no column
    holds, `look` for a state that is drawn as a mark.
    """

    text: str
    under: tuple[str, ...] = ()
    look: Look | None = None
    missing: bool = False
    may_break: bool = False


class Heading(NamedTuple):
    """The head of a column; `percent` is its share of the width, `gap` what parts it from the next.

    The gap is in millimetres, and nothing behind the last column.
    """

    text: str
    percent: float
    right: bool = False
    one_line: bool = False
    gap: float = GAP


class Line(NamedTuple):
    """A row of cells, or with a `heading` the heading of a group."""

    cells: tuple[Cell, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class LaidListing:
    """A table with everything decided. `left_out` are the columns that are not shown.

    One without rows has no headings.
    """

    caption: str
    headings: Sequence[Heading]
    lines: Sequence[Line]
    row_heading: int
    prose: Sequence[Prose]
    title: str
    answer: str
    new_page: bool
    left_out: Sequence[str]


@dataclass(slots=True)
class _Plan:
    """A column that may be shown: where its values stand, and how much room it needs."""

    shown: Shown
    column: Column
    at: int
    under: tuple[tuple[int, Column], ...]
    measured: MeasuredColumn = field(default_factory=MeasuredColumn)
    number: bool = False
    right: bool = False

    @property
    def one_line(self) -> bool:
        return self.column.kind in _ON_ONE_LINE or self.shown.marked

    @property
    def heading(self) -> str:
        return self.shown.heading or clean_line(self.column.heading or self.column.label)


def orientation_of(paper: Paper, *, iso: bool = False) -> str:
    """Which way the sheet lies: portrait when all that must be shown fits, or else landscape."""
    if paper.orientation:
        return paper.orientation
    for part in paper.parts:
        if not isinstance(part, Listing):
            return LANDSCAPE
        plans = _plans(part, [part], iso)
        wanted = [plan for plan in plans if part.shown == () or plan.shown.importance == 1]
        if sum(_comfortable(plan) for plan in wanted) > WIDTHS[PORTRAIT]:
            return LANDSCAPE
    return PORTRAIT


class Planner:
    """Lays out the listings of a paper in so many millimetres.

    Listings with the same columns get the same widths, so that they read as one.
    """

    def __init__(self, paper: Paper, width: float, *, iso: bool = False) -> None:
        self._paper, self._width, self._iso = paper, width, iso
        self._planned: dict[tuple[object, ...], tuple[list[_Plan], list[float]]] = {}

    def laid_out(self, part: Listing) -> LaidListing:
        """A listing: its columns by importance, their widths, its lines."""
        plans, widths = self._plan(part)
        whole = sum(widths)
        headings = [
            Heading(plan.heading, 100 * each / whole, plan.right, plan.one_line,
                    0.0 if plan is plans[-1] else plan.measured.gap)
            for plan, each in zip(plans, widths, strict=True)
        ]  # fmt: skip
        lines = self._lines(part, plans, widths)
        prose = [Prose(clean_line(each.lead), clean_line(each.text)) for each in part.prose]
        if not lines:
            # The head of a table without rows tells nobody anything.
            headings, prose = [], [Prose(NOTHING, ""), *prose]
        shown = {plan.column.name for plan in plans}
        shown |= {column.name for plan in plans for _, column in plan.under}
        return LaidListing(
            clean_line(part.caption) if lines else "",
            headings,
            lines,
            1 if part.numbered else 0,
            prose,
            clean_line(part.title),
            clean_line(part.answer),
            part.new_page,
            [clean_line(each.label) for each in part.columns if each.name not in shown],
        )

    def _plan(self, part: Listing) -> tuple[list[_Plan], list[float]]:
        key = (tuple(part.columns), tuple(part.shown), part.numbered)
        if key not in self._planned:
            alike = [
                each
                for each in self._paper.parts
                if isinstance(each, Listing)
                and (tuple(each.columns), tuple(each.shown), each.numbered) == key
            ]
            plans = _that_fit(_plans(part, alike, self._iso), self._width)
            _give_air(plans, self._width)
            _give_names_room(plans, self._width)
            self._planned[key] = plans, widths_of([plan.measured for plan in plans], self._width)
        return self._planned[key]

    def _lines(self, part: Listing, plans: list[_Plan], widths: list[float]) -> list[Line]:
        lines: list[Line] = []
        number = 0
        for group in part.groups:
            if group.heading:
                told = clean_line(group.told) or f"{len(group.rows):,}"
                lines.append(Line((), f"{clean_line(group.heading)} ({told})"))
            for row in group.rows:
                number += 1
                cells = tuple(
                    Cell(str(number))
                    if plan.number
                    else _cell(plan, row, self._paper, each - plan.measured.gap, self._iso)
                    for plan, each in zip(plans, widths, strict=True)
                )
                lines.append(Line(cells))
        return lines


def _plans(part: Listing, alike: Sequence[Listing], iso: bool) -> list[_Plan]:
    """The columns that a paper may show of listings like this one, measured."""
    plans = []
    if part.numbered:
        plans.append(_Plan(Shown(""), Column("", "No.", "number"), -1, (), number=True, right=True))
    plans += _columns_of(part)
    measured = _some_rows(alike)
    for number, plan in enumerate(plans):
        _measure(plan, measured, iso, bold=number == int(part.numbered))
    # A column in which nothing stands tells nobody anything.
    return [
        plan
        for place, plan in enumerate(plans)
        if plan.number or place == 0 or not measured or _holds_something(plan, alike)
    ]  # fmt: skip


def _columns_of(part: Listing) -> list[_Plan]:
    """The columns that a paper may show of a listing: those that it names, or all but the last."""
    at = {column.name: place for place, column in enumerate(part.columns)}
    shown = part.shown or [
        Shown(column.name, column.importance, marked=column.kind == "state")
        for column in part.columns
        if column.importance < 3
    ]
    plans = []
    for each in shown:
        if each.name in at:
            place = at[each.name]
            under = tuple((at[name], part.columns[at[name]]) for name in each.under if name in at)
            plans.append(_Plan(each, part.columns[place], place, under))
    return plans


def empty_columns(paper: Paper) -> list[str]:
    """The heads of columns that a reader looks for and that are left out: nothing stands there."""
    parts = [each for each in paper.parts if isinstance(each, Listing)]
    found: dict[str, None] = {}
    for part in parts:
        alike = [each for each in parts if (each.columns, each.shown) == (part.columns, part.shown)]
        rows = any(group.rows for each in alike for group in each.groups)
        for plan in _columns_of(part)[1:] if rows else ():
            if plan.shown.importance == 1 and not _holds_something(plan, alike):
                found[plan.heading] = None
    return list(found)


def _holds_something(plan: _Plan, parts: Sequence[Listing]) -> bool:
    """Whether anything is shown in a column, in any of these listings."""
    places = [plan.at, *(at for at, _ in plan.under)]
    return bool(plan.shown.empty) or any(
        row.cells[at] not in (None, "")
        for part in parts
        for group in part.groups
        for row in group.rows
        for at in places
    )


def _some_rows(parts: Sequence[Listing]) -> list[Row]:
    """The rows of these listings that are measured, taken evenly from all."""
    rows = [row for part in parts for group in part.groups for row in group.rows]
    step = max(1, len(rows) // _MEASURED)
    return rows[::step]


def _measure(plan: _Plan, rows: Sequence[Row], iso: bool, *, bold: bool) -> None:
    """Find the longest word of a column, its longest line, and how much text stands in it."""
    least = max((width_of(word, SIZE, bold=True) for word in plan.heading.split()), default=0)
    most = least
    if plan.number:
        plan.measured.least = plan.measured.most = max(least, width_of("888", SIZE)) + GAP
        return
    bold = bold or plan.shown.marked
    found = [words(row.cells[plan.at], plan.column.kind, iso=iso) for row in rows]
    plan.right = plan.column.right or _are_shares(found)
    for row, text in zip(rows, found, strict=True):
        parts = [(text, plan.one_line, bold)]
        if not text and plan.shown.empty:
            parts = [(plan.shown.empty, False, False)]
        parts += [
            (words(row.cells[at], column.kind, iso=iso), column.kind in _ON_ONE_LINE, False)
            for at, column in plan.under
        ]
        lines = []
        for whole, one_line, is_bold in parts:
            for line in whole.split("\n"):
                pieces = [line] if one_line else line.split()
                size = MARK_SIZE if plan.shown.marked else SIZE
                widths = [width_of(piece, size, bold=is_bold) for piece in pieces]
                if line:
                    lines.append(widths)
                longest = max(widths, default=0)
                bound = _LONGEST_NAME if "@" in line else _LONGEST_WORD
                least = max(least, longest if one_line else min(longest, bound))
                most = max(most, sum(widths) + SPACE * (len(widths) - 1))
        plan.measured.cells.append(lines)
    padding = GAP + (_MARK_PADDING if plan.shown.marked else 0)
    plan.measured.least = least + padding + SAFETY
    plan.measured.most = max(least, most) + padding + SAFETY


def _are_shares(texts: Sequence[str]) -> bool:
    """Whether these are all numbers with their sign for a hundredth, which stand in line."""
    given = [text for text in texts if text.strip()]
    return bool(given) and all(_SHARE.fullmatch(text.strip()) for text in given)


def _give_air(plans: Sequence[_Plan], width: float) -> None:
    """Part numbers from the words that follow on them, as far as there is room for it."""
    spare = width - sum(plan.measured.least for plan in plans)
    for plan, following in pairwise(plans):
        if plan.right and not following.right and spare >= AIR:
            plan.measured.gap += AIR
            plan.measured.least += AIR
            plan.measured.most += AIR
            spare -= AIR


def _give_names_room(plans: Sequence[_Plan], width: float) -> None:
    """Keep what names the rows, and what it says first of them, from becoming a narrow strip."""
    for plan in [plan for plan in plans if not plan.one_line and not plan.number][:_NAMES]:
        spare = width - sum(each.measured.least for each in plans)
        wanted = min(plan.measured.most, _ROOM_OF_NAMES) - plan.measured.least
        if 0 < wanted <= spare:
            plan.measured.least += wanted


def _comfortable(plan: _Plan) -> float:
    return max(plan.measured.least, min(plan.measured.most, _COMFORT))


def _that_fit(plans: Sequence[_Plan], width: float) -> list[_Plan]:
    """The columns of importance 1, and then of 2 as long as there is room."""
    kept = {id(plan) for plan in plans if plan.shown.importance == 1}
    used = sum(_comfortable(plan) for plan in plans if id(plan) in kept)
    for place, plan in enumerate(plans):
        if id(plan) in kept:
            continue
        needs = _comfortable(plan)
        # Nothing may be left out before the first column, which names the row.
        if plan.shown.importance < 3 and (used + needs <= width or place == 0):
            kept.add(id(plan))
            used += needs
    return [plan for plan in plans if id(plan) in kept]


def _cell(plan: _Plan, row: Row, paper: Paper, room: float, iso: bool) -> Cell:
    value = row.cells[plan.at]
    if value == 0 and not plan.shown.zeros:
        value = None
    text = _printed(value, plan.column.kind, iso)
    if isinstance(value, State):
        text = capitalized(text)
    under = tuple(
        second for at, column in plan.under if (second := _printed(row.cells[at], column.kind, iso))
    )
    look = None
    if isinstance(value, State) and plan.shown.marked:
        look = paper.mark_of(value).look
        # What is as it should be is plain text, so that the eye finds the work.
        look = None if look in (Look.PLAIN, Look.QUIET) else look
    if not text:
        return Cell(plan.shown.empty, under, missing=bool(plan.shown.empty))
    breaks = any(
        width_of(word, SIZE) > room for part in (text, *under) for word in part.split()
    )  # fmt: skip
    return Cell(text, under, look, may_break=breaks)


def _printed(value: Value, kind: Kind, iso: bool) -> str:
    text = words(value, kind, iso=iso)
    return text if text.strip() else ""


def _cleaned(sentences: Sequence[str]) -> list[str]:
    """The sentences that belong on paper, each on one line."""
    return [line for each in told_on_paper(sentences) if (line := clean_line(each))]


def cleaned(paper: Paper) -> Paper:
    """The paper with every text on its head and foot on one line, and nothing in it to obey."""
    return replace(
        paper,
        title=clean_line(paper.title),
        short_title=clean_line(paper.short_title or paper.title),
        subject=clean_line(paper.subject),
        readers=clean_line(paper.readers),
        period=clean_line(paper.period),
        answer=_cleaned(paper.answer),
        definitions=_cleaned(paper.definitions),
        left_out=_cleaned(paper.left_out),
        sources=[each._replace(text=clean_line(each.text), address=clean(each.address).strip())
                 for each in paper.sources],
    )  # fmt: skip
