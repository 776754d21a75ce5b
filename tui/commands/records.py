"""What commands do to the record under the cursor, or to all that are marked."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from data.policies.details import details_of_pair
from data.store.books import Hanging
from data.tables.details import Details, details_of, lines_of
from data.tables.listing import Wanted
from models.fields.field import DeskField
from models.kinds import KINDS
from models.meetings.action import Action
from models.meetings.meeting import Meeting
from models.people.person import Person
from models.people.post import Post
from models.policies.review import Review
from models.records.record import Record, Values
from models.records.rules import Finding, Severity, removal_findings
from tui.commands.outcome import say_done
from tui.memberships.moving import alliance_in_front
from tui.policies.sections import LetteredSection, SchoolPoliciesSection
from tui.sections.matrix import MatrixSection
from tui.sections.today import TodaySection
from tui.sections.view import ViewSection, pair_of_section
from tui.widgets.detail_pane import DetailPane

if TYPE_CHECKING:
    from data.store.history import Entry
    from data.store.store import Store
    from data.tables.questions import Question
    from tui.desk.app import Desk


_MOST_LOOKED_AT = 200
"""So many records are looked at when it is said what hangs on those that are to be removed."""

# Opening and adding


async def open_record(desk: Desk) -> None:
    """Open what the cursor is on: a form, the choices of a cell, or the list behind a line."""
    section = desk.section
    if isinstance(section, TodaySection):
        matter = section.matter()
        if matter is not None and matter.view:
            await desk.show_view(matter.view)
        elif matter is not None and matter.record is not None and matter.keys:
            only = Wanted(only=frozenset(matter.keys), only_label=matter.title)
            await desk.show_list(matter.record, only)
        return
    if (
        isinstance(section, SchoolPoliciesSection)
        or (isinstance(section, MatrixSection) and (section.column_record() or section.grid.marks))
        or (isinstance(section, ViewSection) and section.is_of_pairs)
    ) and not desk.look_only:
        from tui.policies.choices import choose_for_cell

        await choose_for_cell(desk, section)
        return
    if section.record is Review and section.grid.cursor_key and not desk.look_only:
        from tui.policies.reviews import open_review

        await open_review(desk, section.grid.cursor_key)
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
        given = await _given(desk, record)
        # What kind of meeting it is changes from one to the next, the alliance seldom.
        first = "kind_of_meeting" if record is Meeting else None
        await edit(desk, record, None, given, attribute=first)


async def _given(desk: Desk, record: type[Record]) -> Values:
    """What a new record is likely to begin with: the alliance in front, say, or today."""
    if record is Review:
        return {"reviewed": desk.today}
    if record is Post:
        from tui.people.posts import place_of_cursor

        return await place_of_cursor(desk)
    if record is Meeting:
        from tui.meetings.attendance import meeting_in_front

        return await meeting_in_front(desk)
    if record is Action:
        from tui.meetings.attendance import meeting_of_cursor

        return await meeting_of_cursor(desk)
    of_alliance = record._meta.fields.get("alliance")
    if of_alliance is None or not of_alliance.required:
        return {}
    given = await alliance_in_front(desk)
    return {"alliance": given} if given else {}


async def edit(
    desk: Desk,
    record: type[Record],
    key: str | None,
    given: Values | None = None,
    *,
    attribute: str | None = None,
    typed: dict[str, str] | None = None,
    says: str = "",
) -> None:
    """Show a record's form until it is saved or left; an empty one when there is no key.

    The form `says` this at its foot when it opens.
    """
    if desk.look_only:
        desk.say(f"{desk.look_only}; {desk.keys.word('part.next')} shows the details.", "warn")
        return
    if never := record.not_by_hand("changed" if key else "added"):
        desk.say(never, "warn")
        return
    form = desk.form_of(record)
    if not await form.prepare(key, given, attribute, typed, says):
        if typed is None:
            desk.say(f"This {record.singular} was removed meanwhile.", "warn")
        else:
            # What was typed into it before the desk was closed is not lost with it.
            await edit(desk, record, None, attribute=attribute, typed=typed)
        return
    if form.is_attached:
        form.begin()
    saved = await desk.push_screen_wait(form)
    if saved is not None:
        desk.say(saved.message, "warn" if saved.warned else "good")
    if saved is not None and record is Person and key is None and not saved.left:
        from tui.people.posts import offer_post

        await offer_post(desk, saved.key, saved.message)
    if saved is not None and record is Meeting and key is None:
        from tui.meetings.attendance import offer

        await offer(desk, saved.key)


# Removing and setting


async def remove_records(desk: Desk) -> None:
    """Remove the record, or all that are marked, after saying what hangs on them.

    What forbids it is said before anything is asked.
    """
    from tui.dialogs.ask import Confirm, Show

    section = desk.section
    record, keys = section.record, section.marked()
    if record is None or not keys:
        return

    def read(store: Store) -> tuple[list[str], list[str], list[Finding]]:
        names = [store.name_of(record, key) for key in keys]
        there = {str(each["key"]): each for each in store.of_keys(record, keys)}
        standing = [there[key] for key in keys if key in there]
        found = [each for values in standing for each in removal_findings(record, values, store)]
        hanging = [each for key in keys[:_MOST_LOOKED_AT] for each in store.hanging_on(record, key)]
        lines = _hanging_lines(hanging)
        if len(keys) > _MOST_LOOKED_AT:
            lines.append(f"Counted for the first {_MOST_LOOKED_AT} of {len(keys):,} only.")
        return names, lines, found

    names, hanging, found = await desk.books.run(read)
    what = names[0] if len(names) == 1 else f"{len(names)} {record.plural()}"
    refusals = [each.message for each in found if each.severity is Severity.REFUSE]
    if refusals:
        several = ["", "Nothing was removed: take the marks of these away first."]
        said = [*refusals, *(several if len(keys) > 1 else [])]
        title = f"{what} cannot be removed"
        await desk.push_screen_wait(Show(title, [[("", "")], *([(f" {s}", "")] for s in said)]))
        desk.say("Nothing was removed.", "info")
        return
    hanging = [*(each.message for each in found), *hanging]
    details = [*hanging, *(["", *names] if len(names) > 1 else [])] or ["Nothing else hangs on it."]
    if not await desk.push_screen_wait(Confirm(f"Remove {what}?", details, "remove")):
        desk.say("Nothing was removed.", "info")
        return

    def remove(store: Store) -> None:
        with store.operation(f"Removed {what}") as change:
            for key in keys:
                if store.get(record, key) is not None:
                    change.remove(record, key)

    await desk.books.run(remove)
    section.grid.clear_marks()
    desk.books_changed(frozenset({record.kind}))
    desk.say(f"Removed {what}. {desk.keys.word('undo')} brings it back.", "good")


def _hanging_lines(hanging: list[Hanging]) -> list[str]:
    """What goes along with a removal, counted by kind, and what stays without the record."""
    lines = []
    goes = Counter(other for other, _, _, along in hanging if along)
    if goes:
        counted = ", ".join(
            f"{count} {other.plural() if count > 1 else other.singular}"
            for other, count in goes.items()
        )
        lines.append(f"With it go: {counted}.")
    stays = [f"{other.singular} {name}" for other, _, name, along in hanging if not along]
    if stays:
        more = f" and {len(stays) - 10} more" if len(stays) > 10 else ""
        lines.append(f"What stays, but no longer refers to it: {'; '.join(stays[:10])}{more}.")
    return lines


async def set_field(desk: Desk) -> None:
    """Set one field of all marked records, in one operation."""
    from tui.dialogs.choose import Choose
    from tui.forms.questions import ask_until_accepted

    section = desk.section
    record, keys = section.record, section.marked()
    if record is None or not keys:
        return
    fields = [field for field in record.fields() if not (field.only_one or field.fixed)]
    column = section.grid.cursor_column
    here = record.field_named(column.name) if column else None
    if here is None or here.only_one or here.fixed or here.attribute in record.named_by:
        choices = [(field.attribute, "", field.label, field.help) for field in fields]
        chosen = await desk.push_screen_wait(Choose("Which field?", choices))
        if chosen is None:
            return
        here = record.field(chosen)
    several = f"{len(keys)} {record.plural()}" if len(keys) > 1 else "this record"
    attribute = here.attribute

    def read(store: Store) -> dict[str, Values]:
        found = {str(each["key"]): each for each in store.of_keys(record, keys)}
        return {key: {attribute: found[key][attribute]} for key in keys if key in found}

    set_all = partial(
        _set_all, record=record, field=here, seen=await desk.books.run(read), several=several
    )
    title = f"{here.label} of {several}"

    def first(store: Store, typed: dict[str, str]) -> Question | None:
        from data.tables.parsing import meant
        from data.tables.questions import question_before

        return question_before(store, record, keys, meant(store, record, typed))

    done = await ask_until_accepted(desk, title, [(attribute, here)], {}, set_all, first=first)
    if done is not None:
        say_done(desk, *done, record)


def _set_all(
    store: Store,
    typed: dict[str, str],
    *,
    record: type[Record],
    field: DeskField,
    seen: dict[str, Values],
    several: str,
) -> tuple[str, str]:
    """Set one field of all these records, of which these values were seen before.

    Says whose value was refused, or changed by somebody else meanwhile, when one was.
    """
    from data.tables.parsing import meant

    values = meant(store, record, typed)
    shown = store.show(record, field.attribute, values[field.attribute]) or "nothing"
    label = f"Set {field.label} of {several} to {shown}"
    with store.operation(label) as change:
        count = len(change.set_many(record, list(seen), values, seen))
    return f"{label}: {count} changed", change.warned_of


# Looking


async def show_history(desk: Desk) -> None:
    """Show who changed the record under the cursor, when, and what."""
    from tui.dialogs.ask import Show
    from tui.dialogs.history_page import history_lines

    section = desk.section
    target = section.target()
    if target is None:
        return
    record, key = target
    if isinstance(section, LetteredSection) and record is not section.cell_record:
        what = _cell_in_words(section)
        if what:
            desk.say(f"Nothing is recorded of {what} yet, so it has no history.", "info")
            return

    def read(store: Store) -> tuple[str, list[Entry]]:
        return store.name_of(record, key), store.history_with_entries(record, key)

    name, entries = await desk.books.run(read)
    await desk.push_screen_wait(Show(f"History of {name}", history_lines(entries)))


def _cell_in_words(section: LetteredSection) -> str:
    """The cell of the cursor, by its row and its column; empty where the row itself is meant."""
    row = section.grid.cursor_row
    if row is None:
        return ""
    if isinstance(section, MatrixSection):
        column = section.grid.cursor_column
        if column is None or section.matrix is None or section.column_record() is None:
            return ""
        label = section.matrix.full_labels.get(column.name, column.label)
        return f"{label}, {row.cells[0]}"
    return "this policy of the school" if pair_of_section(section) else ""


async def show_details(desk: Desk) -> None:
    """Show the details of the record under the cursor."""
    section = desk.section
    target = section.target()
    pane = desk.screen_stack[0].query_one(DetailPane)
    view = section if isinstance(section, ViewSection) else None
    if view is not None and target is None:
        pane.show(view.view.maker.question, view.told)
        return
    if target is None or isinstance(section, TodaySection):
        pane.show("", [])
        return
    record, key = target
    pair = pair_of_section(section)

    def read(store: Store) -> Details | None:
        return details_of_pair(store, *pair) if pair else details_of(store, record, key)

    found = await desk.books.run(read)
    still_there = section is desk.section and section.target() == target
    if found is not None and still_there and pair_of_section(section) == pair:
        if view is not None:
            lines = [*view.told, (found.name, ""), *lines_of(found)]
            pane.show(view.view.maker.question, lines)
        else:
            pane.show(found.name, lines_of(found))


async def go_to(desk: Desk, kind: str, key: str) -> None:
    """Show a record in its list."""
    section = await desk.show_list(KINDS[kind], Wanted())
    section.grid.move_to(key=key)
