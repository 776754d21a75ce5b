"""Whatever somebody types is a path, if only one where nothing is."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.files import systems
from data.files.typed_paths import completions, kind_at, typed_path


def test_a_tilde_is_a_home_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/officer")
    monkeypatch.setenv("USERPROFILE", "/home/officer")
    assert typed_path("~/schools.csv") == Path("/home/officer/schools.csv")
    assert typed_path("~nobody-of-this-name/schools.csv") == Path(
        "~nobody-of-this-name/schools.csv"
    )


def test_what_lies_at_a_path_is_told_from_nothing(tmp_path: Path) -> None:
    file = tmp_path / "schools.csv"
    assert kind_at(file) == ""
    file.touch()
    assert kind_at(file) == "file"
    assert kind_at(tmp_path) == "folder"


@pytest.mark.parametrize("name", ["x" * 5000, "a\0b", "file.csv/x"])
def test_where_no_file_can_be_is_nothing(tmp_path: Path, name: str) -> None:
    (tmp_path / "file.csv").touch()
    assert kind_at(tmp_path / name) == ""


def test_quotes_that_came_with_a_copied_path_are_no_part_of_it(tmp_path: Path) -> None:
    file = tmp_path / "the schools.csv"
    assert typed_path(f'"{file}" ') == typed_path(f"'{file}'") == file
    quoted = tmp_path / "'quoted'"
    quoted.touch()
    assert typed_path(str(quoted)) == quoted


def test_windows_completes_a_path_after_either_stroke(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "schools.csv").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(systems, "name", lambda: "win32")
    # A backslash is a letter of a name here, so a folder with one stands for Windows' folder.
    (tmp_path / "Office\\").mkdir()
    (tmp_path / "Office\\" / "books.csv").touch()
    assert completions("Office\\bo") == ["Office\\books.csv"]
    assert completions(f"{tmp_path}/sch") == [f"{tmp_path}/schools.csv"]
