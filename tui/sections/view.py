"""Views: questions that are asked often, each answered by a summary that is shown as a grid."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar, cast

from data.store.books import Books
from data.summaries.declaring import SummaryMaker
from data.summaries.registry import SUMMARIES
from data.tables.charts import Chart
from data.tables.listing import Wanted
from data.tables.table import Summary
from models.fields.values import show_value
from models.kinds import KINDS
from models.records.record import Record
from models.subjects import load
from tui.grid.source import TableSource
from tui.sections.list import LIST_COMMANDS
from tui.sections.places import list_class_of
from tui.sections.section import DetailText, Prepared, Section
from tui.workbench.command import Here, hidden, runner_of
from tui.workbench.workbench import HelpPart

_WITH_CHARTS = 50
"""Columns of the details in which bars can be told apart."""

VIEWS: dict[str, SummaryMaker] = {
    name: maker for name, maker in SUMMARIES.items() if maker.question
}
"""The summaries that answer a question, by name."""

VIEW_COMMANDS: tuple[str | Here, ...] = (
    "open", "filter", "view", "undo", "mark", "sort", "export", "part.next", "quit", "help",
    *hidden("mark.all", "history", "follow", "sort.also", "copy", "copy.row", "copy.table"),
)  # fmt: skip
"""The commands of an answer whose rows stand for no records of one kind."""


class View(NamedTuple):
    """A question as it was asked, with what it was limited to, and what that is called."""

    maker: SummaryMaker
    limits: Mapping[str, Any] = {}
    about: str = ""

    @property
    def label(self) -> str:
        """Its name among the sections of its tab."""
        return f"View: {self.maker.name.replace('-', ' ')}"


class ViewSection(Section):
    """The answer to the question of its tab that was asked last; at first to the tab's first one.

    Where its rows stand for records of a kind, the commands of their list work on them.
    """

    commands = VIEW_COMMANDS
    suffix = ""
    """The identifier of the section, by its sort of answer."""
    elsewhere = "A view is only read. The lists are the other sections: [ and ]."
    wants_whole_width = True
    details_stay = True

    def __init__(self, first: SummaryMaker, tab: str) -> None:
        super().__init__(f"view{self.suffix}-of-{tab}", "View", "")
        self.tab = tab
        """The key of the tab that it stands in."""
        self.shown: Summary | None = None
        self._made: tuple[View, int, Summary] | None = None
        self.look_at(View(first))

    def look_at(self, view: View) -> None:
        """Be about this question from the next reading on."""
        self.view = view
        self.summary, self.label = view.maker.name, view.label
        self.record = KINDS.get(view.maker.rows)
        if self.record is not None:
            self.commands = tuple(_as_in_list(self.record))
            self.instead = list_class_of(self.record).instead
        else:
            self.commands, self.instead = type(self).commands, ""
        self.wanted = Wanted()
        self.grid.clear_marks()
        self.grid.move_to(index=0, column=0)
        self._is_new = self.stale = True

    def prepare(self, books: Books, wanted: Wanted, near: str | None) -> Prepared:
        """The rows of the answer that hold the words, in the order that is wanted."""
        from data.tables.matrix import filter_rows

        view, changes = self.view, self.changes
        if self._made is None or self._made[:2] != (view, changes):
            self._made = view, changes, view.maker.make(books, **view.limits)
        whole = self._made[2]
        return Prepared(
            TableSource(whole.columns, filter_rows(whole, wanted)),
            total=len(whole.rows),
            summary=whole,
        )

    def take(self, prepared: Prepared, cursor_key: str | None = None) -> None:
        """Show what was read; a row that has left the answer is marked no longer."""
        self.shown = prepared.summary
        if self.shown is not None:
            self.empty = " ".join(("None.", *self.shown.notes))
            if self.grid.marks:
                self.grid.forget_marks(self.grid.marks - {row.key for row in self.shown.rows})
        if self._is_new and len(prepared.source):
            # A new answer is read from its top, even where a row of the one before stands in it.
            first = prepared.source.row(0)
            cursor_key = first.key if first else None
        self._is_new = False
        # Charts stand beside their table where there is room for both.
        self.wants_whole_width = not self.charts
        self.details_width = _WITH_CHARTS if self.charts else Section.details_width
        super().take(prepared, cursor_key)

    @property
    def charts(self) -> Sequence[Chart]:
        """The charts of the answer, those for which paper has no room too."""
        paper = self.shown.paper if self.shown is not None else None
        return (*paper.charts, *paper.more_charts) if paper is not None else ()

    @property
    def limits(self) -> Mapping[str, Any]:
        """The limits of the question."""
        return self.view.limits

    @property
    def about(self) -> str:
        """The name of what it was limited to."""
        return self.view.about

    @property
    def opening_message(self) -> str:
        """The notes under the title of the answer, without those that the bar shows already."""
        notes = self.shown.notes if self.shown else ()
        return " ".join(note for note in notes if note != self.view.about)

    @property
    def note_lines(self) -> list[tuple[str, str]]:
        """All of its notes, as lines of the details."""
        return [("", note) for note in self.shown.notes] if self.shown else []

    @property
    def filter_text(self) -> str:
        """Its subject, and why not all is shown."""
        return "  ".join(part for part in (self.view.about, super().filter_text) if part)

    @property
    def nothing_in_front(self) -> str:
        """Why the row of the cursor is nothing to work on."""
        if self.record is None and len(self.grid.source):
            return "This row has no record to open."
        return super().nothing_in_front

    @property
    def under_cursor(self) -> str:
        """The full text of a cell that is cut off."""
        row, column = self.grid.cursor_row, self.grid.cursor_column
        if row is None or column is None or self.shown is None:
            return ""
        at = [each.name for each in self.shown.columns].index(column.name)
        text = show_value(row.cells[at], column.kind) if at < len(row.cells) else ""
        return f"{column.label}: {text}" if len(text) > column.width else ""

    async def details(self) -> DetailText | None:
        """The question and its notes, then the details of the row's record."""
        question, found = self.view.maker.question, await super().details()
        if found is None or not found.title:
            told = DetailText(question, self.note_lines, self.charts)
            return None if found is None else told
        lines = [*self.note_lines, (found.title, ""), *found.lines]
        return DetailText(question, lines, self.charts)

    @property
    def help_on_question(self) -> HelpPart:
        """The question, what there is to say of the answer, and what its columns mean."""
        rows: list[tuple[str, str]] = []
        if self.shown is not None:
            rows += [("", note) for note in self.shown.notes]
            rows += [(each.label, each.help) for each in self.shown.columns if each.help]
        return self.view.maker.question, rows

    @property
    def help(self) -> Sequence[HelpPart]:
        """The notes on the question and its answer."""
        return [self.help_on_question]


def _as_in_list(record: type[Record]) -> Iterator[Here]:
    """The commands of a kind's list, run as there, in the order and by the words of every list."""
    commands = list_class_of(record).commands_of(record)
    own = {each.name: each for each in commands if isinstance(each, Here)}
    for each in LIST_COMMANDS:
        here = each if isinstance(each, Here) else Here(each)
        special = own.pop(here.name, None)
        yield here._replace(runs=special.runs) if special else here
    for name, special in own.items():
        yield Here(name, "", special.runs)


Asker = Callable[..., Awaitable[tuple[str, str] | None]]
"""Called with the workbench, a question and the key that is known already, or None.

Gives the key and the name of what the question is to be limited to; None when it was left.
"""

_ASKERS: dict[str, str] = {}


def asks_for(limit: str, asker: str) -> None:
    """Declare what asks for a limit of questions, as "module:function"."""
    _ASKERS[limit] = asker


def asker_of(limit: str) -> Asker:
    """The function that asks for a limit of a question."""
    load("tui", "sections")
    return cast(Asker, runner_of(_ASKERS[limit]))


Kind = TypeVar("Kind", bound=type[ViewSection])
_CLASSES: dict[str, type[ViewSection]] = {}


def answers_with(rows: str) -> Callable[[Kind], Kind]:
    """Declare the section of answers whose rows stand for this: not for records of one kind."""

    def declare(section: Kind) -> Kind:
        _CLASSES[rows] = section
        return section

    return declare


def first_view_of(subjects: Sequence[str]) -> SummaryMaker:
    """The first question about one of these subjects."""
    return next(maker for maker in VIEWS.values() if maker.subject in subjects)


def view_class_of(maker: SummaryMaker) -> type[ViewSection]:
    """The section that shows the answers of a summary."""
    load("tui", "sections")
    return _CLASSES.get(maker.rows, ViewSection)
