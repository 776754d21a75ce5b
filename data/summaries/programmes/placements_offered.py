"""Placements that schools offer: by school and subject, and which of them are filled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from data.alliances.names import subject_of
from data.memberships.circulation import named_schools
from data.store.books import Books
from data.tables.limits import Limits
from data.tables.paper import Figure, Group, Listing, Paper, Shown
from data.tables.table import Column, Content, Row
from models.alliances.alliance import Alliance
from models.fields.choice_fields import chosen_of
from models.fields.dates import school_year, show_school_year
from models.fields.text import count_of
from models.fields.values import Value
from models.programmes.placement import (
    OFFERED,
    PLACEMENT_STATES,
    SUBJECTS,
    WITH_TRAINEE,
    WITHDRAWN,
    Placement,
)
from models.programmes.placement_rules import alliance_that_counts
from models.records.record import Values
from models.schools.organisation import Organisation
from models.schools.school import School
from models.workstreams.workstream import Workstream

COLUMNS = (
    Column("school", "School", "text", 30),
    Column("subjects", "Subjects", "text", 22),
    Column("phase", "Phase", "text", 11),
    Column("terms", "Terms", "text", 22),
    Column("standing", "Standing", "state", 9),
    Column("provider", "Provider", "text", 26),
    Column("year", "School year", "text", 11),
    Column("route", "Route", "text", 14),
    Column("offered", "Offered", "date", 10),
    Column("filled", "Filled", "date", 10),
    Column("reference", "Reference", "text", 10),
    Column("trainee", "Trainee", "text", 12, "The provider's reference."),
    Column("outcome", "Outcome", "text", 9),
    Column("first-post", "First post", "text", 15),
    Column("counted-by", "Counted by", "text", 22),
)


def make(books: Books, limits: Limits) -> Content:
    """One row for each placement of this school year and later, by school."""
    year = school_year(books.today)
    placements, left_out = _placements(books, limits, year)
    rows = [_row(books, each, limits.for_circulation) for each in placements]
    rows.sort(key=lambda row: (str(row.cells[6]), str(row.cells[0]).casefold(), str(row.cells[1])))
    offered = [each for each in placements if each["status"] != WITHDRAWN]
    filled = [each for each in offered if each["status"] in WITH_TRAINEE]
    whose = subject_of(books, limits.alliance, limits.school)
    answer = _answer(offered, filled)
    parts = [
        Listing("By school", COLUMNS, [Group("", rows)], _SHOWN),
        Listing("By subject", _OF_SUBJECTS, [Group("", _by_subject(offered, filled))]),
    ]
    paper = Paper(
        "Placements of trainees that schools offer",
        "Placements",
        whose,
        "providers",
        f"school year {show_school_year(year)} and later",
        answer=answer,
        figures=_figures(len(offered), len(filled)) if offered else [],
        parts=parts if rows else [],
        definitions=[
            "A placement with several subjects counts in each of them. Trainees stand in the books "
            "by their provider's reference only, and are counted by one alliance.",
        ],
        left_out=left_out,
        for_circulation=limits.for_circulation,
    )
    notes = [note for note in (whose, " ".join(answer), *left_out) if note]
    return Content(COLUMNS, rows, notes, paper)


def _placements(books: Books, limits: Limits, year: int) -> tuple[list[Values], list[str]]:
    """The placements from this school year on, and the notes on who is left out."""
    workstreams = {str(each["key"]): each for each in books.find(Workstream)}
    found = [
        each
        for each in books.find(Placement)
        if isinstance(each["school_year"], int)
        and each["school_year"] >= year
        and limits.school in (None, each["school"])
        and limits.alliance in (None, workstreams[str(each["workstream"])]["alliance"])
    ]
    shown, left_out = named_schools(books, limits, {str(each["school"]) for each in found})
    return [each for each in found if str(each["school"]) in shown], left_out


def _figures(offered: int, filled: int) -> list[Figure]:
    return [
        Figure(str(offered), "are offered"),
        Figure(str(filled), "are filled"),
        Figure(str(offered - filled), "are still free"),
    ]


def _row(books: Books, placement: Values, for_circulation: bool) -> Row:
    shown = {
        name: Placement.field(name).show(placement[name]) or None
        for name in ("subjects", "phase", "terms", "route", "outcome", "first_post", "school_year")
    }
    cells: tuple[Value, ...] = (
        books.name_of(School, str(placement["school"])),
        shown["subjects"],
        shown["phase"],
        shown["terms"],
        PLACEMENT_STATES[str(placement["status"])],
        books.name_of(Organisation, str(placement["provider"])),
        shown["school_year"],
        shown["route"],
        placement["offered"],
        placement["filled"],
        placement["reference"],
        None if for_circulation else placement["trainee_ref"],
        None if for_circulation else shown["outcome"],
        None if for_circulation else shown["first_post"],
        books.name_of(Alliance, alliance_that_counts(placement, books)) or None,
    )
    return Row(str(placement["key"]), cells)


_SHOWN = (
    *(Shown(name) for name in ("school", "subjects", "phase")),
    Shown("terms", 2),
    Shown("standing", marked=True),
    Shown("provider", 2, under=("route",), heading="Provider and route"),
    Shown("offered", 2),
)

_OF_SUBJECTS = (
    Column("subject", "Subject", "text", 30),
    Column("offered", "Offered", "number", 7),
    Column("filled", "Filled", "number", 7),
    Column("free", "Free", "number", 7),
)


def _by_subject(offered: Sequence[Values], filled: Sequence[Values]) -> list[Row]:
    """How many placements of each subject are offered, filled and free."""
    whole, taken = (
        Counter(name for each in several for name in chosen_of(each["subjects"]))
        for several in (offered, filled)
    )
    return [
        Row(name, (word, whole[name], taken[name], whole[name] - taken[name]))
        for name, word in SUBJECTS.items()
        if whole[name]
    ]


def _answer(offered: Sequence[Values], filled: Sequence[Values]) -> list[str]:
    if not offered:
        return ["No placement is offered."]
    schools = len({each["school"] for each in offered})
    told = [
        f"{count_of(len(offered), 'placement is', 'placements are')} offered by "
        f"{count_of(schools, 'school')}, {len(filled)} of them filled."
    ]
    free = Counter(
        name
        for each in offered
        if each["status"] == OFFERED
        for name in chosen_of(each["subjects"])
    )
    if free:
        words = ", ".join(f"{count} in {SUBJECTS[name]}" for name, count in free.most_common())
        told.append(f"Free: {words}.")
    return told
