"""Terminals that differ from the one the desk was made on: what they send and what they can do."""

from __future__ import annotations

import re
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from data.store.store import Store
from models.schools.school import School
from tests.terminal.real_terminal import Terminal

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGWINCH"), reason="needs POSIX signals")

Desk = Callable[..., Terminal]


@pytest.fixture
def desk_on(
    program: list[str], home: Path, home_environment: dict[str, str], sample_books: Path
) -> Callable[..., Terminal]:
    """The desk on the sample's books, its terminal described by these variables."""
    command = [*program, "--today", "2026-11-21", "--store", str(sample_books)]

    def start(**names: str) -> Terminal:
        return Terminal(command, env=home_environment | names, cwd=home)

    return start


def test_a_pound_sign_of_a_terminal_that_is_no_utf_8_is_typed_like_any_other_character(
    desk: Desk, path: Path, open_store: Callable[..., Store]
) -> None:
    terminal = desk("--store", str(path))
    terminal.wait_for("0 Today")
    terminal.press("1", "a", *"New School ")
    terminal.write(b"\xa3")
    terminal.wait_for("New School £")
    terminal.write(b"5 caf\xe9")
    terminal.wait_for("New School £5 café")
    terminal.press("ctrl+s")
    terminal.wait_for("Added New School £5 café")
    (school,) = open_store(path, read_only=True).find(School)
    assert school["name"] == "New School £5 café"


def test_bytes_of_no_meaning_are_no_commands(desk: Desk, sample_books: Path) -> None:
    terminal = desk("--store", str(sample_books))
    terminal.wait_for("0 Today")
    terminal.press("1")
    # An answer about a colour, a sequence of another terminal, and a key that is none.
    terminal.write(b"\x1b]11;rgb:dddd/dddd/dddd\x1b\\\x1b[99;4q\x1b[9999999999999;1u")
    terminal.press("down")
    terminal.wait_for("row 2 of 16")
    assert "Remove" not in terminal.text


@pytest.mark.parametrize("keys", [["q"], ["1", "a", "ctrl+q"]], ids=["list", "form"])
def test_a_terminal_with_one_screen_alone_is_left_clear_for_the_prompt(
    desk: Desk, sample_books: Path, keys: list[str]
) -> None:
    terminal = desk("--store", str(sample_books))
    terminal.screen.has_alternate = False
    terminal.wait_for("0 Today")
    terminal.press(*keys)
    assert terminal.exit_code() == 0
    assert not any(terminal.lines())
    assert terminal.cursor[:2] == (0, 0)


def colours_in(output: bytes) -> set[bytes]:
    """The codes of all colours in what was sent; that of none is one as well."""
    codes = [
        code
        for sequence in re.findall(rb"\x1b\[([\d;]*)m", output)
        for code in sequence.split(b";")
        if not code.startswith(b"0")
    ]
    return {code for code in codes if re.fullmatch(rb"[349]\d|10\d", code)}


@pytest.mark.parametrize(
    "names",
    [{"TERM": "dumb"}, {"TERM": "vt100"}, {"TERM": "vt220"}, {"NO_COLOR": "1"},
     {"NO_COLOR": "1", "TERM": "linux", "COLORTERM": ""}, {"TERM": "vt100", "COLORTERM": ""}],
    ids=lambda names: "-".join(names.values()),
)  # fmt: skip
def test_a_terminal_without_colours_is_sent_none(
    desk_on: Callable[..., Terminal], names: dict[str, str]
) -> None:
    with desk_on(**names) as terminal:
        terminal.wait_for("0 Today")
        for keys, words in ((("4", "]"), "Admi"), (("1", "e"), "URN"), (("escape", "?"), "Help")):
            terminal.press(*keys)
            terminal.wait_for(words)
        assert colours_in(bytes(terminal.output)) == set()


def test_a_terminal_that_nobody_knows_is_sent_the_sixteen_colours_that_all_have(
    desk_on: Callable[..., Terminal],
) -> None:
    with desk_on(TERM="wy370") as terminal:
        terminal.wait_for("0 Today")
        terminal.press("4", "]")
        terminal.wait_for("Admi")
        found = colours_in(bytes(terminal.output))
        assert found
        assert not found & {b"38", b"48"}


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_a_window_of_hardly_a_column_ends_nothing(
    desk: Desk, sample_books: Path, columns: int
) -> None:
    terminal = desk("--store", str(sample_books))
    terminal.wait_for("0 Today")
    terminal.resize(columns, 24)
    # Each of these is answered by a message that is longer than the line.
    terminal.press("h", "1", "a", *"Holy Trinity", "ctrl+s", "u")
    terminal.settle()
    terminal.resize(80, 24)
    terminal.wait_for("Undone")


SIGNALLED_LATE = """
import os, signal
from asyncio.selector_events import BaseSelectorEventLoop

close = BaseSelectorEventLoop._close_self_pipe

def close_and_be_signalled(loop):
    close(loop)
    os.kill(os.getpid(), signal.SIGCONT)

BaseSelectorEventLoop._close_self_pipe = close_and_be_signalled
from tui.command_line.main import main
raise SystemExit(main())
"""


def test_a_signal_in_the_last_moment_leaves_nothing_on_the_screen(
    program: list[str], desk: Desk, sample_books: Path
) -> None:
    program[:] = [sys.executable, "-c", SIGNALLED_LATE]
    terminal = desk("--store", str(sample_books))
    terminal.wait_for("0 Today")
    terminal.press("q")
    assert terminal.exit_code() == 0
    assert not any(terminal.lines())


def test_keys_that_come_after_the_one_that_leaves_do_no_harm(
    desk: Desk, sample_books: Path
) -> None:
    terminal = desk("--store", str(sample_books))
    terminal.wait_for("0 Today")
    terminal.press("1", *["down"] * 30, "q", *["down", "ctrl+c", "ctrl+z"] * 30)
    assert terminal.exit_code() == 0
    assert not sample_books.with_name("alliance-desk-error.log").exists()
