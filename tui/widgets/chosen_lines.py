"""Lines of which one is chosen: with the arrows, with the wheel, or by a click, which takes it."""

from __future__ import annotations

from tui.widgets.canvas import Canvas


class ChosenLines(Canvas):
    """Lines of which one is chosen, and taken with Enter. Subclasses say how many there are."""

    index = 0
    """The chosen one."""

    @property
    def count(self) -> int:
        """How many can be chosen."""
        raise NotImplementedError

    def move(self, step: int) -> None:
        """Choose another line."""
        self.index = max(0, min(self.index + step, self.count - 1))
        self.redraw()

    def take(self, what: object) -> None:
        """Choose the line that was clicked, and take it as Enter does."""
        if isinstance(what, int):
            from tui.widgets.pressing import press

            self.move(what - self.index)
            press(self, "enter")

    def scroll_lines(self, lines: int, over: object) -> None:
        """Choose a line further on or back; the next one where all are in view."""
        all_in_view = self.count <= self.size.height
        self.move((lines > 0) - (lines < 0) if all_in_view else lines)
