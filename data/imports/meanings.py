"""What the names in a row mean that fit several records, or nobody in the books yet."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from data.imports.matching import PlannedBooks
from data.imports.rows import Said, Unread
from data.memberships.as_of import paths_of
from data.store.books import Books
from models.fields.field import UnreadableError
from models.fields.text import folded
from models.meetings.meeting import Meeting
from models.memberships.membership import Membership
from models.memberships.path import period_of
from models.people.person import Person
from models.records.record import Record, Values, new_key


class Meanings:
    """Finds what is meant from the row as a whole."""

    def __init__(self, books: Books, record: type[Record], planned: PlannedBooks) -> None:
        self.books, self.record, self.planned = books, record, planned
        self._newcomers: dict[str, str] = {}

    def of(self, values: Said) -> tuple[Said, Values | None]:
        """What the row says, with the records that it means; and the person whom it adds."""
        return self._with_newcomer(self._with_periods(values))

    def take_in(self, newcomer: Values) -> None:
        """Let the rows that follow mean this person too: the row that adds them is planned."""
        self._newcomers[folded(str(newcomer["name"]))] = str(newcomer["key"])

    def _with_periods(self, values: Said) -> Said:
        """What the row says, each membership of several being the one of the row's day.

        A school that left and came back has two periods of the same name.
        """
        found = dict(values)
        for each in self.record.references():
            cell = values.get(each.attribute)
            if each.to is Membership and isinstance(cell, Unread) and len(cell.keys) > 1:
                day = self._day_of(values)
                fitting = self._periods_with(day, cell.keys) if day else []
                if len(fitting) == 1:
                    found[each.attribute] = fitting[0]
        return found

    def _periods_with(self, day: date, keys: Collection[str]) -> list[str]:
        """Those of these memberships in whose period a day lies; its first and last day count."""
        paths = paths_of(self.books, keys)
        periods = {
            str(each["key"]): period_of(each, paths[str(each["key"])])
            for each in self.books.of_keys(Membership, keys)
        }
        return [
            key for key, (began, ended) in periods.items() if began <= day <= (ended or date.max)
        ]

    def _day_of(self, values: Said) -> date | None:
        """The day that a row is about: its own, or that of the meeting that it is about."""
        meeting = values.get("meeting")
        if isinstance(meeting, str):
            values = values | (self.planned.get(Meeting, meeting) or {})
        days = (values.get(name) for name in ("began", "since", "held"))
        return next((day for day in days if isinstance(day, date)), None)

    def _with_newcomer(self, values: Said) -> tuple[Said, Values | None]:
        """What the row says, with the key of the new person whom it names; and that person.

        None when it names nobody new, or somebody whom a row before it has named already.
        """
        cell = values.get("person")
        if not isinstance(cell, Unread) or not cell.newcomer:
            return values, None
        try:
            name = Person.field("name").read(cell.text, self.books.today)
        except UnreadableError as error:
            return values | {"person": Unread(cell.text, f"Person: {error}")}, None
        known = self._newcomers.get(folded(str(name)))
        if known is not None:
            return values | {"person": known}, None
        person: Values = Person.starting_values() | {"name": name, "key": new_key()}
        self.planned.put_newcomer(person)
        return values | {"person": person["key"]}, person
