"""Verbs that change: add, remove, import, taking back, backup, restore."""

from __future__ import annotations

from contextlib import AbstractContextManager, ExitStack
from typing import TYPE_CHECKING

from data.files.typed_paths import typed_path
from data.problems import Problem, Refused, WrongCall
from models.fields.choice_fields import ChoiceField, ChoicesField
from models.fields.text import article
from tui.command_line.calls import (
    Call,
    clean,
    note,
    refusal,
    refuse_by_hand,
    say,
    say_bytes,
    say_lines,
    show_progress,
    warn,
)
from tui.command_line.verb import Source, function_named, sources_of_subjects

if TYPE_CHECKING:
    from data.imports.corrections import Corrections
    from data.store.store import Store
    from models.records.record import Record

_MOST_CHOICES = 45
"""Choices of a field that its help lists."""

_WARNINGS_SHOWN = 10


def add(call: Call) -> int:
    """A new record of FIELD=VALUE; says its name and its key."""
    record = call.kind()
    refuse_by_hand(record, "added")
    if not call.words:
        raise WrongCall(
            f"FIELD=VALUE is missing. List the fields: alliance add {record.kind} --help"
        )
    from data.imports.completing import completion_of
    from data.tables.parsing import assignments
    from data.tables.saving import add_record

    with call.open(changes=True, create=True) as store, ExitStack() as opened:
        values = assignments(store, record, call.words)
        completion = completion_of(record, store.path)
        if completion is not None:
            opened.callback(completion.close)
            values = completion.complete(values)
            for line in completion.lines():
                note(line)
        saved = add_record(store, record, values)
        warn(saved.warnings)
        say(f"{store.name_of(record, saved.key)}\t{saved.key}")
    return 0


def fields_help(record: type[Record], usage: str) -> list[str]:
    """The fields of a kind with their meaning, choices and an example."""
    never = record.not_by_hand("added")
    lines = [usage, "", f"{(record.__doc__ or '').strip()}", *([never] if never else [])]
    lines += ["", "fields:"]
    for field in record.fields():
        needed = " (needed)" if field.required and field.default is None else ""
        lines.append(f"  {field.script_name}{needed}")
        if field.help:
            lines.append(f"      {field.help}")
        if isinstance(field, ChoiceField):
            lines.append(f"      One of: {_choices(field)}")
            lines += [f"        {word}: {hint}" for word, hint in field.hints.items()]
        elif isinstance(field, ChoicesField):
            lines.append(f"      Some of, comma-separated: {_choices(field.one)}")
        lines.append(f"      For example: {field.script_name}={_example(field.example)}")
    return lines


def _choices(field: ChoiceField) -> str:
    words = list(dict.fromkeys(field.meanings.values()))
    shown = ("; " if any("," in word for word in words) else ", ").join(words[:_MOST_CHOICES])
    return shown + (f" and {len(words) - _MOST_CHOICES} more" if len(words) > _MOST_CHOICES else "")


def _example(example: str) -> str:
    """The first of the examples, as it would stand in a shell."""
    first = example.split(", ")[0].split(" or ")[0]
    return f'"{first}"' if " " in first else first


def remove(call: Call) -> int:
    """Remove one record; without --yes says what hangs on it and changes nothing."""
    record = call.kind()
    refuse_by_hand(record, "removed")
    name = call.rest("NAME")
    from data.tables.finding import find_one
    from data.tables.saving import carry_out_removal, plan_removal

    with call.open(changes=call.options.yes) as store:
        key = find_one(store, record, name)
        whole_name = store.name_of(record, key)
        removal = plan_removal(store, record, [key])
        hanging = [
            f"{'Goes with it' if each.goes else 'Stays without it'}: {each.record.singular} "
            f"{each.name}"
            for each in removal.hanging
        ]
        if not call.options.yes:
            if removal.refusals:
                raise Refused(removal.refusals)
            say_lines([*hanging, *(each.message for each in removal.findings)])
            raise refusal(f"{whole_name} was not removed. Add --yes to remove it.")
        carry_out_removal(store, removal)
        say(f"Removed {whole_name}")
        say_lines(hanging)
    return 0


def undo(call: Call) -> int:
    """Take back the newest operation, in words."""
    call.no_more()
    return take_back(call, 1)


def redo(call: Call) -> int:
    """Do again the operation that was undone last, in words."""
    call.no_more()
    return do_again(call, 1)


def take_back(call: Call, count: int) -> int:
    """Undo the newest operations, each in words."""
    with _opened_to_replay(call, count, "undo") as store:
        _refuse_too_many(count, store.undoable(), "undo", "undone")
        for _ in range(count):
            say(f"Undone: {store.undo().label}")
    return 0


def do_again(call: Call, count: int) -> int:
    """Redo the operations that were undone last, each in words."""
    with _opened_to_replay(call, count, "redo") as store:
        _refuse_too_many(count, store.redoable(), "redo", "redone")
        for _ in range(count):
            done = store.redo()
            say(f"Redone: {done.label}")
    return 0


def _opened_to_replay(call: Call, count: int, verb: str) -> AbstractContextManager[Store]:
    call.no_more()
    if count < 1:
        raise WrongCall(f"How many operations are to be {verb[:2]}done? At least 1: --{verb} 1")
    return call.open(changes=True)


def _refuse_too_many(count: int, there: int, verb: str, done: str) -> None:
    if count > there:
        raise Problem(
            f"Only {there} can be {done}. See them with: alliance history"
            if there
            else f"There is nothing to {verb}."
        )


def import_rows(call: Call) -> int:
    """Rows from a table in a file; the plan is shown in either case."""
    for source in sources_of_subjects():
        if call.words[:1] == [source.name]:
            call.words.pop(0)
            return int(function_named(source.does)(call))
        _refuse_options_of(source, call)
    record = call.kind()
    if call.options.template:
        return _write_template(call, record)
    path = typed_path(call.next_word("FILE"))
    call.no_more()
    from data.imports import importing as imports

    really = not call.options.dry_run
    if not path.exists() and str(path) in record.catalogues_by_name:
        return _load_catalogue(call, str(path), really)
    call.no_more()
    with call.open(changes=really, create=really) as store:
        plan = imports.plan(store, record, path, show_progress, _put_right(call, record))
        say_lines(plan.lines())
        if not really:
            return 0
        if plan.older and not call.options.older:
            raise refusal(f"{plan.older} Nothing was imported. Add --older to import it.")
        done = imports.carry_out(store, plan, show_progress)
        for warning in done.warnings[:_WARNINGS_SHOWN]:
            note(f"Saved, but: {warning.message}")
        if len(done.warnings) > _WARNINGS_SHOWN:
            note(f"… and {len(done.warnings) - _WARNINGS_SHOWN:,} more of this kind.")
    kept = imports.write_rejected(plan)
    if kept is not None:
        note(f"The rejected rows are in {kept}: correct them there and import that file.")
    return Refused.exit_code if plan.empty and plan.rejected else 0


def _put_right(call: Call, record: type[Record]) -> Corrections | None:
    """The columns that --map puts right; None leaves them as they were put right last time."""
    if not call.options.map:
        return None
    from data.imports.corrections import NOT_USED, Corrections

    columns = {}
    for text in call.options.map:
        heading, sign, named = text.rpartition("=")
        field = record.field_named(named) if sign else None
        nothing = named.strip().lower() in ("nothing", NOT_USED)
        if not heading.strip() or (field is None and not nothing):
            labels = ", ".join(each.label for each in record.fields())
            raise WrongCall(
                f"--map “{clean(text)}”: write HEADING=FIELD, for example --map "
                f'"Place={record.fields()[0].label}". The fields: {labels}; nothing leaves it out.'
            )
        columns[heading.strip()] = NOT_USED if field is None else field.attribute
    return Corrections(columns)


def _refuse_options_of(source: Source, call: Call) -> None:
    """Raise WrongCall when an option was given that only this source has a use for."""
    for option in source.options:
        if getattr(call.options, option.attribute):
            raise WrongCall(
                f"{option.name} goes with {article(source.name)}: "
                f"alliance import {source.name} FILE {option.name}"
            )


def _load_catalogue(call: Call, name: str, really: bool) -> int:
    """The policies of a catalogue that comes with the desk, named in place of a file.

    A title after it takes over that policy alone, with what was changed by hand in it.
    """
    from data.catalogues.loading import carry_out, plan_loading

    title = " ".join(call.words)
    with call.open(changes=really, create=really) as store:
        loading = plan_loading(store, name)
        if title:
            loading = loading.only({loading.key_of(title)})
        if not really:
            say_lines(loading.lines())
            return 0
        warnings = carry_out(store, loading)
    if warnings:
        note(f"Saved, but: {warnings}")
    say(loading.done)
    return 0


def _write_template(call: Call, record: type[Record]) -> int:
    from data.exports.writing import write
    from data.files.safe_files import write_bytes
    from data.imports.importing import template

    empty = template(record, call.today)
    file = call.next_word("FILE") if call.words else "-"
    call.no_more()
    if file == "-":
        say_bytes(write(empty, "csv"))
        return 0
    write_bytes(
        file, write(empty, "xlsx" if file.lower().endswith(".xlsx") else "csv"), replace=False
    )
    note(f"Wrote {file}.")
    return 0


def backup(call: Call) -> int:
    """Copy the store: among its backups, or to a file."""
    from data.store import backups, database

    if call.words:
        path = typed_path(call.next_word("FILE")).absolute()
        call.no_more()
        if path.exists() and not path.is_dir():
            if call.store.exists() and path.samefile(call.store):
                raise WrongCall(f"{path} is the store itself. Name another file for the copy.")
            # An older copy may be replaced; a letter or a photograph may not.
            database.version_of(path)
        with call.open() as store:
            backups.copy(store, path, replace=call.options.force)
    else:
        if call.sample:
            raise WrongCall("The sample has no backups. Name a file for the copy.")
        with call.open() as store:
            path = backups.make(store)
    say(str(path))
    return 0


def restore(call: Call) -> int:
    """Bring a copy back into the store's place; what stood there is kept."""
    path = typed_path(call.next_word("FILE")).absolute()
    call.no_more()
    if call.sample:
        raise WrongCall("The sample is made anew each time, so nothing can be restored into it.")
    if call.read_only:
        raise Problem("The desk was opened to look only, so nothing can be restored.")
    if path.exists() and call.store.exists() and path.samefile(call.store):
        raise WrongCall(f"{path} is the store itself. List its backups: alliance where")
    from data.files import places
    from data.store import restoring

    places.make_folder(call.store)
    kept = restoring.restore(path, call.store)
    say(f"Restored {call.store} from {path}")
    if kept is not None:
        say(f"What stood there is kept: {kept}")
    return 0
