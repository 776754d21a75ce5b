"""What an import would do: the plan, in figures and in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

from data.imports.assumptions import Told, assumed_in_words
from data.imports.corrections import Corrections, FaultyValue, FileColumn
from data.imports.editions import in_label
from data.imports.left_out import lines_in_words
from models.fields.dates import show_date
from models.fields.text import count_of, one_line
from models.records.record import Record, Values

Progress = Callable[[int, int], None]
"""Told how many rows are done, and of how many; raises Cancelled when the user has had enough."""

_FAULTS_SHOWN = 10
_TEXTS_SHOWN = 6
_NEWCOMERS_SHOWN = 8
_QUOTED = re.compile("“[^”]*”")
_PARTICULARS = re.compile("“[^”]*”|[A-Z]{0,3}[0-9][0-9/,]*")
"""The parts in which two reasons for rejection may differ and still be the same."""


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


class WithRejected(Protocol):
    """A plan of whichever import, as far as its rejected rows are concerned."""

    @property
    def path(self) -> Path:
        """The file that was read."""

    @property
    def rejected(self) -> list[RejectedRow]:
        """The rows that cannot be used."""


@dataclass(frozen=True)
class Plan:
    """What an import would do.

    `changes` holds, for each record that would change, its key, the new values and the values that
    stand now, of the fields that differ. `notes` tell of the file: its alphabet, missing columns,
    columns and values that were not used. `newcomers` are records of another kind
    (`newcomer_kind`) that are added because an added one names them, such as the people of posts.
    `day` is that of a register that is imported, `newest_day` the newest one that the books have
    been given before. `columns` tell how the file was read, `faulty` what of it could not be,
    `assumed` what was read though it may mean something else, and `corrections` what somebody put
    right of that.
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
    day: date | None = None
    newest_day: date | None = None
    columns: list[FileColumn] = field(default_factory=list)
    faulty: list[FaultyValue] = field(default_factory=list)
    assumed: list[FaultyValue] = field(default_factory=list)
    corrections: Corrections = field(default_factory=Corrections)

    @property
    def read(self) -> int:
        """How many rows were read."""
        return len(self.additions) + len(self.changes) + self.unchanged + len(self.rejected)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to carry out."""
        return not self.additions and not self.changes

    @property
    def newcomer_kind(self) -> type[Record]:
        """The kind of the newcomers. Raises StopIteration for a kind that adds none."""
        return next(each.to for each in self.record.references() if each.adds_new)

    @property
    def label(self) -> str:
        """The label of the operation."""
        records = self._records(len(self.additions) + len(self.changes))
        return f"Imported {records} from {one_line(self.path.name)}{in_label(self.day)}"

    @property
    def older(self) -> str:
        """The warning when the books know a newer register than the file's; otherwise empty."""
        if self.day is None or self.newest_day is None or self.day >= self.newest_day:
            return ""
        return (
            f"“{one_line(self.path.name)}” is the register of {show_date(self.day)}, and the books "
            f"have that of {show_date(self.newest_day)} already: older facts would take the place "
            "of newer ones."
        )

    def lines(self) -> list[str]:
        """The plan in words: the counts, the first changes and rejected rows, the notes."""
        adds = self._records(len(self.additions))
        told = [
            f"{count_of(self.read, 'row')} read: {adds} to add, "
            f"{len(self.changes):,} to change, {self.unchanged:,} unchanged, "
            f"{len(self.rejected):,} rejected.",
            *self.facts(),
            *self.first_changes,
            *_more(len(self.changes) - len(self.first_changes), "changes"),
            *rejected_in_words(self.rejected),
            *self.assumptions(),
        ]
        return [one_line(line) for line in (*told, *self.notes)]

    def assumptions(self) -> list[str]:
        """What was read though it may mean something else, column by column."""
        told = (Told(each.attribute, each.text, each.why, each.rows) for each in self.assumed)
        return assumed_in_words(lambda name: self.record.field(name).label, told)

    def facts(self) -> list[str]:
        """Notes before the import: who is added first, and the date of a register."""
        told = []
        if self.newcomers:
            names = ", ".join(str(each["name"]) for each in self.newcomers[:_NEWCOMERS_SHOWN])
            more = len(self.newcomers) - _NEWCOMERS_SHOWN
            also = f" and {more:,} more" if more > 0 else ""
            kind = self.newcomer_kind
            people = count_of(len(self.newcomers), kind.singular, kind.plural())
            told.append(f"{people} to add first: {names}{also}.")
        if self.day is not None:
            told.append(self.older or f"It is the register of {show_date(self.day)}.")
        return told

    def _records(self, count: int) -> str:
        return count_of(count, self.record.singular, self.record.plural())


def rejected_in_words(rejected: Sequence[RejectedRow]) -> list[str]:
    """The rejected rows, those of the same fault as one line."""
    faults: dict[str, list[RejectedRow]] = {}
    for row in rejected:
        faults.setdefault(_PARTICULARS.sub("", row.reason), []).append(row)
    told = []
    for rows in list(faults.values())[:_FAULTS_SHOWN]:
        first, lines = rows[0].reason, lines_in_words(row.line for row in rows)
        if len(rows) == 1:
            told.append(f"{lines.capitalize()} is rejected: {_sentence(first)}")
            continue
        others = dict.fromkeys(
            text for row in rows for text in _QUOTED.findall(row.reason)[:1] if text not in first
        )
        shown = list(others)[:_TEXTS_SHOWN]
        more = len(others) - len(shown)
        also = f" Likewise: {', '.join(shown)}{f' and {more:,} more' if more > 0 else ''}."
        told.append(
            f"{len(rows):,} rows are rejected ({lines}): {_sentence(first)}{also if shown else ''}"
        )
    left = sum(map(len, list(faults.values())[_FAULTS_SHOWN:]))
    return told + _more(left, "rejected rows")


def _sentence(text: str) -> str:
    return text if text.endswith(("?", "!", "…")) else f"{text}."


def _more(count: int, what: str) -> list[str]:
    return [f"… and {count:,} more {what}."] if count > 0 else []
