from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from data.files import places
from data.files.safe_files import FileProblem, write_bytes
from data.problems import Problem
from data.store import backups
from data.store.store import Store
from models.schools.school import School

pytestmark = pytest.mark.skipif(os.name != "posix", reason="file modes and links of POSIX")


def failing_write(code: int) -> object:
    """A stand-in for os.fsync that fails as the system does."""

    def fail(_handle: int) -> None:
        raise OSError(code, os.strerror(code))

    return fail


def refusal(path: Path, *, replace: bool = True) -> str:
    """The message with which writing is refused: always one line that names the file."""
    with pytest.raises(FileProblem) as caught:
        write_bytes(path, b"new", replace=replace)
    assert isinstance(caught.value, Problem)
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith("Cannot write “")
    return message


def test_a_file_is_written_whole_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    write_bytes(path, b"one\r\n" * 100_000)
    assert path.read_bytes() == b"one\r\n" * 100_000
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o777])
def test_the_mode_does_not_depend_on_the_umask(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        write_bytes(tmp_path / "a", b"x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600


def test_a_file_that_others_could_read_is_private_once_replaced(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    path.write_bytes(b"old")
    path.chmod(0o644)
    write_bytes(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_content_and_folder_are_brought_to_the_disk_around_the_rename(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.csv"
    done: list[str] = []
    real_sync = os.fsync

    def sync(handle: int) -> None:
        kind = "folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file"
        done.append(f"{kind}, name {'taken' if path.exists() else 'free'}")
        real_sync(handle)

    monkeypatch.setattr(os, "fsync", sync)
    write_bytes(path, b"x")
    assert done == ["file, name free", "folder, name taken"]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "disk is full; free some space"),
        (errno.EDQUOT, "share of the disk is used up"),
        (errno.EIO, "disk reports a fault"),
        (errno.EBUSY, "choose another place"),
    ],
)
def test_a_failure_leaves_the_old_file_and_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    path = tmp_path / "report.csv"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", failing_write(code))
    assert words in refusal(path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_larger_than_allowed_leaves_nothing_behind(tmp_path: Path) -> None:
    code = (
        "import resource, sys; sys.path.insert(0, '.')\n"
        "from data.files.safe_files import FileProblem, write_bytes\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try: write_bytes(sys.argv[1], b'x' * 100_000)\n"
        "except FileProblem as problem: print(problem)\n"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "big")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "larger than this disk or your account allows" in shown.stdout
    assert list(tmp_path.iterdir()) == []


def test_an_interrupt_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_bytes(tmp_path / "a", b"x")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.EACCES, "you may not write in that folder; choose one of your own"),
        (errno.EROFS, "can only be read; choose another place"),
        (errno.ENAMETOOLONG, "name is too long"),
    ],
)
def test_a_place_that_cannot_be_written_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "open", refuse)
    assert words in refusal(tmp_path / "report.csv")


def test_a_name_that_is_too_long_is_refused(tmp_path: Path) -> None:
    assert "name is too long; choose a shorter one" in refusal(tmp_path / ("x" * 300))
    write_bytes(tmp_path / ("x" * 255), b"the longest that the system takes")


def test_a_missing_folder_is_named_as_the_reason(tmp_path: Path) -> None:
    assert "its folder does not exist; make it first" in refusal(tmp_path / "no" / "a.csv")


def test_a_file_where_the_folder_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert "what should be its folder is a file" in refusal(tmp_path / "file" / "a.csv")


def test_a_folder_is_not_written_over(tmp_path: Path) -> None:
    message = refusal(tmp_path)
    assert "it is a folder; name a file in it, such as" in message
    assert str(tmp_path / "report.csv") in message


def test_a_device_or_pipe_is_never_renamed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "device or a pipe" in refusal(tmp_path / "pipe")
    assert "device or a pipe" in refusal(Path("/dev/null"))
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


def test_a_file_marked_read_only_stays(tmp_path: Path) -> None:
    path = tmp_path / "minutes.md"
    path.write_bytes(b"old")
    path.chmod(0o444)
    assert "marked read-only" in refusal(path)
    assert path.read_bytes() == b"old"


def test_an_existing_file_stays_when_replacing_was_not_allowed(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    write_bytes(path, b"old", replace=False)
    assert "exists already; choose another name" in refusal(path, replace=False)
    assert path.read_bytes() == b"old"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_appears_meanwhile_stays_when_replacing_was_not_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    path = tmp_path / "report.csv"
    real_sync = os.fsync

    def sync(handle: int) -> None:
        real_sync(handle)
        path.write_bytes(b"theirs")

    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "fsync", sync)
    if not links:
        monkeypatch.setattr(os, "link", no_links)
    assert "exists already" in refusal(path, replace=False)
    assert path.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [path]


def test_a_disk_without_links_gets_the_file_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", no_links)
    write_bytes(tmp_path / "a", b"x", replace=False)
    assert (tmp_path / "a").read_bytes() == b"x"
    assert [file.name for file in tmp_path.iterdir()] == ["a"]


def test_our_own_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "latest.csv"
    link.symlink_to(tmp_path / "real" / "a.csv")
    write_bytes(link, b"one")
    write_bytes(link, b"two")
    assert link.is_symlink()
    assert (tmp_path / "real" / "a.csv").read_bytes() == b"two"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs another user")
def test_somebody_elses_link_is_not_followed(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.write_bytes(b"old")
    (tmp_path / "a.csv").symlink_to(mine)
    os.lchown(tmp_path / "a.csv", 12345, 12345)
    assert "somebody else's link" in refusal(tmp_path / "a.csv")
    assert mine.read_bytes() == b"old"


def test_a_message_never_carries_what_a_terminal_would_obey(tmp_path: Path) -> None:
    message = refusal(tmp_path / "a\x1b[31m\nb" / "c.csv")
    assert "\x1b" not in message
    assert "a b/c.csv" in message


@pytest.mark.parametrize("path", [Path(), Path("/"), Path("a\0b")])
def test_what_is_no_name_of_a_file_is_refused(path: Path) -> None:
    refusal(path)


def test_nothing_that_is_written_replaces_books_or_backups(store: Store, tmp_path: Path) -> None:
    backup = tmp_path / "copy.db"
    backups.copy(store, backup)
    for own in (store.path, backup):
        before = own.read_bytes()
        for may_replace in (True, False):
            with pytest.raises(FileProblem, match="it is a store or another database"):
                write_bytes(own, b"School,Policy", replace=may_replace)
        assert own.read_bytes() == before


def test_looking_whether_a_file_is_a_store_lets_go_of_no_lock_on_it(store: Store) -> None:
    other = "sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN IMMEDIATE')"
    program = [sys.executable, "-I", "-S", "-c", f"import sqlite3, sys; {other}", str(store.path)]
    with store.operation("Add") as change:
        change.add(School, {"name": "Ash"})
        refusal(store.path)
        answer = subprocess.run(program, capture_output=True, text=True, check=False)
    assert "database is locked" in answer.stderr


def test_nothing_that_is_written_replaces_the_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    configuration = places.configuration_file()
    configuration.parent.mkdir()
    configuration.write_text('store = "here.db"')
    with pytest.raises(FileProblem, match="it is the desk's configuration"):
        write_bytes(configuration, b"School,Policy")
    assert configuration.read_text() == 'store = "here.db"'
