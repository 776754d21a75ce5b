"""TODO"""

from __future__ import annotations

from datetime import date

from data.memberships.chosen_alliance import first_alliance
from data.memberships.names import member_name
from data.memberships.open import _STAGES_IN_SHORT, open_memberships
from data.store.books import Books
from data.tables.matrix import Matrix
from data.tables.table import Column, Row, Summary
from models.alliances.alliance import Alliance
from models.fields.values import Value
from models.workstreams.commitment import LEVELS, Commitment, is_open
from models.workstreams.workstream import Workstream

_LONGEST_LEVEL = max(len(state.word) for state in LEVELS.values())


def commitments_matrix(books: Books, alliance: str | None = None) -> Matrix:
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
            _STAGES_IN_SHORT[str(membership["stage"])],
        ]
        for column in column_keys:
            level = levels.get((key, column))
            given.append(LEVELS[level] if level else None)
        rows.append(Row(key, tuple(given)))
    rows.sort(key=lambda row: str(row.cells[0]).casefold())
    name = books.name_of(Alliance, alliance)
    title = f"Who does what in {name}" if name else "Who does what"
    table = Summary("workstreams-matrix", title, books.today, columns, rows)
    return Matrix(table, column_keys, cells, labels)
