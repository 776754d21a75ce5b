"""The choices of a cell in a matrix of one alliance."""

from __future__ import annotations

from data.store.books import Books
from models.alliances.alliance import Alliance
from tui.alliances.matrix import OfAnAllianceSection
from tui.commands.records import edit, open_record, show_history
from tui.dialogs.choose import Choose
from tui.workbench.workbench import Workbench


async def open_cell(bench: Workbench) -> None:
    """Offer all that can be done with the cell, or with all that are marked; or open the row."""
    section = bench.section
    if not isinstance(section, OfAnAllianceSection):
        return
    if bench.look_only or not section.is_on_cells:
        await open_record(bench)
        return
    cells = section.cells()
    matrix, key = section.matrix, section.cell_key() if section.grid.marked_count < 2 else None
    if matrix is None:
        return
    name = await bench.books.read(lambda books: matrix.name_of(books, cells))
    record = section.lettered.cell_record
    choices = [
        (meaning, letter, section.words[meaning], "") for letter, meaning in section.letters.items()
    ]
    if key is not None:
        whole = ("edit", "e", f"The whole {record.singular}", section.form_told)
        choices.insert(0 if section.form_first else len(choices), whole)
        choices.append(("history", "h", "History", "who changed it, when, and what"))
    if section.alliance_name:
        choices.append(("alliance", "o", "Another alliance", f"not {section.alliance_name}"))
    chosen = await bench.ask(Choose(name, choices))
    if chosen in section.words:
        await section.set_cells(str(chosen), cells)
    elif chosen == "history":
        await show_history(bench)
    elif chosen == "edit":
        await edit(bench, record, key)
    elif chosen == "alliance":
        await section.choose_alliance(await bench.books.read(lambda books: _others(books, section)))


def _others(books: Books, section: OfAnAllianceSection) -> list[tuple[str, str]]:
    """The alliances that are not shown, by key and name."""
    names = sorted(books.names(Alliance).items(), key=lambda each: each[1].casefold())
    return [each for each in names if each[1] != section.alliance_name]
