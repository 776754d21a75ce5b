"""Today and the first list read beside: as read here, and nothing that is old or unreadable."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from data.sample.store import open_sample
from data.store.books import Books, CachedView, Found
from data.store.store import Store
from data.tables.list_views import found_for_list
from data.tables.listing import Listing
from data.tables.table import Row
from data.today.beside import TodayBeside, read_today_beside, tell_today
from data.today.screen import today_screen
from models.schools.school import School

TODAY = date(2026, 11, 21)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="read in this process on such systems")
def test_today_read_beside_is_what_is_read_here() -> None:
    with open_sample(TODAY) as store:
        told, found = what_is_told(read_today_beside(store.path, TODAY))
        assert told == (today_screen(store), store.newest_step())
        assert found is not None
        assert len(found.views) == 3


def test_what_was_read_before_somebody_saved_is_not_shown(path: Path) -> None:
    with Store.open(path, today=TODAY, create=True) as store:
        told, telling = os.pipe()
        tell_today(store, telling)
        with store.operation("Add a school") as change:
            change.add(School, {"name": "Ash Grove"})
    with Store.open(path, today=TODAY) as store:
        (screen, after), found = what_is_told(TodayBeside(told, 0))
        assert screen is not None
        assert after != store.newest_step()
        assert found is not None
        assert not store.take_over(found)
        assert [row.cells[0] for row in rows_of_list(store)] == ["Ash Grove"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="read in this process on such systems")
def test_books_that_cannot_be_read_beside_are_read_here(tmp_path: Path) -> None:
    missing = tmp_path / "missing.db"
    (tmp_path / "text.db").write_text("no store")
    for path in (missing, tmp_path / "text.db"):
        (screen, _), found = what_is_told(read_today_beside(path, TODAY))
        assert screen is None
        assert found is None


@pytest.mark.skipif(not hasattr(os, "fork"), reason="read in this process on such systems")
def test_the_list_of_schools_computed_beside_is_the_one_computed_here_and_follows_changes() -> None:
    with open_sample(TODAY) as store:
        here = rows_of_list(store)
        _, found = what_is_told(read_today_beside(store.path, TODAY))
        assert found is not None
    with open_sample(TODAY) as other:
        # Another copy of the same sample: what it shows now can only have been handed over.
        assert other.take_over(found)
        for name in found.views:
            other.cached(name, refuse)
        assert rows_of_list(other) == here
        key = here[0].key
        with other.operation("Rename") as change:
            change.set(School, key, {"name": "Zennor Primary School"})
        assert [row.key for row in rows_of_list(other)][-1] == key


def test_a_view_that_was_handed_over_goes_when_anything_is_undone(path: Path) -> None:
    with Store.open(path, today=TODAY, create=True) as store:
        with store.operation("Add a school") as change:
            change.add(School, {"name": "Ash Grove"})
        found = found_for_list(store, School)
        store.undo()
        assert not store.take_over(found)
        assert rows_of_list(store) == []


def test_what_was_found_for_another_day_is_not_taken_over(path: Path) -> None:
    with Store.open(path, today=TODAY, create=True) as store:
        found = found_for_list(store, School)
        assert store.take_over(found)
        assert not store.take_over(found._replace(today=TODAY - timedelta(days=1)))


@pytest.mark.parametrize("left", [0, 40, -40])
def test_a_process_that_is_ended_in_the_middle_leaves_nobody_waiting(path: Path, left: int) -> None:
    told, telling = os.pipe()
    with Store.open(path, today=TODAY, create=True) as store:
        tell_today(store, telling)
    with os.fdopen(told, "rb") as whole:
        content = whole.read()
    told, telling = os.pipe()
    os.write(telling, content[:left])
    os.close(telling)
    (screen, _), found = what_is_told(TodayBeside(told, 0))
    assert (screen is not None) == (left < 0), "Today came whole before what follows it"
    assert found is None


def refuse(_books: Books) -> CachedView:
    raise AssertionError("It was handed over.")


def what_is_told(beside: TodayBeside) -> tuple[Any, Found | None]:
    told: list[Any] = []
    found: list[Found] = []
    beside.tell(lambda *today: told.append(today), found.append)
    assert len(told) == 1
    return told[0], found[0] if found else None


def rows_of_list(store: Store) -> list[Row]:
    listing = Listing(store, School)
    return listing.rows(listing.keys())
