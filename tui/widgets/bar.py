"""A bar of how much of something there is."""

from __future__ import annotations

from tui.widgets.canvas import Words

_EIGHTHS = " ▏▎▍▌▋▊▉"


def bar_of(part: int, whole: int, width: int, style: str = "info") -> list[tuple[str, str]]:
    """A bar of so many cells: over nothing never empty, under the whole never full."""
    eighths = part * width * 8 // whole if whole else 0
    if part:
        eighths = max(1, eighths)
    if part < whole:
        eighths = min(eighths, width * 8 - 1)
    full, rest = divmod(eighths, 8)
    filled = "█" * full + (_EIGHTHS[rest] if rest else "")
    return [(filled, style), ("░" * (width - len(filled)), "quiet")]


__all__ = ["Words", "bar_of"]
