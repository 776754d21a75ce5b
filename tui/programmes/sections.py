"""Programmes in their tab: cohorts with their schools under them, programmes, placements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from data.programmes.cohorts import CohortCells, schools_of_cohort
from data.store.books import Books
from models.programmes.cohort import Cohort, CohortPlace
from models.programmes.placement import Placement
from models.programmes.programme import Programme
from models.records.record import Record, Values
from tui.sections.list import ListSection, first, moves_on
from tui.sections.parts import (
    PART_COMMANDS,
    Belonging,
    ListWithPart,
    PartSection,
    first_with_part,
)
from tui.sections.places import lists
from tui.workbench.command import LETTERS, Here
from tui.workbench.workbench import Workbench


class SchoolsOfCohortPart(PartSection):
    """The schools of one cohort: numbers of who applied, started, withdrew, completed, passed."""

    record = CohortPlace
    belongs_by = "cohort"
    part_label = "Schools"
    lettered = CohortCells
    commands = (
        LETTERS, Here("open", "its count", runs="tui.programmes.counts:open_count"),
        Here("add.below", "school"), *PART_COMMANDS[3:],
    )  # fmt: skip

    def read(self, books: Books, owner: str) -> Belonging | None:
        """The schools of this cohort."""
        found = schools_of_cohort(books, owner)
        if found is None:
            return None
        return Belonging(found.table, found.name, found.figures, found.note, found.cells)

    def given_values(self) -> Values:
        """A new count is one of today."""
        return {**super().given_values(), "as_of": self.bench.today}

    def target(self) -> tuple[type[Record], str] | None:
        """The newest count of the school in front; None where it has none."""
        keys = self.record_keys([self.grid.cursor_key or ""])
        return (CohortPlace, keys[0]) if keys else None

    def marked(self) -> list[str]:
        """The newest counts of the schools that are marked, or of the one in front."""
        return self.record_keys(super().marked())

    def record_keys(self, rows: Sequence[str]) -> list[str]:
        """The newest counts of these schools."""
        cells = self.numbered
        found = [cells.cell_key(school, "") for school in rows] if cells else []
        return [key for key in found if key is not None]


@lists(Cohort)
class CohortsList(ListWithPart):
    """Cohorts, with the figures of the schools of the one in front."""

    order = 40
    part_class: ClassVar = SchoolsOfCohortPart
    empty_text = "No cohorts yet: add a programme first, ], then a adds a cohort here."
    first_field = "name"
    commands = first_with_part("schools", "open", "add", Here("add.below", "school"))

    @classmethod
    async def starting_values(cls, bench: Workbench, record: type[Record]) -> Values:
        """Another cohort of the programme in front, or of the only one."""
        section = bench.section
        key = section.grid.cursor_key if section.record in (Cohort, Programme) else None

        def read(books: Books) -> Values:
            if section.record is Programme and key:
                return {"programme": key}
            values = books.get(Cohort, key) if key else None
            if values:
                return {"programme": values["programme"]}
            found = books.find(Programme)
            return {"programme": found[0]["key"]} if len(found) == 1 else {}

        return await bench.books.read(read)


@lists(Programme)
class ProgrammesList(ListSection):
    """Programmes, which are closed with an outcome."""

    order = 42
    commands = first(
        "open",
        "add",
        Here(
            "join",
            "close",
            runs="tui.programmes.closing:close_programme",
            help="Close the programme with its outcome",
        ),
    )


@lists(Placement)
class PlacementsList(ListSection):
    """Placements of trainees, offered to ended."""

    order = 44
    commands = first(
        "open",
        "add",
        moves_on("Move the placement on: filled, running, ended"),
    )
    first_field = "school"

    @classmethod
    async def starting_values(cls, bench: Workbench, record: type[Record]) -> Values:
        """Another place like the one in front: the same provider, workstream and school year."""
        section = bench.section
        key = section.grid.cursor_key if section.record is Placement else None
        if key is None:
            return {}
        values = await bench.books.read(lambda books: books.get(Placement, key))
        same = ("provider", "workstream", "school_year", "terms")
        return {name: values[name] for name in same} if values else {}


@lists(CohortPlace)
class CountsList(ListSection):
    """All counts of all cohorts, the older ones included."""

    order = 86
