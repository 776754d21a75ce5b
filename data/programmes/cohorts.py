"""The schools of one cohort with their figures, into which numbers are typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.memberships.open import open_memberships
from data.programmes.figures import (
    has_started,
    places_of_cohorts,
    recruited,
    together,
)
from data.store.books import Books
from data.store.change import Change
from data.tables.matrix import Cell, Cells
from data.tables.numbered import NumberedCells
from data.tables.table import Column, Row, Summary
from models.fields.values import Value
from models.memberships.membership import STAGES_THAT_SIGNED
from models.programmes.cohort import FIGURES, Cohort, CohortPlace
from models.programmes.programme import Programme
from models.records.record import Values
from models.schools.school import School
from models.workstreams.workstream import Workstream


@dataclass(frozen=True, kw_only=True)
class CohortCells(NumberedCells):
    """Schools × figures of one cohort: a row is a school, a number counts from today on."""

    cell_record = CohortPlace
    row_record = School
    number_columns: Sequence[str] = FIGURES
    usual_column: str
    cohort: str
    seen: Mapping[str, Values]
    """What counted of each school when it was read, by the school's key."""

    def cell_key(self, row: str, column: str) -> str | None:
        """The newest count of the school."""
        return str(self.seen[row]["key"]) if row in self.seen else None

    def column_label(self, column: str) -> str:
        """What a figure is called."""
        return CohortPlace.field(column).label

    def name_of(self, books: Books, cells: Cells) -> str:
        """The cohort and the school, or how many of them."""
        cohort = books.name_of(Cohort, self.cohort)
        if len(cells) > 1:
            return f"{cohort}, {len(cells)} schools"
        return f"{cohort}, {books.name_of(School, cells[0][0])}"

    def set(self, change: Change, cell: Cell, meaning: str, **answers: Value) -> None:
        """Count it so from today on; today's count is corrected, an older one stays."""
        set_figure(change, self.cohort, cell[0], cell[1], int(meaning))

    def content_seen(self, cell: Cell) -> object:
        """The figure as it was read."""
        return self.seen.get(cell[0], {}).get(cell[1])

    def content_now(self, books: Books, cell: Cell) -> object:
        """The figure as it counts now."""
        return places_of_cohorts(books).get(self.cohort, {}).get(cell[0], {}).get(cell[1])


def set_figure(change: Change, cohort: str, school: str, name: str, number: int) -> None:
    """Count this figure of a school so from today on, with its other figures as they were.

    Raises Refused when the figures do not go together.
    """
    newest = places_of_cohorts(change.books).get(cohort, {}).get(school)
    if newest is not None and newest["as_of"] == change.today:
        change.set(CohortPlace, str(newest["key"]), {name: number})
        return
    if newest is not None and newest[name] == number:
        return
    kept = {each: newest[each] for each in FIGURES} if newest is not None else {}
    whose: Values = {"cohort": cohort, "school": school, "as_of": change.today}
    change.add(CohortPlace, {**kept, **whose, name: number})


@dataclass(frozen=True, slots=True)
class SchoolsOfCohort:
    """The schools of a cohort as a table, what is told of them, and what sets their figures."""

    table: Summary
    name: str
    figures: str
    note: str
    cells: CohortCells


def schools_of_cohort(books: Books, key: str) -> SchoolsOfCohort | None:
    """The members of the alliance, and whoever else is in the cohort, with their figures.

    Who is in it stands first. None when there is no such cohort.
    """
    cohort = books.get(Cohort, key)
    if cohort is None:
        return None
    places = places_of_cohorts(books).get(key, {})
    programme = books.get(Programme, str(cohort["programme"])) or {}
    workstream = books.get(Workstream, str(programme.get("workstream"))) or {}
    alliance = workstream.get("alliance")
    members = {
        str(each["school"])
        for each in (open_memberships(books, str(alliance)) if alliance else ())
        if each["school"] and each["stage"] in STAGES_THAT_SIGNED
    }
    columns = [
        Column("school", "School", "text", 28),
        *(
            Column(name, CohortPlace.field(name).label, "number", 9, CohortPlace.field(name).help)
            for name in FIGURES
        ),
    ]
    rows = []
    for school in members | places.keys():
        place = places.get(school)
        name = books.name_of(School, school)
        figures = tuple(place[each] if place else None for each in FIGURES)
        rows.append(((place is None, name.casefold()), Row(school, (name, *figures))))
    rows.sort(key=lambda each: each[0])
    name = books.name_of(Cohort, key)
    table = Summary("cohort-schools", name, books.today, columns, [row for _, row in rows])
    started = has_started(cohort, books.today)
    return SchoolsOfCohort(
        table,
        name,
        _figures(cohort, together(places), books),
        "A number counts from today on; what was counted before stays.",
        CohortCells(usual_column="started" if started else "applied", cohort=key, seen=places),
    )


def _figures(cohort: Values, figures: Mapping[str, int], books: Books) -> str:
    """How many were recruited of the target, and how many completed."""
    count, target = recruited(cohort, figures, books.today), cohort["target"]
    word = "started" if has_started(cohort, books.today) else "applied"
    told = [f"{count} of {target} {word}" if target else f"{count} {word}"]
    if figures["completed"]:
        told.append(f"{figures['completed']} completed")
    return " · ".join(told)
