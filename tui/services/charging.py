"""Charging the schools that use a shared service, at the desk."""

from __future__ import annotations

from data.services import charging
from data.services.moves import CHARGED_STATES
from data.store.books import Books
from data.store.store import Store
from data.tables.cells import Outcome
from data.tables.parsing import answers, show_value
from models.records.record import Values
from models.services.shared_service import SharedService
from tui.commands.outcome import say_done
from tui.forms.questions import ask_until_accepted
from tui.workbench.workbench import Workbench


async def charge(bench: Workbench) -> None:
    """Ask for which term the service under the cursor is charged, and charge all who use it."""
    key = bench.section.grid.cursor_key
    if key is None:
        return
    fields = charging.asked()

    def read(books: Books) -> tuple[Values | None, str, dict[str, str]]:
        likely = charging.proposed(books)
        shown = {name: show_value(books, field, likely[name]) for name, field in fields}
        return books.get(SharedService, key), books.name_of(SharedService, key), shown

    values, name, shown = await bench.books.read(read)
    if values is None or values["status"] not in CHARGED_STATES:
        bench.say(f"{name} is not agreed yet, so nobody owes anything for it.", "warn")
        return

    def save(store: Store, typed: dict[str, str]) -> Outcome:
        return charging.charge_service(store, key, answers(store, fields, typed))

    done = await ask_until_accepted(bench, f"Charge all who use {name}", fields, shown, save)
    if done is not None:
        say_done(bench, done)
