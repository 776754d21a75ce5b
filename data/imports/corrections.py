"""A user's corrections to a file: what its columns mean, and what its values mean.

Both are remembered beside the store for the next file with the same headings.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from data.imports.cell_reading import heading_name
from models.records.record import Record

if TYPE_CHECKING:
    from data.imports.tabular_files import TabularFile

NOT_USED = "-"
"""Stands for the field of a column that is not to be read."""

_MOST_FILES, _LARGEST = 100, 1 << 20

_OF_VALUE = "\t"
"""Stands between a heading and a text under it; neither has one."""


class FileColumn(NamedTuple):
    """A column of a file: its heading, the field that it is read as, and some of its cells.

    `attribute` is empty for one that is not used; `by_hand` is one that somebody put right.
    """

    heading: str
    attribute: str
    examples: tuple[str, ...] = ()
    by_hand: bool = False


class FaultyValue(NamedTuple):
    """A text in a column that could not be read, why, and in how many rows it stands."""

    heading: str
    attribute: str
    text: str
    why: str
    rows: int = 1


@dataclass(frozen=True)
class Corrections:
    """A user's corrections: attributes by heading, and values by heading and text."""

    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def with_column(self, heading: str, attribute: str) -> Corrections:
        """These, with a column that means this field, and no other column that does."""
        others = {
            name: other
            for name, other in self.columns.items()
            if other != attribute or attribute == NOT_USED
        }
        return Corrections({**others, heading: attribute}, self.values)

    def with_value(self, heading: str, text: str, becomes: str) -> Corrections:
        """These, with a text that means another in a column."""
        return Corrections(self.columns, {**self.values, (heading, text): becomes})

    def headings(self, record: type[Record], headings: Sequence[str]) -> tuple[str, ...]:
        """The headings under which the columns are read."""
        if not self.columns:
            return tuple(headings)
        taken = {record.field(name).label for name in self.columns.values() if name != NOT_USED}
        names = {heading_name(each) for each in taken}
        read = []
        for heading in headings:
            chosen = self.columns.get(heading)
            if chosen == NOT_USED:
                read.append(f"{heading} – a column that is not used")
            elif chosen is not None:
                read.append(record.field(chosen).label)
            elif heading_name(heading) in names:
                read.append(f"{heading} – another column is read so")
            else:
                read.append(heading)
        return tuple(read)

    def values_put_right(self, table: TabularFile, cells: Sequence[str]) -> list[str]:
        """The cells of a row, with the texts that mean others."""
        if not self.values:
            return list(cells)
        headings = [*table.original, *[""] * len(cells)]
        return [
            self.values.get((heading, table.text(cell)), cell)
            for heading, cell in zip(headings, cells, strict=False)
        ]


def remembered(store: Path, record: type[Record], headings: Sequence[str]) -> Corrections:
    """The corrections made to the last file of such records with these headings."""
    kept = _read(_file_of(store)).get(_place(record, headings), {})
    known = {each.attribute for each in record.fields()} | {NOT_USED}
    columns, values = {}, {}
    for heading, means in kept.items():
        name, is_value, text = heading.partition(_OF_VALUE)
        if is_value:
            values[name, text] = means
        elif means in known:
            columns[heading] = means
    return Corrections(columns, values)


def remember(
    store: Path, record: type[Record], headings: Sequence[str], put_right: Corrections
) -> None:
    """Keep what was put right. A full disk loses only that."""
    from data.files.safe_files import FileProblem, write_bytes

    if not put_right.columns and not put_right.values:
        return
    everything = _read(_file_of(store))
    values = {f"{name}{_OF_VALUE}{text}": means for (name, text), means in put_right.values.items()}
    everything[_place(record, headings)] = {**put_right.columns, **values}
    newest = dict(list(everything.items())[-_MOST_FILES:])
    with contextlib.suppress(FileProblem, OSError):
        content = json.dumps(newest, ensure_ascii=False, indent=1)
        write_bytes(_file_of(store), content.encode())


def _file_of(store: Path) -> Path:
    return store.with_name(f"{store.name}-columns.json")


def _read(path: Path) -> dict[str, dict[str, str]]:
    try:
        if path.stat().st_size > _LARGEST:
            return {}
        content = json.loads(path.read_text(encoding="utf-8"))
        return {
            str(place): {str(heading): str(name) for heading, name in kept.items()}
            for place, kept in content.items()
        }
    except (OSError, ValueError, AttributeError):
        return {}


def _place(record: type[Record], headings: Sequence[str]) -> str:
    """A kind and a set of headings as one text; their order does not matter."""
    return " | ".join([record.kind, *sorted({heading_name(each) for each in headings} - {""})])
