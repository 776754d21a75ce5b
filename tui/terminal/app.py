"""An app on a terminal: its driver, its colours, and one way to end when anything fails."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from typing import Any, TypeVar

from rich.color import ColorSystem
from textual import constants
from textual.app import App
from textual.css.query import NoMatches
from textual.driver import Driver
from textual.screen import Screen
from textual.theme import Theme

from tui.terminal.colour_depth import Colourless, colours_of, has_unicode
from tui.terminal.unbegun import Workers

Result = TypeVar("Result")


class TerminalApp(App[Result]):
    """An app that ends in one way, whatever fails: by `_handle_exception`, which may be overridden.

    So do threads, callbacks and tasks, of which Textual shows a traceback or nothing at all.
    """

    _styles_stand = -1

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._workers = Workers(self)
        if sys.platform != "win32" and constants.COLOR_SYSTEM == "auto":
            self.console._color_system = colours_of(os.environ)
        # The convention says that an empty variable stands for nothing.
        self.no_color = bool(os.environ.get("NO_COLOR")) or self.console._color_system is None
        # A theme names all of its colours, or leaves all of them to the terminal: there is nothing
        # to convert. And without colours Textual would leave greys, and make a grey of what is dim.
        self._filters = [Colourless()] if self.no_color else []
        if self.no_color:
            self.console._color_system = ColorSystem.STANDARD

    @property
    def bottom_screen(self) -> Screen[Any]:
        """The screen that all others lie over. Raises NoMatches when the app is closing without."""
        if not self.screen_stack:
            raise NoMatches("The last screen is gone.")
        return self.screen_stack[0]

    def show_plain_signs(self, wanted: bool | None = None) -> None:
        """Show everything in signs of ASCII: where that is wanted, or there are no others."""
        # A browser has all of them, whatever the locale of whoever serves it.
        shows_all = constants.DRIVER is not None or has_unicode(os.environ)
        if shows_all if wanted is None else not wanted:
            return
        from tui.terminal.plain_signs import PlainSigns

        self._filters.append(PlainSigns())

    def terminal_is_gone(self) -> None:
        """Told, perhaps several times, that nobody will see or type anything more."""
        self.exit()

    def failed_outside(self, error: Exception) -> None:
        """End as after a failure in a handler of messages; called by threads and callbacks."""
        with self._context():
            self._handle_exception(error)

    def begin_with_theme(self, theme: Theme) -> None:
        """Have a theme from the start: its colours are read with the first styles."""
        self.register_theme(theme)
        self.theme = theme.name
        self.stylesheet.set_variables(self.get_css_variables())
        self._styles_stand = self._css_update_count

    # What Textual calls

    def refresh_css(self, animate: bool = True) -> None:
        """Read the styles again, unless nothing has changed since they were first read."""
        if self._css_update_count != self._styles_stand:
            super().refresh_css(animate=animate)

    def get_driver_class(self) -> type[Driver]:
        """The driver of this platform; that of Textual, where another one is asked for."""
        driver = super().get_driver_class()
        if constants.DRIVER is not None:
            if driver.__module__ == "textual.drivers.web_driver":
                from tui.terminal.web_driver import BrowserDriver

                return BrowserDriver
            return driver
        if sys.platform == "win32":
            return driver
        from tui.terminal.linux_driver import TerminalDriver

        return TerminalDriver

    def panic(self, *renderables: Any) -> None:
        """End; what Textual would show may be somebody's data."""
        self.failed_outside(RuntimeError("Textual could not go on"))

    def _on_mount(self) -> None:
        asyncio.get_running_loop().set_exception_handler(self._failed_in_loop)

    def _failed_in_loop(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Told of what failed in a callback or a task that nobody waits for."""
        error = context.get("exception")
        future = context.get("future")
        if not isinstance(error, Exception):
            return
        if future is not None and not isinstance(future, asyncio.Task):
            # An answer that came too late to be of interest.
            return
        if threading.get_ident() == self._thread_id:
            self.failed_outside(error)
        elif not loop.is_closed():
            # It is noticed when its memory is freed, in whatever thread that happens.
            loop.call_soon_threadsafe(self.failed_outside, error)
