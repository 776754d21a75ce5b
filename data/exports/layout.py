"""How a paper is laid out: which columns it shows, how wide, which way the sheet lies.

One computation for every format that is printed, so that a page, a PDF and a Word document of one
paper agree. What comes out are plain texts with what they are; writers only draw them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from data.exports.text_widths import width_of
from data.exports.writers.cells import clean, clean_line, words
from data.tables.paper import Listing, Look, Paper, Prose, Shown
from data.tables.table import Column, Row
from models.fields.states import State
from models.fields.values import Kind, Value

PORTRAIT, LANDSCAPE = "portrait", "landscape"
WIDTHS = {PORTRAIT: 175.0, LANDSCAPE: 262.0}
"""Millimetres between the margins of an A4 sheet: 20 at the left for the punch, 15 at the right."""

SIZE, MARK_SIZE = 9.0, 8.5
"""Points in a table, and in the marks of its states."""

GAP = 2.2
"""Millimetres between two columns."""

_MARK_PADDING = 2.7
_COMFORT = 26.0
"""A column of text is not squeezed below this to make room for one that could be left out."""
_LONGEST_WORD = 34.0
"""Millimetres. A longer word, such as an address on the web, may break."""
_MEASURED, _TRIED = 400, 60
"""So many rows are measured, and so many of them set in different widths."""
_ROOMS, _FINE = (0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.5, 6.0, 9.0, 12.0), 0.25
"""Millimetres by which columns are made wider, and narrower."""
_ROUNDS, _EXCHANGES, _WORTH_IT = 3, 6, 0.5
_SPACE = 0.278 * SIZE * 0.3528

_ON_ONE_LINE = frozenset({"date", "number", "money", "code", "yes_no"})


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
    """The head of a column; `percent` is its share of the width."""

    text: str
    percent: float
    right: bool = False
    one_line: bool = False


class Line(NamedTuple):
    """A row of cells, or with a `heading` the heading of a group."""

    cells: tuple[Cell, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class LaidListing:
    """A table with everything decided. `left_out` are the columns that are not shown."""

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
    least: float = 0.0
    most: float = 0.0
    cells: list[list[list[float]]] = field(default_factory=list)
    """The widths of the words of each line of each cell that was measured."""
    number: bool = False

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
            Heading(plan.heading, 100 * each / whole, plan.column.right or plan.number,
                    plan.one_line)
            for plan, each in zip(plans, widths, strict=True)
        ]  # fmt: skip
        shown = {plan.column.name for plan in plans}
        shown |= {column.name for plan in plans for _, column in plan.under}
        return LaidListing(
            clean_line(part.caption),
            headings,
            self._lines(part, plans, widths),
            1 if part.numbered else 0,
            [Prose(clean_line(each.lead), clean_line(each.text)) for each in part.prose],
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
            self._planned[key] = plans, _widths(plans, self._width)
        return self._planned[key]

    def _lines(self, part: Listing, plans: list[_Plan], widths: list[float]) -> list[Line]:
        lines: list[Line] = []
        number = 0
        for group in part.groups:
            if group.heading:
                lines.append(Line((), f"{clean_line(group.heading)} ({len(group.rows):,})"))
            for row in group.rows:
                number += 1
                cells = tuple(
                    Cell(str(number))
                    if plan.number
                    else _cell(plan, row, self._paper, each - GAP, self._iso)
                    for plan, each in zip(plans, widths, strict=True)
                )
                lines.append(Line(cells))
        return lines


def _plans(part: Listing, alike: Sequence[Listing], iso: bool) -> list[_Plan]:
    """The columns that a paper may show of listings like this one, measured."""
    at = {column.name: place for place, column in enumerate(part.columns)}
    shown = part.shown or [
        Shown(column.name, column.importance, marked=column.kind == "state")
        for column in part.columns
        if column.importance < 3
    ]
    plans = []
    if part.numbered:
        plans.append(_Plan(Shown(""), Column("", "No.", "number"), -1, (), number=True))
    for each in shown:
        if each.name in at:
            place = at[each.name]
            under = tuple((at[name], part.columns[at[name]]) for name in each.under if name in at)
            plans.append(_Plan(each, part.columns[place], place, under))
    measured = _some_rows(alike)
    for number, plan in enumerate(plans):
        _measure(plan, measured, iso, bold=number == int(part.numbered))
    if part.shown == ():
        # A column in which nothing stands tells nobody anything.
        plans = [
            plan
            for place, plan in enumerate(plans)
            if plan.number or place == 0 or not measured or any(plan.cells)
        ]
    return plans


def _some_rows(parts: Sequence[Listing]) -> list[Row]:
    """So many rows of these listings as are measured, from all of them alike."""
    rows = [row for part in parts for group in part.groups for row in group.rows]
    step = max(1, len(rows) // _MEASURED)
    return rows[::step]


def _measure(plan: _Plan, rows: Sequence[Row], iso: bool, *, bold: bool) -> None:
    """Find the longest word of a column, its longest line, and how much text stands in it."""
    least = max((width_of(word, SIZE, bold=True) for word in plan.heading.split()), default=0)
    most = least
    if plan.number:
        plan.least = plan.most = max(least, width_of("888", SIZE)) + GAP
        return
    bold = bold or plan.shown.marked
    for row in rows:
        text = words(row.cells[plan.at], plan.column.kind, iso=iso)
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
                least = max(least, longest if one_line else min(longest, _LONGEST_WORD))
                most = max(most, sum(widths) + _SPACE * (len(widths) - 1))
        plan.cells.append(lines)
    padding = GAP + (_MARK_PADDING if plan.shown.marked else 0)
    plan.least, plan.most = least + padding + 0.3, max(least, most) + padding + 0.3


def _comfortable(plan: _Plan) -> float:
    return max(plan.least, min(plan.most, _COMFORT))


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


def _widths(plans: Sequence[_Plan], width: float) -> list[float]:
    """Millimetres for each column, of the whole width in all.

    Every column gets its longest word. What is left goes, step by step, to the column that makes
    the table shorter by it; what columns turn out not to need goes round again.
    """
    found = [plan.least for plan in plans]
    spare = width - sum(found)
    if spare <= 0:
        return [each * width / sum(found) for each in found]
    most = sum(plan.most for plan in plans)
    if most <= width:
        return [plan.most * width / most for plan in plans]
    table = _Heights(plans, found)
    for _ in range(_ROUNDS):
        spare = _given(table, plans, found, spare)
        _exchange(table, plans, found)
        spare += table.take_slack()
    wanted = [max(0.1, plan.most - each) for plan, each in zip(plans, found, strict=True)]
    return [each + spare * want / sum(wanted) for each, want in zip(found, wanted, strict=True)]


def _given(table: _Heights, plans: Sequence[_Plan], widths: Sequence[float], spare: float) -> float:
    """Give the spare room to columns as long as that makes the table shorter; what is left."""
    while True:
        tries = [
            (place, room)
            for place, plan in enumerate(plans)
            for room in _ROOMS
            if room <= spare and widths[place] < plan.most
        ]
        gains = [(table.gain({place: room}) / room, place, room) for place, room in tries]
        gain, place, room = max(gains, default=(0.0, 0, 0.0))
        if gain <= 0:
            return spare
        table.widen({place: room})
        spare -= room


def _exchange(table: _Heights, plans: Sequence[_Plan], widths: Sequence[float]) -> None:
    """Let one column give room to another as long as that makes the table shorter."""
    for _ in range(_EXCHANGES):
        swaps = [
            {taker: room, giver: -room}
            for taker, plan in enumerate(plans)
            for giver in range(len(plans))
            for room in _ROOMS
            if taker != giver
            and widths[taker] < plan.most
            and widths[giver] - room >= plans[giver].least
        ]
        best = max(swaps, key=table.gain, default=None)
        if best is None or table.gain(best) <= _WORTH_IT:
            return
        table.widen(best)


class _Heights:
    """How many lines the rows of a table have while the widths of its columns are tried out."""

    def __init__(self, plans: Sequence[_Plan], widths: list[float]) -> None:
        self._plans, self._widths = plans, widths
        count = max((len(plan.cells) for plan in plans), default=0)
        self._taken = range(0, count, max(1, count // _TRIED))
        self._known: dict[tuple[int, float], list[int]] = {}
        self._height = self._cost(widths)

    def gain(self, changes: Mapping[int, float]) -> float:
        """How many lines fewer there are when these columns get so much wider or narrower."""
        return self._height - self._cost(self._changed(changes))

    def widen(self, changes: Mapping[int, float]) -> None:
        """Change the widths."""
        self._widths[:] = self._changed(changes)
        self._height = self._cost(self._widths)

    def take_slack(self) -> float:
        """Make each column as narrow as it can be without one more line; the room that is won."""
        won = 0.0
        for place, plan in enumerate(self._plans):
            lines = self._lines(place, self._widths[place])
            while (
                self._widths[place] - _FINE >= plan.least
                and self._lines(place, round(self._widths[place] - _FINE, 3)) == lines
            ):
                self.widen({place: -_FINE})
                won += _FINE
        return won

    def _changed(self, changes: Mapping[int, float]) -> list[float]:
        return [round(each + changes.get(at, 0.0), 3) for at, each in enumerate(self._widths)]

    def _cost(self, widths: Sequence[float]) -> float:
        columns = [self._lines(place, width) for place, width in enumerate(widths)]
        rows = list(zip(*columns, strict=True))
        # A cell that is not the tallest of its row still reads better on fewer lines.
        return float(sum(map(max, rows))) + 0.1 * sum(map(sum, rows))

    def _lines(self, place: int, width: float) -> list[int]:
        if (place, width) not in self._known:
            cells = self._plans[place].cells
            self._known[place, width] = [_lines_in(cells, at, width) for at in self._taken]
        return self._known[place, width]


def _lines_in(cells: Sequence[Sequence[Sequence[float]]], at: int, width: float) -> int:
    """How many lines a cell has in a column so wide."""
    if at >= len(cells):
        return 1
    room = width - GAP - 0.2
    count = 0
    for line in cells[at]:
        used = 0.0
        count += 1
        for word in line:
            if used and used + _SPACE + word > room:
                count += 1
                used = word
            else:
                used += word + (_SPACE if used else 0)
    return count


def _cell(plan: _Plan, row: Row, paper: Paper, room: float, iso: bool) -> Cell:
    value = row.cells[plan.at]
    text = _printed(value, plan.column.kind, iso)
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


def cleaned(paper: Paper) -> Paper:
    """The paper with every text on its head and foot on one line, and nothing in it to obey."""
    return replace(
        paper,
        title=clean_line(paper.title),
        short_title=clean_line(paper.short_title or paper.title),
        subject=clean_line(paper.subject),
        readers=clean_line(paper.readers),
        period=clean_line(paper.period),
        answer=[line for each in paper.answer if (line := clean_line(each))],
        definitions=[line for each in paper.definitions if (line := clean_line(each))],
        left_out=[line for each in paper.left_out if (line := clean_line(each))],
        sources=[each._replace(text=clean_line(each.text), address=clean(each.address).strip())
                 for each in paper.sources],
    )  # fmt: skip
