"""Bringing in a tracker of policies at the desk: its plan, its uncertain names, its columns."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from data.imports.importing import write_rejected
from data.policies.tracker.columns import COLUMNS as MEANINGS
from data.policies.tracker.columns import NOT_USED, label_of
from data.policies.tracker.plans import Choices, Fault, NearName, ReadColumn, TrackerPlan
from data.problems import WrongCall
from data.store.books import Books
from data.store.store import Store
from data.tables.finding import find_one
from models.alliances.catalogues import CATALOGUES
from models.fields.field import DeskField
from models.fields.reference_fields import ReferenceField
from models.fields.text import count_of, one_line
from models.fields.text_fields import TextField
from models.policies.policy import Policy
from models.schools.school import School
from tui.commands.importing import file_to_read, say_imported
from tui.dialogs.choose import Choose
from tui.dialogs.progress import Progress
from tui.forms.questions import FieldsScreen
from tui.policies.tracker_plan import (
    CARRY_OUT,
    COLUMNS,
    NAMES,
    REJECTED,
    Answered,
    TrackerPlanScreen,
)
from tui.workbench.workbench import Workbench


async def import_tracker(bench: Workbench) -> None:
    """Show what a tracker would bring in, let names and columns be put right, and bring it in."""
    path = await file_to_read(bench, "Import a tracker of policies", "policy tracker.xlsx")
    if path is not None:
        await _bring_in(bench, path, path.parent)


async def rather_as_tracker(bench: Workbench, path: Path, folder: Path | None) -> bool:
    """Take a file, or a table that was pasted, that tells of approvals school by school."""
    from data.policies.tracker.shapes import is_tracker

    if not await bench.books.read(lambda books: is_tracker(books, path)):
        return False
    await _bring_in(bench, path, folder)
    return True


async def _bring_in(bench: Workbench, path: Path, folder: Path | None) -> None:
    from data.policies.tracker.carrying_out import carry_out
    from data.policies.tracker.corrections import Corrections

    settled = await _settled(bench, path, folder)
    if settled is None:
        bench.say("Nothing was imported.", "info")
        return
    plan, choices, confirmed = settled
    done = await Progress.during(
        bench, "Importing schools' policies", lambda store, tick: carry_out(store, plan, tick)
    )
    if done is None:
        bench.say("Stopped: nothing was imported.", "info")
        return
    values = dict(choices.values)
    for near in confirmed:
        values = _with_value(values, (near.of, near.name), near.called)
    if choices.columns or values:

        def remember(store: Store) -> None:
            if not store.throw_away:
                Corrections(store.path).keep(plan.headings, choices.columns, values)

        await bench.books.write(remember)
    say_imported(bench, done, plan, folder)


async def _settled(
    bench: Workbench, path: Path, folder: Path | None
) -> tuple[TrackerPlan, Choices, list[NearName]] | None:
    """The plan that is to be carried out, what was chosen for it, and the names confirmed."""
    choices, asked, said = Choices(), False, ""
    confirmed: list[NearName] = []
    while True:
        plan = await _planned(bench, path, choices)
        if plan is None:
            return None
        if plan.undecided and not asked:
            asked = True
            if chosen := await _catalogue(bench, plan):
                choices = replace(choices, catalogue=chosen)
                continue
        action = await bench.ask(TrackerPlanScreen(plan, said))
        said = ""
        if action == CARRY_OUT:
            return plan, choices, confirmed
        if action == NAMES:
            meant = await _names_meant(bench, plan)
            confirmed += meant
            choices = _with_names(choices, meant)
        elif action == COLUMNS:
            choices = await _with_column(bench, plan, choices)
        elif action == REJECTED:
            said = (
                f"The rejected rows, with reasons, are in {write_rejected(plan, folder)}"
                if folder
                else "The sample keeps no file of rejected rows."
            )
        elif isinstance(action, ReadColumn):
            choices = await _with_meaning(bench, action, choices)
        elif isinstance(action, Fault):
            choices = await _with_text(bench, plan, action, choices)
        elif isinstance(action, Answered):
            if action.is_it:
                confirmed.append(action.near)
                choices = _with_names(choices, [action.near])
            else:
                place = action.near.of, action.near.name
                choices = replace(choices, refused=choices.refused | {place})
        else:
            return None


async def _planned(bench: Workbench, path: Path, choices: Choices) -> TrackerPlan | None:
    from data.policies.tracker.planning import make_plan

    return await Progress.during(
        bench, f"Reading {path.name}", lambda store, tick: make_plan(store, path, choices, tick)
    )


async def _catalogue(bench: Workbench, plan: TrackerPlan) -> str | None:
    """Ask which catalogue is meant by titles that stand in several."""
    choices = [(name, "", CATALOGUES[name], "") for name in plan.undecided]
    title = "Some titles stand in several catalogues. Which one is the tracker about?"
    return await bench.ask(Choose(title, choices))


async def _names_meant(bench: Workbench, plan: TrackerPlan) -> list[NearName]:
    """Ask of each name that is only near whether it is meant; gives those that are."""
    found: list[NearName] = []
    for at, near in enumerate(plan.near):
        answer = await bench.ask(_name_question(near, len(plan.near) - at))
        if answer is None:
            break
        found += plan.near[at:] if answer == "all" else [near] if answer == "yes" else []
        if answer == "all":
            break
    return found


def _with_names(choices: Choices, meant: Sequence[NearName]) -> Choices:
    return replace(choices, near=choices.near | {(each.of, each.name) for each in meant})


_ANOTHER, _ADDED, _ALL = "another", "added", "all"


def _own_question(fault: Fault, unknown: int) -> Choose:
    """Whether a title that no catalogue has is another one, or is to be added."""
    offered = [
        (_ADDED, "o", "Add it to Our own", "a policy like any other, of your own list"),
        (_ANOTHER, "p", "It is a policy of the books", "say which one"),
    ]
    if unknown > 1:
        offered.append((_ALL, "a", f"Add all {unknown} unknown titles to Our own", ""))
    rows = count_of(fault.rows, "row")
    return Choose(f"“{one_line(fault.text)}” ({rows}) is in no catalogue", offered)


async def _with_text(
    bench: Workbench, plan: TrackerPlan, fault: Fault, choices: Choices
) -> Choices:
    """Ask what a text that cannot be used means: a school, a policy, or what it should read."""
    if fault.of == "policy":
        unknown = [each.text for each in plan.faults if each.of == "policy"]
        own = await bench.ask(_own_question(fault, len(unknown)))
        if own is None:
            return choices
        if own != _ANOTHER:
            added = unknown if own == _ALL else [fault.text]
            return replace(choices, own=choices.own | set(added))
    asked: DeskField = TextField(label_of(fault.of), f"{fault.why}.", longest=1000)
    shown = {"value": fault.text}
    record = {"school": School, "policy": Policy}.get(fault.of)
    if record is not None:
        asked, shown = ReferenceField(record, label_of(fault.of), f"{fault.why}."), {}
    rows = count_of(fault.rows, "row")
    title = f"“{one_line(fault.text)}” ({rows}) means …"
    answer = await bench.ask(FieldsScreen(title, [("value", asked)], shown, bench.today))
    if answer is None or not answer["value"]:
        return choices
    typed = means = answer["value"]
    if record is not None:
        of = record

        def read(books: Books) -> str:
            return books.name_of(of, find_one(books, of, typed))

        with contextlib.suppress(WrongCall):
            # Where nobody is called so, the plan says that of what was typed.
            means = await bench.books.read(read)
    return replace(choices, values=_with_value(choices.values, (fault.of, fault.text), means))


def _with_value(
    values: Mapping[tuple[str, str], str], of_text: tuple[str, str], means: str
) -> dict[tuple[str, str], str]:
    """The texts with what one means; what had been put right into that one means it as well."""
    of, text = of_text
    found = {
        place: means if (place[0], was) == (of, text) else was for place, was in values.items()
    }
    return found | {of_text: means}


def _name_question(near: NearName, left: int) -> Choose:
    offered = [
        ("yes", "y", f"Yes, it is {near.called}", ""),
        ("no", "n", "No, it is another one", "its rows stay out"),
    ]
    if left > 1:
        offered.append(("all", "a", f"Yes to all {left} that are left", "as the plan names them"))
    return Choose(f"“{near.name}” ({count_of(near.rows, 'row')})", offered)


async def _with_column(bench: Workbench, plan: TrackerPlan, choices: Choices) -> Choices:
    """Ask which column is to be read otherwise, and as what."""
    columns = sorted((each for each in plan.columns if each.heading), key=_by_doubt)
    offered = [
        (str(at), "", f"{each.heading} → {_read_as(each)}", _examples(each))
        for at, each in enumerate(columns)
    ]
    chosen = await bench.ask(Choose("Which column is read wrongly?", offered))
    return choices if chosen is None else await _with_meaning(bench, columns[int(chosen)], choices)


async def _with_meaning(bench: Workbench, column: ReadColumn, choices: Choices) -> Choices:
    """Ask as what a column is to be read."""
    meanings = [(name, "", label_of(name), "") for name in MEANINGS]
    title = f"“{column.heading}” is … {_examples(column)}"
    meaning = await bench.ask(Choose(title, [("-", "", "Not used", ""), *meanings]))
    if meaning is None:
        return choices
    name = NOT_USED if meaning == "-" else meaning
    others = {
        heading: other
        for heading, other in choices.columns.items()
        if other != name or name == NOT_USED
    }
    return replace(choices, columns={**others, column.heading: name})


def _by_doubt(column: ReadColumn) -> tuple[bool, bool]:
    """Doubtful columns first, then those that are not read."""
    return not column.is_doubtful, column.meaning is not None


def _read_as(column: ReadColumn) -> str:
    if column.meaning is None:
        return "not used"
    return f"{label_of(column.meaning)}{'?' if column.is_doubtful else ''}"


def _examples(column: ReadColumn) -> str:
    return f"for example {', '.join(column.examples)}" if column.examples else ""
