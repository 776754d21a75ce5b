"""Undo and redo at the desk."""

from __future__ import annotations

from tui.workbench.workbench import Workbench


async def undo(bench: Workbench) -> None:
    """Take back the newest operation."""
    done = await bench.books.write(lambda store: store.undo())
    bench.changed(done.kinds)
    bench.say(f"Undone: {done.label}. {bench.keys.word('redo')} redoes it.", "good")


async def redo(bench: Workbench) -> None:
    """Do again what was taken back last."""
    done = await bench.books.write(lambda store: store.redo())
    bench.changed(done.kinds)
    bench.say(f"Redone: {done.label}. {bench.keys.word('undo')} undoes it.", "good")
