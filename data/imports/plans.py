"""What an import would do: the plan, in figures and in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from models.fields.text import count_of, one_line
from models.people.person import Person
from models.records.record import Record, Values

Progress = Callable[[int, int], None]
"""Told how many rows are done, and of how many; raises Cancelled when the user has had enough."""

_REJECTED_SHOWN = 10
_NEWCOMERS_SHOWN = 8


class Cancelled(Exception):
    """The user stopped an import; nothing was changed."""


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that cannot be used: where it stands, and why."""

    line: int
    reason: str
    headings: Sequence[str] = ()
    texts: Sequence[str] = ()

    @property
    def cells(self) -> dict[str, str]:
        """The row's texts by their headings."""
        return dict(zip(self.headings, self.texts, strict=False))


@dataclass(frozen=True)
class Plan:
    """What an import would do.

    `changes` holds, for each record that would change, its key, the new values and the values that
    stand now, of the fields that differ. `notes` tell of the file: its alphabet, missing columns,
    columns and values that were not used. `newcomers` are people who are added because a post that
    is added names them.
    """

    record: type[Record]
    path: Path
    additions: list[Values] = field(default_factory=list)
    changes: list[tuple[str, Values, Values]] = field(default_factory=list)
    unchanged: int = 0
    rejected: list[RejectedRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    first_changes: list[str] = field(default_factory=list)
    newcomers: list[Values] = field(default_factory=list)

    @property
    def read(self) -> int:
        """How many rows were read."""
        return len(self.additions) + len(self.changes) + self.unchanged + len(self.rejected)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to carry out."""
        return not self.additions and not self.changes

    @property
    def label(self) -> str:
        """What the operation is called."""
        records = self._records(len(self.additions) + len(self.changes))
        return f"Imported {records} from {one_line(self.path.name)}"

    def lines(self) -> list[str]:
        """The plan in words: the counts, the first changes and rejected rows, the notes."""
        adds = self._records(len(self.additions))
        told = [
            f"{count_of(self.read, 'row')} read: {adds} to add, "
            f"{len(self.changes):,} to change, {self.unchanged:,} as they are, "
            f"{len(self.rejected):,} rejected."
        ]
        if self.newcomers:
            names = ", ".join(str(each["name"]) for each in self.newcomers[:_NEWCOMERS_SHOWN])
            more = len(self.newcomers) - _NEWCOMERS_SHOWN
            also = f" and {more:,} more" if more > 0 else ""
            people = count_of(len(self.newcomers), Person.singular, Person.plural())
            told.append(f"{people} to add first: {names}{also}.")
        told += self.first_changes
        told += _more(len(self.changes) - len(self.first_changes), "changes")
        shown = self.rejected[:_REJECTED_SHOWN]
        told += [f"Line {row.line} is rejected: {row.reason}." for row in shown]
        told += _more(len(self.rejected) - len(shown), "rejected rows")
        return [one_line(line) for line in (*told, *self.notes)]

    def _records(self, count: int) -> str:
        return count_of(count, self.record.singular, self.record.plural())


def _more(count: int, what: str) -> list[str]:
    return [f"… and {count:,} more {what}."] if count > 0 else []
