"""The options with which the desk is opened."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import NamedTuple

from data.files.configuration import Configuration
from tui.command_line.calls import Call


class DeskOptions(NamedTuple):
    """How the desk is to open.

    `store` is the file to open, which may not exist yet; None for the sample. `today` is the day
    to reckon as of, which turns at midnight unless `today_is_given`. `mouse` is false when the
    call or the configuration leaves it to the terminal. `plain_display` has Textual paint the
    screen in its own way. `slow_line` spares the line from the start, or never; None when it turns
    out to be slow. `remembers` is where settings are kept for the next time; None: nowhere. The
    `tour` tells ten steps to be tried by hand.
    """

    store: Path | None
    sample: bool
    read_only: bool
    mouse: bool
    today: date
    configuration: Configuration
    today_is_given: bool = True
    plain_display: bool = False
    slow_line: bool | None = None
    remembers: Path | None = None
    tour: bool = False


def options_of(call: Call) -> DeskOptions:
    """How the desk is to open for a call without a verb."""
    given = call.options
    return DeskOptions(
        store=None if call.sample else call.store,
        sample=call.sample,
        read_only=call.read_only,
        mouse=call.configuration.mouse and not given.no_mouse,
        today=call.today,
        configuration=call.configuration,
        today_is_given=bool(given.today or os.environ.get("ALLIANCE_TODAY")),
        plain_display=given.plain_display,
        slow_line=True if given.slow_line else call.configuration.slow_line,
        remembers=call.configuration.path.with_name("remembered.json"),
        tour=bool(given.tour),
    )
