"""Names in a row that fit several records, or none in the books yet."""

from __future__ import annotations

from collections.abc import Callable, Collection

from data.imports.matching import PlannedBooks
from data.imports.row_reader import Said
from data.imports.rows import Unread
from data.store.books import Books
from models.fields.field import UnreadableError
from models.fields.reference_fields import ReferenceField
from models.fields.text import folded
from models.records.record import Record, Values, new_key
from models.subjects import load

Choose = Callable[[PlannedBooks, type[Record], Said, Collection[str]], str | None]
"""Chooses among records of one name (their keys) that a row of a kind may mean; None for none."""

_CHOOSING: dict[type[Record], Choose] = {}


def chooses(record: type[Record]) -> Callable[[Choose], Choose]:
    """Declare how a row tells which of several such records of one name it means."""

    def declare(choose: Choose) -> Choose:
        _CHOOSING[record] = choose
        return choose

    return declare


class Meanings:
    """Finds what is meant from the row as a whole."""

    def __init__(self, books: Books, record: type[Record], planned: PlannedBooks) -> None:
        load("data", "imports")
        self.books, self.record, self.planned = books, record, planned
        self._newcomers: dict[str, str] = {}

    def of(self, values: Said) -> tuple[Said, Values | None]:
        """The values of the row with the records it means, and the newcomer that it adds."""
        return self._with_newcomer(self._with_chosen(values))

    def take_in(self, newcomer: Values) -> None:
        """Make the newcomer known to the rows that follow, as its own row is planned."""
        name = self.planned.name_of(self.record, str(newcomer["key"]))
        self._newcomers[folded(name)] = str(newcomer["key"])

    def _with_chosen(self, values: Said) -> Said:
        """The values of the row, with the one it means among records of the same name."""
        found = dict(values)
        for each in self.record.references():
            cell, choose = values.get(each.attribute), _CHOOSING.get(each.to)
            if choose and isinstance(cell, Unread) and len(cell.keys) > 1:
                chosen = choose(self.planned, self.record, values, cell.keys)
                if chosen is not None:
                    found[each.attribute] = chosen
        return found

    def _with_newcomer(self, values: Said) -> tuple[Said, Values | None]:
        """The values of the row with the key of the newcomer that it names, and that record.

        None when it names nobody new, or somebody whom a row before it has named already.
        """
        for each in self.record.references():
            cell = values.get(each.attribute)
            if isinstance(cell, Unread) and cell.newcomer:
                return self._with_new(values, each, cell.text)
        return values, None

    def _with_new(self, values: Said, of: ReferenceField, text: str) -> tuple[Said, Values | None]:
        named = of.to.field(of.to.named_by[0])
        try:
            name = named.read(text, self.books.today)
        except UnreadableError as error:
            return values | {of.attribute: Unread(text, f"{of.label}: {error}")}, None
        known = self._newcomers.get(folded(str(name)))
        if known is not None:
            return values | {of.attribute: known}, None
        newcomer = of.to.starting_values() | {named.attribute: name, "key": new_key()}
        self.planned.put_newcomer(of.to, newcomer)
        return values | {of.attribute: newcomer["key"]}, newcomer
