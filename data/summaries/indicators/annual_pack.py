"""The annual pack: the papers of the year bound together, with a front page and their contents.

Which papers it holds is said where they are declared; so is which only lend it a chart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from data.alliances.names import subject_of
from data.store.books import Books
from data.summaries.declaring import SummaryMaker
from data.summaries.registry import SUMMARIES
from data.tables.charts import Chart, ChartKind
from data.tables.circulation import LEFT_OUT, notes_of_circulation
from data.tables.limits import Limits
from data.tables.paper import Paper, first_sentence
from data.tables.printing import paper_of
from data.tables.table import Column, Content, Row, Summary
from models.fields.dates import school_year, show_school_year

COLUMNS = (
    Column("number", "No.", "number", 4),
    Column("paper", "Paper", "text", 44),
    Column("rows", "Rows", "number", 6),
    Column("answer", "What it says", "text", 60),
)
_LEFT_OUT = "For circulation: what each paper leaves out, and why, is said at its end."
_MOST_FIGURES, _MOST_CHARTS, _MOST_SENTENCES, _MOST_BARS = 4, 3, 3, 6


def make(books: Books, limits: Limits) -> Content:
    """The papers that say that they belong in the pack, in their order, behind a front page."""
    bound = sorted((each for each in SUMMARIES.values() if each.in_pack), key=lambda e: e.in_pack)
    made = {
        each.name: each.make(
            books,
            alliance=limits.alliance,
            school=limits.school,
            for_circulation=limits.for_circulation
            or (each.counted_in_pack and limits.school is None),
        )
        for each in bound
    }
    # A paper on which nothing stands says so in a line of the front, and has no page.
    chapters = [made[each.name] for each in bound if each.is_bound and made[each.name].rows]
    of_empty = [made[each.name] for each in bound if each.is_bound and not made[each.name].rows]
    empty = [paper_of(each).short_title or paper_of(each).title for each in of_empty]
    papers = [paper_of(each) for each in made.values()]
    rows = [
        Row("", (at, paper_of(each).title, len(each.rows), _first(paper_of(each))))
        for at, each in enumerate(chapters, 1)
    ]
    headlines = [paper for paper in papers if paper.headline is not None]
    told = [_first(paper) for paper in headlines if _first(paper)][:_MOST_SENTENCES]
    year = show_school_year(school_year(books.today))
    notes = [f"Nothing is in the books for: {'; '.join(empty)}."] if empty else []
    left_out = _left_out(bound, made)
    paper = Paper(
        f"Annual report, school year {year}",
        "Annual report",
        subject_of(books, limits.alliance, limits.school),
        "members and governors",
        answer=told,
        figures=[paper.headline for paper in headlines if paper.headline][:_MOST_FIGURES],
        charts=_charts(bound, made),
        definitions=notes,
        left_out=[_LEFT_OUT] if limits.for_circulation else [],
        for_circulation=limits.for_circulation,
    )
    return Content(COLUMNS, rows, [*told, *notes, *left_out], paper, chapters)


def _first(paper: Paper) -> str:
    return first_sentence(paper.answer)


def _charts(bound: Sequence[SummaryMaker], made: dict[str, Summary]) -> list[Chart]:
    """The first chart of each paper that lends it."""
    found: list[Chart] = []
    for each in bound:
        if not each.lends_chart:
            continue
        paper = made[each.name].paper
        charts = (*paper.charts, *paper.more_charts) if paper is not None else ()
        found += charts[:1]
    # Those that stand go beside each other.
    found.sort(key=lambda chart: chart.kind not in (ChartKind.COLUMNS, ChartKind.IN_AND_OUT))
    return [_shortened(each) for each in found[:_MOST_CHARTS]]


def _shortened(chart: Chart) -> Chart:
    """The chart with its first bars only, where there are too many for a front page."""
    if chart.kind is not ChartKind.SHARES or len(chart.bars) <= _MOST_BARS:
        return chart
    told = f"{chart.subtitle}; the first {_MOST_BARS} of {len(chart.bars)}"
    return replace(chart, bars=chart.bars[:_MOST_BARS], subtitle=told)


def _left_out(bound: Sequence[SummaryMaker], made: dict[str, Summary]) -> list[str]:
    """What circulation leaves out, paper by paper where they differ."""
    told: dict[str, list[str]] = {}
    for each in bound:
        for note in notes_of_circulation(made[each.name]):
            # How many texts the papers lack is counted of all of them together.
            if LEFT_OUT not in note:
                told.setdefault(note, []).append(each.title)
    return list(told)
