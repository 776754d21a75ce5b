"""Policies that a trust holds for its schools, on the screen."""

from __future__ import annotations

from data.policies.held import hold_policy
from data.store.store import Store
from data.tables.cells import Outcome
from data.tables.parsing import answers
from models.fields.field import DeskField
from models.fields.reference_fields import ReferenceField
from models.policies.policy import Policy
from tui.commands.outcome import say_done
from tui.forms.questions import ask_until_accepted
from tui.workbench.workbench import Workbench


async def hold(bench: Workbench) -> None:
    """Ask which policy the trust of the cursor holds for its schools."""
    target = bench.section.target()
    if target is None:
        return
    record, key = target
    name = await bench.books.read(lambda books: books.name_of(record, key))
    field = ReferenceField(
        Policy, "Policy", "One approval stands for all its schools from then on.", required=True
    )
    asked: list[tuple[str, DeskField]] = [("policy", field)]

    def save(store: Store, typed: dict[str, str]) -> Outcome:
        return hold_policy(store, key, str(answers(store, asked, typed)["policy"]))

    title = f"Which policy does {name} hold for its schools?"
    done = await ask_until_accepted(bench, title, asked, {}, save)
    if done is not None:
        say_done(bench, done)
