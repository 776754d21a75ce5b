"""Verbs that change: add, set, remove, import, taking back, backup, restore."""

from __future__ import annotations

import sys
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from data.problems import Problem, Refused, WrongCall
from models.fields import ChoiceField, ChoicesField
from models.rules import Finding, Severity, removal_findings
from models.text import one_line
from tui.command_line.calls import Call, note, say, say_bytes, say_lines

if TYPE_CHECKING:
    from data.operations import Change
    from models.records import Deed, Record

_LONG = 1000
_MOST_CHOICES = 45
"""Choices of a field that its help lists."""

_WARNINGS_SHOWN = 10


def add(call: Call) -> int:
    """A new record of FIELD=VALUE; says its name and its key."""
    record = call.kind()
    _refuse_by_hand(record, "added")
    if not call.words:
        raise WrongCall(
            f"FIELD=VALUE is missing. List the fields: alliance add {record.kind} --help"
        )
    from data.entry import assignments

    with call.open(changes=True, create=True) as store:
        values = assignments(store, record, call.words)
        name = store.name_from(record, values) or record.singular
        with store.operation(f"Added {record.singular} {name}") as change:
            key = change.add(record, values)
        _warn(change)
        say(f"{store.name_of(record, key)}\t{key}")
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
            lines.append(f"      Some of, with commas between: {_choices(field.one)}")
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


def set_fields(call: Call) -> int:
    """Change fields of one record; says what they were and are."""
    record = call.kind()
    _refuse_by_hand(record, "changed")
    named = list(takewhile(lambda word: "=" not in word, call.words))
    given = call.words[len(named) :]
    if not named:
        raise WrongCall(f"NAME is missing. The call is: {call.usage}")
    if not given:
        raise WrongCall(f"FIELD=VALUE is missing. The call is: {call.usage}")
    from data.entry import assignments
    from data.finding import find_one

    with call.open(changes=True) as store:
        key = find_one(store, record, " ".join(named))
        values = assignments(store, record, given)
        seen = store.get(record, key) or {}
        name = store.name_from(record, seen)
        labels = ", ".join(record.field(attribute).label for attribute in values)
        with store.operation(f"Changed {name}: {labels}") as change:
            changed = change.set(record, key, values, seen)
        _warn(change)
        for attribute in changed:
            was, now = (
                one_line(store.show(record, attribute, side[attribute])) or "empty"
                for side in (seen, values)
            )
            say(f"{name}: {record.field(attribute).label}: {was} → {now}")
        if not changed:
            note(f"{name} has these values already, so nothing was changed.")
    return 0


def remove(call: Call) -> int:
    """Remove one record; without --yes says what hangs on it and changes nothing."""
    record = call.kind()
    _refuse_by_hand(record, "removed")
    name = call.rest("NAME")
    from data.finding import find_one

    with call.open(changes=call.options.yes) as store:
        key = find_one(store, record, name)
        whole_name = store.name_of(record, key)
        hanging = [
            f"{'Goes with it' if goes else 'Stays without it'}: {other.singular} {called}"
            for other, called, goes in store.hanging_on(record, key)
        ]
        if not call.options.yes:
            found = list(removal_findings(record, store.get(record, key) or {}, store))
            refusals = [each for each in found if each.severity is Severity.REFUSE]
            if refusals:
                raise Refused(refusals)
            say_lines([*hanging, *(each.message for each in found)])
            raise _refusal(f"{whole_name} was not removed. Add --yes to remove it.")
        with store.operation(f"Removed {record.singular} {whole_name}") as change:
            change.remove(record, key)
        say(f"Removed {whole_name}")
        say_lines(hanging)
    return 0


def _refuse_by_hand(record: type[Record], done: Deed) -> None:
    """Raise Refused, before anything is looked for, when nobody does this to such records."""
    if never := record.not_by_hand(done):
        raise _refusal(never)


def _refusal(message: str) -> Refused:
    return Refused([Finding(Severity.REFUSE, "", message)])


def _warn(change: Change) -> None:
    for warning in change.warnings:
        note(f"Saved, but: {warning.message}")


def take_back(call: Call) -> int:
    """Undo the newest operations, each in words."""
    call.no_more()
    count = call.options.undo
    if count < 1:
        raise WrongCall("How many operations are to be taken back? At least 1: --undo 1")
    with call.open(changes=True) as store:
        there = store.undoable()
        if count > there:
            raise Problem(
                f"Only {there} can be taken back. See them with: alliance history"
                if there
                else "There is nothing to undo."
            )
        for _ in range(count):
            say(f"Took back: {store.undo().label}")
    return 0


def import_rows(call: Call) -> int:
    """Rows from CSV or XLSX; the plan is shown in either case."""
    record = call.kind()
    if call.options.template:
        return _write_template(call, record)
    path = Path(call.next_word("FILE")).expanduser()
    from data import imports
    from models.policies import Policy

    really = not call.options.dry_run
    if record is Policy and str(path) in ("dfe", "northumberland") and not path.exists():
        return _load_catalogue(call, str(path), really)
    call.no_more()
    with call.open(changes=really, create=really) as store:
        plan = imports.plan(store, record, path, _show_progress)
        say_lines(plan.lines())
        if not really:
            return 0
        done = imports.carry_out(store, plan, _show_progress)
        for warning in done.warnings[:_WARNINGS_SHOWN]:
            note(f"Saved, but: {warning.message}")
        if len(done.warnings) > _WARNINGS_SHOWN:
            note(f"… and {len(done.warnings) - _WARNINGS_SHOWN:,} more of this kind.")
    kept = imports.write_rejected(plan)
    if kept is not None:
        note(f"The rejected rows are in {kept}: correct them there and import that file.")
    return Refused.exit_code if plan.empty and plan.rejected else 0


def _load_catalogue(call: Call, name: str, really: bool) -> int:
    """The policies of a catalogue that comes with the desk, named in place of a file.

    A title after it takes over that policy alone, with what was changed by hand in it.
    """
    from data.catalogue_loading import carry_out, plan_loading

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
    from data.imports import template
    from data.safe_files import write_bytes
    from data.writers import write

    empty = template(record, call.today)
    if not call.words:
        say_bytes(write(empty, "csv"))
        return 0
    file = call.next_word("FILE")
    call.no_more()
    write_bytes(
        file, write(empty, "xlsx" if file.lower().endswith(".xlsx") else "csv"), replace=False
    )
    note(f"Wrote {file}.")
    return 0


def _show_progress(done: int, total: int) -> None:
    """Say on a terminal how far a long import is; the line goes when it is through."""
    if sys.stderr is not None and sys.stderr.isatty() and total > _LONG:
        line = f"{done:,} of {total:,} rows" if done < total else ""
        print(f"\r{line:<40}\r", end="", file=sys.stderr, flush=True)


def backup(call: Call) -> int:
    """Copy the store: among its backups, or to a file."""
    from data import backups, database

    if call.words:
        path = Path(call.next_word("FILE")).expanduser().absolute()
        call.no_more()
        if path.exists() and not path.is_dir():
            if call.store.exists() and path.samefile(call.store):
                raise WrongCall(f"{path} is the store itself. Name another file for the copy.")
            # An older copy may be replaced; a letter or a photograph may not.
            database.version_of(path)
        with call.open() as store:
            backups.copy(store, path)
    else:
        if call.sample:
            raise WrongCall("The sample has no backups. Name a file for the copy.")
        with call.open() as store:
            path = backups.make(store)
    say(str(path))
    return 0


def restore(call: Call) -> int:
    """Bring a copy back into the store's place; what stood there is kept."""
    path = Path(call.next_word("FILE")).expanduser().absolute()
    call.no_more()
    if call.sample:
        raise WrongCall("The sample is made anew each time, so nothing can be restored into it.")
    if call.read_only:
        raise Problem("The desk was opened to look only, so nothing can be restored.")
    if path.exists() and call.store.exists() and path.samefile(call.store):
        raise WrongCall(f"{path} is the store itself. List its backups: alliance where")
    from data import backups, places

    places.make_folder(call.store)
    kept = backups.restore(path, call.store)
    say(f"Restored {call.store} from {path}")
    if kept is not None:
        say(f"What stood there is kept: {kept}")
    return 0
