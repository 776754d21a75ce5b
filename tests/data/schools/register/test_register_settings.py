"""Columns of the register that the department calls otherwise now, in the settings."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from data.files.configuration import read

HOUSE = Path(__file__).resolve().parents[4]


def test_the_headings_of_a_field_may_be_one_or_several(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[register.columns]\nname = "SchoolName"\ntown = ["Town", "Post town"]\n')
    settings = read(path)
    assert settings.register_columns == {"name": ("SchoolName",), "town": ("Town", "Post town")}
    assert settings.problems == ()


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("[register.columns]\nname = 3\n", 2, 'such as name = "SchoolName"'),
        ('[register.columns]\nname = ["a", 3]\n', 2, 'such as name = "SchoolName"'),
        ("[register]\ncolums = 3\n", 2, "columns"),
        ('[register]\ncolumns = "x"\n', 2, "[register.columns] on its own line"),
        ("register = 3\n", 1, "register must be a section"),
        ("[registr]\n", 1, "[register]"),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_the_rest_holds(
    tmp_path: Path, text: str, line: int, why: str
) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f"{text}[desk]\nmouse = false\n")
    settings = read(path)
    assert settings.register_columns == {}
    assert not settings.mouse
    (problem,) = settings.problems
    assert f"line {line}" in problem
    assert why in problem


def test_nothing_of_the_register_is_loaded_to_open_the_desk() -> None:
    loads = "import sys, tui.desk.opening; print([n for n in sys.modules if 'register' in n])"
    ran = subprocess.run(
        [sys.executable, "-c", loads], cwd=HOUSE, capture_output=True, text=True, check=True
    )
    assert ran.stdout == "[]\n"
