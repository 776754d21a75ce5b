"""A program seen through a line: every byte of it, what it costs, and the same over a slow line.

A simulated line delivers what the program writes at its rate and half a round trip late, and keys
and the terminal's answers half a round trip late as well. Like the buffers of an SSH session it
takes all that is written at once: what was written too fast is shown too late.
"""

from __future__ import annotations

import time
import zlib
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import mean, median
from typing import NamedTuple

from tests.benchmarks.recording import Recording
from tests.terminal.real_terminal import Screen

_PIECE = 64
"""Bytes that a slow line delivers together: about a hundredth of a second's worth."""


class Line(NamedTuple):
    """A line: how many bits a second it carries, and how long a byte and its answer take."""

    bits: int
    round_trip: float

    def seconds(self, size: float) -> float:
        """How long so many bytes take to be carried."""
        return size * 8 / self.bits


SLOW = Line(57_600, 0.15)
"""A telephone's line from a village school."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What came of a key, or of the start.

    `change` are the seconds until the screen first changed and `whole` those until the answer had
    been written; `later` are the bytes that came once the program saw that no key followed.
    `deflated` is what a compressing line would carry of the answer. `processor` are the seconds
    that the program computed; None where the system does not say.
    """

    change: float
    whole: float
    size: float
    deflated: float
    later: float
    processor: float | None

    @classmethod
    def of(cls, costs: Sequence[Cost]) -> Cost:
        """What each of several keys has cost: bytes on average, and the time of the middle one."""
        computed = [cost.processor for cost in costs if cost.processor is not None]
        return cls(
            median(cost.change for cost in costs),
            median(cost.whole for cost in costs),
            mean(cost.size for cost in costs),
            mean(cost.deflated for cost in costs),
            mean(cost.later for cost in costs),
            median(computed) if computed else None,
        )


class Watched(Recording):
    """A recording that knows when the screen changes, what is deflated, and what was computed."""

    def __init__(
        self, command: Sequence[str], *, size: tuple[int, int], env: Mapping[str, str]
    ) -> None:
        super().__init__(command, size=size, env=env)
        # One stream for the whole session, flushed with each packet, as ssh -C does it.
        self._deflater = zlib.compressobj(6)
        self._deflated = 0

    def begin(self, quiet: float = 1.0) -> Cost:
        """What the start has cost when its screen stands still."""
        while not self.text.strip():
            self._listen(1.0)
        self.settle(quiet)
        processor, screen = self.processor, Screen(self.columns, self.rows)
        shown = self.chunks[-1][0]
        for moment, data in self.chunks:
            screen.feed(data)
            if not screen.has_mode(2026) and any(map(screen.line, range(self.rows))):
                shown = moment
                break
        whole, size = self.chunks[-1][0], len(self.output)
        deflated = self._deflate_to(len(self.chunks))
        return Cost(shown - self.began, whole - self.began, size, deflated, 0, processor)

    def cost(self, keys: bytes, quiet: float = 0.6, *, whole: bool = False) -> Cost:
        """Press keys, and see what comes of them; with `whole` what comes after a pause as well."""
        self._deflate_to(len(self.chunks))
        self.draw()
        first, before, processor = len(self.chunks), len(self.output), self.processor
        began = time.perf_counter()
        self.send(keys)
        self.settle(quiet)
        if len(self.chunks) == first:
            raise AssertionError(f"{keys!r} had no effect. The screen:\n{self.text}")
        last = len(self.chunks) - 1 if whole else self._end_of_burst(first)
        deflated = self._deflate_to(last + 1)
        size = sum(len(data) for _, data in self.chunks[first : last + 1])
        computed = self.processor
        return Cost(
            self._first_change(first) - began,
            self.chunks[last][0] - began,
            size,
            deflated,
            len(self.output) - before - size,
            computed - processor if computed is not None and processor is not None else None,
        )

    def _first_change(self, first: int) -> float:
        """When the screen first showed something else, of what was written from a chunk on."""
        screen = self._screen
        assert screen is not None
        kept = {row: dict(cells) for row, cells in screen.buffer.items()}
        changed: float | None = None
        for moment, data in self.chunks[first:]:
            screen.feed(data)
            self._drawn += 1
            now = {row: dict(cells) for row, cells in screen.buffer.items()}
            if changed is None and not screen.has_mode(2026) and now != kept:
                changed = moment
        return self.chunks[first][0] if changed is None else changed

    def _deflate_to(self, end: int) -> int:
        """How much the chunks up to this one are when deflated, of those that were not yet."""
        packets = [
            self._deflater.compress(data) + self._deflater.flush(zlib.Z_SYNC_FLUSH)
            for _, data in self.chunks[self._deflated : end]
        ]
        self._deflated = max(self._deflated, end)
        return sum(map(len, packets))


class OverLine(Watched):
    """A program at the other end of a slow line."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        size: tuple[int, int],
        env: Mapping[str, str],
        line: Line = SLOW,
    ) -> None:
        self.line = line
        self._up: deque[tuple[float, bytes]] = deque()
        self._down: deque[tuple[float, bytes]] = deque()
        self._free = self._heard = 0.0
        super().__init__(command, size=size, env=env)

    def send(self, keys: bytes) -> None:
        """Press keys; the program has them half a round trip later."""
        self._up.append((time.perf_counter() + self.line.round_trip / 2, keys))

    def settle(self, quiet: float = 0.4) -> None:
        """Wait until nothing was shown for so many seconds, and nothing is on its way."""
        computed = self.processor
        while self._listen(quiet) or self._up or self._down or self._is_at_work(computed, quiet):
            computed = self.processor

    def last_shown(self, quiet: float = 1.0) -> float:
        """The moment at which the line has shown all that is written; nobody has to wait for it."""
        while True:
            began, computed = time.perf_counter(), self.processor
            self.idle(quiet)
            if not self._up and self._heard < began and not self._is_at_work(computed, quiet):
                return self._down[-1][0] if self._down else self.chunks[-1][0]

    def _listen(self, seconds: float) -> bool:
        until = time.perf_counter() + seconds
        while True:
            now = time.perf_counter()
            while self._up and self._up[0][0] <= now:
                super().send(self._up.popleft()[1])
            if self._down and self._down[0][0] <= now:
                self._show(self._down.popleft()[1])
                return True
            due = [queue[0][0] for queue in (self._up, self._down) if queue]
            wait = min([until, *due]) - now
            if wait <= 0 and not due:
                return False
            data = self._read(max(0.0, wait))
            if data:
                self._carry(data)
            elif time.perf_counter() >= until and not any(
                moment <= time.perf_counter() for moment in due
            ):
                return False

    def _carry(self, data: bytes) -> None:
        self._heard = time.perf_counter()
        self._free = max(self._free, self._heard)
        for at in range(0, len(data), _PIECE):
            piece = data[at : at + _PIECE]
            self._free += self.line.seconds(len(piece))
            self._down.append((self._free + self.line.round_trip / 2, piece))
