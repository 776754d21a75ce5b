"""An app that sends a thin line what changed, and takes Textual's own way where it cannot."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from rich.color import ColorSystem
from rich.console import RenderableType
from textual import events
from textual.driver import Driver
from textual.screen import Screen
from textual.timer import Timer

from tui.terminal.thin_line.asking import Asking
from tui.terminal.thin_line.pacing import Answer
from tui.terminal.thin_line.terminals import Abilities, abilities
from tui.terminal.thin_line.writer import PLAIN_AGAIN

if TYPE_CHECKING:
    from tui.terminal.thin_line.picture import Picture

Result = TypeVar("Result")

_AROUND = len("\x1b[?2026h\x1b[?2026l")
"""Bytes that have the terminal show an update all at once."""

_SHOWN_AT_ONCE = 256
"""Bytes that a terminal reads in one piece, and need not be told to show all at once."""

_SHORTLY = 0.05
"""Seconds after which to look again whether the screen can be shown."""

_AT_ONCE = 8192 if sys.platform == "win32" else 1 << 20
"""Windows loses some of what is written in longer pieces."""


class ThinLine(Asking[Result]):
    """An app whose terminal is sent the cells that differ from what it shows.

    As long as the line is full it is sent nothing, and then what the screen has become meanwhile.
    """

    _terminal: Abilities | None = None
    _picture: Picture | None = None
    _pointer = "default"
    _behind = False
    _overdue: Timer | None = None

    def paint_thinly(self, wanted: bool = True) -> None:
        """Send only what differs from now on, where the terminal allows it; or as Textual does."""
        self._terminal = abilities(os.environ) if wanted else None
        self._picture = None

    def repaint_all(self) -> None:
        """Send the whole screen again: something else has written to the terminal."""
        self._picture = None
        self.pace.begin_again()
        self.screen.refresh()

    def thin_failed(self, error: Exception) -> None:
        """Told why updates are sent as Textual does from now on; to be overridden."""

    # What Textual calls

    def get_driver_class(self) -> type[Driver]:
        """The driver of this platform, which leaves the terminal with a plain pen."""
        return _with_plain_end(super().get_driver_class())

    def _set_pointer_shape(self, shape: str) -> None:
        """Tell the terminal of another shape of its pointer; at first it has the usual one."""
        if shape != self._pointer:
            self._pointer = shape
            super()._set_pointer_shape(shape)

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Send an update to the terminal."""
        sequence: str | None = None
        if self._terminal is not None and renderable is not None:
            try:
                if self._is_shown():
                    sequence = self._paced_sequence_for(screen, renderable, self._terminal)
            except Exception as error:
                # Whatever it was, such as a Textual of another build: the plain way is left.
                self._give_up(screen, error)
        if sequence is None or self._driver is None:
            super()._display(screen, renderable)
            return
        try:
            if sequence:
                self._write_together(self._driver, sequence)
                if self.pace.is_time_to_ask:
                    self.ask_terminal()
                self._driver.flush()
        finally:
            self.post_display_hook()

    def _write_together(self, driver: Driver, sequence: str) -> None:
        if len(sequence) <= _SHOWN_AT_ONCE:
            driver.write(sequence)
            return
        self._begin_update()
        for start in range(0, len(sequence), _AT_ONCE):
            driver.write(sequence[start : start + _AT_ONCE])
        self._end_update()

    def terminal_answered(self, answer: Answer) -> None:
        """Show what was not shown yet, now that the line has room again."""
        super().terminal_answered(answer)
        if self._terminal is None:
            return
        self._show_newest()
        if self.pace.is_time_to_ask:
            self.ask_terminal()

    def _show_newest(self) -> None:
        """Send what the screen has become meanwhile, if there is room for it."""
        if not self._behind or self.pace.is_full:
            return
        if not self._is_shown():
            self._look_again_in(_SHORTLY)
            return
        screen = self.screen
        with screen._context():
            try:
                update = self._whole(screen)
            except Exception as error:
                self._give_up(screen, error)
            else:
                self._display(screen, update)

    def _look_again_in(self, seconds: float) -> None:
        if self._overdue is not None:
            self._overdue.stop()
        self._overdue = self.set_timer(max(_SHORTLY, seconds), self._look_at_the_time)

    def _look_at_the_time(self) -> None:
        """Send what waits for an answer that seems to be lost."""
        self._overdue = None
        if self.pace.awaits_answer and not self.pace.seconds_left:
            self.pace.give_up()
        self._show_newest()
        if self._behind and self._overdue is None:
            self._look_again_in(self.pace.seconds_left)

    def _give_up(self, screen: Screen[Any], error: Exception) -> None:
        """Have the screen painted by Textual from now on, all of it to begin with."""
        self._terminal = self._picture = None
        self._behind = False
        self.thin_failed(error)
        if self._driver is not None:
            self._driver.write(f"{PLAIN_AGAIN}\x1b[r")
        screen.refresh()

    def _is_shown(self) -> bool:
        driver = self._driver
        return (
            self._running
            and not self._closed
            and not self._batch_count
            and not self.is_headless
            and driver is not None
            and not driver.is_inline
        )

    def _paced_sequence_for(
        self, screen: Screen[Any], renderable: RenderableType, terminal: Abilities
    ) -> str:
        """The output for an update; nothing yet when the line is full."""
        if self.pace.is_full:
            self._behind = True
            if self._overdue is None:
                self._look_again_in(self.pace.seconds_left)
            return ""
        sequence = self._sequence_for(screen, renderable, terminal)
        if sequence:
            around = _AROUND if len(sequence) > _SHOWN_AT_ONCE else 0
            self.pace.sent(len(sequence.encode(errors="replace")) + around)
        return sequence

    def _whole(self, screen: Screen[Any]) -> RenderableType | None:
        """The whole screen as it is now."""
        return screen._compositor.render_update(full=True, screen_stack=self._background_screens)

    def _sequence_for(
        self, screen: Screen[Any], renderable: RenderableType, terminal: Abilities
    ) -> str:
        """The output for an update. Raises TypeError for an unknown kind of update."""
        # Here, where it does no harm if what they need of Textual is not there.
        from tui.terminal.thin_line.picture import Picture, is_whole, parts_of

        colours = self.console._color_system or ColorSystem.TRUECOLOR
        width, height = screen._compositor.size
        picture = self._picture
        if picture is None or (picture.width, picture.height, picture.colours) != (
            width,
            height,
            colours,
        ):
            keeps_column = terminal.keeps_column or getattr(self._driver, "keeps_column", False)
            able = terminal._replace(keeps_column=keeps_column)
            picture = self._picture = Picture(able, width, height, colours)
        update: object = renderable
        if (self._behind or not picture.is_known) and not is_whole(update):
            update = self._whole(screen)
        self._behind = False
        sequence = picture.show(parts_of(update))
        cursor = self.screen.outer_size.clamp_offset(self.cursor_position)
        if sequence and cursor != (0, 0):
            sequence += f"\x1b[{cursor.y + 1};{cursor.x + 1}H"
        return sequence

    async def _on_resize(self, event: events.Resize) -> None:
        """Forget what the terminal showed: it may have moved all of it, or begun afresh."""
        self._picture = None
        # Textual does nothing about a size that stays, as after the program was stopped.
        if event.size == self._size:
            self.screen.refresh()

    @contextmanager
    def suspend(self) -> Iterator[None]:
        """Leave the terminal to another program for a while."""
        with super().suspend():
            yield
        self._picture = None


def _with_plain_end(driver_class: type[Driver]) -> type[Driver]:
    class PlainEndDriver(driver_class):  # type: ignore[misc, valid-type]
        """Puts the pen down before the terminal is anybody else's."""

        def stop_application_mode(self) -> None:
            """Give the terminal back."""
            self.write(PLAIN_AGAIN)
            super().stop_application_mode()

    return PlainEndDriver
