"""References that a file may leave out, because the books have only one such record."""

from __future__ import annotations

from data.imports.row_reader import RowReader, Said
from data.imports.rows import FieldReader
from data.store.books import Books
from models.fields.reference_fields import ReferenceField
from models.records.record import Record


class ImpliedReferences:
    """Fills in the records that a row must name and its file has no column for.

    So a list of the members of the one alliance in the books need not name it in each row.
    """

    def __init__(self, books: Books, record: type[Record], reader: RowReader) -> None:
        self._filled: Said = {}
        self._told: list[str] = []
        references = [each for each in record.fields() if isinstance(each, ReferenceField)]
        there = set(reader.attributes.values())
        names_it = record.named_by[0] in there
        if not reader.by_fields or not (
            names_it or any(each.attribute in there for each in references)
        ):
            return
        for each in references:
            if each.required and each.attribute not in there and not each.adds_new:
                keys = [key for (key,) in books.kept(each.to, ("key",))]
                if len(keys) == 1:
                    self._filled[each.attribute] = keys[0]
                    self._told.append(f"{each.label}: {books.name_of(each.to, keys[0])}")
                    if isinstance(reader, FieldReader):
                        reader.missing.remove(each.label)

    def fill(self, values: Said) -> Said:
        """The values of a row, with these filled in."""
        return self._filled | values if self._filled else values

    def notes(self) -> list[str]:
        """Which they are."""
        there = "the only one there is, because the file has no such column"
        return [f"{told}, {there}." for told in self._told]
