"""Details of schools: what the register says of one beside its fields."""

from __future__ import annotations

from data.schools.register.beside_books import register_beside
from data.store.books import Books
from data.tables.details import Line, told_beside
from models.fields.dates import show_date
from models.records.record import Values
from models.schools.school import School


@told_beside(School)
def lines_of_register(books: Books, school: Values) -> list[Line]:
    """District, census figures, groups and successors; none where no register has the school."""
    if not school["urn"]:
        return []
    with register_beside(books) as register:
        if register is None:
            return []
        from data.schools.register.lines import lines_of_school

        lines = lines_of_school(register, str(school["urn"]))
        heading = f"In the register of {show_date(register.day)}"
    return [(heading, ""), *lines] if lines else []
