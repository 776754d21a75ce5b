"""Imports: rows of a file become a plan, and the plan that was shown is carried out.

A plan says which records would be added, which fields of which records would change, and which
rows cannot be used and why. Making it changes nothing. Carrying it out is one operation, so that
one undo takes all of it back. What a file does not say, and everybody's own notes, stay as they
are.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from data.imports.corrections import Corrections, remember
from data.imports.planning import make_plan
from data.imports.plans import Plan, Progress, WithRejected
from data.problems import Clash, Problem, WrongCall
from data.store.books import Books
from data.store.undo import Done
from data.tables.accompanying import accompanied
from data.tables.table import Column, Row, Summary
from models.fields.choice_fields import ChoiceField, YesNoField
from models.fields.field import DeskField
from models.records.record import Record

if TYPE_CHECKING:
    from data.store.change import Change
    from data.store.store import Store

_BATCH = 250


def plan(
    books: Books,
    record: type[Record],
    path: Path,
    progress: Progress = lambda done, total: None,
    corrections: Corrections | None = None,
    any_headings: bool = False,
) -> Plan:
    """What importing the file would do to the records of this kind; changes nothing.

    The headings are the labels of the fields, as an export or `template` has them, in any order,
    or as scripts call them; schools may also come from an extract of the national register. A row
    is about an existing record when its codes say so or, without codes, its whole name. Raises
    Problem when the file cannot be read, and whatever `progress` raises. `corrections` are what
    somebody put right of the columns and values; without them what was put right last time counts.
    With `any_headings` a file of which no heading is known is planned as well, to be put right.
    """
    return make_plan(books, record, path, progress, corrections, any_headings)


def carry_out(store: Store, plan: Plan, progress: Progress = lambda done, total: None) -> Done:
    """Do what the plan says, as one operation.

    Raises Clash, and changes nothing, when a record of the plan was changed, removed or added
    since the plan was made; whatever `progress` raises stops the import and takes it back.
    """
    with store.operation(plan.label) as change:
        take(change, plan, progress)
    if not store.throw_away:
        headings = [column.heading for column in plan.columns]
        remember(store.path, plan.record, headings, plan.corrections)
    return Done(change.number, plan.label, frozenset(change.kinds), tuple(change.warnings))


def take(change: Change, plan: Plan, progress: Progress) -> None:
    """Do what the plan says as part of an operation; raises as `carry_out` does."""
    total = len(plan.additions) + len(plan.changes)
    _refuse_known(change.books, plan)
    progress(0, total)
    for done, (key, new, seen) in enumerate(plan.changes, start=1):
        try:
            change.set(plan.record, key, dict(new), dict(seen))
        except WrongCall as error:
            raise Clash(str(error), {}) from error
        if done % _BATCH == 0:
            progress(done, total)
    if plan.newcomers:
        change.add_many(plan.newcomer_kind, plan.newcomers)
    with accompanied(change, plan.record, plan.additions):
        for start in range(0, len(plan.additions), _BATCH):
            change.add_many(plan.record, plan.additions[start : start + _BATCH])
            progress(len(plan.changes) + min(start + _BATCH, len(plan.additions)), total)


def write_rejected(plan: WithRejected, path: Path | None = None) -> Path | None:
    """Write the rejected rows as CSV, with line and reason, to be corrected and imported.

    `path` is a file or a folder; without it the file NAME-rejected.csv goes beside the source. An
    existing file is never replaced: the name gets a number. Returns the file; None when no row
    was rejected. Raises Problem when it cannot be written.
    """
    if not plan.rejected:
        return None
    from data.exports.writers import csv_file
    from data.files.safe_files import FileProblem, write_bytes

    headings = max((row.headings for row in plan.rejected), key=len)
    names = ("Line in the file", "Why it was rejected", *headings)
    rows = []
    for row in plan.rejected:
        texts = (*row.texts, *[""] * (len(headings) - len(row.texts)))[: len(headings)]
        rows.append(Row("", (str(row.line), row.reason, *texts)))
    table = Summary("rejected", "Rejected rows", date.min, [Column(n, n) for n in names], rows)
    content = csv_file.write(table)
    for target in _free_names(plan.path, path):
        try:
            write_bytes(target, content, replace=False)
        except FileProblem:
            if target.exists():
                continue
            raise
        return target
    raise Problem("There are too many files of rejected rows already: name one for these.")


def template(record: type[Record], today: date) -> Summary:
    """An empty table with the headings that an import of this kind understands, and its choices."""
    told = [
        Column(f.script_name, f.label, f.kind, f.columns, f.help, choices=_choices_of(f))
        for f in record.fields()
    ]
    title = record.plural().capitalize()
    return Summary(f"{record.kind}-template", title, today, told, ())


def _choices_of(field: DeskField) -> tuple[str, ...]:
    """The choices of a field, in words."""
    if isinstance(field, ChoiceField):
        return tuple(dict.fromkeys(field.meanings.values()))
    return ("Yes", "No") if isinstance(field, YesNoField) else ()


def _free_names(source: Path, wanted: Path | None) -> Iterator[Path]:
    name = f"{source.stem}-rejected"
    if wanted is not None and not wanted.is_dir():
        yield wanted
        return
    folder = wanted or source.absolute().parent
    yield folder / f"{name}.csv"
    for number in range(2, 100):
        yield folder / f"{name}-{number}.csv"


def _refuse_known(books: Books, plan: Plan) -> None:
    """Raise Clash when a record that is to be added has come into the store meanwhile."""
    for newcomer in plan.newcomers:
        named_by = plan.newcomer_kind.named_by[0]
        if books.find(plan.newcomer_kind, **{named_by: newcomer[named_by]}):
            raise _added_meanwhile(str(newcomer[named_by]))
    single = ["key", *(each.attribute for each in plan.record.fields() if each.only_one)]
    for attribute in single if plan.additions else ():
        known = {row[0] for row in books.kept(plan.record, (attribute,))} - {None}
        for values in plan.additions:
            if values[attribute] in known:
                raise _added_meanwhile(books.name_from(plan.record, values))


def _added_meanwhile(name: str) -> Clash:
    return Clash(
        f"{name or 'A record'} was added meanwhile, so the plan no longer holds. "
        "Import the file again: the new plan takes account of it.",
        {},
    )
