"""Answers of the command that are longer than the terminal, in a real one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.terminal.real_terminal import Terminal

COUNTS = "import sys; print('The pager has', len(sys.stdin.readlines()), 'lines', flush=True)"


@pytest.fixture
def pager(tmp_path: Path) -> str:
    """What PAGER is set to: a pager that only counts the lines that it was given."""
    script = tmp_path / "count lines.py"
    script.write_text(COUNTS)
    return f"'{sys.executable}' '{script}'"


def answered(
    program: Sequence[str],
    env: Mapping[str, str],
    home: Path,
    *arguments: str,
    size: tuple[int, int] = (80, 24),
) -> str:
    """All that is on the screen once the command has ended."""
    command = [*program, "--today", "2026-11-21", *arguments]
    with Terminal(command, env=env, cwd=home, size=size) as terminal:
        assert terminal.exit_code(20) == 0
        return terminal.text


def test_a_long_answer_goes_through_the_pager_and_a_short_one_stays(
    program: list[str], home: Path, home_environment: dict[str, str], pager: str
) -> None:
    env = home_environment | {"PAGER": pager}
    long = "--sample", "list", "members"
    assert "The pager has 26 lines" in answered(program, env, home, *long)
    assert "The pager" not in answered(program, env, home, *long, size=(80, 40))
    assert "The pager" not in answered(program, env, home, "--sample", "list", "schools")
    assert "The pager has" in answered(program, env, home, "help")
    assert "The pager has" in answered(program, env, home, "--help")
    assert "The pager has" in answered(program, env, home, "add", "schools", "--help")


@pytest.mark.parametrize("named", ["", "cat", "there-is-no-such-pager"])
def test_without_a_pager_all_of_it_is_written(
    program: list[str], home: Path, home_environment: dict[str, str], named: str
) -> None:
    env = home_environment | {"PAGER": named}
    text = answered(program, env, home, "--sample", "list", "members")
    assert "Trust of Larkrise and Otterstone" in text


def test_who_wants_no_pager_says_so(
    program: list[str], home: Path, home_environment: dict[str, str], pager: str
) -> None:
    env = home_environment | {"PAGER": pager}
    text = answered(program, env, home, "--no-pager", "--sample", "list", "members")
    assert "The pager" not in text
    assert "Trust of Larkrise and Otterstone" in text


def test_whoever_leaves_the_pager_early_is_back_at_the_shell(
    program: list[str], home: Path, home_environment: dict[str, str], tmp_path: Path
) -> None:
    script = tmp_path / "leave.py"
    script.write_text("print('Enough', flush=True)")
    env = home_environment | {"PAGER": f"'{sys.executable}' '{script}'"}
    assert "Enough" in answered(program, env, home, "--sample", "list", "reviews")


def test_a_pipe_gets_all_of_it_without_a_pager(
    program: list[str], home: Path, home_environment: dict[str, str], pager: str
) -> None:
    done = subprocess.run(
        [*program, "--today", "2026-11-21", "--sample", "list", "members"],
        env=home_environment | {"PAGER": pager}, cwd=home, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert "The pager" not in done.stdout
    assert len(done.stdout.splitlines()) == 26
