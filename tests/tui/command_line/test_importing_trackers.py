"""The command line and trackers: the plan, near names, catalogues and columns by option."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from data.store.store import Store
from models.policies.policy import Policy
from models.policies.review import Review
from models.schools.school import School
from tests.conftest import TODAY
from tui.command_line.main import main

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, path: Path) -> Call:
    """Call the command on a store with a school and a policy of two catalogues."""
    for name in ("ALLIANCE_STORE", "ALLIANCE_TODAY", "_ARGCOMPLETE"):
        monkeypatch.delenv(name, raising=False)
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(path.parent / name))
    with Store.open(path, today=TODAY, create=True) as store:
        with store.operation("Begin") as change:
            change.add(School, {"name": "Ash Grove Primary School", "urn": "100001"})
            for catalogue in ("dfe", "northumberland"):
                change.add(Policy, {"title": "Charging", "catalogue": catalogue})

    def call_it(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["--store", str(path), "--today", "2026-11-21", "import", *arguments])
        return (code, *capsys.readouterr())

    return call_it


@pytest.fixture
def file(tmp_path: Path) -> str:
    file = tmp_path / "t.csv"
    file.write_text("Place,Policy,Ratified\nAsh Grove Primary,Charging,12.09.25\n")
    return str(file)


def reviews(path: Path) -> int:
    with Store.open(path, today=TODAY, read_only=True) as store:
        return len(store.find(Review))


def test_each_thing_that_is_left_out_names_the_option_that_brings_it_in(
    call: Call, path: Path, file: str
) -> None:
    code, out, err = call("tracker", file)
    assert code == 1
    assert "No column is read as School" in out
    assert "--map Place=School" in err
    mapped = ("tracker", file, "--map", "Place=School")
    code, out, err = call(*mapped)
    assert code == 3
    assert '--catalogue Northumberland or "Department for Education"' in err
    code, out, err = call(*mapped, "--catalogue", "department for education")
    assert code == 3
    assert "“Ash Grove Primary” → Ash Grove Primary School? 1 row" in out
    assert "--accept-near" in err
    assert reviews(path) == 0
    whole = (*mapped, "--catalogue", "dfe", "--accept-near")
    code, out, err = call(*whole, "--dry-run")
    assert (code, out.splitlines()[0]) == (0, "1 new · 0 changed · 0 rejected · 0 unchanged")
    assert reviews(path) == 0
    assert call(*whole)[0] == 0
    assert reviews(path) == 1


def test_options_of_a_tracker_are_checked_and_are_for_trackers_only(call: Call, file: str) -> None:
    code, _, err = call("tracker", file, "--map", "Place=Flag")
    assert code == 2
    assert "HEADING=FIELD" in err
    code, _, err = call("tracker", file, "--catalogue", "Northumberlnd")
    assert code == 2
    assert "Did you mean Northumberland?" in err
    code, _, err = call("schools", file, "--accept-near")
    assert code == 2
    assert "goes with a tracker" in err


def test_a_tracker_given_for_another_kind_is_told_of(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "tracker.csv"
    file.write_text("School,Policy,Date ratified\nAsh Grove Primary School,Charging,12/09/2025\n")
    for kind in ("reviews", "school-policies"):
        assert "alliance import tracker FILE" in call(kind, str(file), "--dry-run")[2]
    file.write_text("Title,Renewal\nUniform,3 years\n")
    assert call("policies", str(file), "--dry-run")[2] == ""
