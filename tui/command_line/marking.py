"""The verb `mark`: sets a cell of a matrix by the letter that the desk has for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from data.problems import WrongCall
from models.fields.text import enumerated, nearest
from tui.command_line.calls import Call, clean, note, refusal, say

if TYPE_CHECKING:
    from data.store.store import Store
    from data.tables.marks import Markable
    from models.records.record import Values


def mark(call: Call) -> int:
    """Set a cell to what a letter means; without a matrix list them with their letters."""
    from data.tables.marks import markables

    there = markables()
    if not call.words:
        for each in there.values():
            say(f"{each.name}: {each.help}")
            say(f"    {each.letters}")
        return 0
    name = call.next_word("MATRIX").lower()
    if name not in there:
        near = nearest(name, list(there))
        meant = f"Did you mean {near}?" if near else f"There are: {', '.join(there)}."
        raise WrongCall(f"There is no matrix “{clean(name)}”. {meant}")
    matrix = there[name]
    row, column = call.next_word("ROW"), call.next_word("COLUMN")
    figure, letter = matrix.figure_of(call.next_word("LETTER"))
    return _mark(call, matrix, (row, column, figure), matrix.meaning_of(letter))


def _mark(call: Call, matrix: Markable, place: tuple[str, str, str], meaning: str) -> int:
    from data.tables.cells import set_cells_in_full

    with call.open(changes=True) as store:
        cells, cell = matrix.find(store, *place)
        answers = _answers(store, matrix, meaning, call.words)
        meant = cells.select_applicable(store, [cell], meaning)
        if meant.asks and not call.options.yes:
            why = " ".join(meant.details)
            raise refusal(f"{meant.asks} {why} Add --yes to do so.".replace("  ", " "))
        outcome = set_cells_in_full(
            store, cells, meant.cells, meaning, note=meant.note, agreed=None, **answers
        )
        if outcome.note:
            note(outcome.note)
        (say if outcome.changed else note)(outcome.label)
        if outcome.warnings:
            note(f"Saved, but: {outcome.warnings}")
    return 0


def _answers(store: Store, matrix: Markable, meaning: str, given: Sequence[str]) -> Values:
    """The answers given with a letter. Raises WrongCall for one not asked for, or unreadable."""
    from data.tables.parsing import assignments

    record, word = matrix.cells.cell_record, matrix.cells.words.get(meaning, meaning)
    asked = matrix.answers_to(meaning)
    names = [record.field(name).script_name for name in asked]
    values = assignments(store, record, given)
    for name in values:
        if name not in asked:
            other = f"it may go with {enumerated(names, 'and')}" if names else "nothing does"
            raise WrongCall(f"{record.field(name).script_name} does not go with {word}: {other}.")
    for name in matrix.needs.get(meaning, ()):
        if values.get(name) is None:
            field = record.field(name)
            raise refusal(f"{word} needs {field.label}: give {field.script_name}=VALUE.")
    return {name: value for name, value in values.items() if value is not None}
