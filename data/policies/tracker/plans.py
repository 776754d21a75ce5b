"""What bringing in a tracker would do: the plan, in figures and in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from data.imports.assumptions import Told, assumed_in_words
from data.imports.left_out import lines_in_words
from data.imports.plans import RejectedRow, rejected_in_words
from data.policies.tracker.columns import label_of
from models.fields.text import count_of, one_line
from models.records.record import Values

_CHANGES_SHOWN, _NEAR_SHOWN, _COLUMNS_SHOWN = 20, 12, 12
_CERTAIN = 100.0


@dataclass(frozen=True)
class Choices:
    """What somebody chose about a tracker.

    `columns` has meanings by headings, as they were put right; `catalogue` tells policies of one
    title apart; `near` are the names that were confirmed, by "school" or "policy" and the name in
    the file, and `refused` those that were not. With `every_near` all near names are. `values` has
    what a text means, by the meaning of its column and the text. `own` are the titles that no
    catalogue has and that are to be added to our own list; with `every_own` all such titles are.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    catalogue: str = ""
    near: frozenset[tuple[str, str]] = frozenset()
    every_near: bool = False
    refused: frozenset[tuple[str, str]] = frozenset()
    values: Mapping[tuple[str, str], str] = field(default_factory=dict)
    own: frozenset[str] = frozenset()
    every_own: bool = False


class NearName(NamedTuple):
    """A name in the file that is only near one in the books, and in how many rows it stands."""

    of: str
    name: str
    called: str
    rows: int

    @property
    def question(self) -> str:
        """Whether this is meant."""
        return f"“{self.name}” → {self.called}? {count_of(self.rows, 'row')}"


class Fault(NamedTuple):
    """A text that cannot be used: the meaning of its column, why, and in how many rows it is."""

    of: str
    text: str
    why: str
    rows: int = 1


class ReadColumn(NamedTuple):
    """A column of the file: its heading, what it is read as (None: not), how sure that is.

    `read_as` is its first example as it is read; of a column of names how many of them are known.
    """

    heading: str
    meaning: str | None
    sure: float
    examples: Sequence[str]
    read_as: str = ""
    by_hand: bool = False

    @property
    def is_doubtful(self) -> bool:
        """Whether its heading is only like one that is known."""
        return self.meaning is not None and self.sure < _CERTAIN


@dataclass
class Step:
    """What happens to one school's policy.

    `stood` is the school's copy as it was when the plan was made, None when there was none, and
    `reviews` the keys of its reviews then. `approvals` are to be recorded, `corrections` stand
    instead of the reviews of these keys, and `fields` are what the copy is to say afterwards.
    """

    school: str
    policy: str
    stood: Values | None
    reviews: frozenset[str]
    approvals: list[Values] = field(default_factory=list)
    corrections: list[tuple[str, Values]] = field(default_factory=list)
    fields: Values = field(default_factory=dict)
    told: str = ""

    @property
    def is_new(self) -> bool:
        """Whether the school had no copy of the policy."""
        return self.stood is None


@dataclass
class TrackerPlan:
    """What bringing in a tracker would do.

    `unchanged` counts what stands already, `blank` the rows that name a policy and say nothing of
    it. `waiting` are the rows whose names are only near. `undecided` are the catalogues between
    which titles that stand in several of them are to be told apart. `missing` are the columns
    without which nothing can be read. `faults` are the texts for which rows are `unfit`.
    `assumed` are texts that may mean something else than they are read as, with what that is.
    `policies` are added to our own list before.
    """

    path: Path
    steps: list[Step] = field(default_factory=list)
    unchanged: int = 0
    blank: int = 0
    waiting: list[RejectedRow] = field(default_factory=list)
    near: list[NearName] = field(default_factory=list)
    unfit: list[RejectedRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    assumed: list[Fault] = field(default_factory=list)
    undecided: list[str] = field(default_factory=list)
    policies: list[Values] = field(default_factory=list)
    headings: Sequence[str] = ()
    columns: list[ReadColumn] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to carry out."""
        return not self.steps

    @property
    def rejected(self) -> list[RejectedRow]:
        """The rows that are not brought in, for one reason or another, by their lines."""
        return sorted([*self.unfit, *self.waiting], key=lambda row: row.line)

    @property
    def label(self) -> str:
        """The label of the operation."""
        what = count_of(len(self.steps), "school's policy", "schools' policies")
        return f"Imported {what} from the tracker {one_line(self.path.name)}"

    @property
    def figures(self) -> str:
        """How many are new, changed, rejected, and so on."""
        new = sum(step.is_new for step in self.steps)
        parts = [
            f"{new:,} new",
            f"{len(self.steps) - new:,} changed",
            f"{len(self.unfit):,} rejected",
            f"{self.unchanged:,} unchanged",
        ]
        parts += [f"{len(self.waiting):,} waiting for a name"] if self.waiting else []
        parts += [f"{self.blank:,} blank"] if self.blank else []
        return " · ".join(parts)

    def assumptions(self) -> list[str]:
        """What was read though it may mean something else, column by column."""
        return assumed_in_words(label_of, (Told(*each) for each in self.assumed))

    def lines(self) -> list[str]:
        """The plan in words, the figures first."""
        if self.missing:
            first = f"No column is read as {' or '.join(self.missing)}, so nothing can come in."
            return [first, *map(one_line, self._of_columns())]
        told = [self.figures]
        told += rejected_in_words(self.unfit)
        changes = [step.told for step in self.steps if not step.is_new]
        told += _shown(changes, _CHANGES_SHOWN, "changes")
        told += _shown([each.question for each in self.near], _NEAR_SHOWN, "names that are near")
        told += self.assumptions()
        told += self.warnings
        told += self.notes
        told += self._of_columns()
        return [one_line(line) for line in told]

    def _of_columns(self) -> list[str]:
        """How the columns are read, and which are not used."""
        told = []
        read = [
            f"“{each.heading}” as {label_of(each.meaning)}"
            for each in self.columns
            if each.meaning and each.heading.casefold() != label_of(each.meaning).casefold()
        ]
        if read:
            told.append(f"Read {', '.join(read)}.")
        unused = [f"“{each.heading}”" for each in self.columns if not each.meaning and each.heading]
        if unused:
            more = len(unused) - _COLUMNS_SHOWN
            also = f" and {more} more" if more > 0 else ""
            columns = count_of(len(unused), "column")
            told.append(f"{columns} not used: {', '.join(unused[:_COLUMNS_SHOWN])}{also}.")
        return told


def merged(warnings: Sequence[tuple[int, str]]) -> list[str]:
    """Warnings by their lines, those of one sort as one sentence."""
    as_rows = [RejectedRow(line, message.rstrip(".")) for line, message in warnings]
    return [
        line.replace(" is rejected: ", ": ").replace(" are rejected (", " (")
        for line in rejected_in_words(as_rows)
    ]


def counted(lines: Sequence[int], one: str, several: str) -> list[str]:
    """A note about the rows on these lines; none when there are none."""
    if not lines:
        return []
    return [f"{count_of(len(lines), one, several)} ({lines_in_words(lines)})."]


def _shown(lines: Sequence[str], most: int, what: str) -> list[str]:
    more = len(lines) - most
    return [*lines[:most], *([f"… and {more:,} more {what}."] if more > 0 else [])]
