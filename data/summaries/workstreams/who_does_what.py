"""Schools × workstreams: who leads, contributes and receives."""

from __future__ import annotations

from collections.abc import Sequence

from data.memberships.chosen_alliance import first_alliance
from data.memberships.circulation import members_left_out, signature_stands
from data.memberships.names import nobody_in
from data.memberships.open import STAGES_IN_SHORT, open_memberships
from data.store.books import Books
from data.tables.limits import Limits
from data.tables.paper import Group, Listing, Mark, Paper, Shown
from data.tables.table import Column, Content, Row, named_for_scripts
from data.workstreams.circulation import RECEIVES, keeps_secret, only_counted
from data.workstreams.levels import FELL, LEVEL_MARKS, NOTHING, ROSE
from data.workstreams.matrix import COUNTED, LACKING, CommitmentsMatrix, commitments_matrix
from models.alliances.alliance import Alliance
from models.fields.states import State
from models.fields.text import count_of
from models.fields.values import Value
from models.memberships.membership import STAGES
from models.workstreams.commitment import LEVELS
from models.workstreams.workstream import Workstream

_MOST_NAMED = 3
"""So many other alliances are named."""


def make(books: Books, limits: Limits) -> Content:
    """The matrix of one alliance, the first when none is named."""
    alliance = limits.alliance or first_alliance(books)
    matrix = commitments_matrix(books, alliance)
    table = matrix.table
    everybody = [
        each
        for each in open_memberships(books, alliance)
        if limits.school in (None, each["school"])
    ]
    shown = [
        each for each in everybody if not limits.for_circulation or signature_stands(books, each)
    ]
    notes = [_whose(books, alliance)] if alliance else []
    if not everybody:
        notes.append(nobody_in(books, alliance))
    elif limits.for_circulation:
        notes.append(members_left_out(shown, everybody))
    kept = {str(each["key"]) for each in shown}
    lacking = sum(row.cells[-1] == LACKING for row in table.rows if row.key in kept)
    rows = [_for_a_file(row) for row in table.rows if row.key in kept]
    rows, told = _without_receiving(books, limits, matrix, rows)
    notes += told
    middle = [column for column in table.columns if column.name in matrix.column_keys]
    stage = table.columns[1]._replace(width=max(len(each.word) for each in STAGES.values()))
    columns = [table.columns[0], stage, *named_for_scripts(middle, "workstream")]
    columns += [column._replace(kind="number") for column in table.columns[2 + len(middle) :]]
    notes = [*table.notes, *notes]
    paper = _paper(books, limits, matrix, columns, rows, notes, alliance, lacking)
    return Content(columns, rows, notes, paper)


_STAGES_IN_FULL: dict[Value, State] = {
    short: STAGES[stage] for stage, short in STAGES_IN_SHORT.items()
}
"""The stages, which the screen has no room to write out."""


def _for_a_file(row: Row) -> Row:
    """The row with its stage in full, and its count as a number.

    Blanks stand where a school has and had no commitment.
    """
    cells = [None if cell is NOTHING else cell for cell in row.cells]
    cells[1] = _STAGES_IN_FULL.get(cells[1], cells[1])
    last = cells[-1]
    if isinstance(last, State) and last.letter.rstrip("!").isdigit():
        cells[-1] = int(last.letter.rstrip("!"))
    return Row(row.key, tuple(cells))


def _without_receiving(
    books: Books, limits: Limits, matrix: CommitmentsMatrix, rows: Sequence[Row]
) -> tuple[list[Row], list[str]]:
    """The rows as if nobody received in a workstream of support, and how many do.

    There no cell tells how it moved, and the count of a school has none of what is left out.
    """
    streams = books.get_many(Workstream, list(matrix.column_keys))
    shown, notes = list(rows), []
    for at, key in enumerate(matrix.column_keys, 2):
        if not keeps_secret(limits, streams[key]):
            continue
        levels = [cell.letter[:1] if isinstance(cell := row.cells[at], State) else ""
                  for row in shown]  # fmt: skip
        receive = LEVELS[RECEIVES].letter
        notes.append(only_counted(streams[key], levels.count(receive)))
        shown = [
            _with_level(matrix, row, at, hidden=level in (receive, NOTHING.letter))
            for row, level in zip(shown, levels, strict=True)
        ]
    return shown, notes


def _with_level(matrix: CommitmentsMatrix, row: Row, at: int, *, hidden: bool) -> Row:
    cells = list(row.cells)
    cell, count = cells[at], cells[-1]
    if isinstance(cell, State):
        cells[at] = None if hidden else matrix.plain(cell)
        if cell.letter[:1] == LEVELS[RECEIVES].letter and isinstance(count, int):
            cells[-1] = count - 1
    return Row(row.key, tuple(cells))


def _whose(books: Books, alliance: str) -> str:
    """Which alliance it is about, and which others there are to be asked for."""
    names = books.names(Alliance)
    own = names.pop(alliance)
    others = sorted(names.values(), key=str.casefold)
    more = f" and {len(others) - _MOST_NAMED} more" if len(others) > _MOST_NAMED else ""
    told = f" Not shown: {', '.join(others[:_MOST_NAMED])}{more}." if others else ""
    return f"Alliance: {own}.{told}"


def _paper(
    books: Books,
    limits: Limits,
    matrix: CommitmentsMatrix,
    columns: Sequence[Column],
    rows: Sequence[Row],
    notes: Sequence[str],
    alliance: str | None,
    lacking: int,
) -> Paper:
    """The matrix with a mark for each level, and in a sentence who is in how many workstreams."""
    return Paper(
        "Who does what",
        "",
        books.name_of(Alliance, alliance),
        "the steering group and the circles",
        answer=_answer(matrix, columns, rows, lacking),
        parts=[Listing("Levels of this day", columns, [Group("", rows)], _shown(columns[2:]))],
        definitions=[
            "Rose and fell: since a year before. In: in how many workstreams a school that has "
            "signed takes part; a pause counts as long as its reason and its review are known.",
            *_short_names(matrix, columns),
            *notes,
        ],
        marks=_marks(rows),
        for_circulation=limits.for_circulation,
    )


def _shown(columns: Sequence[Column]) -> list[Shown]:
    """The columns of the workstreams on paper, between the school and in how many it is."""
    shown = [Shown("school"), Shown("stage")]
    shown += [
        Shown(column.name, marked=True, heading=column.label)
        for column in columns
        if column.name != COUNTED
    ]
    return [*shown, Shown(COUNTED)] if columns else shown


def _marks(rows: Sequence[Row]) -> dict[State, Mark]:
    """The mark of each level that comes in these rows, with or without the arrow of the year."""
    levels = {
        cell: State(cell.letter[:1], cell.word.split(",")[0], cell.tone)
        for row in rows
        for cell in row.cells
        if isinstance(cell, State)
    }
    return {
        cell: LEVEL_MARKS[plain]._replace(letter=cell.letter)
        for cell, plain in levels.items()
        if plain in LEVEL_MARKS
    }


def _short_names(matrix: CommitmentsMatrix, columns: Sequence[Column]) -> list[str]:
    """What the heads stand for, where they are short for their workstreams."""
    told = [
        f"{column.label}: {matrix.full_labels[key]}"
        for key, column in zip(matrix.column_keys, columns[2:], strict=False)
        if column.label != matrix.full_labels[key]
    ]
    return [f"{'; '.join(told)}."] if told else []


def _answer(
    matrix: CommitmentsMatrix, columns: Sequence[Column], rows: Sequence[Row], lacking: int
) -> list[str]:
    """How many take part, how many rose and fell, and which workstream nobody leads."""
    names = [column.name for column in columns]
    if COUNTED not in names or not rows:
        return ["Nobody is in a workstream yet."]
    counted = [row.cells[names.index(COUNTED)] for row in rows]
    members = [cell for cell in counted if isinstance(cell, int)]
    busy = sum(cell > 0 for cell in members)
    answer = [f"{busy} of {count_of(len(members), 'member')} take part in a workstream."]
    if not members:
        answer = ["No member is looked at who should be in a workstream."]
    letters = [cell.letter for row in rows for cell in row.cells[2:] if isinstance(cell, State)]
    rose = sum(letter.endswith(ROSE.sign) for letter in letters)
    fell = sum(letter.endswith(FELL.sign) for letter in letters)
    if rose or fell:
        answer.append(f"Since a year before {rose} rose and {fell} fell.")
    if lacking:
        answer.append(f"{lacking} should be in one and {'is' if lacking == 1 else 'are'} in none.")
    leads = LEVELS["lead"].letter
    unled = [
        matrix.full_labels[key]
        for key, at in zip(matrix.column_keys, range(2, len(columns)), strict=False)
        if not any(
            isinstance(row.cells[at], State) and row.cells[at].letter[:1] == leads  # type: ignore[union-attr]
            for row in rows
        )
    ]
    return [*answer, f"Nobody leads {', '.join(unled)}."] if unled else answer
