"""Importing several sheets of a workbook as one: what they are, and what they would do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from data.imports.corrections import Corrections
from data.imports.other_sheets import other_sheets
from data.imports.plans import Plan, rejected_in_words
from data.imports.whole_workbooks import (
    LEFT_OUT,
    PlannedSheet,
    WorkbookPlan,
    carry_out_workbook,
    plan_workbook,
    write_rejected_of_sheets,
)
from data.problems import Problem
from models.fields.text import count_of, enumerated, one_line
from models.kinds import RECORDS
from tui.commands.import_plan import (
    CARRY_OUT,
    PlanLine,
    PlanLines,
    PlanScreen,
    folded_lines,
    put_right,
)
from tui.dialogs.ask import Ask, Confirm, Title
from tui.dialogs.choose import Choose
from tui.dialogs.progress import Progress
from tui.widgets.bars import KeyBar, KeyHint
from tui.workbench.workbench import Workbench

_ALL, _COLUMNS = "", "columns"
_LEFT_UNSAID = ("Not in the file", "Read the sheet “")
"""How lines begin that say of every sheet what is seen anyway."""


async def sheets_wanted(bench: Workbench, path: Path, names: Sequence[str]) -> str | None:
    """Ask which sheet is imported: its name, empty for all of them; None when it was left."""
    choices = [(_ALL, "a", "All sheets, as one", "each as what its headings say; one undo")]
    choices += [(name, "", f"Only “{one_line(name)}”", "") for name in names]
    return await bench.ask(Choose(f"{one_line(path.name)} has {len(names)} sheets", choices))


async def import_workbook(bench: Workbench, path: Path) -> None:
    """Show what all sheets would do until nothing more is put right, and carry it out."""
    kinds: dict[str, str] = {}
    corrections: dict[str, Corrections] = {}
    while True:
        plan = await Progress.during(
            bench,
            f"Reading {path.name}",
            lambda store, tick: plan_workbook(store, path, kinds, tick, corrections),
        )
        step: str | PlannedSheet | None = ""
        if plan is not None:
            step = await bench.ask(WorkbookScreen(plan))
        if plan is None or not step:
            bench.say("Nothing was imported.", "info")
            return
        if isinstance(step, str):
            await _carry_out(bench, plan)
            return
        await _change(bench, step, kinds, corrections)


async def _change(
    bench: Workbench,
    sheet: PlannedSheet,
    kinds: dict[str, str],
    corrections: dict[str, Corrections],
) -> None:
    """Ask what the rows of a sheet are, or what in them was misread."""
    choices = [(LEFT_OUT, "", "Leave it out", "")]
    if isinstance(sheet.plan, Plan):
        told = "to put right what was misread"
        choices.insert(0, (_COLUMNS, "", "Its columns and values", told))
    choices += [(each.NAME, "", each.NAME.capitalize(), "") for each in other_sheets()]
    choices += [
        (record.kind, "", record.plural().capitalize(), "")
        for record in RECORDS
        if not record.not_by_hand("added")
    ]
    chosen = await bench.ask(Choose(f"The rows of “{one_line(sheet.name)}” are …", choices))
    if chosen == _COLUMNS and isinstance(sheet.plan, Plan):
        step = await bench.ask(PlanScreen(sheet.plan))
        if not isinstance(step, str) and step is not None:
            right = await put_right(bench, sheet.plan, step)
            if right is not None:
                corrections[sheet.name] = right
    elif chosen is not None:
        kinds[sheet.name] = chosen
        corrections.pop(sheet.name, None)


async def _carry_out(bench: Workbench, plan: WorkbookPlan) -> None:
    if plan.older and not await bench.ask(
        Confirm("Replace newer data with older?", [plan.older], "import the older register")
    ):
        bench.say("Nothing was imported.", "info")
        return
    done = await Progress.during(
        bench,
        f"Importing {plan.path.name}",
        lambda store, tick: carry_out_workbook(store, plan, tick),
    )
    if done is None:
        bench.say("Stopped: nothing was imported.", "info")
        return
    bench.changed(done.kinds)
    rejected = ""
    if plan.rejected:
        rows = count_of(len(plan.rejected), "row was", "rows were")
        try:
            files = enumerated(list(map(str, write_rejected_of_sheets(plan))), "and")
            rejected = f" {rows} rejected, with reasons in {files}"
        except Problem as problem:
            rejected = f" {rows} rejected, but: {problem}"
    bench.say(f"{done.label}. {bench.keys.word('undo')} takes it all back.{rejected}", "good")


class WorkbookScreen(Ask[str | PlannedSheet]):
    """Shows what the sheets would do; gives what is done next, or the sheet to change."""

    def __init__(self, plan: WorkbookPlan) -> None:
        super().__init__()
        self._plan = plan

    def compose(self) -> ComposeResult:
        """The title, the sheets, the keys."""
        plan = self._plan
        hints = [] if plan.empty else [KeyHint("y or Ctrl+S", "import all of it")]
        hints += [KeyHint("↓ Enter", "change a sheet"), KeyHint("PgDn", "read")]
        hints += [KeyHint("Esc", "leave")]
        with Vertical():
            yield Title("Import a workbook", one_line(plan.path.name))
            yield PlanLines(lambda width: _lines(plan, width))
            yield KeyBar(hints, id="workbook-keys")

    def on_key(self, event: events.Key) -> None:
        """Carry out, change, move or leave."""
        lines = self.query_one(PlanLines)
        event.stop()
        if event.key in ("escape", "q", "n"):
            self.dismiss("")
        elif event.key in ("down", "up"):
            lines.move(1 if event.key == "down" else -1)
        elif event.key in ("pagedown", "pageup", "space"):
            lines.scroll_page(-1 if event.key == "pageup" else 1)
        elif event.key == "enter" and isinstance(lines.about, PlannedSheet):
            self.dismiss(lines.about)
        elif event.key in ("y", "ctrl+s", "f2", "enter") and not self._plan.empty:
            self.dismiss(CARRY_OUT)


def _lines(plan: WorkbookPlan, width: int) -> Iterator[PlanLine]:
    for sheet in plan.sheets:
        yield PlanLine([(sheet.told, "strong" if sheet.plan else "label")], sheet)
        if sheet.plan is None:
            continue
        bad = set(map(one_line, rejected_in_words(sheet.plan.rejected)))
        warned = set(map(one_line, sheet.plan.assumptions()))
        for line in sheet.plan.lines():
            if not line.startswith(_LEFT_UNSAID):
                style = "bad" if line in bad else "warn" if line in warned else ""
                yield from _under(line, width, style)
    yield PlanLine([])
    said = "Nothing is saved yet." if not plan.empty else "There is nothing to import."
    yield PlanLine([(said, "label")])


def _under(text: str, width: int, style: str = "") -> Iterator[PlanLine]:
    for line in folded_lines(text, width - 2, style):
        yield PlanLine([("  ", ""), *line.words])
