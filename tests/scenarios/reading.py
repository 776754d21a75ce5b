"""Books and papers read in another way than the desk's own: plain SQL, plain CSV."""

from __future__ import annotations

import csv
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

_HISTORY = {"operation", "change", "sqlite_sequence"}


def rows(store: Path, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """The rows of a query of the store's file, which is only read."""
    with closing(sqlite3.connect(f"{store.as_uri()}?mode=ro", uri=True)) as connection:
        return connection.execute(sql, values).fetchall()


def records(store: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of the store's file but those of its history."""
    tables = rows(store, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return {
        name: rows(store, f'SELECT * FROM "{name}" ORDER BY "key"')
        for (name,) in tables
        if name not in _HISTORY
    }


def csv_rows(paper: Path) -> list[dict[str, str]]:
    """The rows of a paper in CSV, by the headings of its columns."""
    with paper.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
