"""A blank cell of the national register: whether it says "no longer", or nothing.

This is the one place where that is decided, column by column. Most of the register's columns are
blank because nobody has told the department, so that ours stands, and the plan says so.
"""

from __future__ import annotations

from collections.abc import Sequence

from data.schools.register.extract import SchoolReader
from data.store.books import Books
from models.fields.text import one_line
from models.records.record import Values
from models.schools.school import School

_OPEN = "1"
_EXAMPLES_SHOWN, _LONGEST_SHOWN = 3, 60

EMPTIED_BY_BLANK = {"closed": {"status": _OPEN}}
"""The fields that a blank cell empties, each only of a school of which the row says this as well.

Closed: the register gives a closing day also to schools that are only proposed to close. When the
proposal is withdrawn, the school is simply open again and the day is blank.
All other fields stay as they are when the register is silent about them.
"""


class BlankCells:
    """What the blank cells of one extract mean for the schools that stand in the books."""

    def __init__(self, books: Books, reader: SchoolReader) -> None:
        self._store, self._reader = books, reader
        self._kept: dict[str, list[str]] = {}
        self._counts: dict[str, int] = {}

    def apply(self, cells: Sequence[str], values: Values, now: Values) -> None:
        """Add to what a row says the fields that it empties, and note those that it does not."""
        for attribute, places in self._reader.of_attribute.items():
            stands = now[attribute]
            if stands is None or attribute in values:
                continue
            if any(place < len(cells) and cells[place].strip() for place in places):
                continue
            condition = EMPTIED_BY_BLANK.get(attribute)
            if condition is not None and condition.items() <= values.items():
                values[attribute] = None
            else:
                self._keep(attribute, now)

    def notes(self) -> list[str]:
        """A line for each column that is blank where ours says something."""
        notes = []
        for attribute, count in self._counts.items():
            label = School.field(attribute).label
            examples = "; ".join(self._kept[attribute])
            more = count - len(self._kept[attribute])
            schools = "school" if count == 1 else "schools"
            also = f" and {more:,} more" if more else ""
            notes.append(
                f"{label}: blank in the file for {count:,} {schools}, and kept as it is: "
                f"{examples}{also}."
            )
        return notes

    def _keep(self, attribute: str, now: Values) -> None:
        self._counts[attribute] = self._counts.get(attribute, 0) + 1
        examples = self._kept.setdefault(attribute, [])
        if len(examples) < _EXAMPLES_SHOWN:
            shown = one_line(self._store.show(School, attribute, now[attribute]))
            examples.append(f"{now['name']} ({shown[:_LONGEST_SHOWN]})")
