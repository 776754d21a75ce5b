"""The kind of field that holds a day."""

from __future__ import annotations

from datetime import date

from models.fields import dates
from models.fields.field import StoredField
from models.fields.values import Value


class DateField(StoredField):
    """A day, kept as ISO text."""

    kind = "date"
    example = "21/11/2026, 21 nov, today, +2w or autumn 2"
    width = 10

    def check(self, column: str) -> str:
        """A real day, in ISO form."""
        return f"{column} IS date({column})"

    def read_text(self, typed: str, today: date) -> Value:
        """The day, read as people write days."""
        try:
            return dates.read_date(typed, today)
        except dates.UnreadableDateError as error:
            raise self.unreadable(typed, str(error)) from None

    def db_value(self, value: object) -> str | None:
        """The ISO text of the day."""
        if value is None or isinstance(value, date):
            return value.isoformat() if value else None
        return date.fromisoformat(str(value)).isoformat()

    def python_value(self, value: object) -> date | None:
        """The day of the ISO text."""
        return date.fromisoformat(value) if isinstance(value, str) else None
