"""Books for the command: a copy of the sample that stays from one call to the next."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.sample.store import open_sample
from tests.tui.command_line.answers import Alliance, Answer
from tui.command_line.main import main


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as a file, made once."""
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    store = open_sample(date(2026, 11, 21))
    store.database.value("PRAGMA wal_checkpoint(TRUNCATE)")
    path.write_bytes(store.path.read_bytes())
    store.close()
    return path


@pytest.fixture
def on_sample(
    sample_file: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Alliance:
    """Calls the command on a copy of the sample, on the 21st of November 2026."""
    path = tmp_path / "sample.db"
    path.write_bytes(sample_file.read_bytes())
    monkeypatch.setenv("ALLIANCE_STORE", str(path))
    monkeypatch.setenv("ALLIANCE_TODAY", "2026-11-21")
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))

    def call(*arguments: str) -> Answer:
        capsys.readouterr()
        return Answer(main(arguments), *capsys.readouterr())

    return call
