"""The desk: five tabs over one store, and the way a key finds its command."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import App, ComposeResult
from textual.screen import Screen

from data.listings import Wanted
from data.problems import Problem
from data.store_thread import StoreThread
from models.records import Record
from tui import actions, crash
from tui.bars import KeyBar, MessageLine, SectionBar, TabBar
from tui.commands import KeyMap
from tui.desk_screen import DeskScreen
from tui.detail_pane import DetailPane
from tui.filter_line import FilterLine
from tui.footer import keys_that_work
from tui.grid import Grid
from tui.line_drops import when_terminal_is_gone, when_told_to_end
from tui.matrix_sections import AttendanceSection
from tui.room import SHORTEST
from tui.sections import Prepared, Section
from tui.slow_line import REST, TURNED_OUT_SLOW, SlowLine, when_keys_pause
from tui.tabs import PLACES, TABS
from tui.thin_line.display import ThinLine
from tui.typing_ahead import TypingAhead
from tui.unscrolled import UnscrolledHorizontal, UnscrolledVertical
from tui.views import ViewSection, asked

if TYPE_CHECKING:
    from data.approvals import LastApproval
    from data.drafts import Draft
    from tui.options import DeskOptions
    from tui.record_form import RecordForm

WIDE = 110
"""From this many columns on, a record's details stand beside the list."""

_REST_IN_CELL = 0.1
"""Seconds that the cursor rests in a cell before it is said in words what stands there."""


class Desk(TypingAhead[int], ThinLine[int], SlowLine[int], App[int]):
    """The application. It holds the books' thread, shows tabs, and passes keys to commands."""

    TITLE = "Alliance Desk"
    ENABLE_COMMAND_PALETTE = False
    ESCAPE_TO_MINIMIZE = False
    INLINE_PADDING = 0
    CSS = """
    #main { height: 1fr; }
    #front { height: 1fr; }
    FilterLine { display: none; height: 1; }
    """
    BINDINGS: ClassVar[list[Any]] = []

    def __init__(
        self,
        options: DeskOptions,
        books: StoreThread,
        first: Prepared | None = None,
        choose: Callable[[DeskOptions], None] | None = None,
    ) -> None:
        super().__init__()
        # What is said stands on the message line. Textual's widgets for it would cost each screen
        # a second layout.
        self._disable_notifications = self._disable_tooltips = True
        self.options, self.books = options, books
        self.paint_thinly(not options.plain_display)
        self.mind_the_line(options.slow_line)
        self.today: date = options.today
        """The day that everything is shown as of."""
        self.away = False
        """Whether that is another day than the one on which the desk is used."""
        self.keys = KeyMap(actions.key_map(options.configuration)[0])
        self._first, self._choose = first, choose
        # With its first section, so that the first screen is whole when it is painted.
        self._sections: dict[tuple[int, int], Section] = {(0, 0): PLACES[0][0].make()}
        self.tab_index = 0
        self._section_of = [0] * len(TABS)
        self.last_approval: LastApproval | None = None
        """What the approval that was recorded last in this session said."""
        self.last_school: str | None = None
        """The school that a view was about last."""
        self._forms: dict[str, RecordForm] = {}
        self._detail_wanted = False
        self._detail_timer: Any = None
        self._beside_timer: Any = None
        self._details_due = False
        self._list_top = 0.0
        self._looking = False
        self._making = asyncio.Lock()
        self.crashed: BaseException | None = None

    # What is on the screen

    def get_default_screen(self) -> Screen[Any]:
        """A screen that a change of focus does not repaint."""
        return DeskScreen(id="_default")

    def compose(self) -> ComposeResult:
        """The tabs, the section in front with the details beside it, the message, the keys."""
        yield TabBar(TABS, self.about)
        yield SectionBar()
        with UnscrolledHorizontal(id="main"):
            with UnscrolledVertical(id="front"):
                yield self.section
            yield DetailPane()
        foot = KeyBar()
        yield MessageLine(foot)
        yield FilterLine()
        yield foot

    @property
    def about(self) -> tuple[str, str]:
        """Whose books these are, and the day that is reckoned for."""
        from models.dates import show_date

        path = self.options.store
        name = "sample" if self.options.sample or path is None else path.name
        only = ", look only" if self.options.read_only else ""
        return f"{name}{only}", f"{'as of ' if self.away else ''}{show_date(self.today)}"

    @property
    def day_of_the_desk(self) -> date:
        """The day on which the desk is used, whichever day is looked at."""
        if self.away:
            return self.options.today if self.options.today_is_given else date.today()
        return self.today

    @property
    def look_only(self) -> str:
        """Why nothing can be changed, in words; empty when it can."""
        if self.options.read_only:
            return "The desk was opened to look only (--read-only)"
        return f"Another day is shown ({self.keys.word('day')} comes back)" if self.away else ""

    @property
    def sections(self) -> list[Section]:
        """The sections that were shown so far."""
        return list(self._sections.values())

    async def on_mount(self) -> None:
        """Show Today with what was read while the program was being loaded."""
        when_told_to_end(self._told_to_end)
        if not self.is_headless:
            when_terminal_is_gone(self._told_to_end)
        if self._choose is not None:
            self._work(self._begin(self._choose))
        else:
            await self._show_first_screen()

    async def _begin(self, choose: Callable[[DeskOptions], None]) -> None:
        """Ask how to begin, on the first run of all, and open the store accordingly."""
        from tui.first_run import FirstRun

        assert self.options.store is not None
        chosen = await self.push_screen_wait(FirstRun(self.options.store, self.about))
        if chosen is None:
            self.exit(0)
            return
        self.options = replace(self.options, sample=chosen == "sample")
        choose(self.options)
        try:
            if chosen == "catalogue":
                from data.catalogue_loading import bring_in

                await self.books.run(lambda store: bring_in(store, "dfe"))
            await self._show_first_screen()
        except Problem as problem:
            self.exit(problem.exit_code, problem.exit_code, f"alliance: {problem}")
            return
        if chosen == "catalogue":
            self.say(
                "The catalogue is loaded; no alarm until a school has settled in. 1: the schools",
                "good",
            )

    async def _show_first_screen(self) -> None:
        await self.show_tab(0, prepared=self._first)
        for problem in self.options.configuration.problems[:1]:
            self.say(problem, "warn")
        self.call_after_refresh(self._after_first_screen)

    def _after_first_screen(self) -> None:
        gc.freeze()
        gc.enable()
        self.work_beside(actions.look_after_store(self))
        self.set_interval(1.0, self._look_for_changes)

    def _told_to_end(self, code: int) -> None:
        """The line dropped, or the computer is shutting down: keep what is being typed."""
        self._keep_drafts()
        self.exit(code, code)

    def _keep_drafts(self) -> None:
        from tui.record_form import RecordForm

        for screen in self.screen_stack:
            if isinstance(screen, RecordForm):
                screen.keep_draft()

    def on_resize(self, event: events.Resize) -> None:
        """Fit the parts to the terminal."""
        self._fit()

    def _fit(self) -> None:
        width, height = self.size
        pane = self.screen_stack[0].query_one(DetailPane)
        beside = width >= WIDE
        roomy = beside and not (self._sections and self.section.wants_whole_width)
        wanted = self._detail_wanted or (roomy and self.tab_index > 0)
        pane.display = wanted and height >= SHORTEST
        main = self.screen_stack[0].query_one("#main")
        main.styles.layout = "horizontal" if beside else "vertical"
        pane.styles.width = 38 if beside else "1fr"
        pane.styles.height = "1fr" if beside else max(4, (height - 4) * 2 // 5)
        pane.styles.border_left = ("vkey", self._edge) if beside else None

    @property
    def _edge(self) -> str:
        # In a colour of its own it would be two changes of colour on each line.
        return "ansi_default" if self.line_is_slow else "gray"

    # Tabs and sections

    @property
    def section(self) -> Section:
        """The section in front."""
        return self._sections[self.tab_index, self.section_index]

    @property
    def section_index(self) -> int:
        """Which section of its tab is in front."""
        return self._section_of[self.tab_index]

    async def show_tab(
        self, tab: int, section: int | None = None, prepared: Prepared | None = None
    ) -> Section:
        """Bring a tab to the front, its section made and its rows read when they are not yet."""
        at = self._section_of[tab] if section is None else section % len(PLACES[tab])
        chosen = await self._made(tab, at)
        if prepared is not None:
            chosen.take(prepared)
        elif chosen.stale:
            await chosen.load()
        if (tab, at) != (self.tab_index, self.section_index):
            self.say("")
        # Only now: until it is made, what comes in between concerns the section before.
        self.tab_index, self._section_of[tab] = tab, at
        for other in self._sections.values():
            if other.display != (other is chosen):
                other.display = other is chosen
        self._fit()
        if prepared is None:
            chosen.grid.focus()
        self.refresh_bars()
        self._show_details(at_once=True)
        return chosen

    async def show_list(self, record: type[Record], wanted: Wanted) -> Section:
        """Bring the list of a kind to the front, narrowed and ordered as wanted."""
        tab, at = next(
            (tab, at)
            for tab, places in enumerate(PLACES)
            for at, place in enumerate(places)
            if place.record is record
        )
        section = await self._made(tab, at)
        section.wanted = wanted
        section.grid.clear_marks()
        section.stale = True
        return await self.show_tab(tab, at)

    async def show_view(self, name: str, school: str | None = None) -> None:
        """Bring the answer to a question to the front, by the name of its summary.

        Of one that is about a school it is asked which, unless `school` is its key. Raises KeyError
        when no summary of this name answers a question.
        """
        view = await asked(self, name, school)
        if view is None:
            return
        self.last_school = view.school or self.last_school
        tab, at = next(
            (tab, at)
            for tab, places in enumerate(PLACES)
            for at, place in enumerate(places)
            if place.make is ViewSection
        )
        section = await self._made(tab, at)
        assert isinstance(section, ViewSection)
        if section.view != view:
            section.look_at(view)
        await self.show_tab(tab, at)
        more = f"{self.keys.word('part.next')} shows all."
        self.screen_stack[0].query_one(MessageLine).say(section.notes, "info", more)

    async def _made(self, tab: int, at: int) -> Section:
        """The section of this place, made and mounted when it is wanted for the first time."""
        async with self._making:
            if (tab, at) not in self._sections:
                section = PLACES[tab][at].make()
                section.display = False
                await self.screen_stack[0].query_one("#front").mount(section)
                self._sections[tab, at] = section
        return self._sections[tab, at]

    def _place_moved(self) -> None:
        """Say where the cursor is at once, and what its cell means once it rests there."""
        if self.line_is_slow or not self.section.under_cursor:
            self.refresh_bars()
            return
        self.refresh_bars(resting=False)
        self._beside_timer = self.set_timer(_REST_IN_CELL, self.refresh_bars)

    def refresh_bars(self, resting: bool = True) -> None:
        """Bring the lines around the list up to date; of the cell only when the cursor rests."""
        if self._beside_timer is not None:
            self._beside_timer.stop()
            self._beside_timer = None
        screen = self.screen_stack[0]
        section = self.section
        screen.query_one(TabBar).show(self.tab_index, self.about, self.away)
        screen.query_one(SectionBar).show(
            [self._label(at) for at in range(len(PLACES[self.tab_index]))],
            self.section_index,
            section.narrowed,
            section.place,
        )
        screen.query_one(KeyBar).show(keys_that_work(self))
        screen.query_one(MessageLine).show_beside(section.under_cursor if resting else "")

    def _label(self, at: int) -> str:
        """What a section of the tab in front is called; what a view answers changes."""
        made = self._sections.get((self.tab_index, at))
        return made.label if isinstance(made, ViewSection) else PLACES[self.tab_index][at].label

    # Saying things

    def say(self, text: str, style: str = "") -> None:
        """Say something on the message line."""
        if self.line_is_slow:
            # The key stands at the foot as well.
            text = text.removesuffix(f" {self.keys.word('undo')} takes it back.")
        self.screen_stack[0].query_one(MessageLine).say(text, style)

    def say_problem(self, problem: Problem) -> None:
        """Say what went wrong."""
        self.say(str(problem), "bad")

    # Keys

    def key_comes(self) -> None:
        """Fold what was said: somebody goes on, and sees by the foot how."""
        for screen in (self.screen_stack[0], self.screen):
            for message in screen.query(MessageLine):
                message.fold()

    def on_key(self, event: events.Key) -> None:
        """Call the command of a key that nothing else has used."""
        if len(self.screen_stack) > 1:
            name = self.keys.command_for(event.key, None)
            if event.key == "ctrl+q" or (name == "repaint" and not event.is_printable):
                self.run_command("quit" if event.key == "ctrl+q" else "repaint")
            return
        if event.key == "escape":
            if self.screen_stack[0].query_one(DetailPane).has_focus:
                self.toggle_details()
            else:
                self._work(actions.widen(self))
            return
        name = self.keys.command_for(event.key, event.character)
        if name is not None:
            event.stop()
            event.prevent_default()
            self.run_command(name)

    def run_command(self, name: str) -> None:
        """Run a command, or say why it cannot run now."""
        why_not = actions.why_not(self, name)
        if why_not:
            self.say(why_not, "warn")
            return
        self._work(actions.ACTIONS[name](self))

    def work_beside(self, work: Awaitable[None], group: str = "") -> None:
        """Do work that keeps no key waiting; what goes wrong with the store is said.

        Of work in one group only the newest is done.
        """

        async def guarded() -> None:
            try:
                await work
            except Problem as problem:
                self.say_problem(problem)

        self.run_worker(guarded(), group=group or "default", exclusive=bool(group))

    def _work(self, work: Awaitable[None]) -> None:
        async def held() -> None:
            with self.keys_held():
                try:
                    await work
                except Problem as problem:
                    self.say_problem(problem)
                self.refresh_bars()

        self.run_worker(held())

    # What the grid says

    def cursor_moved(self, section: Section) -> None:
        """Show where the cursor is, and soon what is there."""
        if section is self.section:
            when_keys_pause(self.screen, "bars", self._place_moved)
            self._take_old_details_away(section)
            self._show_details()

    def on_grid_marked(self, _: Grid.Marked) -> None:
        """Show how many are marked."""
        when_keys_pause(self.screen, "bars", self.refresh_bars)

    def on_grid_opened(self, _: Grid.Opened) -> None:
        """Open the record."""
        self.run_command("open")

    def on_grid_cell_typed(self, message: Grid.CellTyped) -> None:
        """Set the cell, or say why it cannot be set."""
        from tui.actions.cells import set_cell

        why_not = actions.why_no_letter(self)
        command = self.keys.command_for(message.character, message.character)
        if not why_not:
            self._work(set_cell(self, message.meaning))
        elif command in _ON_NAMES and isinstance(self.section, AttendanceSection):
            # Beside the cells, on the names, the key is free for what it does in every list.
            self.run_command(command)
        else:
            self.say(why_not, "warn")

    def on_tab_bar_chosen(self, message: TabBar.Chosen) -> None:
        """Go to the tab that was clicked."""
        self._work(self._go(message.index))

    async def _go(self, tab: int) -> None:
        await self.show_tab(tab)

    def on_filter_line_changed(self, message: FilterLine.Changed) -> None:
        """Narrow the list to the words typed so far; what is stale is dropped."""

        section = self.section

        async def narrow() -> None:
            await section.narrow(message.words)
            self.refresh_bars()

        def begin() -> None:
            self.work_beside(narrow(), group="filter")

        when_keys_pause(self.screen, "filter", begin)

    def on_filter_line_done(self, message: FilterLine.Done) -> None:
        """Back to the list, with the filter or without."""
        line = self.screen_stack[0].query_one(FilterLine)
        line.display = False
        self.screen_stack[0].query_one(MessageLine).display = True
        self.section.grid.focus()
        self._work(self._end_filter(line.editor.text if message.keep else ""))

    async def _end_filter(self, words: str) -> None:
        """Narrow the list while later keys wait: they must not work on the list as it was."""
        self.drop_put_off("filter")
        self.workers.cancel_group(self, "filter")
        await self.section.narrow(words)

    def line_turned_out_slow(self) -> None:
        """Spare the line, and say why the screen looks different now."""
        super().line_turned_out_slow()
        self._fit()
        said = self.screen_stack[0].query_one(MessageLine)
        said.say(f"{said.text} {TURNED_OUT_SLOW}".strip(), "info")

    # Details

    def toggle_details(self) -> None:
        """Show the details below the list, or go into them and back."""
        pane = self.screen_stack[0].query_one(DetailPane)
        if pane.has_focus:
            self._detail_wanted = False
            self.section.grid.focus()
        else:
            self._detail_wanted = True
            pane.display = True
            pane.focus()
            self._show_details(at_once=True)
        self._fit()

    def _show_details(self, at_once: bool = False) -> None:
        """Show the cursor's record once the cursor has come to rest."""
        if self._detail_timer is not None:
            self._detail_timer.stop()
        if not self.screen_stack[0].query_one(DetailPane).display:
            return
        delay = 0.01 if at_once else REST if self.line_is_slow else 0.15
        self._detail_timer = self.set_timer(delay, self._read_details)
        self._details_due = True

    def _take_old_details_away(self, section: Section) -> None:
        """Show none while a list runs past: they would have to be sent again at each line of it."""
        top = section.grid.scroll_y
        if self._details_due and top != self._list_top and not isinstance(section, ViewSection):
            self.screen_stack[0].query_one(DetailPane).show("", [])
        self._list_top = top

    def _read_details(self) -> None:
        from tui.actions.records import show_details

        self._details_due = False
        self.work_beside(show_details(self), group="details")

    # Changes

    def books_changed(self, kinds: frozenset[str], key: str | None = None) -> None:
        """Bring every section up to date after a change, the one in front at once."""
        for section in self._sections.values():
            section.changes += 1
            section.stale = True

        async def reload() -> None:
            with self.keys_held():
                section = self.section
                mine = section.record is not None and section.record.kind in kinds
                await section.load(key if mine else None)
                self.refresh_bars()
                self._show_details(at_once=True)

        self.work_beside(reload())

    def _look_for_changes(self) -> None:
        # One look at a time: a look that was given up would take the news with it.
        if not self._looking:
            self._looking = True
            self.work_beside(self._look())

    async def _look(self) -> None:
        try:
            await actions.look_for_changes(self)
            given = self.options.today_is_given or self.away
            if not given and date.today() != self.today:
                await actions.turn_the_day(self, date.today())
        finally:
            self._looking = False

    # Drafts

    def keep_draft(self, draft: Draft) -> None:
        """Keep what is being typed, in case the line drops."""
        if not self.options.sample and self.options.store is not None:
            from data import drafts

            drafts.keep(self.options.store, draft)

    def drop_draft(self) -> None:
        """Forget the draft: it was saved, or was not wanted."""
        if not self.options.sample and self.options.store is not None:
            from data import drafts

            drafts.drop(self.options.store)

    # Forms

    def form_of(self, record: type[Record]) -> RecordForm:
        """The form of a kind; it is made once and used again."""
        from tui.record_form import RecordForm

        if record.kind not in self._forms:
            self._forms[record.kind] = RecordForm(record)
            self.install_screen(self._forms[record.kind], f"form-{record.kind}")
        return self._forms[record.kind]

    # What Textual calls

    def _handle_exception(self, error: Exception) -> None:
        """End in order: a private log instead of a traceback with somebody's data on the screen."""
        crash.log(error, self.options.store)
        self.crashed = error
        if self.is_headless:
            super()._handle_exception(error)
            return
        with suppress(Exception):
            self._keep_drafts()
        self._stop_keys()
        self.exit(1, 1)

    def thin_failed(self, error: Exception) -> None:
        """Keep to oneself why the screen is painted in the plain way from now on."""
        crash.log(error, self.options.store)

    async def action_quit(self) -> None:
        """Leave; asks when something typed is not saved."""
        self.run_command("quit")

    def action_help_quit(self) -> None:
        """What Ctrl+C does: nothing but say how to leave."""
        self.say(f"{self.keys.word('quit')} leaves the desk.", "info")


_ON_NAMES = frozenset({"export", "history"})
