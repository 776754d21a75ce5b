"""Textual's driver for Linux and macOS, hardened against terminals that misbehave or vanish."""

from __future__ import annotations

import os
import select
import signal
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, Protocol, cast

from textual import events
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.message import Message

from tui.terminal.keyboard import Keyboard
from tui.terminal.output import Output

assert sys.platform != "win32"
import termios  # noqa: E402  Windows has none, nor any use for this module.

_MOST = 4096
"""Bytes that are read at once."""

_CLEAR = "\x1b[H\x1b[J"


class Owner(Protocol):
    """The app whose terminal it is, as far as the driver tells it of what happens there."""

    def terminal_is_gone(self) -> None:
        """Told, perhaps several times, that nobody will see or type anything more."""

    def failed_outside(self, error: Exception) -> None:
        """End as after a failure in a handler of messages."""


class TerminalDriver(LinuxDriver):
    """A driver whose threads end without a traceback, and whose signals work in the app's loop.

    The app is told of every failure, and when the terminal is gone.
    """

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        # Unlike the errors' output, it is known to be the terminal.
        assert sys.__stdout__ is not None
        self._output = Output(sys.__stdout__, self._output_failed)
        self._file = cast(Any, self._output)
        self.keeps_column = self._stands_by = self._size_awaits = False

    def _in_loop(self, work: Callable[..., object], *arguments: object) -> None:
        """Have this done by the app's loop; called in other threads and by signals."""

        def do() -> None:
            with self._app._context():
                work(*arguments)

        # A loop that is closed has nothing left to do.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(do)

    @property
    def _own_app(self) -> Owner:
        return cast("Owner", self._app)

    # Begin and end

    def start_application_mode(self) -> None:
        """Take the terminal over; the app is told when there is none any more."""
        self._key_thread = self._writer_thread = None
        # A program that used the terminal before may have left it in another way.
        with suppress(OSError):
            os.set_blocking(self._output.fileno(), True)
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if not self._has_begun:
            self._in_loop(self._own_app.terminal_is_gone)
            return
        signal.signal(signal.SIGWINCH, self._window_changed)
        self._leave_out_returns()

    def _leave_out_returns(self) -> None:
        """Have a line feed sent as it is, and not with a return before it, if that is possible.

        What is changed is put back with all else, unless what is written goes elsewhere.
        """
        output = self._output.fileno()
        with suppress(OSError, termios.error):
            if os.fstat(output).st_rdev != os.fstat(self.fileno).st_rdev:
                return
            attributes = termios.tcgetattr(output)
            attributes[1] &= ~termios.ONLCR
            termios.tcsetattr(output, termios.TCSANOW, attributes)
            self.keeps_column = not termios.tcgetattr(output)[1] & termios.ONLCR

    def _enable_mouse_support(self) -> None:
        # Textual asks twice, as one terminal does not listen at the beginning.
        if self._mouse and self._has_begun:
            self.write("\x1b[?1000;1003;1015;1006h")

    def stop_application_mode(self) -> None:
        """Give the terminal back, cleared: some have no other screen to go back to."""
        self.write(_CLEAR)
        super().stop_application_mode()

    @property
    def _has_begun(self) -> bool:
        return self._key_thread is not None

    def close(self) -> None:
        """End the thread that writes."""
        super().close()
        self._writer_thread = None

    def write(self, data: str) -> None:
        """Send text, unless the terminal is somebody else's or gone."""
        if self._writer_thread is not None:
            self._writer_thread.write(data)

    def _output_failed(self, error: Exception) -> None:
        if isinstance(error, OSError):
            self._in_loop(self._own_app.terminal_is_gone)
        else:
            self._in_loop(self._own_app.failed_outside, error)

    # What comes in

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except Exception as error:
            self._in_loop(self._own_app.failed_outside, error)

    def run_input_thread(self) -> None:
        """Read what the terminal sends until the driver stops or the terminal is gone."""
        keyboard = Keyboard(self._debug)
        while not self.exit_event.is_set():
            if select.select([self.fileno], [], [], keyboard.patience)[0]:
                data = self._read()
                if data is None:
                    self._in_loop(self._own_app.terminal_is_gone)
                    return
                self._process(keyboard.take(data))
            self._process(keyboard.pause())

    def _read(self) -> bytes | None:
        """The bytes that have arrived; None when none ever will."""
        try:
            data = os.read(self.fileno, _MOST)
            if not data:
                # In the terminal's own way of editing a line, Ctrl+D alone is no bytes as well.
                termios.tcgetattr(self.fileno)
                self.exit_event.wait(0.1)
        except BlockingIOError:
            return b""
        except (OSError, termios.error):
            return None
        return data

    def _process(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self.process_message(message)

    # Signals

    def _window_changed(self, *_: object) -> None:
        """Tell the app the window's size: once, however often it changes before it is told."""
        if not (self._size_awaits or self._in_band_window_resize):
            self._size_awaits = True
            self._in_loop(self._tell_size)

    def _tell_size(self) -> None:
        self._size_awaits = False
        size = Size(*self._get_terminal_size())
        self._app.post_message(events.Resize(size, size))

    def _sigtstp_application(self, *_: object) -> None:
        self._in_loop(self._stand_by)

    def _sigcont_application(self, *_: object) -> None:
        self._in_loop(self._go_on)

    def _stand_by(self) -> None:
        """Stop, the terminal left to whoever started the desk; but never while ending."""
        if self._app._exit:
            return
        if self._auto_restart and not self._stands_by:
            self.suspend_application_mode()
            self._stands_by = self._must_signal_resume = True
        os.kill(os.getpid(), signal.SIGSTOP)

    def _go_on(self) -> None:
        """Take the terminal again: something else may have used it, even without saying so.

        When a terminal is closed, this signal follows the one that ends the desk.
        """
        if not self._auto_restart or self._app._exit:
            return
        if self._is_in_background():
            os.kill(os.getpid(), signal.SIGSTOP)
            return
        if not self._stands_by:
            self.suspend_application_mode()
        self._stands_by = False
        self.resume_application_mode()

    def _is_in_background(self) -> bool:
        try:
            return os.tcgetpgrp(self.fileno) != os.getpgrp()
        except OSError:
            # It is not this session's terminal, or gone, which is noticed when it is read.
            return False
