"""Importing at the desk: rows of files, and the other sources that kinds have."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, cast

from data.files.typed_paths import completions, kind_at, typed_path
from data.imports import importing
from data.imports.corrections import Corrections
from data.imports.plans import Plan, WithRejected
from data.imports.sheet_kinds import names_of_sheets
from data.imports.tabular_files import file_and_sheet, of_sheet
from data.problems import Problem
from data.store.books import Books
from data.store.undo import Done
from models.fields.text import count_of
from models.fields.text_fields import TextField
from models.records.record import Record
from tui.commands.import_plan import CARRY_OUT, PlanScreen, Step, put_right
from tui.dialogs.ask import Confirm
from tui.dialogs.choose import Choose
from tui.dialogs.progress import Progress
from tui.forms.questions import FieldsScreen
from tui.sections.list import Source
from tui.sections.places import list_class_of
from tui.workbench.command import runner_of
from tui.workbench.workbench import Workbench

_FILE = "file"


async def import_records(bench: Workbench) -> None:
    """Import rows of a file, or what the kind in front may come from beside files.

    What would be done is shown first, and that very plan is carried out.
    """
    section = bench.section
    record = section.record or section.imported
    if record is None:
        return
    sources = [
        source
        for source in list_class_of(record).sources
        if section.grid.cursor_key or not source.needs_record
    ]
    choices = await bench.books.read(lambda books: list(_choices(books, sources)))
    chosen: str | None = _FILE
    if choices:
        choices.append((_FILE, "f", "From a file", "CSV, Excel or OpenDocument"))
        chosen = await bench.ask(Choose(f"Import {record.plural()}", choices))
    if chosen == _FILE:
        await _import_rows(bench, record)
    elif chosen is not None:
        await runner_of(chosen)(bench)


def _choices(books: Books, sources: Sequence[Source]) -> Iterator[tuple[str, str, str, str]]:
    """The choices; catalogues with what is not loaded yet, or has changed."""
    for source in sources:
        told = source.detail
        if source.catalogue:
            from data.catalogues.loading import plan_loading

            loading = plan_loading(books, source.catalogue)
            if not loading.anything and not loading.kept:
                continue
            if loading.there or loading.amendments:
                told = loading.counts or f"{len(loading.kept)} changed by hand"
        yield source.runs, source.key, source.word, told


async def file_to_read(bench: Workbench, title: str, example: str) -> Path | None:
    """Ask for a file of rows that is there; None when it was left."""
    file = TextField("File", f"CSV, Excel or OpenDocument, for example {example}; a sheet of its "
                     "own as FILE#Sheet.", required=True, longest=1000)  # fmt: skip

    def check(texts: dict[str, str]) -> dict[str, str]:
        path, _ = file_and_sheet(typed_path(texts["file"]))
        kind = kind_at(path)
        if kind == "folder":
            return {"file": f"“{path.name}” is a folder: name a file in it, such as {example}."}
        return {} if kind else {"file": f"There is no file {path}."}

    screen = FieldsScreen(
        title, [("file", file)], {}, bench.today, check, completes={"file": completions}
    )
    answer = await bench.ask(screen)
    return None if answer is None else typed_path(answer["file"])


async def _import_rows(bench: Workbench, record: type[Record]) -> None:
    words = record.plural()
    example = list_class_of(record).example_file or f"{words}.csv"
    path = await file_to_read(bench, f"Import {words}", example)
    if path is None:
        return
    file = path
    names = await bench.books.read(lambda _: names_of_sheets(file))
    if len(names) > 1:
        from tui.commands.import_workbook import import_workbook, sheets_wanted

        sheet = await sheets_wanted(bench, path, names)
        if not sheet:
            if sheet is not None:
                await import_workbook(bench, path)
            return
        path = of_sheet(path, sheet)
    await _import_sheet(bench, record, path)


async def _import_sheet(bench: Workbench, record: type[Record], path: Path) -> None:
    takes_file = list_class_of(record).takes_file
    if takes_file and await taken(bench, takes_file, path, path.parent):
        return

    async def make(corrections: Corrections | None) -> Plan | None:
        return await Progress.during(
            bench,
            f"Reading {path.name}",
            lambda store, tick: importing.plan(
                store, record, path, tick, corrections, any_headings=True
            ),
        )

    await decide_on_plan(bench, make, path.parent)


TakeFile = Callable[[Workbench, Path, "Path | None"], Awaitable[bool]]
"""Takes a file that is better brought in another way; says whether it did, or it was left.

Its rejected rows go into the folder, if there is one.
"""


async def taken(bench: Workbench, takes_file: str, path: Path, folder: Path | None) -> bool:
    """Whether a file was taken by what a list asks first."""
    take = cast(Any, runner_of(takes_file))
    return bool(await take(bench, path, folder))


MakePlan = Callable[["Corrections | None"], Awaitable["Plan | None"]]
"""Makes the plan of a file, with what was put right about it; None when that was stopped."""


async def decide_on_plan(bench: Workbench, make: MakePlan, folder: Path | None) -> None:
    """Show a plan until nothing more is put right, and carry it out when that is wanted.

    Rejected rows go into the folder; without one they are kept nowhere.
    """
    plan = await make(None)
    step: Step = ""
    while plan is not None:
        step = await bench.ask(PlanScreen(plan))
        if isinstance(step, str):
            break
        corrections = await put_right(bench, plan, step)
        plan = await make(corrections) if corrections is not None else plan
    if plan is None or step != CARRY_OUT:
        bench.say("Nothing was imported.", "info")
        return
    if plan.older and not await bench.ask(
        Confirm("Replace newer data with older?", [plan.older], "import the older register")
    ):
        bench.say("Nothing was imported.", "info")
        return
    words, wanted = plan.record.plural(), plan
    done = await Progress.during(
        bench, f"Importing {words}", lambda store, tick: importing.carry_out(store, wanted, tick)
    )
    if done is None:
        bench.say("Stopped: nothing was imported.", "info")
        return
    say_imported(bench, done, plan, folder)


def say_imported(bench: Workbench, done: Done, plan: WithRejected, folder: Path | None) -> None:
    """Say what an import did; its rejected rows are written into the folder, if there is one."""
    bench.changed(done.kinds)
    rejected = ""
    if plan.rejected:
        rows = count_of(len(plan.rejected), "row was", "rows were")
        try:
            where = importing.write_rejected(plan, folder) if folder else None
            kept = f"with reasons in {where}" if where else "and the sample keeps no file of them"
            rejected = f" {rows} rejected, {kept}"
        except Problem as problem:
            rejected = f" {rows} rejected, but: {problem}"
    bench.say(f"{done.label}. {bench.keys.word('undo')} takes it all back.{rejected}", "good")
