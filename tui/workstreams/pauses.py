"""Asking for the reason of a pause and the day on which it is reviewed."""

from __future__ import annotations

from data.problems import WrongCall
from data.store.books import Books
from data.store.store import Store
from data.tables.cells import Outcome
from data.tables.matrix import Cells, Matrix
from data.tables.parsing import meant
from models.records.record import Values
from models.workstreams.commitment import Commitment
from models.workstreams.rules import commitment_within_its_alliance
from tui.forms.questions import ask_until_accepted
from tui.sections.lettered import Save
from tui.workbench.workbench import Workbench

_ASKED = ("reason", "review", "asked_by")


def _paused(membership: str, workstream: str) -> Values:
    return {"membership": membership, "workstream": workstream, "level": "paused"}


async def ask_about_pause(
    bench: Workbench, matrix: Matrix | None, cells: Cells, save: Save
) -> Outcome | None:
    """Ask why schools pause and when that is looked at again, and set it; None when it was left."""
    if matrix is None:
        return None
    seen = matrix

    def read(books: Books) -> tuple[str, str, list[list[str]]]:
        # Nobody is asked why a school pauses that cannot.
        breaches = [
            breach
            for cell in cells
            if (breach := commitment_within_its_alliance(_paused(*cell), books))
        ]
        why = breaches[0][1] if len(breaches) == len(cells) else ""
        return seen.name_of(books, cells), why, seen.names_in(books, cells)

    name, why, names = await bench.books.read(read)
    if why:
        raise WrongCall(why)

    def record(store: Store, typed: dict[str, str]) -> Outcome:
        values = meant(store, Commitment, {key: text for key, text in typed.items() if text})
        return save(store, **values)

    fields = [(each, Commitment.field(each)) for each in _ASKED]
    return await ask_until_accepted(bench, f"Paused: {name}", fields, {}, record, names=names)
