"""Loading a catalogue of policies."""

from __future__ import annotations

from data.catalogues.loading import carry_out, plan_loading
from tui.dialogs.ask import Show
from tui.workbench.workbench import Workbench


async def load_of_department(bench: Workbench) -> None:
    """Load the lists of the Department for Education."""
    await _load(bench, "dfe")


async def load_of_northumberland(bench: Workbench) -> None:
    """Load Northumberland's policies and their agreements."""
    await _load(bench, "northumberland")


async def _load(bench: Workbench, name: str) -> None:
    """Show what a catalogue would add, and bring it in; what is there stays as it is."""
    loading = await bench.books.read(lambda books: plan_loading(books, name))
    lines = [[(f" {line}", "")] for line in loading.lines()]
    label = loading.catalogue.label
    title = f"Load the catalogue of {'the ' if label.startswith('Department') else ''}{label}"
    go_on = await bench.ask(Show(title, lines, "load it" if loading.new else ""))
    if not go_on or not loading.new:
        bench.say("Nothing was loaded.", "info")
        return
    await bench.books.write(lambda store: carry_out(store, loading))
    bench.changed(frozenset(record.kind for record, _ in loading.new))
    bench.say(f"{loading.done} {bench.keys.word('undo')} takes them out.", "good")
