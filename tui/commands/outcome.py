"""What is said when a key has changed the books."""

from __future__ import annotations

from data.tables.cells import Outcome
from tui.workbench.workbench import Workbench


def say_done(bench: Workbench, outcome: Outcome, at: str | None = None) -> None:
    """Show anew what was changed, and say what was done.

    What is warned of takes the place of how it is taken back. The cursor goes to the record `at`.
    """
    bench.changed(outcome.kinds, at)
    undo = f"{bench.keys.word('undo')} undoes it." if outcome.changed else ""
    said = f"{outcome.note} {outcome.label}. {outcome.warnings or undo}".strip()
    bench.say(said, "warn" if outcome.warnings else "good")
