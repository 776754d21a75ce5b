"""Support step by step: the next step is taken by a key, which asks only what is missing."""

from __future__ import annotations

from data.store.books import Books
from data.store.store import Store
from data.support.moving import (
    DECLINES,
    other_endings,
    proposed,
    questions,
    take_step,
    usual_step,
)
from data.support.page import step_of_row
from data.support.standing import Standing, standing_of
from data.tables.cells import Outcome
from data.tables.parsing import answers, show_value
from models.support.deployment import Deployment
from models.support.path import ways_on
from models.support.support_step import STEPS
from tui.commands.outcome import say_done
from tui.dialogs.choose import Choose
from tui.forms.questions import ask_until_accepted
from tui.support.opening import deployment_in_front
from tui.support.page import DeploymentPage
from tui.workbench.workbench import Workbench

_LETTERS = {"paused": "p", "not possible": "n", "cancelled": "c"}
_TOLD = {
    "paused": "it is paused, and reviewed on a day",
    "not possible": "nobody can give it",
    "cancelled": "with the reason, and who bears what",
}


async def move_on(bench: Workbench) -> None:
    """Take the next step of the deployment; on its page the step under the cursor, where it can."""
    standing = await _standing(bench)
    if standing is None:
        return
    step = _step_meant(bench, standing) or usual_step(standing)
    if not step:
        bench.say(f"It has ended ({standing.state.word}): record a new request instead.", "warn")
        return
    await _ask_and_take(bench, standing, step)


async def decline(bench: Workbench) -> None:
    """Record that the home head or the specialist declines; else how it does not go on."""
    standing = await _standing(bench)
    if standing is None:
        return
    step: str | None = DECLINES.get(standing.step)
    if step is None:
        endings = other_endings(standing)
        if not endings:
            bench.say(f"It has ended ({standing.state.word}).", "warn")
            return
        choices = [(each, _LETTERS[each], STEPS[each].word, _TOLD[each]) for each in endings]
        step = await bench.ask(Choose("It does not go on. How?", choices))
    if step is not None:
        await _ask_and_take(bench, standing, step)


async def _standing(bench: Workbench) -> Standing | None:
    """Where the deployment in front stands; None when it is gone, which is said."""
    key = await deployment_in_front(bench)
    standing = await bench.books.read(lambda books: standing_of(books, key)) if key else None
    if standing is None:
        bench.say("This deployment was removed meanwhile.", "warn")
    return standing


def _step_meant(bench: Workbench, standing: Standing) -> str:
    """The step under the cursor of the page, when the deployment may go there."""
    section = bench.section
    if not isinstance(section, DeploymentPage):
        return ""
    step = step_of_row(section.grid.cursor_key or "")
    return step if step in ways_on(standing.deployment, standing.step) else ""


async def _ask_and_take(bench: Workbench, standing: Standing, step: str) -> None:
    """Ask for what the step lacks, and take it when all is there."""
    fields = questions(standing, step)

    def read(books: Books) -> tuple[str, dict[str, str]]:
        likely = proposed(books, standing, step)
        shown = {
            name: show_value(books, field, likely[name])
            for name, field in fields
            if likely.get(name) is not None
        }
        return books.name_of(Deployment, standing.key), shown

    name, shown = await bench.books.read(read)

    def save(store: Store, typed: dict[str, str]) -> Outcome:
        return take_step(store, standing, step, answers(store, fields, typed))

    done = await ask_until_accepted(bench, f"{STEPS[step].word}: {name}", fields, shown, save)
    if done is not None:
        await say_and_go_on(bench, done)


async def say_and_go_on(bench: Workbench, done: Outcome) -> None:
    """Say what was done; on the page the cursor goes to the step that comes next."""
    section = bench.section
    if isinstance(section, DeploymentPage) and section.deployment:
        section.look_at(section.deployment)
        await section.load()
    say_done(bench, done)
