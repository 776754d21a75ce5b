"""Who does what: schools × workstreams, each cell a level of commitment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.memberships.chosen_alliance import first_alliance
from data.memberships.names import member_name
from data.memberships.open import STAGES_IN_SHORT, open_memberships
from data.store.books import Books
from data.store.change import Change
from data.tables.matrix import Cell, Cells, Matrix
from data.tables.table import Column, Row, Summary
from data.workstreams.letters import LEVEL_HINTS, LEVEL_LETTERS, LEVEL_WORDS, set_level
from models.alliances.alliance import Alliance
from models.fields.values import Value
from models.memberships.membership import Membership
from models.workstreams.commitment import LEVELS, Commitment, is_open
from models.workstreams.workstream import Workstream

_LONGEST_LEVEL = max(len(state.word) for state in LEVELS.values())


@dataclass(frozen=True, kw_only=True)
class CommitmentsMatrix(Matrix):
    """Schools × workstreams: a row stands for a membership, a cell for its open commitment."""

    letters = LEVEL_LETTERS
    words = LEVEL_WORDS
    hints = LEVEL_HINTS
    states = tuple(LEVELS.values())
    counted = frozenset({LEVELS["lead"]})
    count_label = "Leads"
    cell_record = Commitment
    row_record = Membership

    def name_of(self, books: Books, cells: Cells) -> str:
        """The workstream and the school, or how many of each."""
        columns = {column for _, column in cells}
        rows = {row for row, _ in cells}
        what = f"{len(columns)} {Workstream.plural()}"
        if len(columns) == 1:
            what = books.name_of(Workstream, cells[0][1])
        if len(rows) == 1:
            membership = books.get(Membership, cells[0][0])
            return f"{what}, {member_name(books, membership) if membership else ''}"
        some = len(cells) < len(columns) * len(rows)
        return f"{what}, {len(rows)} schools{f' ({len(cells)} in all)' if some else ''}"

    def set(self, change: Change, cell: Cell, meaning: str, **answers: Value) -> None:
        """Set a level from today on."""
        set_level(change, *cell, meaning, change.today)

    def content_now(self, books: Books, cell: Cell) -> object:
        """The level of the open commitment."""
        membership, workstream = cell
        levels = [
            LEVELS[str(each["level"])]
            for each in books.find(Commitment, membership=membership, workstream=workstream)
            if is_open(each, books.today)
        ]
        return levels[-1] if levels else None


def commitments_matrix(books: Books, alliance: str | None = None) -> CommitmentsMatrix:
    """Schools × workstreams of one alliance (the first when none is named): who does what.

    A row stands for a membership that has not ended, a cell for its open commitment.
    """
    alliance = alliance or first_alliance(books)
    workstreams = sorted(
        (
            each
            for each in books.find(Workstream, alliance=alliance)
            if not isinstance(each["ended"], date) or each["ended"] > books.today
        ),
        key=lambda each: str(each["name"]),
    )
    columns = [
        Column("school", "School", "text", 24),
        Column("stage", "Stage", "state", 7),
    ]
    column_keys, labels = {}, {}
    for each in workstreams:
        key = str(each["key"])
        label = str(each["short_name"] or each["name"])
        columns.append(
            Column(key, label, "state", max(5, len(label)), str(each["name"]), _LONGEST_LEVEL)
        )
        column_keys[key], labels[key] = key, str(each["name"])
    levels: dict[tuple[str, str], str] = {}
    cells: dict[tuple[str, str], str] = {}
    for commitment in books.find(Commitment):
        if commitment["workstream"] in column_keys and is_open(commitment, books.today):
            place = str(commitment["membership"]), str(commitment["workstream"])
            levels[place], cells[place] = str(commitment["level"]), str(commitment["key"])
    rows = []
    for membership in open_memberships(books, alliance):
        key = str(membership["key"])
        given: list[Value] = [
            member_name(books, membership),
            STAGES_IN_SHORT[str(membership["stage"])],
        ]
        for column in column_keys:
            level = levels.get((key, column))
            given.append(LEVELS[level] if level else None)
        rows.append(Row(key, tuple(given)))
    rows.sort(key=lambda row: str(row.cells[0]).casefold())
    name = books.name_of(Alliance, alliance)
    title = f"Who does what in {name}" if name else "Who does what"
    table = Summary("workstreams-matrix", title, books.today, columns, rows)
    return CommitmentsMatrix(table=table, column_keys=column_keys, full_labels=labels, cells=cells)
