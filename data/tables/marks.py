"""Matrices by name: which there are, and the cell at a row and a column that are named."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from data.problems import WrongCall
from data.store.books import Books
from data.tables.finding import find_one
from data.tables.matrix import Cell, LetteredCells, Matrix
from data.tables.numbered import NumberedCells
from models.fields.text import enumerated, folded, name_for_scripts, one_line
from models.records.record import Record
from models.subjects import load

_MOST_NAMES = 8


Names = Mapping[str, str]
"""The names of rows, by their keys."""


class Markable(NamedTuple):
    """A matrix whose cells can be set by name: of the records `rows` × `columns`.

    `read` gives the cells among which a column stands, by its key; `rows` what their rows are
    called, where that is the names of other records, most of them `rows_called_as` these. Of some
    meanings `needs` are the fields of the cell's record that have to be said, and `asks` those that
    may be. Where numbers are typed, `figures` are the fields that take them.
    """

    name: str
    help: str
    cells: type[LetteredCells]
    columns: type[Record]
    read: Callable[[Books, str], LetteredCells]
    needs: Mapping[str, Sequence[str]] = {}
    asks: Mapping[str, Sequence[str]] = {}
    rows: Callable[[Books, LetteredCells], Names] | None = None
    rows_called_as: type[Record] | None = None
    figures: Sequence[str] = ()

    @property
    def letters(self) -> str:
        """The letters and what each means, and where numbers are typed."""
        cells = self.cells
        told = [f"{letter} {cells.words[of]}" for letter, of in cells.letters.items()]
        if self.figures:
            # What the desk says in brackets is of its keys.
            told = [each.split(" (")[0] for each in told]
            names = enumerated([self._figure_name(each) for each in self.figures], "or")
            told.append(f"a number alone, or of {names}, such as {self._example}")
        return ", ".join(told)

    @property
    def _example(self) -> str:
        return f"{self._figure_name(self.figures[-1])}=4"

    def _figure_name(self, figure: str) -> str:
        return self.cells.cell_record.field(figure).script_name

    def figure_of(self, typed: str) -> tuple[str, str]:
        """The field that a number is typed for, and the letter or the number itself.

        The field is empty where none was named. Raises WrongCall for one that takes no number.
        """
        name, equals, number = typed.partition("=")
        if not equals or not self.figures:
            return "", typed
        for figure in self.figures:
            label = name_for_scripts(self.cells.cell_record.field(figure).label)
            if name_for_scripts(name) in (self._figure_name(figure), label):
                return figure, number
        names = enumerated([self._figure_name(each) for each in self.figures], "and")
        raise WrongCall(f"“{one_line(name)}” takes no number in {self.name}: {names} do.")

    def meaning_of(self, typed: str) -> str:
        """What a letter means, or its meaning in a word. Raises WrongCall with those there are."""
        letter = typed.strip().lower()
        if self.figures and letter.isdecimal() and letter.isascii():
            return str(int(letter))
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

    def find(
        self, books: Books, row: str, column: str, figure: str = ""
    ) -> tuple[LetteredCells, Cell]:
        """The matrix of a column, and the cell in it. Raises WrongCall with what is near."""
        key = find_one(books, self.columns, column)
        cells = self.read(books, key)
        if isinstance(cells, NumberedCells):
            return cells, (self._row_with_numbers(books, cells, row), figure or cells.usual_column)
        if not isinstance(cells, Matrix):
            return cells, (find_one(books, self.cells.row_record, row), key)
        if key not in cells.column_keys.values():
            name = books.name_of(self.columns, key)
            raise WrongCall(
                f"{name} has no column in {self.name}: it has ended, or is not yet due."
            )
        return cells, (_row_named(books, cells, row), key)

    def _row_with_numbers(self, books: Books, cells: LetteredCells, typed: str) -> str:
        if self.rows is None:
            return find_one(books, self.cells.row_record, typed)
        rows = self.rows(books, cells)
        if found := _called(rows, typed):
            return found
        there = enumerated([rows[key] for key in rows][:_MOST_NAMES], "and")
        raise WrongCall(
            f"“{one_line(typed)}” is not among the {self.cells.row_record.plural()}"
            f"{f': there are {there}' if there else ', of which there are none'}."
        )


def _row_named(books: Books, cells: Matrix, typed: str) -> str:
    """The key of the row that is called so, or begins so, or has all the words."""
    rows = {row.key: str(row.cells[0]) for row in cells.table.rows}
    if found := _called(rows, typed):
        return found
    key = find_one(books, cells.row_record, typed)
    if key not in rows:
        name = books.name_of(cells.row_record, key)
        raise WrongCall(f"{name} has no row in “{cells.table.title}”.")
    return key


def _called(rows: Names, typed: str) -> str | None:
    """The row that is called so, or begins so, or has all the words; None where none has."""
    names = {key: folded(name) for key, name in rows.items()}
    wanted = folded(one_line(typed))
    for fits in (wanted.__eq__, lambda name: name.startswith(wanted), _with_words(wanted)):
        found = [key for key, name in names.items() if wanted and fits(name)]
        if len(found) == 1:
            return found[0]
        if found:
            several = enumerated([rows[key] for key in found[:_MOST_NAMES]], "or")
            raise WrongCall(f"“{one_line(typed)}” could be {several}. Give more of the name.")
    return None


def _with_words(wanted: str) -> Callable[[str], bool]:
    return lambda name: all(word in name for word in wanted.split())


def matrix_by(
    columns: type[Record], attribute: str, matrix: Callable[[Books, str | None], LetteredCells]
) -> Callable[[Books, str], LetteredCells]:
    """What reads the matrix that a column stands in: that of the record which it refers to."""

    def read(books: Books, column: str) -> LetteredCells:
        values = books.get(columns, column) or {}
        return matrix(books, str(values.get(attribute) or "") or None)

    return read


_DECLARED: dict[str, Markable] = {}


def declare_markable(markable: Markable) -> None:
    """Declare a matrix that can be set by name; in a module `marks` of its subject."""
    _DECLARED[markable.name] = markable


def markables() -> dict[str, Markable]:
    """All such matrices by their names, in the order of the subjects."""
    load("data", "marks")
    return dict(_DECLARED)
