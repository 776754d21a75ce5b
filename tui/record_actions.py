"""What commands do to the record under the cursor, or to all that are marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from data import matrix_entry
from data.details import details_of, lines_of
from data.listings import Wanted
from data.problems import Refused
from models.alliances import Membership, Workstream
from models.fields import DeskField, TextField
from models.kinds import KINDS
from models.policies import Policy, Review, SchoolPolicy
from models.records import Record, Values
from models.schools import School
from tui.detail_pane import DetailPane
from tui.sections import CommitmentsSection, MatrixSection, PoliciesSection, TodaySection

if TYPE_CHECKING:
    from data.operations import Change
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
    if isinstance(section, MatrixSection) and section.column_record() is not None:
        await _choose_for_cell(desk, section)
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


# Matrices


async def set_cell(desk: Desk, meaning: str) -> None:
    """Set the cell under the cursor, in every marked row when rows are marked; then go down."""
    section = desk.section
    if not isinstance(section, MatrixSection) or desk.options.read_only:
        desk.say("Nothing can be set here.", "warn")
        return
    column = section.column_record()
    rows = section.marked()
    if column is None or not rows:
        desk.say("Move right to a column that can be set; the letters are at the foot.", "warn")
        return
    reason = await _reason(desk) if meaning == "not applicable" else None
    if meaning == "not applicable" and reason is None:
        return
    word = section.words[meaning].split(" (")[0]

    def save(store: Store) -> str:
        names = {key: _row_name(store, section, key) for key in rows}
        where = names[rows[0]] if len(rows) == 1 else f"{len(rows)} schools"
        label = f"{word}: {store.name_of(_column_kind(section), column)}, {where}"
        with store.operation(label) as change:
            for key in rows:
                _set_one(change, section, key, column, meaning, reason)
        return label

    label = await desk.books.run(save)
    desk.books_changed(frozenset({section.cell_record.kind}))
    if len(rows) == 1 and not section.grid.marks:
        section.grid.next_down()
    desk.say(f"{label}. {desk.keys.word('undo')} takes it back.", "good")


def _set_one(
    change: Change, section: MatrixSection, row: str, column: str, meaning: str, reason: str | None
) -> None:
    today = change.store.today
    if isinstance(section, CommitmentsSection):
        matrix_entry.set_level(change, row, column, meaning, today)
    else:
        matrix_entry.set_policy(change, row, column, meaning, today, reason)


def _column_kind(section: MatrixSection) -> type[Record]:
    return Workstream if isinstance(section, CommitmentsSection) else Policy


def _row_name(store: Store, section: MatrixSection, key: str) -> str:
    if isinstance(section, CommitmentsSection):
        membership = store.get(Membership, key) or {}
        return store.name_of(School, cast("str | None", membership.get("school")))
    return store.name_of(School, key)


async def _reason(desk: Desk) -> str | None:
    from tui.screens import FieldsScreen

    field = TextField(
        "Reason", "Why it does not apply. For example: no biometric data is held.", required=True
    )
    answer = await desk.push_screen_wait(
        FieldsScreen("Not applicable: why?", [("reason", field)], {}, desk.today)
    )
    return answer["reason"] if answer else None


async def _choose_for_cell(desk: Desk, section: MatrixSection) -> None:
    from tui.screens import Choose

    column = section.column_record()
    key = section.grid.cursor_key
    if column is None or key is None or section.matrix is None:
        return
    choices = [
        (meaning, letter, section.words[meaning], "") for letter, meaning in section.letters.items()
    ]
    cell = section.cell_key(key)
    if isinstance(section, PoliciesSection):
        choices.append(("review", "a", "An approval of another day", "date, by whom, minute"))
    if cell is not None:
        choices.append(("edit", "e", f"The whole {section.cell_record.singular}", "its form"))
    title = f"{section.matrix.full_labels[column]}: what is it to be?"
    chosen = await desk.push_screen_wait(Choose(title, choices))
    if chosen == "edit" and cell is not None:
        await edit(desk, section.cell_record, cell)
    elif chosen == "review":
        await record_review(desk, section.marked(), column)
    elif chosen is not None:
        await set_cell(desk, chosen)


async def record_review(desk: Desk, schools: list[str], policy: str) -> None:
    """Ask for an approval and record it for each of these schools' copies of a policy."""
    from data.entry import read_values
    from tui.screens import FieldsScreen

    fields: list[tuple[str, DeskField]] = [
        (name, Review.field(name))
        for name in ("kind_of_review", "reviewed", "approved_by", "minute", "evidence")
    ]
    shown = {"kind_of_review": "Approved", "reviewed": Review.field("reviewed").show(desk.today)}
    title = "An approval" if len(schools) == 1 else f"One approval for {len(schools)} schools"

    def check(texts: dict[str, str]) -> dict[str, str]:
        day = Review.field("reviewed").read(texts["reviewed"], desk.today)
        late = day is not None and str(day) > str(desk.today)
        return {"reviewed": "This day is still to come: a review has taken place."} if late else {}

    answer = await desk.push_screen_wait(FieldsScreen(title, fields, shown, desk.today, check))
    if answer is None:
        return

    def save(store: Store) -> str:
        values, problems = read_values(store, Review, answer)
        if problems:
            raise Refused((), "; ".join(problems.values()))
        name = store.name_of(Policy, policy)
        where = (
            store.name_of(School, schools[0]) if len(schools) == 1 else f"{len(schools)} schools"
        )
        label = f"Approval: {name}, {where}"
        with store.operation(label) as change:
            keys = [matrix_entry.held(change, school, policy) for school in schools]
            matrix_entry.record_review(change, keys, values)
        return label

    label = await desk.books.run(save)
    desk.books_changed(frozenset({SchoolPolicy.kind}))
    desk.say(f"{label}. {desk.keys.word('undo')} takes it back.", "good")


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
