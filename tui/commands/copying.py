"""Copying what the cursor is on to the clipboard of the terminal, over SSH as well (OSC 52)."""

from __future__ import annotations

from typing import Any, cast

from textual.app import App

from models.fields.text import harmless
from models.fields.values import show_value
from tui.workbench.workbench import Workbench


async def copy_cell(bench: Workbench) -> None:
    """Copy what stands in the cell."""
    texts = _texts(bench)
    column = bench.section.grid.cursor_column
    if column is not None and texts.get(column.name):
        _copy(bench, texts[column.name])
    else:
        bench.say("There is nothing in this cell to copy.", "info")


async def copy_row(bench: Workbench) -> None:
    """Copy the row, with tabs between its cells, as a spreadsheet takes it."""
    _copy(bench, "\t".join(_texts(bench).values()))


def _texts(bench: Workbench) -> dict[str, str]:
    """What the cells of the row say in full, by the names of their columns."""
    grid = bench.section.grid
    row = grid.cursor_row
    if row is None:
        return {}
    pairs = zip(grid.source.columns, row.cells, strict=False)
    return {column.name: show_value(value, column.kind) for column, value in pairs}


def _copy(bench: Workbench, text: str) -> None:
    text = harmless(text).replace("\n", " ")
    cast(App[Any], bench).copy_to_clipboard(text)
    shown = text if len(text) <= 40 else f"{text[:39]}…"
    bench.say(f"Copied: {shown}", "good")
