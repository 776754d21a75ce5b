"""Charts as data, which every screen and file draws in its own way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class ChartKind(StrEnum):
    """How the bars of a chart are drawn."""

    SHARES = "shares"
    """Lying bars, each a part of its own whole: how much of it is in order."""
    COLUMNS = "columns"
    """Standing bars on one scale, in the order of time."""
    IN_AND_OUT = "in and out"
    """Standing bars: who came goes up, who went goes down."""
    STRIP = "strip"
    """A row of boxes, darker the more of each is in trouble."""


class Bar(NamedTuple):
    """A bar: `done` is solid, `trouble` striped, of a `whole` where the chart has shares.

    In columns a bar is either done or trouble; in and out has both, up and down. `remark` stands
    in place of the bar where nothing is counted. What is `told` stands behind a share instead of
    how much it is of the whole.
    """

    label: str
    done: int = 0
    trouble: int = 0
    whole: int = 0
    remark: str = ""
    told: str = ""

    @property
    def share(self) -> str:
        """What stands behind it where it is a share."""
        return self.told or f"{self.done:,} of {self.whole:,}"


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its `finding` is its title, `subtitle` says what is drawn."""

    kind: ChartKind
    finding: str
    subtitle: str
    done_word: str
    trouble_word: str
    bars: Sequence[Bar]

    @property
    def in_words(self) -> str:
        """All that the chart shows, for whoever cannot see it."""
        told = "; ".join(f"{bar.label}: {self._value(bar)}" for bar in self.bars)
        return f"{self.subtitle}. {told}." if told else f"{self.subtitle}."

    @property
    def highest(self) -> int:
        """The largest number that a bar shows, at least 1."""
        return max((max(bar.done, bar.trouble, bar.whole) for bar in self.bars), default=1) or 1

    def _value(self, bar: Bar) -> str:
        if bar.remark:
            return bar.remark
        if self.kind is ChartKind.IN_AND_OUT:
            return f"{bar.done} {self.done_word}, {bar.trouble} {self.trouble_word}"
        if self.kind is ChartKind.COLUMNS:
            return f"{bar.trouble} {self.trouble_word}" if bar.trouble else str(bar.done)
        late = f", {bar.trouble} {self.trouble_word}" if bar.trouble else ""
        return f"{bar.share} {self.done_word}{late}"
