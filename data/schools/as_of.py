"""Schools as they stood on a day: under the URN, type and trust that they had then."""

from __future__ import annotations

from collections.abc import Mapping

from data.store.books import Books
from data.tables.as_of import Differences, as_of_day
from models.fields.text import folded
from models.records.record import Values
from models.schools.group import Group
from models.schools.group_member import GroupMember
from models.schools.group_rules import name_of_standing
from models.schools.school import School
from models.schools.urn_period import UrnPeriod

_THEN = {
    "former_name": "name", "urn": "urn", "laestab": "laestab", "ukprn": "ukprn", "type": "type",
    "trust": "trust",
}  # fmt: skip
"""The fields of a period, and the fields of the school that they are former values of."""


@as_of_day(School)
def schools_as_of(books: Books) -> Differences:
    """The former URN, type and trust of schools that converted; worked out once."""
    return books.cached("schools on the day", _CachedDifferences).differences


class _CachedDifferences:
    """Values that were different on the books' day, kept until they change."""

    def __init__(self, books: Books) -> None:
        self.differences = Differences(_before(books))

    def update(self, books: Books, touched: Mapping[str, set[str]]) -> bool:
        kinds = {School.kind, UrnPeriod.kind, GroupMember.kind, Group.kind}
        return not touched.keys() & kinds


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
    for school, trust in _trusts_then(books, today).items():
        found.setdefault(school, {"trust": trust})
    return found


def _trusts_then(books: Books, today: str) -> dict[str, str | None]:
    """The trusts of schools that were in another one, or in none, on the day."""
    since, until, of_school = (GroupMember.field(name) for name in ("since", "until", "school"))
    moved = GroupMember.select(of_school).where((until < today) | (since > today))
    schools = {str(row[0]) for row in books.rows(moved)}
    if not schools:
        return {}
    named = {
        str(key): (str(name), kind)
        for key, name, kind in books.kept(Group, ("key", "name", "type"))
    }
    then: dict[str, list[tuple[str, str | None]]] = {school: [] for school in schools}
    others: dict[str, set[str]] = {school: set() for school in schools}
    columns = ("school", "group", "since", "until")
    for school, group, began, ended in books.kept(GroupMember, columns, among=("school", schools)):
        stood = (began is None or began <= today) and (ended is None or ended >= today)
        if stood:
            then[school].append(named[group])
        else:
            others[school].add(folded(named[group][0]))
    found: dict[str, str | None] = {}
    for school, trust in books.kept(School, ("key", "trust"), among=("key", schools)):
        names = {folded(name) for name, _ in then[school]}
        if folded(str(trust or "")) in names:
            continue
        if names:
            found[school] = name_of_standing(then[school])
        elif trust and folded(str(trust)) in others[school]:
            found[school] = None
    return found
