"""The desk sees by the terminal's first answers whether the line to it is slow."""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.terminal.real_terminal import Terminal
from tui.terminal.slow_line import TURNED_OUT_SLOW


class FarTerminal(Terminal):
    """A terminal whose answers take so many seconds to arrive; with None it gives none."""

    def __init__(
        self, command: Sequence[str], late: float | None, *, env: Mapping[str, str], cwd: Path
    ) -> None:
        super().__init__(command, env=env, cwd=cwd)
        self._late = late
        self._under_way: deque[tuple[float, bytes]] = deque()
        self._shown = self.screen.feed
        self.screen.feed = self._feed  # type: ignore[method-assign]

    def _feed(self, data: bytes) -> bytes:
        answers = self._shown(data)
        if answers and self._late is not None:
            self._under_way.append((time.monotonic() + self._late, answers))
        return b""

    def _pump(self, seconds: float) -> bool:
        if self._under_way:
            seconds = min(seconds, max(0.0, self._under_way[0][0] - time.monotonic()))
        shown = super()._pump(seconds)
        while self._under_way and self._under_way[0][0] <= time.monotonic():
            self.write(self._under_way.popleft()[1])
        return shown


Far = Callable[..., FarTerminal]


@pytest.fixture
def far(program: list[str], home: Path, home_environment: dict[str, str]) -> Iterator[Far]:
    with ExitStack() as opened:

        def start(late: float | None, *arguments: str) -> FarTerminal:
            books = [] if "--store" in arguments else ["--sample"]
            command = [*program, "--today", "2026-11-21", *arguments, *books]
            return opened.enter_context(FarTerminal(command, late, env=home_environment, cwd=home))

        yield start


def after_a_key(terminal: Terminal) -> str:
    """The screen once a key that was typed after all answers has had its effect."""
    terminal.wait_for("Enter open")
    terminal.press("1")
    terminal.wait_for("row 1 of 16")
    return terminal.text


def test_answers_that_take_long_make_the_desk_spare_the_line_and_say_so(far: Far) -> None:
    terminal = far(0.3)
    terminal.wait_for("Today")
    terminal.wait_for(TURNED_OUT_SLOW)
    before = terminal.bytes_received
    after_a_key(terminal)
    sent = bytes(terminal.output[before:])
    assert not re.search(rb"38;[25];", sent)
    assert b"48;" not in sent


def test_who_is_asked_how_to_begin_reads_it_afterwards(far: Far, home: Path) -> None:
    terminal = far(0.3, "--store", str(home / "new.db"))
    terminal.wait_for("How would you like to begin")
    terminal.until(lambda: not terminal._under_way)
    terminal.press("e")
    terminal.wait_for(TURNED_OUT_SLOW)


def test_a_terminal_that_answers_at_once_is_not_spared(far: Far) -> None:
    terminal = far(0.0)
    assert TURNED_OUT_SLOW not in after_a_key(terminal)
    assert re.search(rb"[\[;]38;[25];", terminal.output)


def test_a_terminal_that_answers_nothing_is_not_called_slow(far: Far) -> None:
    assert TURNED_OUT_SLOW not in after_a_key(far(None))


def test_what_every_terminal_answers_is_enough(far: Far) -> None:
    terminal = far(0.3)
    terminal._shown = _without_modes(terminal._shown)
    terminal.wait_for(TURNED_OUT_SLOW)


def _without_modes(shown: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    """As terminals do that know nothing of modes: only the place of the cursor is told."""

    def feed(data: bytes) -> bytes:
        answers = shown(data)
        return b"".join(
            b"\x1b" + answer for answer in answers.split(b"\x1b") if answer.endswith(b"R")
        )

    return feed


def test_a_slow_line_that_the_user_wants_as_ever_is_left_so(far: Far, home: Path) -> None:
    folder = home / ".config" / "alliance-desk"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text("[desk]\nslow_line = false\n", encoding="utf-8")
    terminal = far(0.3)
    terminal.wait_for("Enter open")
    terminal.until(lambda: not terminal._under_way)
    assert TURNED_OUT_SLOW not in after_a_key(terminal)


def test_a_line_is_spared_from_the_first_byte_when_asked_for(far: Far) -> None:
    terminal = far(0.0, "--slow-line")
    terminal.wait_for("Enter open")
    assert not re.search(rb"38;[25];", terminal.output)
    assert b"48;" not in terminal.output
    assert TURNED_OUT_SLOW not in terminal.text
