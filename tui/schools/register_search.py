"""The search of the national register: schools are found as one types, and chosen to be added."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from data.schools.adding import COLUMNS, SchoolSearch, Shown
from models.fields.text import one_line
from tui.dialogs.ask import Ask, Confirm, Title
from tui.grid.grid import Grid
from tui.grid.source import TableSource
from tui.terminal.slow_line import when_keys_pause
from tui.widgets.bars import KeyBar, KeyHint, MessageLine, cells_of, whole_parts
from tui.widgets.canvas import Canvas, Words
from tui.widgets.filter_line import FilterLine

_MANY = 50
"""Marking more schools than these is asked first."""

_NARROW = "narrow  la:  phase:  type:  trust:  district:  hub:  status:closed  all:"
_NOTHING_TYPED = (
    "Type the beginning of a name, a place, a trust, a postcode or a number. Several words must "
    "all fit."
)


class Chosen(NamedTuple):
    """The choice: schools by their URNs, one of them to be looked at in the form.

    Without a school it is to be entered by hand; `words` are what was typed.
    """

    words: str
    urns: tuple[str, ...] = ()
    one: bool = False


class SearchLine(FilterLine):
    """The words of the search, and at the right what they find."""

    def __init__(self) -> None:
        super().__init__(hint="")
        self.counts = ""

    def draw(self, width: int, height: int) -> list[Words]:
        """One line."""
        (line,) = super().draw(width, height)
        if not self.has_focus:
            # The caret is where keys go.
            line = [(text, "" if style == "caret" else style) for text, style in line]
        room = width - cells_of(line) - cell_len(self.counts) - 1
        return [[*line, (" " * room, ""), (self.counts, "label")] if room > 0 else line]

    def on_focus(self) -> None:
        """Show the caret."""
        self.redraw()

    def on_blur(self) -> None:
        """Show none."""
        self.redraw()


class FoundSchools(Grid):
    """The schools that were found. Keys that belong to the line are passed on to it."""

    class PassedOn(Message):
        """A key for the line, or `*`."""

        def __init__(self, key: str, character: str) -> None:
            super().__init__()
            self.key, self.character = key, character

    def on_key(self, event: events.Key) -> None:
        """Move and mark; a letter goes on with the words, and so does Up on the first row."""
        character = event.character if event.character and event.is_printable else ""
        typed = bool(character.strip())
        upwards = event.key == "up" and self.cursor_index == 0
        if typed or upwards or event.key in ("backspace", "escape", "tab"):
            event.stop()
            event.prevent_default()
            self.post_message(self.PassedOn(event.key, character))


class _Narrowing(Canvas):
    """By what a search can be narrowed."""

    DEFAULT_CSS = "_Narrowing { height: 1; }"

    def draw(self, width: int, height: int) -> list[Words]:
        return [[(f" {_NARROW}", "quiet")]]


class RegisterSearch(Ask["Chosen | None"]):
    """Asks which schools of the register are meant, beginning with these words."""

    CSS = "RegisterSearch FilterLine { display: block; }"
    IN_LINE: ClassVar = [
        KeyHint("Enter", "take it"), KeyHint("↓", "list: Space marks, * all"),
        KeyHint("Tab", "by hand"), KeyHint("Esc", "leave"),
    ]  # fmt: skip
    IN_LIST: ClassVar = [
        KeyHint("Enter", "take it"), KeyHint("Space", "mark"), KeyHint("*", "mark all"),
        KeyHint("letters", "go on typing"), KeyHint("Esc", "back"),
    ]  # fmt: skip

    def __init__(self, search: SchoolSearch, title: str, words: str = "") -> None:
        super().__init__()
        self._search, self._title, self._begins = search, title, words
        self._shown = Shown()
        self._shown_for = ""
        self.line = SearchLine()
        self.found = FoundSchools(empty=_NOTHING_TYPED, moved=self._moved)
        self._foot = KeyBar(self.IN_LINE, id="search-keys")
        self._message = MessageLine(self._foot)

    def compose(self) -> ComposeResult:
        """The words, what they find, how to narrow it, a line about the school, the keys."""
        with Vertical():
            yield Title("Add schools from the register", self._title)
            yield self.line
            yield self.found
            yield _Narrowing()
            yield self._message
            yield self._foot

    async def on_mount(self) -> None:
        """Begin with the words of last time."""
        self.line.begin(self._begins)
        self.line.focus()
        await self._look_for(self._begins)

    @property
    def words(self) -> str:
        """The text that is typed."""
        return self.line.editor.text

    # Typing

    def on_filter_line_changed(self, message: FilterLine.Changed) -> None:
        """Look for other words, once no more keys are waiting."""
        message.stop()

        def begin() -> None:
            self.run_worker(self._look_for(self.words), group="search", exclusive=True)

        when_keys_pause(self, "search", begin)

    def on_filter_line_done(self, message: FilterLine.Done) -> None:
        """Take what is found, go into the list, or enter the school by hand."""
        message.stop()
        if not message.keep:
            self.dismiss(None)
        elif message.key == "tab":
            self.dismiss(Chosen(one_line(self.words)))
        elif message.key != "up":
            self._held(self._take if message.key == "enter" else self._go_into_list)

    async def _look_for(self, words: str) -> None:
        """Show what these words find, unless others were typed meanwhile."""
        shown = await self.bench.books.read(
            lambda _: self._search.find(words) if words == self.words else None
        )
        if shown is not None and words == self.words:
            self._show(shown, words)

    def _show(self, shown: Shown, words: str) -> None:
        self._shown, self._shown_for = shown, words
        self.found.empty = self._why_nothing(words)
        first = shown.rows[0].key if shown.rows else None
        self.found.show(TableSource(COLUMNS, shown.rows), cursor_key=first)
        self._tell()
        self._tell_about()

    def _why_nothing(self, words: str) -> str:
        found = self._shown.found
        if not words.strip():
            return _NOTHING_TYPED
        if found.problem:
            return f"{found.problem}."
        near = f" Near: {' · '.join(found.near)}." if found.near else ""
        return f"No matches for “{words}”.{near} Tab enters a school by hand."

    def _tell(self) -> None:
        """Bring the counts and the foot up to date."""
        found, marked = self._shown.found, self.found.marked_count
        told = [found.summed_up()] if self._shown_for.strip() and not found.problem else []
        if found.count > len(self._shown.rows):
            told.append(f"the first {len(self._shown.rows)}")
        told += [f"{marked:,} marked"] if marked else []
        self.line.counts = " · ".join(told)
        self.line.redraw()
        hints = list(self.IN_LIST if self.found.has_focus else self.IN_LINE)
        if marked:
            hints[0] = KeyHint("Enter", f"add {marked:,}")
        self._foot.show(hints)

    def _tell_about(self) -> None:
        """Say in one line what else is known of the school of the cursor."""
        about = self._shown.about.get(self.found.cursor_key or "", "")
        self._message.say(whole_parts(about, self.app.size.width - 2))

    def _moved(self) -> None:
        when_keys_pause(self, "told", self._tell_about)

    def on_descendant_focus(self) -> None:
        """Show the keys of the line or of the list."""
        self._tell()

    # The list

    async def _go_into_list(self) -> None:
        await self._catch_up()
        if self._shown.rows:
            self.found.focus()

    def on_found_schools_passed_on(self, message: FoundSchools.PassedOn) -> None:
        """Mark all, or go on in the line."""
        if message.character == "*":
            self._held(self._mark_all)
            return
        if message.key == "tab":
            self.dismiss(Chosen(one_line(self.words)))
            return
        if message.key == "escape" and self.found.marks:
            self.found.clear_marks()
            return
        self.line.focus()
        before = self.words
        if message.character:
            self.line.editor.insert(message.character)
        elif message.key == "backspace":
            self.line.editor.press("backspace")
        self.line.redraw()
        if self.words != before:
            self.line.post_message(FilterLine.Changed(self.words))

    def on_grid_marked(self, message: Grid.Marked) -> None:
        """Show how many are marked; what is in the books already is not marked."""
        message.stop()
        here = self.found.marks & self._search.here.keys()
        if here:
            self.found.forget_marks(here)
            self._message.say("That school is in your books already.", "info")
        self._tell()

    def on_grid_opened(self, message: Grid.Opened) -> None:
        """Take what is marked, or the school of the cursor."""
        message.stop()
        self._held(self._take)

    async def _mark_all(self) -> None:
        """Mark all that are found and not in the books, or none; many only after a question."""
        if self.found.marks:
            self.found.clear_marks()
            return
        words = self.words
        urns = await self.bench.books.read(lambda _: self._search.all_to_add(words))
        if not urns:
            self._message.say("All of these are in your books already.", "info")
            return
        if len(urns) > _MANY:
            question = f"Mark all {len(urns):,} schools that “{words.strip()}” finds?"
            if not await self.bench.ask(Confirm(question, (), "mark them")):
                return
        self.found.marks = urns
        self._tell()

    async def _catch_up(self) -> None:
        """See that what is shown is what the words find."""
        if self._shown_for != self.words:
            await self._look_for(self.words)

    async def _take(self) -> None:
        """Give what is marked; otherwise the school of the cursor."""
        await self._catch_up()
        if self.found.marks:
            self.dismiss(Chosen(self.words, tuple(self.found.marks)))
        elif self.found.cursor_key and self._shown.rows:
            self.dismiss(Chosen(self.words, (self.found.cursor_key,), one=True))
        elif self.words.strip():
            self._message.say("Nothing is found. Tab enters a school by hand.", "warn")

    def _held(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do work that later keys wait for."""

        async def held() -> None:
            with self.bench.keys_held():
                await work()

        self.run_worker(held())
