"""A second list under a list: what belongs to the record in front, such as an event's bookings.

A kind that has one is listed by a subclass of `ListWithPart`, which names its `PartSection`. Tab
goes from the record into what belongs to it, and Esc comes back.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.timer import Timer

from data.store.books import Books
from data.tables.listing import Wanted
from data.tables.matrix import filter_rows
from data.tables.numbered import NumberedCells
from data.tables.table import Summary
from models.records.record import Record, Values
from tui.grid.columns import clean, cut
from tui.grid.source import TableSource
from tui.sections.list import ListSection, first
from tui.sections.numbered import NumberedSection
from tui.sections.section import Prepared, Section
from tui.terminal.slow_line import REST, is_slow
from tui.widgets.canvas import Canvas, Words
from tui.workbench.command import LETTERS, Here, hidden

PART_COMMANDS: tuple[str | Here, ...] = (
    LETTERS, "add.below", "open", "remove", "undo", "filter", "export", "part.next", "quit", "help",
    *hidden("mark", "mark.all", "sort", "view", "set", "history"),
)  # fmt: skip
"""The commands of every second list, after its letters."""

_REST_ON_RECORD = 0.06


class Belonging(NamedTuple):
    """The records that belong to another: a table, with its name and figures above it.

    `note` is what there is to say of the record in a line. `cells` are what letters and numbers
    set in the table, where they set anything.
    """

    table: Summary
    name: str
    figures: str = ""
    note: str = ""
    cells: NumberedCells | None = None


class PartHeading(Canvas):
    """The line between a list and the one under it."""

    DEFAULT_CSS = "PartHeading { height: 1; }"

    def __init__(self) -> None:
        super().__init__()
        self._parts = ("", "", "")

    def show(self, label: str, name: str = "", figures: str = "") -> None:
        """Show these over the second list; the name is cut where there is no room for all."""
        self._parts = label, name, figures
        self.redraw()

    def draw(self, width: int, height: int) -> list[Words]:
        """One line, drawn through to the right edge."""
        label, name, figures = (clean(part) for part in self._parts)
        room = width - 4 - sum(cell_len(part) + 3 for part in (label, figures) if part)
        shown = [part for part in (label, cut(name, max(0, room)), figures) if part]
        text = cut(" · ".join(shown), max(0, width - 4))
        line = "─" * max(0, width - cell_len(text) - 3)
        return [[("─ ", "label"), (text, "strong"), (f" {line}", "label")]]


class PartSection(NumberedSection):
    """The second list of a section: the records of a kind that belong to the one in front.

    `belongs_by` is the field of these records that names it.
    """

    commands: Sequence[str | Here] = PART_COMMANDS
    record: type[Record]
    belongs_by: ClassVar[str]
    part_label: ClassVar[str] = ""
    """The title above the list, where it is not the plural of its kind."""
    lettered: ClassVar[type[NumberedCells]] = NumberedCells
    elsewhere = "This works on the list above: Esc goes back to it."

    def __init__(self, whole: ListWithPart) -> None:
        words = self.record.plural()
        label = self.part_label or words.capitalize()
        super().__init__(f"part-{self.record.kind}", label, f"No {words} yet.")
        self.whole = whole
        self.owner: str | None = None
        """The record in front, to which all of these belong."""
        self.heading = PartHeading()
        self.belonging: Belonging | None = None
        self._is_new = True

    def compose(self) -> ComposeResult:
        """The line over it, and the grid."""
        yield self.heading
        yield self.grid

    def read(self, books: Books, owner: str) -> Belonging | None:
        """The records that belong to this one; None when it is gone. Runs in the store's thread."""
        raise NotImplementedError

    @property
    def empty_text(self) -> str:
        """The message where nothing belongs to the record in front."""
        add = self.bench.keys.word("add.below")
        return f"No {self.record.plural()} yet. {add} adds one."

    def prepare(self, books: Books, wanted: Wanted, near: str | None) -> Prepared:
        """The rows that belong to the record in front."""
        self.belonging = None if self.owner is None else self.read(books, self.owner)
        if self.belonging is None:
            return Prepared(TableSource((), ()))
        table = self.belonging.table
        source = TableSource(table.columns, filter_rows(table, wanted))
        return Prepared(source, total=len(table.rows), cells=self.belonging.cells)

    def take(self, prepared: Prepared, cursor_key: str | None = None) -> None:
        """Show what was read, and begin at the top, where numbers are usually typed."""
        self.empty = self.empty_text if self.owner else ""
        if self._is_new and cursor_key is None:
            # The rows of another owner may be called the same, in another order.
            cursor_key = next(iter(prepared.source.keys), None)
        super().take(prepared, cursor_key)
        found = self.belonging
        self.heading.show(self.label, *((found.name, found.figures) if found else ()))
        if self._is_new and (numbered := self.numbered) and numbered.usual_column:
            self.grid.move_to(column=numbered.usual_column)
            self._is_new = False

    async def show_of(self, owner: str | None, key: str | None = None) -> None:
        """Show what belongs to this record, with the cursor on the record of this key."""
        if owner != self.owner:
            self.owner, self._is_new = owner, True
            self.wanted = Wanted()
            self.cancel_typing()
            self.grid.clear_marks()
            self.grid.move_to(index=0)
        await self.load(key)

    @property
    def under_cursor(self) -> str:
        """Remarks on the record that they all belong to."""
        return self.belonging.note if self.belonging else ""

    @property
    def records_wanted(self) -> Wanted:
        """All that belongs to the record in front, as far as it is shown."""
        name = self.belonging.name if self.belonging else ""
        keys = frozenset(self.record_keys(self.grid.source.keys))
        return Wanted(only=keys, only_label=name)

    def record_keys(self, rows: Sequence[str]) -> list[str]:
        """The keys of the records behind these rows; a row that stands for none is left out."""
        return list(rows)

    def given_values(self) -> Values:
        """The values that a new one begins with."""
        return {self.belongs_by: self.owner}

    async def go_back(self) -> None:
        """Go back to the list above."""
        self.whole.go_to_list()


class ListWithPart(ListSection):
    """A list with a second list under it, of what belongs to the record of the cursor."""

    part_class: ClassVar[type[PartSection]]
    part_word: ClassVar[str] = "below"
    """The name of the second list at the foot of the screen."""
    DEFAULT_CSS = """
    ListWithPart > Grid { height: 1fr; }
    ListWithPart > PartSection { height: 1fr; }
    """

    def __init__(self, record: type[Record]) -> None:
        super().__init__(record)
        self.part = self.part_class(self)
        self.is_in_part = False
        self._rest: Timer | None = None
        self._lines = 0

    def compose(self) -> ComposeResult:
        """The list, and what belongs to its record under it."""
        yield self.grid
        yield self.part

    @property
    def in_front(self) -> Section:
        """The second list while one is in it."""
        return self.part if self.is_in_part else self

    def outdated(self) -> None:
        """Know that the books have changed since both were read."""
        super().outdated()
        self.part.outdated()

    async def load(self, cursor_key: str | None = None) -> None:
        """Read both lists."""
        await super().load(cursor_key)
        self._stop_resting()
        await self.part.show_of(self.grid.cursor_key)

    async def reload(self, kinds: frozenset[str], key: str | None = None) -> None:
        """Read both again; the cursor goes to the record of this key, in whichever it stands."""
        await super().reload(kinds, key)
        if key is not None and self.part.record.kind in kinds:
            await self.part.show_of(self.grid.cursor_key, key)

    def take(self, prepared: Prepared, cursor_key: str | None = None) -> None:
        """Show what was read; the list takes no more lines than it has rows, and half at most."""
        super().take(prepared, cursor_key)
        self._fit()

    def on_resize(self) -> None:
        """Share the lines anew."""
        self._fit()

    def _fit(self) -> None:
        lines = max(3, min(len(self.grid.source) + 1, self.size.height // 2))
        if self.size.height and lines != self._lines:
            self._lines = self.grid.styles.height = lines

    @property
    def under_cursor(self) -> str:
        """Remarks on the record in front."""
        return self.part.under_cursor if self.part.owner == self.grid.cursor_key else ""

    def _cursor_moved(self) -> None:
        super()._cursor_moved()
        self._stop_resting()
        if self.loaded and self.grid.cursor_key != self.part.owner:
            delay = REST if is_slow(self) else _REST_ON_RECORD
            self._rest = self.set_timer(delay, self._follow)

    def _stop_resting(self) -> None:
        if self._rest is not None:
            self._rest.stop()
            self._rest = None

    def _follow(self) -> None:
        """Show what belongs to the record on which the cursor has come to rest."""
        self._rest = None

        async def show() -> None:
            await self.part.show_of(self.grid.cursor_key)
            self.bench.refresh_bars()

        self.bench.work_beside(show(), group=f"part-{self.id}")

    # Going from one to the other

    async def go_to_part(self) -> None:
        """Go into the second list, once it shows what belongs to the record in front."""
        if self.part.owner != self.grid.cursor_key:
            self._stop_resting()
            await self.part.show_of(self.grid.cursor_key)
        self.part.grid.focus()
        self._is_in(part=True)

    def go_to_list(self) -> None:
        """Go back to the list."""
        self.grid.focus()
        self._is_in(part=False)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Be where the mouse went."""
        self._is_in(part=event.widget is self.part.grid)

    def _is_in(self, *, part: bool) -> None:
        if part != self.is_in_part:
            self.is_in_part = part
            self.bench.refresh_bars()
            self.bench.cursor_moved(self.in_front)


def first_with_part(word: str, *commands: str | Here) -> tuple[str | Here, ...]:
    """The commands of a list with a second list of this word under it, with these foremost."""
    into = Here("part.next", word, runs="tui.commands.parts:go_into_part")
    return first(*commands, into)
