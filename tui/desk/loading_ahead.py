"""Loading what the next keys will need, in the moments in which nobody presses one."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from importlib import import_module

from models.subjects import load
from tui.desk.showing import Showing
from tui.desk.tabs import TABS

_FORMS = ("tui.commands.records", "tui.forms.record_form")
_TABS = "24"
"""The keys of the tabs that are loaded. The seven subjects of Workstreams would take six MiB more,
from everybody, and are loaded when that tab is looked at."""

_BETWEEN = 0.01
"""Seconds between two pieces, in which the terminal is read and whatever waits is done."""


async def load_ahead(desk: Showing) -> None:
    """Load what forms and the tabs with matrices need, giving way to each key."""
    for _ in pieces():
        await asyncio.sleep(_BETWEEN)
        while desk.keys_are_held:
            await asyncio.sleep(_BETWEEN)


def pieces() -> Iterator[None]:
    """Load a piece of it at each step; what is loaded already is no step."""
    known = len(sys.modules)
    for _ in _loaded_one_by_one():
        if len(sys.modules) > known:
            yield
        known = len(sys.modules)


def _loaded_one_by_one() -> Iterator[object]:
    for name in _FORMS:
        yield import_module(name)
    for tab in TABS:
        for subject in tab.subjects if tab.key in _TABS else ():
            yield load("tui", "sections", (subject,))
