"""Questions of a few fields that belong to no record, asked until the answer can be used."""

from __future__ import annotations

import textwrap
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical

from data.problems import Clash, Problem, Refused
from data.store.books import Books
from data.store.store import Store
from data.tables.questions import Question
from models.fields.choice_fields import ChoiceField
from models.fields.field import DeskField
from tui.dialogs.ask import Confirm, Named, Result, Rising, Show, Title
from tui.forms.earlier_answers import answered_before, finder_of_earlier, keep_answer
from tui.forms.entry import Offered
from tui.forms.form_pane import Finder, FormPane
from tui.forms.path_pane import Completer, PathPane, finder_of
from tui.widgets.bars import KeyBar, KeyHint, MessageLine
from tui.widgets.canvas import Canvas, Words
from tui.workbench.keys import FORM_KEYS, TYPED
from tui.workbench.workbench import Workbench


def form_help() -> list[Words]:
    """The keys of a form, and what may be typed into its fields."""
    lines: list[Words] = []
    for keys, text in (*FORM_KEYS, ("", ""), *TYPED):
        lines.append([(f" {keys:<25} ", "info"), (text, "")])
    return lines


_LEAST_OFFERED, _MOST_OFFERED = 4, 10
"""Lines below a field for what is offered for it, what helps, or what is wrong with it."""

Problems = dict[str, str]
"""The problems by field; empty when all is well."""

CarryOut = Callable[[dict[str, str]], Awaitable[None]]
"""Does what was asked for; raises Problem when it cannot be."""


class Told(Canvas):
    """Sentences above the fields, each on lines of its own."""

    def __init__(self, told: Sequence[str], width: int) -> None:
        super().__init__()
        self._folded = [part for line in told for part in textwrap.wrap(line, width)]
        self.rows = len(self._folded) + 1
        """Lines that it takes, with the blank one below."""
        self.styles.height = self.rows

    def draw(self, width: int, height: int) -> list[Words]:
        """The sentences as they were folded."""
        return [[(f" {line}", "")] for line in self._folded]


class FieldsScreen(Rising["dict[str, str] | None"]):
    """Asks for a few fields that belong to no record; gives what was typed, in its usual form.

    It stays, with all that was typed, until it is accepted: by `check`, which gives the problems of
    the fields, and by `carry_out`. The caret begins at the field `at`. Of the choices of a field
    those are offered that `offered` gives for it and for what stands in all; None is every choice.
    What it is about is told by its `names`, and what will happen is `told`, above them. Fields of
    paths are among `completes`, with how what is typed can go on.
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
        check: Callable[[dict[str, str]], Problems] = lambda _: {},
        carry_out: CarryOut | None = None,
        at: int = 0,
        offered: Offered | None = None,
        told: Sequence[str] = (),
        names: Sequence[Sequence[str]] = (),
        completes: Mapping[str, Completer] = {},
    ) -> None:
        super().__init__()
        self._completes = completes
        self._title, self._fields, self._shown = title, fields, shown
        self._offered, self._told, self._names = offered, told, names
        self._today, self._check, self._carry_out, self._at = today, check, carry_out, at
        keys = list(self.FORM_KEYS)
        if len(fields) == 1:
            keys[:1] = [KeyHint("Tab", "complete")] if completes else []
        self._foot = KeyBar(keys, id="fields-keys")
        self._message = MessageLine(self._foot)
        self._busy = False

    def compose(self) -> ComposeResult:
        """The title, the form, a message, the keys."""
        with Vertical():
            yield Title(self._title)
            if self._names:
                yield Named(self._names, self.app.size.width)
            if self._told:
                yield Told(self._told, self.app.size.width - 2)
            yield PathPane(self._today)
            yield self._message
            yield self._foot

    def rows_wanted(self, width: int) -> int | None:
        """Room for the notes, the fields with suggestions for one, and three lines around."""
        told = sum(each.rows for each in self.query(Named))
        told += sum(each.rows for each in self.query(Told))
        choices = [each for _, each in self._fields if isinstance(each, ChoiceField)]
        offered = max((len(set(each.meanings.values())) for each in choices), default=0)
        below = max(_LEAST_OFFERED, min(offered, _MOST_OFFERED))
        return told + len(self._fields) + below + 3

    def on_mount(self) -> None:
        """Begin at the first field."""
        pane = self.query_one(PathPane)
        pane.enter_ends = True
        pane.offered = self._offered
        pane.completes = dict(pane.completes) | dict(self._completes)
        pane.finds = self._earlier_answers() | dict(pane.finds)
        pane.begin(self._fields, self._shown, at=self._at)
        pane.focus()

    def _earlier_answers(self) -> dict[str, Finder]:
        """The suggestions of empty fields: earlier answers, then other likely ones."""
        finds: dict[str, Finder] = {}
        for name, field in self._fields:
            complete = self._completes.get(name)
            earlier = answered_before(self.bench, name, field)
            if complete is not None:
                finds[name] = finder_of(complete, earlier)
            elif earlier and not self._shown.get(name):
                finds[name] = finder_of_earlier(earlier)
        return finds

    def _answered(self, texts: dict[str, str]) -> None:
        """Keep what was answered for the next time, and give it."""
        for name, field in self._fields:
            keep_answer(self.bench, name, field, texts[name])
        self.dismiss(texts)

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
            labels = [field.label for name, field in self._fields if name in problems]
            self._message.say(f"Not done yet: see below {', '.join(labels)}.", "bad")
        elif self._carry_out is None:
            self._answered(texts)
        elif not self._busy:
            self._busy = True
            self.run_worker(self._try(self._carry_out, texts))

    async def _try(self, carry_out: CarryOut, texts: dict[str, str]) -> None:
        """Carry it out; when it is refused say why under the fields that are concerned."""
        with self.bench.keys_held():
            try:
                await carry_out(texts)
            except Problem as problem:
                self._show(problem)
            else:
                self._answered(texts)
            finally:
                self._busy = False

    def _show(self, problem: Problem) -> None:
        names = [name for name, _ in self._fields]
        refused = problem if isinstance(problem, Refused) else None
        told = [(each.attribute, each.message) for each in refused.findings] if refused else []
        of_fields: Problems = {}
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
        with self.bench.keys_held():
            if self.unsaved:
                question = Confirm("Leave without using what you typed?", (), "leave")
                if not await self.bench.ask(question):
                    return
            self.dismiss(None)


async def ask_until_accepted(
    bench: Workbench,
    title: str,
    fields: Sequence[tuple[str, DeskField]],
    shown: Mapping[str, str],
    save: Callable[[Store, dict[str, str]], Result],
    *,
    at: int = 0,
    first: Callable[[Books, dict[str, str]], Question | None] | None = None,
    told: Sequence[str] = (),
    names: Sequence[Sequence[str]] = (),
    completes: Mapping[str, Completer] = {},
) -> Result | None:
    """Ask for these fields until what was typed can be saved; gives what saving gave.

    `save` works in the store's thread and raises Problem when it cannot be. None when it was left.
    What is to be asked `first`, before it is saved, only yes answers. What will happen is `told`
    above the fields.
    """
    saved: list[Result] = []

    async def carry_out(texts: dict[str, str]) -> None:
        question = await bench.books.read(lambda books: first(books, texts)) if first else None
        if question and not await bench.ask(Confirm(question.asks, question.details, "go on")):
            raise Problem("Nothing was changed.")
        try:
            saved.append(await bench.books.write(lambda store: save(store, texts)))
        except Clash:
            from tui.forms.clash import write_agreed

            saved.append(await write_agreed(bench, lambda store: save(store, texts)))

    screen = FieldsScreen(
        title,
        fields,
        shown,
        bench.today,
        carry_out=carry_out,
        at=at,
        told=told,
        names=names,
        completes=completes,
    )
    await bench.ask(screen)
    return saved[-1] if saved else None
