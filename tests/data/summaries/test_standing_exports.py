"""Standing exports: made all at once, none replaced in silence, one that fails stops no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from data.files import configuration
from data.files.configuration import StandingExport
from data.sample.store import open_sample
from data.store.store import Store
from data.summaries.standing import faults_of, make_all
from tests.conftest import TODAY
from tui.command_line.main import main

Write = Callable[[str], Path]


@pytest.fixture
def sample() -> Iterator[Store]:
    with open_sample(TODAY) as store:
        yield store


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write the configuration; gives its file."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "configuration"))
    file = tmp_path / "configuration" / "alliance-desk" / "config.toml"
    file.parent.mkdir(parents=True)

    def write(text: str) -> Path:
        file.write_text(text)
        return file

    return write


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_files_are_named_after_their_day_and_a_second_one_of_the_day_has_a_number(
    sample: Store, tmp_path: Path
) -> None:
    northern = "The Northern Alliance"
    export = StandingExport("", ("membership-register",), ("csv",), tmp_path, northern)
    (made,) = make_all(sample, [export])
    stem = "2026-11-21-northern-alliance-membership-register"
    assert made[:3] == (tmp_path / f"{stem}.csv", False, "")
    first = made.path.read_bytes()
    (again,) = make_all(sample, [export])
    assert again.path.name == f"{stem}-2.csv"
    assert made.path.read_bytes() == first
    (instead,) = make_all(sample, [export._replace(replace=True)])
    assert instead.words == f"replaced {made.path}"
    (circulated,) = make_all(sample, [export._replace(circulation=True)])
    assert circulated.path.name == f"{stem}-for-circulation.csv"
    assert "2 texts that name a school" in circulated._replace(texts_left_out=2).words
    assert names(tmp_path) == [f"{stem}-2.csv", f"{stem}-for-circulation.csv", f"{stem}.csv"]


def test_one_that_fails_stops_no_other_and_is_told(sample: Store, tmp_path: Path) -> None:
    there = ("policies-overdue", "due-calendar")
    found = make_all(
        sample,
        [
            StandingExport("", ("polices-overdue",), ("pdf",), tmp_path),
            StandingExport("", there, ("csv",), tmp_path / "nowhere"),
            StandingExport("", there, ("csv",), tmp_path, school="Nobody's School"),
            StandingExport("", there, ("ics", "text"), tmp_path),
        ],
    )
    assert [bool(each.problem) for each in found] == [True] * 5 + [False] * 3
    assert "Did you mean policies-overdue?" in found[0].problem
    assert "its folder does not exist" in found[1].problem
    assert "Nobody's School" in found[3].problem
    assert [each.path.suffix for each in found[5:]] == [".txt", ".ics", ".txt"]
    assert len(names(tmp_path)) == 3


def test_the_exit_code_tells_and_what_was_made_is_said(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = '[[exports]]\npapers = "policies-overdue"\nformats = ["csv"]\nfolder = "../.."\n'
    write(one)
    call = ["--sample", "--today", "2026-11-21", "export", "--all"]
    assert main(call) == 0
    assert f"wrote {tmp_path}/2026-11-21-" in capsys.readouterr().out
    write(f"{one}\n{one.replace('overdue', 'overdu')}")
    assert main(call) == 1
    out, err = capsys.readouterr()
    assert "-2.csv" in out
    assert "not made: policies-overdu:" in err
    assert "1 of 2 could not be made." in err
    write("")
    assert main(call) == 2
    assert "[[exports]]" in capsys.readouterr().err


def test_the_check_tells_every_fault_with_its_line_and_the_nearest_name(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(
        f"""[[exports]]
papers = ["policies-overdue"]
formats = ["ics"]
folder = "{tmp_path}"

[[exports]]
papers = ["polices-overdue", 3]
formats = ["pdff"]
foldr = "x"

[[exports]]
papers = ["policies-missing", "polices-due"]
formats = ["pdff"]
folder = "{tmp_path}/nowhere"
circulation = "yes"

[keys]
undoo = "ctrl+z"
"""
    )
    assert main(["config", "check"]) == 1
    said = capsys.readouterr().out
    for line, words in {
        3: "none of these papers can be written as ics.",
        7: 'papers must be a list of names: papers = ["policies-overdue"]',
        9: "there is no setting of [[exports]] “foldr”. Did you mean folder?",
        6: "folder is missing: it says where they go",
        12: "there is no paper “polices-due”. Did you mean policies-due?",
        13: "there is no format “pdff”. Did you mean pdf?",
        14: f"there is no folder {tmp_path}/nowhere. Make it first, or name another.",
        15: "circulation must be true or false",
        18: "there is no command “undoo”. Did you mean undo?",
    }.items():
        assert f"{file}, line {line}: {words}" in said
    file.write_text("")
    assert main(["config", "check"]) == 0
    assert capsys.readouterr().out == f"{file} is sound.\n"


def test_a_sound_export_has_no_faults(write: Write, tmp_path: Path) -> None:
    file = write(
        f'[[exports]]\npapers = ["due-calendar", "movement"]\nformats = ["ics"]\n'
        f'folder = "{tmp_path}"\n'
    )
    settings = configuration.read(file)
    assert settings.problems == ()
    assert faults_of(settings) == []
