"""What a terminal shows that is sent only what differs, beside what it is meant to show."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import pyte
import pyte.modes
from pyte.screens import Char
from rich.cells import cell_len
from rich.color import ColorSystem
from rich.style import Style
from textual._compositor import LayoutUpdate
from textual._context import visible_screen_stack
from textual.app import App
from textual.strip import Strip
from wcwidth import wcwidth

from tests.terminal.emulated_screen import Screen
from tui.terminal.thin_line.terminals import Abilities

Seen = tuple[object, ...] | None
"""All that is seen of a cell; None where terminals disagree on what it shows."""

_JOINERS = frozenset("\u200d\ufe0e\ufe0f")


def seen(cell: Char) -> Seen:
    """All that is seen of a cell: of a blank its background, and what is drawn in spite of it."""
    more = cell.underscore, cell.strikethrough, cell.reverse
    if cell.data != " ":
        return (cell.data, cell.fg, cell.bg, cell.bold, cell.italics, *more)
    if not any(more):
        return (cell.bg,)
    # Bold brightens nothing but the sixteen colours that have names.
    return (" ", cell.fg, cell.bg, cell.bold and len(cell.fg) != 6, *more)


class EmulatedTerminal:
    """A terminal of certain abilities, with what it was sent."""

    def __init__(self, width: int, height: int, abilities: Abilities | None = None) -> None:
        self.abilities = abilities or Abilities(True, True, True)
        self.screen = Screen(width, height, erases_in_colour=self.abilities.erases_in_colour)
        if not self.abilities.keeps_column:
            self.screen.set_mode(pyte.modes.LNM)
        # A terminal shows something before: what is not written stays.
        self.screen.feed(b"\x1b#8\x1b[?7l")
        self.sent = ""

    def feed(self, text: str) -> None:
        """Show what was sent."""
        self.sent += text
        self.screen.feed(text.encode())

    @property
    def cells(self) -> list[list[Seen]]:
        """What is seen, line by line."""
        buffer, columns = self.screen.buffer, range(self.screen.columns)
        return [[seen(buffer[y][x]) for x in columns] for y in range(self.screen.lines)]


def differences(terminal: EmulatedTerminal, strips: Iterable[Strip], colours: ColorSystem) -> str:
    """Where a terminal shows anything but these lines; empty when it does not."""
    found = []
    for y, (shown, strip) in enumerate(zip(terminal.cells, strips, strict=True)):
        for x, (one, other) in enumerate(zip(shown, wanted(strip, colours), strict=True)):
            if other is not None and one != other:
                found.append(f"line {y}, column {x}: {one} and not {other}")
    return "\n".join(found[:20])


def wanted(strip: Strip, colours: ColorSystem) -> list[Seen]:
    """What is to be seen of a line, by the characters' widths and each style's own codes."""
    cells: list[Seen] = []
    for segment in strip:
        # An accent joins the character before it, which terminals draw in their own ways.
        if cells and segment.text and not cell_len(segment.text[0]):
            base = max((x for x, cell in enumerate(cells) if cell is None or cell[0]), default=0)
            cells[base] = None
        cells += _of_segment(segment.text, segment.style, colours)
    return cells


@lru_cache(maxsize=4096)
def _of_segment(text: str, style: Style | None, colours: ColorSystem) -> list[Seen]:
    look = _look(style, colours)
    if not _JOINERS.isdisjoint(text) or any(wcwidth(each) != cell_len(each) for each in text):
        return [None] * cell_len(text)
    characters: list[str] = []
    for each in text:
        if cell_len(each):
            characters.append(each)
        elif characters:
            characters[-1] += each
    cells: list[Seen] = []
    for each in characters:
        # Whether an accent is joined with its letter is the terminal's affair.
        cells.append(seen(look._replace(data=each)) if len(each) == 1 else None)
        cells += [seen(look._replace(data=""))] * (cell_len(each) - 1)
    return cells


@lru_cache(maxsize=1024)
def _look(style: Style | None, colours: ColorSystem) -> Char:
    screen = pyte.Screen(2, 1)
    codes = Strip.render_ansi(style, colours) if style is not None else ""
    if style is not None:
        style._ansi = None
    pyte.Stream(screen).feed(f"\x1b[{codes}mx" if codes else "x")
    return screen.buffer[0][0]


def whole_screen(app: App[object]) -> list[Strip]:
    """The lines that the screen in front is to show, made afresh."""
    visible_screen_stack.set(app._background_screens)
    return app.screen._compositor.render_strips()


def is_painted(app: App[object]) -> bool:
    """Whether all that has changed was handed to the terminal."""
    screen = app.screen
    due = screen._dirty_widgets, screen._compositor._dirty_regions, screen._callbacks
    flags = screen._layout_required, screen._repaint_required, screen._scroll_required
    return not any(due) and not any(flags) and not app._batch_count


def as_lines(update: LayoutUpdate) -> list[Strip]:
    """The lines of a whole update."""
    return [Strip.join(strips) for strips in update.strips]
