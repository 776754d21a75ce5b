"""The styles that a grid's lines are drawn in, by the theme and by whether keys go to the grid."""

from __future__ import annotations

from rich.style import Style
from textual.widget import Widget

from models.fields.states import Tone
from tui.grid.lines import Looks
from tui.terminal.theme_styles import BAD, GOOD, INFO, LABEL, MARK, WARN, theme_style

_TONES: dict[Tone, tuple[str, str]] = {
    Tone.GOOD: (GOOD, ""),
    Tone.WARN: (WARN, ""),
    Tone.BAD: (BAD, "bold"),
    Tone.INFO: (INFO, ""),
    Tone.QUIET: (LABEL, ""),
}
"""The style of each tone: a colour of the theme, and attributes."""


def looks_of(grid: Widget) -> Looks:
    """The styles of a grid as it stands now."""
    # Not bold as well: each change of that would be sent with each move.
    cursor = "reverse" if grid.has_focus else "bold"
    return Looks(
        plain=theme_style(grid),
        header=theme_style(grid, LABEL, "underline"),
        mark=theme_style(grid, MARK, "bold"),
        quiet=theme_style(grid, LABEL),
        tones={tone: theme_style(grid, *_TONES[tone]) for tone in Tone},
        match=theme_style(grid, MARK, "underline"),
        heading=Style.parse("bold underline"),
        marked_row=Style.parse("bold"),
        cursor=Style.parse(cursor),
        alarm=Style.parse("reverse"),
    )
