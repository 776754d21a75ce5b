"""Today read beside: the same as read here, and nothing where it could not be read or is old."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from data.sample.store import open_sample
from data.store.store import Store
from data.today.beside import TodayBeside, read_today_beside, tell_today
from data.today.screen import today_screen
from models.schools.school import School

TODAY = date(2026, 11, 21)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="read in this process on such systems")
def test_today_read_beside_is_what_is_read_here() -> None:
    with open_sample(TODAY) as store:
        beside = read_today_beside(store.path, TODAY)
        assert beside.screen(store.session.opened_after) == today_screen(store)


def test_what_was_read_before_somebody_saved_is_not_shown(path: Path) -> None:
    with Store.open(path, today=TODAY, create=True) as store:
        told, telling = os.pipe()
        tell_today(path, TODAY, telling)
        with store.operation("Add a school") as change:
            change.add(School, {"name": "Ash Grove"})
    with Store.open(path, today=TODAY) as store:
        assert TodayBeside(told, 0).screen(store.session.opened_after) is None


@pytest.mark.skipif(not hasattr(os, "fork"), reason="read in this process on such systems")
def test_books_that_cannot_be_read_beside_are_read_here(tmp_path: Path) -> None:
    missing = tmp_path / "missing.db"
    assert read_today_beside(missing, TODAY).screen(0) is None
    (tmp_path / "text.db").write_text("no store")
    assert read_today_beside(tmp_path / "text.db", TODAY).screen(0) is None
