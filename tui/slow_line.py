"""A slow line: what the desk leaves out, puts off and does in larger steps when each byte counts.

It is asked for with `--slow-line`, and it begins by itself when the terminal's first answers take
long. Then what is typed is sent before anything else, what follows from it when the keys pause, a
list scrolls by half a page, and the terminal's own colours are used, of which most of the screen
needs none.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from rich.color import ColorSystem
from textual import events, messages
from textual.app import App
from textual.driver import Driver
from textual.filter import Monochrome, NoColor
from textual.message import Message
from textual.theme import BUILTIN_THEMES
from textual.timer import Timer
from textual.widget import Widget

Result = TypeVar("Result")

LONG = 0.25
"""Seconds for its first answer after which the line to a terminal counts as slow."""

PAUSE = 0.15
"""Seconds without a key after which what was put off is shown."""

REST = 0.6
"""Seconds that the cursor rests before the details of its record are worth sending."""

TURNED_OUT_SLOW = "The line is slow: fewer colours and larger steps."

_WHERE_IS_THE_CURSOR = "\x1b[6n"
"""A question that every terminal answers; what Textual asks, some leave unanswered."""

_ANSWERS = (
    messages.TerminalSupportsSynchronizedOutput,
    messages.InBandWindowResize,
    events.CursorPosition,
)

# Without blue, which is hardly legible on many a black screen.
_THEME = replace(
    BUILTIN_THEMES["ansi-dark"], name="slow-line", primary="ansi_cyan", accent="ansi_yellow"
)
"""The terminal's own colours: what has none of them costs no byte, and blanks can be erased."""


class SlowLine(App[Result]):
    """An app that can spare a slow line, and sees by itself that it has one."""

    line_is_slow = False
    _looks_at_line = True
    _held_back: dict[str, Callable[[], object]]
    _pause: Timer | None = None

    def mind_the_line(self, slow: bool | None) -> None:
        """Spare the line from the start, never, or (None) when it turns out to be slow."""
        self._held_back = {}
        self._looks_at_line = slow is None
        if slow:
            self.spare_the_line()

    def spare_the_line(self) -> None:
        """Send as little as possible from now on."""
        self.line_is_slow = True
        self.animation_level = "none"
        # For what has colours of its own: the nearest of the terminal's sixteen.
        self.console._color_system = ColorSystem.STANDARD
        if self.no_color:
            # Greys are colours as well, to a line.
            self._filters = [
                NoColor() if isinstance(each, Monochrome) else each for each in self._filters
            ]
        self.register_theme(_THEME)
        self.theme = _THEME.name

    def line_turned_out_slow(self) -> None:
        """The terminal's first answer took long; to be extended by what the user is told."""
        if not self.line_is_slow:
            self.spare_the_line()

    # Putting off

    def put_off(self, name: str, show: Callable[[], object]) -> None:
        """Do this once the keys pause; of several by one name only the last."""
        self._held_back[name] = show
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self.keys_paused)

    def drop_put_off(self, name: str) -> None:
        """Forget what was put off by this name: it is done in another way."""
        self._held_back.pop(name, None)

    def keys_paused(self) -> None:
        """Do everything that was put off."""
        due, self._held_back = self._held_back, {}
        for show in due.values():
            show()

    # What Textual calls

    def get_driver_class(self) -> type[Driver]:
        """The driver of this platform, with a clock for the terminal's first answer."""
        driver = super().get_driver_class()
        return driver if sys.platform == "win32" else _clocked(driver)

    def _first_answer_took(self, seconds: float) -> None:
        """Called in the thread that reads what the terminal sends."""
        if self._looks_at_line and seconds > LONG:
            self.call_later(self.line_turned_out_slow)


def is_slow(widget: Widget) -> bool:
    """Whether the widget is at the other end of a slow line."""
    return widget.is_attached and isinstance(widget.app, SlowLine) and widget.app.line_is_slow


def when_keys_pause(widget: Widget, name: str, show: Callable[[], object]) -> None:
    """Show what follows from a key: at once, and on a slow line when no other key follows."""
    if is_slow(widget):
        app = widget.app
        assert isinstance(app, SlowLine)
        app.put_off(name, show)
    else:
        show()


def by_half_a_page(top: int, wanted: int, page: int) -> int:
    """The first line to show instead of the wanted one, so that the next moves need no scrolling.

    Of `page` lines half are left to go before the next scrolling in the same direction.
    """
    half = page // 2
    return wanted + half if wanted > top else wanted - half if wanted < top else top


def _clocked(driver_class: type[Driver]) -> type[Driver]:
    class ClockedDriver(driver_class):  # type: ignore[misc, valid-type]
        """Takes the time from the first questions to the first answer."""

        _asked: float | None = None
        _answered = False

        def start_application_mode(self) -> None:
            """Begin, and ask one thing more."""
            first = self._asked is None
            if first:
                self._asked = time.monotonic()
            super().start_application_mode()
            if first:
                self.write(_WHERE_IS_THE_CURSOR)
                self.flush()

        def process_message(self, message: Message) -> None:
            """Pass it on; tell when the first answer came."""
            if not self._answered and self._asked is not None and isinstance(message, _ANSWERS):
                self._answered = True
                app = self._app
                assert isinstance(app, SlowLine)
                app._first_answer_took(time.monotonic() - self._asked)
            super().process_message(message)

    return ClockedDriver
