"""Pasting a table into a list: planned like an import of a file before anything is saved."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from data.imports import importing
from data.imports.corrections import Corrections
from data.imports.plans import Plan
from tui.commands.importing import decide_on_plan, taken
from tui.sections.places import list_class_of
from tui.workbench.workbench import Workbench

if TYPE_CHECKING:
    from data.store.store import Store

_NAME = "pasted table.tsv"
"""Its name in the plan."""


_SHORTEST_IN_LIST, _LONGEST_IN_LIST = 3, 300


def is_table(text: str) -> bool:
    """Whether pasted text is rows of cells, as a spreadsheet copies them.

    One column, such as URNs below their heading, is a table as well; a few stray letters are not.
    """
    lines = text.strip("\r\n").splitlines()
    if len(lines) < 2 or "\t" in lines[0]:
        return len(lines) > 1
    lengths = [len(line.strip()) for line in lines]
    return lengths[0] >= _SHORTEST_IN_LIST and all(
        not length or _SHORTEST_IN_LIST <= length <= _LONGEST_IN_LIST for length in lengths
    )


async def import_pasted(bench: Workbench, text: str) -> None:
    """Show what importing a pasted table would do to the list in front, and carry it out."""
    section = bench.section
    record = section.record or section.imported
    if record is None:
        bench.say("A table is pasted into a list, such as Schools, with its headings.", "warn")
        return

    beside = await bench.books.write(_beside)
    # In a folder that nobody else can read, and gone as soon as it is done with.
    with TemporaryDirectory(prefix="alliance-pasted-") as folder:
        file = Path(folder) / _NAME
        lines = [line for line in text.splitlines() if line.strip()]
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        takes_file = list_class_of(record).takes_file
        if takes_file and await taken(bench, takes_file, file, beside):
            return

        async def make(corrections: Corrections | None) -> Plan:
            return await bench.books.read(
                lambda books: importing.plan(
                    books, record, file, corrections=corrections, any_headings=True
                )
            )

        await decide_on_plan(bench, make, beside)


def _beside(store: Store) -> Path | None:
    """Where the rejected rows go, as there is no file to lie beside: beside the books."""
    return None if store.throw_away else store.path.parent
