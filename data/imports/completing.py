"""Completing new records from another source, such as the national register."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from models.records.record import Record, Values
from models.subjects import load


class Completion(Protocol):
    """Completes the records of one call, and says afterwards in words what came of it."""

    def complete(self, values: Values) -> Values:
        """The values of a new record, with what is known beside them."""

    def lines(self) -> list[str]:
        """Notes on what was completed, and what could not be."""

    def close(self) -> None:
        """Close what was opened."""


Complete = Callable[[Path], Completion]
"""Begins to complete records of the store in a file."""

_COMPLETING: dict[type[Record], Complete] = {}


def completes(record: type[Record]) -> Callable[[Complete], Complete]:
    """Declare what completes new records of the kind."""

    def declare(complete: Complete) -> Complete:
        _COMPLETING[record] = complete
        return complete

    return declare


def completion_of(record: type[Record], store: Path) -> Completion | None:
    """The completion for such records in the books of this file; None when there is none."""
    load("data", "imports")
    complete = _COMPLETING.get(record)
    return complete(store) if complete else None
