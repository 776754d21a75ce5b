"""Today and the first list read beside: as read here, and nothing that is old or unreadable."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data.sample.store import open_sample
from data.store.books import Books, CachedView
from data.store.store import Store
from data.tables.list_views import views_of_list
from data.tables.listing import Listing
from data.tables.table import Row
from data.today.beside import TodayBeside, read_today_beside, tell_today
from data.today.screen import today_screen
from models.schools.school import School

TODAY = date(2026, 11, 21)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="read in this process on such systems")
def test_today_read_beside_is_what_is_read_here() -> None:
    with open_sample(TODAY) as store:
        told, views = what_is_told(read_today_beside(store.path, TODAY))
        assert told == (store.newest_step(), today_screen(store))
        assert len(views) == 3


def test_what_was_read_before_somebody_saved_is_not_shown(path: Path) -> None:
    with Store.open(path, today=TODAY, create=True) as store:
        told, telling = os.pipe()
        tell_today(path, TODAY, telling)
        with store.operation("Add a school") as change:
            change.add(School, {"name": "Ash Grove"})
    with Store.open(path, today=TODAY) as store:
        (step, screen), views = what_is_told(TodayBeside(told, 0))
        assert screen is not None
        assert step != store.newest_step()
        assert not store.keep_views(views, step)
        assert [row.cells[0] for row in rows_of_list(store)] == ["Ash Grove"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="read in this process on such systems")
def test_books_that_cannot_be_read_beside_are_read_here(tmp_path: Path) -> None:
    missing = tmp_path / "missing.db"
    (tmp_path / "text.db").write_text("no store")
    for path in (missing, tmp_path / "text.db"):
        (_, screen), views = what_is_told(read_today_beside(path, TODAY))
        assert screen is None
        assert not views


@pytest.mark.skipif(not hasattr(os, "fork"), reason="read in this process on such systems")
def test_the_list_of_schools_computed_beside_is_the_one_computed_here_and_follows_changes() -> None:
    with open_sample(TODAY) as store:
        here = rows_of_list(store)
        (step, _), views = what_is_told(read_today_beside(store.path, TODAY))
    with open_sample(TODAY) as other:
        # Another copy of the same sample: what it shows now can only have been handed over.
        assert other.keep_views(views, step)
        for name in views:
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
        step = store.newest_step()
        views = views_of_list(store, School)
        store.undo()
        assert not store.keep_views(views, step)
        assert rows_of_list(store) == []


def refuse(_books: Books) -> CachedView:
    raise AssertionError("It was handed over.")


def what_is_told(beside: TodayBeside) -> tuple[Any, dict[str, CachedView]]:
    told: list[Any] = []
    views: dict[str, CachedView] = {}
    beside.tell(lambda *today: told.append(today), lambda _, found: views.update(found))
    assert len(told) == 1
    return told[0], views


def rows_of_list(store: Store) -> list[Row]:
    listing = Listing(store, School)
    return listing.rows(listing.keys())
