"""Widgets that draw their own lines and send only the cells that differ from what was sent."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from tui.grid.columns import clean, cut
from tui.grid.lines import Line, Piece, differences
from tui.terminal.drawn_lines import lines_as_drawn
from tui.terminal.slow_line import is_slow
from tui.terminal.theme_styles import BAD, GOOD, INFO, LABEL, MARK, WARN, theme_style
from tui.widgets.fixed_layout import never_scrolls

Words = Sequence[tuple[str, str]]
"""Text and the name of the style that it is drawn in, from left to right."""

_WHEEL = 3
"""Lines that one step of the mouse wheel scrolls."""


class Spot(tuple[str, str]):
    """Words that a click works on: the name of a key that it presses, or what else it takes."""

    takes: object

    @classmethod
    def of(cls, word: tuple[str, str], takes: object) -> Spot:
        """The same words, of which a click takes this."""
        spot = cls(word)
        spot.takes = takes
        return spot


def with_text(word: tuple[str, str], text: str) -> tuple[str, str]:
    """Other words in the same style, of which a click takes the same."""
    new = (text, word[1])
    return Spot.of(new, word.takes) if isinstance(word, Spot) else new


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
    """A widget of drawn lines. Subclasses say what the lines are; `redraw` sends the changes.

    What a click works on is said where it is drawn, by `spot`: so it is found wherever it stands.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = "Canvas { height: 1fr; }"
    virtual_size = never_scrolls()

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._painted: list[Line] = []
        self._painted_size = Size(0, 0)
        self._styles_by_name: dict[str, Style] = {}
        self.looks_for_spots = False
        """Whether it is drawn to find what a click works on, and not to be shown."""
        self._clicked: object = None

    def draw(self, width: int, height: int) -> list[Words]:
        """The lines to show, at most `height` of them, in a width of so many cells."""
        raise NotImplementedError

    # The mouse

    def spot(self, takes: object, *words: tuple[str, str]) -> Words:
        """These words, of which a click takes this: a key is pressed, all else is taken.

        Spots among them stay what they are.
        """
        if not self.looks_for_spots:
            return words
        return [word if isinstance(word, Spot) else Spot.of(word, takes) for word in words]

    def spot_at(self, x: int, y: int) -> object:
        """The target of a click there, or None. Space after a line belongs to its last words."""
        width, height = self.size
        self.looks_for_spots = True
        lines = list(self.draw(width, height))[:height]
        self.looks_for_spots = False
        end, found = 0, None
        for word in lines[y] if 0 <= y < len(lines) else ():
            end += cell_len(cut(clean(word[0]), width - end))
            found = word.takes if isinstance(word, Spot) else None
            if x < end:
                break
        return found

    def take(self, what: object) -> None:
        """Take what was clicked, unless that is a key."""

    def scroll_lines(self, lines: int, over: object) -> None:
        """Scroll so many lines down, or up. The mouse is `over` what a click would take."""

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked, or take what else it was."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        found = self.spot_at(*offset)
        if event.chain > 1 and found != self._clicked:
            # The second of two clicks was meant for what stood here at the first.
            return
        self._clicked = found
        if isinstance(found, str):
            from tui.widgets.pressing import press

            press(self, found)
        elif found is not None:
            self.take(found)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll down."""
        self._turn_wheel(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll up."""
        self._turn_wheel(event, -1)

    def _turn_wheel(self, event: events.MouseEvent, way: int) -> None:
        event.stop()
        event.prevent_default()
        lines = max(_WHEEL, self.size.height // 2) if is_slow(self) else _WHEEL
        self.scroll_lines(way * lines, self.spot_at(event.x, event.y))

    # Painting

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

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a part of it."""
        return lines_as_drawn(self, crop)

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
