"""The columns and rows of which tables and papers are made."""

from __future__ import annotations

from typing import NamedTuple

from models.fields.values import NUMBERS, Kind, Value


class Column(NamedTuple):
    """A column of a table: `name` for scripts, `label` for people, `width` in terminal cells.

    A column of states that is narrower than `words` shows letters for all of them, so that one
    column never mixes letters and words. `heading` stands instead of a label that is too long,
    `parted` is the label as it stands on two lines, with a stroke between.
    Paper shows columns of importance 2 as long as there is room, and 3 never: those are for
    spreadsheets and programs. `choices` are what may be filled in, where the table is empty to be
    filled in. `shorter` has what stands on the screen instead of texts that are too long.
    """

    name: str
    label: str
    kind: Kind = "text"
    width: int = 16
    help: str = ""
    words: int = 0
    heading: str = ""
    parted: str = ""
    importance: int = 2
    choices: tuple[str, ...] = ()
    shorter: tuple[tuple[str, str], ...] = ()

    @property
    def right(self) -> bool:
        """Whether values stand at the right edge."""
        return self.kind in NUMBERS


class Row(NamedTuple):
    """A row of a table: the key of its record (empty when it stands for none) and its cells."""

    key: str
    cells: tuple[Value, ...]
