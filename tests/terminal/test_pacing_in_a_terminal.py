"""What the terminal has not answered for yet holds the desk back, and is not left to the shell."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tests.terminal.real_terminal import Terminal
from tui.terminal.thin_line.pacing import LIMIT

_ANSWER = re.compile(rb"\x1b\[\d+;\d+R")

_THEN_READ = """
import subprocess, sys, termios, tty
code = subprocess.call(sys.argv[1:])
tty.setcbreak(0, termios.TCSANOW)
print("code", code, flush=True)
typed = ""
while not typed.endswith("."):
    typed += sys.stdin.read(1)
print("typed", repr(typed), flush=True)
"""
"""What comes after the desk in the same terminal: it says what it gets to read."""


class Withholding(Terminal):
    """A terminal that keeps its answers to itself until it is told to give them."""

    withheld = False

    def _pump(self, seconds: float) -> bool:
        if not hasattr(self, "kept"):
            self.kept: list[bytes] = []
            self._shown = self.screen.feed
            self.screen.feed = self._feed  # type: ignore[method-assign]
        return super()._pump(seconds)

    def _feed(self, data: bytes) -> bytes:
        answers = self._shown(data)
        if not self.withheld:
            return answers
        self.kept += _ANSWER.findall(answers)
        return _ANSWER.sub(b"", answers)

    def release(self) -> None:
        """Give the answers that were kept, and all others at once."""
        self.withheld = False
        for answer in self.kept:
            self.write(answer)
        self.kept.clear()


Withheld = Callable[..., Withholding]


@pytest.fixture
def withheld(home: Path, home_environment: dict[str, str]) -> Iterator[Withheld]:
    opened: list[Withholding] = []

    def start(command: Sequence[str]) -> Withholding:
        terminal = Withholding(command, size=(100, 14), env=home_environment, cwd=home)
        opened.append(terminal)
        terminal.wait_for("0 Today")
        terminal.press("1")
        terminal.wait_for("row 1 of 16")
        terminal.settle(0.3)
        return terminal

    yield start
    for terminal in opened:
        terminal.close()


def sample(program: list[str]) -> list[str]:
    return [*program, "--today", "2026-11-21", "--sample"]


def hold_a_key_until_it_is_asked(terminal: Withholding) -> None:
    """Go down and up until the desk has asked the terminal how far it is."""
    for _ in range(10):
        terminal.press(*["down"] * 12, *["up"] * 12, delay=0.005)
        terminal._listen(0.05)
        if terminal.kept:
            return
    raise terminal._failure("The desk sends and sends and never asks.")


def hold_a_key_until_no_more_is_shown(terminal: Withholding) -> int:
    """Go down a row at a time, by way of others, until the desk holds back; give the row."""
    for row in range(2, 12):
        terminal.press(*["down"] * 9, *["up"] * 8, delay=0.005)
        if not terminal.bytes_within(0.1) and f"row {row} of 16" not in terminal.text:
            return row
    raise terminal._failure("The desk sends and sends, though nothing is answered.")


def test_a_key_that_is_held_down_sends_no_more_than_the_line_carries(
    program: list[str], withheld: Withheld
) -> None:
    terminal = withheld(sample(program))
    terminal.withheld = True
    before = terminal.bytes_received
    # The answers are overdue after a second and what is on its way at 2,000 bytes a second.
    row = hold_a_key_until_no_more_is_shown(terminal)
    # A line that has carried more before is trusted with up to twice as much.
    assert LIMIT <= terminal.bytes_received - before < 4 * LIMIT
    assert terminal.kept
    terminal.release()
    terminal.wait_for(f"row {row} of 16")
    terminal.press("down")
    terminal.wait_for(f"row {row + 1} of 16")


def test_a_terminal_that_answers_no_more_is_not_waited_for_twice(
    program: list[str], withheld: Withheld
) -> None:
    terminal = withheld(sample(program))
    terminal.withheld = True
    row = hold_a_key_until_no_more_is_shown(terminal)
    terminal.wait_for(f"row {row} of 16")
    began = time.monotonic()
    terminal.press(*["down"] * 9, *["up"] * 9, *["down"] * 4, delay=0.005)
    terminal.wait_for(f"row {row + 4} of 16")
    assert time.monotonic() - began < 1.0


@pytest.mark.parametrize("late", [0.0, 0.3])
def test_no_answer_is_left_to_whoever_reads_next(
    program: list[str], withheld: Withheld, late: float
) -> None:
    terminal = withheld([sys.executable, "-c", _THEN_READ, *sample(program)])
    terminal.withheld = True
    hold_a_key_until_it_is_asked(terminal)
    terminal.press("q")
    terminal._listen(late)
    terminal.release()
    terminal.wait_for("code 0")
    terminal.type(".")
    terminal.wait_for(r"typed '\.'")


def test_leaving_does_not_wait_long_for_what_does_not_come(
    program: list[str], withheld: Withheld
) -> None:
    terminal = withheld(sample(program))
    terminal.withheld = True
    hold_a_key_until_it_is_asked(terminal)
    began = time.monotonic()
    terminal.press("q")
    assert terminal.exit_code() == 0
    assert time.monotonic() - began < 3.0
