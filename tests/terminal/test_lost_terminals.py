"""A terminal that is closed takes the desk with it at once, and nothing that was typed."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal.real_terminal import Terminal
from tests.terminal.test_ends import is_offered_again, type_half_a_school

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="needs POSIX signals")

Desk = Callable[..., Terminal]
AT_ONCE = 2.0
"""Seconds within which a desk without a terminal is gone."""

WAYS = (
    ("SIGHUP", "SIGCONT", "closed"),
    ("SIGCONT", "SIGHUP", "closed"),
    ("closed", "SIGHUP", "SIGCONT"),
    ("closed", "SIGCONT", "SIGHUP"),
    ("SIGCONT", "closed"),
    ("stopped", "closed", "SIGHUP", "SIGCONT"),
    ("stopped", "SIGHUP", "SIGCONT", "closed"),
)
"""What comes when a window is closed, in the orders in which it may come."""


def close(terminal: Terminal, *ways: str) -> None:
    for way in ways:
        if way == "closed":
            terminal.hang_up()
        elif way == "stopped":
            terminal.signal(signal.SIGTSTP)
            terminal.until(terminal.is_stopped)
        else:
            terminal.signal(signal.Signals[way])


@pytest.mark.parametrize("ways", WAYS, ids="-".join)
def test_a_desk_whose_window_is_closed_is_gone_and_its_draft_is_there(
    desk: Desk, sample_books: Path, monkeypatch: pytest.MonkeyPatch, ways: tuple[str, ...]
) -> None:
    terminal = desk("--store", str(sample_books))
    # It answers no question, so that the desk is still about to end when the next signal comes.
    show = terminal.screen.feed
    monkeypatch.setattr(terminal.screen, "feed", lambda data: show(data)[:0])
    type_half_a_school(terminal)
    close(terminal, *ways)
    assert terminal.exit_code(terminal.within(AT_ONCE)) == 128 + signal.SIGHUP
    is_offered_again(desk("--store", str(sample_books)))


def test_a_terminal_that_takes_nothing_more_keeps_no_desk_from_its_end(
    program: list[str], home: Path, home_environment: dict[str, str], sample_books: Path
) -> None:
    """As when a line is dead and nobody has noticed yet; an old terminal tells no pace either."""
    command = [*program, "--today", "2026-11-21", "--store", str(sample_books)]
    environment = home_environment | {"TERM": "vt100"}
    with Terminal(command, env=environment, cwd=home) as terminal:
        type_half_a_school(terminal)
        terminal.write(b"\x0c" * 400)
        assert not terminal.ends_unread(1)
        terminal.signal(signal.SIGHUP)
        assert terminal.ends_unread(terminal.within(AT_ONCE))
        assert terminal.exit_code() == 128 + signal.SIGHUP
    with Terminal(command, env=home_environment, cwd=home) as terminal:
        is_offered_again(terminal)


COUNTING = """
import threading
from tui.commands import lists

async def count(desk):
    # Others come and go: this is of those that read and write the terminal.
    names = [thread.name for thread in threading.enumerate()]
    desk.say(f"{sum(name.startswith('textual') for name in names)} threads")

lists.sort = count
from tui.command_line.main import main
raise SystemExit(main())
"""


def test_being_told_to_go_on_without_having_been_stopped_begins_no_threads(
    program: list[str], desk: Desk, sample_books: Path
) -> None:
    program[:] = [sys.executable, "-c", COUNTING]
    terminal = desk("--store", str(sample_books))
    terminal.wait_for("0 Today")
    terminal.press("1", "s")
    before = terminal.wait_for(r"\d+ threads").group()
    for _ in range(5):
        sent = terminal.bytes_received
        terminal.signal(signal.SIGCONT)
        terminal.until(lambda sent=sent: terminal.bytes_received > sent + 500)
    terminal.press("0")
    terminal.wait_gone("threads")
    terminal.press("1", "s")
    terminal.wait_for(f" {before}$| {before} ")


LOSING = """
import time
from tui.desk.opening import _keys_kept_as_typed

class Tidied:
    def __del__(self):
        print("begun", flush=True)
        time.sleep(60)

with _keys_kept_as_typed():
    # Python drops what is raised while an object is tidied up.
    Tidied()
    time.sleep(60)
"""


@pytest.mark.parametrize("name", ["SIGHUP", "SIGTERM"])
def test_a_desk_that_is_told_to_end_while_it_begins_ends_even_where_python_forgets_it(
    home: Path, home_environment: dict[str, str], name: str
) -> None:
    command = [sys.executable, "-c", LOSING]
    with Terminal(command, env=home_environment, cwd=home) as terminal:
        terminal.wait_for("begun")
        terminal.signal(signal.Signals[name])
        assert terminal.exit_code() == 128 + signal.Signals[name]
