"""A paper as a sheet for writers to draw: texts in their order, tables and grids laid out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import ceil
from typing import NamedTuple

from data.exports.column_widths import SIZE
from data.exports.layout import (
    WIDTHS,
    Cell,
    LaidListing,
    Planner,
    cleaned,
    empty_columns,
    orientation_of,
)
from data.exports.text_widths import width_of
from data.exports.writers.cells import clean_line
from data.tables.charts import Chart
from data.tables.paper import (
    Figure,
    Grid,
    GridTotal,
    Listing,
    Look,
    Paper,
    Source,
    first_sentence,
)
from data.tables.printing import paper_of
from data.tables.table import Column, Row, Summary
from models.fields.states import State
from models.records.record import CONFIDENTIAL

ALL_COLUMNS = "All columns: the same paper as XLSX or CSV."

_WIDEST_CELL, _LEAST_CELL = 9.8, 3.9
_MOST_ON_A_SHEET, _MOST_ROWS_ON_A_SHEET, _IN_A_BAND = 48, 18, 17
_ROOMY = 20
_HIGHEST_ON_A_SHEET, _ROW, _ABOVE = 182.0, 4.2, 36.0
"""Millimetres of a sheet that lies, of a row of small letters on it, and of all above the grid."""
_LINE, _MOST_LINES = 3.1, 3
"""How high a line of a turned head is, and how many it has at most."""
_WIDEST_NAME = 62.0
_SHARE, _SHARE_ON_A_SHEET, _BAR, _TROUBLE = 17.0, 14.0, 16.0, 9.0
_FOOT = 148.0
"""Millimetres of the foot that are left beside the page number."""


_MOST_TOLD = 5
"""Chapters up to which the contents have their first sentences."""


class GridCell(NamedTuple):
    """A letter of a grid with its word and look."""

    letter: str
    word: str
    look: Look


class LaidGridRow(NamedTuple):
    """A row of a grid; `share` is how much of it is in order, from 0 to 1, or None of nothing."""

    name: str
    cells: Sequence[GridCell | None]
    told: str
    share: float | None
    trouble: str


@dataclass(frozen=True, slots=True)
class LaidGrid:
    """A grid, or one band of its columns, with the widths in millimetres. A `dense` one has small
    heads on one line; `bar` is 0 where there is no room for bars."""

    corner: str
    headings: Sequence[str]
    rows: Sequence[LaidGridRow]
    totals: Sequence[GridTotal]
    done_heading: str
    trouble_heading: str
    name: float
    cell: float
    share: float
    bar: float
    trouble: float
    dense: bool
    head: float
    new_page: bool


class Chapter(NamedTuple):
    """A paper that is bound together with others: its title, and its first sentence."""

    title: str
    told: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that stands on a paper, in the order in which it is read."""

    subject: str
    for_whom: str
    title: str
    as_at: str
    answer: Sequence[str]
    figures: Sequence[Figure]
    charts: Sequence[Chart]
    legend: Sequence[GridCell]
    parts: Sequence[LaidListing | LaidGrid]
    counted: Sequence[str]
    sources: Sequence[Source]
    closing: str
    foot: str
    orientation: str
    today: date
    document_title: str
    contents: Sequence[Chapter] = ()
    number: int = 0
    """Which of several that are bound together it is, from 1 on; 0 for the front and alone."""

    @property
    def has_grid(self) -> bool:
        """Whether letters stand in a grid, so that the sheet is set smaller."""
        return any(isinstance(part, LaidGrid) for part in self.parts)


def sheets_of(summary: Summary, *, iso: bool = False) -> list[Sheet]:
    """The sheet of a summary's paper, and those of its chapters, which are numbered."""
    sheets = [sheet_of(each, iso=iso) for each in (summary, *summary.chapters)]
    if len(sheets) == 1:
        return sheets
    front, *others = sheets
    # With many the contents have no room for what each says first.
    few = len(others) <= _MOST_TOLD
    contents = [Chapter(each.title, first_sentence(each.answer) if few else "") for each in others]
    numbered = [
        replace(each, number=at, title=f"{at} {each.title}", foot=front.foot)
        for at, each in enumerate(others, 1)
    ]
    return [replace(front, contents=contents, closing=""), *numbered]


def sheet_of(summary: Summary, *, iso: bool = False) -> Sheet:
    """The sheet of a summary's paper; `iso` writes dates as 2026-11-21."""
    paper = cleaned(paper_of(summary))
    orientation = orientation_of(paper, iso=iso)
    width = WIDTHS[orientation]
    planner = Planner(paper, width, iso=iso)
    parts: list[LaidListing | LaidGrid] = []
    for part in paper.parts:
        if isinstance(part, Listing):
            parts.append(planner.laid_out(part))
        else:
            parts += _laid_grids(part, paper, width)
    day = _day(summary.today, iso)
    as_at = f"As at {day}{f' · {paper.period}' if paper.period else ''}"
    all_shown = all(isinstance(part, LaidListing) and not part.left_out for part in parts)
    return Sheet(
        paper.subject,
        _for_whom(paper),
        paper.title,
        as_at,
        paper.answer,
        paper.figures,
        paper.charts,
        _legend(paper),
        parts,
        [*paper.definitions, *_told_of_empty_columns(paper), *paper.left_out],
        paper.sources,
        "" if all_shown else ALL_COLUMNS,
        _foot(paper, day, summary.made),
        orientation,
        summary.today,
        " – ".join(each for each in (paper.title, paper.subject, day) if each),
    )


def _told_of_empty_columns(paper: Paper) -> list[str]:
    found = empty_columns(paper)
    return [f"Nothing stands under: {'; '.join(found)}."] if found else []


def first_and_rest(answer: Sequence[str]) -> tuple[str, str]:
    """The sentence that stands in bold, and those after it."""
    return (answer[0], " ".join(answer[1:])) if answer else ("", "")


def _day(day: date, iso: bool) -> str:
    return day.isoformat() if iso else f"{day.day} {day:%B %Y}"


def _for_whom(paper: Paper) -> str:
    if paper.for_circulation:
        return "For circulation"
    return f"For {paper.readers}" if paper.readers else ""


def _foot(paper: Paper, day: str, made: str) -> str:
    """The line at the foot of every page, short enough to leave the page number its place."""
    made = clean_line(made)
    foot = f" · {day}{f' · {made}' if made else ''}"
    if paper.confidential:
        foot = f" · {CONFIDENTIAL}{foot}"
    title = paper.short_title or paper.title
    words = title.split()
    while len(words) > 1 and width_of(" ".join(words) + foot, 8) > _FOOT:
        words.pop()
    shown = " ".join(words)
    return f"{shown}{'…' if shown != title else ''}{foot}"


def _legend(paper: Paper) -> list[GridCell]:
    """The letters that occur in the grids, what asks somebody to act first."""
    found: dict[State, None] = {}
    for part in paper.parts:
        if isinstance(part, Grid):
            for row in part.rows:
                found |= dict.fromkeys(state for state in row.states if state is not None)
    looks = list(Look)
    cells = [_grid_cell(paper, state) for state in found]
    return sorted(cells, key=lambda cell: (looks.index(cell.look), cell.word))


def _grid_cell(paper: Paper, state: State) -> GridCell:
    mark = paper.mark_of(state)
    return GridCell(mark.letter, state.word, mark.look)


class _GridWidths(NamedTuple):
    """The widths of the columns of a grid in millimetres: the cells of one kind are all alike."""

    name: float
    cell: float
    share: float
    bar: float
    trouble: float


def _laid_grids(grid: Grid, paper: Paper, width: float) -> list[LaidGrid]:
    """The grid in one piece where it can be read so, or else in bands of columns.

    One without rows is left out: the answer says that there is nothing.
    """
    if not grid.rows:
        return []
    count = len(grid.headings)
    # Bands of the same size: a last one of two columns would have pages to itself.
    bands = 1 if _stands_on_a_sheet(grid) else ceil(count / _IN_A_BAND)
    size = max(1, ceil(count / bands))
    widths = _grid_widths(grid, size, width)
    known = {state: _grid_cell(paper, state) for row in grid.rows for state in row.states if state}
    return [
        _laid_band(grid, slice(start, start + size), known, widths, dense=size > _ROOMY)
        for start in range(0, max(count, 1), size)
    ]


def _grid_widths(grid: Grid, size: int, width: float) -> _GridWidths:
    """The widths of so many columns with what stands before and after them."""
    longest = max((width_of(clean_line(row.name), 8.5, bold=True) for row in grid.rows), default=0)
    name = min(_WIDEST_NAME, max(longest + 3, width_of(grid.corner, SIZE, bold=True) + 3, 34.0))
    bar = 0.0 if size > _IN_A_BAND else _BAR
    share = _SHARE_ON_A_SHEET if size > _ROOMY else _SHARE
    pieces = grid.trouble_heading.replace("\u00ad", " ").split()
    trouble = max([_TROUBLE, *(width_of(each, SIZE, bold=True) + 2 for each in pieces)])
    around = share + bar + trouble
    cell = min(_WIDEST_CELL, (width - name - around) / size)
    if cell < _LEAST_CELL:
        cell = _LEAST_CELL
        name = width - around - cell * size
    name = max(name, min(longest + 3, width - around - cell * size))
    return _GridWidths(name, cell, share, bar, trouble)


def _laid_band(
    grid: Grid, part: slice, known: Mapping[State, GridCell], widths: _GridWidths, *, dense: bool
) -> LaidGrid:
    """One band of the columns, with the names of the rows and their totals beside it."""
    headings = [clean_line(each) for each in grid.headings[part]]
    rows = [
        LaidGridRow(
            clean_line(row.name),
            [known[state] if state else None for state in row.states[part]],
            f"{row.done} of {row.whole}" if row.whole else "left open",
            row.done / row.whole if row.whole else None,
            str(row.trouble) if row.trouble else "–",
        )
        for row in grid.rows
    ]
    totals = [each._replace(counts=each.counts[part]) for each in grid.totals]
    return LaidGrid(
        clean_line(grid.corner), headings, rows, totals, grid.done_heading, grid.trouble_heading,
        *widths, dense, _head(headings, dense, widths.cell), bool(part.start),
    )  # fmt: skip


def _stands_on_a_sheet(grid: Grid) -> bool:
    """Whether all columns stand beside each other: few of them, or small ones on one sheet."""
    count = len(grid.headings)
    if count <= _ROOMY:
        return True
    if count > _MOST_ON_A_SHEET or len(grid.rows) > _MOST_ROWS_ON_A_SHEET:
        return False
    rows = (len(grid.rows) + len(grid.totals)) * _ROW
    head = _head([clean_line(each) for each in grid.headings], dense=True)
    return _ABOVE + head + rows <= _HIGHEST_ON_A_SHEET


def _head(headings: Sequence[str], dense: bool, cell: float = 0.0) -> float:
    """How high the turned heads are, in millimetres: one line of small ones, else three at most.

    As low as can be: a browser repeats no head that takes more than a quarter of the page.
    """
    if dense:
        return max((width_of(each, 7.5, bold=True) for each in headings), default=20) + 3
    lines = max(1, min(_MOST_LINES, int((cell + 0.1) / _LINE)))
    highest = max((_least_in_lines(each, lines) for each in headings), default=0)
    return max(highest, 18.0) + 2.5


def _least_in_lines(text: str, lines: int) -> float:
    """How long a line has to be, in millimetres, so that the text stands on so many."""
    space = width_of(" ", 8, bold=True)
    words = [width_of(word, 8, bold=True) for word in text.split()]
    longest = max(words, default=0)
    while True:
        count, used, next_try = 1, 0.0, float("inf")
        for word in words:
            wanted = used + space + word if used else word
            if wanted <= longest:
                used = wanted
            else:
                next_try = min(next_try, wanted)
                count, used = count + 1, word
        if count <= lines:
            return longest
        longest = next_try


def as_tables(sheet: Sheet, summary: Summary) -> list[tuple[str, list[str], Summary, list[str]]]:
    """The tables of a sheet for formats of plain characters.

    For each what stands above it (a title, a sentence, its caption), what it is called in a group,
    its rows as texts, and what stands under it. A second line of a cell follows the first.
    """
    found: list[tuple[str, list[str], Summary, list[str]]] = []
    for part in sheet.parts:
        if isinstance(part, LaidGrid):
            found.append(("", [], _grid_as_table(part, summary), []))
            continue
        above = [each for each in (part.answer, part.caption) if each]
        columns = [
            Column(f"column-{at}", head.text, "number" if head.right else "text")
            for at, head in enumerate(part.headings)
        ]
        rows: list[Row] = []
        groups: list[tuple[str, list[Row]]] = [("", rows)]
        for line in part.lines:
            if line.heading:
                rows = []
                groups.append((line.heading, rows))
            else:
                texts = tuple(_as_text(cell) for cell in line.cells)
                rows.append(Row("", texts))
        title = part.title
        prose = [f"{each.lead} {each.text}".strip() for each in part.prose]
        shown = [group for group in groups if group[1] or len(groups) == 1]
        for at, (heading, of_group) in enumerate(shown):
            told = [*above, *([heading] if heading else [])] if at == 0 else [heading]
            under = prose if at == len(shown) - 1 else []
            table = Summary(summary.name, "", summary.today, columns, of_group)
            found.append((title if at == 0 else "", told, table, under))
    return found


def _as_text(cell: Cell) -> str:
    lines = [clean_line(cell.text), *map(clean_line, cell.under)]
    return " – ".join(line for line in lines if line)


def _grid_as_table(part: LaidGrid, summary: Summary) -> Summary:
    columns = [Column("name", part.corner)]
    columns += [Column(f"column-{at}", each) for at, each in enumerate(part.headings)]
    columns += [Column("done", part.done_heading), Column("trouble", _whole(part.trouble_heading))]
    rows = [
        Row("", (row.name, *(cell.letter if cell else None for cell in row.cells), row.told,
                 row.trouble))
        for row in part.rows
    ]  # fmt: skip
    rows += [
        Row("", (each.label, *(str(count) if count else "–" for count in each.counts),
                 each.together, each.trouble))
        for each in part.totals
    ]  # fmt: skip
    return Summary(summary.name, "", summary.today, columns, rows)


def _whole(heading: str) -> str:
    """A heading without the place at which it may be parted."""
    return heading.replace("\u00ad", "")
