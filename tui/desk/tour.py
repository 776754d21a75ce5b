"""The tour: ten steps to do by hand on the sample, each shown above the foot until it is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Protocol

from tui.sections.section import Section
from tui.widgets.canvas import Canvas, Words


class Desk(Protocol):
    """The desk as the tour knows it."""

    tab_index: int

    @property
    def section(self) -> Section:
        """The section in front."""

    @property
    def screen_stack(self) -> Sequence[Any]:
        """The screens that lie over each other."""


class _Step(NamedTuple):
    told: str
    is_done: Callable[[Desk, _Start], bool]


class _Start(NamedTuple):
    """How the desk stood when a step began."""

    row: int
    changes: int


def _on_tab(tab: int) -> Callable[[Desk, _Start], bool]:
    return lambda desk, _: desk.tab_index == tab


_STEPS = (
    _Step("This is Today: what needs attention. Press 1 for the schools.", _on_tab(1)),
    _Step(
        "Arrows move the cursor. Press ↓ a few times.",
        lambda desk, start: abs(desk.section.grid.cursor_index - start.row) > 1,
    ),
    _Step(
        "Type /phase:sec and Enter: only secondary schools are left.",
        lambda desk, _: bool(desk.section.wanted.words) and desk.section.grid.has_focus,
    ),
    _Step("Press Esc: all schools are back.", lambda desk, _: not desk.section.wanted.words),
    _Step(
        "Press 4 and ]: a row a school, a column a policy. O! is overdue.",
        lambda desk, _: desk.tab_index == 4 and bool(desk.section.letters),
    ),
    _Step(
        "Press →, then c: approved today, and on to the next school.",
        lambda desk, start: desk.section.changes > start.changes,
    ),
    _Step(
        "Every change can be taken back: press u.",
        lambda desk, start: desk.section.changes > start.changes,
    ),
    _Step(
        "Press v, then o: all policies that are overdue, the worst first.",
        lambda desk, _: desk.section.label.startswith("View"),
    ),
    _Step(
        "Press Esc: back to where you were.",
        lambda desk, _: not desk.section.label.startswith("View"),
    ),
    _Step(
        "Press Ctrl+P, type blue and Enter: anything is found by its name.",
        lambda desk, start: desk.tab_index == 1 and desk.section.grid.cursor_index != start.row,
    ),
)  # fmt: skip

_OVER = "That was the tour. ? is help, q leaves; until then try what you like."


class TourLine(Canvas):
    """The next step of the tour."""

    DEFAULT_CSS = "TourLine { height: 1; background: $panel; }"

    def __init__(self) -> None:
        super().__init__(id="tour")
        self._at = 0
        self._start = _Start(0, 0)

    def look(self, desk: Desk) -> None:
        """Go on to the next step when this one is done."""
        if self._at < len(_STEPS) and _STEPS[self._at].is_done(desk, self._start):
            self._at += 1
            self._start = _Start(desk.section.grid.cursor_index, desk.section.changes)
            self.redraw()

    def draw(self, width: int, height: int) -> list[Words]:
        """One line: which step it is, and what to do."""
        if self._at == len(_STEPS):
            return [[(" Tour ", "key"), (_OVER, "")]]
        head = f" Tour {self._at + 1} of {len(_STEPS)} "
        return [[(head, "key"), (_STEPS[self._at].told, "")]]
