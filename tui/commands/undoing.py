"""Taking back what was done, and doing it again."""

from __future__ import annotations

from tui.workbench.workbench import Workbench


async def undo(bench: Workbench) -> None:
    """Take back the newest operation."""
    done = await bench.books.write(lambda store: store.undo())
    bench.changed(done.kinds)
    bench.say(f"Took back: {done.label}. {bench.keys.word('redo')} does it again.", "good")


async def redo(bench: Workbench) -> None:
    """Do again what was taken back last."""
    done = await bench.books.write(lambda store: store.redo())
    bench.changed(done.kinds)
    bench.say(f"Done again: {done.label}. {bench.keys.word('undo')} takes it back.", "good")
