"""The simulated line of the benchmark is as slow as it says, and loses nothing."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

pytest.importorskip("fcntl", reason="a pseudo-terminal is needed, which Windows has not")

from tests.benchmarks.line import Cost, Line, OverLine
from tests.benchmarks.recording import Recording
from tests.benchmarks.thin_line import STOCK, LineFigures

_ECHO = (
    "import sys, tty; tty.setraw(0); print('ready', flush=True)\n"
    "key = sys.stdin.read(1); print(key * 1440 + 'end', flush=True); sys.stdin.read(1)"
)

_THINKS_FIRST = (
    "import sys, time, tty; tty.setraw(0); print('ready', flush=True); sys.stdin.read(1)\n"
    "while time.process_time() < 0.6: pass\n"
    "print('the answer', flush=True); sys.stdin.read(1)"
)


@contextmanager
def echo(line: Line) -> Iterator[OverLine]:
    """A program that answers a key with 1,440 times that key."""
    command = [sys.executable, "-c", _ECHO]
    with OverLine(command, size=(80, 24), env={}, line=line) as program:
        program.wait_for(b"ready")
        yield program


def test_a_key_and_its_answer_take_a_round_trip_and_the_time_of_the_bytes() -> None:
    line = Line(57_600, 0.15)
    with echo(line) as program:
        cost = program.cost(b"z", quiet=0.3)
    assert program.output.count(b"z") == 1440
    assert program.output.rstrip().endswith(b"end")
    assert line.round_trip <= cost.change < cost.whole
    assert cost.whole >= line.round_trip + line.seconds(1440)


def test_when_a_line_has_shown_all_is_known_before_it_has() -> None:
    line = Line(9_600, 0.15)
    with echo(line) as program:
        began = time.perf_counter()
        program.send(b"z")
        shown = program.last_shown(quiet=0.3)
        assert shown - began >= line.round_trip + line.seconds(1440)
        assert time.perf_counter() < shown


@pytest.mark.skipif(sys.platform != "linux", reason="no other system says what a program computes")
def test_an_answer_that_takes_longer_than_a_pause_is_waited_for() -> None:
    command = [sys.executable, "-c", _THINKS_FIRST]
    with Recording(command, size=(80, 24), env={}) as program:
        program.wait_for(b"ready")
        program.press(b"z", quiet=0.1)
        assert "the answer" in program.text


def test_what_a_compressing_line_would_carry_is_counted_by_itself() -> None:
    with echo(Line(10_000_000, 0.0)) as program:
        cost = program.cost(b"z", quiet=0.3)
    assert cost.size >= 1440
    assert 0 < cost.deflated < 1000


def test_the_table_says_what_was_simulated_and_what_is_reckoned() -> None:
    figures = LineFigures()
    figures.add("a row", STOCK, Cost(0.01, 0.02, 720, 60, 0, None))
    figures.simulated["held", STOCK] = [36.0]
    row, held = (line for line in figures.table() if STOCK in line)
    assert "0.27 s ≈" in row
    assert "not available" in row
    assert "36.00 s" in held
    assert "≈" not in held
    assert [each["simulated"] for each in figures.rows()] == ["no", "yes"]
