"""The sample as a store: made here or beside, the same either way, and gone when it is closed."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from data.problems import Problem
from data.sample import store as sample_store
from data.sample.store import make_sample_beside, open_sample
from data.store.store import Store
from data.today.beside import TodayBeside, tell_today
from data.today.screen import today_screen
from models.kinds import RECORDS
from models.schools.school import School

TODAY = date(2026, 11, 21)


def content_of(store: Store) -> dict[str, set[object]]:
    return {
        record.kind: {str(sorted(values.items(), key=str)) for values in store.find(record)}
        for record in RECORDS
    }


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


@pytest.mark.skipif(not hasattr(os, "fork"), reason="made in this process on such systems")
def test_a_sample_made_beside_is_the_same_and_goes_when_it_is_closed(folder: Path) -> None:
    beside = make_sample_beside(TODAY)
    assert beside is not None
    with open_sample(TODAY) as here, open_sample(TODAY, beside=beside) as there:
        assert there.path == beside.path
        assert content_of(there) == content_of(here)
        assert there.undoable() == 0
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="made in this process on such systems")
def test_the_process_that_made_a_sample_tells_what_needs_attention_in_it() -> None:
    told, telling = os.pipe()
    beside = make_sample_beside(TODAY, lambda made: tell_today(made, telling))
    os.close(telling)
    assert beside is not None
    today = TodayBeside(told, beside.process)
    with open_sample(TODAY, beside=beside) as store:
        found: list[object] = []
        today.tell(lambda *what: found.extend(what), lambda _: None)
        assert found == [today_screen(store), store.newest_step()]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="made in this process on such systems")
def test_a_sample_that_could_not_be_made_beside_is_made_here(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(store: Store) -> None:
        raise OSError("No room")

    with monkeypatch.context() as patch:
        patch.setattr(sample_store, "_fill", fail)
        beside = make_sample_beside(TODAY)
    with open_sample(TODAY, beside=beside) as store:
        assert len(content_of(store)["schools"]) > 10
    assert list(folder.iterdir()) == []


def test_a_sample_that_is_only_read_refuses_changes() -> None:
    with open_sample(TODAY, read_only=True) as store:
        with pytest.raises(Problem, match="look only"), store.operation("Change") as change:
            change.add(School, {"name": "Aspen"})
