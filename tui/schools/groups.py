"""Trusts and federations on the screen: brought in from the register."""

from __future__ import annotations

from data.schools.groups import bring_in_groups
from data.store.store import Store
from data.tables.cells import Outcome
from tui.commands.outcome import say_done
from tui.workbench.workbench import Workbench


async def bring_in(bench: Workbench) -> None:
    """Bring in the trusts and federations of our schools from the register."""

    def bring(store: Store) -> Outcome:
        store.prepare_register()
        return bring_in_groups(store)

    say_done(bench, await bench.books.write(bring))
