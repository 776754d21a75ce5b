"""The whole program in a real pseudo-terminal: press keys, and read what a person would see."""

from __future__ import annotations

import codecs
import contextlib
import copy
import itertools
import os
import re
import select
import shlex
import signal
import struct
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pyte
import pytest
from pyte.screens import Char
from wcwidth import wcwidth

if sys.platform != "win32":
    import fcntl
    import termios

_SEQUENCE = re.compile(
    r"\x1b\[(?P<prefix>[<=>?]?)(?P<numbers>[0-9;:]*)(?P<middle>[ -/]*)(?P<final>[@-~])"
    r"|\x1b(?P<kind>[\]PX^_])(?P<body>[^\x07\x1b]*)(?:\x07|\x1b\\|(?=\x1b[^\\]))"
    r"|[\x80-\x9f]"
)
_UNFINISHED = re.compile(r"\x1b(?:\[[<=>?]?[0-9;:]*[ -/]*|[\]PX^_][^\x07\x1b]*\x1b?|[ #%()*+])?\Z")
_APPLICATION_CURSOR, _BRACKETED_PASTE, _SYNCHRONISED = 1, 2004, 2026
_ALTERNATE_SCREENS = {47, 1047, 1049}
_RESIZING_MODE = 3
_KNOWN_MODES = {1, 5, 6, 7, 25, 1000, 1002, 1003, 1004, 1006, 1015, 1016, 2004, 2026}
_KNOWN_MODES |= _ALTERNATE_SCREENS
_ESCAPE_GAP = 0.15
_WRITING_TIME = 10.0

_PLAIN_KEYS = {"enter": "\r", "tab": "\t", "shift+tab": "\x1b[Z", "escape": "\x1b", "space": " "}
_PLAIN_KEYS |= {"backspace": "\x7f", "ctrl+space": "\x00", "ctrl+\\": "\x1c", "ctrl+]": "\x1d"}
_CURSOR_KEYS = {"up": "A", "down": "B", "right": "C", "left": "D", "home": "H", "end": "F"}
_FUNCTION_KEYS = {"f1": "P", "f2": "Q", "f3": "R", "f4": "S"}
_NUMBERED_KEYS = {"insert": 2, "delete": 3, "pageup": 5, "pagedown": 6, "f5": 15, "f6": 17}
_NUMBERED_KEYS |= {"f7": 18, "f8": 19, "f9": 20, "f10": 21, "f11": 23, "f12": 24}


def key_bytes(name: str, *, application_cursor: bool = False) -> bytes:
    """What xterm sends for a key such as `down`, `ctrl+s`, `alt+x`, `shift+f3`, `a` or `é`."""
    if len(name) == 1 or name in _PLAIN_KEYS:
        return _PLAIN_KEYS.get(name, name).encode()
    *held, key = name.split("+")
    if not set(held) <= {"shift", "alt", "ctrl"}:
        raise ValueError(f"no key is called {name!r}: write it like 'down', 'ctrl+s' or 'f2'")
    code = 1 + ("shift" in held) + 2 * ("alt" in held) + 4 * ("ctrl" in held)
    if final := _CURSOR_KEYS.get(key) or _FUNCTION_KEYS.get(key):
        introducer = "\x1bO" if application_cursor or key in _FUNCTION_KEYS else "\x1b["
        return (introducer + final if code == 1 else f"\x1b[1;{code}{final}").encode()
    if number := _NUMBERED_KEYS.get(key):
        return (f"\x1b[{number}~" if code == 1 else f"\x1b[{number};{code}~").encode()
    if held == ["alt"] and (len(key) == 1 or key in _PLAIN_KEYS):
        return b"\x1b" + key_bytes(key)
    if held == ["shift"] and len(key) == 1:
        return key.upper().encode()
    if held == ["ctrl"] and re.fullmatch("[a-z]", key):
        return bytes([ord(key) & 0x1F])
    raise ValueError(f"no terminal sends {name!r}: write a key like 'down', 'ctrl+s' or 'f2'")


def _colours(numbers: str) -> list[int]:
    """The parameters of a style sequence, with the colon forms that pyte cannot read rewritten."""
    values: list[int] = []
    for part in numbers.split(";"):
        first, *rest = [int(number or 0) for number in part.split(":")]
        if not rest:
            values.append(first)
        elif first in (38, 48):
            values += [first, 2, *rest[-3:]] if rest[0] == 2 else [first, 5, rest[-1]]
        elif first == 4:
            values.append(4 if rest[0] else 24)
    return values


class Screen(pyte.Screen):
    """pyte's screen with what xterm has and pyte lacks; unknown sequences draw nothing."""

    def __init__(self, columns: int, rows: int) -> None:
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._unfinished = ""
        self._main: tuple[Any, Any] | None = None
        super().__init__(columns, rows)
        self._stream = pyte.Stream(self)

    def has_mode(self, number: int) -> bool:
        """Whether the program has switched this private mode on."""
        return number << 5 in self.mode

    def feed(self, data: bytes) -> bytes:
        """Show what the program wrote; returns the terminal's answers to its questions."""
        text = self._unfinished + self._decode(data)
        cut = _UNFINISHED.search(text)
        self._unfinished = cut.group() if cut else ""
        end = cut.start() if cut else len(text)
        answers, position = "", 0
        for found in _SEQUENCE.finditer(text, 0, end):
            self._stream.feed(text[position : found.start()])
            position = found.end()
            if found["kind"] == "]" and found["body"].startswith(("0;", "2;")):
                self.set_title(found["body"][2:])
            elif found["final"]:
                answers += self._control(*found.group("prefix", "numbers", "middle", "final"))
        self._stream.feed(text[position:end])
        return answers.encode()

    def _control(self, prefix: str, numbers: str, middle: str, final: str) -> str:
        name = prefix + middle + final
        values = _colours(numbers)
        if name == "m":
            if values:
                self.select_graphic_rendition(*values)
        elif name in ("?h", "?l"):
            self._switch(values, on=name == "?h")
        elif name in ("c", "n", "t", ">c", ">q", "?$p"):
            return self._answer(name, values[0] if values else 0)
        elif name in ("S", "T"):
            self._scroll(max(1, values[0]), up=name == "S")
        elif name in pyte.Stream.csi:
            # A sequence with more parameters than it takes is another terminal's extension.
            with contextlib.suppress(TypeError):
                getattr(self, pyte.Stream.csi[name])(*values)
        return ""

    def _answer(self, name: str, number: int) -> str:
        row, column = self.cursor.y + 1, min(self.cursor.x + 1, self.columns)
        state = (1 if self.has_mode(number) else 2) if number in _KNOWN_MODES else 0
        return {
            ("c", 0): "\x1b[?64;1;2;6;22c",
            (">c", 0): "\x1b[>41;390;0c",
            (">q", 0): "\x1bP>|XTerm(390)\x1b\\",
            ("n", 5): "\x1b[0n",
            ("n", 6): f"\x1b[{row};{column}R",
            ("t", 18): f"\x1b[8;{self.lines};{self.columns}t",
            ("?$p", number): f"\x1b[?{number};{state}$y",
        }.get((name, number), "")

    def _switch(self, modes: list[int], *, on: bool) -> None:
        modes = [mode for mode in modes if mode != _RESIZING_MODE]
        (self.set_mode if on else self.reset_mode)(*modes, private=True)
        if not _ALTERNATE_SCREENS & set(modes) or on == bool(self._main):
            return
        if on:
            self._main = self.buffer, copy.copy(self.cursor)
            self.buffer = copy.copy(self.buffer)
            self.buffer.clear()
        elif self._main:
            hidden = self.cursor.hidden
            (self.buffer, self.cursor), self._main = self._main, None
            self.cursor.hidden = hidden
            self._clamp_cursor()

    def resize(self, lines: int | None = None, columns: int | None = None) -> None:
        """Take the new size; the cursor stays on the screen."""
        super().resize(lines, columns)
        self._clamp_cursor()

    def _clamp_cursor(self) -> None:
        self.cursor.x = min(self.cursor.x, self.columns - 1)
        self.cursor.y = min(self.cursor.y, self.lines - 1)

    def _scroll(self, count: int, *, up: bool) -> None:
        top, bottom = self.margins or (0, self.lines - 1)
        before = self.cursor.y
        self.cursor.y = bottom if up else top
        for _ in range(min(count, self.lines)):
            (self.index if up else self.reverse_index)()
        self.cursor.y = before

    def draw(self, data: str) -> None:
        """Write text; what has no width joins the character before it, as in xterm."""
        if data.isascii():
            super().draw(data)
            return
        for character in data:
            if (width := wcwidth(character)) > 0:
                super().draw(character)
            elif width == 0 and self.cursor.x:
                row, column = self.buffer[self.cursor.y], self.cursor.x - 1
                if not row[column].data and column:
                    column -= 1
                joined = unicodedata.normalize("NFC", row[column].data + character)
                row[column] = row[column]._replace(data=joined)

    def line(self, row: int) -> str:
        """One row as text, without the blanks at its end; half of a wide character is a blank."""
        cells = [self.buffer[row][column].data for column in range(self.columns)] + [" "]
        shown, after_wide = "", False
        for cell, following in itertools.pairwise(cells):
            wide = bool(cell) and wcwidth(cell[0]) == 2
            broken = (wide and following != "") or (not cell and not after_wide)
            shown += " " if broken else cell
            after_wide = wide
        return shown.rstrip()


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
        application = self.screen.has_mode(_APPLICATION_CURSOR)
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
        bracketed = self.screen.has_mode(_BRACKETED_PASTE)
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
            if not self.screen.has_mode(_SYNCHRONISED):
                found = re.search(pattern, self.text, re.MULTILINE)
            return found is not None or self._over

        self._until(look, timeout)
        if found is None:
            raise self._failure(f"{pattern!r} did not appear within {timeout:g} seconds.")
        return found

    def wait_gone(self, pattern: str, timeout: float = 15) -> None:
        """Wait until the screen no longer has the pattern."""

        def look() -> bool:
            gone = not re.search(pattern, self.text, re.MULTILINE)
            return gone and not self.screen.has_mode(_SYNCHRONISED)

        if not self._until(lambda: self._over or look(), timeout) or not look():
            raise self._failure(f"{pattern!r} was still there after {timeout:g} seconds.")

    def settle(self, quiet: float = 0.15, timeout: float = 10) -> None:
        """Wait until the program has written nothing for `quiet` seconds, or has ended."""
        deadline = time.monotonic() + timeout
        while self._pump(quiet):
            if time.monotonic() > deadline:
                raise self._failure(f"The program still wrote after {timeout:g} seconds.")

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
