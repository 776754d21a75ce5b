"""Lines that a widget draws itself, painted as they are."""

from __future__ import annotations

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


def is_surrounded(widget: Widget) -> bool:
    """Whether Textual draws more than the widget's lines: edges, or effects on them."""
    styles = widget.styles
    effects = (widget.opacity, styles.text_opacity, styles.tint.a, styles.has_rule("hatch"))
    return bool(styles.gutter) or effects != (1.0, 1.0, 0, False)


def lines_as_drawn(widget: Widget, crop: Region) -> list[Strip]:
    """The lines of a part of a widget that draws each of them as wide as it is.

    Textual would ask each line for a dozen styles, which takes longer than drawing it.
    """
    if is_surrounded(widget) or widget.get_line_filters():
        return Widget.render_lines(widget, crop)
    lines = [widget.render_line(y) for y in crop.line_range]
    if crop.column_span == (0, widget.size.width):
        return lines
    return [line.crop(*crop.column_span) for line in lines]
