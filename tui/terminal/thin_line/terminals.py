"""What the terminal can do, judged by its name."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from typing import NamedTuple


class Abilities(NamedTuple):
    """The abilities of a terminal beside moving its cursor and erasing.

    `erases_in_colour`: what is erased takes the background that is set. `repeats`: it can be told
    to write the last character again so many times. `keeps_column`: a line feed reaches it alone,
    without the return that systems put before it.
    """

    erases_in_colour: bool = False
    repeats: bool = False
    keeps_column: bool = False


_PLACES_ITS_CURSOR = re.compile(
    r"(xterm|screen|tmux|linux|rxvt|alacritty|foot|wezterm|vte|gnome|konsole|kitty|ghostty|mintty"
    r"|putty|nsterm|iterm2?|st|contour|rio)([-.+].*)?"
)
_KEEPS_ERASED_PLAIN = re.compile(r"(screen|tmux|xterm-color|konsole-16color)([-.+].*)?")
"""Terminals that may erase to their own background, whatever is set."""
_REPEATS = re.compile(r"(xterm-kitty|kitty|xterm-ghostty|ghostty|foot|alacritty|wezterm)(-.*)?")
_MANY_WITHIN_ONE = ("TMUX", "STY", "ZELLIJ")
"""Variables by which programs that put terminals into a terminal can be told."""
_MOSH = ("MOSH_SERVER_PID", "MOSH_KEY", "MOSH_IP")


def is_known(name: str) -> bool:
    """Whether a terminal of this name does what most of today do."""
    return _PLACES_ITS_CURSOR.fullmatch(name) is not None


def abilities(environment: Mapping[str, str], platform: str = sys.platform) -> Abilities | None:
    """The abilities of the terminal in this environment; None when it is not known well enough.

    A name is only a claim: where several programs go by one name, it is what all of them can do.
    """
    name = environment.get("TERM", "")
    if not name and platform == "win32":
        return Abilities(erases_in_colour="WT_SESSION" in environment)
    if not is_known(name):
        return None
    if any(each in environment for each in _MANY_WITHIN_ONE):
        return Abilities()
    if _KEEPS_ERASED_PLAIN.fullmatch(name):
        return Abilities(erases_in_colour=name.endswith("-bce"))
    # Mosh goes by the name of the terminal that it runs in, and ignores what it does not know.
    if any(each in environment for each in _MOSH):
        return Abilities(erases_in_colour=True)
    own = name.startswith("xterm") and bool(environment.get("XTERM_VERSION"))
    return Abilities(True, own or bool(_REPEATS.fullmatch(name)))
