"""Policies that a trust holds for its schools, on the screen."""

from __future__ import annotations

from data.policies.held import hold_policy
from data.store.books import Books
from models.policies.policy import Policy
from models.policies.school_policy import SchoolPolicy
from tui.commands.outcome import say_done
from tui.dialogs.choose import Choose
from tui.workbench.workbench import Workbench


async def hold(bench: Workbench) -> None:
    """Ask which policy the trust of the cursor holds for its schools."""
    target = bench.section.target()
    if target is None:
        return
    record, key = target

    def read(books: Books) -> tuple[str, list[tuple[str, str, str, str]]]:
        held = {str(each["policy"]) for each in books.find(SchoolPolicy, held_by=key)}
        names = sorted(books.names(Policy).items(), key=lambda item: item[1].casefold())
        choices = [
            (policy, "", name, "holds it already" if policy in held else "")
            for policy, name in names
        ]
        return books.name_of(record, key), choices

    name, choices = await bench.books.read(read)
    if not choices:
        bench.say("There are no policies yet: i on tab 4 loads a catalogue of them.", "warn")
        return
    title = f"Which policy does {name} hold? One approval then stands for all its schools"
    policy = await bench.ask(Choose(title, choices))
    if policy is not None:
        say_done(bench, await bench.books.write(lambda store: hold_policy(store, key, policy)))
