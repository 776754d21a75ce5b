"""Figures of several rounds, and the table that sets the desk's beside those of stock Textual."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any


@dataclass
class Figure:
    """One thing that was measured: the desk's values and those beside it, smaller being better.

    `unit` is ms, B, kB, MiB or rows/s; `aim` is the ratio of the two, or the value when it is
    `absolute`, that design.md asks for.
    """

    what: str
    unit: str
    aim: str = ""
    desk: list[float] = field(default_factory=list)
    beside: list[float] = field(default_factory=list)


class Figures:
    """All figures of a run, in the order in which they were first measured."""

    def __init__(self) -> None:
        self._figures: dict[str, Figure] = {}

    def desk(self, what: str, unit: str, value: float, aim: str = "") -> None:
        """Keep a value of the desk."""
        self._of(what, unit, aim).desk.append(value)

    def beside(self, what: str, unit: str, value: float, aim: str = "") -> None:
        """Keep a value of what the desk is compared with."""
        self._of(what, unit, aim).beside.append(value)

    def values(self) -> list[dict[str, Any]]:
        """All that was measured, as plain values."""
        return [asdict(figure) for figure in self._figures.values()]

    def table(self) -> list[str]:
        """The lines of the table: the least of all rounds, and the middle one in brackets."""
        if not self._figures:
            return []
        rows = [("what", "desk", "beside", "ratio", "aim")]
        for each in self._figures.values():
            if not any(each.desk + each.beside) and not each.aim:
                continue
            ratio = ""
            if each.desk and each.beside and min(each.beside):
                least = min(each.desk) / min(each.beside)
                middle = median(each.desk) / median(each.beside)
                ratio = f"{least:.2f} ({middle:.2f})"
            rows.append(
                (
                    each.what,
                    _shown(each.desk, each.unit),
                    _shown(each.beside, each.unit),
                    ratio,
                    each.aim,
                )
            )
        widths = [max(len(row[at]) for row in rows) for at in range(5)]
        lines = [
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            for row in rows
        ]
        lines.insert(1, "  ".join("-" * width for width in widths))
        return [line.rstrip() for line in lines]

    def _of(self, what: str, unit: str, aim: str) -> Figure:
        figure = self._figures.setdefault(what, Figure(what, unit))
        figure.aim = figure.aim or aim
        return figure


def _shown(values: Sequence[float], unit: str) -> str:
    if not values:
        return ""
    least, middle = min(values), median(values)
    if unit == "ms":
        return f"{least * 1000:,.0f} ({middle * 1000:,.0f}) ms"
    return f"{least:,.0f} ({middle:,.0f}) {unit}"
