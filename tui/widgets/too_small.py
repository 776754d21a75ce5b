"""The screen shown when the terminal is too small for anything else."""

from __future__ import annotations

from textual import events
from textual.screen import Screen, ScreenResultType

from tui.widgets.canvas import Canvas, Words

NARROWEST, SHORTEST = 40, 8
"""Columns and rows below which nothing sensible can be shown."""


class TooSmall(Canvas):
    """Covers the screen and says how much room is needed; the keys go where they went before."""

    DEFAULT_CSS = """
    TooSmall {
        layer: cover; width: 100%; height: 100%; background: $background; display: none;
    }
    """

    def draw(self, width: int, height: int) -> list[Words]:
        """One line, in the middle."""
        said = f"Needs {NARROWEST}×{SHORTEST} at least"
        return [[]] * ((height - 1) // 2) + [[(said.center(width).rstrip(), "warn")]]


class CoveredScreen(Screen[ScreenResultType]):
    """The base of screens that are covered while the terminal is too small for them."""

    DEFAULT_CSS = "CoveredScreen { layers: base cover; }"

    def on_resize(self, event: events.Resize) -> None:
        """Cover the screen, or uncover it."""
        width, height = event.size
        too_small = width < NARROWEST or height < SHORTEST
        covers = self.query(TooSmall)
        if too_small and not covers:
            self.mount(TooSmall())
            covers = self.query(TooSmall)
        for cover in covers:
            cover.display = too_small
