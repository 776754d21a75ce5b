"""Offering the level Lead to the school that leads a workstream."""

from __future__ import annotations

from data.workstreams.leading import give_lead, lead_to_offer
from tui.commands.outcome import say_done
from tui.dialogs.ask import Confirm
from tui.workbench.workbench import Workbench


async def offer_lead(bench: Workbench, workstream: str) -> None:
    """Ask whether the lead school of a workstream takes the level Lead, and set it."""
    question = await bench.books.read(lambda books: lead_to_offer(books, workstream))
    if question is None:
        return
    if await bench.ask(Confirm(question.asks, question.details, "set it")):
        say_done(bench, await bench.books.write(lambda store: give_lead(store, workstream)))
