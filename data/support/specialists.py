"""The days of specialists in a school year: what they promised, what was used, what is left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from data.store.books import Books
from data.support.standing import Standing, standings
from models.fields.dates import school_year
from models.records.record import Values
from models.support.specialist import Specialist


@dataclass(slots=True)
class DaysOfYear:
    """The days of a specialist in a school year, in hundredths, with the deployments behind."""

    specialist: Values
    of: list[Standing] = field(default_factory=list)

    @property
    def a_year(self) -> int:
        """How many days a year they have."""
        days = self.specialist["days_a_year"]
        return days if isinstance(days, int) else 0

    @property
    def agreed(self) -> int:
        """How many they promised by agreements that were signed in the year."""
        return sum(each.agreed for each in self.of)

    @property
    def used(self) -> int:
        """How many of these they have given."""
        return sum(each.used for each in self.of)

    @property
    def left(self) -> int:
        """How many are left to promise; what was given over an agreement is gone too."""
        return self.a_year - sum(max(each.agreed, each.used) for each in self.of)


def days_of_specialists(
    books: Books, stand: Iterable[Standing] | None = None
) -> dict[str, DaysOfYear]:
    """The days of each specialist in the school year of the books' day, by their keys."""
    found = {str(each["key"]): DaysOfYear(each) for each in books.find(Specialist)}
    year = school_year(books.today)
    for each in standings(books) if stand is None else stand:
        days = found.get(str(each.deployment["specialist"]))
        if days is not None and each.signed is not None and school_year(each.signed) == year:
            days.of.append(each)
    return found
