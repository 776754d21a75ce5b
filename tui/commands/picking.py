"""Picking cells of a matrix by the letters of their lines, row after row."""

from __future__ import annotations

from collections.abc import Sequence

from tui.dialogs.picking import CellLine, CellsOfRow, PickCells
from tui.sections.matrix import MatrixSection
from tui.workbench.workbench import Workbench


async def pick(bench: Workbench) -> None:
    """Mark the cells that are picked; a letter then sets them all."""
    if await pick_cells(bench, [("mark", "mark")]):
        bench.say(f"{bench.section.grid.marked_count:,} marked: a letter sets them all.", "info")


async def pick_cells(bench: Workbench, commands: Sequence[tuple[str, str]]) -> str:
    """Ask for cells, beginning with the cursor's row, and mark them.

    Where nothing is marked yet, what asks for something in that row is ticked. Gives which of the
    commands is to work on them, by its name; empty where none is, or nothing was ticked.
    """
    section = bench.section
    if not isinstance(section, MatrixSection) or section.matrix is None:
        return ""
    grid, here = section.grid, _row_of(section, section.grid.cursor_index)
    ticked = grid.cells_marked_by_row
    if here is not None and not ticked:
        ticked = {here.key: frozenset(each.column for each in here.cells if each.asks)}
    screen = PickCells(
        lambda at: _row_of(section, at), len(grid.source), grid.cursor_index, ticked, commands
    )
    picked = await bench.ask(screen)
    if picked is None:
        return ""
    grid.mark_cells(picked.ticked)
    bench.refresh_bars()
    return picked.command if grid.marks else ""


def _row_of(section: MatrixSection, at: int) -> CellsOfRow | None:
    """A row of a matrix with what stands in its cells; None where there is none."""
    matrix, row = section.matrix, section.grid.source.row(at)
    if matrix is None or row is None or not row.key:
        return None
    cells = []
    for column, value in zip(matrix.table.columns, row.cells, strict=False):
        if column.name in matrix.column_keys:
            state, style = section.state_in_words(row.key, column.name, value)
            label = matrix.full_labels.get(column.name, column.label)
            asks = matrix.asks(value)
            cells.append(CellLine(column.name, label, state.capitalize(), style, asks))
    return CellsOfRow(row.key, str(row.cells[0] or ""), cells)
