"""The details beside the list, read once the cursor has come to rest."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from textual.screen import Screen
from textual.timer import Timer

from tui.sections.section import Section
from tui.terminal.slow_line import REST
from tui.widgets.detail_pane import DetailPane

_REST_ON_RECORD = 0.15
_AT_ONCE = 0.01


class Owner(Protocol):
    """The app in which they are shown, as far as they ask it."""

    line_is_slow: bool

    @property
    def bottom_screen(self) -> Screen[Any]:
        """The screen that all others lie over."""

    def set_timer(self, delay: float, callback: Any, /) -> Timer:
        """Have this called after so many seconds."""


class DetailsBeside:
    """When the details of what is in front are read, and when old ones are taken away.

    `work` does work that keeps no key waiting; of one name only the newest is done.
    """

    def __init__(self, app: Owner, work: Callable[[Awaitable[None], str], None]) -> None:
        self._app, self._work = app, work
        self._timer: Timer | None = None
        self._due = False
        self._list_top = 0.0
        self._shown_for: tuple[Section, str | None] | None = None
        self.hidden = False
        """Whether they are not wanted beside the list."""
        self.wanted = False
        """Whether they were asked for, where there is no room beside the list."""

    @property
    def pane(self) -> DetailPane:
        """Where they are shown."""
        return self._app.bottom_screen.query_one(DetailPane)

    def follow(self, section: Section) -> None:
        """Show those of what the cursor has moved to, once it has come to rest."""
        top = section.grid.scroll_y
        # While a list runs past none are shown: they would be sent again at each line of it.
        if self._due and top != self._list_top and not section.details_stay:
            self.pane.show("", [])
        self._list_top = top
        self.show(section)

    def show(self, section: Section, at_once: bool = False) -> None:
        """Show those of what is in front, soon or at once."""
        if self._timer is not None:
            self._timer.stop()
        if not self.pane.display:
            return
        delay = _AT_ONCE if at_once else REST if self._app.line_is_slow else _REST_ON_RECORD
        self._timer = self._app.set_timer(delay, lambda: self._read(section))
        self._due = True

    def bring_up_to_date(self, section: Section) -> None:
        """Show them after a change, at once where they are shown; elsewhere once it rests there.

        A letter takes the cursor on, and the next may follow before anybody could read them.
        """
        self.show(section, at_once=self._shown_for == (section, section.grid.cursor_key))

    def _read(self, section: Section) -> None:
        self._due = False
        self._work(self._show(section), "details")

    async def _show(self, section: Section) -> None:
        about = section.details_subject
        found = await section.details()
        if found is not None and section.display and section.details_subject == about:
            self._shown_for = section, section.grid.cursor_key
            self.pane.show(found.title, found.lines, found.charts)
