"""Widgets that never scroll, laid out once where Textual would do it twice."""

from __future__ import annotations

from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.reactive import Reactive


def never_scrolls() -> Reactive[Size]:
    """The `virtual_size` of a widget that never scrolls: nothing follows from it.

    Textual takes the size that a layout gave a widget for a change of it, and lays all out once
    more a frame later.
    """
    return Reactive(Size(0, 0), repaint=False)


class UnscrolledHorizontal(Horizontal):
    """Widgets side by side."""

    virtual_size = never_scrolls()


class UnscrolledVertical(Vertical):
    """Widgets below each other."""

    virtual_size = never_scrolls()
