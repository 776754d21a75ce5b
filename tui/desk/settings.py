"""Settings that are changed from the palette, and remembered."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

from rich.console import Console
from textual.theme import Theme

from data.files.remembered import remember
from tui.desk.details import DetailsBeside
from tui.desk.options import DeskOptions
from tui.grid.canvas import GridCanvas
from tui.sections.section import Section
from tui.terminal.themes import THEMES, theme_for


class Desk(Protocol):
    """The desk as settings know it."""

    options: DeskOptions
    remembered_for_good: dict[str, Any]
    details: DetailsBeside
    sections: list[Section]
    theme: Any
    theme_name: str
    """The name of the theme in use."""
    console: Console
    line_is_slow: bool

    def register_theme(self, theme: Theme) -> None:
        """Know a theme."""

    def begin_with_theme(self, theme: Theme) -> None:
        """Have a theme from the start."""

    def repaint_all(self) -> None:
        """Paint everything afresh."""

    def fit(self) -> None:
        """Fit the parts to the terminal."""

    def say(self, text: str, style: str = "") -> None:
        """Say something on the message line."""


_ROOMY_GAP = 2


class Setting(NamedTuple):
    """A setting: what it is called, other words for it, what it is now, and what turns it."""

    label: str
    words: str
    now: Callable[[Desk], str]
    turn: Callable[[Desk], None]


def apply_remembered(desk: Desk) -> None:
    """Take the theme and the density of the configuration, or else those of last time."""
    configuration, kept = desk.options.configuration, desk.remembered_for_good
    theme = configuration.theme or str(kept.get("theme", ""))
    name = theme if theme in THEMES else next(iter(THEMES))
    desk.begin_with_theme(theme_for(name, desk.console._color_system, os.environ))
    desk.theme_name = name
    density = configuration.density or str(kept.get("density", ""))
    GridCanvas.gap = _ROOMY_GAP if density == "roomy" else 1
    desk.details.hidden = kept.get("details") == "hidden"


def recall_columns(section: Section, kept: dict[str, Any]) -> None:
    """Have a list stand in the columns that were chosen for it."""
    columns = kept.get("columns")
    if section.record is None or not isinstance(columns, dict) or not hasattr(section, "chosen"):
        return
    found = columns.get(section.record.kind)
    if isinstance(found, list):
        section.chosen = [(str(name), int(width)) for name, width in found]


def set_theme(desk: Desk, name: str) -> None:
    """Show everything in the colours of this theme."""
    theme = theme_for(name, desk.console._color_system, os.environ)
    desk.register_theme(theme)
    desk.theme, desk.theme_name = theme.name, name


def theme_of(desk: Desk) -> str:
    """The name of the theme in use."""
    return desk.theme_name


def _set_theme(name: str) -> Callable[[Desk], None]:
    def turn(desk: Desk) -> None:
        set_theme(desk, name)
        keep(desk, "theme", name)
        desk.repaint_all()
        desk.say(f"Theme: {_CALLED[name]}.", "good")

    return turn


class Remembers(Protocol):
    """An app that remembers settings for the next time."""

    options: DeskOptions
    remembered_for_good: dict[str, Any]


def keep(desk: Remembers, name: str, value: object) -> None:
    """Remember a setting for the next time."""
    desk.remembered_for_good[name] = value
    remember(desk.options.remembers, desk.remembered_for_good)


def _turn_density(desk: Desk) -> None:
    roomy = GridCanvas.gap == 1
    GridCanvas.gap = _ROOMY_GAP if roomy else 1
    keep(desk, "density", "roomy" if roomy else "compact")
    for section in desk.sections:
        section.grid.lay_out_anew()
    desk.say("Two spaces between columns." if roomy else "One space between columns.", "good")


def _turn_details(desk: Desk) -> None:
    desk.details.hidden = not desk.details.hidden
    keep(desk, "details", "hidden" if desk.details.hidden else "shown")
    desk.fit()
    said = "Details are hidden; Tab shows them." if desk.details.hidden else "Details are shown."
    desk.say(said, "good")


_CALLED = {
    "dark": "dark",
    "light": "light",
    "contrast": "high contrast",
    "terminal": "the terminal's own colours",
}

SETTINGS: tuple[Setting, ...] = (
    *(
        Setting(
            f"Theme: {_CALLED[name]}",
            "colours theme",
            lambda desk, name=name: "now" if theme_of(desk) == name else "",  # type: ignore[misc]
            _set_theme(name),
        )
        for name in THEMES
    ),
    Setting(
        "Density: one or two spaces between columns",
        "roomy compact space",
        lambda _: "compact" if GridCanvas.gap == 1 else "roomy",
        _turn_density,
    ),
    Setting(
        "Details beside the list: show or hide",
        "panel hide details",
        lambda desk: "hidden" if desk.details.hidden else "shown",
        _turn_details,
    ),
)
"""All settings that the palette has."""
