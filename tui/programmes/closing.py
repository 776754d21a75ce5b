"""Closing a programme: the day, and what came of it."""

from __future__ import annotations

from data.store.books import Books
from data.store.store import Store
from data.tables.cells import Outcome
from data.tables.parsing import meant
from data.tables.saving import change_record
from models.programmes.programme import Programme
from models.records.record import Values
from tui.commands.outcome import say_done
from tui.forms.questions import ask_until_accepted
from tui.workbench.workbench import Workbench


async def close_programme(bench: Workbench) -> None:
    """Ask for the day and the outcome of the programme in front, and close it."""
    key = bench.section.grid.cursor_key
    assert key is not None

    def read(books: Books) -> tuple[Values | None, str]:
        return books.get(Programme, key), books.name_of(Programme, key)

    seen, name = await bench.books.read(read)
    if seen is None:
        bench.say("This programme was removed meanwhile.", "warn")
        return
    if seen["ended"] is not None and seen["outcome"]:
        day = Programme.field("ended").show(seen["ended"])
        bench.say(f"{name} was closed on {day}; Enter opens it.", "info")
        return

    def close(store: Store, typed: dict[str, str]) -> Outcome:
        values = meant(store, Programme, typed)
        saved = change_record(store, Programme, key, values, seen, f"Closed {name}")
        return Outcome(saved.label, saved.warned_of, saved.kinds)

    fields = [(each, Programme.field(each)) for each in ("ended", "outcome")]
    shown = {"ended": Programme.field("ended").show(seen["ended"] or bench.today)}
    shown["outcome"] = str(seen["outcome"] or "")
    done = await ask_until_accepted(bench, f"Close {name}", fields, shown, close, at=1)
    if done is not None:
        say_done(bench, done)
