"""A program in a pseudo-terminal, and when it wrote what: the stopwatch of the benchmark.

What a program writes is kept with its moment and only drawn afterwards, so that drawing it takes
no time from the program that is measured.
"""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tests.benchmarks.process import computed_by, is_running
from tests.terminal.real_terminal import Screen

_ANSWERS = (
    (b"\x1b[?2026$p", b"\x1b[?2026;2$y"),
    (b"\x1b[?2048$p", b"\x1b[?2048;0$y"),
    (b"\x1b[c", b"\x1b[?64;1;2;6;22c"),
    (b"\x1b[6n", b"\x1b[1;1R"),
)
_PAUSE = 0.08
"""Seconds without output after which what comes is no part of the answer to a key."""

_AT_REST = 0.1
"""The part of a pause that a program may compute in, and still be at rest."""

LONGEST = 60.0
"""Seconds after which a program that says nothing more is given up."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a key: after how many seconds, in how many bytes.

    `later` are the bytes that came after a pause, when the program saw that no key followed.
    """

    seconds: float
    size: int
    later: int = 0


class Recording:
    """A running program and all that it has written. Times are seconds, sizes bytes."""

    def __init__(
        self, command: Sequence[str], *, size: tuple[int, int], env: Mapping[str, str]
    ) -> None:
        self.columns, self.rows = size
        self.chunks: list[tuple[float, bytes]] = []
        self.output = bytearray()
        self._drawn = 0
        self._screen: Screen | None = None
        self._terminal, theirs = os.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        os.set_blocking(self._terminal, False)
        self.began = time.perf_counter()
        self._process = subprocess.Popen(
            list(command),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"} | dict(env),
            start_new_session=True,
        )
        os.close(theirs)

    def __enter__(self) -> Recording:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        os.close(self._terminal)

    def send(self, keys: bytes) -> None:
        """Press keys, as the terminal sends them."""
        while keys:
            try:
                keys = keys[os.write(self._terminal, keys) :]
            except BlockingIOError:
                self._listen(0.01)

    def wait_for(self, marker: bytes, since: int = 0) -> float:
        """Wait until the program has written the marker; the moment at which it had."""
        while self.output.find(marker, since) < 0:
            if not self._listen(LONGEST):
                raise AssertionError(f"{marker!r} never came. The screen:\n{self.text}")
        return self.chunks[-1][0]

    def settle(self, quiet: float = 0.4) -> None:
        """Wait until nothing was written for so many seconds by a program that is at rest."""
        computed = self.processor
        while self._listen(quiet) or self._is_at_work(computed, quiet):
            computed = self.processor

    def press(
        self, keys: bytes, until: Callable[[str], object] | None = None, quiet: float = 0.3
    ) -> Answer:
        """Press keys: how long until the screen was as wanted, or the answer whole; how much.

        The time is that of the last of what was written without a pause, unless `until` says what
        the text of the screen must satisfy.
        """
        self.draw()
        first, before = len(self.chunks), len(self.output)
        began = time.perf_counter()
        self.send(keys)
        if until is None:
            self.settle(quiet)
            if len(self.chunks) == first:
                raise AssertionError(f"{keys!r} had no effect. The screen:\n{self.text}")
            ended = self.chunks[self._end_of_burst(first)][0]
        else:
            ended = self._when(until)
            self.settle(quiet)
        burst = self.chunks[first : self._end_of_burst(first) + 1]
        size = sum(len(data) for _, data in burst)
        return Answer(ended - began, size, len(self.output) - before - size)

    def idle(self, seconds: float) -> int:
        """How much the program writes in so many seconds when nothing is pressed."""
        before, until = len(self.output), time.perf_counter() + seconds
        while (left := until - time.perf_counter()) > 0:
            self._listen(left)
        return len(self.output) - before

    @property
    def processor(self) -> float | None:
        """The seconds that the program has computed so far; None where the system does not say."""
        return computed_by(self._process.pid)

    @property
    def memory(self) -> int:
        """The memory that the program holds now (resident), in KiB."""
        with open(f"/proc/{self._process.pid}/status", encoding="ascii") as file:  # noqa: PTH123
            found = re.search(r"VmRSS:\s+(\d+) kB", file.read())
        return int(found[1]) if found else 0

    @property
    def text(self) -> str:
        """The screen as it is now."""
        self.draw()
        screen = self._screen
        assert screen is not None
        return "\n".join(screen.line(row) for row in range(screen.lines))

    def draw(self) -> None:
        """Draw what was written since this was last called."""
        if self._screen is None:
            self._screen = Screen(self.columns, self.rows)
        for _, data in self.chunks[self._drawn :]:
            self._screen.feed(data)
        self._drawn = len(self.chunks)

    def _end_of_burst(self, first: int) -> int:
        for at in range(first + 1, len(self.chunks)):
            if self.chunks[at][0] - self.chunks[at - 1][0] > _PAUSE:
                return at - 1
        return len(self.chunks) - 1

    def _when(self, until: Callable[[str], object]) -> float:
        deadline = time.perf_counter() + LONGEST
        while time.perf_counter() < deadline:
            while self._drawn < len(self.chunks):
                moment, data = self.chunks[self._drawn]
                assert self._screen is not None
                self._screen.feed(data)
                self._drawn += 1
                whole = not self._screen.has_mode(2026)
                if whole and until(self._undrawn_text()):
                    return moment
            # Whole answers first: drawing them would hold up what follows.
            self._listen(0.03)
        raise AssertionError(f"The screen never became as wanted:\n{self.text}")

    def _undrawn_text(self) -> str:
        screen = self._screen
        assert screen is not None
        return "\n".join(screen.line(row) for row in range(screen.lines))

    def _is_at_work(self, computed: float | None, pause: float) -> bool:
        """Whether it has not answered yet: on a busy machine that takes longer than any pause."""
        now = self.processor
        if now is None or computed is None:
            return False
        return now - computed > pause * _AT_REST or is_running(self._process.pid)

    def _listen(self, seconds: float) -> bool:
        data = self._read(seconds)
        if data:
            self._show(data)
        return data is not None

    def _read(self, seconds: float) -> bytes | None:
        """What the program has written; None when it wrote nothing within so many seconds."""
        if not select.select([self._terminal], [], [], seconds)[0]:
            return None
        try:
            return os.read(self._terminal, 1 << 20)
        except BlockingIOError:
            return b""
        except OSError:
            raise AssertionError(f"The program ended. The screen:\n{self.text}") from None

    def _show(self, data: bytes) -> None:
        """Keep what has reached the terminal, and answer the questions in it."""
        self.chunks.append((time.perf_counter(), data))
        before = len(self.output)
        self.output += data
        for question, answer in _ANSWERS:
            first = max(0, before - len(question) + 1)
            if asked := self.output.count(question, first):
                self.send(answer * asked)
