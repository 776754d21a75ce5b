"""Copying what the cursor is on to the clipboard of the terminal, even over SSH (OSC 52)."""

from __future__ import annotations

from typing import Any, cast

from textual.app import App

from data.store.books import Books
from models.fields.text import count_of, harmless
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
    """Copy the row, or all marked ones, with tabs between cells, as a spreadsheet takes it."""
    if bench.section.grid.marks:
        await _copy_as(bench, _TABS)
    else:
        _copy(bench, "\t".join(_texts(bench).values()))


async def copy_table(bench: Workbench) -> None:
    """Ask how the table is to be copied, and copy all that is shown, or what is marked of it."""
    from tui.dialogs.choose import Choose

    marked = len(bench.section.grid.marks)
    what = f"{count_of(marked, 'marked row')}" if marked else "The whole table"
    chosen = await bench.ask(Choose(f"{what} to the clipboard: how?", _WAYS))
    if chosen is not None:
        await _copy_as(bench, chosen)


_TABS = "tabs"
_WAYS = (
    (_TABS, "t", "For a spreadsheet", "tabs between the cells"),
    ("csv", "c", "CSV", "commas between them"),
    ("md", "m", "Markdown", "for a page of notes"),
)


async def _copy_as(bench: Workbench, way: str) -> None:
    from data.exports.writing import write
    from tui.commands.exporting import MARKED, SHOWN, Wanted, table_shown

    section = bench.section
    wanted = Wanted(MARKED if section.grid.marks else SHOWN, way)

    def read(books: Books) -> tuple[str, int]:
        table = table_shown(section, books, wanted)
        if way != _TABS:
            return write(table, way).decode("utf-8-sig"), len(table.rows)
        kinds = [column.kind for column in table.columns]
        lines = [[column.label for column in table.columns]]
        lines += [
            [show_value(value, kind) for value, kind in zip(row.cells, kinds, strict=False)]
            for row in table.rows
        ]
        cleaned = ([" ".join(harmless(cell).split()) for cell in line] for line in lines)
        return "\n".join("\t".join(line) for line in cleaned), len(table.rows)

    text, count = await bench.books.read(read)
    cast(App[Any], bench).copy_to_clipboard(harmless(text))
    bench.say(f"{count_of(count, 'row')} sent to the terminal's clipboard.", "good")


def _texts(bench: Workbench) -> dict[str, str]:
    """The full texts of the row's cells, by the names of their columns."""
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
    bench.say(f"Sent to the terminal's clipboard: {shown}", "good")
