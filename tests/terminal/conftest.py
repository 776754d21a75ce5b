"""The desk and the command line as a person starts them, in a home of their own."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.terminal.home import environment_of, write_sample
from tests.terminal.real_terminal import Terminal


@pytest.fixture
def program() -> list[str]:
    """The command that starts Alliance Desk; a test may put another in its place."""
    return [sys.executable, "-m", "tui"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The empty home folder of the person at the keyboard."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    return home


@pytest.fixture
def home_environment(home: Path) -> dict[str, str]:
    """All that the program is told by its environment: nothing of the tester's own."""
    if sys.platform == "win32":
        pytest.skip("Windows keeps its folders elsewhere, whatever the environment says")
    return environment_of(home)


@pytest.fixture
def desk(
    program: list[str], home: Path, home_environment: dict[str, str]
) -> Iterator[Callable[..., Terminal]]:
    """Start the desk: `desk(*arguments, size=(80, 24), today="2026-11-21")` gives its Terminal."""
    with contextlib.ExitStack() as opened:

        def start(
            *arguments: str, size: tuple[int, int] = (80, 24), today: str = "2026-11-21"
        ) -> Terminal:
            command = [*program, "--today", today, *arguments]
            return opened.enter_context(
                Terminal(command, size=size, env=home_environment, cwd=home)
            )

        yield start


@pytest.fixture
def alliance(
    program: list[str], home: Path, home_environment: dict[str, str]
) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the command line to its end, without a terminal, in the same home as the desk."""

    def run(
        *arguments: str, today: str = "2026-11-21", typed: str = ""
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*program, "--today", today, *arguments],
            input=typed,
            capture_output=True,
            check=False,
            cwd=home,
            encoding="utf-8",
            env={
                "PATH": os.environ.get("PATH", os.defpath),
                "LANG": "C.UTF-8",
                **home_environment,
            },
            start_new_session=True,
            timeout=60,
        )

    return run


@pytest.fixture(scope="session")
def _sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "alliance.db"
    write_sample(path, date(2026, 11, 21))
    return path


@pytest.fixture
def sample_books(path: Path, _sample_file: Path) -> Path:
    """A store with all that the sample holds, in a file that stays."""
    shutil.copy(_sample_file, path)
    return path
