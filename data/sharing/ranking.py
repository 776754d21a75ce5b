"""Departments compared: only of schools that have signed, only for a purpose of the protocol."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from data.memberships.as_of import memberships
from data.store.books import Books
from models.alliances.agreed_text import AgreedText
from models.fields.choice_fields import chosen_of
from models.fields.text import folded
from models.records.record import Values
from models.sharing.department import Department
from models.sharing.permission import may_share_on, protocol_on


class Place(NamedTuple):
    """A department in its comparison: its place among how many.

    Those of the same value have the same place.
    """

    department: Values
    place: int
    of: int

    @property
    def is_upper(self) -> bool:
        """Whether at least half of those that are compared do no better."""
        return self.place <= (self.of + 1) // 2


class Ranking(NamedTuple):
    """The departments of an alliance in their comparisons, and which were left out, and why."""

    places: list[Place]
    unsigned: list[Values]
    without_purpose: list[Values]


def ranking(books: Books, alliance: str) -> Ranking:
    """Compare the departments of an alliance by subject, key stage and measure.

    Each comparison is of its newest year.
    """
    signed = {
        str(each["school"])
        for each in memberships(books, alliance=alliance)
        if each["school"] and may_share_on(each, books.today)
    }
    texts = books.find(AgreedText, alliance=alliance, what="protocol")
    protocol = protocol_on(texts, books.today)
    purposes = set(chosen_of(protocol["purposes"])) if protocol else set()
    compared, unsigned, without = [], [], []
    for each in newest(books.find(Department, alliance=alliance)):
        if each["school"] not in signed:
            unsigned.append(each)
        elif not purposes & set(chosen_of(each["purpose"])):
            without.append(each)
        else:
            compared.append(each)
    groups: dict[tuple[object, ...], list[Values]] = {}
    for each in compared:
        groups.setdefault(_comparison(each), []).append(each)
    places = [place for key in sorted(groups, key=str) for place in _places(groups[key])]
    return Ranking(places, unsigned, without)


def newest(departments: Iterable[Values]) -> list[Values]:
    """Those of the newest year in which each comparison has any."""
    found = list(departments)
    years: dict[tuple[object, ...], int] = {}
    for each in found:
        key = _comparison(each)
        years[key] = max(years.get(key, 0), _year(each))
    return [each for each in found if _year(each) == years[_comparison(each)]]


def _comparison(department: Values) -> tuple[object, ...]:
    subject = folded(str(department["subject"]))
    return subject, department["key_stage"], department["measure"]


def _places(departments: Sequence[Values]) -> list[Place]:
    values = [_value(each) for each in departments]
    found = [
        Place(each, 1 + sum(value > _value(each) for value in values), len(values))
        for each in departments
    ]
    return sorted(found, key=lambda each: each.place)


def _value(department: Values) -> int:
    value = department["value"]
    assert isinstance(value, int)
    return value


def _year(department: Values) -> int:
    year = department["school_year"]
    assert isinstance(year, int)
    return year
