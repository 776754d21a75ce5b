"""Moving a record on to its next state, with a question for what is missing and no more."""

from __future__ import annotations

from data.store.store import Store
from data.tables.cells import Outcome
from data.tables.moving_on import Moving, move_on, moving
from models.fields.date_fields import DateField
from models.records.state_paths import Way
from tui.commands.outcome import say_done
from tui.dialogs.choose import Choose
from tui.forms.questions import ask_until_accepted
from tui.workbench.workbench import Workbench


async def move_record_on(bench: Workbench) -> None:
    """Ask where the record goes, or all that are marked, then for what is missing; move it."""
    record, keys = bench.section.record, bench.section.marked()
    if record is None or not keys:
        return
    moved = await bench.books.read(lambda books: moving(books, record, keys))
    if moved is None:
        bench.say(f"This {record.singular} was removed meanwhile.", "warn")
        return
    if not moved.ways:
        bench.say(_why_no_way(moved), "warn")
        return
    choices = [(way.to, way.key, way.does, _told(moved, way)) for way in moved.ways]
    chosen = await bench.ask(Choose(f"{moved.name}: {moved.state}, and then?", choices))
    if chosen is None:
        return
    way = next(each for each in moved.ways if each.to == chosen)
    done = await _move(bench, moved, way)
    if done is not None:
        bench.section.grid.clear_marks()
        say_done(bench, done)


def _told(moved: Moving, way: Way) -> str:
    """What there is to say of a way: what it asks for, or what follows."""
    missing = moved.missing(way)
    if not missing:
        return way.detail
    asks = ", ".join(moved.record.field(name).label.lower() for name in missing)
    return "; ".join(part for part in (way.detail, f"asks for: {asks}") if part)


def _why_no_way(moved: Moving) -> str:
    if len({each[moved.path.attribute] for each in moved.seen}) > 1:
        return f"{moved.state} have no way in common: mark {moved.record.plural()} of one state."
    return f"{moved.state} is the end of it: nothing follows."


async def _move(bench: Workbench, moved: Moving, way: Way) -> Outcome | None:
    missing = moved.missing(way)

    def move(store: Store, typed: dict[str, str]) -> Outcome:
        return move_on(store, moved, way, typed)

    if not missing:
        return await bench.books.write(lambda store: move(store, {}))
    record = moved.record
    fields = [(name, record.field(name)) for name in missing]
    # What is recorded was done today, unless somebody says otherwise.
    days = {name: field.show(bench.today) for name, field in fields if isinstance(field, DateField)}
    title = f"{way.does}: {moved.name}"
    return await ask_until_accepted(bench, title, fields, days, move)
