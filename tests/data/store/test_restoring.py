"""Restoring while others work: nothing that was saved is lost, and nothing empty stays behind."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from data.problems import Problem, StoreProblem
from data.store import backups, restoring
from data.store.store import Store
from models.schools.school import School

Open = Callable[..., Store]


def _add(store: Store, name: str) -> None:
    with store.operation(f"Add {name}") as change:
        change.add(School, {"name": name})


def _names(store: Store) -> list[str]:
    return sorted(store.names(School).values())


@pytest.fixture
def backup(open_store: Open, tmp_path: Path) -> Path:
    """A backup with Ash alone; the store has Oak as well by now."""
    store = open_store()
    _add(store, "Ash")
    copy = tmp_path / "copy.db"
    backups.copy(store, copy)
    _add(store, "Oak")
    return copy


def test_a_save_that_comes_while_restore_waits_is_kept_with_what_stood_there(
    backup: Path, path: Path, open_store: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = apsw.Connection(str(path))
    other.execute("BEGIN IMMEDIATE")
    other.execute("UPDATE school SET name = 'Oak Hill' WHERE name = 'Oak'")

    def finish(tries: int) -> bool:
        if tries == 0:
            other.execute("COMMIT")
        return True

    monkeypatch.setattr(restoring, "_wait_in_turn", finish)
    kept = restoring.restore(backup, path)
    assert kept is not None
    assert _names(open_store(path)) == ["Ash"]
    assert _names(open_store(kept)) == ["Ash", "Oak Hill"]


def test_an_open_desk_goes_on_with_the_restored_books(
    backup: Path, path: Path, open_store: Open
) -> None:
    desk = open_store(path)
    restoring.restore(backup, path)
    assert desk.changed_elsewhere()
    assert _names(desk) == ["Ash"]
    _add(desk, "Elm")
    assert _names(open_store(path)) == ["Ash", "Elm"]
    assert desk.check() == []
    assert [each.label for each in desk.history()] == ["Add Elm", "Add Ash"]


def test_a_store_that_stays_in_use_is_left_alone_and_nothing_is_put_aside(
    backup: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = apsw.Connection(str(path))
    other.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr(restoring, "_wait_in_turn", lambda tries: False)
    with pytest.raises(StoreProblem, match="in use by another program"):
        restoring.restore(backup, path)
    assert backups.backups_of(path) == []
    other.close()


def test_nobody_writes_between_what_is_put_aside_and_what_comes_back(
    backup: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[str] = []
    replace_content = restoring._replace_content

    def let_another_program_try(target: apsw.Connection, store: Path) -> None:
        # Locks are a process's own: only another process can tell whether they hold.
        begin = "sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN IMMEDIATE')"
        tries = f"import sqlite3, sys; {begin}"
        program = [sys.executable, "-I", "-S", "-c", tries, str(store)]
        answers.append(subprocess.run(program, capture_output=True, text=True).stderr)
        replace_content(target, store)

    monkeypatch.setattr(restoring, "_replace_content", let_another_program_try)
    assert restoring.restore(backup, path) is not None
    assert "database is locked" in answers[0]


def test_a_restore_that_fails_leaves_the_store_and_no_empty_backup(
    backup: Path, path: Path, open_store: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(target: apsw.Connection, table: str) -> None:
        raise apsw.FullError("database or disk is full")

    monkeypatch.setattr(restoring, "_copy_rows", fail)
    with pytest.raises(Problem, match="what stood there stands there still"):
        restoring.restore(backup, path)
    assert _names(open_store(path)) == ["Ash", "Oak"]
    assert backups.backups_of(path) == []


def test_a_fault_at_the_very_end_says_look_first_and_throws_nothing_away(
    backup: Path, path: Path, open_store: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail_to_commit(connection: apsw.Connection) -> None:
        connection.set_commit_hook(lambda: True)

    with monkeypatch.context() as context:
        context.setattr(apsw, "connection_hooks", [fail_to_commit])
        with pytest.raises(Problem, match="Look before you restore again") as told:
            restoring.restore(backup, path)
    (kept,) = backups.backups_of(path)
    assert str(kept) in str(told.value)
    assert _names(open_store(kept)) == ["Ash", "Oak"]


def test_a_damaged_store_is_replaced_and_kept_byte_for_byte(
    backup: Path, path: Path, open_store: Open
) -> None:
    content = bytearray(path.read_bytes())
    content[4096:8192] = b"\xff" * 4096
    path.write_bytes(content)
    kept = restoring.restore(backup, path)
    assert kept is not None
    assert kept.read_bytes() == content
    assert _names(open_store(path)) == ["Ash"]
