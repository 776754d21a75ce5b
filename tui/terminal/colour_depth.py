"""How many colours a terminal has, judged by its name, and how to do without."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from tui.terminal.thin_line.terminals import is_known

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


def has_unicode(environment: Mapping[str, str]) -> bool:
    """Whether the terminal of this environment shows more than ASCII, as far as its locale says.

    Without a locale it does, as nearly all do; so does one whose name is silent about it.
    """
    names = [environment.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG")]
    if not names[0] and names[1] == "C.UTF-8" and names[2] in ("C", "POSIX"):
        # Python itself has set it, because it would not do with the one that was chosen.
        names[1] = ""
    chosen = next(filter(None, names), "")
    _, _, encoding = chosen.partition("@")[0].lower().partition(".")
    return chosen not in ("C", "POSIX") and encoding.replace("-", "") in ("", "utf8")


class Colourless(LineFilter):
    """Leaves of each style what is no colour; greys are colours as well."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments without any colour."""
        return [
            Segment(text, style and _without_colour(style), control)
            for text, style, control in segments
        ]


@lru_cache(maxsize=1024)
def _without_colour(style: Style) -> Style:
    return style.without_color
