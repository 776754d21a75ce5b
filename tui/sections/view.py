"""Views: questions that are asked often, each answered by a summary that is shown as a grid."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from data.policies.letters import POLICY_HINTS, POLICY_LETTERS, POLICY_WORDS
from data.policies.standing import Board, board, pair_of
from data.summaries.registry import PAIRS, SUMMARIES, SummaryMaker
from data.tables.listing import Wanted
from models.fields.dates import show_date
from models.fields.reference_fields import ReferenceField
from models.fields.values import show_value
from models.kinds import KINDS
from models.policies.school_policy import SchoolPolicy
from models.records.record import Record
from models.schools.school import School
from tui.grid.source import TableSource
from tui.sections.section import Prepared, Section
from tui.sections.today import TodaySection

if TYPE_CHECKING:
    from data.store.store import Store
    from data.tables.table import Summary
    from tui.desk.app import Desk

VIEWS: dict[str, SummaryMaker] = {
    name: maker for name, maker in SUMMARIES.items() if maker.question
}
"""The summaries that answer a question, by name."""


class View(NamedTuple):
    """A question as it was asked: which, and about which school where it is about one."""

    maker: SummaryMaker
    school: str | None = None
    school_name: str = ""

    @property
    def label(self) -> str:
        """What it is called among the sections of its tab."""
        return f"View: {self.maker.name.replace('-', ' ')}"


class ViewSection(Section):
    """The answer to the question that was asked last; at first to the first of all questions.

    Where its rows stand for schools' policies, the letters of the matrix work on them.
    """

    wants_whole_width = True
    words = POLICY_WORDS
    hints = POLICY_HINTS
    cell_record = SchoolPolicy
    row_record = School

    def __init__(self) -> None:
        super().__init__("view", "View", "")
        self.letters: dict[str, str] = {}
        self.shown: Summary | None = None
        self._board: Board | None = None
        self._made: tuple[View, int, Summary] | None = None
        self.look_at(View(next(iter(VIEWS.values()))))

    def look_at(self, view: View) -> None:
        """Be about this question from the next reading on."""
        self.view = view
        self.summary, self.school, self.label = view.maker.name, view.school, view.label
        self.record = KINDS.get(view.maker.rows)
        self.letters = POLICY_LETTERS if self.is_of_pairs else {}
        self.grid.cell_letters = self.letters
        self.wanted = Wanted()
        self.grid.clear_marks()
        self.grid.move_to(index=0, column=0)
        self._is_new = self.stale = True

    @property
    def is_of_pairs(self) -> bool:
        """Whether a row stands for a school and a policy."""
        return self.view.maker.rows == PAIRS

    def prepare(self, store: Store, wanted: Wanted, near: str | None) -> Prepared:
        """The rows of the answer that hold the words, in the order that is wanted."""
        from data.tables.matrix import filter_rows

        view, changes = self.view, self.changes
        if self._made is None or self._made[:2] != (view, changes):
            self._made = view, changes, view.maker.make(store, school=view.school)
        whole = self._made[2]
        return Prepared(
            TableSource(whole.columns, filter_rows(whole, wanted)),
            total=len(whole.rows),
            summary=whole,
            board=board(store) if view.maker.rows == PAIRS else None,
        )

    def take(self, prepared: Prepared, cursor_key: str | None = None) -> None:
        """Show what was read; a row that has left the answer is marked no longer."""
        self.shown, self._board = prepared.summary, prepared.board
        if self.shown is not None:
            self.empty = " ".join(("Nothing answers this question.", *self.shown.notes))
            if self.grid.marks:
                self.grid.forget_marks(self.grid.marks - {row.key for row in self.shown.rows})
        if self._is_new and len(prepared.source):
            # A new answer is read from its top, even where a row of the one before stands in it.
            first = prepared.source.row(0)
            cursor_key = first.key if first else None
        self._is_new = False
        super().take(prepared, cursor_key)

    @property
    def notes(self) -> str:
        """What stands under the title of the answer, but for what the bar says already."""
        notes = self.shown.notes if self.shown else ()
        return " ".join(note for note in notes if note != self.view.school_name)

    @property
    def told(self) -> list[tuple[str, str]]:
        """All of its notes, as lines of the details."""
        return [("", note) for note in self.shown.notes] if self.shown else []

    @property
    def narrowed(self) -> str:
        """The school that it is about, and why not all is shown."""
        return "  ".join(part for part in (self.view.school_name, super().narrowed) if part)

    @property
    def under_cursor(self) -> str:
        """What is cut off in the cell; of a school's policy why it stands as it does."""
        row, column = self.grid.cursor_row, self.grid.cursor_column
        if row is None or column is None or self.shown is None:
            return ""
        at = [each.name for each in self.shown.columns].index(column.name)
        text = show_value(row.cells[at], column.kind) if at < len(row.cells) else ""
        pair = self.pair()
        standing = self._board.get(*pair) if self._board and pair else None
        # The first column is the name of the row: what is wanted there is how the row stands.
        if len(text) > column.width and (at or standing is None):
            return f"{column.label}: {text}"
        if standing is None:
            return ""
        due = f", due {show_date(standing.due)}" if standing.due else ""
        why = f". {standing.duty.why}" if standing.duty.why else ""
        return f"{standing.state.word}{due}{why}"

    # What stands behind a row

    def pair(self) -> tuple[str, str] | None:
        """The school and the policy of the cursor's row; None where it stands for no such pair."""
        key = self.grid.cursor_key
        return pair_of(key) if key and self.is_of_pairs else None

    def cells(self) -> list[tuple[str, str]]:
        """What a letter sets: school and policy of the cursor's row, or of all marked rows."""
        return [pair_of(key) for key in self.marked()] if self.is_of_pairs else []

    def cell_key(self, row_key: str) -> str | None:
        """The record of a school's policy; None where there is none."""
        standing = self._board.get(*pair_of(row_key)) if self._board else None
        return standing.key or None if standing else None

    def target(self) -> tuple[type[Record], str] | None:
        """The record behind the row; of a pair that has none, the school's."""
        pair = self.pair()
        if pair is None:
            return super().target()
        cell = self.cell_key(self.grid.cursor_key or "")
        return (self.cell_record, cell) if cell else (self.row_record, pair[0])


def pair_of_section(section: Section) -> tuple[str, str] | None:
    """The school and the policy whose standing the cursor is on; None when it is on none."""
    if isinstance(section, ViewSection):
        return section.pair()
    matrix, grid = getattr(section, "matrix", None), section.grid
    if matrix is None or matrix.board is None or not grid.cursor_key or not grid.cursor_column:
        return None
    policy = matrix.column_keys.get(grid.cursor_column.name)
    return (grid.cursor_key, policy) if policy else None


# Asking


async def choose_view(desk: Desk) -> None:
    """Ask for one of the questions, and answer it."""
    from tui.dialogs.choose import Choose

    choices = [
        (maker.name, maker.key, maker.question, "of a school" if maker.of_a_school else "")
        for maker in VIEWS.values()
    ]
    chosen = await desk.push_screen_wait(Choose("Which question? Press its letter", choices))
    if chosen is not None:
        await desk.show_view(chosen)


async def asked(desk: Desk, name: str, school: str | None = None) -> View | None:
    """The view of this name, of a school that is asked for where it needs one; None when left.

    Raises KeyError when no summary of this name answers a question.
    """
    maker = VIEWS[name]
    if maker.of_a_school and school is None:
        school = await ask_for_school(desk, maker.question)
        if school is None:
            return None
    key = school
    school_name = await desk.books.run(lambda store: store.name_of(School, key)) if key else ""
    return View(maker, school, school_name)


async def ask_for_school(desk: Desk, question: str) -> str | None:
    """Ask which school is meant; the one under the cursor, or shown last, needs only Enter."""
    from tui.dialogs.palette import SchoolFinder

    # It is asked for always, wherever the cursor is: somebody who types the name at once must
    # never find that these letters were taken for the letters of a matrix.
    section = desk.section
    target, shown = section.target(), section.school or desk.last_school
    if isinstance(section, TodaySection):
        target = None

    def propose(store: Store) -> str | None:
        return (school_of(store, *target) if target else None) or shown

    proposed = await desk.books.run(propose)
    return await desk.push_screen_wait(SchoolFinder(question, proposed))


def school_of(store: Store, record: type[Record], key: str) -> str | None:
    """The school that a record is, or belongs to; None when it belongs to none."""
    if record is School:
        return key
    values = store.get(record, key)
    for name in ("school", "membership", "school_policy"):
        field = record.field(name) if values and name in values else None
        if values and isinstance(field, ReferenceField) and values[name]:
            return school_of(store, field.to, str(values[name]))
    return None
