"""The desk: tabs over one store, and how a key finds its command."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import Any, ClassVar

from textual import events
from textual.css.query import NoMatches

from data.store.thread import StoreThread
from tui.desk import crash, filtering, starting, watching
from tui.desk.bars import SectionBar, TabBar
from tui.desk.hangup import Hangup
from tui.desk.options import DeskOptions
from tui.desk.showing import Showing
from tui.grid.grid import Grid
from tui.sections.section import Prepared
from tui.terminal.slow_line import TURNED_OUT_SLOW, when_keys_pause
from tui.widgets.bars import MessageLine
from tui.widgets.filter_line import FilterLine
from tui.workbench.command import Command
from tui.workbench.running import runner_here, why_not

_AT_LEISURE = 0.3
"""Seconds after the first screen at which is loaded what later keys need."""


class Desk(Showing):
    """The application: it passes keys to commands, and tells what else concerns the whole of it."""

    BINDINGS: ClassVar[list[Any]] = []

    def __init__(
        self,
        options: DeskOptions,
        books: StoreThread,
        first: Future[Prepared] | None = None,
        choose: Callable[[DeskOptions], None] | None = None,
    ) -> None:
        super().__init__(options, books)
        self.paint_thinly(not options.plain_display)
        self.mind_the_line(options.slow_line)
        self._first, self._choose = first, choose
        self._looking = False
        self.crashed: BaseException | None = None
        self._hangup: Hangup | None = None

    # From the start to the end

    async def on_mount(self) -> None:
        """Show Today, which was being read while the program was being loaded."""
        if not self.is_headless:
            self._hangup = Hangup(self._told_to_end, self._keep_drafts_from_outside)
            self._hangup.watch_signals()
        await starting.begin(self, self._choose, self._first)

    def begin_to_watch(self) -> None:
        """Look from now on whether somebody else writes, or midnight passes."""
        self.set_interval(1.0, self._look_around)
        self.set_timer(_AT_LEISURE, self._load_ahead)

    def _load_ahead(self) -> None:
        from tui.desk.loading_ahead import load_ahead

        self.work_beside(load_ahead(self))

    def _look_around(self) -> None:
        # One look at a time: a look that was given up would take the news with it.
        if not self._looking:
            self._looking = True
            self.work_beside(self._look())

    async def _look(self) -> None:
        try:
            await watching.look_for_changes(self)
            await watching.look_at_the_clock(self)
        finally:
            self._looking = False

    def _told_to_end(self, code: int) -> None:
        """The line dropped, or the computer is shutting down: keep what is being typed."""
        self._keep_drafts()
        self.exit(code, code)

    def terminal_is_gone(self) -> None:
        """End as after a hang-up, of which a program in a session of its own is not told."""
        if self._hangup is None:
            super().terminal_is_gone()
        else:
            self._hangup.end(128 + 1)

    def _keep_drafts_from_outside(self) -> None:
        with self._context():
            self._keep_drafts()

    def _keep_drafts(self) -> None:
        from tui.dialogs.ask import Ask

        for screen in self.screen_stack:
            if isinstance(screen, Ask):
                screen.keep_draft()

    def on_resize(self, event: events.Resize) -> None:
        """Fit the parts to the terminal."""
        self.fit(event.size)

    # Keys

    def key_comes(self) -> None:
        """Fold what was said: somebody goes on, and sees by the foot how."""
        for screen in (self.bottom_screen, self.screen):
            for message in screen.query(MessageLine):
                message.fold()

    def is_bound(self, key: str) -> bool:
        """Whether a key calls a command, as declared or as the configuration has it."""
        return self.keys.command_for(key, None) is not None

    def on_key(self, event: events.Key) -> None:
        """Call the command of a key that nothing else has used."""
        if len(self.screen_stack) > 1:
            name = self.keys.command_for(event.key, None)
            if event.key == "ctrl+q" or (name == "repaint" and not event.is_printable):
                self.run_command("quit" if event.key == "ctrl+q" else "repaint")
            return
        if event.key == "escape":
            self._go_back()
            return
        name = self.keys.command_for(event.key, event.character)
        if name is not None:
            event.stop()
            event.prevent_default()
            self.run_command(name)

    def on_paste(self, event: events.Paste) -> None:
        """Show what a table would do that is pasted into a list."""
        from tui.commands.pasting import import_pasted, is_table

        if len(self.screen_stack) > 1:
            return
        event.stop()
        command = self.keys.commands["import"]
        if not is_table(event.text):
            self.say(
                "Only a table is pasted into a list: rows of a spreadsheet, with their headings. "
                "Words are pasted after /.",
                "info",
            )
        elif why := why_not(self, command):
            self.say(why, "warn")
        else:
            self.work_with_keys_held(import_pasted(self, event.text))

    def _go_back(self) -> None:
        """Leave the details; from the list, clear what it is narrowed to, or go back."""
        if self.details.pane.has_focus:
            self.toggle_details()
            return
        if self.section.cancel_typing():
            return
        self.work_with_keys_held(self._clear_or_go_back())

    async def _clear_or_go_back(self) -> None:
        """Clear one thing; where there is nothing to clear, go back to where one was."""
        from tui.commands.lists import clear_narrowing

        section = self.section
        if await section.escape():
            return
        if section.grid.marks or section.wanted.words or not await self.go_back():
            await clear_narrowing(self)

    def run_command(self, name: str) -> None:
        """Run a command, or say why it cannot run now."""
        command = self.keys.commands[name]
        if why := why_not(self, command):
            self.say(why, "warn")
            return
        self.work_with_keys_held(self._run(command))

    async def _run(self, command: Command) -> None:
        """Run a command; a number that is being typed is saved first, and Enter does only that."""
        if self.section.is_typing:
            enters = command.name == "open"
            await self.section.finish_typing(go_down=enters)
            if enters:
                return
        await runner_here(self, command)(self)

    # What the parts of the screen say

    def on_grid_marked(self, _: Grid.Marked) -> None:
        """Show how many are marked, and beside the list what they are."""
        self.details.follow(self.section)
        when_keys_pause(self.screen, "bars", self.refresh_bars)

    def on_grid_opened(self, _: Grid.Opened) -> None:
        """Open the record."""
        self.run_command("open")

    def on_grid_heading_chosen(self, message: Grid.HeadingChosen) -> None:
        """Sort by the column."""
        if message.grid is self.section.grid:
            self.run_command("sort")

    def on_grid_cell_typed(self, message: Grid.CellTyped) -> None:
        """Set the cell, or say why it cannot be set."""
        why = self.section.why_no_letter()
        command = self.keys.command_for(message.character, message.character)
        if not why:
            self.work_with_keys_held(self.section.set_cells(message.meaning))
        elif command is not None and self.section.use_of(command) is not None:
            # Beside the cells, on the names, the key is free for what it does in every list.
            self.run_command(command)
        else:
            self.say(why, "warn")

    def on_tab_bar_chosen(self, message: TabBar.Chosen) -> None:
        """Go to the tab that was clicked."""

        async def go() -> None:
            await self.show_tab(message.index)

        self.work_with_keys_held(go())

    def on_section_bar_chosen(self, message: SectionBar.Chosen) -> None:
        """Go to the section that was clicked."""

        async def go() -> None:
            await self.show_tab(self.tab_index, message.index)

        self.work_with_keys_held(go())

    def on_filter_line_changed(self, message: FilterLine.Changed) -> None:
        """Narrow the list to the words typed so far; what is stale is dropped."""
        section = self.section

        async def narrow() -> None:
            await section.narrow(message.words)
            self.refresh_bars()
            await filtering.offer(self, section, message.words)

        def begin() -> None:
            self.work_beside(narrow(), group="filter")

        when_keys_pause(self.screen, "filter", begin)

    def on_filter_line_saved(self, message: FilterLine.Saved) -> None:
        """Remember the filter for this list by a name."""
        self.work_with_keys_held(filtering.save_filter(self, self.section, message.words))

    def on_filter_line_done(self, message: FilterLine.Done) -> None:
        """Back to the list, with the filter or without."""
        words = filtering.words_meant(self)
        filtering.set_typing(self, False)
        self.section.grid.focus()
        if message.keep:
            filtering.keep_filter(self, self.section, words)
        self.work_with_keys_held(self._end_filter(words if message.keep else None))

    async def _end_filter(self, words: str | None) -> None:
        """Narrow the list while later keys wait: they must not work on the list as it was."""
        self.drop_put_off("filter")
        self.workers.cancel_group(self, "filter")
        await self.section.narrow(words or "", given_up=words is None)

    # What the terminal and Textual say

    def line_turned_out_slow(self) -> None:
        """Spare the line, and say why the screen looks different now."""
        super().line_turned_out_slow()
        self.fit()
        said = self.bottom_screen.query_one(MessageLine)
        said.say(f"{said.text} {TURNED_OUT_SLOW}".strip(), "info")

    def thin_failed(self, error: Exception) -> None:
        """Keep to oneself why the screen is painted in the plain way from now on."""
        crash.log(error, self.options.store)

    def _handle_exception(self, error: Exception) -> None:
        """End in order: a private log instead of a traceback with somebody's data on the screen."""
        if self._exit and isinstance(crash.cause(error), NoMatches):
            # A screen that was being made when the desk was told to end never gets its parts, and
            # what was being read then has none to be shown in.
            return
        crash.log(error, self.options.store)
        self.crashed = self.crashed or error
        if self.is_headless:
            super()._handle_exception(error)
            return
        with suppress(Exception):
            self._keep_drafts()
        self._stop_keys()
        self.exit(1, 1)

    async def action_quit(self) -> None:
        """Leave; asks when something typed is not saved."""
        self.run_command("quit")

    def action_help_quit(self) -> None:
        """Say how to leave, which is all that Ctrl+C does."""
        self.say(f"{self.keys.word('quit')} leaves the desk.", "info")
