"""The kind of field that holds a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from models.fields import dates
from models.fields.field import StoredField
from models.fields.values import Value

_LAST_DAYS = frozenset({"until", "by", "end", "ends", "ended", "left", "closed", "closes", "due"})
_DAYS_THEMSELVES = frozenset({"held", "day", "first_day", "last_day"})


class DateField(StoredField):
    """A day, kept as ISO text; the `last` one of a time where its name does not tell so."""

    kind = "date"
    example = "21/11/2026, 21 nov, today, +2w or autumn 2"
    width = 10

    def __init__(self, label: str, help: str = "", *, last: bool = False, **options: Any) -> None:
        super().__init__(label, help, **options)
        self._is_last = last

    @property
    def is_a_last_day(self) -> bool:
        """Whether it says until when something lasts or is to be done, as its name may tell."""
        return self._is_last or self.attribute.rpartition("_")[2] in _LAST_DAYS

    @property
    def is_a_day_itself(self) -> bool:
        """Whether a month or term says too little, as for a meeting."""
        return self.attribute in _DAYS_THEMSELVES

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
