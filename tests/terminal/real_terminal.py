"""The whole program in a real pseudo-terminal: press keys, and read what a person would see."""

from __future__ import annotations

import contextlib
import os
import re
import select
import shlex
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from pyte.screens import Char

from tests.terminal.emulated_screen import (
    APPLICATION_CURSOR,
    BRACKETED_PASTE,
    SYNCHRONISED,
    Screen,
    key_bytes,
)

if sys.platform != "win32":
    import fcntl
    import termios

_ESCAPE_GAP = 0.15
_WRITING_TIME = 10.0


class CursorPlace(NamedTuple):
    """Where the cursor is: row and column from 0, and whether the program hides it."""

    row: int
    column: int
    hidden: bool


class Terminal:
    """A program in a pseudo-terminal of its own, as seen and used by a person at the keyboard.

    Answers questions about the terminal as xterm does, with synchronised output known. Rows and
    columns count from 0 and times are in seconds. The program sees only `env` besides TERM,
    COLORTERM, LANG and PATH. Skips the test on Windows. Leaving the `with` block kills the
    program and all of its process group.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str],
        cwd: Path | None = None,
    ) -> None:
        if sys.platform == "win32":
            pytest.skip("Windows has no pseudo-terminals of this kind")
        self.command = list(command)
        self.screen = Screen(*size)
        self.output = bytearray()
        self._over = False
        self._free_from = 0.0
        self._began = time.monotonic()
        self._came_up_after: float | None = None
        self._terminal, programs_end = os.openpty()
        os.set_blocking(self._terminal, False)
        self._tell_size()
        environment = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
        environment["PATH"] = os.environ.get("PATH", os.defpath)

        def take_the_terminal() -> None:
            for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM):
                signal.signal(number, signal.SIG_DFL)
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)

        try:
            self._process = subprocess.Popen(
                self.command,
                stdin=programs_end,
                stdout=programs_end,
                stderr=programs_end,
                env={**environment, **env},
                cwd=cwd,
                start_new_session=True,
                preexec_fn=take_the_terminal,
            )
        except BaseException:
            os.close(self._terminal)
            raise
        finally:
            os.close(programs_end)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def press(self, *keys: str, delay: float = 0.0) -> None:
        """Press keys by name, so many seconds apart; without delay they go in one packet.

        The key after Escape waits until no program can take the two for one Alt key.
        """
        application = self.screen.has_mode(APPLICATION_CURSOR)
        pending = b""
        for key in keys:
            pending += key_bytes(key, application_cursor=application)
            if delay or key == "escape":
                self._send(pending, gap=_ESCAPE_GAP if key == "escape" else 0)
                self._listen(delay)
                pending = b""
        self._send(pending)

    def type(self, text: str, *, delay: float = 0.0) -> None:
        """Type text, a new line being Enter; without delay it goes in one packet."""
        typed = text.replace("\n", "\r")
        for piece in typed if delay else [typed]:
            self._send(piece.encode())
            self._listen(delay)

    def paste(self, text: str) -> None:
        """Paste text as xterm does: between brackets when the program asked for them."""
        data = text.replace("\n", "\r").encode()
        bracketed = self.screen.has_mode(BRACKETED_PASTE)
        self._send(b"\x1b[200~" + data + b"\x1b[201~" if bracketed else data)

    def write(self, data: bytes) -> None:
        """Send exactly these bytes, now; a program that has ended is sent nothing."""
        deadline = time.monotonic() + _WRITING_TIME
        while data and not self._over:
            left = max(0.0, deadline - time.monotonic())
            ready = select.select([self._terminal], [self._terminal], [], left)
            if ready[1]:
                try:
                    data = data[os.write(self._terminal, data) :]
                except BlockingIOError:
                    continue
                except OSError:
                    return
            elif ready[0]:
                self._pump(0)
            else:
                raise self._failure(f"The program took no more keys for {_WRITING_TIME:g} seconds.")

    def resize(self, columns: int, rows: int) -> None:
        """Make the window another size; the program is told by SIGWINCH."""
        self.screen.resize(rows, columns)
        self._tell_size()

    def signal(self, number: int) -> None:
        """Send a signal to the program itself."""
        self._process.send_signal(number)

    def has_ended(self) -> bool:
        """Whether the program has come to its end, or does so now that its terminal is closed."""
        return self._until(lambda: self._ended() is not None, 1 if self._over else 0)

    def is_stopped(self) -> bool:
        """Whether the program stands still since it was told to stop."""
        options = os.WSTOPPED | os.WNOHANG | os.WNOWAIT
        return os.waitid(os.P_PID, self._process.pid, options) is not None

    def hang_up(self) -> None:
        """Cut the line, as a dropped SSH connection does; the program gets SIGHUP."""
        if self._terminal >= 0:
            os.close(self._terminal)
        self._terminal, self._over = -1, True

    def wait_for(self, pattern: str, timeout: float = 15) -> re.Match[str]:
        """Wait until the screen has the pattern, in which ^ and $ match at each row."""
        found: re.Match[str] | None = None

        def look() -> bool:
            nonlocal found
            if not self.screen.has_mode(SYNCHRONISED):
                found = re.search(pattern, self.text, re.MULTILINE)
            return found is not None or self._over

        self._until(look, timeout)
        if found is None:
            raise self._failure(f"{pattern!r} did not appear within {timeout:g} seconds.")
        if self._came_up_after is None:
            self._came_up_after = time.monotonic() - self._began
        # What is sent in one go may arrive in pieces: the rest of the screen is to be there too.
        self._until(lambda: self._over or not self._pump(0.01), 0.2)
        return found

    def within(self, seconds: float) -> float:
        """So many seconds; on a busy computer as many as the program needed to come up there."""
        return max(seconds, self._came_up_after or 0)

    def wait_gone(self, pattern: str, timeout: float = 15) -> None:
        """Wait until the screen no longer has the pattern."""

        def look() -> bool:
            gone = not re.search(pattern, self.text, re.MULTILINE)
            return gone and not self.screen.has_mode(SYNCHRONISED)

        if not self._until(lambda: self._over or look(), timeout) or not look():
            raise self._failure(f"{pattern!r} was still there after {timeout:g} seconds.")

    def keeps_keys(self) -> bool:
        """Whether the terminal passes keys on as they are: Ctrl+S does not stop its output."""
        return not termios.tcgetattr(self._terminal)[0] & termios.IXON

    def adds_returns(self) -> bool:
        """Whether the system sends a return before each line feed that is written."""
        return bool(termios.tcgetattr(self._terminal)[1] & termios.ONLCR)

    def until(self, condition: Callable[[], bool], timeout: float = 15) -> None:
        """Wait until something is so outside the screen, such as a file being there."""
        if not self._until(lambda: self._over or condition(), timeout) or not condition():
            raise self._failure(f"It was not so within {timeout:g} seconds.")

    def settle(self, quiet: float = 0.15, timeout: float = 10) -> None:
        """Wait until the program has written nothing for `quiet` seconds, or has ended."""
        deadline = time.monotonic() + timeout
        while self._pump(quiet):
            if time.monotonic() > deadline:
                raise self._failure(f"The program still wrote after {timeout:g} seconds.")

    def bytes_within(self, seconds: float) -> int:
        """How much the program writes in so many seconds from now."""
        before = self.bytes_received
        self._listen(seconds)
        return self.bytes_received - before

    def lines(self) -> list[str]:
        """The rows of the screen, without the blanks at their ends."""
        return [self.screen.line(row) for row in range(self.screen.lines)]

    @property
    def text(self) -> str:
        """The screen as one text, a line for each row."""
        return "\n".join(self.lines())

    @property
    def cursor(self) -> CursorPlace:
        """Where the cursor is."""
        place = self.screen.cursor
        return CursorPlace(place.y, min(place.x, self.screen.columns - 1), bool(place.hidden))

    def cell(self, row: int, column: int) -> Char:
        """One cell with its colours; the second cell of a wide character has empty data."""
        return self.screen.buffer[row][column]

    @property
    def bytes_received(self) -> int:
        """How much the program has written; all of it is in `output`."""
        return len(self.output)

    def exit_code(self, timeout: float = 10) -> int:
        """Wait for the program's end; minus the signal's number when a signal ended it."""
        if not self._until(lambda: self._ended() is not None, timeout):
            raise self._failure(f"The program had not ended after {timeout:g} seconds.")
        self._until(lambda: self._over, 1)
        return self._process.returncode

    def ends_unread(self, seconds: float) -> bool:
        """Whether the program ends within so many seconds while nobody reads what it writes."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def kill(self) -> None:
        """End the program and its process group at once, as a power cut would."""
        if self._process.poll() is None:
            self._kill_group()
            self._process.wait(10)

    def close(self) -> None:
        """Kill what still runs and give the terminal back; the last screen can still be read."""
        self.kill()
        self.hang_up()

    def _tell_size(self) -> None:
        size = struct.pack("HHHH", self.screen.lines, self.screen.columns, 0, 0)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, size)

    def _send(self, data: bytes, *, gap: float = 0) -> None:
        if data:
            self._listen(self._free_from - time.monotonic())
            self.write(data)
            self._free_from = time.monotonic() + gap

    def _listen(self, seconds: float) -> None:
        if seconds > 0:
            self._until(lambda: False, seconds)

    def _pump(self, seconds: float) -> bool:
        """Show the next piece of output; False when none came within so many seconds."""
        if self._over:
            select.select([], [], [], min(seconds, 0.01))
            return False
        if not select.select([self._terminal], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self._terminal, 65536)
        except BlockingIOError:
            return False
        except OSError:
            data = b""
        self._over = not data
        self.output += data
        self.write(self.screen.feed(data))
        return bool(data)

    def _until(self, condition: Callable[[], bool], timeout: float) -> bool:
        deadline = time.monotonic() + timeout
        while not condition():
            left = deadline - time.monotonic()
            if left <= 0:
                return False
            if not self._pump(min(left, 0.02)):
                self._ended()
        return True

    def _ended(self) -> int | None:
        # What the program left running in its group would keep the terminal open.
        running = self._process.returncode is None
        if running and self._process.poll() is not None:
            self._kill_group()
        return self._process.returncode

    def _kill_group(self) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def _failure(self, problem: str) -> AssertionError:
        if self._over:
            self._until(lambda: self._ended() is not None, 1)
        code = self._process.returncode
        state = "running" if code is None else f"ended with exit code {code}"
        edge = "─" * self.screen.columns
        screen = "\n".join(["┌" + edge, *("│" + line for line in self.lines()), "└" + edge])
        return AssertionError(
            f"{problem}\n{shlex.join(self.command)} ({state}; {self.cursor})\n{screen}"
        )
