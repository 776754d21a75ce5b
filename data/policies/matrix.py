"""The policy matrix: schools × the policies of a catalogue, each cell saying where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from data.policies.approvals import told_of_cell
from data.policies.copies import recorded_under
from data.policies.letters import (
    POLICY_HINTS,
    POLICY_LETTERS,
    POLICY_WORDS,
    applicable_cells,
    set_policy,
)
from data.policies.standing import Board, Standing, board
from data.policies.standing_inputs import AskedPolicy
from data.problems import Agreed
from data.store.books import Books
from data.store.change import Change
from data.tables.matrix import Applicable, Cell, Cells, LetteredCells, Matrix
from data.tables.table import Column, Row, Summary
from models.alliances.catalogues import CATALOGUES
from models.fields.values import Value
from models.policies.due_dates import (
    AWAITING_APPROVAL,
    DRAFTING,
    DUE,
    DUE_NEXT,
    MISSING,
    NOT_APPLICABLE,
    NOT_RECORDED,
    OVERDUE,
    POLICY_STATES,
    SETTLING_IN,
    SETTLING_MISSING,
    SETTLING_OVERDUE,
    SETTLING_UNPUBLISHED,
    TYPE_UNKNOWN,
    UNPUBLISHED,
)
from models.policies.policy import Policy
from models.policies.school_policy import SchoolPolicy
from models.schools.school import School

_LONGEST_STATE = max(len(state.word) for state in POLICY_STATES)


_SHORT = {
    DUE: "due",
    DUE_NEXT: "due next",
    UNPUBLISHED: "not on web",
    AWAITING_APPROVAL: "waits",
    DRAFTING: "draft",
    SETTLING_OVERDUE: "settling",
    SETTLING_MISSING: "settling",
    SETTLING_UNPUBLISHED: "settling",
    SETTLING_IN: "settling",
    NOT_APPLICABLE: "not asked",
    NOT_RECORDED: "open",
    TYPE_UNKNOWN: "type?",
}
"""What states are called where there is little room."""


@dataclass(frozen=True, kw_only=True)
class PolicyCells(LetteredCells):
    """Schools' policies as they stood on the `board`, in a matrix, a list or an answer.

    A cell's row is a school, its column a policy.
    """

    letters = POLICY_LETTERS
    words = POLICY_WORDS
    hints = POLICY_HINTS
    states = POLICY_STATES
    short_words = _SHORT
    counted = frozenset({OVERDUE, MISSING})
    count_label = "Late"
    cell_record = SchoolPolicy
    row_record = School

    board: Board

    def cell_key(self, row: str, column: str) -> str | None:
        """The key of a school's policy; None where nothing is recorded of it."""
        standing = self.board.get(row, column)
        return standing.key or None if standing else None

    def name_of(self, books: Books, cells: Cells) -> str:
        """The policy and the school, or how many of each."""
        schools, policies = ({cell[at] for cell in cells} for at in (0, 1))
        what = f"{len(policies)} {Policy.plural()}"
        if len(policies) == 1:
            what = books.name_of(Policy, cells[0][1])
        if len(schools) == 1:
            return f"{what}, {books.name_of(School, cells[0][0])}"
        some = len(cells) < len(policies) * len(schools)
        return f"{what}, {len(schools)} schools{f' ({len(cells)} in all)' if some else ''}"

    def names_in(self, books: Books, cells: Cells) -> list[list[str]]:
        """The names of the schools, and those of the policies, where there are several."""
        found = []
        for at, record in enumerate((School, Policy)):
            keys = list(dict.fromkeys(cell[at] for cell in cells))
            if len(keys) > 1:
                found.append([books.name_of(record, key) for key in keys])
        return found

    def set(self, change: Change, cell: Cell, meaning: str, **answers: Value) -> None:
        """Set where a policy stands; "not applicable" needs a `reason`."""
        reason = answers.get("reason")
        set_policy(change, *cell, meaning, change.today, str(reason) if reason else None)

    def select_applicable(self, books: Books, cells: Cells, meaning: str = "") -> Applicable:
        """Leave out what does not apply; where nothing else was meant it is to be asked first.

        That something does not apply, or is missing after all, is what one says of such a cell,
        and needs no question.
        """
        applying = applicable_cells(books, cells)
        recorded, elsewhere = recorded_under(books, applying or cells, meaning)
        if applying:
            left_out = len(cells) - len(applying)
            counted = f"{len(applying)} cell{'s' if len(applying) > 1 else ''}"
            said = f"{counted}, {left_out} not applicable left out." if left_out else ""
            return Applicable(recorded, f"{said} {elsewhere}".strip())
        if not cells or meaning in ("not applicable", "not started"):
            return Applicable(recorded, elsewhere)
        found = (board(books).get(*cell) for cell in cells)
        why = dict.fromkeys(each.duty.why for each in found if each and each.duty.why)
        if len(cells) == 1:
            why |= dict.fromkeys(told_of_cell(books, *cells[0]))
        asks = f"Not applicable: {self.name_of(books, cells)}. Record it all the same?"
        return Applicable(recorded, elsewhere, asks, list(why))

    def content_seen(self, cell: Cell) -> object:
        """Where a policy stood."""
        return self.board.get(*cell)

    def is_empty(self, cell: Cell) -> bool:
        """Whether nothing is recorded of the school's policy."""
        return self.cell_key(*cell) is None

    def content_now(self, books: Books, cell: Cell) -> object:
        """Where a policy stands now."""
        return board(books).get(*cell)

    def word_of(self, content: object) -> str:
        """The word of a standing's state."""
        return content.state.word if isinstance(content, Standing) else super().word_of(content)

    def refuse_what_changed(
        self, books: Books, cells: Cells, meaning: str, agreed: Agreed | None = None
    ) -> None:
        """Raise Clash when one of these policies does not stand any more where it was seen."""
        now = board(books)
        # On another day everything may stand elsewhere, although nobody has changed it.
        if now is not self.board and now.today == self.board.today:
            super().refuse_what_changed(books, cells, meaning, agreed)


@dataclass(frozen=True, kw_only=True)
class PoliciesMatrix(PolicyCells, Matrix):
    """Schools × the policies of a catalogue."""

    marks: dict[str, object] = field(default_factory=dict)
    """By row what is another object once the row may have changed."""


def policies_matrix(
    books: Books, catalogue: str, before: PoliciesMatrix | None = None
) -> PoliciesMatrix:
    """Schools × the policies of a catalogue: where each stands today.

    Rows are the schools that are watched. The parts of a document that may be held whole have a
    column once a school holds one. Rows that are as they were in the matrix `before` are the very
    same, so that whoever shows them sees at once what has changed.
    """
    standing = board(books)
    policies = [
        policy
        for policy in standing.policies
        if policy.catalogue == catalogue
        and (policy.part_of is None or standing.is_held(policy.key))
    ]
    wanted = [policy.key for policy in policies]
    schools = [
        each for each in standing.schools.values() if policies and each.key in standing.watched
    ]
    marks = {each.key: standing.mark_of(each.key) for each in schools}
    kept = _still_the_same(before, wanted, marks)
    rows = [
        kept.get(each.key) or Row(each.key, (each.name, *standing.states(each.key, wanted)))
        for each in schools
    ]
    title = f"Policies of {CATALOGUES[catalogue]}: where each school stands"
    return PoliciesMatrix(
        table=Summary("policies-matrix", title, books.today, _columns(books, policies), rows),
        column_keys={key: key for key in wanted},
        full_labels={policy.key: policy.name for policy in policies},
        board=standing,
        marks=marks,
    )


def _columns(books: Books, policies: Iterable[AskedPolicy]) -> list[Column]:
    short = {key: each for key, *each in books.kept(Policy, ("key", "short_title", "heading"))}
    columns = [Column("school", "School", "text", 18)]
    for policy in policies:
        title, heading = short[policy.key]
        label, parted = str(title or policy.title)[:14], str(heading or "")
        columns.append(
            Column(policy.key, label, "state", 5, policy.name, _LONGEST_STATE, parted=parted)
        )
    return columns


def _still_the_same(
    before: PoliciesMatrix | None, wanted: Sequence[str], marks: Mapping[str, object]
) -> dict[str, Row]:
    """The rows of the matrix `before` that cannot have changed since, by school."""
    if before is None or list(before.column_keys) != wanted:
        return {}
    return {
        row.key: row
        for row in before.table.rows
        if row.key in marks and before.marks.get(row.key) is marks[row.key]
    }
