"""Trusts and federations on the screen: brought in from the register."""

from __future__ import annotations

from data.schools.groups import bring_in_groups
from tui.commands.outcome import say_done
from tui.workbench.workbench import Workbench


async def bring_in(bench: Workbench) -> None:
    """Bring in the trusts and federations of our schools from the register."""
    say_done(bench, await bench.books.write(bring_in_groups))
