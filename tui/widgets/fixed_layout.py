"""Widgets that never scroll, laid out and painted once where Textual would do it twice."""

from __future__ import annotations

from textual.containers import Horizontal, Vertical
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.strip import Strip


def never_scrolls() -> Reactive[Size]:
    """The `virtual_size` of a widget that never scrolls: nothing follows from it.

    Textual takes the size that a layout gave a widget for a change of it, and lays all out once
    more a frame later.
    """
    return Reactive(Size(0, 0), repaint=False)


class UnscrolledHorizontal(Horizontal):
    """Widgets side by side, which cover it."""

    virtual_size = never_scrolls()

    def render_lines(self, crop: Region) -> list[Strip]:
        """No lines: Textual would draw each, and then see that nothing of it is in view."""
        return []


class UnscrolledVertical(Vertical):
    """Widgets below each other, which cover it."""

    virtual_size = never_scrolls()

    def render_lines(self, crop: Region) -> list[Strip]:
        """No lines: Textual would draw each, and then see that nothing of it is in view."""
        return []
