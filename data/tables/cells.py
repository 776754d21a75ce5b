"""Setting cells by a letter: one way for all matrices, and for lists whose rows have letters."""

from __future__ import annotations

from typing import NamedTuple

from data.problems import Agreed, Refused
from data.store.change import Change
from data.store.store import Store
from data.tables.matrix import Cells, LetteredCells
from models.fields.values import Value


class Outcome(NamedTuple):
    """What was done to cells in words, what the rules warn of, and the kinds that were touched.

    `note` is said before: which cells were left out.
    """

    label: str
    warnings: str = ""
    kinds: frozenset[str] = frozenset()
    note: str = ""

    @property
    def changed(self) -> bool:
        """Whether anything is another than before."""
        return bool(self.kinds)


def set_cells(
    store: Store,
    matrix: LetteredCells,
    cells: Cells,
    meaning: str,
    *,
    note: str = "",
    agreed: Agreed | None = None,
    **answers: Value,
) -> Outcome:
    """Set these cells of a matrix to the meaning of a letter, in one operation.

    `matrix` is what the person saw; `answers` are what the meaning asks for, such as a reason. What
    is said of a single cell is as short as there is room for it beside the matrix.
    Raises Clash when a cell is not any more as it was seen, and Refused when a rule forbids it for
    one of them: then none is set. What is decided about cells that clash goes into `agreed` before
    it is called again.
    """
    if agreed is not None:
        cells = [cell for cell in cells if cell not in agreed.left]
    outcome = set_cells_in_full(store, matrix, cells, meaning, note=note, agreed=agreed, **answers)
    if len(cells) > 1 or not outcome.warnings:
        return outcome
    said, warnings = matrix.shorten(
        store, outcome.label, outcome.warnings, cells[0], meaning, **answers
    )
    return outcome._replace(label=said, warnings=warnings)


def set_cells_in_full(
    store: Store,
    matrix: LetteredCells,
    cells: Cells,
    meaning: str,
    *,
    note: str = "",
    agreed: Agreed | None = None,
    **answers: Value,
) -> Outcome:
    """Set cells as `set_cells` does; what was done is said as the history says it."""
    label = matrix.label_of(store, cells, meaning, **answers)
    with store.operation(label) as change:
        # Within the operation, so that nobody can write between the comparison and the setting.
        matrix.refuse_what_changed(change.books, cells, meaning, agreed)
        for cell in cells:
            try:
                matrix.set(change, cell, meaning, **answers)
            except Refused as refused:
                if len(cells) == 1:
                    raise
                name = matrix.name_of(change.books, [cell])
                raise Refused(refused.findings, f"None was set, because of {name}") from None
    return outcome_of(change, label, note=note)


def outcome_of(
    change: Change, label: str, already: str = "Already recorded", note: str = ""
) -> Outcome:
    """What an operation did, once it has come to its end."""
    return Outcome(
        label if change.kinds else f"{already}: {label}", change.warned_of, change.kinds, note
    )
