"""The screen behind all others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.widget import Widget

from tui.room import RoomyScreen

if TYPE_CHECKING:
    from typing import Self


class DeskScreen(RoomyScreen[None]):
    """The screen behind all others; no change within it paints the whole of it again."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    # It never scrolls, so that nothing follows from the size of what is on it.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), repaint=False)
    _begins = False

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Know that it is shown for the first time: its first layout paints all of it."""
        self._begins = self.stack_updates == 0

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Repaint; but not what has only just been painted for the first time."""
        if self._begins and not (regions or layout or recompose):
            self._begins = False
            return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
