"""The screen behind all others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, messages
from textual.geometry import Region
from textual.message import Message
from textual.reactive import Reactive
from textual.widget import Widget

from tui.grid.grid import Grid
from tui.widgets.filter_line import FilterLine
from tui.widgets.fixed_layout import never_scrolls
from tui.widgets.too_small import CoveredScreen

if TYPE_CHECKING:
    from typing import Self


class DeskScreen(CoveredScreen[None]):
    """The screen behind all others; no change within it paints the whole of it again."""

    # What is focused while it is still being shown is painted so at once.
    AUTO_FOCUS = "Grid"
    BLANK = True
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    virtual_size = never_scrolls()
    _begins = False
    _began_at = 0.0

    def on_mount(self) -> None:
        """Start the clock of updates: it would start with the first of them, a tick too late."""
        self._update_timer.resume()

    def paint_now(self) -> None:
        """Paint what has changed, and do not wait for the next tick of the clock of updates."""
        self._on_timer_update()

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Know that it is shown for the first time: its first layout paints all of it."""
        self._begins = self.stack_updates == 0
        if self._begins:
            self._began_at = Message().time

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """End the typing of a filter when the mouse has gone from it to the list."""
        line = self.query_one(FilterLine)
        if line.display and isinstance(event.widget, Grid):
            self.app.post_message(FilterLine.Done(True, "enter"))

    def on_layout(self, message: messages.Layout) -> None:
        """Leave out what was asked for before the first layout: that has seen to it."""
        self._leave_out_if_done(message)

    def on_update(self, message: messages.Update) -> None:
        """Leave out what was to be painted before all of it was."""
        self._leave_out_if_done(message)

    def _leave_out_if_done(self, message: Message) -> None:
        if message.time < self._began_at:
            message.stop().prevent_default()

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Repaint; but not before it is shown, nor what has only just been painted first."""
        if not (self.stack_updates or recompose):
            return self
        if self._begins and not (regions or layout or recompose):
            self._begins = False
            return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
