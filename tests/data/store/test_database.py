"""Opening a store: what is refused, in which words, and that nothing is touched."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

import apsw
import peewee
import pytest

from data.problems import Problem, StoreProblem
from data.store import backups, database, network_drives
from data.store.soundness import is_damaged
from data.store.store import Store
from models.schools.school import School

HOUSE = Path(__file__).resolve().parents[3]

Open = Callable[..., Store]


@pytest.fixture
def books(open_store: Open, path: Path) -> Path:
    """A closed store with enough in it to fill several pages."""
    store = open_store()
    with store.operation("Type in the schools") as change:
        for number in range(60):
            change.add(School, {"name": f"School {number}", "notes": "x" * 1000})
    store.close()
    return path


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait ten seconds for a store that is in use."""
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)


def refusal(open_store: Open, where: Path, **options: bool) -> str:
    """The one line in which the store is refused; fails when the file was changed."""
    there = os.path.isfile(where)  # noqa: PTH113  (a name may be too long to ask)
    before = where.read_bytes() if there else b""
    with pytest.raises(StoreProblem) as refused:
        open_store(where, **options)
    if there:
        assert where.read_bytes() == before
        assert not where.with_name(where.name + "-journal").exists()
    said = str(refused.value)
    assert "\n" not in said
    assert refused.value.exit_code == 4
    return said


ADVICE = ("--store", "alliance restore FILE", "--read-only", "pip install", "Name a file", "Close")


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b"\0", "is not a store"),
        (os.urandom(5000), "is not a store"),
        (b"School,URN\nBlue Coat,137133\n" * 99, "is not a store"),
        (b"SQLite format 3\0", "is not a store"),
        (b"SQLite format 3\0" + b"\0" * 84, "belongs to another program"),
        (b"SQLite format 3\0" + b"\xff" * 4000, "belongs to another program"),
    ],
    ids=["empty", "nul", "random", "csv", "magic", "zeros", "ones"],
)
def test_what_is_no_store_is_refused_and_left_alone(
    open_store: Open, path: Path, content: bytes, why: str, read_only: bool
) -> None:
    path.write_bytes(content)
    said = refusal(open_store, path, read_only=read_only, create=not read_only)
    assert why in said
    assert any(advice in said for advice in ADVICE)
    assert path.read_bytes() == content


@pytest.mark.parametrize("share", [0.001, 0.02, 0.3, 0.5, 0.99])
def test_a_store_that_was_cut_short_is_refused(open_store: Open, books: Path, share: float) -> None:
    whole = books.read_bytes()
    books.write_bytes(whole[: max(100, int(len(whole) * share))])
    said = refusal(open_store, books)
    assert "is cut short" in said
    assert f"{len(whole):,} bytes" in said
    assert "alliance restore FILE" in said


def test_a_store_that_lost_its_last_byte_is_refused(open_store: Open, books: Path) -> None:
    books.write_bytes(books.read_bytes()[:-1])
    assert "is cut short" in refusal(open_store, books)


def test_another_programs_file_is_refused(open_store: Open, path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE recipe (title TEXT)")
    other.close()
    said = refusal(open_store, path)
    assert "belongs to another program, so it was left alone" in said


def test_a_newer_store_is_refused_with_the_way_to_the_newer_program(
    open_store: Open, books: Path
) -> None:
    newer = apsw.Connection(str(books))
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    said = refusal(open_store, books)
    assert "version 99" in said
    assert "pip install --upgrade" in said


@pytest.mark.parametrize("create", [False, True])
def test_names_that_are_no_file_are_refused(open_store: Open, tmp_path: Path, create: bool) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "broken").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for name in (
        "", "loop", "broken", "pipe", "loop/a.db", "broken/a.db", "file/a.db", "no/folder/a.db",
        "n" * 300, "nul\0.db",
    ):  # fmt: skip
        said = refusal(open_store, tmp_path / name, create=create)
        assert "--store" in said or "Name a file in it" in said, name
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "books", "broken", "file", "loop", "pipe",
    ]  # fmt: skip


def test_a_device_is_no_store_and_nobody_is_told_to_remove_it(open_store: Open) -> None:
    said = refusal(open_store, Path(os.devnull))
    assert "no ordinary file" in said
    assert "Remove" not in said


def test_a_missing_store_is_not_made_unless_asked(open_store: Open, path: Path) -> None:
    assert "There is no store at" in refusal(open_store, path, create=False)
    assert "There is no store at" in refusal(open_store, path, create=True, read_only=True)
    assert not path.exists()


def test_a_link_to_a_store_is_followed(open_store: Open, books: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(books)
    assert open_store(link).count(School) == 60


@pytest.fixture
def held(books: Path) -> Iterator[subprocess.Popen[str]]:
    """Another program that holds the store for itself."""
    code = (
        "import apsw, sys; c = apsw.Connection(sys.argv[1]); c.execute('BEGIN EXCLUSIVE');"
        "print('held', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(books)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert other.stdout is not None
    assert other.stdin is not None
    assert other.stdout.readline() == "held\n"
    yield other
    other.kill()
    other.wait()
    other.stdout.close()
    other.stdin.close()


@pytest.mark.usefixtures("impatient", "held")
@pytest.mark.parametrize("read_only", [False, True])
def test_a_store_that_another_program_holds_is_refused(
    open_store: Open, books: Path, read_only: bool
) -> None:
    before = books.read_bytes()
    with pytest.raises(StoreProblem, match="is in use by another program"):
        open_store(books, read_only=read_only)
    assert books.read_bytes() == before


@pytest.mark.usefixtures("impatient")
def test_an_open_desk_meets_a_held_store_in_words(open_store: Open, books: Path) -> None:
    store = open_store(books)
    other = apsw.Connection(str(books))
    other.execute("BEGIN EXCLUSIVE")
    for ask in (
        lambda: store.find(School),
        lambda: store.names(School),
        lambda: store.count(School),
        store.check,
        store.history,
        store.changed_elsewhere,
        store.undo,
    ):
        with pytest.raises(StoreProblem, match="is in use by another program"):
            ask()
    with pytest.raises(StoreProblem, match="nothing was changed"), store.operation("Add") as change:
        change.add(School, {"name": "Kept out"})
    other.execute("ROLLBACK")
    other.close()
    assert store.count(School) == 60
    with store.operation("Add") as change:
        change.add(School, {"name": "Let in"})
    assert store.count(School) == 61


def test_the_user_is_told_once_when_a_store_stays_busy(
    open_store: Open, books: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 3.0)
    slept: list[float] = []
    monkeypatch.setattr(database.time, "sleep", slept.append)
    told: list[float] = []
    store = open_store(books, waiting=lambda: told.append(sum(slept)))
    other = apsw.Connection(str(books))
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreProblem, match="in use"):
        store.find(School)
    other.close()
    assert len(told) == 1
    assert 1.0 <= told[0] <= 1.1
    assert 2.9 <= sum(slept) <= 3.1


def test_a_read_only_file_can_be_looked_at_but_not_opened_to_write(
    open_store: Open, books: Path
) -> None:
    books.chmod(0o444)
    assert "alliance --read-only" in refusal(open_store, books)
    store = open_store(books, read_only=True)
    assert store.count(School) == 60
    with pytest.raises(Problem, match="to look only"), store.operation("Add"):
        pass
    with pytest.raises(Problem, match="to look only"):
        store.undo()
    store.close()
    assert books.stat().st_mode & 0o777 == 0o444


def test_looking_changes_no_byte(open_store: Open, books: Path) -> None:
    before = books.read_bytes()
    store = open_store(books, read_only=True)
    store.find(School)
    store.check()
    store.close()
    assert books.read_bytes() == before
    assert [each.name for each in books.parent.iterdir()] == [books.name]


def test_a_store_on_a_network_drive_is_refused(
    open_store: Open, books: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network_drives, "network_drive_of", lambda path: "cifs")
    assert "lies on a network drive (cifs)" in refusal(open_store, books)
    assert "network drive" in refusal(open_store, books.with_name("new.db"), create=True)
    assert not books.with_name("new.db").exists()


def met(ask: Callable[[], object]) -> bool:
    """Whether damage was met; fails when it was met in other words than ours."""
    try:
        ask()
    except StoreProblem as problem:
        return "is damaged" in str(problem) or pytest.fail(str(problem))
    return False


def test_damage_anywhere_is_met_in_words(open_store: Open, books: Path) -> None:
    whole = books.read_bytes()
    refused = 0
    for page in range(1, len(whole) // 4096):
        if page % 5 and whole[page * 4096 : (page + 1) * 4096].count(0) > 4000:
            # Those of tables in which nothing stands yet are all alike.
            continue
        books.write_bytes(whole[: page * 4096] + b"\xa5" * 4096 + whole[(page + 1) * 4096 :])
        refused += met(lambda: open_store(books).close())
        if met(lambda: open_store(books).close()):
            continue
        store = open_store(books)
        assert is_damaged(store.path) or store.check(), page
        refused += sum(
            met(ask) for ask in (partial(store.find, School), partial(store.names, School))
        )
        store.close()
    assert refused > 10


def add_too_much(store: Store) -> None:
    with store.operation("Add") as change:
        for _ in range(40):
            change.add(School, {"name": "Too much", "notes": "x" * 19_000})


def test_a_full_disk_loses_nothing_and_says_so(open_store: Open, books: Path) -> None:
    store = open_store(books)
    store.database.execute_sql(
        f"PRAGMA max_page_count = {store.database.value('PRAGMA page_count')}"
    )
    with pytest.raises(StoreProblem, match="is full, so nothing was saved"):
        add_too_much(store)
    assert store.count(School) == 60
    assert len(store.history()) == 1
    assert store.check() == []
    with store.operation("Rename") as change:
        change.set(School, str(store.find(School)[0]["key"]), {"name": "Fits"})


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes, where this machine lets us have one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_disk_that_is_really_full_loses_nothing(small_disk: Path, open_store: Open) -> None:
    store = open_store(small_disk / "alliance.db")
    with store.operation("Add") as change:
        change.add(School, {"name": "Kept"})
    with pytest.raises(StoreProblem, match="full"):
        add_too_much(store)
    assert [each["name"] for each in store.find(School)] == ["Kept"]
    disk = os.statvfs(small_disk)
    (small_disk / "filler").write_bytes(b"x" * (disk.f_bavail * disk.f_bsize - 40_000))
    with pytest.raises(Problem, match="could not be written"):
        backups.make(store)
    assert store.check() == []
    store.close()
    assert open_store(small_disk / "alliance.db").count(School) == 1
    new, before = small_disk / "new.db", sorted(small_disk.iterdir())
    with pytest.raises(StoreProblem) as refused:
        open_store(new)
    assert str(refused.value) == (
        f"{new} cannot be made: the disk is full. Free some space and try again, or name a file "
        "on another disk with --store."
    )
    assert sorted(small_disk.iterdir()) == before


def test_no_empty_file_stays_behind_when_a_store_could_not_be_made(
    open_store: Open, path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "0001_broken.sql"
    broken.write_text("CREATE TABLE one (a); CREATE TABLE one (b);", encoding="utf-8")
    monkeypatch.setattr(database, "NEWEST", broken)
    with pytest.raises(StoreProblem):
        open_store(create=True)
    assert not path.exists()


# Settings and the schema's versions


def test_the_settings_that_keep_a_store_safe_are_on(store: Store) -> None:
    settings = {
        name: store.database.value(f"PRAGMA {name}")
        for name in ("foreign_keys", "trusted_schema", "query_only", "journal_mode", "synchronous")
    }
    assert settings == {
        "foreign_keys": 1, "trusted_schema": 0, "query_only": 1,
        "journal_mode": "delete", "synchronous": 3,
    }  # fmt: skip
    assert store.database.value("PRAGMA application_id") == database.APPLICATION_ID
    assert store.database.value("PRAGMA user_version") == len(database.migrations())


@pytest.mark.skipif(os.name != "posix", reason="rights of files are POSIX")
def test_nobody_else_may_read_the_store(open_store: Open, path: Path) -> None:
    before = os.umask(0)
    try:
        open_store().close()
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o644)
    open_store().close()
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], int]:
    """Give the program one more script of migration."""

    def add(sql: str) -> int:
        scripts = database.migrations()
        script = tmp_path / "9999_next.sql"
        script.write_text(sql, encoding="utf-8")
        monkeypatch.setattr(database, "migrations", lambda: [*scripts, script])
        return len(scripts) + 1

    return add


def test_an_older_store_is_brought_up_to_date_after_a_backup(
    open_store: Open, books: Path, next_version: Callable[[str], int]
) -> None:
    before = books.read_bytes()
    version = next_version('ALTER TABLE "school" ADD COLUMN "motto" TEXT;')
    with pytest.raises(StoreProblem, match="older Alliance Desk"):
        open_store(books, read_only=True)
    assert books.read_bytes() == before
    store = open_store(books)
    assert store.database.value("PRAGMA user_version") == version
    assert store.database.rows('SELECT "motto" FROM "school" LIMIT 1') == [(None,)]
    (backup,) = backups.backups_of(books)
    assert f"before-version-{version}" in backup.name
    assert backup.stat().st_mode & 0o777 == 0o600
    assert database.version_of(backup) == version - 1


def test_a_migration_that_fails_leaves_the_store_as_it_was(
    open_store: Open, books: Path, next_version: Callable[[str], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    before = books.read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr(database, "migrations", database.migrations)
        next_version(
            'ALTER TABLE "school" ADD COLUMN "motto" TEXT; DELETE FROM "school"; SELECT nonsense;'
        )
        with pytest.raises(StoreProblem):
            open_store(books)
    assert books.read_bytes() == before
    monkeypatch.undo()
    store = open_store(books)
    assert store.count(School) == 60
    assert store.database.value("PRAGMA user_version") == len(database.migrations())


def test_two_desks_that_open_an_older_store_migrate_it_once(
    open_store: Open, books: Path, next_version: Callable[[str], int]
) -> None:
    version = next_version('ALTER TABLE "school" ADD COLUMN "motto" TEXT;')
    late = database.DeskDatabase(books)
    late.connect()
    open_store(books)
    database.migrate(late, version - 1)
    assert late.value("PRAGMA user_version") == version
    database.close(late)


def test_a_crash_while_the_store_grew_is_mended_from_the_journal(
    open_store: Open, books: Path, tmp_path: Path
) -> None:
    """The header may already count pages that never reached the file."""
    crash = tmp_path / "crash.db"
    connection = apsw.Connection(str(books))
    connection.execute("PRAGMA cache_size = 2; BEGIN IMMEDIATE")
    connection.execute("UPDATE school SET notes = notes || hex(randomblob(4000))")
    pages = next(connection.execute("PRAGMA page_count"))[0]
    journal = books.with_name(books.name + "-journal")
    assert journal.exists()
    shutil.copy(journal, crash.with_name("crash.db-journal"))
    content = bytearray(books.read_bytes())
    content[28:32] = int(pages + 100).to_bytes(4, "big")
    crash.write_bytes(content)
    connection.execute("ROLLBACK")
    connection.close()
    # The journal's header counts its pages only once it is synced: take the count from its size.
    hot = bytearray(crash.with_name("crash.db-journal").read_bytes())
    if hot[8:12] == b"\0\0\0\0":
        hot[8:12] = b"\xff\xff\xff\xff"
        crash.with_name("crash.db-journal").write_bytes(hot)
    store = open_store(crash)
    assert store.check() == []
    assert {len(str(each["notes"])) for each in store.find(School)} == {1000}


# Stopped at any moment

_SAVER = """
import sys
from datetime import date
from functools import partial
from pathlib import Path
sys.path.insert(0, {house!r})
from data.store.soundness import is_damaged
from data.store.store import Store
from models.schools.school import School
store = Store.open(Path(sys.argv[1]), today=date(2026, 11, 21))
number = int(sys.argv[2])
while True:
    number += 1
    with store.operation(f"Save {{number}}") as change:
        change.add(School, {{"name": f"School {{number}}", "notes": "x" * (1 + number % 7 * 1500)}})
        change.add(School, {{"name": f"Twin {{number}}"}})
    print(number, flush=True)
"""


def test_a_kill_at_any_moment_loses_no_save_that_was_acknowledged(
    open_store: Open, path: Path
) -> None:
    """Set ALLIANCE_KILL_ROUNDS to try more often."""
    import random

    rounds = int(os.environ.get("ALLIANCE_KILL_ROUNDS", "20"))
    moments = random.Random(2026)
    open_store().close()
    code = _SAVER.format(house=str(HOUSE))
    saved = 0
    for _ in range(rounds):
        writer = subprocess.Popen(
            [sys.executable, "-c", code, str(path), str(saved)],
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert writer.stdout is not None
        acknowledged = int(writer.stdout.readline())
        try:
            # Not a pause but the moment of the kill: anywhere within the next dozen saves.
            writer.wait(moments.random() * 0.05)
        except subprocess.TimeoutExpired:
            writer.kill()
        for line in writer.communicate()[0].split("\n"):
            acknowledged = int(line) if line else acknowledged
        store = open_store()
        assert store.check() == []
        names = {str(each["name"]) for each in store.find(School)}
        for number in range(1, acknowledged + 1):
            assert f"School {number}" in names
        saved = max(int(name.split()[1]) for name in names)
        assert saved in (acknowledged, acknowledged + 1)
        assert len(names) == 2 * saved, "an operation is whole or not there"
        assert len(store.history(limit=10**6)) == saved
        store.close()
    assert saved > rounds


_COUNTER = """
import sys
from datetime import date
from functools import partial
from pathlib import Path
sys.path.insert(0, {house!r})
from data.store.soundness import is_damaged
from data.store.store import Store
from models.schools.school import School
store = Store.open(Path(sys.argv[1]), today=date(2026, 11, 21))
for _ in range(40):
    with store.operation("Count") as change:
        school = store.find(School)[0]
        change.set(School, school["key"], {{"pupils": school["pupils"] + 1}})
store.close()
"""


def test_two_programs_that_count_at_once_lose_no_count(open_store: Open, path: Path) -> None:
    store = open_store()
    with store.operation("Add") as change:
        key = change.add(School, {"name": "Blue Coat", "pupils": 0})
    code = _COUNTER.format(house=str(HOUSE))
    writers = [subprocess.Popen([sys.executable, "-c", code, str(path)]) for _ in range(2)]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    school = store.get(School, key)
    assert school is not None
    assert school["pupils"] == 80
    assert len(store.history()) == 81
    assert store.changed_elsewhere()
    assert not store.changed_elsewhere()


def test_the_day_is_given_and_not_looked_up(open_store: Open) -> None:
    assert open_store(today=date(1999, 1, 1)).today == date(1999, 1, 1)


def test_a_mistake_of_the_program_is_no_fault_of_the_file(open_store: Open) -> None:
    store = open_store()
    with pytest.raises(peewee.OperationalError, match="no such column"):
        store.database.rows('SELECT "school".full FROM "school"')
    with store.operation("Lock the full disk") as change:
        change.add(School, {"name": "Ash"})
        with pytest.raises(peewee.OperationalError, match="within a transaction"):
            store.database.rows("BEGIN")


def test_a_first_run_that_is_stopped_leaves_no_half_made_books(
    open_store: Open, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as stopped:
        stopped.setattr(database, "take_name", stop)
        with pytest.raises(KeyboardInterrupt):
            open_store(create=True)
    assert list(path.parent.iterdir()) == []
    assert open_store(create=True).check() == []


def test_nothing_is_written_into_a_damaged_store(open_store: Open, path: Path) -> None:
    store = open_store()
    with store.operation("Fill") as change:
        change.add_many(
            School,
            [
                School.starting_values() | {"key": f"{n:032x}", "name": f"School {n}"}
                for n in range(200)
            ],
        )
    store.close()
    content = bytearray(path.read_bytes())
    # The index of names: reading goes on as before, and each save would mix what does not fit.
    content[-4096:] = content[-8192:-4096]
    path.write_bytes(content)
    damaged = open_store(create=False)
    with pytest.raises(StoreProblem, match="is damaged"):
        with damaged.operation("Add") as change:
            change.add(School, {"name": "Oak"})
    with pytest.raises(StoreProblem, match="is damaged"):
        damaged.undo()
    assert path.read_bytes() == content
