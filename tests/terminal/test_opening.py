"""Opening what is no store of ours: one line that says what to do, and nothing is changed."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from data.store.store import Store
from models.policies.policy import Policy
from models.schools.school import School
from tests.terminal.real_terminal import Terminal

Desk = Callable[..., Terminal]
Alliance = Callable[..., subprocess.CompletedProcess[str]]


def another_program(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bookmarks (address TEXT)")
    connection.execute("INSERT INTO bookmarks VALUES ('https://www.school.example')")
    connection.commit()
    connection.close()


def newer(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


SPOILT: dict[str, tuple[Callable[[Path], object], str]] = {
    "empty": (lambda path: path.write_bytes(b""), "is empty"),
    "binary": (lambda path: path.write_bytes(bytes(range(256)) * 40), "not a store"),
    "text": (lambda path: path.write_text("School;URN\n"), "not a store"),
    "truncated": (truncated, "cut short"),
    "half a header": (lambda path: path.write_bytes(path.read_bytes()[:50]), "not a store"),
    "newer": (newer, "newer Alliance Desk"),
    "another program's": (
        lambda path: (path.unlink(), another_program(path)),
        "belongs to another program",
    ),
}


def everything_in(folder: Path) -> dict[str, tuple[str, int, int]]:
    """Every file of a folder: what is in it, when it was written, and who may."""
    return {
        str(path.relative_to(folder)): (
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "",
            path.stat().st_mtime_ns,
            path.stat().st_mode,
        )
        for path in [folder, *folder.rglob("*")]
    }


def refused(terminal: Terminal, code: int) -> str:
    """The one line with which the desk ended, without ever showing a screen."""
    assert terminal.exit_code() == code
    assert b"\x1b[?1049h" not in terminal.output, "no screen was shown"
    written = terminal.output.decode().replace("\r\n", "\n").strip("\n")
    assert "\n" not in written, written
    assert "Traceback" not in written
    assert written.startswith("alliance: ")
    return written


@pytest.mark.parametrize("what", SPOILT)
def test_what_is_no_store_of_ours_is_refused_in_one_line_and_left_alone(
    desk: Desk, alliance: Alliance, sample_books: Path, what: str
) -> None:
    spoil, says = SPOILT[what]
    spoil(sample_books)
    before = everything_in(sample_books.parent)
    said = refused(desk("--store", str(sample_books), size=(300, 24)), code=4)
    assert says in said
    assert str(sample_books) in said
    done = alliance("--store", str(sample_books), "list", "schools")
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr.strip("\n") == said
    assert everything_in(sample_books.parent) == before


def test_a_missing_folder_is_named_and_not_made(desk: Desk, tmp_path: Path) -> None:
    before = everything_in(tmp_path)
    said = refused(desk("--store", str(tmp_path / "none" / "books.db"), size=(300, 24)), code=4)
    assert f"There is no folder {tmp_path / 'none'}" in said
    assert everything_in(tmp_path).keys() == before.keys()


def test_a_folder_in_place_of_a_file_is_refused(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "books"
    folder.mkdir()
    said = refused(desk("--store", str(folder), size=(300, 24)), code=4)
    assert "is a folder" in said
    assert not list(folder.iterdir())


def test_a_file_that_may_not_be_written_is_refused_but_can_be_looked_at(
    desk: Desk, sample_books: Path
) -> None:
    sample_books.chmod(0o400)
    before = everything_in(sample_books.parent)
    said = refused(desk("--store", str(sample_books), size=(300, 24)), code=4)
    assert "read-only" in said
    assert "--read-only" in said
    terminal = desk("--read-only", "--store", str(sample_books))
    terminal.wait_for("What needs attention")
    terminal.press("1", "d")
    terminal.wait_for("opened to look only")
    terminal.press("u")
    terminal.press("q")
    assert terminal.exit_code() == 0
    assert everything_in(sample_books.parent) == before


def test_looking_only_at_a_store_changes_nothing(desk: Desk, sample_books: Path) -> None:
    before = everything_in(sample_books.parent)
    terminal = desk("--read-only", "--store", str(sample_books))
    terminal.wait_for("What needs attention")
    for keys in (["a"], ["d"], ["u"], ["ctrl+r"], ["="], ["i"], ["enter"]):
        terminal.press("1", *keys)
        terminal.settle()
        terminal.press("escape")
    terminal.press("4", "]", "c")
    terminal.settle()
    terminal.press("q")
    assert terminal.exit_code() == 0
    assert everything_in(sample_books.parent) == before


@contextmanager
def held_by_another_program(path: Path) -> Iterator[None]:
    """Another program that has begun to write and does not come to an end."""
    script = f"""
import sqlite3, sys
connection = sqlite3.connect({str(path)!r}, isolation_level=None)
connection.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
"""
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield
        process.kill()


IMPATIENT = """
from data.store import database
database.BUSY_SECONDS = 2.0
from tui.command_line.main import main
raise SystemExit(main())
"""
"""The program, which waits two seconds for the store instead of ten."""


def test_a_store_that_another_program_holds_is_waited_for_and_then_refused(
    home: Path, home_environment: dict[str, str], sample_books: Path
) -> None:
    call = [sys.executable, "-c", IMPATIENT, "--today", "2026-11-21", "--store", str(sample_books)]
    with (
        held_by_another_program(sample_books),
        Terminal(call, size=(300, 24), env=home_environment, cwd=home) as terminal,
    ):
        before = hashlib.sha256(sample_books.read_bytes()).hexdigest()
        terminal.wait_for("in use by another program")
        assert terminal.exit_code() == 4
        said = [line for line in terminal.lines() if line]
        assert "in use by another program" in said[-1]
        assert len(said) <= 2, "at most a word that it waits, and the last one"
        assert hashlib.sha256(sample_books.read_bytes()).hexdigest() == before


def test_without_a_terminal_the_desk_says_what_to_do(alliance: Alliance, path: Path) -> None:
    done = alliance("--store", str(path))
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "needs a terminal" in done.stderr
    assert not path.exists()


@pytest.mark.parametrize(
    ("key", "schools", "policies"),
    [("n", 0, 0), ("c", 0, 53), ("s", None, None)],
    ids=["empty", "catalogue", "sample"],
)
def test_each_way_to_begin_leads_to_an_open_desk(
    desk: Desk,
    home: Path,
    open_store: Callable[..., Store],
    key: str,
    schools: int | None,
    policies: int | None,
) -> None:
    usual = home / ".local" / "share" / "alliance-desk" / "alliance.db"
    terminal = desk()
    terminal.wait_for("How would you like to begin")
    terminal.wait_for("alliance.db")
    terminal.press(key)
    terminal.wait_for("0 Today")
    terminal.press("1")
    terminal.wait_for("Ashenfold High School" if key == "s" else "No schools yet")
    terminal.press("4")
    terminal.wait_for("No policies yet" if key == "n" else "row 1 of|Admission")
    terminal.press("q")
    assert terminal.exit_code() == 0
    if schools is None:
        assert not usual.exists(), "looking at the sample makes no books"
        return
    store = open_store(usual, read_only=True)
    assert (store.count(School), store.count(Policy)) == (schools, policies)
    if os.name == "posix":
        assert usual.stat().st_mode & 0o777 == 0o600
        assert usual.parent.stat().st_mode & 0o777 == 0o700
    again = desk()
    again.wait_for("0 Today")
    assert "How would you like" not in again.text


def test_the_choice_to_begin_can_be_taken_with_the_arrows_or_left(desk: Desk, home: Path) -> None:
    terminal = desk()
    terminal.wait_for("How would you like to begin")
    terminal.press("q")
    assert terminal.exit_code() == 0
    assert not list((home / ".local" / "share").iterdir())
    terminal = desk()
    terminal.wait_for("How would you like to begin")
    terminal.press("down", "up", "enter")
    terminal.wait_for("of 5 steps done")
    assert (home / ".local" / "share" / "alliance-desk" / "alliance.db").exists()


def test_the_first_run_leads_to_the_tour_of_the_sample(desk: Desk, home: Path) -> None:
    terminal = desk()
    terminal.wait_for("How would you like to begin")
    terminal.press("t")
    terminal.wait_for("Tour 1 of 10")
    terminal.wait_for("sample")
    terminal.press("q")
    assert terminal.exit_code() == 0
    assert not (home / ".local" / "share" / "alliance-desk" / "alliance.db").exists()


def test_a_new_store_anywhere_begins_with_the_choice_and_is_made_by_it(
    desk: Desk, path: Path, open_store: Callable[..., Store]
) -> None:
    terminal = desk("--store", str(path))
    terminal.wait_for("How would you like to begin")
    assert not path.exists()
    terminal.press("q")
    assert terminal.exit_code() == 0
    assert not path.exists()
    terminal = desk("--store", str(path))
    terminal.wait_for("How would you like to begin")
    terminal.press("c")
    terminal.wait_for("The catalogue is loaded")
    assert open_store(path, read_only=True).find(Policy)


def test_the_key_of_a_tab_begins_with_empty_books_and_is_not_lost(
    desk: Desk, path: Path, open_store: Callable[..., Store]
) -> None:
    terminal = desk("--store", str(path))
    terminal.wait_for("How would you like to begin")
    terminal.press("1", "a", *"Holy Trinity", "ctrl+s")
    terminal.wait_for("Added Holy Trinity")
    store = open_store(path, read_only=True)
    assert [school["name"] for school in store.find(School)] == ["Holy Trinity"]
    assert not store.find(Policy)
