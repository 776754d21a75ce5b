"""How many colours a terminal has, as far as its name gives it away."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rich.color import ColorSystem

from tui.thin_line.terminals import is_known

_WITHOUT = re.compile(r"(dumb|unknown|ansi-m|vt\d+.*|.*-(mono|m))?")
"""Names of terminals that have none, if there is a name at all."""

_MANY = re.compile(r".*-256color|(xterm-)?(kitty|ghostty)|alacritty|foot|wezterm")


def colours_of(environment: Mapping[str, str]) -> ColorSystem | None:
    """The colours of the terminal of this environment; None when it has none.

    `COLORTERM` is inherited by whatever is started from a terminal, also by another terminal
    within: it counts for those alone whose name says that they may be meant.
    """
    name = environment.get("TERM", "").strip().lower()
    if _WITHOUT.fullmatch(name):
        return None
    said = environment.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit")
    if name.endswith("-direct") or (said and is_known(name)):
        return ColorSystem.TRUECOLOR
    return ColorSystem.EIGHT_BIT if _MANY.fullmatch(name) else ColorSystem.STANDARD
