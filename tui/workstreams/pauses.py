"""Pauses, for which a reason and a day of review are asked."""

from __future__ import annotations

from data.store.store import Store
from data.tables.cells import Outcome
from data.tables.matrix import Cells, Matrix
from data.tables.parsing import meant
from models.workstreams.commitment import Commitment
from tui.forms.questions import ask_until_accepted
from tui.sections.lettered import Save
from tui.workbench.workbench import Workbench

_ASKED = ("reason", "review", "asked_by")


async def ask_about_pause(
    bench: Workbench, matrix: Matrix | None, cells: Cells, save: Save
) -> Outcome | None:
    """Ask why schools pause and when that is looked at again, and set it; None when it was left."""
    if matrix is None:
        return None
    seen = matrix
    name, names = await bench.books.read(
        lambda books: (seen.name_of(books, cells), seen.names_in(books, cells))
    )

    def record(store: Store, typed: dict[str, str]) -> Outcome:
        values = meant(store, Commitment, {key: text for key, text in typed.items() if text})
        return save(store, **values)

    fields = [(each, Commitment.field(each)) for each in _ASKED]
    return await ask_until_accepted(bench, f"Paused: {name}", fields, {}, record, names=names)
