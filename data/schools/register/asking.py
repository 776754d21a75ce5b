"""Asking a register's file in SQL."""

from __future__ import annotations

from typing import Any, cast

import apsw


def rows_of(database: apsw.Connection, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """The rows that the SQL gives."""
    return cast("list[tuple[Any, ...]]", database.execute(sql, values).fetchall())


def number_of(database: apsw.Connection, sql: str, *values: Any) -> int:
    """The number that the SQL gives, such as a count; 0 for none."""
    rows = rows_of(database, sql, *values)
    return int(rows[0][0] or 0) if rows else 0
