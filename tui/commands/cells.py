"""Commands in a matrix beside its letters: moving to the next cell that asks for something."""

from __future__ import annotations

from tui.sections.lettered import LetteredSection
from tui.workbench.workbench import Workbench


async def turn(bench: Workbench) -> None:
    """Have the cursor go right after a letter, or down again."""
    grid = bench.section.grid
    grid.goes_right = not grid.goes_right
    way = "right within the row" if grid.goes_right else "down the column"
    bench.say(f"After a letter the cursor goes {way}.", "info")


async def go_to_next(bench: Workbench) -> None:
    """Go to the next cell that asks for something."""
    _go(bench, 1)


async def go_to_previous(bench: Workbench) -> None:
    """Go to the cell before that asks for something."""
    _go(bench, -1)


async def mark_asking(bench: Workbench) -> None:
    """Mark the cells of the cursor's row that ask for something; again, take the marks away."""
    section = bench.section
    row = section.grid.cursor_row
    if not isinstance(section, LetteredSection) or section.seen is None or row is None:
        return
    if section.grid.toggle_cells(section.seen.asks):
        bench.refresh_bars()
    else:
        bench.say(f"No cell here asks for an entry: {row.cells[0]}.", "good")


def _go(bench: Workbench, step: int) -> None:
    section = bench.section
    if not isinstance(section, LetteredSection) or section.seen is None:
        return
    if section.grid.find_cell(section.seen.stops_at, step):
        bench.say("")
    else:
        bench.say("No cell here asks for an entry.", "good")
