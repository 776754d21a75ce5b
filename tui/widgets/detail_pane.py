"""The details of the record under the cursor, beside the list or below it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import events

from tui.terminal.slow_line import is_slow
from tui.widgets.bars import PART
from tui.widgets.canvas import Canvas, Words

if TYPE_CHECKING:
    from data.tables.charts import Chart

_WIDEST_LABEL, _WIDE = 24, 50
_SIGNS = r"(?<=[/@?&=])(?=.)|(?=[.@])(?<=.)"
"""Where an address may go on in the next line: behind a slash, before a stop or an at sign."""


def in_parts(text: str, room: int) -> list[str]:
    """The text in lines of so many cells; an address is broken only between its parts."""
    lines: list[str] = []
    for line in textwrap.wrap(text, room, break_long_words=False, break_on_hyphens=False):
        while len(line) > room:
            fits = [cut.start() for cut in re.finditer(_SIGNS, line) if 0 < cut.start() <= room]
            at = fits[-1] if fits else room
            lines.append(line[:at])
            line = line[at:]
        lines.append(line)
    return lines


def in_told_parts(text: str, room: int, widest: int) -> list[str]:
    """Several things that are told in one: those that do not fit in one line each begin their own.

    An address that is wider than the room begins further left, in a line of the `widest` cells.
    """
    parts = text.split(PART)
    if len(parts) == 1 or cell_len(text) <= room:
        return in_parts(text, room) or [""]
    lines: list[str] = []
    for part in parts:
        with_last = f"{lines[-1]}{PART}{part}" if lines else part
        if lines and cell_len(with_last) <= room:
            lines[-1] = with_last
        elif " " not in part and room < cell_len(part) <= widest:
            lines.append(part)
        else:
            lines += in_parts(part, room)
    return lines


def _longest_part(text: str) -> int:
    """Cells of the longest word, or part of an address, which only less room than that breaks."""
    return max((len(part) for word in text.split() for part in re.split(_SIGNS, word)), default=0)


def _labelled(label: str, text: str, label_width: int, width: int) -> list[Words]:
    """A label with its text beside it, or below where that has not room enough."""
    room, whole = max(8, width - label_width - 2), max(8, width - 4)
    above: Words = [(f" {label}", "label")]
    if room < _longest_part(text) <= whole:
        return [above, *([(f"   {part}", "")] for part in in_parts(text, whole))]
    bare = re.sub(r"^https?://", "", text)
    if cell_len(text) > room and " " not in text and cell_len(bare) <= whole:
        text = bare
    parts = [
        part for paragraph in text.split("\n") for part in in_told_parts(paragraph, room, whole)
    ]
    lines: list[Words] = []
    if len(label) > label_width - 1:
        if len(parts) == 1 and len(label) + cell_len(parts[0]) + 2 < width:
            return [[(f" {label} ", "label"), (parts[0], "")]]
        lines.append(above)
        label = ""
    for number, part in enumerate(parts):
        shown = label if number == 0 else ""
        indent = min(label_width, max(2, width - 2 - cell_len(part)))
        lines.append([(f" {shown:<{indent}}", "label"), (part, "")])
    return lines


class DetailPane(Canvas, can_focus=True):
    """Lines of label and text; scrolled with the arrows once it has the focus."""

    DEFAULT_CSS = "DetailPane { width: 42; height: 1fr; padding: 0 0; }"

    def __init__(self) -> None:
        super().__init__(id="details")
        self._title = ""
        self._given: Sequence[tuple[str, str]] = ()
        self._charts: Sequence[Chart] = ()
        self._top = 0
        self._edge: str | None = None

    def draw_edge(self, style: str | None) -> None:
        """Draw a line in this style between it and what stands at its left; None: no line."""
        if style != self._edge:
            self._edge = style
            self.redraw()

    def show(
        self, title: str, lines: Sequence[tuple[str, str]], charts: Sequence[Chart] = ()
    ) -> None:
        """Show this record, or these charts before what is told."""
        if title != self._title:
            self._top = 0
        self._title, self._given, self._charts = title, lines, charts
        self.redraw()

    def draw(self, width: int, height: int) -> list[Words]:
        """The lines in view."""
        lines = self._all(width if self._edge is None else width - 1)
        if len(lines) > height and not self._charts:
            # Without the blank lines before headings more of it is in view.
            lines = [line for line in lines if line]
        self._top = max(0, min(self._top, len(lines) - height))
        lines = lines[self._top : self._top + height]
        if self._edge is None:
            return lines
        edge = ("▏", self._edge)
        return [[edge, *line] for line in [*lines, *([[]] * (height - len(lines)))]]

    def _all(self, width: int) -> list[Words]:
        edge = "›" if self.has_focus else " "
        lines: list[Words] = [
            [(f"{edge}{part}", "strong")] for part in textwrap.wrap(self._title, max(8, width - 2))
        ]
        if self._charts:
            from tui.widgets.chart_lines import chart_lines

            for chart in self._charts:
                lines += [[], *chart_lines(chart, width - 1)]
            lines.append([])
        labels = [len(label) for label, text in self._given if text and label]
        # As wide as most labels need; one that is longer is not cut, and has a line of its own
        # where what it is about does not fit beside it.
        most = max(8, min(_WIDEST_LABEL, width * 2 // 5 if width < _WIDE else width // 2))
        label_width = max([each for each in labels if each <= most], default=8) + 2
        for label, text in self._given:
            if not text:
                lines += [[], [(f" {label}", "strong")]] if lines else [[(f" {label}", "strong")]]
            elif not label:
                lines += [[(f"   {part}", "")] for part in in_parts(text, max(8, width - 4))]
            else:
                lines += _labelled(label, text, label_width, width)
        return lines

    def on_focus(self) -> None:
        """Show that keys go here."""
        self.redraw()

    def on_blur(self) -> None:
        """Show that keys go elsewhere."""
        self._top = 0
        self.redraw()

    def on_key(self, event: events.Key) -> None:
        """Scroll."""
        page = max(1, self.size.height - 1)
        end = 10_000
        line = max(1, page // 2) if is_slow(self) else 1
        steps = {
            "down": line, "up": -line, "pagedown": page, "pageup": -page, "space": page,
            "home": -end, "end": end, "g": -end, "G": end,
        }  # fmt: skip
        step = steps.get(event.key) or steps.get(event.character or "")
        if step is not None:
            event.stop()
            self.scroll_lines(step, None)

    def scroll_lines(self, lines: int, over: object) -> None:
        """Read on, or what was before."""
        self._top = max(0, self._top + lines)
        self.redraw()
