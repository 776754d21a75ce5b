"""The plan of a tracker on the screen: what it would bring in, and what was misread."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from data.policies.tracker.columns import label_of
from data.policies.tracker.plans import Fault, NearName, ReadColumn, TrackerPlan
from models.fields.text import count_of, one_line
from tui.commands.import_plan import (
    PlanLine,
    PlanLines,
    assumed_lines,
    folded_lines,
    others_rejected,
)
from tui.dialogs.ask import Ask, Title
from tui.grid.columns import fit
from tui.widgets.bars import KeyBar, KeyHint
from tui.widgets.canvas import Words

CARRY_OUT, NAMES, COLUMNS, REJECTED, LEAVE = "carry out", "names", "columns", "rejected", ""
_HEADING, _FIELD, _EXAMPLE, _TOLD = 18, 16, 16, 7
_FAULTS_SHOWN, _CHANGES_SHOWN, _IN_PLACE = 12, 12, 12


class Answered(NamedTuple):
    """A name that is only near one in the books, and whether that is the one."""

    near: NearName
    is_it: bool


Action = str | ReadColumn | Fault | Answered
"""The next step: a word, or the column, the text or the name in front."""


class TrackerPlanScreen(Ask[Action]):
    """Shows what a tracker would bring in; gives what is to be done next."""

    def __init__(self, plan: TrackerPlan, said: str = "") -> None:
        super().__init__()
        self._plan, self._said = plan, said
        self._keys = {"escape": LEAVE, "q": LEAVE, "n": LEAVE, "c": COLUMNS}
        if not plan.empty:
            self._keys |= dict.fromkeys(("y", "ctrl+s", "f2", "enter"), CARRY_OUT)
        if plan.near:
            self._keys["a"] = NAMES
        if plan.rejected:
            self._keys["w"] = REJECTED

    def compose(self) -> ComposeResult:
        """The title, the plan, the keys."""
        plan = self._plan
        hints = [] if plan.empty else [KeyHint("y or Ctrl+S", f"import {len(plan.steps):,}")]
        hints += [KeyHint("↓ Enter", "change")]
        hints += [KeyHint("a", "names")] if plan.near else []
        hints += [KeyHint("w", "rejected to file")] if plan.rejected else []
        hints += [KeyHint("c", "columns"), KeyHint("Esc", "leave")]
        with Vertical():
            yield Title("Import school policies and reviews", one_line(plan.path.name))
            yield PlanLines(lambda width: lines_of(plan, width, self._said))
            yield KeyBar(hints, id="tracker-keys")

    def on_key(self, event: events.Key) -> None:
        """Carry out, put right, answer, move or leave."""
        lines = self.query_one(PlanLines)
        event.stop()
        about = lines.about
        if event.key in ("down", "up"):
            lines.move(1 if event.key == "down" else -1)
        elif event.key in ("pagedown", "pageup", "space"):
            lines.scroll_page(-1 if event.key == "pageup" else 1)
        elif event.key == "enter" and isinstance(about, (ReadColumn, Fault)):
            self.dismiss(about)
        elif event.key in ("y", "n", "enter") and isinstance(about, NearName):
            self.dismiss(Answered(about, event.key != "n"))
        elif event.key in self._keys:
            self.dismiss(self._keys[event.key])


def lines_of(plan: TrackerPlan, width: int, said: str = "") -> Iterator[PlanLine]:
    """The plan in lines of this width: its figures first, then what asks for an answer."""
    if plan.missing:
        missing = " or ".join(plan.missing)
        told = f"No column is read as {missing}, so nothing can come in: ↓ to one, and Enter."
        yield from folded_lines(told, width, "warn")
    else:
        yield PlanLine(_figures(plan))
    yield PlanLine([])
    yield from _of_columns(plan, width)
    yield from _to_answer(plan, width)
    yield from assumed_lines([(label_of(each.of), each) for each in plan.assumed], width)
    changes = [step.told for step in plan.steps if not step.is_new]
    if changes:
        yield PlanLine([])
        yield PlanLine([("Changes", "strong")])
        for change in changes[:_CHANGES_SHOWN]:
            yield from folded_lines(change, width)
        if len(changes) > _CHANGES_SHOWN:
            yield PlanLine([(f"… and {len(changes) - _CHANGES_SHOWN:,} more changes.", "label")])
    told_of_it = [*plan.warnings, *plan.notes]
    if told_of_it:
        yield PlanLine([])
        yield PlanLine([("Notes", "strong")])
        for note in told_of_it:
            yield from folded_lines(note, width, "label")
    yield PlanLine([])
    nothing = "There is nothing to import." if plan.empty else (
        "Nothing is saved yet. What you put right is remembered for the next such file."
    )  # fmt: skip
    yield PlanLine([(said or nothing, "good" if said else "label")])


def _figures(plan: TrackerPlan) -> Words:
    new = sum(step.is_new for step in plan.steps)
    counts = [
        (new, "new", "good"), (len(plan.steps) - new, "changed", "info"),
        (plan.unchanged, "unchanged", ""), (len(plan.unfit), "rejected", "bad"),
    ]  # fmt: skip
    counts += [(len(plan.waiting), "to answer", "warn")] if plan.waiting else []
    counts += [(plan.blank, "blank", "")] if plan.blank else []
    words: Words = []
    for count, word, style in counts:
        words = [*words, (f"{count:,}", "strong" if count else "label"),
                 (f" {word}   ", style if count else "label")]  # fmt: skip
    return words


def _of_columns(plan: TrackerPlan, width: int) -> Iterator[PlanLine]:
    columns = [each for each in plan.columns if each.heading]
    shown = columns
    if len(columns) > _IN_PLACE:
        # Those that are not used stand behind the others, and scroll away.
        shown = sorted(columns, key=lambda each: each.meaning is None)
    head = f"{fit('Your heading', _HEADING)} {fit('goes to', _FIELD)} {fit('Example', _EXAMPLE)}"
    yield PlanLine([(f"{head} Read as", "strong")])
    for column in shown:
        example = column.examples[0] if column.examples else ""
        label, style = "– not used", "label"
        if column.meaning is not None:
            sign = " ▾" if column.by_hand else "?" if column.is_doubtful else ""
            label, style = label_of(column.meaning) + sign, "warn" if column.is_doubtful else ""
        room = max(8, width - _HEADING - _FIELD - _EXAMPLE - 5)
        yield PlanLine([
            (fit(one_line(column.heading), _HEADING), ""), (" ", ""), (fit(label, _FIELD), style),
            (" ", ""), (fit(one_line(example), _EXAMPLE), "label"), (" ", ""),
            (fit(one_line(column.read_as), room), ""),
        ], column)  # fmt: skip


def _to_answer(plan: TrackerPlan, width: int) -> Iterator[PlanLine]:
    if not plan.rejected:
        return
    yield PlanLine([])
    yield PlanLine([("To answer and rejected", "strong")])
    for near in plan.near:
        told, answer = f"“{one_line(near.name)}”   {near.called}?", "y or n"
        room = max(20, width - _TOLD - 16)
        rows = count_of(near.rows, "row")
        yield PlanLine([(fit(rows, _TOLD), "label"), (" near ", "warn"), (fit(told, room), ""),
                        (f" {answer}", "strong")], near)  # fmt: skip
    for fault in plan.faults[:_FAULTS_SHOWN]:
        rows = count_of(fault.rows, "row")
        for number, line in enumerate(folded_lines(fault.why, width - _TOLD - 6, "bad")):
            first: Words = [(fit("" if number else rows, _TOLD), "label"),
                            ("      " if number else " no   ", "bad")]  # fmt: skip
            yield PlanLine([*first, *line.words], None if number else fault)
    more = len(plan.faults) - _FAULTS_SHOWN
    if more > 0:
        yield PlanLine([(f"… and {more:,} more texts that cannot be used.", "label")])
    yield from others_rejected(plan.unfit, {fault.why for fault in plan.faults}, width)
