"""Backups: made without being asked for, thinned as they age, and brought back whole."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.problems import Problem, StoreProblem
from data.store import backups, database, restoring
from data.store.store import Store
from models.schools.school import School

NOW = datetime(2026, 11, 21, 9, 30)

Open = Callable[..., Store]


def add(store: Store, name: str) -> None:
    with store.operation(f"Add {name}") as change:
        change.add(School, {"name": name})


def names(store: Store) -> list[str]:
    return sorted(str(each["name"]) for each in store.find(School))


def names_in(path: Path, open_store: Open) -> list[str]:
    copy = open_store(path, read_only=True)
    try:
        assert copy.check() == []
        return names(copy)
    finally:
        copy.close()


# Thinning


def at(*days_ago: float) -> list[datetime]:
    return [NOW - timedelta(days=days) for days in days_ago]


@pytest.mark.parametrize(
    ("there", "gone"),
    [
        (at(), at()),
        (at(0, 0.1, 0.2, 1, 1.5, 1.9), at()),
        # Of each day before the last two, its newest stays.
        (at(0, 3, 3.1, 3.2), at(3.1, 3.2)),
        (at(0, 5, 4, 3, 2.5), at(3)),
        # Twelve days with backups, each day's newest.
        (at(*range(12)), at()),
        # Yesterday's all stay, however many.
        (at(*(day / 20 for day in range(40))), at()),
        # A lonely old one stays, for it is the last of its month.
        (at(0, 200), at()),
        (at(400), at()),
        # With twelve newer days: Sunday's is the last of its week.
        (at(0, *range(400, 415)), at(411, 413, 414)),
    ],
)  # fmt: skip
def test_age_thins_the_backups(there: list[datetime], gone: list[datetime]) -> None:
    assert set(there) - backups.kept(there, NOW) == set(gone)


def test_two_years_of_daily_backups_thin_to_days_weeks_and_months() -> None:
    stay = sorted(backups.kept(at(*range(730)), NOW), reverse=True)
    ages = [(NOW - moment).days for moment in stay]
    assert ages[:12] == list(range(12))
    assert 12 + 6 <= len(ages) <= 12 + 10 + 9
    assert 230 < ages[-1] < 280, "nine months back"
    weeks = {moment.strftime("%G-%V") for moment in stay}
    assert len(weeks) >= 10


@given(st.lists(st.datetimes(datetime(2024, 1, 1), NOW), max_size=60, unique=True))
def test_thinning_never_takes_the_newest_nor_any_of_two_days(there: list[datetime]) -> None:
    stay = backups.kept(there, NOW)
    assert stay <= set(there)
    assert not there or max(there) in stay
    assert {moment for moment in there if NOW - moment < timedelta(days=2)} <= stay
    assert backups.kept(stay, NOW) == stay, "thinning again takes nothing more"


def test_thinning_day_after_day_keeps_what_thinning_at_once_keeps() -> None:
    there: set[datetime] = set()
    for day in range(120):
        now = NOW + timedelta(days=day)
        there = backups.kept(there | {now}, now)
    ages = sorted((NOW + timedelta(days=119) - moment).days for moment in there)
    assert ages[:12] == list(range(12))
    assert len(ages) >= 12 + 8
    assert ages[-1] > 80


def test_files_that_are_no_backups_of_ours_are_left_alone(store: Store) -> None:
    folder = backups.folder_of(store.path)
    folder.mkdir()
    others = [
        "alliance-2026-99-99T000000.db", "alliance-summer.db", "notes.txt",
        "alliance-2020-01-01T000000.csv", "other-2020-01-01T000000.db",
    ]  # fmt: skip
    for name in others:
        (folder / name).write_bytes(b"x")
    made = backups.make(store, now=NOW)
    assert backups.backups_of(store.path) == [made]
    assert sorted(each.name for each in folder.iterdir()) == sorted([*others, made.name])


# Making


def test_a_backup_is_a_whole_store_that_nobody_else_may_read(
    store: Store, open_store: Open
) -> None:
    add(store, "Blue Coat")
    before = os.umask(0)
    try:
        made = backups.make(store, now=NOW)
    finally:
        os.umask(before)
    assert made == store.path.parent / "alliance-backups" / "alliance-2026-11-21T093000.db"
    assert names_in(made, open_store) == ["Blue Coat"]
    if os.name == "posix":
        assert made.stat().st_mode & 0o777 == 0o600
        assert made.parent.stat().st_mode & 0o777 == 0o700
    assert list(made.parent.iterdir()) == [made], "no litter"


def test_two_backups_of_one_second_are_two(store: Store, open_store: Open) -> None:
    add(store, "Blue Coat")
    first = backups.make(store, now=NOW)
    add(store, "Crompton House")
    second = backups.make(store, now=NOW)
    assert names_in(first, open_store) == ["Blue Coat"]
    assert names_in(second, open_store) == ["Blue Coat", "Crompton House"]
    assert len(backups.backups_of(store.path)) == 2


def test_a_store_with_an_odd_name_finds_its_backups(open_store: Open, path: Path) -> None:
    store = open_store(path.with_name("books [2026] *.db"))
    made = backups.make(store, now=NOW)
    assert backups.backups_of(store.path) == [made]


def test_a_backup_is_made_daily_and_only_when_something_changed(
    open_store: Open, path: Path
) -> None:
    def open_and_make(day: int, *new: str) -> Path | None:
        store = open_store()
        made = store.back_up_daily(NOW + timedelta(days=day))
        for name in new:
            add(store, name)
        store.close()
        return made

    assert open_and_make(0) is None, "there is nothing in it"
    assert open_and_make(0, "Blue Coat") is None
    assert open_and_make(0) is not None
    assert open_and_make(0, "Crompton House") is None, "made today already"
    assert open_and_make(1) is not None
    assert open_and_make(2) is None, "nothing changed"
    assert open_and_make(300) is None
    assert open_and_make(300, "Oasis") is None
    assert open_and_make(301) is not None
    assert len(backups.backups_of(path)) == 3


def test_a_wrong_clock_does_not_end_the_daily_backups(open_store: Open) -> None:
    store = open_store()
    add(store, "Blue Coat")
    backups.make(store, now=NOW + timedelta(days=3650))
    add(store, "Crompton House")
    store.close()
    assert open_store().back_up_daily(NOW) is not None


def test_a_damaged_backup_is_followed_by_a_good_one(open_store: Open) -> None:
    store = open_store()
    add(store, "Blue Coat")
    backups.make(store, now=NOW).write_bytes(b"damaged")
    store.close()
    store = open_store()
    made = store.back_up_daily(NOW + timedelta(days=1))
    assert made is not None
    assert names_in(made, open_store) == ["Blue Coat"]


def test_nothing_is_backed_up_that_was_only_looked_at_or_thrown_away(
    open_store: Open, path: Path
) -> None:
    store = open_store()
    add(store, "Blue Coat")
    store.close()
    assert open_store(read_only=True).back_up_daily(NOW) is None
    assert open_store(throw_away=True).back_up_daily(NOW) is None
    assert not backups.folder_of(path).exists()


def test_a_copy_goes_where_it_is_told_and_replaces_an_older_one(
    store: Store, open_store: Open, tmp_path: Path
) -> None:
    add(store, "Blue Coat")
    target = tmp_path / "stick.db"
    backups.copy(store, target)
    add(store, "Crompton House")
    backups.copy(store, target)
    assert names_in(target, open_store) == ["Blue Coat", "Crompton House"]
    assert target.stat().st_mode & 0o077 == 0 or os.name != "posix"


def test_a_copy_replaces_no_books_of_others_unasked_and_no_backup_ever(
    store: Store, open_store: Open, tmp_path: Path
) -> None:
    target = tmp_path / "colleague.db"
    backups.copy(store, target)
    add(open_store(target), "Blue Coat")
    with pytest.raises(Problem, match=r"no older copy of this store.*--force"):
        backups.copy(store, target)
    assert names_in(target, open_store) == ["Blue Coat"]
    own = backups.make(store, now=NOW)
    for replace in (False, True):
        with pytest.raises(Problem, match="is a backup of this store"):
            backups.copy(store, own, replace=replace)
    backups.copy(store, target, replace=True)
    assert names_in(target, open_store) == []


def test_a_copy_never_takes_the_place_of_the_store_itself(
    store: Store, open_store: Open, tmp_path: Path
) -> None:
    """The desk would write on into a file that has no name any more."""
    (tmp_path / "link.db").symlink_to(store.path)
    for itself in (store.path, store.path.parent / "." / store.path.name, tmp_path / "link.db"):
        with pytest.raises(Problem, match="is the store itself"):
            backups.copy(store, itself)
    add(store, "Blue Coat")
    assert names_in(store.path, open_store) == ["Blue Coat"]


@pytest.mark.parametrize("where", ["", "no/such/folder/copy.db"])
def test_a_copy_that_cannot_be_written_says_why_and_leaves_nothing(
    store: Store, tmp_path: Path, where: str
) -> None:
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(Problem, match=r"folder|could not be written"):
        backups.copy(store, tmp_path / where)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_disk_that_fills_while_a_copy_is_made_is_called_full(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def small(connection: apsw.Connection) -> None:
        connection.execute("PRAGMA max_page_count = 2").fetchall()

    monkeypatch.setattr(apsw, "connection_hooks", [small])
    # SQLite's own words for it are "not an error".
    with pytest.raises(Problem, match="could not be written: the disk is full"):
        backups.copy(store, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


# Restoring


@pytest.fixture
def backup(open_store: Open) -> Path:
    """A backup with one school, of a closed store that has two meanwhile."""
    store = open_store()
    add(store, "Blue Coat")
    made = backups.make(store, now=NOW)
    add(store, "Crompton House")
    store.close()
    return made


def test_a_backup_comes_back_and_what_stood_there_is_kept(
    backup: Path, path: Path, open_store: Open
) -> None:
    kept = restoring.restore(backup, path, NOW)
    assert kept is not None
    assert kept in backups.backups_of(path)
    assert kept.stat().st_mode & 0o077 == 0 or os.name != "posix"
    assert names_in(path, open_store) == ["Blue Coat"]
    assert names_in(kept, open_store) == ["Blue Coat", "Crompton House"]
    assert restoring.restore(kept, path, NOW) is not None
    assert names_in(path, open_store) == ["Blue Coat", "Crompton House"]


def test_restoring_twice_in_a_second_loses_neither(
    backup: Path, path: Path, open_store: Open
) -> None:
    first = restoring.restore(backup, path, NOW)
    second = restoring.restore(backup, path, NOW)
    assert first is not None
    assert second is not None
    assert names_in(first, open_store) == ["Blue Coat", "Crompton House"]
    assert names_in(second, open_store) == ["Blue Coat"]


def test_a_backup_is_restored_where_there_is_nothing(
    backup: Path, path: Path, open_store: Open
) -> None:
    path.unlink()
    assert restoring.restore(backup, path, NOW) is None
    assert names_in(path, open_store) == ["Blue Coat"]
    assert path.stat().st_mode & 0o077 == 0 or os.name != "posix"


@pytest.mark.parametrize("content", [b"", b"garbage" * 999, b"SQLite format 3\0" * 999])
def test_a_damaged_store_is_kept_byte_for_byte_and_replaced(
    backup: Path, path: Path, open_store: Open, content: bytes
) -> None:
    path.write_bytes(content)
    kept = restoring.restore(backup, path, NOW)
    assert kept is not None
    assert kept.read_bytes() == content
    assert names_in(path, open_store) == ["Blue Coat"]


def test_a_desk_that_is_open_goes_on_with_the_restored_books(
    backup: Path, path: Path, open_store: Open
) -> None:
    """A desk left open in another window must not write on into a file without a name."""
    desk = open_store()
    assert names(desk) == ["Blue Coat", "Crompton House"]
    restoring.restore(backup, path, NOW)
    assert desk.changed_elsewhere()
    assert names(desk) == ["Blue Coat"]
    add(desk, "Oasis")
    desk.close()
    assert names_in(path, open_store) == ["Blue Coat", "Oasis"]


def test_a_store_that_is_being_written_is_not_replaced(
    backup: Path, path: Path, open_store: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.store.database.BUSY_SECONDS", 0.1)
    desk = open_store()
    before = sorted(path.parent.rglob("*"))
    with desk.operation("Add") as change:
        change.add(School, {"name": "Oasis"})
        with pytest.raises(StoreProblem, match="is in use by another program"):
            restoring.restore(backup, path, NOW)
    assert names(desk) == ["Blue Coat", "Crompton House", "Oasis"]
    assert [
        each for each in sorted(path.parent.rglob("*")) if "-journal" not in each.name
    ] == before


def damaged(whole: bytes) -> bytes:
    half = len(whole) // 2
    return whole[:half] + b"\xa5" * 4096 + whole[half + 4096 :]


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda whole: b"", "is empty"),
        (lambda whole: b"PK\3\4" + whole, "is not a store"),
        (lambda whole: whole[: len(whole) // 2], "is cut short"),
        (damaged, r"damaged|cannot be read"),
        (lambda whole: whole.replace(b"Blue Coat", b"Blue Goat", 1), "is damaged"),
        (lambda whole: whole[:60] + b"\0\0\0\x63" + whole[64:], "newer Alliance Desk"),
        (lambda whole: whole[:68] + b"\0\0\0\x63" + whole[72:], "belongs to another program"),
    ],
    ids=["empty", "zip", "cut", "damaged", "index", "newer", "foreign"],
)
def test_what_is_no_good_backup_is_refused_and_nothing_is_touched(
    backup: Path, path: Path, spoil: Callable[[bytes], bytes], why: str
) -> None:
    backup.write_bytes(spoil(backup.read_bytes()))
    before = {each: each.read_bytes() for each in path.parent.rglob("*") if each.is_file()}
    with pytest.raises(StoreProblem, match=why):
        restoring.restore(backup, path, NOW)
    after = {each: each.read_bytes() for each in path.parent.rglob("*") if each.is_file()}
    assert after == before


def test_restoring_from_or_to_nowhere_is_refused(backup: Path, path: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreProblem, match="There is no backup at"):
        restoring.restore(tmp_path / "nothing.db", path, NOW)
    with pytest.raises(StoreProblem, match="There is no folder"):
        restoring.restore(backup, tmp_path / "no" / "alliance.db", NOW)
    with pytest.raises(StoreProblem, match="is no file"):
        restoring.restore(backup, tmp_path, NOW)


def test_a_backup_of_an_older_version_is_brought_up_to_date_when_it_is_opened(
    backup: Path, path: Path, open_store: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = tmp_path / "9999_next.sql"
    script.write_text('ALTER TABLE "school" ADD COLUMN "motto" TEXT;', encoding="utf-8")
    scripts = [*database.migrations(), script]
    monkeypatch.setattr(database, "migrations", lambda: scripts)
    restoring.restore(backup, path, NOW)
    store = open_store()
    assert names(store) == ["Blue Coat"]
    assert store.database.value("PRAGMA user_version") == len(scripts)


def test_a_full_disk_leaves_the_store_as_it_was(
    backup: Path, path: Path, open_store: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = path.read_bytes()
    monkeypatch.setattr(backups.os, "fsync", full)
    with pytest.raises(Problem, match="could not be put aside"):
        restoring.restore(backup, path, NOW)
    monkeypatch.undo()
    assert path.read_bytes() == before
    assert names_in(path, open_store) == ["Blue Coat", "Crompton House"]


def test_a_backup_made_while_others_write_is_whole(store: Store, open_store: Open) -> None:
    add(store, "Blue Coat")
    other = apsw.Connection(str(store.path))
    other.execute("BEGIN IMMEDIATE; DELETE FROM school")
    made = backups.make(store, now=NOW)
    other.execute("ROLLBACK")
    other.close()
    assert names_in(made, open_store) == ["Blue Coat"]
