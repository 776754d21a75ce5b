"""Commands on the record under the cursor, or on all that are marked."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import cast

from data.problems import Agreed, Clash
from data.store.books import Books
from data.store.history import Entry, history_with_entries
from data.store.store import Store
from data.tables.cells import Outcome
from data.tables.listing import Wanted
from data.tables.parsing import meant
from data.tables.questions import Question, names_of_several, question_before
from data.tables.saving import Removal, carry_out_removal, change_records, plan_removal
from models.fields.field import DeskField
from models.records.record import Record, Values
from tui.commands.outcome import say_done
from tui.dialogs.ask import Confirm, Show
from tui.dialogs.choose import Choose
from tui.dialogs.history_page import history_lines
from tui.forms.questions import ask_until_accepted
from tui.forms.record_form import RecordForm
from tui.forms.result import FormResult
from tui.sections.places import list_class_of
from tui.widgets.canvas import Words
from tui.workbench.workbench import FrontSection, Workbench

# Opening and adding


async def open_record(bench: Workbench) -> None:
    """Open the record of the row in its form, at the field of the cursor's column."""
    target = bench.section.row_target()
    if target is not None:
        column = bench.section.grid.cursor_column
        field = target[0].field_named(column.name) if column else None
        await edit(bench, *target, attribute=field.attribute if field else None)


async def add_record(bench: Workbench) -> None:
    """Open an empty form for the kind of record that is in front."""
    record = bench.section.record
    if record is not None:
        of_kind = list_class_of(record)
        given = await of_kind.starting_values(bench, record)
        await edit(bench, record, None, given, attribute=of_kind.first_field)


def _form_class(record: type[Record]) -> type[RecordForm]:
    """The form of such records, loaded now where it is one of their own."""
    module, _, name = list_class_of(record).form.partition(":")
    return cast("type[RecordForm]", getattr(import_module(module), name)) if name else RecordForm


async def edit(
    bench: Workbench,
    record: type[Record],
    key: str | None,
    given: Values | None = None,
    *,
    attribute: str | None = None,
    typed: dict[str, str] | None = None,
    seen: Values | None = None,
    says: str = "",
    filled: bool = False,
) -> FormResult | None:
    """Show a record's form until it is saved or left; an empty one when there is no key.

    The form `says` this at its foot when it opens. What was `typed` before the desk was closed
    goes with the values that were `seen` then. Where a new record is `filled` with what is given,
    the next one is not: the result says that it is wanted. None when nothing was saved.
    """
    if bench.look_only:
        bench.say(f"{bench.look_only}; {bench.keys.word('part.next')} shows the details.", "warn")
        return None
    if never := record.not_by_hand("changed" if key else "added"):
        bench.say(never, "warn")
        return None
    form = bench.form_of(record, _form_class(record))
    if not await form.prepare(key, given, attribute, typed, says, seen=seen, filled=filled):
        if typed is None:
            bench.say(f"This {record.singular} was removed meanwhile.", "warn")
        else:
            # What was typed into it before the desk was closed is not lost with it.
            return await edit(bench, record, None, attribute=attribute, typed=typed)
        return None
    if form.is_attached:
        form.begin()
    saved = await bench.ask(form)
    if saved is not None:
        bench.say(saved.message, "warn" if saved.warned else "good")
        of_kind = list_class_of(record)
        await (of_kind.after_changing if key else of_kind.after_adding)(bench, saved)
    return saved


# Removing and setting


async def remove_records(bench: Workbench) -> None:
    """Remove the record, or all that are marked, after saying what hangs on them.

    What forbids it is said before anything is asked.
    """
    section = bench.section
    record, keys = section.record, section.marked()
    if record is None or not keys:
        return
    removal = await bench.books.read(lambda books: plan_removal(books, record, keys))
    if not removal.keys:
        bench.say(f"This {record.singular} was removed meanwhile.", "warn")
        return
    if not await _is_agreed(bench, removal):
        bench.say("Nothing was removed.", "info")
        return
    try:
        done = await bench.books.write(lambda store: carry_out_removal(store, removal))
    except Clash:
        # What somebody else did is to be seen before the key is pressed again.
        bench.changed(frozenset())
        raise
    section.grid.clear_marks()
    bench.changed(done.kinds)
    undo = bench.keys.word("undo")
    bench.say(f"Removed {removal.name}. {undo} brings it back.", "good")


async def _is_agreed(bench: Workbench, removal: Removal) -> bool:
    """Whether a removal may be carried out, and is wanted when it is said what goes along."""
    several = len(removal.keys) > 1
    if removal.refusals:
        why = [each.message for each in removal.refusals]
        if several:
            why += ["", "Nothing was removed: take the marks of these away first."]
        lines: list[Words] = [[("", "")], *([(f" {line}", "")] for line in why)]
        await bench.ask(Show(f"{removal.name} cannot be removed", lines))
        return False
    details = [*removal.lines, *(["", *removal.names] if several else [])]
    question = f"Remove {removal.name}?"
    return await bench.ask(Confirm(question, details or ["Nothing else depends on it."], "remove"))


async def set_field(bench: Workbench) -> None:
    """Set one field of all marked records, in one operation."""
    section = bench.section
    record, keys = section.record, section.marked()
    if record is None or not keys:
        return

    def called(books: Books) -> tuple[list[list[str]], str]:
        """The names of several records, and what one or all are called."""
        count = f"{len(keys)} {record.plural()}"
        together = count if len(keys) > 1 else books.name_of(record, keys[0])
        return names_of_several(books, record, keys), together

    names, together = await bench.books.read(called)
    field = await _field_to_set(bench, section, record, names)
    if field is None:
        return
    attribute = field.attribute

    def read(books: Books) -> dict[str, Values]:
        found = books.get_many(record, keys)
        return {key: {attribute: found[key][attribute]} for key in keys if key in found}

    seen = await bench.books.read(read)

    def first(books: Books, typed: dict[str, str]) -> Question | None:
        return question_before(books, record, keys, meant(books, record, typed))

    agreed = Agreed()

    def set_all(store: Store, typed: dict[str, str]) -> Outcome:
        values = meant(store, record, typed)
        saved = change_records(store, record, values, seen, agreed=agreed)
        label = f"{saved.label}: {len(saved.keys)} changed"
        return Outcome(label, saved.warned_of, saved.kinds)

    title = f"{field.label} of {together}"
    done = await ask_until_accepted(
        bench, title, [(attribute, field)], {}, set_all, first=first, names=names
    )
    if done is not None:
        say_done(bench, done)


async def _field_to_set(
    bench: Workbench,
    section: FrontSection,
    record: type[Record],
    names: Sequence[Sequence[str]],
) -> DeskField | None:
    """The field of the cursor's column, or else one that is asked for; None when it was left."""
    column = section.grid.cursor_column
    here = record.field_named(column.name) if column else None
    if here is not None and not (here.only_one or here.fixed or here.attribute in record.named_by):
        return here
    choices = [
        (field.attribute, "", field.label, field.help)
        for field in record.fields()
        if not (field.only_one or field.fixed)
    ]
    chosen = await bench.ask(Choose("Which field?", choices, names))
    return record.field(chosen) if chosen is not None else None


# Looking


async def show_history(bench: Workbench) -> None:
    """Show who changed the record under the cursor, when, and what."""
    target = bench.section.target()
    if target is None:
        return
    if why_not := bench.section.why_no_history():
        bench.say(why_not, "info")
        return
    record, key = target

    def read(books: Books) -> tuple[str, list[Entry]]:
        return books.name_of(record, key), history_with_entries(books, record, key)

    name, entries = await bench.books.read(read)
    await bench.ask(Show(f"History of {name}", history_lines(entries)))


async def go_to(bench: Workbench, record: type[Record], key: str) -> None:
    """Show a record in its list."""
    section = await bench.show_list(record, Wanted())
    section.grid.move_to(key=key)
