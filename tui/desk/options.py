"""What the desk is opened with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from data.files.configuration import Configuration


@dataclass(frozen=True, slots=True)
class DeskOptions:
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
