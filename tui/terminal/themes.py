"""The themes: dark, light, high contrast, and the terminal's own colours.

The contrast of each colour on its ground and on the bars is at least 4.5 to 1.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

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


_DARK = _Colours(
    *("#121212", "#22303a", "#d6d6d6", "#9a9a9a", "#ffd166"),
    *("#86d39a", "#ffb454", "#ff8f8f", "#7db8f0"),
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


# Without blue, which is hardly legible on many a black screen.
TERMINAL = replace(
    BUILTIN_THEMES["ansi-dark"], name="terminal", primary="ansi_cyan", accent="ansi_yellow"
)
"""The terminal's own colours: what has none of them costs no byte, and blanks can be erased."""

THEMES = {
    "dark": _theme("desk-dark", _DARK, True),
    "light": _theme("desk-light", _LIGHT, False),
    "contrast": _theme("desk-contrast", _CONTRAST, True),
    "terminal": TERMINAL,
}
"""The themes by what they are called in the configuration, the usual one first."""
