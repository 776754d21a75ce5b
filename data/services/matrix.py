"""The matrix of shared services: schools × services, each cell the part that a school has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from data.memberships.chosen_alliance import first_alliance
from data.memberships.names import member_name
from data.memberships.open import STAGES_IN_SHORT, open_memberships
from data.services.letters import PART_HINTS, PART_LETTERS, PART_WORDS, set_part
from data.store.books import Books
from data.store.change import Change
from data.tables.matrix import Cell, Cells, Matrix
from data.tables.table import Column, Row, Summary
from models.alliances.alliance import Alliance
from models.fields.values import Value
from models.records.record import Values
from models.schools.school import School
from models.services.share import PARTS, Share, holds_on, saving_of
from models.services.shared_service import SharedService

_WIDEST, _NARROWEST, _ROOM = 16, 6, 36
"""Cells of a column, by how many share the room beside the names on a small screen."""


@dataclass(frozen=True, kw_only=True)
class SharesMatrix(Matrix):
    """Schools × shared services: a row stands for a school, a cell for its share."""

    letters = PART_LETTERS
    words = PART_WORDS
    hints = PART_HINTS
    states = tuple(PARTS.values())
    cell_record = Share
    row_record = School

    def name_of(self, books: Books, cells: Cells) -> str:
        """The service and the school, or how many of each."""
        columns = {column for _, column in cells}
        rows = {row for row, _ in cells}
        what = f"{len(columns)} {SharedService.plural()}"
        if len(columns) == 1:
            what = books.name_of(SharedService, cells[0][1])
        if len(rows) == 1:
            return f"{what}, {books.name_of(School, cells[0][0])}"
        return f"{what}, {len(rows)} schools"

    def set(self, change: Change, cell: Cell, meaning: str, **answers: Value) -> None:
        """Set a part from today on."""
        set_part(change, *cell, meaning, change.today)

    def content_now(self, books: Books, cell: Cell) -> object:
        """The part that the school has."""
        school, service = cell
        parts = [
            PARTS[str(each["part"])]
            for each in books.find(Share, service=service, school=school)
            if holds_on(each, books.today)
        ]
        return parts[-1] if parts else None


def shares_matrix(books: Books, alliance: str | None = None) -> SharesMatrix:
    """Schools × shared services of one alliance (the first when none is named).

    A row stands for a school whose membership has not ended, a cell for its share today.
    """
    alliance = alliance or first_alliance(books)
    titles = _services(books, alliance)
    shares = [
        each
        for each in books.find(Share)
        if each["service"] in titles and holds_on(each, books.today)
    ]
    name = books.name_of(Alliance, alliance)
    title = f"Who shares what in {name}" if name else "Who shares what"
    rows = _rows(books, alliance, titles, shares)
    return SharesMatrix(
        table=Summary("shares-matrix", title, books.today, _columns(titles), rows),
        column_keys={key: key for key in titles},
        full_labels=titles,
        cells={(str(each["school"]), str(each["service"])): str(each["key"]) for each in shares},
    )


def _services(books: Books, alliance: str | None) -> dict[str, str]:
    """The titles of the services of an alliance that have not ended, by key, in their order."""
    found = [
        each for each in books.find(SharedService, alliance=alliance) if each["status"] != "ended"
    ]
    found.sort(key=lambda each: str(each["title"]).casefold())
    return {str(each["key"]): str(each["title"]) for each in found}


def _columns(titles: Mapping[str, str]) -> list[Column]:
    longest = max(len(state.word) for state in PARTS.values())
    width = max(_NARROWEST, min(_WIDEST, _ROOM // max(1, len(titles)) - 1))
    return [
        Column("school", "School", "text", 24),
        Column("stage", "Stage", "state", 7),
        *(
            Column(key, _heading(title), "state", width, title, longest)
            for key, title in titles.items()
        ),
        Column("saving", "Saving", "money", 11, "Before less what it pays, in a year."),
    ]


def _rows(
    books: Books, alliance: str | None, services: Iterable[str], shares: Iterable[Values]
) -> list[Row]:
    """A row for each school of the alliance: its part in each service, and what it saves by all."""
    parts: dict[tuple[str, str], str] = {}
    savings: dict[str, int] = {}
    for share in shares:
        school = str(share["school"])
        parts[school, str(share["service"])] = str(share["part"])
        if (saving := saving_of(share)) is not None:
            savings[school] = savings.get(school, 0) + saving
    rows = []
    for membership in open_memberships(books, alliance):
        if not membership["school"]:
            continue
        school = str(membership["school"])
        found = (parts.get((school, service)) for service in services)
        cells = (
            member_name(books, membership),
            STAGES_IN_SHORT[str(membership["stage"])],
            *(PARTS[part] if part else None for part in found),
            savings.get(school),
        )
        rows.append(Row(school, cells))
    return sorted(rows, key=lambda row: str(row.cells[0]).casefold())


def _heading(title: str) -> str:
    """A title as it stands over its column: what is in brackets behind it goes from a long one."""
    bare = title.rpartition(" (")[0] if title.endswith(")") else ""
    return bare if bare and len(title) > _WIDEST else title
