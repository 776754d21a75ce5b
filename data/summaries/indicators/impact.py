"""Impact: published results of schools, those of disadvantaged pupils apart, and the gap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from data.alliances.names import subject_of
from data.memberships.circulation import shown_schools
from data.store.books import Books
from data.tables.limits import Limits
from data.tables.paper import Group, Listing, Paper, Shown, Source
from data.tables.table import Column, Content, Row, with_equal_places
from models.fields.dates import show_school_year
from models.fields.text import count_of
from models.fields.values import Value
from models.indicators.impact_figure import MEASURES, ImpactFigure, gap_of
from models.indicators.published_figures import MARKS, figure_of
from models.records.record import Values
from models.schools.school import School

COLUMNS = (
    Column("measure", "Measure", "text", 34),
    Column("school", "School", "text", 28),
    Column("school-year", "School year", "text", 9),
    Column("all", "All", "hundredths", 7),
    Column("disadvantaged", "Disadvantaged", "hundredths", 8, heading="Disadv."),
    Column("national", "National, not disadvantaged", "hundredths", 8, heading="National"),
    Column("gap", "Gap", "hundredths", 7, "Disadvantaged less the nation's others, in points."),
    Column("gap-before", "Gap a year before", "hundredths", 7, heading="Before"),
    Column("source", "Source", "text", 26),
)
_PAPER = (
    Shown("school", under=("school-year",)),
    Shown("all"),
    Shown("disadvantaged"),
    Shown("national", heading="National, not disadvantaged"),
    Shown("gap"),
    Shown("gap-before", 2, heading="Gap a year before"),
)
_MEANS = (
    "Gap: the school's disadvantaged pupils less the nation's pupils who are not disadvantaged, in "
    "points; below nothing they are behind. Only published results; those of several schools are "
    "counted and never averaged."
)


class _Result(NamedTuple):
    """A published result, and the gap of the same school and measure a year before."""

    figure: Values
    before: int | None

    @property
    def gap(self) -> int | None:
        return gap_of(self.figure)


def make(books: Books, limits: Limits) -> Content:
    """One row for each published result, measure by measure, the newest of each school first."""
    figures = books.find(ImpactFigure)
    schools = {str(each["school"]) for each in figures}
    shown, notes = shown_schools(books, limits, schools)
    gaps = {_place(each): gap_of(each) for each in figures}
    names = {key: books.name_of(School, key) for key in shown}
    results = [
        _Result(each, gaps.get((str(each["school"]), str(each["measure"]), _year(each) - 1)))
        for each in figures
        if each["school"] in shown
    ]
    results.sort(key=lambda each: _order(each.figure, names))
    groups: dict[str, list[Row]] = {}
    for each in results:
        groups.setdefault(MEASURES[str(each.figure["measure"])], []).append(_row(each, names))
    rows = [row for found in groups.values() for row in found]
    columns = with_equal_places(COLUMNS, rows)
    answer = _answer(results)
    marks = _marks(results)
    paper = Paper(
        "What pupils achieve, disadvantaged pupils apart",
        "Impact",
        subject_of(books, limits.alliance, limits.school),
        "governors, members and the Department for Education",
        answer=answer,
        parts=[
            Listing(
                count_of(len(rows), "published result"),
                columns,
                [Group(heading, found) for heading, found in groups.items()],
                _PAPER,
            )
        ] if rows else [],
        definitions=[_MEANS, *marks],
        left_out=notes,
        sources=_sources(results),
        for_circulation=limits.for_circulation,
    )  # fmt: skip
    return Content(columns, rows, [*answer, _MEANS, *marks, *notes], paper)


def _row(result: _Result, names: Mapping[str, str]) -> Row:
    each = result.figure
    cells: tuple[Value, ...] = (
        MEASURES[str(each["measure"])],
        names[str(each["school"])],
        show_school_year(_year(each)),
        *(_published(each[name]) for name in ("everybody", "disadvantaged", "national_others")),
        result.gap,
        result.before,
        each["source"],
    )
    return Row(str(each["key"]), cells)


def _published(kept: Value) -> Value:
    """A figure as a number, a mark as the text that it is."""
    number = figure_of(kept)
    return kept if number is None else number


def _answer(results: Sequence[_Result]) -> list[str]:
    newest = _newest(results)
    if not newest:
        return ["No published result is in the books."]
    known = [each for each in newest if each.gap is not None]
    without = len(newest) - len(known)
    answer = []
    if known:
        behind = sum((each.gap or 0) < 0 for each in known)
        answer.append(
            f"In {behind} of {count_of(len(known), 'newest result')} disadvantaged pupils are "
            "behind the nation's others."
        )
    moved = [(each.gap, each.before) for each in known if each.before is not None]
    if moved:
        closer = sum(
            now is not None and before is not None and now > before for now, before in moved
        )
        answer.append(f"The gap is better than a year before in {closer} of {len(moved)}.")
    if without:
        are = "has" if without == 1 else "have"
        answer.append(
            f"{count_of(without, 'result')} {are} no gap: a figure is suppressed, or was not "
            "published."
        )
    return answer


def _newest(results: Iterable[_Result]) -> list[_Result]:
    """The newest result of each school and measure."""
    found: dict[tuple[str, str], _Result] = {}
    for each in results:
        school, measure, year = _place(each.figure)
        standing = found.get((school, measure))
        if standing is None or _year(standing.figure) < year:
            found[school, measure] = each
    return list(found.values())


def _marks(results: Iterable[_Result]) -> list[str]:
    """What the marks mean that stand in place of figures."""
    used = {
        str(each.figure[name])
        for each in results
        for name in ("everybody", "disadvantaged", "national_others")
    }
    told = [f"{mark}: {words}" for mark, words in MARKS.items() if mark in used]
    return [f"{'; '.join(told)}."] if told else []


def _sources(results: Iterable[_Result]) -> list[Source]:
    found = {
        (str(each.figure["source"]), str(each.figure["address"] or "")): None for each in results
    }
    return [Source(text, address) for text, address in found]


def _place(figure: Values) -> tuple[str, str, int]:
    return str(figure["school"]), str(figure["measure"]), _year(figure)


def _order(figure: Values, names: Mapping[str, str]) -> tuple[int, str, int]:
    measure = list(MEASURES).index(str(figure["measure"]))
    return measure, names[str(figure["school"])].casefold(), -_year(figure)


def _year(figure: Values) -> int:
    year = figure["school_year"]
    assert isinstance(year, int)
    return year
