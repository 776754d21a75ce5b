"""The styles of drawn text: a widget's own, in a colour of the theme and with attributes.

Textual would have a component class for each, and match every one of them against all style sheets
for every widget whenever a screen is shown: half of what showing the first screen took.
"""

from __future__ import annotations

from rich.style import Style
from textual.color import Color
from textual.widget import Widget

LABEL = "text-muted"
GOOD, WARN, BAD, INFO = "text-success", "text-warning", "text-error", "text-primary"
MARK = "text-accent"
"""The variables of a theme that we draw with."""


def theme_style(widget: Widget, variable: str = "", attributes: str = "") -> Style:
    """The widget's style with such attributes, in the theme's colour of that name or its own.

    Where there are no colours, there are no greys either: the terminal's faint is one.
    """
    style = widget.visual_style.rich_style + Style.parse(attributes)
    if not variable or widget.app.no_color:
        return style
    _, background = widget.background_colors
    name, _, percent = widget.app.theme_variables[variable].partition(" ")
    strength = float(percent.rstrip("%")) / 100 if percent else 1.0
    if name == "auto":
        colour = background.get_contrast_text(strength)
    else:
        colour = Color.parse(name).multiply_alpha(strength)
    return style + Style.from_color((background + colour).rich_color)
