"""Cohorts: recruitment against the target, and how many completed and passed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data.alliances.names import subject_of
from data.memberships.circulation import named_schools
from data.programmes.figures import (
    LATE,
    STANDINGS,
    places_of_cohorts,
    recruited,
    standing_of,
    together,
)
from data.store.books import Books
from data.tables.charts import Bar, Chart, ChartKind
from data.tables.limits import Limits
from data.tables.paper import Group, Listing, Paper, Shown
from data.tables.table import Column, Content, Row
from models.fields.text import count_of
from models.fields.values import Value, show_share
from models.programmes.cohort import FIGURES, Cohort, CohortPlace
from models.programmes.programme import FRAMEWORKS, Programme
from models.programmes.rules import reaches_its_target
from models.records.record import Values
from models.schools.school import School
from models.workstreams.workstream import Workstream

COLUMNS = (
    Column("programme", "Programme", "text", 28),
    Column("cohort", "Cohort", "text", 14),
    Column("starts", "Starts", "date", 10),
    Column("target", "Target", "number", 6),
    Column("applied", "Applied", "number", 7),
    Column("started", "Started", "number", 7),
    Column("of-target", "Of target", "text", 9, "Who started; before the start who applied."),
    Column("withdrawn", "Withdrawn", "number", 9),
    Column("completed", "Completed", "number", 9),
    Column("passed", "Passed", "number", 6),
    Column("completion", "Completion", "text", 10, "Of those who started."),
    Column("ends", "Expected end", "date", 12),
    Column("standing", "Standing", "state", max(len(each.word) for each in STANDINGS)),
    Column("schools", "Schools", "number", 7),
    Column("framework", "Framework", "text", 24),
    Column("lead-provider", "Lead provider", "text", 22),
)
_AT = {column.name: at for at, column in enumerate(COLUMNS)}


_Found = tuple[Values, dict[str, Values], Row]
"""A cohort, its places by school, and its row."""


def make(books: Books, limits: Limits) -> Content:
    """One row for each cohort, those that begin last first; of one school with its numbers only."""
    found = _found(books, limits)
    rows = [row for *_, row in found]
    by_school, left_out = _by_school(books, limits, [counted for _, counted, _ in found])
    whose = subject_of(books, limits.alliance, limits.school)
    answer = _answer(rows)
    parts = [Listing("The latest first", COLUMNS, [Group("", rows)], _SHOWN)]
    if by_school[1][0].rows:
        parts.append(Listing("By school, all cohorts", *by_school))
    paper = Paper(
        "Cohorts: who was recruited, who completed",
        "Cohorts",
        whose,
        "lead providers and the steering group",
        answer=answer,
        charts=[_chart(found, books)] if found and not limits.school else [],
        parts=parts if rows else [],
        definitions=[
            "Of target: who started, before the start who applied. Completion: completed of those "
            "who started, whether or not they withdrew; late: some have not completed by the "
            "expected end.",
            "Numbers are the newest that were counted by the day of this paper; nobody stands in "
            "the books by name.",
        ],
        left_out=left_out,
        for_circulation=limits.for_circulation,
    )
    notes = [note for note in (whose, " ".join(answer), *left_out) if note]
    return Content(COLUMNS, rows, notes, paper)


def _found(books: Books, limits: Limits) -> list[_Found]:
    """The cohorts of the alliance, those that begin last first; of a school those it is in."""
    programmes = {str(each["key"]): each for each in books.find(Programme)}
    of_alliance = {
        str(each["key"])
        for each in books.find(Workstream)
        if limits.alliance in (None, each["alliance"])
    }
    places = places_of_cohorts(books)
    found: list[_Found] = []
    cohorts = sorted(books.find(Cohort), key=lambda each: str(each["began"] or ""), reverse=True)
    for cohort in cohorts:
        programme = programmes[str(cohort["programme"])]
        counted = dict(places.get(str(cohort["key"]), {}))
        if limits.school:
            counted = {key: each for key, each in counted.items() if key == limits.school}
        if str(programme["workstream"]) not in of_alliance or (limits.school and not counted):
            continue
        found.append((cohort, counted, _row(books, cohort, programme, counted, limits)))
    return found


def _row(
    books: Books, cohort: Values, programme: Values, counted: Mapping[str, Values], limits: Limits
) -> Row:
    figures = together(counted)
    behind = reaches_its_target(cohort, books) is not None
    target = None if limits.school else cohort["target"]
    count = recruited(cohort, figures, books.today)
    cells: tuple[Value, ...] = (
        programme["title"],
        cohort["name"],
        cohort["began"],
        target,
        figures["applied"],
        figures["started"],
        _percent(count, target),
        figures["withdrawn"],
        figures["completed"],
        figures["passed"],
        _percent(figures["completed"], figures["started"]),
        cohort["expected_end"],
        standing_of(cohort, figures, books.today, behind),
        len(counted),
        FRAMEWORKS[str(programme["framework"])],
        programme["lead_provider"],
    )
    return Row(str(cohort["key"]), cells)


_SHOWN = (
    Shown("programme", under=("cohort",), heading="Programme and cohort"),
    Shown("starts", under=("ends",), heading="Starts, to end by"),
    *(Shown(name) for name in ("target", "applied", "started", "of-target")),
    Shown("withdrawn", 2),
    Shown("completed", under=("completion",)),
    Shown("passed", 2),
    Shown("standing", marked=True),
)


def _by_school(
    books: Books, limits: Limits, counted: Sequence[Mapping[str, Values]]
) -> tuple[tuple[list[Column], list[Group]], list[str]]:
    """The figures of each school in all cohorts together, and the note on who is left out."""
    schools = {school for places in counted for school in places}
    shown, left_out = named_schools(books, limits, schools)
    rows = []
    for school in shown:
        of_school = [places[school] for places in counted if school in places]
        figures = together({str(at): each for at, each in enumerate(of_school)})
        name = books.name_of(School, school)
        rows.append(Row(school, (name, len(of_school), *(figures[each] for each in FIGURES))))
    rows.sort(key=lambda row: str(row.cells[0]).casefold())
    columns = [
        Column("name", "School", "text", 34),
        Column("cohorts", "Cohorts", "number", 7),
        *(Column(each, CohortPlace.field(each).label, "number", 9) for each in FIGURES),
    ]
    return (columns, [Group("", rows)]), left_out


def _chart(found: Sequence[_Found], books: Books) -> Chart:
    bars = []
    for cohort, counted, row in found:
        target, count = cohort["target"], recruited(cohort, together(counted), books.today)
        label = f"{row.cells[_AT['programme']]}, {row.cells[_AT['cohort']] or 'cohort'}"
        if isinstance(target, int) and target:
            bars.append(Bar(label, min(count, target), 0, target))
        else:
            bars.append(Bar(label, remark=f"{count}, no target"))
    return Chart(
        ChartKind.SHARES,
        "Recruitment against the target",
        "Who started, before the start who applied, of the target",
        "recruited",
        "missing",
        bars,
    )


def _answer(rows: Sequence[Row]) -> list[str]:
    """How many reach their target, who is behind, and who is late."""
    if not rows:
        return ["No cohort is in the books."]
    started = sum(int(str(row.cells[_AT["started"]])) for row in rows)
    completed = sum(int(str(row.cells[_AT["completed"]])) for row in rows)
    told = [f"{started} have started in {count_of(len(rows), 'cohort')}, {completed} completed."]
    behind = [row for row in rows if str(row.cells[_AT["standing"]]).startswith("behind")]
    if behind:
        names = ", ".join(f"{row.cells[0]} {row.cells[1]}" for row in behind)
        told.append(f"Behind the target: {names}.")
    late = [row for row in rows if row.cells[_AT["standing"]] is LATE]
    if late:
        names = ", ".join(f"{row.cells[0]} {row.cells[1]}" for row in late)
        told.append(f"Not all completed in time: {names}.")
    return told


def _percent(part: int, whole: Value) -> str | None:
    return show_share(part, whole) if isinstance(whole, int) and whole else None
