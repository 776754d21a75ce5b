"""Values of a file that could not be used, counted by field so that each fault is said once."""

from __future__ import annotations

from collections.abc import Iterable

from models.fields.text import count_of, one_line
from models.records.record import Record

_TEXTS_SHOWN, _LINES_SHOWN, _LONGEST_TEXT = 6, 6, 40
_TEXTS_KEPT = 1_000


class LeftOut:
    """The values of a file that were left out, by the field that stays empty or as it is."""

    def __init__(self, record: type[Record]) -> None:
        self._record = record
        self._counts: dict[str, int] = {}
        self._lines: dict[str, dict[str, list[int]]] = {}

    def add(self, attribute: str, text: str, line: int = 0) -> None:
        """Take in a value that was left out of the row on this line."""
        self._counts[attribute] = self._counts.get(attribute, 0) + 1
        by_text = self._lines.setdefault(attribute, {})
        shown = short_text(text)
        if shown in by_text or len(by_text) < _TEXTS_KEPT:
            by_text.setdefault(shown, []).append(line)

    def notes(self) -> list[str]:
        """A line for each field: how many values, which, and where they stand."""
        notes = []
        for attribute, count in self._counts.items():
            label = self._record.field(attribute).label
            were = "was" if count == 1 else "were"
            by_text = self._lines[attribute]
            told = [
                f"“{text}”{_where(lines)}" for text, lines in list(by_text.items())[:_TEXTS_SHOWN]
            ]
            more = len(by_text) - len(told)
            also = f" and {more:,} more" if more > 0 else ""
            values = count_of(count, "value")
            notes.append(
                f"{label}: {values} could not be used and {were} left empty: "
                f"{', '.join(told)}{also}."
            )
        return notes


def lines_in_words(lines: Iterable[int]) -> str:
    """The lines as "line 4" or "lines 4, 9, 12 and 15 more"."""
    numbers = list(dict.fromkeys(lines))
    shown = ", ".join(f"{number:,}" for number in numbers[:_LINES_SHOWN])
    more = len(numbers) - _LINES_SHOWN
    word = "line" if len(numbers) == 1 else "lines"
    return f"{word} {shown}" + (f" and {more:,} more" if more > 0 else "")


def _where(lines: list[int]) -> str:
    known = [line for line in lines if line]
    return f" ({lines_in_words(known)})" if known else ""


def short_text(text: str) -> str:
    """The text on one line, cut where a message would become too long."""
    text = one_line(text)
    return text if len(text) <= _LONGEST_TEXT else f"{text[: _LONGEST_TEXT - 1]}…"
