"""Imports of schools: extracts of the national register, and schools completed from it."""

from __future__ import annotations

from pathlib import Path

from data.imports.completing import Completion, completes
from data.imports.date_order import DateOrders
from data.imports.row_reader import RowReader, own_files
from data.imports.tabular_files import TabularFile
from data.imports.usual_headings import also_headed, also_named
from data.schools.register.extract import WANTED, columns, is_extract
from data.schools.register.extract_files import headings_of_others, refuse_others
from data.schools.register.extract_reader import ExtractReader
from data.store.books import Books
from models.schools.school import School

_CALLED = (
    *("School name", "Name of school", "Name of the school", "Establishment"),
    *("Establishment name", "Academy", "Academy name", "Setting", "School URN", "URN"),
)
also_named(School, *_CALLED)
also_headed(
    School,
    {
        "name": ("School", *_CALLED[:-2]),
        "urn": ("School URN", "Unique reference number", "URN number"),
        "laestab": (
            *("DfE number", "DfE no", "DfES number", "DfES no", "DfE code", "LA estab"),
            *("LAESTAB number", "Establishment number", "School number"),
        ),
        "local_authority": ("LA", "LEA", "Authority", "LA name", "Local authority name"),
        "phase": ("Phase of education",),
        "type": ("School type", "Type of school", "Type of establishment"),
        "trust": ("MAT", "Trust name", "Academy trust", "Multi-academy trust"),
        "pupils": (
            *("NOR", "Number on roll", "Roll", "On roll", "No of pupils", "Number of pupils"),
            "Pupils on roll",
        ),
        "street": ("Address", "Address line 1", "Address 1"),
        "town": ("Town/City", "City", "Post town"),
        "notes": ("Comments",),
    },
)


@own_files(School, [*columns(), *headings_of_others()], f"{WANTED} of the national register")
def read_extract(books: Books, table: TabularFile, orders: DateOrders) -> RowReader | None:
    """The reader of an extract. Raises Problem for the register's other files."""
    refuse_others(table.name, table.headings)
    return ExtractReader(books, table, orders) if is_extract(table.headings) else None


@completes(School)
def complete_from_register(store: Path) -> Completion:
    """What is known of new schools by their URN, from the register beside the books."""
    from data.schools.register.filling import Filling

    return Filling(store)
