"""Asking which school a question about policies is about."""

from __future__ import annotations

from data.policies.standing import board
from data.store.books import Books
from data.tables.finding import suggestions
from models.fields.reference_fields import ReferenceField
from models.records.record import Record
from models.schools.school import School
from tui.dialogs.finder import Finder, Line
from tui.workbench.workbench import Workbench

_MOST_SCHOOLS = 40
_LAST = "school asked about last"


class SchoolFinder(Finder[str]):
    """Asks which school a question is about; gives its key.

    Without words it offers the school that is proposed, then all whose policies are watched.
    """

    def __init__(self, question: str, proposed: str | None = None) -> None:
        super().__init__(f"{question} Which school?", "take it")
        self._proposed = proposed

    async def find(self, words: str) -> list[tuple[Line, str]]:
        """Schools that are watched come before those that are only in the books."""
        proposed = self._proposed

        def look(books: Books) -> list[tuple[Line, str]]:
            standing = board(books)
            if words.strip():
                found = suggestions(books, School, words, _MOST_SCHOOLS)
                found.sort(key=lambda each: each[0] not in standing.watched)
                return [(Line("School", name, detail), key) for key, name, detail in found]
            keys = [key for key in standing.schools if key in standing.watched]
            if proposed is not None:
                keys = [proposed, *(key for key in keys if key != proposed)]
            return [(Line("School", books.name_of(School, key)), key) for key in keys]

        return await self.bench.books.read(look)


async def ask_for_school(
    bench: Workbench, question: str, key: str | None = None
) -> tuple[str, str] | None:
    """Ask which school is meant, unless its key is given; gives its key and name.

    The one under the cursor, or that was asked about last, needs only Enter. None when it was left.
    """
    key = key or await _ask(bench, question)
    if key is None:
        return None
    bench.remembered[_LAST] = key
    school = key
    return key, await bench.books.read(lambda books: books.name_of(School, school))


async def _ask(bench: Workbench, question: str) -> str | None:
    # It is asked for always, wherever the cursor is: somebody who types the name at once must
    # never find that these letters were taken for the letters of a matrix.
    section = bench.section
    target = section.row_target() and section.target()
    shown = section.limits.get("school") or bench.remembered.get(_LAST)

    def propose(books: Books) -> str | None:
        return (_school_of(books, *target) if target else None) or shown

    proposed = await bench.books.read(propose)
    return await bench.ask(SchoolFinder(question, proposed))


def _school_of(books: Books, record: type[Record], key: str) -> str | None:
    """The school that a record is, or belongs to; None when it belongs to none."""
    if record is School:
        return key
    values = books.get(record, key)
    for name in ("school", "membership", "school_policy"):
        field = record.field(name) if values and name in values else None
        if values and isinstance(field, ReferenceField) and values[name]:
            return _school_of(books, field.to, str(values[name]))
    return None
