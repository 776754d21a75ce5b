"""The screen behind all others."""

from __future__ import annotations

from textual.geometry import Size
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget


class DeskScreen(Screen[None]):
    """The screen behind all others. It is painted whole only when another lay over it."""

    # A change of focus repaints what has the focus; and the screen itself never scrolls, so that
    # nothing follows from what its inside measures.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), repaint=False)
