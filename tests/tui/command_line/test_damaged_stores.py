"""The command on a damaged store: it says so, whatever failed, and writes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.store.store import Store
from models.records.record import new_key
from models.schools.school import School
from tests.conftest import TODAY
from tui.command_line import looking
from tui.command_line.main import main


@pytest.fixture
def damaged(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of 200 schools, one page of whose last index is that of another."""
    with Store.open(path, today=TODAY, create=True) as store, store.operation("Fill") as change:
        change.add_many(
            School,
            [
                School.starting_values() | {"key": new_key(), "name": f"School {n}"}
                for n in range(200)
            ],
        )
    content = bytearray(path.read_bytes())
    content[-4096:] = content[-8192:-4096]
    path.write_bytes(content)
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(path.parent / name))
    return path


def test_nothing_is_saved(damaged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = damaged.read_bytes()
    code = main(["--store", str(damaged), "set", "schools", "School 7", "town=Hexham"])
    assert code == 4
    assert "is damaged. Bring a backup back: alliance restore FILE" in capsys.readouterr().err
    assert damaged.read_bytes() == before


def test_what_fails_because_of_it_is_not_called_a_fault_of_the_program(
    damaged: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> int:
        raise ValueError("an impossible day")

    monkeypatch.setattr(looking, "list_records", fail)
    assert main(["--store", str(damaged), "list", "schools"]) == 4
    said = capsys.readouterr().err
    assert "is damaged" in said
    assert "Please report" not in said
