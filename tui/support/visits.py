"""Visits on the screen: adding one, repeating one a week later, marking one as taken place."""

from __future__ import annotations

from data.store.books import Books
from data.store.store import Store
from data.support import visits
from data.tables.cells import Outcome
from data.tables.parsing import answers, show_value
from models.fields.date_fields import DateField
from models.fields.field import DeskField
from models.support.deployment import Deployment
from models.support.visit import Visit
from tui.commands.outcome import say_done
from tui.forms.questions import ask_until_accepted
from tui.support.moving import say_and_go_on
from tui.support.opening import deployment_in_front
from tui.workbench.workbench import Workbench

_ASKED: list[tuple[str, DeskField]] = [
    ("day", DateField("Day", "On which day? A future one is planned.", required=True)),
    ("hours", Visit.field("hours")),
    ("kind_of_visit", Visit.field("kind_of_visit")),
    ("note", Visit.field("note")),
]


async def add_visit(bench: Workbench) -> None:
    """Ask for a visit of the deployment in front, and add it."""
    key = await deployment_in_front(bench)
    if key is None:
        return

    def read(books: Books) -> tuple[str, dict[str, str]]:
        likely = visits.likely_visit(books, key)
        shown = {
            name: show_value(books, field, likely[name]) for name, field in _ASKED if name in likely
        }
        return books.name_of(Deployment, key), shown

    name, shown = await bench.books.read(read)

    def save(store: Store, typed: dict[str, str]) -> Outcome:
        return visits.record_visit(store, key, answers(store, _ASKED, typed))

    done = await ask_until_accepted(bench, f"A visit: {name}", _ASKED, shown, save)
    if done is not None:
        await say_and_go_on(bench, done)


async def same_again(bench: Workbench) -> None:
    """Add the last visit of the deployment in front again, a week later."""
    key = await deployment_in_front(bench)
    if key is not None:
        done = await bench.books.write(lambda store: visits.same_again(store, key))
        await say_and_go_on(bench, done)


async def record_held(bench: Workbench) -> None:
    """Ask how long the visit under the cursor was, and record that it has taken place."""
    key = bench.section.grid.cursor_key
    values = await bench.books.read(lambda books: books.get(Visit, key)) if key else None
    if key is None or values is None:
        return
    fields = [(name, Visit.field(name)) for name in ("hours", "note")]

    def read(books: Books) -> tuple[str, dict[str, str]]:
        shown = {name: show_value(books, field, values[name]) for name, field in fields}
        return books.name_of(Visit, key), shown

    name, shown = await bench.books.read(read)

    def save(store: Store, typed: dict[str, str]) -> Outcome:
        given = answers(store, fields, typed)
        return visits.took_place(store, key, given["hours"], given["note"])

    done = await ask_until_accepted(bench, f"It took place: {name}", fields, shown, save)
    if done is not None:
        say_done(bench, done)
