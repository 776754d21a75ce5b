"""Send the terminal only the cells that changed, in as few bytes as it understands.

Textual repaints a region by sending its widget's whole line up to the region's right edge, and
states every colour again for every piece of text. Over a slow line that is most of what a user
waits for. The update here sends the region alone, and a colour only where it differs from the one
before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style
from textual._compositor import ChopsUpdate, Compositor, LayoutUpdate
from textual.screen import Screen
from textual.strip import Strip

_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "8": "28", "9": "29"}
"""The code that ends each attribute. Those not named here end only with all the others."""


class Pen(NamedTuple):
    """How the terminal draws text: attributes and colours as the codes of its SGR sequence."""

    attributes: frozenset[str] = frozenset()
    foreground: str = ""
    background: str = ""


PLAIN = Pen()


@lru_cache(maxsize=1024)
def pen_of(style: Style, colours: ColorSystem) -> Pen:
    """The pen that draws a style with as many colours as the terminal has."""
    shown = style.without_color
    attributes = Strip.render_ansi(shown, colours) if shown else ""
    fore, back = style.color, style.bgcolor
    return Pen(
        frozenset(code for code in attributes.split(";") if code),
        ";".join(fore.downgrade(colours).get_ansi_codes()) if fore is not None else "",
        ";".join(back.downgrade(colours).get_ansi_codes(False)) if back is not None else "",
    )


@lru_cache(maxsize=1024)
def change_of_pen(old: Pen, new: Pen) -> str:
    """The shortest sequence that takes the terminal from one pen to another."""
    if old == new:
        return ""
    if new == PLAIN:
        return "\x1b[0m"
    afresh = [*sorted(new.attributes), new.foreground, new.background]
    if old != PLAIN:
        afresh.insert(0, "0")
    whole = ";".join(code for code in afresh if code)
    ended = old.attributes - new.attributes
    if not ended <= _OFF.keys():
        return f"\x1b[{whole}m"
    offs = {_OFF[code] for code in ended}
    # Bold and dim end with one code: what should stay of them must be said again.
    begun = {code for code in new.attributes if _OFF.get(code) in offs} | (
        new.attributes - old.attributes
    )
    steps = [*sorted(offs), *sorted(begun)]
    if new.foreground != old.foreground:
        steps.append(new.foreground or "39")
    if new.background != old.background:
        steps.append(new.background or "49")
    return f"\x1b[{min(whole, ';'.join(steps), key=len)}m"


_SURE = frozenset(
    map(chr, (*range(0x20, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x180), *range(0x2500, 0x25A0)))
) | frozenset("…✓›‹▲▼–—‘’“”")
"""Characters that take one cell in every terminal."""


def written(strips: Iterable[tuple[int, int, Strip]], console: Console) -> str:
    """Strips, each with the column and line where it begins, as the terminal reads them."""
    colours = ColorSystem[(console.color_system or "truecolor").upper()]
    output: list[str] = []
    pen = PLAIN
    at: tuple[int, int] | None = None
    for x, y, strip in strips:
        for segment in strip:
            text, style, _control = segment
            if not text:
                continue
            if at != (x, y):
                output.append(f"\x1b[{y + 1};{x + 1}H")
            wanted = PLAIN if style is None else pen_of(style, colours)
            output.append(change_of_pen(pen, wanted))
            pen = wanted
            link = style.link if style is not None else None
            output.append(f"\x1b]8;;{link}\x1b\\{text}\x1b]8;;\x1b\\" if link else text)
            x += segment.cell_length
            # Terminals disagree on the widths of other characters: say the place again.
            at = (x, y) if text.isascii() or _SURE.issuperset(text) else None
    output.append(change_of_pen(pen, PLAIN))
    return "".join(output)


class SparingUpdate(ChopsUpdate):
    """An update of parts of the screen that sends those parts and nothing else."""

    def render_segments(self, console: Console) -> str:
        """The update as the terminal reads it."""
        return written(self._parts(), console)

    def _parts(self) -> Iterator[tuple[int, int, Strip]]:
        for y, span_left, span_right in self.spans:
            for chop_right, (x, chop) in zip(self.chop_ends[y], self.chops[y].items(), strict=True):
                left, right = max(x, span_left), min(chop_right, span_right)
                if chop is None or left >= right:
                    continue
                whole = left == x and right == chop_right
                yield left, y, chop if whole else chop.crop(left - x, right - x)


class SparingLayoutUpdate(LayoutUpdate):
    """An update of the whole screen that states a colour only where it changes."""

    def render_segments(self, console: Console) -> str:
        """The update as the terminal reads it."""
        return written(self._parts(), console)

    def _parts(self) -> Iterator[tuple[int, int, Strip]]:
        for y, strips in enumerate(self.strips, self.region.y):
            x = self.region.x
            for strip in strips:
                yield x, y, strip
                x += strip.cell_length


class SparingCompositor(Compositor):
    """A compositor that makes sparing updates."""

    def render_full_update(self, simplify: bool = False) -> LayoutUpdate:
        """The whole screen."""
        update = super().render_full_update(simplify)
        return SparingLayoutUpdate(update.strips, update.region)

    def render_partial_update(self) -> ChopsUpdate | None:
        """What must be sent now, or None when nothing changed."""
        update = super().render_partial_update()
        if update is None:
            return None
        return SparingUpdate(update.chops, update.spans, update.chop_ends)


def paint_sparingly(screen: Screen[Any]) -> None:
    """Make a screen's updates sparing from now on; calling it again changes nothing."""
    compositor = screen._compositor
    # Textual has no place to hand a screen another compositor. One that it has changed itself
    # is left alone.
    if type(compositor) is Compositor:
        compositor.__class__ = SparingCompositor
