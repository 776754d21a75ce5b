"""Which values of a school are the same as in the register."""

from __future__ import annotations

from data.schools.register.beside_books import register_beside
from data.store.books import Books
from data.tables.provenance import Provenance, traces_values
from models.records.record import Values
from models.schools.school import School

MARK = "®"


@traces_values(School)
def values_of_register(books: Books, values: Values) -> Provenance:
    """The attributes of which the register says the same as our school."""
    urn = values.get("urn")
    if not urn:
        return Provenance()
    with register_beside(books) as register:
        theirs = register.school(str(urn)) if register else None
    if theirs is None:
        return Provenance()
    from data.schools.register.differences import same

    alike = {
        name
        for name, value in theirs.items()
        if value is not None and same(School.field(name), values.get(name), value)
    }
    return Provenance(MARK, "from the register", frozenset(alike | {"urn"}))
