"""The themes: dark, light, high contrast, and the terminal's own colours.

The contrast of each colour on its ground and on the bars is at least 4.5 to 1. A terminal of 256
colours has its own of each theme, as the nearest ones would be of another hue; one of sixteen shows
every theme in those.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from rich.color import ColorSystem
from textual.theme import BUILTIN_THEMES, Theme


class _Colours(NamedTuple):
    ground: str
    bar: str
    text: str
    dim: str
    accent: str
    good: str
    warn: str
    bad: str
    info: str


# All but the bar are among the numbered 256, which are shorter to send than their parts.
_DARK = _Colours(
    *("#121212", "#22303a", "#d7d7d7", "#9e9e9e", "#ffd75f"),
    *("#87d787", "#ffaf5f", "#ff8787", "#87afff"),
)
_LIGHT = _Colours(
    *("#fafafa", "#dfe6ea", "#262626", "#5c5c5c", "#7a4b00"),
    *("#1d6b35", "#8a4b00", "#b3202c", "#1a5fa8"),
)
_CONTRAST = _Colours(
    *("#000000", "#000000", "#ffffff", "#d0d0d0", "#ffff00"),
    *("#00ff87", "#ffd700", "#ff9d9d", "#87d7ff"),
)


def _theme(name: str, colours: _Colours, dark: bool) -> Theme:
    return Theme(
        name=name,
        dark=dark,
        primary=colours.info,
        secondary=colours.info,
        accent=colours.accent,
        success=colours.good,
        warning=colours.warn,
        error=colours.bad,
        foreground=colours.text,
        background=colours.ground,
        surface=colours.ground,
        panel=colours.bar,
        variables={
            "text-muted": colours.dim,
            "text-success": colours.good,
            "text-warning": colours.warn,
            "text-error": colours.bad,
            "text-primary": colours.info,
            "text-accent": colours.accent,
        },
    )


_OF_256 = {
    "dark": _DARK._replace(bar="#303030", dim="#a0a0a0"),
    "light": _LIGHT._replace(
        ground="#ffffff", bar="#eeeeee", dim="#585858", accent="#5f5f00", good="#005f00",
        warn="#875f00",
    ),
    "contrast": _CONTRAST,
}  # fmt: skip
"""The colours that the nearest of 256 would not do for are others."""

# Without blue, which is hardly legible on many a black screen.
TERMINAL = replace(
    BUILTIN_THEMES["ansi-dark"], name="terminal", primary="ansi_cyan", accent="ansi_yellow"
)
"""The terminal's own colours: what has none of them costs no byte, and blanks can be erased."""

# Without yellow and cyan, which are hardly legible on white.
_TERMINAL_LIGHT = replace(
    TERMINAL,
    name="terminal-light",
    dark=False,
    primary="ansi_blue",
    accent="ansi_blue",
    warning="ansi_magenta",
)

THEMES = {
    "dark": _theme("desk-dark", _DARK, True),
    "light": _theme("desk-light", _LIGHT, False),
    "contrast": _theme("desk-contrast", _CONTRAST, True),
    "terminal": TERMINAL,
}
"""The themes by what they are called in the configuration, the usual one first."""

THEMES_OF_256 = {
    name: _theme(f"desk-{name}-256", colours, name != "light") for name, colours in _OF_256.items()
}
"""The same where there are only 256 colours, but for the terminal's own."""


def theme_for(name: str, colours: ColorSystem | None, environment: Mapping[str, str]) -> Theme:
    """The theme of that name, in colours that the terminal of this environment has."""
    if name == "terminal" or colours in (ColorSystem.STANDARD, ColorSystem.WINDOWS):
        return own_colours(environment, name == "light")
    return (THEMES_OF_256 if colours is ColorSystem.EIGHT_BIT else THEMES)[name]


def own_colours(environment: Mapping[str, str], light: bool = False) -> Theme:
    """The terminal's own colours: those that are legible on white where it is light or says so."""
    _, _, ground = environment.get("COLORFGBG", "").rpartition(";")
    return _TERMINAL_LIGHT if light or ground in _LIGHT_GROUNDS else TERMINAL


_LIGHT_GROUNDS = {"7", *map(str, range(9, 16))}
"""The colours that stand for a light ground, as some terminals tell it in their environment."""
