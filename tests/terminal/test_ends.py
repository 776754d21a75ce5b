"""However a session ends, what was saved stands, what was typed is offered again."""

from __future__ import annotations

import hashlib
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from data.store.store import Store
from models.schools.school import School
from tests.terminal.real_terminal import Terminal

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="needs POSIX signals")

Desk = Callable[..., Terminal]
TOLD_TO_END = {"SIGTERM": signal.SIGTERM, "SIGHUP": signal.SIGHUP}
OFFERED = "This was being typed when the desk was closed"


def contents(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def drafts_beside(path: Path) -> list[Path]:
    return list(path.parent.glob("*draft*"))


def type_half_a_school(terminal: Terminal) -> None:
    terminal.wait_for("0 Today")
    terminal.press("1", "a", *"Half a [b] School", "tab", *"100123", "tab", *"353/46")
    terminal.wait_for("353/46")


def is_offered_again(terminal: Terminal) -> None:
    terminal.wait_for(OFFERED)
    terminal.wait_for("New school")
    lines = terminal.lines()
    assert any(line.endswith("Half a [b] School") for line in lines)
    assert any(line.endswith("100123") for line in lines)


@pytest.mark.parametrize("name", TOLD_TO_END)
def test_a_desk_that_is_told_to_end_ends_in_order_and_offers_what_was_typed(
    desk: Desk, sample_books: Path, open_store: Callable[..., Store], name: str
) -> None:
    before = contents(sample_books)
    number = TOLD_TO_END[name]
    terminal = desk("--store", str(sample_books))
    type_half_a_school(terminal)
    terminal.signal(number)
    assert terminal.exit_code() == 128 + number
    assert not terminal.screen.alternate
    assert not terminal.cursor.hidden
    assert b"\x1b[?1000l" in terminal.output, "the mouse is the terminal's again"
    assert contents(sample_books) == before
    assert not list(sample_books.parent.glob("*journal*"))

    terminal = desk("--store", str(sample_books))
    is_offered_again(terminal)
    assert any(line.endswith("353/46") for line in terminal.lines()), "the field being typed too"
    terminal.press("ctrl+s")
    terminal.wait_for("Not saved yet")
    terminal.press("backspace", "backspace", *"4601", "ctrl+s")
    terminal.wait_for("Added Half a")
    (school,) = open_store(sample_books, read_only=True).find(School, urn="100123")
    assert (school["name"], school["laestab"]) == ("Half a [b] School", "3534601")
    assert not drafts_beside(sample_books)


def test_a_dropped_line_loses_nothing_that_was_typed(desk: Desk, sample_books: Path) -> None:
    before = contents(sample_books)
    terminal = desk("--store", str(sample_books))
    type_half_a_school(terminal)
    terminal.hang_up()
    assert terminal.exit_code() == 128 + signal.SIGHUP
    assert contents(sample_books) == before
    is_offered_again(desk("--store", str(sample_books)))


_WITHOUT_A_SIGNAL = """
import os, signal, sys
signal.signal(signal.SIGHUP, signal.SIG_IGN)
child = os.fork()
if not child:
    os.setsid()
    os.execv(sys.argv[1], sys.argv[1:])
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
"""Runs a program in a session of its own, which is not told when the terminal goes."""


def test_a_terminal_that_goes_without_a_word_ends_the_desk_all_the_same(
    desk: Desk, program: list[str], sample_books: Path
) -> None:
    usual = list(program)
    program[:0] = [sys.executable, "-c", _WITHOUT_A_SIGNAL]
    terminal = desk("--store", str(sample_books))
    type_half_a_school(terminal)
    terminal.hang_up()
    assert terminal.exit_code() == 128 + signal.SIGHUP
    program[:] = usual
    is_offered_again(desk("--store", str(sample_books)))


def test_a_killed_desk_offers_the_fields_that_were_left(desk: Desk, sample_books: Path) -> None:
    before = contents(sample_books)
    terminal = desk("--store", str(sample_books))
    type_half_a_school(terminal)
    terminal.kill()
    assert contents(sample_books) == before
    terminal = desk("--store", str(sample_books))
    is_offered_again(terminal)


def test_a_change_being_typed_is_offered_again_for_its_record(
    desk: Desk, sample_books: Path, open_store: Callable[..., Store]
) -> None:
    terminal = desk("--store", str(sample_books))
    terminal.wait_for("0 Today")
    terminal.press("1", "down", "enter", *" of old", "tab")
    terminal.wait_for("Brindle Weir School \\(sample\\) of old")
    terminal.settle()
    terminal.kill()
    terminal = desk("--store", str(sample_books))
    terminal.wait_for(OFFERED)
    terminal.wait_for("^ Brindle Weir School \\(sample\\) +\\* needed")
    terminal.press("ctrl+s")
    terminal.wait_for("Saved Brindle Weir")
    names = [school["name"] for school in open_store(sample_books, read_only=True).find(School)]
    assert "Brindle Weir School (sample) of old" in names
    assert len(names) == 16


def test_what_was_left_on_purpose_is_not_offered_again(desk: Desk, sample_books: Path) -> None:
    terminal = desk("--store", str(sample_books))
    type_half_a_school(terminal)
    terminal.press("escape")
    terminal.wait_for("Leave without saving what you typed")
    terminal.press("y")
    terminal.wait_for("row 1 of 16")
    terminal.kill()
    terminal = desk("--store", str(sample_books))
    terminal.wait_for("What needs attention")
    terminal.press("1")
    terminal.wait_for("row 1 of 16")
    assert OFFERED not in terminal.text


def test_nothing_is_lost_of_what_was_saved_before_the_power_went(
    desk: Desk, path: Path, open_store: Callable[..., Store]
) -> None:
    terminal = desk("--store", str(path))
    terminal.wait_for("0 Today")
    terminal.press("1", "a", *"Holy Trinity", "ctrl+s")
    terminal.wait_for("Added Holy Trinity")
    terminal.kill()
    assert [school["name"] for school in open_store(path).find(School)] == ["Holy Trinity"]


def test_q_quits_at_once(desk: Desk, sample_books: Path) -> None:
    terminal = desk("--store", str(sample_books))
    terminal.wait_for("0 Today")
    terminal.press("q")
    assert terminal.exit_code() == 0
    assert not terminal.screen.alternate
    assert not terminal.cursor.hidden
    assert not any(terminal.lines()), "nothing is left on the terminal"


def test_quitting_asks_when_something_typed_is_not_saved(desk: Desk, path: Path) -> None:
    terminal = desk("--store", str(path))
    type_half_a_school(terminal)
    terminal.press("ctrl+q")
    terminal.wait_for("Quit without saving what you typed")
    terminal.press("n")
    terminal.wait_gone("Quit without saving")
    assert "Half a [b] School" in terminal.text
    terminal.press("ctrl+q")
    terminal.wait_for("Quit without saving what you typed")
    terminal.press("y")
    assert terminal.exit_code() == 0
    assert not drafts_beside(path)


@pytest.mark.parametrize(
    ("key", "asked"),
    [("ctrl+q", "Quit without saving"), ("escape", "Leave without using")],
    ids=["quit", "leave"],
)
def test_an_approval_that_is_being_typed_is_not_dropped_without_asking(
    desk: Desk, sample_books: Path, key: str, asked: str
) -> None:
    terminal = desk("--store", str(sample_books))
    terminal.wait_for("0 Today")
    terminal.press("4", "]", "down", "enter")
    terminal.wait_for("An approval +its day, by whom")
    terminal.press("a", "tab", *"Governing body")
    terminal.wait_for("Governing body")
    terminal.press(key)
    terminal.wait_for(asked)
    terminal.press("n")
    terminal.wait_for("^›.Approved by +Governing body")
    terminal.press(key, "y")
    if key == "ctrl+q":
        assert terminal.exit_code() == 0
    else:
        terminal.wait_for("0 Today")


def test_quitting_from_a_form_in_which_nothing_was_typed_does_not_ask(
    desk: Desk, sample_books: Path
) -> None:
    terminal = desk("--store", str(sample_books))
    terminal.wait_for("0 Today")
    terminal.press("1", "enter")
    terminal.wait_for("^›.Name")
    terminal.press("ctrl+q")
    assert terminal.exit_code() == 0


@pytest.mark.parametrize("size", [(20, 5), (39, 24), (80, 7)], ids=["20x5", "39x24", "80x7"])
def test_a_terminal_that_is_too_small_is_told_so_until_it_grows(
    desk: Desk, sample_books: Path, size: tuple[int, int]
) -> None:
    terminal = desk("--store", str(sample_books), size=size)
    terminal.wait_for("Needs 40×8")
    terminal.resize(80, 24)
    terminal.wait_for("What needs attention")
    terminal.wait_gone("Needs 40×8")
    terminal.press("1")
    terminal.wait_for("^›Ashenfold High School")
    terminal.resize(*size)
    terminal.wait_for("Needs 40×8")
    terminal.press("q")
    assert terminal.exit_code() == 0


def test_the_smallest_terminal_shows_the_list_and_the_keys(desk: Desk, sample_books: Path) -> None:
    terminal = desk("--store", str(sample_books), size=(40, 8))
    terminal.wait_for("0 Today")
    terminal.press("1", "down")
    terminal.wait_for("^›Brindle Weir Scho")
    assert "Needs" not in terminal.text
    assert "Enter" in terminal.lines()[-1]


def test_resizing_keeps_what_is_typed_in_a_form(desk: Desk, path: Path) -> None:
    terminal = desk("--store", str(path))
    type_half_a_school(terminal)
    for size in ((120, 40), (60, 20), (20, 5), (80, 24)):
        terminal.resize(*size)
        terminal.wait_for("Needs 40×8" if size == (20, 5) else "353/46")
    terminal.press(*"01", "shift+tab", "shift+tab")
    terminal.wait_for("›.Name")
    lines = terminal.lines()
    assert any(line.endswith("Half a [b] School") for line in lines)
    assert any(line.endswith("353/4601") for line in lines)
