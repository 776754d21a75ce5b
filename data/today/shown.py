"""What a screen shows of Today, as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.tables.attention import Coming, Matter, Share, Step
from data.tables.rows import Column, Row


class Ribbon(NamedTuple):
    """The terms of a school year: of each its name and its half-terms, each a cell a week, of which
    so many have passed; and the week of the year in front.
    """

    terms: tuple[tuple[str, tuple[tuple[int, int], ...]], ...]
    week: int
    weeks: int


class TodayScreen(NamedTuple):
    """What Today shows. `steps` are there only while new books are being set up."""

    columns: Sequence[Column]
    rows: Sequence[Row]
    matters: tuple[Matter, ...]
    coming: tuple[Coming, ...]
    shares: tuple[Share, ...]
    steps: tuple[Step, ...]
    clear: int
    about: str
    ribbon: Ribbon | None

    @property
    def row_count(self) -> int:
        """How many matters there are that need attention."""
        return len(self.matters)
