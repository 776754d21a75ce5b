"""Importing several sheets of a workbook as one: schools, who heads them, what they approved.

Each sheet is planned in the books as the sheets before it would leave them, and all of it is one
operation, so that one undo takes it back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from data.imports.corrections import Corrections, remember
from data.imports.importing import take, write_rejected
from data.imports.other_sheets import SheetPlan, other_sheets
from data.imports.planning import make_plan
from data.imports.plans import Plan, Progress, RejectedRow
from data.imports.sheet_kinds import SheetWithRows, kind_of_sheet, sheets_with_rows
from data.imports.tabular_files import file_and_sheet, of_sheet
from data.problems import Problem
from data.store.books import Books
from data.store.undo import Done
from models.fields.text import count_of, one_line
from models.kinds import KINDS

if TYPE_CHECKING:
    from data.store.change import Change
    from data.store.store import Store

LEFT_OUT = "-"
"""Stands for the kind of a sheet that is not to be read."""


@dataclass(frozen=True)
class PlannedSheet:
    """What a sheet would bring in: its name, of which kind its rows are, and the plan.

    Without a plan `why` says why it is not read.
    """

    name: str
    kind: str = ""
    plan: Plan | SheetPlan | None = None
    why: str = ""

    @property
    def told(self) -> str:
        """What it is, in a line."""
        name = f"“{one_line(self.name)}”"
        return f"{name}: not read, {self.why}" if self.plan is None else f"{name} as {self.kind}"


@dataclass(frozen=True)
class WorkbookPlan:
    """What the sheets of a workbook would do, in the order in which they come in."""

    path: Path
    sheets: list[PlannedSheet] = field(default_factory=list)

    @property
    def read(self) -> list[PlannedSheet]:
        """The sheets that are read."""
        return [each for each in self.sheets if each.plan is not None]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to carry out."""
        return all(each.plan is None or each.plan.empty for each in self.sheets)

    @property
    def rejected(self) -> list[RejectedRow]:
        """The rows of all sheets that cannot be used."""
        return [row for each in self.sheets if each.plan for row in each.plan.rejected]

    @property
    def label(self) -> str:
        """The label of the operation."""
        sheets = [each for each in self.read if each.plan and not each.plan.empty]
        return f"Imported {count_of(len(sheets), 'sheet')} of {one_line(self.path.name)}"

    @property
    def older(self) -> str:
        """The warning when a sheet is an older register than the books know; otherwise empty."""
        plans = [each.plan for each in self.sheets if isinstance(each.plan, Plan)]
        return next((plan.older for plan in plans if plan.older), "")

    def lines(self) -> list[str]:
        """The plan in words, sheet by sheet."""
        told = []
        for each in self.sheets:
            told.append(each.told)
            lines = each.plan.lines() if each.plan else []
            told += [f"  {line}" for line in lines if not line.startswith("Read the sheet “")]
        return told


def plan_workbook(
    store: Store,
    path: Path,
    kinds: Mapping[str, str] | None = None,
    progress: Progress = lambda done, total: None,
    corrections: Mapping[str, Corrections] | None = None,
) -> WorkbookPlan:
    """What importing the sheets of a workbook would do; nothing of it stays in the books.

    `kinds` says of sheets, by their names, what they are, or that they are left out; `corrections`
    what somebody put right in one. Raises Problem when the file cannot be read.
    """
    file, _ = file_and_sheet(path)
    sheets = sheets_with_rows(file)
    if not sheets:
        raise Problem(f"“{one_line(file.name)}” is no workbook with rows on its sheets.")
    kinds, put_right = kinds or {}, corrections or {}
    found: dict[str, PlannedSheet] = {}
    with store.rehearsal("Plan a workbook") as change:
        for sheet, kind in _in_order(store, file, sheets, kinds):
            books = Books(store.database, store.today)
            one = _planned(books, file, sheet, kind, put_right.get(sheet.name), progress)
            found[sheet.name] = one
            if one.plan is not None:
                try:
                    _take(change, one, progress)
                except Problem as problem:
                    found[sheet.name] = replace(one, plan=None, why=str(problem))
    return WorkbookPlan(file, list(found.values()))


def carry_out_workbook(
    store: Store, plan: WorkbookPlan, progress: Progress = lambda done, total: None
) -> Done:
    """Do what the plan says, as one operation. Raises Clash when the books changed since."""
    with store.operation(plan.label) as change:
        for each in plan.read:
            _take(change, each, progress)
    for each in plan.read:
        if isinstance(each.plan, Plan) and not store.throw_away:
            headings = [column.heading for column in each.plan.columns]
            remember(store.path, each.plan.record, headings, each.plan.corrections)
    return Done(change.number, plan.label, frozenset(change.kinds), tuple(change.warnings))


def write_rejected_of_sheets(plan: WorkbookPlan, folder: Path | None = None) -> list[Path]:
    """Write the rejected rows of each sheet to a file of its own; gives the files."""
    files = []
    for each in plan.read:
        if each.plan is not None and each.plan.rejected:
            name = re.sub(r"[^\w \-]", "_", one_line(each.name)).strip() or "sheet"
            beside = (folder or plan.path.absolute().parent) / f"{plan.path.stem} {name}"
            if kept := write_rejected(_OfSheet(beside.with_suffix(".csv"), each.plan.rejected)):
                files.append(kept)
    return files


class _OfSheet(NamedTuple):
    """The rejected rows of a sheet, and the file that is called as both."""

    path: Path
    rejected: list[RejectedRow]


def _in_order(
    store: Store, file: Path, sheets: list[SheetWithRows], kinds: Mapping[str, str]
) -> list[tuple[SheetWithRows, str]]:
    """The sheets with their kinds, each after those that it may refer to."""
    order = [*KINDS, *(other.NAME for other in other_sheets()), "", LEFT_OUT]
    told = []
    for sheet in sheets:
        kind = kinds.get(sheet.name)
        if kind is None:
            path = of_sheet(file, sheet.name)
            others = [each.NAME for each in other_sheets() if each.knows(store, path)]
            kind = others[0] if others else kind_of_sheet(store, sheet)
        told.append((sheet, kind))
    return sorted(told, key=lambda each: order.index(each[1]))


def _planned(
    books: Books,
    file: Path,
    sheet: SheetWithRows,
    kind: str,
    corrections: Corrections | None,
    progress: Progress,
) -> PlannedSheet:
    path = of_sheet(file, sheet.name)
    others = {each.NAME: each for each in other_sheets()}
    if not kind:
        # What stands on an earlier sheet may tell what this one is about.
        kind = next((name for name, each in others.items() if each.knows(books, path)), "")
    if kind in ("", LEFT_OUT):
        why = "as you chose" if kind else "as its headings do not say what its rows are"
        return PlannedSheet(sheet.name, kind, why=why)
    try:
        plan: Plan | SheetPlan = (
            others[kind].plan(books, path, progress)
            if kind in others
            else make_plan(books, KINDS[kind], path, progress, corrections, any_headings=True)
        )
    except Problem as problem:
        return PlannedSheet(sheet.name, kind, why=str(problem))
    return PlannedSheet(sheet.name, kind, plan)


def _take(change: Change, sheet: PlannedSheet, progress: Progress) -> None:
    if isinstance(sheet.plan, Plan):
        take(change, sheet.plan, progress)
    elif sheet.plan is not None:
        other = next(each for each in other_sheets() if sheet.kind == each.NAME)
        other.take(change, sheet.plan, progress)
