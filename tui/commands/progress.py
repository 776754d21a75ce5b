"""Moving the records in front on: to which state, and what that still needs."""

from __future__ import annotations

from data.store.books import Books
from data.store.store import Store
from data.tables.cells import Outcome
from data.tables.parsing import answers, show_value
from data.tables.progress import called_together, move_on, proposed, questions
from data.tables.questions import names_of_several
from models.fields.choice_fields import ChoiceField
from models.records.progress import Progress, progress_of
from models.records.record import Values
from tui.commands.outcome import say_done
from tui.dialogs.choose import Choose
from tui.forms.questions import ask_until_accepted
from tui.workbench.workbench import Workbench


async def move_records_on(bench: Workbench) -> None:
    """Ask where the record goes, or all that are marked, and for what is missing; move them."""
    record, keys = bench.section.record, bench.section.marked()
    progress = progress_of(record) if record is not None else None
    if record is None or progress is None:
        return

    def read(books: Books) -> tuple[list[Values], str, list[list[str]], dict[str, str]]:
        found = books.get_many(record, keys)
        several = [found[key] for key in keys if key in found]
        name = called_together(books, record, several) if several else ""
        kept_back = progress.kept_back(books, several)
        return several, name, names_of_several(books, record, keys), kept_back

    several, name, names, kept_back = await bench.books.read(read)
    ways = [state for state in progress.ways_on(several) if state not in kept_back]
    not_yet = [_not_offered(progress.word(state), why) for state, why in kept_back.items()]
    if not ways:
        bench.say(" ".join(not_yet) or _why_no_way(progress, several), "warn")
        return
    told = [*names, *([why] for why in not_yet)]
    question = Choose(_where(progress, several, name), _choices(progress, ways), told)
    state = await bench.ask(question)
    if state is not None:
        await _ask_and_move(bench, progress, several, state, name)


def _choices(progress: Progress, ways: list[str]) -> list[tuple[str, str, str, str]]:
    field = progress.record.field(progress.attribute)
    assert isinstance(field, ChoiceField)
    return [
        (state, field.states[state].letter.lower() if state in field.states else "",
         progress.word(state), field.hints.get(field.show(state), ""))
        for state in ways
    ]  # fmt: skip


def _where(progress: Progress, several: list[Values], name: str) -> str:
    words = {progress.word(each[progress.attribute]) for each in several}
    now = f"{words.pop()} now" if len(words) == 1 else "Several states"
    return f"Move to which state? {now}: {name}"


def _why_no_way(progress: Progress, several: list[Values]) -> str:
    if not several:
        return "This was removed meanwhile, so it cannot be moved on."
    words = list(dict.fromkeys(progress.word(each[progress.attribute]) for each in several))
    if len(words) > 1:
        return f"{' and '.join(words)} have no next state in common: mark those of one state."
    return f"{words[0]} is its last state."


async def _ask_and_move(
    bench: Workbench, progress: Progress, several: list[Values], state: str, name: str
) -> None:
    fields = await bench.books.read(lambda books: questions(books, progress, several, state))

    def save(store: Store, typed: dict[str, str]) -> Outcome:
        return move_on(store, progress, several, state, answers(store, fields, typed))

    if not fields:
        done: Outcome | None = await bench.books.write(lambda store: save(store, {}))
    else:

        def begin(books: Books) -> dict[str, str]:
            values = proposed(books, progress, several, state)
            first: Values = {
                name: several[0][name] for name, _ in fields if several[0][name] is not None
            }
            return {
                name: show_value(books, field, (first | values).get(name)) for name, field in fields
            }

        shown = await bench.books.read(begin)
        title = f"{progress.word(state)}: {name}"
        done = await ask_until_accepted(bench, title, fields, shown, save)
    if done is not None:
        bench.section.grid.clear_marks()
        say_done(bench, done)


def _not_offered(word: str, why: str) -> str:
    return f"{word} is not offered yet: {why[:1].lower()}{why[1:]}"
