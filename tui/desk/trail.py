"""The way back after a jump: where one came from, with its cursor and filter."""

from __future__ import annotations

from typing import NamedTuple

from data.tables.listing import Wanted
from tui.sections.section import Section

_LONGEST, _LONGEST_HINT = 20, 16


class Stop(NamedTuple):
    """Where one was: the section and its place, what it showed, and where the cursor stood."""

    tab: int
    at: int
    section: Section
    wanted: Wanted
    key: str | None
    column: str | None

    @property
    def name(self) -> str:
        """The hint at the foot that names the place to come back to."""
        label = self.section.label.removeprefix("View: ")
        return label if len(label) <= _LONGEST_HINT else label.split(" ")[0]


class Trail:
    """The places from which one jumped, the last one first to be gone back to."""

    def __init__(self) -> None:
        self._stops: list[Stop] = []

    def leave(self, stop: Stop) -> None:
        """Note where one is before one jumps."""
        if not self._stops or self._stops[-1] != stop:
            self._stops.append(stop)
            del self._stops[:-_LONGEST]

    @property
    def last(self) -> Stop | None:
        """Where one comes back to; None where one has not jumped."""
        return self._stops[-1] if self._stops else None

    def pop(self) -> Stop | None:
        """The same, and the one before it is the last from now on."""
        return self._stops.pop() if self._stops else None

    def forget(self) -> None:
        """Forget all: one went somewhere else by oneself."""
        self._stops.clear()
