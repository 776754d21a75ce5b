"""Matrices by name: which there are, and which cell a row and a column name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from data.problems import WrongCall
from data.store.books import Books
from data.tables.finding import find_one
from data.tables.matrix import Cell, LetteredCells, Matrix
from models.fields.text import enumerated, folded, name_for_scripts, one_line
from models.records.record import Record
from models.subjects import load

_MOST_NAMES = 8


class Markable(NamedTuple):
    """A matrix whose cells can be set by name: of the records `rows` × `columns`.

    `read` gives the cells among which a column stands, by its key. Of some meanings `needs` are
    the fields of the cell's record that have to be said, and `asks` those that may be.
    """

    name: str
    help: str
    cells: type[LetteredCells]
    columns: type[Record]
    read: Callable[[Books, str], LetteredCells]
    needs: Mapping[str, Sequence[str]] = {}
    asks: Mapping[str, Sequence[str]] = {}

    @property
    def letters(self) -> str:
        """The letters and what each means."""
        cells = self.cells
        return ", ".join(f"{letter} {cells.words[of]}" for letter, of in cells.letters.items())

    def meaning_of(self, typed: str) -> str:
        """What a letter means, or its meaning in a word. Raises WrongCall with those there are."""
        letter = typed.strip().lower()
        if letter in self.cells.letters:
            return self.cells.letters[letter]
        meanings = self.cells.letters.values()
        named = {name_for_scripts(self.cells.words[each]): each for each in meanings}
        named |= {name_for_scripts(each): each for each in meanings}
        if letter and (found := named.get(name_for_scripts(typed))):
            return found
        raise WrongCall(f"There is no letter “{one_line(typed)}” in {self.name}: {self.letters}.")

    def answers_to(self, meaning: str) -> Sequence[str]:
        """The fields that may be said with a meaning."""
        return (*self.needs.get(meaning, ()), *self.asks.get(meaning, ()))

    def find(self, books: Books, row: str, column: str) -> tuple[LetteredCells, Cell]:
        """The matrix of a column, and the cell in it. Raises WrongCall with what is near."""
        key = find_one(books, self.columns, column)
        cells = self.read(books, key)
        if not isinstance(cells, Matrix):
            return cells, (find_one(books, self.cells.row_record, row), key)
        if key not in cells.column_keys.values():
            name = books.name_of(self.columns, key)
            raise WrongCall(
                f"{name} has no column in {self.name}: it has ended, or is not yet due."
            )
        return cells, (_row_named(books, cells, row), key)


def _row_named(books: Books, cells: Matrix, typed: str) -> str:
    """The key of the row that is called so, or begins so, or has all the words."""
    rows = {row.key: str(row.cells[0]) for row in cells.table.rows}
    names = {key: folded(name) for key, name in rows.items()}
    wanted = folded(one_line(typed))
    for fits in (wanted.__eq__, lambda name: name.startswith(wanted), _with_words(wanted)):
        found = [key for key, name in names.items() if wanted and fits(name)]
        if len(found) == 1:
            return found[0]
        if found:
            several = enumerated([rows[key] for key in found[:_MOST_NAMES]], "or")
            raise WrongCall(f"“{one_line(typed)}” could be {several}. Give more of the name.")
    key = find_one(books, cells.row_record, typed)
    if key not in rows:
        name = books.name_of(cells.row_record, key)
        raise WrongCall(f"{name} has no row in “{cells.table.title}”.")
    return key


def _with_words(wanted: str) -> Callable[[str], bool]:
    return lambda name: all(word in name for word in wanted.split())


_DECLARED: dict[str, Markable] = {}


def declare_markable(markable: Markable) -> None:
    """Declare a matrix that can be set by name; in a module `marks` of its subject."""
    _DECLARED[markable.name] = markable


def markables() -> dict[str, Markable]:
    """All such matrices by their names, in the order of the subjects."""
    load("data", "marks")
    return dict(_DECLARED)
