"""The thread of the store: everything in order, nothing lost, and closed at the end."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from data.problems import StoreProblem
from data.store.store import Store
from data.store.thread import StoreThread
from models.schools.school import School
from tests.conftest import TODAY


def opening(path: Path) -> Store:
    return Store.open(path, today=TODAY, create=True)


def add(store: Store, name: str) -> str:
    with store.operation(f"Add {name}") as change:
        return change.add(School, {"name": name})


async def test_saves_of_one_moment_are_all_stored_in_their_order(path: Path) -> None:
    books = StoreThread(lambda: opening(path))
    try:
        names = [f"School {number:02}" for number in range(20)]
        keys = await asyncio.gather(
            *(books.write(lambda store, name=name: add(store, name)) for name in names)
        )
        assert len(set(keys)) == 20
        entries = await books.write(lambda store: store.history())
        assert [entry.label for entry in reversed(entries)] == [f"Add {name}" for name in names]
    finally:
        books.close()


async def test_all_work_is_done_in_one_thread_that_is_not_the_screens(path: Path) -> None:
    books = StoreThread(lambda: opening(path))
    try:
        threads = {await books.write(lambda store: threading.get_ident()) for _ in range(5)}
        assert len(threads) == 1
        assert threading.get_ident() not in threads
    finally:
        books.close()


async def test_work_that_fails_tells_who_asked_and_the_next_goes_on(path: Path) -> None:
    books = StoreThread(lambda: opening(path))
    try:
        with pytest.raises(KeyError):
            await books.write(lambda store: store.operation("x").__enter__().add(School, {"no": 1}))
        assert await books.write(lambda store: store.count(School)) == 0
    finally:
        books.close()


def test_what_was_given_before_closing_is_done(path: Path) -> None:
    books = StoreThread(lambda: opening(path))
    for number in range(5):
        books.submit(lambda store, number=number: add(store, f"School {number}"))
    books.close()
    with opening(path) as store:
        assert store.count(School) == 5


async def test_a_store_that_cannot_be_opened_is_told_to_everybody_who_asks(path: Path) -> None:
    path.write_text("no store")
    books = StoreThread(lambda: opening(path))
    with pytest.raises(StoreProblem):
        books.wait_until_open()
    with pytest.raises(StoreProblem):
        await books.write(lambda store: store.count(School))
    books.close()
