"""Policies in their tab: lists, the matrices of the catalogues, and answers about policies."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.timer import Timer

from data.policies.approvals import APPROVAL, LastApproval, told_of_cell
from data.policies.details import details_of_pair
from data.policies.lists import late_by
from data.policies.matrix import PoliciesMatrix, PolicyCells, policies_matrix
from data.policies.pairs import PAIRS
from data.policies.standing import Standing, board, pair_of
from data.problems import WrongCall
from data.store.books import Books
from data.tables.cells import Outcome
from data.tables.details import Details
from data.tables.listing import Wanted
from data.tables.matrix import Cell, Cells, Matrix
from data.tables.table import Row
from models.alliances.catalogues import CATALOGUES
from models.fields.dates import show_date
from models.fields.states import Tone
from models.fields.values import Value
from models.policies.due_dates import DUE
from models.policies.policy import Policy
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy
from models.records.record import Record, Values
from models.schools.school import School
from tui.grid.source import TableSource
from tui.policies.last_approval import remember_approval
from tui.sections.lettered import LetteredSection, Save
from tui.sections.list import LIST_COMMANDS, ListSection, Source
from tui.sections.matrix import MATRIX_COMMANDS, NEXT_ASKING, MatrixSection
from tui.sections.places import Place, declare_places, lists
from tui.sections.section import Prepared
from tui.sections.view import VIEW_COMMANDS, ViewSection, answers_with, asks_for
from tui.widgets.bar_drawing import row_bar
from tui.workbench.command import LETTERS, Command, Here
from tui.workbench.workbench import HelpPart, Workbench

_REST = 0.2
"""Seconds for which the cursor rests on a cell before more is read about it."""

_DAYS_LATE, _LONGEST_BAR = "days-late", 16

_FIRST = (
    Here(
        "add",
        "approve",
        runs="tui.policies.approvals:approve",
        help="Record an approval: its day, by whom, the minute",
    ),
    Here("repeat", runs="tui.policies.approvals:repeat"),
    LETTERS,
    Here(
        "open",
        runs="tui.policies.choices:open_cell",
        help="The choices of the cell: its form, its reviews, its website",
    ),
)
"""The commands of sections in which schools' policies stand, before those of their sort."""

_NO_SCHOOLS = "No school is in an alliance yet, so there is nothing to watch. Add members on tab 2."
_NO_POLICIES = "No policy of this catalogue is loaded: i loads it."


def _after_first(commands: tuple[str | Here, ...]) -> tuple[str | Here, ...]:
    return (*_FIRST, *(each for each in commands if each not in ("open", "add")))


def _of_matrices(commands: tuple[str | Here, ...]) -> tuple[str | Here, ...]:
    kept = [each for each in _after_first(commands) if each != Here("pick", "")]
    after_letters = kept.index(LETTERS) + 1
    kept[after_letters:after_letters] = [NEXT_ASKING]
    return (*kept, Here("pick", "", runs="tui.policies.approvals:pick_and_approve"))


class OfPoliciesSection(LetteredSection):
    """A section in which schools' policies stand, which can be approved there."""

    lettered = PolicyCells

    def why_not(self, command: Command) -> str:
        """Why a command cannot run here now: to approve, the cursor must be on a policy."""
        adds_record = command.deed == "added" and self.record is not None
        if command.name in ("add", "repeat") and (self.grid.cursor_key or not adds_record):
            return self.why_no_letter()
        return super().why_not(command)

    @property
    def policies_seen(self) -> PolicyCells | None:
        """Where the policies stood when they were read."""
        return self.seen if isinstance(self.seen, PolicyCells) else None

    @property
    def is_on_cells(self) -> bool:
        """Whether the cursor is on a policy that can be set, or some are marked."""
        return True

    async def set_with_answers(self, cells: Cells, meaning: str, save: Save) -> Outcome | None:
        """Save it; why something does not apply is asked first, an approval is remembered."""
        reason = None
        if meaning == "not applicable":
            from tui.policies.reasons import ask_for_reason

            seen = self.policies_seen
            reason = await ask_for_reason(self.bench, seen, cells) if seen else None
            if reason is None:
                return None
        outcome = await self.write(lambda store: save(store, reason=reason))
        if meaning in ("approved", "checked"):
            given: Values = {"kind_of_review": meaning, "reviewed": self.bench.today}
            schools = frozenset(school for school, _ in cells)
            remember_approval(self.bench, LastApproval(dict.fromkeys(APPROVAL) | given, schools))
        return outcome

    # What is told of a policy that nobody may have recorded

    def pair(self) -> Cell | None:
        """The school and the policy that the cursor is on; None where it is on a record."""
        return None

    @property
    def details_subject(self) -> object:
        """The record, and the school and the policy, which may have none."""
        return self.target(), self.pair()

    def details_reader(self) -> Callable[[Books], Details | None] | None:
        """The reader of the details of a school's policy, whether or not it has a record."""
        pair = self.pair()
        if pair is None:
            return super().details_reader()
        return lambda books: details_of_pair(books, *pair)


_TRACKER = Source(
    "t", "A tracker of policies", "school, policy, date; any headings",
    "tui.policies.tracker:import_tracker",
)  # fmt: skip


@lists(Policy)
class PoliciesList(ListSection):
    """Policies, which may come from a catalogue."""

    order = 10
    sign_in_palette = "#"
    empty_text = "No policies yet. i loads a catalogue, a adds one of your own."
    sources = (
        Source(
            "d", "The Department for Education's lists", "53 documents",
            "tui.policies.catalogues:load_of_department", catalogue="dfe",
        ),
        Source(
            "n", "Northumberland's nine policies", "and their agreements",
            "tui.policies.catalogues:load_of_northumberland", catalogue="northumberland",
        ),
        _TRACKER,
    )  # fmt: skip
    takes_file = "tui.policies.tracker:rather_as_tracker"


@lists(SchoolPolicy)
class SchoolPoliciesSection(OfPoliciesSection, ListSection):
    """The list of schools' policies, in which the letters of the matrix work as well."""

    order = 30
    commands = _after_first(LIST_COMMANDS)
    sources = (_TRACKER,)
    takes_file = "tui.policies.tracker:rather_as_tracker"

    def prepare(self, books: Books, wanted: Wanted, near: str | None) -> Prepared:
        """The list, and where everything stood when it was read."""
        return super().prepare(books, wanted, near)._replace(cells=PolicyCells(board=board(books)))

    async def cells_meant(self) -> Cells:
        """The school and the policy of the record under the cursor, or of all that are marked."""
        keys = self.marked()
        found = await self.bench.books.read(lambda books: books.get_many(SchoolPolicy, keys))
        there = [found[key] for key in keys if key in found]
        if not there:
            raise WrongCall("This was removed meanwhile, so it cannot be set.")
        return [(str(each["school"]), str(each["policy"])) for each in there]

    def cell_in_words(self) -> str:
        """Nothing: a row of the list always stands for a record."""
        return ""


@lists(Review)
class ReviewsList(ListSection):
    """Reviews, of which a wrong one is corrected or withdrawn by another entry."""

    order = 30
    commands = (
        Here("open", runs="tui.policies.reviews:open_review"),
        *(each for each in LIST_COMMANDS if each != "open"),
    )
    sources = (_TRACKER,)
    takes_file = "tui.policies.tracker:rather_as_tracker"
    instead = "A review is never changed. {open} corrects or withdraws it, with another entry."

    @classmethod
    async def starting_values(cls, bench: Workbench, record: type[Record]) -> Values:
        """Today."""
        return {"reviewed": bench.today}


class PoliciesSection(OfPoliciesSection, MatrixSection):
    """Schools × the policies of one catalogue."""

    commands = _of_matrices(MATRIX_COMMANDS)
    imported = Policy

    def __init__(self, catalogue: str, label: str) -> None:
        super().__init__(f"matrix-{catalogue}", label, _NO_SCHOOLS)
        self.catalogue = catalogue
        self.summary = f"policies-{catalogue}"
        self._resting: Timer | None = None
        # Of the cell that the cursor rests on: its place, and what was read about it.
        self._read_of: tuple[Cell | None, list[str]] = (None, [])

    @property
    def matrix(self) -> PoliciesMatrix | None:
        """The matrix as it was read last."""
        return self.seen if isinstance(self.seen, PoliciesMatrix) else None

    def take(self, prepared: Prepared, cursor_key: str | None = None) -> None:
        """Show what was read; without a policy say how one comes in."""
        if isinstance(prepared.cells, PoliciesMatrix):
            self.empty = _NO_SCHOOLS if prepared.cells.column_keys else _NO_POLICIES
        self._read_of = (None, [])
        super().take(prepared, cursor_key)
        self._read_more_soon()

    def read(self, books: Books) -> PoliciesMatrix:
        """The standings under one catalogue; rows in which nothing changed are the very same."""
        return policies_matrix(books, self.catalogue, self.matrix)

    def totals(self, matrix: Matrix) -> Row | None:
        """The counts of what is late, and the key to it: the foot is full of letters."""
        found = super().totals(matrix)
        if found is None:
            return None
        label, *counts = found.cells
        return Row("", (f"{label}   {self.bench.keys.word(NEXT_ASKING.name)} next", *counts))

    def _cursor_moved(self) -> None:
        super()._cursor_moved()
        self._read_more_soon()

    def state_in_words(self, row: str, column: str, value: Value) -> tuple[str, str]:
        """The state, and for how many days it has been or will be so."""
        said, tone = super().state_in_words(row, column, value)
        standing = self.matrix.board.get(row, column) if self.matrix else None
        if standing is None or standing.due is None or self.matrix is None:
            return said, tone
        days = (standing.due - self.matrix.board.today).days
        if days < 0 and standing.state in self.lettered.counted:
            return f"{said} {-days:,} DAYS", tone
        return (f"{said} IN {days:,} DAYS" if standing.state is DUE else said), tone

    def more_under_cursor(self, row: str, column: str) -> list[str]:
        """When it is due, why it stands so, and its newest review."""
        standing = self.matrix.board.get(row, column) if self.matrix else None
        if standing is None:
            return []
        parts = [f"due {show_date(standing.due)}"] if standing.due else []
        if self.matrix is not None and column in self.matrix.board.to_verify:
            parts.append("to be verified")
        place, read = self._read_of
        if place == (row, column) and read:
            return parts + read
        return parts + ([standing.duty.why.rstrip(".")] if standing.duty.why else [])

    @property
    def is_on_cells(self) -> bool:
        """Whether the cursor is on a cell that can be set, or some are marked."""
        return bool(self.column_record() or self.grid.marks)

    def pair(self) -> Cell | None:
        """The school and the policy of the cursor's cell."""
        row, column = self.grid.cursor_key, self.column_record()
        return (row, column) if row and column else None

    def _read_more_soon(self) -> None:
        """Read about the cell once the cursor has come to rest: a move must not wait for it."""
        if self._resting is not None:
            self._resting.stop()
            self._resting = None
        if self.is_attached and self.pair() not in (None, self._read_of[0]):
            self._resting = self.set_timer(_REST, self._read_more)

    def _read_more(self) -> None:
        place = self.pair()
        if place is None or self.bench.section is not self:
            return

        async def read() -> None:
            told = await self.bench.books.read(lambda books: told_of_cell(books, *place))
            if place == self.pair() and self.bench.section is self:
                self._read_of = place, told
                self.bench.refresh_bars()

        self.bench.work_beside(read(), group=f"more-{self.id}")


@answers_with(PAIRS)
class PoliciesView(OfPoliciesSection, ViewSection):
    """The answer to a question about schools' policies, on which the letters work."""

    commands = _after_first(VIEW_COMMANDS)
    suffix = "-policies"
    _late_by: Sequence[tuple[str, int]] = ()

    def prepare(self, books: Books, wanted: Wanted, near: str | None) -> Prepared:
        """The answer, and where everything stood when it was read."""
        return super().prepare(books, wanted, near)._replace(cells=PolicyCells(board=board(books)))

    def take(self, prepared: Prepared, cursor_key: str | None = None) -> None:
        """Show what was read, and below it how much of what is late is late by how long."""
        names = [column.name for column in prepared.source.columns]
        self._late_by = []
        if isinstance(prepared.source, TableSource) and _DAYS_LATE in names:
            cells = [row.cells[names.index(_DAYS_LATE)] for row in prepared.source.rows]
            self._late_by = late_by(days for days in cells if isinstance(days, int))
        self.grid.show_below(None, self._late_lines if self._late_by else None)
        super().take(prepared, cursor_key)

    def _late_lines(self, width: int, room: int) -> Sequence[Sequence[tuple[str, Tone | None]]]:
        """A bar for each while, where there is room for all of them."""
        if room < len(self._late_by):
            return []
        most = max(count for _, count in self._late_by)
        unit = max(1, -(-most // _LONGEST_BAR))
        labels = max(len(label) for label, _ in self._late_by)
        lines: list[list[tuple[str, Tone | None]]] = []
        for at, (label, count) in enumerate(self._late_by):
            bar, _ = row_bar(count / unit, 0, _LONGEST_BAR, _LONGEST_BAR)
            tone = Tone.INFO if at else Tone.BAD
            figure = f"{' ' * (len(bar) > 0)}{count:,}"
            lines.append([(f" {label:<{labels}} ", None), (bar, tone), (figure, None)])
        return lines

    def pair(self) -> Cell | None:
        """The school and the policy of the cursor's row."""
        key = self.grid.cursor_key
        return pair_of(key) if key else None

    def cells(self) -> Cells:
        """School and policy of the cursor's row, or of all marked rows."""
        return [pair_of(key) for key in self.marked()]

    @property
    def help(self) -> Sequence[HelpPart]:
        """The question, then the letters."""
        return [self.help_on_question, *super().help]

    def _standing(self) -> Standing | None:
        pair, seen = self.pair(), self.policies_seen
        return seen.board.get(*pair) if pair and seen else None

    def target(self) -> tuple[type[Record], str] | None:
        """The record behind the row; of a policy that has none, the school's."""
        pair, standing = self.pair(), self._standing()
        if pair is None:
            return None
        return (SchoolPolicy, standing.key) if standing and standing.key else (School, pair[0])

    def cell_in_words(self) -> str:
        """The message for a cell of which nothing may be recorded."""
        return "this policy of the school" if self.pair() else ""

    @property
    def under_cursor(self) -> str:
        """The full text of a cell that is cut off; else where the policy stands, and why."""
        standing, column = self._standing(), self.grid.cursor_column
        if standing is None:
            return super().under_cursor
        # The first column is the name of the row: what is wanted there is how the row stands.
        if self.shown and column and column.name != self.shown.columns[0].name:
            cut_off = super().under_cursor
            if cut_off:
                return cut_off
        due = f", due {show_date(standing.due)}" if standing.due else ""
        why = f". {standing.duty.why}" if standing.duty.why else ""
        return f"{standing.state.word}{due}{why}"


def _matrix_of(catalogue: str) -> Place:
    # By the letters that everybody uses, so that all sections fit on a line.
    label = "DfE" if catalogue == "dfe" else CATALOGUES[catalogue]
    return Place(label, None, lambda: PoliciesSection(catalogue, label), order=20)


declare_places("policies", *(_matrix_of(catalogue) for catalogue in CATALOGUES))
asks_for("school", "tui.policies.asking_for_school:ask_for_school")
