"""Whatever the terminal and whatever happens to it, it shows what painting all of it would show."""

from __future__ import annotations

import re
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal.real_terminal import Terminal

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGTSTP"), reason="needs POSIX signals")

Desk = Callable[..., Terminal]
TERMINALS = (
    {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
    {"TERM": "screen-256color", "COLORTERM": "truecolor"},
    {"TERM": "linux", "COLORTERM": ""},
)
STEPS = (
    ((), "Policies"),
    (("1", "down", "down"), "row 3 of"),
    (("enter",), "The school's full name"),
    (("escape", "4", "]"), "4 Policies"),
    (("1", "?"), "Help"),
    (("escape", "d"), "remove"),
    (("escape",), "Schools"),
)
"""Keys, and what they bring up: lists, forms, help, questions and the message line."""

BROKEN = """
from tui.terminal.thin_line.picture import Picture
shown = Picture.show
def show(picture, parts):
    if picture.is_known:
        raise ValueError("broken on purpose")
    return shown(picture, parts)
Picture.show = show
from tui.command_line.main import main
raise SystemExit(main())
"""


def cells(terminal: Terminal) -> list[list[object]]:
    """What is seen: of a blank its background."""
    screen = terminal.screen
    found = []
    for y in range(screen.lines):
        line = [screen.buffer[y][x] for x in range(screen.columns)]
        found.append(
            [
                (cell.bg,)
                if cell.data == " " and not (cell.reverse or cell.underscore)
                else (cell.data, cell.fg, cell.bg, cell.reverse, cell.underscore)
                for cell in line
            ]
        )
    return found


@pytest.mark.parametrize("names", TERMINALS, ids=lambda names: "-".join(names.values()))
def test_a_session_leaves_the_same_screens_as_the_plain_way(
    program: list[str], home: Path, home_environment: dict[str, str], names: dict[str, str]
) -> None:
    def begin(*options: str) -> Terminal:
        command = [*program, "--today", "2026-11-21", *options, "--sample"]
        return Terminal(command, size=(120, 30), env=home_environment | names, cwd=home)

    with begin() as thin, begin("--plain-display") as plain:
        both = (thin, plain)
        for terminal in both:
            terminal.screen.erases_in_colour = not names["TERM"].startswith("screen")
        for terminal in both:
            terminal.wait_for("0 Today")
        for keys, words in STEPS:
            for terminal in both:
                terminal.press(*keys)
            for terminal in both:
                terminal.wait_for(words)
            until_alike(thin, plain, f"after {keys}")
        for terminal in both:
            terminal.resize(80, 24)
        until_alike(thin, plain, "in a smaller window")
        settle(both)
        assert cells(thin) == cells(plain), "at the end"
        assert thin.bytes_received < plain.bytes_received / 2


def until_alike(one: Terminal, other: Terminal, when: str) -> None:
    """Listen to both until they show the same and write no more."""
    for _ in range(500):
        received = sum(terminal.bytes_within(0.01) for terminal in (one, other))
        if not received and cells(one) == cells(other):
            return
    raise AssertionError(f"They do not show the same {when}:\n{one.text}\n{other.text}")


def settle(terminals: tuple[Terminal, ...]) -> None:
    """Wait until none of them has written anything while each of the others was listened to."""
    before = -1
    while before != (before := sum(terminal.bytes_received for terminal in terminals)):
        for terminal in terminals:
            terminal.settle(0.2)


def test_a_desk_that_was_stopped_shows_all_of_its_screen_again(desk: Desk) -> None:
    terminal = desk("--sample")
    terminal.wait_for("0 Today")
    terminal.press("1", "down")
    terminal.wait_for("row 2 of")
    terminal.settle()
    before = cells(terminal)
    assert not terminal.adds_returns()
    terminal.signal(signal.SIGTSTP)
    terminal.until(lambda: terminal.is_stopped() and not terminal.screen.alternate)
    assert terminal.adds_returns(), "a shell would go on in the middle of the line"
    terminal.signal(signal.SIGCONT)
    terminal.until(lambda: terminal.screen.alternate and cells(terminal) == before)
    terminal.press("down")
    terminal.wait_for("row 3 of")


def test_what_something_else_wrote_is_painted_over_when_asked(desk: Desk) -> None:
    terminal = desk("--sample")
    terminal.wait_for("0 Today")
    for key, whole in (("1", "row 1 of 16"), ("enter", "Esc leave")):
        terminal.press(key)
        terminal.wait_for(whole)
        terminal.settle()
        before = cells(terminal)
        terminal.screen.feed(b"\x1b[5;5H\x1b[41mA message from the system administrator\x1b[m")
        assert cells(terminal) != before
        terminal.press("ctrl+l")
        terminal.until(lambda before=before: cells(terminal) == before)


def test_a_terminal_that_is_not_known_is_painted_in_the_plain_way(
    program: list[str], home: Path, home_environment: dict[str, str]
) -> None:
    command = [*program, "--today", "2026-11-21", "--sample"]
    environment = home_environment | {"TERM": "vt100"}
    with Terminal(command, env=environment, cwd=home) as terminal:
        terminal.wait_for("0 Today")
        terminal.press("1")
        terminal.wait_for("row 1 of")
        assert not re.search(rb"\x1b\[\d*[KXb]", bytes(terminal.output))


def test_the_terminal_is_left_with_a_plain_pen_and_as_it_was(desk: Desk) -> None:
    terminal = desk("--sample")
    terminal.wait_for("0 Today")
    terminal.press("q")
    assert terminal.exit_code() == 0
    assert terminal.screen.cursor.attrs == terminal.screen.default_char
    assert terminal.adds_returns()


def test_a_failure_of_the_thin_way_is_not_noticed_but_logged(
    home: Path, home_environment: dict[str, str], sample_books: Path
) -> None:
    command = [sys.executable, "-c", BROKEN, "--today", "2026-11-21", "--store", str(sample_books)]
    with Terminal(command, env=home_environment, cwd=home) as terminal:
        terminal.wait_for("0 Today")
        terminal.press("1", "down")
        terminal.wait_for("row 2 of")
        terminal.settle()
        before = cells(terminal)
        terminal.press("ctrl+l")
        terminal.settle()
        assert cells(terminal) == before
        terminal.press("q")
        assert terminal.exit_code() == 0
    log = sample_books.with_name("alliance-desk-error.log")
    logged = log.read_text(encoding="utf-8")
    assert "ValueError" in logged
    assert "broken on purpose" not in logged, "what an exception says may be somebody's data"
    assert log.stat().st_mode & 0o077 == 0
