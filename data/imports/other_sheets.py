"""Sheets that are no table of one kind of record: those that a subject reads its own way."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from data.imports.plans import Progress, WithRejected
from data.store.books import Books
from models.subjects import load

if TYPE_CHECKING:
    from data.store.change import Change


class SheetPlan(WithRejected, Protocol):
    """A plan of a sheet, of whichever kind its rows are."""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to carry out."""

    def assumptions(self) -> list[str]:
        """What was read though it may mean something else."""

    def lines(self) -> list[str]:
        """The plan in words, its figures first."""


class ReadsSheets(Protocol):
    """The module that reads such sheets; they come after all kinds of record."""

    NAME: str
    """What they are called."""

    def knows(self, books: Books, path: Path) -> bool:
        """Whether a sheet, named as FILE#Sheet, is one."""

    def plan(self, books: Books, path: Path, progress: Progress) -> SheetPlan:
        """What it would do. Raises Problem."""

    def take(self, change: Change, plan: SheetPlan, progress: Progress) -> None:
        """Do what the plan says as part of an operation."""


_MODULES: list[str] = []


def read_sheets_by(module: str) -> None:
    """Declare the module that reads sheets of its own; it is loaded when sheets are read."""
    _MODULES.append(module)


def other_sheets() -> Sequence[ReadsSheets]:
    """All that was declared."""
    load("data", "imports")
    return [cast("ReadsSheets", import_module(name)) for name in dict.fromkeys(_MODULES)]
