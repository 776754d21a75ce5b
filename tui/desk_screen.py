"""The screen behind all others."""

from __future__ import annotations

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widget import Widget

from tui.room import RoomyScreen


class DeskScreen(RoomyScreen[None]):
    """The screen behind all others; no change within it paints the whole of it again."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    # It never scrolls, so that nothing follows from the size of what is on it.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), repaint=False)
