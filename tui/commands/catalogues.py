"""Loading a catalogue: what it would add, change and end is shown first."""

from __future__ import annotations

from data.catalogues.loading import Loading, carry_out, plan_loading
from models.kinds import RECORDS
from tui.dialogs.ask import Show
from tui.dialogs.choose import Choose
from tui.workbench.workbench import Workbench


async def load_catalogue(bench: Workbench, name: str) -> None:
    """Show what a catalogue would add, change and end, and take over all of it, or one by one."""
    loading = await bench.books.read(lambda books: plan_loading(books, name))
    lines = [[(f" {line}", "")] for line in loading.lines()]
    title = f"Load the catalogue: {loading.catalogue.label}"
    any_to_take = loading.anything or bool(loading.kept)
    go_on = await bench.ask(Show(title, lines, "load it" if any_to_take else ""))
    wanted = await _chosen_part(bench, loading) if go_on and any_to_take else None
    if wanted is None:
        bench.say("Nothing was loaded.", "info")
        return
    taken = wanted
    warnings = await bench.books.write(lambda store: carry_out(store, taken))
    bench.changed(frozenset(record.kind for record in RECORDS))
    undo = f"{bench.keys.word('undo')} undoes it."
    bench.say(f"{taken.done} {warnings or undo}", "warn" if warnings else "good")


async def _chosen_part(bench: Workbench, loading: Loading) -> Loading | None:
    """All of what a catalogue would do, or one part of it; None when it was left."""
    if not (loading.amendments or loading.kept):
        return loading
    every = [("all", "", "All of it", loading.counts)] if loading.anything else []
    each = [(key, "", called, told) for key, called, told in loading.items()]
    chosen = await bench.ask(Choose("What is to be taken over?", [*every, *each]))
    if chosen in (None, "all"):
        return None if chosen is None else loading
    return loading.only({str(chosen)})
