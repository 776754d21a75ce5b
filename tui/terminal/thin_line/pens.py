"""How the terminal draws text, and the shortest way from one way of drawing to another."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from rich.color import Color, ColorSystem
from rich.style import Style
from textual.strip import Strip

_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "8": "28", "9": "29"}
"""The code that ends each attribute. Those not named here end only with all the others."""

_UNSEEN_ON_BLANKS = frozenset("12358")
"""Attributes that a blank looks the same with: bold, dim, italic, blinking, concealed."""


_LEVELS = {0: 0, 95: 1, 135: 2, 175: 3, 215: 4, 255: 5}
"""How much of red, green and blue the numbered colours have, and which step that is."""


class Pen(NamedTuple):
    """How the terminal draws text: attributes and colours as the codes of its SGR sequence.

    `is_blank` stands for all pens in which a blank looks alike.
    """

    attributes: frozenset[str] = frozenset()
    foreground: str = ""
    background: str = ""
    link: str = ""
    is_blank: bool = False

    @property
    def marks_blanks(self) -> bool:
        """Whether more is seen of a blank than the background."""
        return bool(self.link) or not self.attributes <= _UNSEEN_ON_BLANKS


PLAIN = Pen()


@lru_cache(maxsize=1024)
def pen_of(style: Style | None, colours: ColorSystem) -> Pen:
    """The pen that draws a style with as many colours as the terminal has."""
    if style is None:
        return PLAIN
    shown = style.without_color
    attributes = Strip.render_ansi(shown, colours) if shown else ""
    return Pen(
        frozenset(code for code in attributes.split(";") if code),
        _codes(style.color, colours, True),
        _codes(style.bgcolor, colours, False),
        style.link or "",
    )


def _codes(colour: Color | None, colours: ColorSystem, foreground: bool) -> str:
    """The codes of a colour: its number where the terminal has one for exactly this."""
    if colour is None or colour.is_default:
        return ""
    shown = colour.downgrade(colours)
    if shown.triplet is not None and (number := _number(*shown.triplet)):
        return f"{38 if foreground else 48};5;{number}"
    return ";".join(shown.get_ansi_codes(foreground))


def _number(red: int, green: int, blue: int) -> int:
    """The number of a colour among the 256 that do not differ from terminal to terminal, or 0."""
    if red == green == blue and red in range(8, 239, 10):
        return 232 + (red - 8) // 10
    if {red, green, blue} <= _LEVELS.keys():
        return 16 + 36 * _LEVELS[red] + 6 * _LEVELS[green] + _LEVELS[blue]
    return 0


@lru_cache(maxsize=1024)
def blank_of(pen: Pen) -> Pen:
    """All that is seen of a blank in this pen: two blanks look alike when these are equal."""
    if pen.marks_blanks:
        # Bold brightens the terminal's own sixteen colours in some terminals.
        steady = pen.foreground.startswith("38;")
        unseen = {"1", "3"} if steady else {"3"}
        return pen._replace(attributes=pen.attributes - unseen, is_blank=True)
    return Pen(background=pen.background, is_blank=True)


@lru_cache(maxsize=4096)
def pen_for_blank(now: Pen, wanted: Pen, following: Pen) -> Pen:
    """The pen to draw a blank with: the one at hand, if need be the one that follows."""
    for pen in (now, following):
        if blank_of(pen) == wanted:
            return pen
    if wanted.marks_blanks:
        return wanted._replace(is_blank=False)
    return Pen(now.attributes & _UNSEEN_ON_BLANKS, now.foreground, wanted.background)


@lru_cache(maxsize=4096)
def change_of_pen(old: Pen, new: Pen) -> str:
    """The shortest sequence that takes the terminal from one pen to another."""
    if old == new:
        return ""
    link = f"\x1b]8;;{new.link}\x1b\\" if old.link != new.link else ""
    old, new = old._replace(link=""), new._replace(link="")
    if old == new:
        return link
    if new == PLAIN:
        return f"\x1b[m{link}"
    afresh = [*sorted(new.attributes), new.foreground, new.background]
    if old != PLAIN:
        afresh.insert(0, "0")
    whole = ";".join(code for code in afresh if code)
    ended = old.attributes - new.attributes
    if not ended <= _OFF.keys():
        return f"\x1b[{whole}m{link}"
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
    return f"\x1b[{min(whole, ';'.join(steps), key=len)}m{link}"
