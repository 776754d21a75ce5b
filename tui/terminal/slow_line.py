"""On a slow line: what the desk leaves out, puts off, and does in larger steps.

It is asked for with `--slow-line`, and it begins by itself when the terminal's answers take long.
Then what is typed is sent before anything else, what follows from it when the keys pause, a list
scrolls by half a page, and the terminal's own colours are used, of which most of the screen needs
none.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TypeVar

from rich.color import ColorSystem
from textual.timer import Timer
from textual.widget import Widget

from tui.terminal.themes import own_colours
from tui.terminal.thin_line.asking import Asking
from tui.terminal.thin_line.pacing import Answer

Result = TypeVar("Result")

LONG = 0.25
"""Seconds for two answers of the terminal from which on the line to it counts as slow."""

PAUSE = 0.15
"""Seconds without a key after which what was put off is shown."""

REST = 0.6
"""Seconds that the cursor rests before the details of its record are worth sending."""

TURNED_OUT_SLOW = "The line is slow: fewer colours and larger steps."

_CARRIED = 7200
"""Bytes a second of a line of 57,600 bit/s: what these take does not make an answer late."""


class SlowLine(Asking[Result]):
    """An app that can spare a slow line, and sees by itself that it has one."""

    line_is_slow = False
    _looks_at_line = True
    _held_back: dict[str, Callable[[], object]]
    _pause: Timer | None = None
    _late_at: float | None = None

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
        theme = own_colours(os.environ, not self.current_theme.dark)
        self.register_theme(theme)
        self.theme = theme.name

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

    def terminal_answered(self, answer: Answer) -> None:
        """Spare the line when two answers were late, the second asked for after the first."""
        super().terminal_answered(answer)
        if not self._looks_at_line or self.line_is_slow:
            return
        if answer.seconds <= LONG:
            self._late_at = None
            return
        late = answer.seconds - answer.size / _CARRIED > LONG
        if self._late_at is None:
            if not late:
                return
            self._late_at = answer.asked + answer.seconds
        elif late and answer.asked >= self._late_at:
            self._looks_at_line = False
            self.call_later(self.line_turned_out_slow)
            return
        # Once may be the computer's fault, which has much to do at the start.
        if not self.pace.awaits_answer:
            self.ask_terminal()


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
