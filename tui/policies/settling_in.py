"""Settling in of all schools of an alliance at once."""

from __future__ import annotations

from datetime import date

from data.policies.recording import settle_schools
from data.store.store import Store
from data.tables.cells import Outcome
from models.alliances.alliance import Alliance
from models.schools.school import School
from tui.commands.outcome import say_done
from tui.forms.questions import ask_until_accepted
from tui.workbench.workbench import Workbench


async def settle_all_members(bench: Workbench) -> None:
    """Ask from which day the schools of the alliance have settled in, and set it for all."""
    key = bench.section.grid.cursor_key
    if not key:
        return
    field = School.field("settled_in")
    name = await bench.books.read(lambda books: books.name_of(Alliance, key))

    def save(store: Store, typed: dict[str, str]) -> Outcome:
        read = field.read(typed["settled_in"], store.today)
        return settle_schools(store, key, read if isinstance(read, date) else None)

    shown = {"settled_in": field.show(bench.today)}
    fields = [("settled_in", field)]
    title = f"Settled in: all schools of {name}"
    done = await ask_until_accepted(bench, title, fields, shown, save)
    if done is not None:
        say_done(bench, done)
