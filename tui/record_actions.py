"""What commands do to the record under the cursor, or to all that are marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.details import details_of, lines_of
from data.listings import Wanted
from data.problems import Refused
from models.alliances import Membership, Workstream
from models.kinds import KINDS
from models.records import Record, Values
from tui.detail_pane import DetailPane
from tui.sections import (
    MatrixSection,
    SchoolPoliciesSection,
    TodaySection,
)

if TYPE_CHECKING:
    from data.store import Store
    from tui.desk import Desk


# Opening and adding


async def open_record(desk: Desk) -> None:
    """Open what the cursor is on: a form, the choices of a cell, or the list behind a line."""
    section = desk.section
    if isinstance(section, TodaySection):
        matter = section.matter()
        if matter is not None and matter.keys:
            only = Wanted(sort=matter.sort, only=frozenset(matter.keys), only_label=matter.title)
            await desk.show_list(matter.record, only)
        return
    if (
        isinstance(section, SchoolPoliciesSection)
        or (isinstance(section, MatrixSection) and section.column_record() is not None)
    ) and not desk.options.read_only:
        from tui.cell_actions import choose_for_cell

        await choose_for_cell(desk, section)
        return
    target = section.target()
    if isinstance(section, MatrixSection) and section.grid.cursor_key:
        target = (section.row_record, section.grid.cursor_key)
    if target is not None:
        column = section.grid.cursor_column
        field = target[0].field_named(column.name) if column else None
        await edit(desk, *target, attribute=field.attribute if field else None)


async def add_record(desk: Desk) -> None:
    """Open an empty form for the kind of record that is in front."""
    record = desk.section.record
    if record is not None:
        await edit(desk, record, None, await _given(desk, record))


async def _given(desk: Desk, record: type[Record]) -> Values:
    """What a new record is sure to begin with: the alliance, when there is only one."""
    if record not in (Membership, Workstream):
        return {}

    def only_alliance(store: Store) -> Values:
        from models.alliances import Alliance

        found = store.find(Alliance)
        return {"alliance": found[0]["key"]} if len(found) == 1 else {}

    return await desk.books.run(only_alliance)


async def edit(
    desk: Desk,
    record: type[Record],
    key: str | None,
    given: Values | None = None,
    *,
    attribute: str | None = None,
    typed: dict[str, str] | None = None,
) -> None:
    """Show a record's form until it is saved or left; an empty one when there is no key."""
    if desk.options.read_only:
        desk.say("The desk was opened to look only (--read-only); Tab shows the details.", "warn")
        return
    form = desk.form_of(record)
    if not await form.prepare(key, given, attribute, typed):
        if typed is None:
            desk.say(f"This {record.singular} was removed meanwhile.", "warn")
        return
    if form.is_attached:
        form.begin()
    saved = await desk.push_screen_wait(form)
    if saved is not None:
        desk.say(saved.message, "warn" if saved.warned else "good")


# Removing and setting


async def remove_records(desk: Desk) -> None:
    """Remove the record, or all that are marked, after saying what hangs on them."""
    from tui.screens import Confirm

    section = desk.section
    record, keys = section.record, section.marked()
    if record is None or not keys:
        return

    def read(store: Store) -> tuple[list[str], list[str]]:
        names = [store.name_of(record, key) for key in keys]
        lines = []
        for key in keys[:50]:
            for other, name, goes in store.hanging_on(record, key):
                way = "goes with it" if goes else "stays, without it"
                lines.append(f"{other.singular.capitalize()} {name}: {way}")
        return names, lines

    names, hanging = await desk.books.run(read)
    what = names[0] if len(names) == 1 else f"{len(names)} {record.kind.replace('-', ' ')}"
    details = [*(names if len(names) > 1 else []), *hanging] or ["Nothing else hangs on it."]
    if not await desk.push_screen_wait(Confirm(f"Remove {what}?", details, "remove")):
        desk.say("Nothing was removed.", "info")
        return

    def remove(store: Store) -> None:
        with store.operation(f"Remove {what}") as change:
            for key in keys:
                if store.get(record, key) is not None:
                    change.remove(record, key)

    await desk.books.run(remove)
    section.grid.clear_marks()
    desk.books_changed(frozenset({record.kind}))
    desk.say(f"Removed {what}. {desk.keys.word('undo')} brings it back.", "good")


async def set_field(desk: Desk) -> None:
    """Set one field of all marked records, in one operation."""
    from data.entry import read_values
    from tui.screens import Choose, FieldsScreen

    section = desk.section
    record, keys = section.record, section.marked()
    if record is None or not keys:
        return
    fields = [field for field in record.fields() if not field.only_one]
    column = section.grid.cursor_column
    here = record.field_named(column.name) if column else None
    if here is None or here.only_one or here.attribute in record.named_by:
        choices = [(field.attribute, "", field.label, field.help) for field in fields]
        chosen = await desk.push_screen_wait(Choose("Which field?", choices))
        if chosen is None:
            return
        here = record.field(chosen)
    several = f"{len(keys)} {record.kind.replace('-', ' ')}" if len(keys) > 1 else "this record"
    answer = await desk.push_screen_wait(
        FieldsScreen(f"{here.label} of {several}", [(here.attribute, here)], {}, desk.today)
    )
    if answer is None:
        return

    def save(store: Store) -> tuple[str, int]:
        values, problems = read_values(store, record, answer)
        if problems:
            raise Refused((), " ".join(problems.values()))
        shown = store.show(record, here.attribute, values[here.attribute]) or "nothing"
        label = f"Set {here.label} of {several} to {shown}"
        count = 0
        with store.operation(label) as change:
            for key in keys:
                count += bool(change.set(record, key, values))
        return label, count

    label, count = await desk.books.run(save)
    desk.books_changed(frozenset({record.kind}))
    desk.say(f"{label}: {count} changed. {desk.keys.word('undo')} takes it back.", "good")


# Looking


async def show_history(desk: Desk) -> None:
    """Show who changed the record under the cursor, when, and what."""
    from tui.history_page import history_lines
    from tui.screens import Show

    target = desk.section.target()
    if target is None:
        return
    record, key = target

    def read(store: Store) -> tuple[str, list]:
        return store.name_of(record, key), store.history(record, key)

    name, entries = await desk.books.run(read)
    await desk.push_screen_wait(Show(f"History of {name}", history_lines(entries)))


async def show_details(desk: Desk) -> None:
    """Show the details of the record under the cursor."""
    section = desk.section
    target = section.target()
    pane = desk.screen_stack[0].query_one(DetailPane)
    if target is None or isinstance(section, TodaySection):
        pane.show("", [])
        return
    record, key = target
    found = await desk.books.run(lambda store: details_of(store, record, key))
    if found is not None and section is desk.section and section.target() == target:
        pane.show(found.name, lines_of(found))


async def go_to(desk: Desk, kind: str, key: str) -> None:
    """Show a record in its list."""
    section = await desk.show_list(KINDS[kind], Wanted())
    section.grid.move_to(key=key)
