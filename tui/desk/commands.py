"""All commands of the desk, in the order in which help and the palette list them."""

from __future__ import annotations

from collections.abc import Mapping

from data.files.configuration import Command as Known
from data.files.configuration import Configuration, Keys
from tui.desk.tabs import COMMANDS_OF_TABS
from tui.workbench import command

COMMANDS = (*COMMANDS_OF_TABS, *command.COMMANDS)

_OF_GRIDS = Known(
    "moving in a list",
    (
        *("up", "down", "left", "right", "pageup", "pagedown"),
        *("home", "end", "g", "G", "escape"),
    ),
)
"""The keys that a grid takes before any command has them."""


def key_map(configuration: Configuration) -> tuple[Mapping[str, Keys], list[str]]:
    """The keys that the configuration gives to commands, and what is wrong with them."""
    known = [Known(each.name, each.keys) for each in COMMANDS]
    return configuration.key_map([*known, _OF_GRIDS])
