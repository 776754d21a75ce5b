"""What a killed program left behind goes; what another writes, and all else, stays."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from data.files import processes
from data.files.leftovers import sweep
from data.files.processes import Process, is_running, this_process
from data.store.store import Store


@pytest.fixture
def dead() -> int:
    """The number of a process that has ended."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return ended.pid


def test_only_what_programs_that_are_gone_left_is_removed(tmp_path: Path, dead: int) -> None:
    ours, random = os.getpid(), "0123456789abcdef"
    gone = tmp_path / f".alliance-{dead}-{random}.part"
    stay = [
        tmp_path / f".alliance-{ours}-{random}.part",
        tmp_path / f"alliance-{dead}-{random}.part",
        tmp_path / f".alliance-{dead}-notes.part",
        tmp_path / "report.csv",
    ]
    for path in (gone, *stay):
        path.write_text("half")
    sweep(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted(stay)


def test_a_link_goes_and_what_it_leads_to_stays(tmp_path: Path, dead: int) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "report.csv").write_text("whole")
    (tmp_path / f".alliance-{dead}-0123456789abcdef.part").symlink_to(other)
    sweep(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["other"]
    assert (other / "report.csv").read_text() == "whole"


def test_a_store_sweeps_its_folder_when_it_makes_the_backup_of_the_day(
    store: Store, dead: int
) -> None:
    left = store.path.with_name(f".alliance-{dead}-0123456789abcdef.part")
    left.write_text("half")
    store.back_up_daily()
    assert not left.exists()


def test_a_number_that_was_given_again_is_another_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here = this_process()
    assert is_running(here)
    assert not is_running(here._replace(boot="another run of the computer"))
    assert is_running(Process(here.number))
    if here.started:
        assert not is_running(here._replace(started="1"))
    monkeypatch.setattr(processes, "_boot", lambda: "after the power cut")
    assert not is_running(here._replace(boot="before it"))
