"""The home of the person at the keyboard, and the books of the sample as a file of their own."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from pathlib import Path

from data.sample.records import sample_records
from data.store.store import Store

HOUSE = Path(__file__).resolve().parents[2]


def environment_of(home: Path) -> dict[str, str]:
    """All that a program is told by its environment, its folders made in this home."""
    folders = {
        "XDG_CONFIG_HOME": home / ".config",
        "XDG_DATA_HOME": home / ".local" / "share",
        "XDG_STATE_HOME": home / ".local" / "state",
        "XDG_CACHE_HOME": home / ".cache",
        "XDG_RUNTIME_DIR": home / "run",
        "TMPDIR": home / "tmp",
    }
    for folder in folders.values():
        folder.mkdir(mode=0o700, parents=True)
    return {
        "HOME": str(home),
        "LOGNAME": "officer",
        "PYTHONPATH": str(HOUSE),
        **{name: str(folder) for name, folder in folders.items()},
    }


def write_sample(path: Path, today: date) -> None:
    """Make a store there with all that the sample holds."""
    with Store.open(path, today=today, create=True) as store:
        with store.operation("Take the sample over") as change:
            for record, group in groupby(sample_records(today), key=lambda each: each[0]):
                # As the sample itself is filled: what follows from each record is among them.
                change._insert(record, [values | {"key": key} for _, key, values in group])
