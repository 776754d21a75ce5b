"""The verb `import`: rows of a file, a catalogue, an empty template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.files.typed_paths import typed_path
from data.problems import Problem, Refused, WrongCall
from models.fields.text import article
from tui.command_line.calls import (
    Call,
    clean,
    note,
    refusal,
    say,
    say_bytes,
    say_lines,
    show_progress,
)
from tui.command_line.verb import Source, function_named, sources_of_subjects

if TYPE_CHECKING:
    from pathlib import Path

    from data.imports.corrections import Corrections
    from data.imports.plans import Plan
    from data.store.store import Store
    from models.records.record import Record


WORKBOOK = "workbook"
"""Stands for KIND where a file brings in rows of several kinds."""

_WARNINGS_SHOWN = 10


def import_rows(call: Call) -> int:
    """Rows from a table in a file; the plan is shown in either case."""
    for source in sources_of_subjects():
        if call.words[:1] == [source.name]:
            call.words.pop(0)
            return int(function_named(source.does)(call))
        _refuse_options_of(source, call)
    if call.words[:1] == [WORKBOOK]:
        from tui.command_line.importing_workbooks import import_workbook

        call.words.pop(0)
        return import_workbook(call)
    if call.options.sheet:
        raise WrongCall(
            f"--sheet goes with a workbook: alliance import {WORKBOOK} FILE --sheet NAME"
        )
    record = call.kind()
    if call.options.template:
        return _write_template(call, record)
    path = typed_path(call.next_word("FILE"))
    from data.imports import importing as imports

    really = not call.options.dry_run
    if not path.exists() and str(path) in record.catalogues_by_name:
        return _load_catalogue(call, str(path), really)
    call.no_more()
    with call.open(changes=True, create=True) if really else call.open_to_try() as store:
        plan = _planned(call, store, record, path)
        say_lines(plan.lines())
        if any("FILE#Sheet" in each for each in plan.notes):
            note(f"All sheets as one: alliance import {WORKBOOK} {path.name}")
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


def _planned(call: Call, store: Store, record: type[Record], path: Path) -> Plan:
    from data.imports.importing import plan
    from data.imports.tabular_files import UnknownHeadings

    _tell_of_source(store, record, path)
    try:
        return plan(store, record, path, show_progress, _put_right(call, record))
    except UnknownHeadings as problem:
        example = record.fields()[0].label
        raise Problem(f'{problem} Or say which it is: --map "THEIR HEADING={example}"') from None


def _tell_of_source(store: Store, record: type[Record], path: Path) -> None:
    """Say which source would bring in more of a file that is given for records of a kind."""
    for source in sources_of_subjects():
        if record.kind in source.kinds and function_named(source.knows)(store, path):
            name = source.name
            note(f"This is {article(name)}: alliance import {name} FILE reads all of it.")


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
    with call.open(changes=True, create=True) if really else call.open_to_try() as store:
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
