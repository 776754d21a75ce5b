"""What tests of every part of the house share: the day, and stores of their own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from data.sample import store as sample_store
from data.store import database
from data.store.store import Store

TODAY = date(2026, 11, 21)

settings.register_profile(
    "desk",
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.register_profile("ci", settings.get_profile("desk"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


@pytest.fixture(autouse=True, scope="session")
def _samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Make the sample of a day once, and give every other test a copy of it."""
    folder = tmp_path_factory.mktemp("samples")
    make = sample_store._make

    def make_or_copy(path: Path, today: date) -> Store:
        made = folder / f"{today}.db"
        if not made.exists():
            # A process of its own may be making the same one.
            making = folder / f"making-{os.getpid()}"
            making.mkdir()
            make(making / "sample.db", today).database.close()
            (making / "sample.db").replace(made)
            shutil.rmtree(making)
        shutil.copyfile(made, path)
        return sample_store.SampleStore.open(path, today=today, throw_away=True)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sample_store, "_make", make_or_copy)
        yield


@pytest.fixture(autouse=True, scope="session")
def _new_books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Make the tables of new books once, and give every other test a copy of the file."""
    folder = tmp_path_factory.mktemp("new-books")
    fill = database._fill_new

    def fill_or_copy(path: Path, throw_away: bool) -> None:
        filled = folder / database.NEWEST.name
        if not filled.exists():
            fill(filled, throw_away)
        with filled.open("rb") as source, path.open("wb") as target:
            shutil.copyfileobj(source, target, 2**20)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "_fill_new", fill_or_copy)
        yield


ABOUT_THE_DISK = frozenset({"files", "store"})
"""Folders whose tests are about what is on the disk when the power fails."""


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Leave it to the system when it writes what a test saved: no power fails meanwhile."""
    if request.path.parent.name in ABOUT_THE_DISK:
        return
    add_hooks = database.DeskDatabase._add_conn_hooks

    def add_hooks_and_hurry(opened: database.DeskDatabase, connection: Any) -> None:
        add_hooks(opened, connection)
        connection.execute("PRAGMA synchronous = OFF").fetchall()

    monkeypatch.setattr(database.DeskDatabase, "_add_conn_hooks", add_hooks_and_hurry)
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def today() -> date:
    """The day that every test reckons for."""
    return TODAY


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a test's store lies: in a folder of its own, not made yet."""
    folder = tmp_path / "books"
    folder.mkdir()
    return folder / "alliance.db"


@pytest.fixture
def open_store(path: Path, today: date) -> Iterator[Callable[..., Store]]:
    """Open the store of the test, or another; made when it is not there, closed at the end."""
    opened: list[Store] = []

    def open_one(where: Path | None = None, **options: Any) -> Store:
        where = where or path
        options.setdefault("create", not os.path.lexists(where) and not options.get("read_only"))
        store = Store.open(where, **({"today": today} | options))
        opened.append(store)
        return store

    yield open_one
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: Callable[..., Store]) -> Store:
    """An open store with nothing in it."""
    return open_store()
