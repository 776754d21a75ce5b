"""Completing new records of a kind from elsewhere than a file or a form, such as a register."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Protocol

from models.records.record import Record, Values

_COMPLETING = {"schools": "data.register.filling:Filling"}
"""What completes records, by their kind: a class that is loaded when it is first wanted."""


class Completion(Protocol):
    """Completes the records of one call, and says afterwards in words what came of it."""

    def complete(self, values: Values) -> Values:
        """The values of a new record, with what is known beside them."""

    def lines(self) -> list[str]:
        """What was completed and what could not be."""

    def close(self) -> None:
        """Let go of what was opened."""


def completion_of(record: type[Record], store: Path) -> Completion | None:
    """What completes such records of the store in this file; None when nothing does."""
    if record.kind not in _COMPLETING:
        return None
    module, name = _COMPLETING[record.kind].split(":")
    completion: Completion = getattr(import_module(module), name)(store)
    return completion
