"""What several tests of imports begin with."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Writes rows, the headings first, into a CSV file."""

    def write_rows(*rows: Sequence[str]) -> Path:
        file = tmp_path / "rows.csv"
        with file.open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened).writerows(rows)
        return file

    return write_rows
