"""The choices of a cell of who does what."""

from __future__ import annotations

from data.store.books import Books
from models.alliances.alliance import Alliance
from tui.commands.records import edit, open_record, show_history
from tui.dialogs.choose import Choose
from tui.workbench.workbench import Workbench
from tui.workstreams.sections import CommitmentsSection


async def open_cell(bench: Workbench) -> None:
    """Offer all that can be done with the cell, or with all that are marked; or open the row."""
    section = bench.section
    if not isinstance(section, CommitmentsSection):
        return
    if bench.look_only or not section.is_on_cells:
        await open_record(bench)
        return
    cells = section.cells()
    matrix, key = section.matrix, section.cell_key() if section.grid.marked_count < 2 else None
    if matrix is None:
        return
    name = await bench.books.read(lambda books: matrix.name_of(books, cells))
    choices = [
        (meaning, letter, section.words[meaning], "") for letter, meaning in section.letters.items()
    ]
    if key is not None:
        kind = section.lettered.cell_record.singular
        choices.append(("edit", "e", f"The whole {kind}", "its form"))
        choices.append(("history", "h", "History", "who changed it, when, and what"))
    if section.alliance_name:
        choices.append(("alliance", "o", "Another alliance", f"not {section.alliance_name}"))
    chosen = await bench.ask(Choose(name, choices))
    if chosen in section.words:
        await section.set_cells(str(chosen), cells)
    elif chosen == "history":
        await show_history(bench)
    elif chosen == "edit":
        await edit(bench, section.lettered.cell_record, key)
    elif chosen == "alliance":
        await section.choose_alliance(await bench.books.read(lambda books: _others(books, section)))


def _others(books: Books, section: CommitmentsSection) -> list[tuple[str, str]]:
    """The alliances that are not shown, by key and name."""
    names = sorted(books.names(Alliance).items(), key=lambda each: each[1].casefold())
    return [each for each in names if each[1] != section.alliance_name]
