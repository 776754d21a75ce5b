"""The plan of an import on the screen: what it would do, and which columns were misread."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from data.imports.corrections import NOT_USED, Corrections, FaultyValue, FileColumn
from data.imports.plans import Plan, RejectedRow, rejected_in_words
from models.fields.choice_fields import ChoiceField, YesNoField
from models.fields.field import DeskField
from models.fields.text import count_of, one_line
from models.fields.text_fields import TextField
from tui.dialogs.ask import Ask, Title, in_view, room_for
from tui.dialogs.choose import Choose
from tui.forms.questions import FieldsScreen
from tui.grid.columns import fit
from tui.widgets.bars import KeyBar, KeyHint, in_lines
from tui.widgets.canvas import Canvas, Words
from tui.workbench.workbench import Workbench

CARRY_OUT = "carry out"
_HEADING, _FIELD = 20, 20
"""Cells of the column of headings, and of that of fields."""

_FAULTS_SHOWN = 12

_AROUND = 2
"""The title and the keys."""

Step = str | FileColumn | FaultyValue
"""The next step: carry it out, or correct a column or a value; empty to leave."""


class PlanLine(NamedTuple):
    """A line of the plan; one that can be put right names what."""

    words: Words
    about: object | None = None


class PlanLines(Canvas, can_focus=True):
    """The lines of a plan, made for a width, with a cursor on those that can be put right."""

    DEFAULT_CSS = "PlanLines { height: 1fr; }"

    def __init__(self, lines: Callable[[int], Iterable[PlanLine]]) -> None:
        super().__init__()
        self._make = lines
        self._lines_of_plan: list[PlanLine] = []
        self._for_width = 0
        self._top = 0
        self._at: int | None = None

    @property
    def about(self) -> object | None:
        """The entry under the cursor; None while it is on nothing that can be corrected."""
        return None if self._at is None else self._lines_of_plan[self._at].about

    def draw(self, width: int, height: int) -> list[Words]:
        """The lines in view."""
        self._fold(width)
        count = len(self._lines_of_plan)
        self._top = max(0, min(self._top, count - room_for(count, height)))
        return in_view(
            [
                self.spot(
                    None if line.about is None else at,
                    ("›" if at == self._at else " ", ""),
                    *line.words,
                )
                for at, line in enumerate(self._lines_of_plan)
            ],
            self._top,
            height,
        )

    def _fold(self, width: int) -> None:
        """Make the lines for this width, with the cursor where it was."""
        if width == self._for_width:
            return
        about, self._for_width = self.about, width
        self._lines_of_plan = list(self._make(width))
        if about is not None:
            self._at = next(
                (at for at, line in enumerate(self._lines_of_plan) if line.about == about), None
            )

    def take(self, what: object) -> None:
        """Put right what was clicked, as Enter does."""
        if isinstance(what, int):
            from tui.widgets.pressing import press

            self._at = what
            self.redraw()
            press(self, "enter")

    def move(self, step: int) -> None:
        """Go to the next line that can be put right, or scroll where there is none."""
        # A key may come before the lines were drawn for the first time.
        self._fold(self._for_width or self.size.width or self.app.size.width)
        height = self.size.height or self.app.size.height - _AROUND
        height = room_for(len(self._lines_of_plan), height)
        places = [at for at, line in enumerate(self._lines_of_plan) if line.about is not None]
        here = -1 if self._at is None else self._at
        found = (
            next((at for at in places if at > here), None)
            if step > 0
            else next((at for at in reversed(places) if at < here), None)
        )
        last = self._top + height - 1
        if found is not None and (step < 0 or found <= last + 1):
            self._at = found
            self._top = max(found - height + 1, min(self._top, found))
        elif step > 0:
            self._top += 1
        else:
            self._top, self._at = self._top - 1, None
        self.redraw()

    def scroll_page(self, step: int) -> None:
        """A page further or back."""
        room = room_for(len(self._lines_of_plan), self.size.height)
        self.scroll_lines(step * max(1, room - 1), None)

    def scroll_lines(self, lines: int, over: object) -> None:
        """Scroll by this many lines."""
        self._top += lines
        self.redraw()


class PlanScreen(Ask[Step]):
    """Shows what an import would do; gives what is to be done next."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self._plan = plan

    def compose(self) -> ComposeResult:
        """The title, the plan, the keys."""
        plan = self._plan
        hints = [] if plan.empty else [KeyHint("y or Ctrl+S", "import")]
        if plan.columns or plan.faulty or plan.assumed:
            hints.append(KeyHint("↓ Enter", "put right"))
        hints += [KeyHint("PgDn", "read"), KeyHint("Esc", "leave")]
        with Vertical():
            yield Title(f"Import {plan.record.plural()}", one_line(plan.path.name))
            yield PlanLines(lambda width: _lines(plan, width))
            yield KeyBar(hints, id="plan-keys")

    def on_key(self, event: events.Key) -> None:
        """Carry out, put right, move or leave."""
        lines = self.query_one(PlanLines)
        event.stop()
        moves = {"down": 1, "up": -1}
        pages = {"pagedown": 1, "pageup": -1, "space": 1}
        if event.key in ("escape", "q", "n"):
            self.dismiss("")
        elif event.key in moves:
            lines.move(moves[event.key])
        elif event.key in pages:
            lines.scroll_page(pages[event.key])
        elif event.key == "enter" and isinstance(lines.about, (FileColumn, FaultyValue)):
            self.dismiss(lines.about)
        elif event.key in ("y", "ctrl+s", "f2", "enter") and not self._plan.empty:
            self.dismiss(CARRY_OUT)


# What stands on it


def _lines(plan: Plan, width: int) -> Iterator[PlanLine]:
    yield PlanLine(_figures(plan))
    for fact in plan.facts():
        yield from folded_lines(fact, width, "warn" if plan.older else "")
    none_known = bool(plan.columns) and not any(each.attribute for each in plan.columns)
    used = [column for column in plan.columns if column.attribute or none_known]
    unused = [column for column in plan.columns if not (column.attribute or none_known)]
    if plan.columns:
        heading = f"{fit('Your heading', _HEADING)} {fit('goes to', _FIELD)} Example"
        yield from _under(heading, [PlanLine(_of_column(plan, each, width), each) for each in used])
    if none_known:
        said = "None of these headings is known: go to one with ↓, and say with Enter what it is."
        for part in in_lines(said, width - 2, 3):
            yield PlanLine([(part, "warn")])
    if unused:
        yield PlanLine(
            [(f"{count_of(len(unused), 'column')} not used, listed at the end", "label")]
        )
    yield from _to_put_right(plan, width)
    yield from assumed_lines([(each.heading, each) for each in plan.assumed], width)
    if plan.first_changes:
        yield from _under(
            "Changes",
            (line for change in plan.first_changes for line in folded_lines(change, width)),
        )
        more = len(plan.changes) - len(plan.first_changes)
        if more > 0:
            yield PlanLine([(f"… and {more:,} more changes.", "label")])
    # The columns above say the same.
    told = ("Read “", "Not used: ") if plan.columns else ()
    notes = [note for note in plan.notes if not note.startswith(told)]
    if notes:
        yield from _under(
            "Notes", (line for note in notes for line in folded_lines(note, width, "label"))
        )
    if unused:
        yield from _under(
            "Columns not used",
            [PlanLine(_of_column(plan, each, width), each) for each in unused],
        )
    said = "Nothing is saved yet." if not plan.empty else "There is nothing to import."
    yield from (PlanLine([]), PlanLine([(said, "label")]))


def _under(heading: str, lines: Iterable[PlanLine]) -> Iterator[PlanLine]:
    """Lines under a heading of their own, with a blank line before it."""
    yield PlanLine([])
    yield PlanLine([(heading, "strong")])
    yield from lines


def _figures(plan: Plan) -> Words:
    parts: list[tuple[str, str]] = []
    for count, word, style in (
        (len(plan.additions), "new", "good"),
        (len(plan.changes), "changed", "info"),
        (plan.unchanged, "unchanged", ""),
        (len(plan.rejected), "rejected", "bad"),
    ):
        parts += [(f"{count:,}", "strong" if count else "label"),
                  (f" {word}   ", style if count else "label")]  # fmt: skip
    return [*parts, (f"of {count_of(plan.read, 'row')}", "label")]


def _of_column(plan: Plan, column: FileColumn, width: int) -> Words:
    if column.attribute:
        label, style = plan.record.field(column.attribute).label, ""
        label += " ▾" if column.by_hand else ""
    else:
        label, style = "– not used", "label"
    examples = ", ".join(column.examples)
    room = max(8, width - _HEADING - _FIELD - 4)
    return [
        (fit(one_line(column.heading), _HEADING), ""), (" ", ""), (fit(label, _FIELD), style),
        (" ", ""), (fit(examples, room), "label"),
    ]  # fmt: skip


def _to_put_right(plan: Plan, width: int) -> Iterator[PlanLine]:
    if not plan.rejected:
        return
    yield PlanLine([])
    yield PlanLine([("Rejected", "strong")])
    for fault in plan.faulty[:_FAULTS_SHOWN]:
        yield from _of_fault(plan, fault, width)
    more = len(plan.faulty) - _FAULTS_SHOWN
    if more > 0:
        yield PlanLine([(f"… and {more:,} more values that cannot be read.", "label")])
    yield from others_rejected(plan.rejected, {fault.why for fault in plan.faulty}, width)


def _of_fault(plan: Plan, fault: FaultyValue, width: int) -> Iterator[PlanLine]:
    """The value that could not be read, its column unless the name says that, and its rows."""
    label, heading = plan.record.field(fault.attribute).label, one_line(fault.heading)
    told = fault.why if fault.why.startswith(label) else f"{label}: {fault.why}"
    where = "" if heading == label else f", {heading}"
    rows = f"{count_of(fault.rows, 'row')}{where}: "
    for number, part in enumerate(in_lines(f"{rows}{told}", width - 4, 2)):
        about = None if number else fault
        yield PlanLine([("  " if number else "", ""), (part, "bad")], about)


def others_rejected(
    rejected: Iterable[RejectedRow], told: Collection[str], width: int
) -> Iterator[PlanLine]:
    """The rejected rows whose reasons have not been told yet, those of one reason in a line."""
    for line in rejected_in_words([row for row in rejected if row.reason not in told]):
        yield from folded_lines(line, width, "bad")


class AssumedText(Protocol):
    """A text that may mean something else than it is read as."""

    @property
    def text(self) -> str:
        """The text."""

    @property
    def why(self) -> str:
        """What it is read as."""

    @property
    def rows(self) -> int:
        """In how many rows it stands."""


def assumed_lines(assumed: Sequence[tuple[str, AssumedText]], width: int) -> Iterator[PlanLine]:
    """The texts that may mean something else than they are read as, each with its column."""
    if not assumed:
        return
    yield PlanLine([])
    yield PlanLine([("Assumed", "strong")])
    for column, value in assumed[:_FAULTS_SHOWN]:
        told = f"“{one_line(value.text)}” is {value.why} ({count_of(value.rows, 'row')})"
        for number, part in enumerate(in_lines(f"{one_line(column)}: {told}", width - 4, 2)):
            about = None if number else value
            yield PlanLine([("  " if number else "", ""), (part, "warn")], about)
    if (more := len(assumed) - _FAULTS_SHOWN) > 0:
        yield PlanLine([(f"… and {more:,} more.", "label")])


def folded_lines(text: str, width: int, style: str = "") -> Iterator[PlanLine]:
    """A text in as many lines as it needs."""
    for number, part in enumerate(in_lines(one_line(text), width - 4, 6)):
        yield PlanLine([("  " if number else "", ""), (part, style)])


# Putting right


async def put_right(
    bench: Workbench, plan: Plan, about: FileColumn | FaultyValue
) -> Corrections | None:
    """Ask what a column or a value means; None when it was left."""
    if isinstance(about, FaultyValue):
        return await _value_put_right(bench, plan, about)
    choices = [(NOT_USED, "", "Not used", "")]
    choices += [(each.attribute, "", each.label, each.help) for each in plan.record.fields()]
    examples = f" ({', '.join(about.examples)})" if about.examples else ""
    title = f"“{one_line(about.heading)}”{examples} is …"
    chosen = await bench.ask(Choose(title, choices))
    return None if chosen is None else plan.corrections.with_column(about.heading, chosen)


async def _value_put_right(bench: Workbench, plan: Plan, fault: FaultyValue) -> Corrections | None:
    field = plan.record.field(fault.attribute)
    asked: DeskField = field
    if not isinstance(field, (ChoiceField, YesNoField)):
        asked = TextField(field.label, f"{fault.why}.", longest=2000)
    rows = count_of(fault.rows, "row")
    title = f"“{one_line(fault.text)}” in {one_line(fault.heading)} ({rows}) means …"
    shown = {} if asked is field else {"value": fault.text}
    answer = await bench.ask(FieldsScreen(title, [("value", asked)], shown, bench.today))
    if answer is None:
        return None
    return plan.corrections.with_value(fault.heading, fault.text, answer["value"])
