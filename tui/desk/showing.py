"""What the desk shows: the section in front, its details, and the lines around it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar, cast

from textual.app import ComposeResult
from textual.geometry import Size
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

from data.files.remembered import recall
from data.problems import Problem
from data.store.thread import StoreThread
from data.tables.listing import Wanted
from models.records.record import Record
from tui.desk.bars import SectionBar, TabBar
from tui.desk.commands import COMMANDS, key_map
from tui.desk.details import DetailsBeside
from tui.desk.filtering import FILTER_HINTS
from tui.desk.footer import footer_hints
from tui.desk.options import DeskOptions
from tui.desk.screen import DeskScreen
from tui.desk.settings import apply_remembered, recall_columns
from tui.desk.tabs import TABS, place_of_view, places, places_of_tab
from tui.desk.trail import Stop, Trail
from tui.sections.section import Prepared, Section
from tui.terminal.app import TerminalApp
from tui.terminal.slow_line import SlowLine, when_keys_pause
from tui.terminal.thin_line.display import ThinLine
from tui.terminal.typing_ahead import TypingAhead
from tui.terminal.unbegun import close_with
from tui.widgets.bars import KeyBar, MessageLine
from tui.widgets.detail_pane import DetailPane
from tui.widgets.filter_line import FilterLine
from tui.widgets.fixed_layout import UnscrolledHorizontal, UnscrolledVertical
from tui.widgets.too_small import SHORTEST
from tui.workbench.keys import KeyMap

if TYPE_CHECKING:
    # The first screen can do without.
    from data.files.drafts import Draft

Result = TypeVar("Result")
Form = TypeVar("Form", bound=Screen[Any])

WIDE = 110
"""From this many columns on, a record's details stand beside the list."""

ROOMY = 16
"""From this many rows on, a section may tell of the record under the cursor in several lines."""

_WIDEST_PANE = 56
"""Columns that the details take at most beside the list."""

_REST_IN_CELL = 0.1
"""Seconds that the cursor rests in a cell before it is said in words what stands there."""


class Showing(TypingAhead[int], ThinLine[int], SlowLine[int], TerminalApp[int]):
    """The app as far as it shows things: tabs with their sections, forms, and what was said."""

    TITLE = "Alliance Desk"
    ENABLE_COMMAND_PALETTE = False
    ESCAPE_TO_MINIMIZE = False
    INLINE_PADDING = 0
    theme_name = "dark"
    CSS = """
    #main { height: 1fr; }
    #front { height: 1fr; }
    FilterLine { display: none; height: 1; }
    """

    def __init__(self, options: DeskOptions, books: StoreThread) -> None:
        super().__init__()
        # What is said stands on the message line. Textual's widgets for it would cost each screen
        # a second layout.
        self._disable_notifications = self._disable_tooltips = True
        self.show_plain_signs(options.configuration.ascii)
        self.options, self.books = options, books
        self.configuration = options.configuration
        self.today: date = options.today
        """The day that everything is shown as of."""
        self.away = False
        """Whether that is another day than the one on which the desk is used."""
        keys, self.wrong_keys = key_map(options.configuration)
        self.keys = KeyMap(COMMANDS, keys)
        self.remembered: dict[str, Any] = {}
        self.remembered_for_good = recall(options.remembers)
        """Settings that are remembered from one day to the next."""
        # With its first section, so that the first screen is whole when it is painted.
        first = places_of_tab(0)[0].make()
        self.sections: list[Section] = [first]
        """The sections that were shown so far."""
        self._at_places: dict[tuple[int, int], Section] = {(0, 0): first}
        self.tab_index: int = 0
        self._section_of = [0] * len(TABS)
        self._forms: dict[str, Screen[Any]] = {}
        self.trail = Trail()
        self._height = 0
        self.details: DetailsBeside = DetailsBeside(self, self.work_beside)
        self._beside_timer: Timer | None = None
        self._making = asyncio.Lock()
        apply_remembered(self)

    # What is on the screen

    def get_default_screen(self) -> Screen[Any]:
        """A screen that a change of focus does not repaint."""
        return DeskScreen(id="_default")

    def compose(self) -> ComposeResult:
        """The tabs, the section in front with the details beside it, the message, the keys."""
        yield TabBar([tab.label for tab in TABS], self.about)
        yield SectionBar()
        yield FilterLine()
        with UnscrolledHorizontal(id="main"):
            with UnscrolledVertical(id="front"):
                yield self.whole_section
            yield DetailPane()
        if self.options.tour:
            from tui.desk.tour import TourLine

            yield TourLine()
        foot = KeyBar()
        yield MessageLine(foot)
        yield foot

    @property
    def about(self) -> tuple[str, str]:
        """Whose books these are, and the day that is reckoned for."""
        from models.fields.dates import show_date

        path = self.options.store
        name = "sample" if self.options.sample or path is None else path.name
        only = ", look only" if self.options.read_only else ""
        return f"{name}{only}", f"{'as of ' if self.away else ''}{show_date(self.today)}"

    @property
    def look_only(self) -> str:
        """Why nothing can be changed, in words; empty when it can."""
        if self.options.read_only:
            return "The desk was opened to look only (--read-only)"
        return f"Another day is shown ({self.keys.word('day')} comes back)" if self.away else ""

    @property
    def record_rows(self) -> int:
        """How many lines above the foot tell of what the cursor is on."""
        return self.section.record_rows if self._height >= ROOMY else 1

    def fit(self, size: Size | None = None) -> None:
        """Fit the parts to the terminal, which has come to be of this size."""
        # While it is being told of another size, the app still has the one before.
        width, height = size or self.size
        self._height = height
        if not self.bottom_screen.query_one(FilterLine).display:
            self._message.take_rows(self.record_rows)
        pane, beside = self.details.pane, width >= WIDE
        roomy = beside and not self.section.wants_whole_width and not self.details.hidden
        wanted = self.details.wanted or (roomy and self.tab_index > 0)
        wanted = wanted or self.section.needs_details
        was_shown, pane.display = pane.display, wanted and height >= SHORTEST
        main, front = self.bottom_screen.query_one("#main"), self._front
        main.styles.layout = "horizontal" if beside else "vertical"
        # Where there is no room beside the list they stand in its place, and not in a part of it;
        # below it only where nobody could decide without them.
        below = self.section.needs_details
        front.display = beside or below or not pane.display
        widest = max(_WIDEST_PANE, self.section.details_width)
        usual = self.section.details_width + max(0, width - 120) // 4
        pane.styles.width = min(widest, usual) if beside else "1fr"
        pane.styles.height = max(4, (height - 4) * 2 // 5) if below and not beside else "1fr"
        # In a colour of its own it would be two changes of colour on each line.
        pane.draw_edge(("" if self.line_is_slow else "label") if beside else None)
        if pane.display and not was_shown:
            self.details.show(self.section, at_once=True)

    @property
    def _front(self) -> Widget:
        return self.bottom_screen.query_one("#front")

    def toggle_details(self) -> None:
        """Show the details below the list, or go into them and back."""
        pane = self.details.pane
        self.details.wanted = not pane.has_focus
        self.fit()
        if pane.has_focus:
            self.section.grid.focus()
        else:
            pane.focus()
            self.details.show(self.section, at_once=True)

    # Tabs and sections

    @property
    def whole_section(self) -> Section:
        """The section in front, with all its parts."""
        return self._at_places[self.tab_index, self.section_index]

    @property
    def section(self) -> Section:
        """The section in front, or that of its parts which has the keys."""
        return self.whole_section.in_front

    @property
    def section_index(self) -> int:
        """Which section of its tab is in front."""
        return self._section_of[self.tab_index]

    @property
    def subjects(self) -> Sequence[str]:
        """The subjects of the tab in front."""
        return TABS[self.tab_index].subjects

    async def show_tab(
        self, tab: int, section: int | None = None, prepared: Prepared | None = None
    ) -> Section:
        """Bring a tab to the front, its section made and its rows read when they are not yet."""
        # Painted once, when all of it stands.
        with self.batch_update():
            at = self._section_of[tab] if section is None else section % len(places_of_tab(tab))
            chosen = await self._made(tab, at)
            if prepared is not None:
                chosen.take(prepared)
            elif chosen.stale:
                await chosen.load()
            if (tab, at) != (self.tab_index, self.section_index):
                self.say("")
            # Only now: until it is made, what comes in between concerns the section before.
            self.tab_index, self._section_of[tab] = tab, at
            for other in self.sections:
                if other.display != (other is chosen):
                    other.display = other is chosen
            self.fit()
            if prepared is None:
                chosen.in_front.grid.focus()
            self.refresh_bars()
            self.details.show(chosen.in_front, at_once=True)
        if prepared is None:
            await self._everything_dealt_with()
            cast(DeskScreen, self.screen_stack[0]).paint_now()
        return chosen

    async def show_list(self, record: type[Record], wanted: Wanted) -> Section:
        """Bring the list of a kind to the front, narrowed and ordered as wanted."""
        tab, at = next(
            (tab, at)
            for tab, of_tab in enumerate(places())
            for at, place in enumerate(of_tab)
            if place.record is record
        )
        section = await self._made(tab, at)
        self._leave()
        section.wanted = wanted
        section.grid.clear_marks()
        section.stale = True
        return await self.show_tab(tab, at)

    def _leave(self) -> None:
        """Note where one is, so that one can come back to it."""
        section, column = self.section, self.section.grid.cursor_column
        self.trail.leave(
            Stop(
                self.tab_index,
                self.section_index,
                section,
                section.wanted,
                section.grid.cursor_key,
                column.name if column is not None else None,
            )
        )

    async def go_back(self) -> bool:
        """Go back to where one was before one jumped; false where one has not jumped."""
        stop = self.trail.pop()
        if stop is None:
            return False
        left = self.section
        if left is not stop.section and left.wanted.only is not None:
            # What it was narrowed to belonged to the way there.
            left.wanted, left.stale = left.wanted._replace(only=None, only_label=""), True
        self._at_places[stop.tab, stop.at] = stop.section
        if stop.section.wanted != stop.wanted:
            stop.section.wanted, stop.section.stale = stop.wanted, True
        await self.show_tab(stop.tab, stop.at)
        if stop.key is not None:
            stop.section.grid.move_to(key=stop.key, column=stop.column)
        return True

    async def show_section(self, label: str) -> Section:
        """Bring the section of this label to the front, which is no list. KeyError for none."""
        for tab, of_tab in enumerate(places()):
            for at, place in enumerate(of_tab):
                if place.record is None and place.label == label:
                    return await self.show_tab(tab, at)
        raise KeyError(label)

    async def show_view(self, name: str, **limits: str | None) -> None:
        """Bring the answer to a question to the front, by the name of its summary.

        What it has to be limited to is asked, unless `limits` have it. Raises KeyError when no
        summary of this name answers a question.
        """
        from tui.commands.views import ask_for_view
        from tui.sections.view import ViewSection, view_class_of

        view = await ask_for_view(self, name, **limits)
        if view is None:
            return
        tab, at = place_of_view(view.maker.subject)
        before, wanted = await self._made(tab, at), view_class_of(view.maker)
        if self.section is not before:
            self._leave()
        if type(before) is not wanted:
            # Answers of another sort have a section of their own in the same place.
            key = TABS[tab].key
            known = (s for s in self.sections if type(s) is wanted and s.tab == key)
            made = next(known, None) or await self._mounted(wanted(view.maker, key))
            self._at_places[tab, at] = made
        section = cast(ViewSection, self._at_places[tab, at])
        if section is not before or section.view != view:
            section.look_at(view)
        section.grid.move_to(column=0)
        await self.show_tab(tab, at)
        more = f"{self.keys.word('part.next')} shows all."
        self._message.say(section.opening_message, "info", more)

    async def _made(self, tab: int, at: int) -> Section:
        """The section of this place, made and mounted when it is wanted for the first time."""
        async with self._making:
            if (tab, at) not in self._at_places:
                section = places_of_tab(tab)[at].make()
                self._at_places[tab, at] = await self._mounted(section)
        return self._at_places[tab, at]

    async def _mounted(self, section: Section) -> Section:
        section.display = False
        recall_columns(section, self.remembered_for_good)
        await self.bottom_screen.query_one("#front").mount(section)
        self.sections.append(section)
        return section

    # The lines around it

    def cursor_moved(self, section: Section) -> None:
        """Show where the cursor is, and soon what is there."""
        if section is self.section:
            when_keys_pause(self.screen, "bars", self._place_moved)
            self.details.follow(section)

    def _place_moved(self) -> None:
        """Say where the cursor is at once, and what its cell means once it rests there."""
        told = self.section.under_cursor or self.section.record_lines
        if self.line_is_slow or not told:
            self.refresh_bars()
            return
        self.refresh_bars(resting=False)
        self._beside_timer = self.set_timer(_REST_IN_CELL, self.refresh_bars)

    def refresh_bars(self, resting: bool = True) -> None:
        """Bring the lines around the list up to date; of the cell only when the cursor rests."""
        if self._beside_timer is not None:
            self._beside_timer.stop()
            self._beside_timer = None
        if not self.screen_stack or not self.bottom_screen.query(TabBar):
            # The desk is closing, and a save that it waited for has come to its end.
            return
        screen, section = self.bottom_screen, self.section
        screen.query_one(TabBar).show(self.tab_index, self.about, self.away)
        screen.query_one(SectionBar).show(
            self._labels(),
            self.section_index,
            section.filter_text,
            section.place,
            section.about_text,
            section.stamp,
        )
        if self.options.tour:
            from tui.desk.tour import TourLine

            screen.query_one(TourLine).look(self)
        filtering = screen.query_one(FilterLine)
        if filtering.display:
            filtering.show(section.label, section.place)
            screen.query_one(KeyBar).show(FILTER_HINTS)
            return
        screen.query_one(KeyBar).show(footer_hints(self, self.trail.last))
        self._message.show_beside(section.under_cursor if resting else "")
        if resting:
            self._message.show_record(section.record_lines)

    def _labels(self) -> list[str]:
        """The names of the sections in the tab in front; that of a view depends on its question."""
        tab, made = self.tab_index, self._at_places
        return [
            made[tab, at].label if (tab, at) in made else place.label
            for at, place in enumerate(places_of_tab(tab))
        ]

    @property
    def _message(self) -> MessageLine:
        return self.bottom_screen.query_one(MessageLine)

    def say(self, text: str, style: str = "") -> None:
        """Say something on the message line."""
        if self.line_is_slow:
            # The key stands at the foot as well.
            text = text.removesuffix(f" {self.keys.word('undo')} undoes it.")
        self._message.say(text, style)

    def say_news(self, text: str) -> None:
        """Say what happened by itself, after the answer to the last key."""
        self._message.add(text, "info")

    def say_problem(self, problem: Problem) -> None:
        """Say what went wrong."""
        self.say(str(problem), "bad")

    # What the app adds

    def run_command(self, name: str) -> None:
        """Run a command, or say why it cannot run now."""
        raise NotImplementedError

    def begin_to_watch(self) -> None:
        """Look from now on whether somebody else writes, or midnight passes."""
        raise NotImplementedError

    # Forms and dialogs

    async def ask(self, screen: Screen[Result]) -> Result:
        """Show a screen over the desk and wait for its answer; keys that are held go to it."""
        self.say("")
        return await self.push_screen_wait(screen)

    def form_of(self, record: type[Record], make: Callable[[type[Record]], Form]) -> Form:
        """The form of a kind; it is made once and used again, because that opens faster."""
        if record.kind not in self._forms:
            self._forms[record.kind] = make(record)
            self.install_screen(self._forms[record.kind], f"form-{record.kind}")
        return cast(Form, self._forms[record.kind])

    def keep_draft(self, draft: Draft | None) -> None:
        """Keep what is being typed, in case the line drops; None: it was saved, or not wanted."""
        if self.options.sample or self.options.store is None:
            return
        from data.files import drafts

        if draft is None:
            drafts.drop(self.options.store)
        else:
            drafts.keep(self.options.store, draft)

    # Work

    def work_beside(self, work: Awaitable[None], group: str = "") -> None:
        """Do work that keeps no key waiting; what goes wrong with the store is said.

        Of work in one group only the newest is done.
        """

        async def guarded() -> None:
            try:
                await work
            except Problem as problem:
                self.say_problem(problem)

        worker = self.run_worker(guarded(), group=group or "default", exclusive=bool(group))
        close_with(worker, work)

    def work_with_keys_held(self, work: Awaitable[None]) -> None:
        """Do work that later keys wait for; what goes wrong with the store is said."""

        async def held() -> None:
            with self.keys_held():
                try:
                    await work
                except Problem as problem:
                    self.say_problem(problem)
                self.refresh_bars()

        close_with(self.run_worker(held()), work)

    def changed(self, kinds: frozenset[str], key: str | None = None) -> None:
        """Bring every section up to date after a change, the one in front at once."""
        for section in self.sections:
            section.outdated()

        async def reload() -> None:
            with self.keys_held():
                await self.whole_section.reload(kinds, key)
                self.refresh_bars()
                self.details.bring_up_to_date(self.section)

        self.work_beside(reload())
