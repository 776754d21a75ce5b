"""Schools as they stood on a day: under the URN, type and trust that they had then."""

from __future__ import annotations

from collections.abc import Mapping

from data.store.books import Books
from data.tables.as_of import Differences, as_of_day
from models.records.record import Values
from models.schools.school import School
from models.schools.urn_period import UrnPeriod

_THEN = {
    "former_name": "name", "urn": "urn", "laestab": "laestab", "ukprn": "ukprn", "type": "type",
    "trust": "trust",
}  # fmt: skip
"""What a period keeps, and what of a school that was."""


@as_of_day(School)
def schools_as_of(books: Books) -> Differences:
    """What schools were before they went on under a new URN; worked out once."""
    return books.cached("schools on the day", _CachedDifferences).differences


class _CachedDifferences:
    """What stood otherwise on the books' day, as long as nothing of it changes."""

    def __init__(self, books: Books) -> None:
        self.differences = Differences(_before(books))

    def update(self, books: Books, touched: Mapping[str, set[str]]) -> bool:
        return not touched.keys() & {School.kind, UrnPeriod.kind}


def _before(books: Books) -> dict[str, Values]:
    today = books.today.isoformat()
    rows = books.kept(UrnPeriod, ("school", "until", *_THEN), order_by=("-until",))
    found: dict[str, Values] = {}
    for school, until, *kept in rows:
        if until >= today:
            # The last one that is set is the earliest that had not ended by then.
            found[school] = dict(zip(_THEN.values(), kept, strict=True))
    for values in found.values():
        if values["name"] is None:
            del values["name"]
    return found
