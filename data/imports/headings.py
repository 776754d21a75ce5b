"""Finding the row of headings in a table, below titles and notes, in one row or in two."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from data.imports.csv_rows import FileRow
from models.fields.text import one_line

ROWS_LOOKED_AT = 50
"""Rows among which the headings are looked for."""

Known = Callable[[str], bool]
"""Whether a text is one of the headings that the reader of the file looks for."""


class Headings(NamedTuple):
    """The headings, how many of them are known, and the lines on which they stand."""

    texts: tuple[str, ...]
    known: int
    first_line: int
    last_line: int

    @property
    def note(self) -> str:
        """Notes about them; empty when there are none."""
        if self.last_line == self.first_line:
            return ""
        return f"Read the headings from two rows, lines {self.first_line} and {self.last_line}."


def find_headings(rows: Sequence[FileRow], known: Known, text: Callable[[str], str]) -> (
    Headings | None
):  # fmt: skip
    """The first row in which at least two headings are known, or of which half are.

    Half is enough only where all are words: a row with a day or a figure has what it tells of.

    A row right below it that has headings in columns without a known one belongs to it. `text`
    gives a cell's text as it was before our own export made it harmless.
    """
    fallback: Headings | None = None
    for at, row in enumerate(rows):
        if row.problem:
            continue
        texts = tuple(one_line(text(cell[:300])) for cell in row.cells)
        filled = {each for each in texts if each}
        count = sum(map(known, filled))
        if count >= 2:
            below = rows[at + 1] if at + 1 < len(rows) else None
            return _with_row_below(Headings(texts, count, row.line, row.line), below, known, text)
        worded = all(any(map(str.isalpha, each)) for each in filled)
        if fallback is None and count and 2 * count >= len(filled) and worded:
            fallback = Headings(texts, count, row.line, row.line)
    return fallback


def _with_row_below(
    found: Headings, below: FileRow | None, known: Known, text: Callable[[str], str]
) -> Headings:
    if below is None or below.problem or below.line != found.last_line + 1:
        return found
    texts = [one_line(text(cell[:300])) for cell in below.cells]
    above = [*found.texts, *[""] * (len(texts) - len(found.texts))]
    more = [bool(each) and known(each) and not known(above[at]) for at, each in enumerate(texts)]
    if sum(more) < 2 and not (any(more) and sum(more) == sum(map(bool, texts))):
        return found
    texts += [""] * (len(above) - len(texts))
    more += [False] * (len(above) - len(more))
    both = tuple(texts[at] if more[at] else above[at] for at in range(len(above)))
    return Headings(both, found.known + sum(more), found.first_line, below.line)
