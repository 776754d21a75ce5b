"""A school that has closed: it converts, merges, splits, or ends."""

from __future__ import annotations

from data.schools.endings import asked_of, carry_out, end_of, title_of, told_of
from data.store.books import Books
from data.store.store import Store
from data.tables.cells import Outcome
from data.tables.parsing import answers
from models.fields.choice_fields import YesNoField
from models.fields.field import DeskField
from tui.commands.outcome import say_done
from tui.dialogs.ask import Show
from tui.forms.questions import ask_until_accepted
from tui.workbench.workbench import Workbench


async def end_school(bench: Workbench) -> None:
    """Say how the school of the row ends, ask what is to be known, and carry it out."""
    target = bench.section.target()
    if target is None:
        return
    key = target[1]
    end = await bench.books.read(lambda books: end_of(books, key))

    def read(books: Books) -> tuple[list[str], list[tuple[str, DeskField]]]:
        return told_of(books, end), asked_of(books, end)

    told, asked = await bench.books.read(read)

    def save(store: Store, typed: dict[str, str]) -> Outcome:
        return carry_out(store, end, answers(store, asked, typed))

    title, done = f"{title_of(end)}?", None
    if asked:
        shown = {name: "Yes" for name, field in asked if isinstance(field, YesNoField)}
        done = await ask_until_accepted(bench, title, asked, shown, save, told=told)
    else:
        lines = [[(f" {line}", "")] for line in ("", *told)]
        if await bench.ask(Show(title, lines, "carry it out")):
            done = await bench.books.write(lambda store: save(store, {}))
    if done is not None:
        bench.section.grid.clear_marks()
        say_done(bench, done)
