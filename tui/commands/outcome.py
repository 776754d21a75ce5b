"""What the message line says after a key has changed the books."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from data.store.store import Store
from data.tables.cells import Outcome
from tui.workbench.workbench import Workbench


async def note_of_marked(bench: Workbench, note: Callable[[Store, Sequence[str]], Outcome]) -> None:
    """Note something of the record under the cursor, or of all that are marked, and say it."""
    keys = bench.section.marked()
    done = await bench.books.write(lambda store: note(store, keys))
    if not done.changed:
        bench.say(done.label, "info")
        return
    bench.section.grid.clear_marks()
    say_done(bench, done)


def say_done(bench: Workbench, outcome: Outcome, at: str | None = None) -> None:
    """Show anew what was changed, and say what was done.

    What is warned of takes the place of how it is taken back. The cursor goes to the record `at`.
    """
    bench.changed(outcome.kinds, at)
    undo = f"{bench.keys.word('undo')} undoes it." if outcome.changed else ""
    said = f"{outcome.note} {outcome.label}. {outcome.warnings or undo}".strip()
    bench.say(said, "warn" if outcome.warnings else "good")
