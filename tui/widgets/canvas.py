"""Widgets that draw their own lines and send only the cells that differ from what was sent."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.style import Style
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from tui.grid.columns import clean, cut
from tui.grid.lines import Line, Piece, differences
from tui.terminal.theme_styles import BAD, GOOD, INFO, LABEL, MARK, WARN, theme_style
from tui.widgets.fixed_layout import never_scrolls

Words = Sequence[tuple[str, str]]
"""Text and the name of the style that it is drawn in, from left to right."""

_STYLES: dict[str, tuple[str, str]] = {
    "": ("", ""),
    "label": (LABEL, ""),
    "strong": ("", "bold"),
    "key": (MARK, "bold"),
    "match": (MARK, "underline"),
    "current": ("", "bold reverse"),
    "quiet": (LABEL, ""),
    "heading": (LABEL, "underline"),
    "good": (GOOD, ""),
    "warn": (WARN, ""),
    "bad": (BAD, "bold"),
    "info": (INFO, ""),
    "caret": ("", "reverse"),
    "field": ("", "underline"),
    "chosen": ("", "bold reverse"),
}
"""The styles that words are drawn in: a colour of the theme, and attributes."""


class Canvas(Widget):
    """A widget of drawn lines. Subclasses say what the lines are; `redraw` sends the changes."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "Canvas { height: 1fr; }"
    virtual_size = never_scrolls()

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._painted: list[Line] = []
        self._painted_size = Size(0, 0)
        self._styles_by_name: dict[str, Style] = {}

    def draw(self, width: int, height: int) -> list[Words]:
        """The lines to show, at most `height` of them, in a width of so many cells."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Send what has changed since the last time."""
        if not self.is_attached or not self._painted or self.size != self._painted_size:
            self._painted = []
            self.refresh()
            return
        old, new = self._painted, self._lines()
        self._painted = new
        regions = [
            Region(left, y, right - left, 1)
            for y, (before, after) in enumerate(zip(old, new, strict=True))
            for left, right in differences(before, after)
        ]
        if regions:
            self.refresh(*regions)

    def render_line(self, y: int) -> Strip:
        """The line as it was last compared."""
        if self.size != self._painted_size or not self._painted:
            self._painted_size = self.size
            self._painted = self._lines()
        return self._painted[y].strip if y < len(self._painted) else Strip.blank(self.size.width)

    def notify_style_update(self) -> None:
        """Take up other styles."""
        super().notify_style_update()
        self._styles_by_name.clear()
        self._painted = []

    def style_named(self, name: str) -> Style:
        """The style of that name. Raises KeyError when there is none."""
        style = self._styles_by_name.get(name)
        if style is None:
            style = self._styles_by_name[name] = theme_style(self, *_STYLES[name])
        return style

    def _lines(self) -> list[Line]:
        width, height = self.size
        drawn = list(self.draw(width, height))[:height]
        drawn += [[]] * (height - len(drawn))
        return [self._line(words, width) for words in drawn]

    def _line(self, words: Words, width: int) -> Line:
        pieces: list[Piece] = []
        x = 0
        for text, name in words:
            shown = cut(clean(text), width - x)
            if not shown:
                continue
            cells = cell_len(shown)
            pieces.append(Piece(x, cells, shown, self.style_named(name)))
            x += cells
        if x < width:
            pieces.append(Piece(x, width - x, " " * (width - x), self.style_named("")))
        return Line(pieces)
