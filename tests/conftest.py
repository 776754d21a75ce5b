"""What tests of every part of the house share: the day, and stores of their own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

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
