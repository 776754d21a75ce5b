"""A tracker of policies brought in at the desk: its plan, its near names and its columns."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from data.policies.tracker.columns import COLUMNS, NOT_USED, label_of
from data.policies.tracker.plans import Choices, NearName, ReadColumn, TrackerPlan
from data.store.store import Store
from models.alliances.catalogues import CATALOGUES
from models.fields.text import count_of
from tui.commands.importing import file_to_read, say_imported
from tui.dialogs.ask import Ask, Pages, Title
from tui.dialogs.choose import Choose
from tui.dialogs.progress import Progress
from tui.widgets.bars import KeyBar, KeyHint
from tui.widgets.canvas import Words
from tui.workbench.workbench import Workbench

_CARRY_OUT, _NAMES, _COLUMNS, _LEAVE = "carry out", "names", "columns", ""


class PlanScreen(Ask[str]):
    """Shows what a tracker would bring in; gives what is to be done next."""

    def __init__(self, plan: TrackerPlan) -> None:
        super().__init__()
        self._plan = plan
        self._keys = {"escape": _LEAVE, "q": _LEAVE, "n": _LEAVE, "c": _COLUMNS}
        if not plan.empty:
            self._keys |= {"y": _CARRY_OUT, "enter": _CARRY_OUT}
        if plan.near:
            self._keys["a"] = _NAMES

    def compose(self) -> ComposeResult:
        """The title, the plan, the keys."""
        first, *others = self._plan.lines()
        lines: list[Words] = [[(f" {first}", "strong")], *([(f" {line}", "")] for line in others)]
        hints = [] if self._plan.empty else [KeyHint("y or Enter", "import")]
        hints += [KeyHint("a", "names")] if self._plan.near else []
        hints += [KeyHint("c", "columns"), KeyHint("↑↓", "read"), KeyHint("Esc", "leave")]
        with Vertical():
            yield Title(f"Tracker {self._plan.path.name}")
            yield Pages(lines)
            yield KeyBar(hints, id="tracker-keys")

    def on_key(self, event: events.Key) -> None:
        """Carry out, correct or leave."""
        if event.key in self._keys:
            event.stop()
            self.dismiss(self._keys[event.key])


async def import_tracker(bench: Workbench) -> None:
    """Show what a tracker would bring in, let names and columns be put right, and bring it in."""
    from data.policies.tracker.carrying_out import carry_out
    from data.policies.tracker.corrections import Corrections

    path = await file_to_read(bench, "Import a tracker of policies", "policy tracker.xlsx")
    if path is None:
        return
    settled = await _settled(bench, path)
    if settled is None:
        bench.say("Nothing was imported.", "info")
        return
    plan, choices = settled
    done = await Progress.during(
        bench, "Importing schools' policies", lambda store, tick: carry_out(store, plan, tick)
    )
    if done is None:
        bench.say("Stopped: nothing was imported.", "info")
        return
    if choices.columns:

        def remember(store: Store) -> None:
            if not store.throw_away:
                Corrections(store.path).keep(plan.headings, choices.columns)

        await bench.books.write(remember)
    say_imported(bench, done, plan, path.parent)


async def _settled(bench: Workbench, path: Path) -> tuple[TrackerPlan, Choices] | None:
    """The plan that is to be carried out, and what was chosen for it; None when it was left."""
    choices, asked = Choices(), False
    while True:
        plan = await _planned(bench, path, choices)
        if plan is None:
            return None
        if plan.undecided and not asked:
            asked = True
            if chosen := await _catalogue(bench, plan):
                choices = replace(choices, catalogue=chosen)
                continue
        action = await bench.ask(PlanScreen(plan))
        if action == _CARRY_OUT:
            return plan, choices
        if action == _NAMES:
            choices = await _with_names(bench, plan, choices)
        elif action == _COLUMNS:
            choices = await _with_column(bench, plan, choices)
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


async def _with_names(bench: Workbench, plan: TrackerPlan, choices: Choices) -> Choices:
    """Ask of each name that is only near whether it is meant."""
    confirmed = set(choices.near)
    for at, near in enumerate(plan.near):
        answer = await bench.ask(_name_question(near, len(plan.near) - at))
        if answer is None:
            break
        meant = plan.near[at:] if answer == "all" else [near] if answer == "yes" else []
        confirmed |= {(each.of, each.name) for each in meant}
        if answer == "all":
            break
    return replace(choices, near=frozenset(confirmed))


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
    if chosen is None:
        return choices
    column = columns[int(chosen)]
    meanings = [(name, "", label_of(name), "") for name in COLUMNS]
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
