"""The workstream matrix: members × workstreams, each cell a level of commitment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from data.memberships.chosen_alliance import first_alliance
from data.memberships.names import member_name
from data.memberships.open import STAGES_IN_SHORT, open_memberships
from data.store.books import Books
from data.store.change import Change
from data.tables.matrix import Applicable, Cell, Cells, Matrix
from data.tables.table import Column, Row, Summary
from data.workstreams.letters import LEVEL_HINTS, LEVEL_LETTERS, LEVEL_WORDS, NONE, set_level
from data.workstreams.levels import Pair, commitments_on, state_of
from models.alliances.alliance import Alliance
from models.fields.dates import add_months, show_date
from models.fields.states import State, Tone
from models.fields.values import Value
from models.memberships.membership import STAGES_THAT_SIGNED, Membership
from models.records.record import Values
from models.workstreams.commitment import (
    LEVELS,
    WORKING_LEVELS,
    Commitment,
    counts_as_taking_part,
    is_open,
)
from models.workstreams.level_rules import WHO_ASKED
from models.workstreams.rules import member_has_a_workstream
from models.workstreams.workstream import STRANDS, Workstream

_ALWAYS_LETTERS = 99
"""A width that no column has, so that all show letters: some with words would look odd."""

COUNTED = "in"
"""The name of the column that counts the workstreams of a school."""

LACKING = State("0", "0", Tone.BAD)
"""The count of a school that should be in a workstream, and is in none."""


_LEVEL_OF = {(state.letter, state.word): state for state in LEVELS.values()}


@dataclass(frozen=True, kw_only=True)
class CommitmentsMatrix(Matrix):
    """Schools × workstreams: a row stands for a membership, a cell for its open commitment."""

    letters = LEVEL_LETTERS
    words = LEVEL_WORDS
    hints = LEVEL_HINTS
    states = tuple(LEVELS.values())
    legend: ClassVar = {
        "↑↓": "rose or fell since a year before", "0!": "has signed, and is in nothing",
    }  # fmt: skip
    cell_record = Commitment
    row_record = Membership

    def names_in(self, books: Books, cells: Cells) -> list[list[str]]:
        """The names of the schools, and those of the workstreams, where there are several."""
        rows = list(dict.fromkeys(row for row, _ in cells))
        columns = list(dict.fromkeys(column for _, column in cells))
        found = books.get_many(Membership, rows) if len(rows) > 1 else {}
        schools = [member_name(books, found[key]) for key in rows if key in found]
        names = [books.name_of(Workstream, key) for key in columns] if len(columns) > 1 else []
        return [each for each in (schools, names) if each]

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
        """Set a level from today on, with what was said of it."""
        membership, workstream = cell
        set_level(change, membership, workstream, meaning, change.today, answers)

    def select_applicable(self, books: Books, cells: Cells, meaning: str = "") -> Applicable:
        """Of several cells those of members that have signed, where a level needs a signature."""
        if len(cells) == 1 or meaning in ("interested", NONE):
            return Applicable(cells)
        members = books.get_many(Membership, list({row for row, _ in cells}))
        signed = [
            cell
            for cell in cells
            if cell[0] in members and members[cell[0]]["stage"] in STAGES_THAT_SIGNED
        ]
        left_out = len(cells) - len(signed)
        if not signed or not left_out:
            return Applicable(cells)
        counted = f"{len(signed)} cell{'s' if len(signed) > 1 else ''}"
        return Applicable(signed, f"{counted}; left out: {left_out} where nobody has signed yet.")

    def content_now(self, books: Books, cell: Cell) -> object:
        """The level of the open commitment."""
        membership, workstream = cell
        levels = [
            LEVELS[str(each["level"])]
            for each in books.find(Commitment, membership=membership, workstream=workstream)
            if is_open(each, books.today)
        ]
        return levels[-1] if levels else None

    def is_same(self, before: object, now: object) -> bool:
        """Whether both are the same level, whichever way it moved since a year ago."""
        letters = [each.letter[:1] if isinstance(each, State) else "" for each in (before, now)]
        return letters[0] == letters[1]

    @property
    def staying(self) -> int:
        """The column that counts the workstreams of each school stays in view."""
        return 1 if self.column_keys else 0

    def plain(self, state: State) -> State:
        """The level of a cell, whichever way it moved."""
        return _LEVEL_OF.get((state.letter[:1], state.word.split(",")[0]), state)

    def asks(self, value: Value) -> bool:
        """Nothing in a cell asks for anything: to do less is no fault."""
        return False

    def stops_at(self, row: Row, at: int) -> bool:
        """The first cell of a school that should be in a workstream, and is in none."""
        first = next(iter(self.column_keys), "")
        return self.table.columns[at].name == first and row.cells[-1] is LACKING

    def totals(self, columns: Sequence[Counter[Value]]) -> Row | None:
        """How many of the rows lead, contribute and receive in each workstream."""
        if not self.column_keys or not columns:
            return None
        counts = Counter[tuple[str, str]]()
        for column, held in zip(self.table.columns, columns, strict=True):
            for cell, times in held.items():
                if isinstance(cell, State):
                    counts[column.name, cell.letter[:1]] += times
        working = [LEVELS[level].letter for level in LEVELS if level in WORKING_LEVELS]
        given: list[Value] = [" ".join(working)]
        for column in self.table.columns[1:]:
            figures = " ".join(str(counts[column.name, letter]) for letter in working)
            given.append(figures if column.name in self.column_keys else None)
        return Row("", tuple(given))

    def shorten(
        self, books: Books, label: str, warnings: str, cell: Cell, meaning: str, **answers: Value
    ) -> tuple[str, str]:
        """Leave out the workstream, which is the column in front: the warning needs the room."""
        membership = books.get(Membership, cell[0])
        who = member_name(books, membership) if membership else ""
        if WHO_ASKED in warnings:
            others = warnings.replace(WHO_ASKED, "").strip()
            warnings = f"{others} Who asked? Enter and e note it.".strip()
        return f"{LEVEL_WORDS[meaning]}, {who}", " ".join(warnings.split())


def workstreams_of(books: Books, alliance: str | None, day: date) -> list[Values]:
    """The workstreams of an alliance that had not ended on a day, in the order of their strands."""
    places = {strand: at for at, strand in enumerate(STRANDS)}
    last = len(places)
    return sorted(
        (
            each
            for each in books.find(Workstream, alliance=alliance)
            if not isinstance(each["ended"], date) or each["ended"] > day
        ),
        key=lambda each: (places.get(str(each["strand"]), last), str(each["name"]).casefold()),
    )


def commitments_matrix(books: Books, alliance: str | None = None) -> CommitmentsMatrix:
    """Schools × workstreams of one alliance (the first when none is named): who does what.

    A row stands for a membership that has not ended, a cell for its open commitment, with how it
    moved since a year before. The last column counts the workstreams that a school takes part in.
    """
    alliance = alliance or first_alliance(books)
    workstreams = workstreams_of(books, alliance, books.today)
    names = {str(each["key"]): str(each["name"]) for each in workstreams}
    members = open_memberships(books, alliance)
    now = commitments_on(books, books.today)
    pairs = [(str(member["key"]), workstream) for member in members for workstream in names]
    held = {pair: now[pair] for pair in pairs if pair in now}
    rows = _rows(books, members, names, now)
    name = books.name_of(Alliance, alliance)
    title = f"Who does what in {name}" if name else "Who does what"
    return CommitmentsMatrix(
        table=Summary("workstreams-matrix", title, books.today, _columns(workstreams), rows),
        column_keys={key: key for key in names},
        full_labels=names,
        cells={pair: str(commitment["key"]) for pair, commitment in held.items()},
        details={pair: _details(commitment) for pair, commitment in held.items()},
    )


def _columns(workstreams: Sequence[Values]) -> list[Column]:
    columns = [
        Column("school", "School", "text", 24),
        Column("stage", "Stage", "state", 7),
    ]
    for each in workstreams:
        label, name = str(each["short_name"] or each["name"]), str(each["name"])
        columns.append(
            Column(str(each["key"]), label, "state", _width_of(label), name, _ALWAYS_LETTERS)
        )
    if workstreams:
        columns.append(Column(COUNTED, "In", "number", 3, "In how many workstreams it takes part."))
    return columns


def _rows(
    books: Books,
    members: Iterable[Values],
    workstreams: dict[str, str],
    now: dict[Pair, Values],
) -> list[Row]:
    """A row for each member: its level in each workstream, and in how many it takes part."""
    before = commitments_on(books, add_months(books.today, -12))
    rows = []
    for membership in members:
        key = str(membership["key"])
        given: list[Value] = [
            member_name(books, membership),
            STAGES_IN_SHORT[str(membership["stage"])],
        ]
        given += [state_of(now.get((key, each)), before.get((key, each))) for each in workstreams]
        if workstreams:
            given.append(_count(books, membership, workstreams, now))
        rows.append(Row(key, tuple(given)))
    return sorted(rows, key=lambda row: str(row.cells[0]).casefold())


def _width_of(label: str) -> int:
    """Cells in which a label has room on two lines, broken with a hyphen where it must be."""
    longest = max(map(len, label.split()), default=0)
    return max(5, min(longest, longest // 2 + 1 if " " not in label else longest))


def _details(commitment: Values) -> tuple[str, ...]:
    """Since when a level holds, why, and who asked for it."""
    began, reason, asked = commitment["began"], commitment["reason"], commitment["asked_by"]
    review = commitment["review"]
    found = [f"since {show_date(began)}"] if isinstance(began, date) else []
    found += [str(reason)] if reason else []
    found += [f"to be looked at on {show_date(review)}"] if isinstance(review, date) else []
    found += [f"asked by {asked}"] if asked else []
    return tuple(found)


def _count(
    books: Books, membership: Values, columns: dict[str, str], now: dict[Pair, Values]
) -> State | None:
    """In how many workstreams a member takes part; none is marked once it should be in one."""
    if membership["stage"] not in STAGES_THAT_SIGNED:
        return None
    held = (now.get((str(membership["key"]), column)) for column in columns)
    count = sum(each is not None and counts_as_taking_part(each) for each in held)
    if not count and member_has_a_workstream(membership, books):
        return LACKING
    return State(str(count), str(count), Tone.INFO)
