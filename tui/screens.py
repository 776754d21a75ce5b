"""Screens that ask: yes or no, one of a list, or a few fields; and screens that only show."""

from __future__ import annotations

import textwrap
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar, TypeVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import Reactive
from textual.screen import ModalScreen
from textual.widget import Widget

from data.problems import Problem, Refused
from models.field import DeskField
from tui.bars import KeyBar, KeyHint, MessageLine
from tui.canvas import Canvas, Words
from tui.commands import FORM_KEYS, TYPED
from tui.form_pane import FormPane, Offered
from tui.room import RoomyScreen

if TYPE_CHECKING:
    from data.leaving import Question
    from data.store import Store
    from tui.desk import Desk

Result = TypeVar("Result")


class Ask(RoomyScreen[Result], ModalScreen[Result]):
    """The base of screens that lie over the desk and give an answer."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    DEFAULT_CSS = """
    Ask { align: center middle; background: $background; }
    Ask > Vertical { width: 100%; height: 100%; background: $background; }
    Ask .title { height: 1; background: $panel; text-style: bold; }
    """

    @property
    def desk(self) -> Desk:
        """The app, by its own type."""
        return self.app  # type: ignore[return-value]


class Title(Canvas):
    """One line at the head of a screen."""

    DEFAULT_CSS = "Title { height: 1; background: $panel; }"

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._text, self._style = text, "strong"

    def show(self, text: str, style: str = "strong") -> None:
        """Show this."""
        self._text, self._style = text, style
        self.redraw()

    def draw(self, width: int, height: int) -> list[Words]:
        """One line."""
        return [[(f" {self._text}", self._style)]]


class Pages(Canvas, can_focus=True):
    """Lines that are read with the arrows and page keys."""

    DEFAULT_CSS = "Pages { height: 1fr; }"

    def __init__(self, lines: Sequence[Words]) -> None:
        super().__init__()
        self._given = list(lines)
        self._folded: list[Words] = []
        self._folded_for = 0
        self._top = 0

    def draw(self, width: int, height: int) -> list[Words]:
        """The lines in view."""
        if width != self._folded_for:
            self._folded = [part for line in self._given for part in _folded(line, width)]
            self._folded_for = width
        self._top = max(0, min(self._top, len(self._folded) - height))
        return self._folded[self._top : self._top + height]

    def on_key(self, event: events.Key) -> None:
        """Move through the lines."""
        page = max(1, self.size.height - 1)
        steps = {
            "down": 1, "up": -1, "pagedown": page, "pageup": -page, "space": page,
            "home": -len(self._folded), "end": len(self._folded),
        }  # fmt: skip
        step = steps.get(event.key)
        if step is not None:
            event.stop()
            self._top += step
            self.redraw()


def _folded(line: Words, width: int) -> list[Words]:
    """A line that is too long as several: its last words go on below where they began."""
    if sum(cell_len(text) for text, _ in line) <= width:
        return [line]
    *before, (text, style) = line
    indent = sum(cell_len(part) for part, _ in before)
    indent += len(text) - len(text.lstrip())
    room = width - indent - 1
    if room < 16:
        return [line]
    first, *others = textwrap.wrap(text.strip(), room) or [""]
    head = (" " * (len(text) - len(text.lstrip())) + first, style)
    return [[*before, head], *([(" " * indent, ""), (part, style)] for part in others)]


class Show(Ask[bool]):
    """Shows lines until they have been read; with `confirm` one key carries something out."""

    def __init__(self, title: str, lines: Sequence[Words], confirm: str = "") -> None:
        super().__init__()
        self._title, self._content, self._confirm = title, lines, confirm

    def compose(self) -> ComposeResult:
        """Title, lines, keys."""
        hints = [KeyHint("↑↓ PgUp PgDn", "read")]
        if self._confirm:
            hints.insert(0, KeyHint("y or Enter", self._confirm))
        hints.append(KeyHint("Esc", "leave"))
        with Vertical():
            yield Title(self._title)
            yield Pages(self._content)
            yield KeyBar(hints, id="show-keys")

    def on_key(self, event: events.Key) -> None:
        """Confirm or leave."""
        if event.key in ("escape", "q", "n"):
            event.stop()
            self.dismiss(False)
        elif self._confirm and event.key in ("y", "enter"):
            event.stop()
            self.dismiss(True)


class Confirm(Ask[bool]):
    """Asks whether something is to be done; only `y` says yes."""

    def __init__(self, question: str, details: Sequence[str] = (), yes: str = "yes") -> None:
        super().__init__()
        self._question, self._details, self._yes = question, details, yes

    def compose(self) -> ComposeResult:
        """The question, what it is about, the keys."""
        lines: list[Words] = [[("", "")]]
        lines += [[(f" {detail}", "")] for detail in self._details]
        with Vertical():
            yield Title(self._question)
            yield Pages(lines)
            yield KeyBar([KeyHint("y", self._yes), KeyHint("n or Esc", "no")], id="confirm-keys")

    def on_key(self, event: events.Key) -> None:
        """Yes or no."""
        if event.key in ("y", "Y"):
            event.stop()
            self.dismiss(True)
        elif event.key in ("n", "N", "escape", "q"):
            event.stop()
            self.dismiss(False)


class ChoiceLines(Canvas, can_focus=True):
    """A list of which one line is chosen, with the arrows or by its key."""

    DEFAULT_CSS = "ChoiceLines { height: 1fr; }"

    def __init__(self, choices: Sequence[tuple[str, str, str]]) -> None:
        super().__init__()
        self.choices = list(choices)
        self.index = 0

    @property
    def _key_width(self) -> int:
        return max((len(key) for key, _, _ in self.choices), default=0) + 2

    def draw(self, width: int, height: int) -> list[Words]:
        """The choices around the chosen one."""
        top = max(0, min(self.index - height // 2, len(self.choices) - height))
        lines: list[Words] = []
        for at, (key, word, detail) in enumerate(self.choices[top : top + height], top):
            style = "chosen" if at == self.index else ""
            lines.append(
                [
                    ("  ", ""),
                    (f"{key:<{self._key_width}}", "strong"),
                    (word, style),
                    (f"  {detail}", "quiet"),
                ]
            )
        return lines

    def move(self, step: int) -> None:
        """Choose another line."""
        self.index = max(0, min(self.index + step, len(self.choices) - 1))
        self.redraw()


class Choose(Ask["str | None"]):
    """Asks for one of a few things; gives the value of the chosen one.

    `choices` are (value, key, word, detail).
    """

    def __init__(self, title: str, choices: Sequence[tuple[str, str, str, str]]) -> None:
        super().__init__()
        self._title, self._given = title, choices
        self._prefix = ""

    def compose(self) -> ComposeResult:
        """The title, the choices, the keys."""
        with Vertical():
            yield Title(self._title)
            yield ChoiceLines([choice[1:] for choice in self._given])
            yield KeyBar(
                [KeyHint("↑↓", "choose"), KeyHint("Enter", "take"), KeyHint("Esc", "leave")],
                id="choose-keys",
            )

    def on_key(self, event: events.Key) -> None:
        """Move, take or leave."""
        lines = self.query_one(ChoiceLines)
        event.stop()
        if event.key == "escape":
            self.dismiss(None)
        elif event.key == "enter":
            self.dismiss(self._given[lines.index][0])
        elif event.key in ("down", "up", "pagedown", "pageup"):
            lines.move({"down": 1, "up": -1, "pagedown": 8, "pageup": -8}[event.key])
        else:
            self._typed(event.character or "", lines)

    def _typed(self, character: str, lines: ChoiceLines) -> None:
        """Take the choice of this key; where choices have none, go to the word that begins so."""
        for value, key, _, _ in self._given:
            if key and key == character.lower():
                self.dismiss(value)
                return
        self._prefix += character.lower()
        for prefix in (self._prefix, character.lower()):
            for at, (_, _, word, _) in enumerate(self._given):
                if prefix and word.lower().startswith(prefix):
                    self._prefix = prefix
                    lines.move(at - lines.index)
                    return


def form_help() -> list[Words]:
    """The keys of a form, and what may be typed into its fields."""
    lines: list[Words] = []
    for keys, text in (*FORM_KEYS, ("", ""), *TYPED):
        lines.append([(f" {keys:<26}", "info"), (text, "")])
    return lines


Outcome = dict[str, str]
"""Problems by field; an empty one means that all is well."""

CarryOut = Callable[[dict[str, str]], Awaitable[None]]
"""Does what was asked for; raises Problem when it cannot be."""


class FieldsScreen(Ask["dict[str, str] | None"]):
    """Asks for a few fields that belong to no record; gives what was typed, in its usual form.

    It stays, with all that was typed, until it is accepted: by `check`, which gives the problems of
    the fields, and by `carry_out`. The caret begins at the field `at`. Of the choices of a field
    those are offered that `offered` gives for it and for what stands in all; None is every choice.
    """

    FORM_KEYS: ClassVar[Sequence[KeyHint]] = (
        KeyHint("Tab", "next"),
        KeyHint("Enter or Ctrl+S", "go on"),
        KeyHint("Esc", "leave"),
    )

    def __init__(
        self,
        title: str,
        fields: Sequence[tuple[str, DeskField]],
        shown: Mapping[str, str],
        today: date,
        check: Callable[[dict[str, str]], Outcome] = lambda _: {},
        carry_out: CarryOut | None = None,
        at: int = 0,
        offered: Offered | None = None,
    ) -> None:
        super().__init__()
        self._title, self._fields, self._shown = title, fields, shown
        self._offered = offered
        self._today, self._check, self._carry_out, self._at = today, check, carry_out, at
        self._foot = KeyBar(self.FORM_KEYS, id="fields-keys")
        self._message = MessageLine(self._foot)
        self._busy = False

    def compose(self) -> ComposeResult:
        """The title, the form, a message, the keys."""
        with Vertical():
            yield Title(self._title)
            yield FormPane(self._today)
            yield self._message
            yield self._foot

    def on_mount(self) -> None:
        """Begin at the first field."""
        pane = self.query_one(FormPane)
        pane.enter_ends = True
        pane.offered = self._offered
        pane.begin(self._fields, self._shown, at=self._at)
        pane.focus()

    def on_form_pane_resolve(self, message: FormPane.Resolve) -> None:
        """Names of records are resolved when the answer is used."""

    def on_form_pane_help(self, _: FormPane.Help) -> None:
        """Show the keys of a form."""
        self.app.push_screen(Show("Help", form_help()))

    def on_form_pane_save(self, _: FormPane.Save) -> None:
        """Give what was typed, unless something is wrong with it."""
        pane = self.query_one(FormPane)
        texts = {name: text.strip() for name, text in pane.texts.items()}
        problems = {entry.name: entry.problem for entry in pane.entries if entry.problem}
        for name, field in self._fields:
            if field.required and not texts[name]:
                problems.setdefault(name, field.needed())
        problems = problems or self._check(texts)
        if problems:
            pane.show_problems(problems)
        elif self._carry_out is None:
            self.dismiss(texts)
        elif not self._busy:
            self._busy = True
            self.run_worker(self._try(self._carry_out, texts))

    async def _try(self, carry_out: CarryOut, texts: dict[str, str]) -> None:
        """Carry it out; when it is refused say why under the fields that are concerned."""
        with self.desk.keys_held():
            try:
                await carry_out(texts)
            except Problem as problem:
                self._show(problem)
            else:
                self.dismiss(texts)
            finally:
                self._busy = False

    def _show(self, problem: Problem) -> None:
        names = [name for name, _ in self._fields]
        refused = problem if isinstance(problem, Refused) else None
        told = [(each.attribute, each.message) for each in refused.findings] if refused else []
        of_fields: Outcome = {}
        for name, message in told or [(names[-1], str(problem))]:
            # What is about none of the fields stands under the last, where there is room for it.
            name = name if name in names else names[-1]
            of_fields[name] = f"{of_fields[name]} {message}" if name in of_fields else message
        self.query_one(FormPane).show_problems(of_fields)
        subject = refused.subject if refused else ""
        self._message.say(f"{subject or 'Not done yet'}: see below the fields.", "bad")

    @property
    def unsaved(self) -> bool:
        """Whether something was typed."""
        return bool(self.query_one(FormPane).typed)

    def on_form_pane_leave(self, _: FormPane.Leave) -> None:
        """Leave without an answer, after asking when something would be lost."""
        self.run_worker(self._leave())

    async def _leave(self) -> None:
        with self.desk.keys_held():
            if self.unsaved:
                question = Confirm("Leave without using what you typed?", (), "leave")
                if not await self.desk.push_screen_wait(question):
                    return
            self.dismiss(None)


async def ask_until_accepted(
    desk: Desk,
    title: str,
    fields: Sequence[tuple[str, DeskField]],
    shown: Mapping[str, str],
    save: Callable[[Store, dict[str, str]], Result],
    *,
    at: int = 0,
    first: Callable[[Store, dict[str, str]], Question | None] | None = None,
) -> Result | None:
    """Ask for these fields until what was typed can be saved; gives what saving gave.

    `save` works in the store's thread and raises Problem when it cannot be. None when it was left.
    What is to be asked `first`, before it is saved, only yes answers.
    """
    saved: list[Result] = []

    async def carry_out(texts: dict[str, str]) -> None:
        question = await desk.books.run(lambda store: first(store, texts)) if first else None
        if question and not await desk.push_screen_wait(
            Confirm(question.asks, question.details, "go on")
        ):
            raise Problem("Nothing was changed.")
        saved.append(await desk.books.run(lambda store: save(store, texts)))

    screen = FieldsScreen(title, fields, shown, desk.today, carry_out=carry_out, at=at)
    await desk.push_screen_wait(screen)
    return saved[-1] if saved else None
