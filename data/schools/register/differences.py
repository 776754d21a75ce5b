"""Values that the register has otherwise than our schools."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from data.schools.register.register import ATTRIBUTES, Register
from models.fields.field import DeskField
from models.fields.text import folded
from models.fields.text_fields import TextField, WebAddressField
from models.fields.values import Value
from models.records.record import Values
from models.schools.register_decision import RegisterDecision
from models.schools.school import School
from models.schools.urn_period import UrnPeriod

if TYPE_CHECKING:
    from data.store.books import Books

_SIGNS = re.compile(r"[^a-z0-9]+")


class Difference(NamedTuple):
    """A field of one of our schools of which the register says something else.

    `since` is the day on which the register last changed what it says of the school.
    """

    school: str
    name: str
    urn: str
    attribute: str
    ours: Value
    register: Value
    since: date | None


@dataclass(frozen=True)
class Comparison:
    """Our schools beside the register: what differs, and the schools that it does not have."""

    differences: tuple[Difference, ...] = ()
    unknown: tuple[Values, ...] = ()
    without_urn: tuple[Values, ...] = ()


Decided = Mapping[tuple[str, str], str]
"""What the register said when ours was kept, by the key of the school and the attribute."""


def compare(
    schools: Iterable[Values],
    register: Mapping[str, Values],
    changed: Mapping[str, date],
    decided: Decided = MappingProxyType({}),
    called: Mapping[str, str] = MappingProxyType({}),
) -> Comparison:
    """What a register says otherwise than these schools of ours, in their order.

    `register` has what it says by URN, `changed` the day on which that last changed. What the
    register is silent about, what is written otherwise but says the same, and what was `decided` of
    the very value that the register has, is no difference. `called` are the names of namesakes.
    """
    differences: list[Difference] = []
    unknown: list[Values] = []
    without: list[Values] = []
    fields = [(attribute, School.field(attribute)) for attribute in ATTRIBUTES]
    for school in schools:
        urn = str(school["urn"] or "")
        theirs = register.get(urn)
        if theirs is None:
            (unknown if urn else without).append(school)
            continue
        for attribute, each in fields:
            value = theirs.get(attribute)
            if value is None or value == school[attribute] or same(each, school[attribute], value):
                continue
            key = str(school["key"])
            name = called.get(key) or str(school["name"])
            if decided.get((key, attribute)) == as_decided(attribute, value):
                continue
            differences.append(
                Difference(key, name, urn, attribute, school[attribute], value,
                           changed.get(urn))
            )  # fmt: skip
    return Comparison(tuple(differences), tuple(unknown), tuple(without))


def as_decided(attribute: str, value: Value) -> str:
    """A value of the register as a decision about it keeps it."""
    return School.field(attribute).show(value)


def decisions(books: Books) -> Decided:
    """The values of the register against which ours were kept.

    A school that went on under a new URN opened when it first did, whatever its new URN says.
    """
    found = {}
    for school, until in books.kept(UrnPeriod, ("school", "until")):
        begun = date.fromisoformat(until) + timedelta(days=1)
        found[school, "opened"] = as_decided("opened", begun)
    rows = books.kept(RegisterDecision, ("school", "fact", "register_value"))
    return found | {(school, fact): value for school, fact, value in rows}


def same(field: DeskField, ours: Value, theirs: Value) -> bool:
    """Whether two values of a field say the same, however they are written."""
    if ours is None or theirs is None:
        return ours is theirs
    if field.same(ours, theirs):
        return True
    if isinstance(field, WebAddressField):
        return _bare(str(ours)) == _bare(str(theirs))
    if isinstance(field, TextField):
        return _SIGNS.sub("", folded(str(ours))) == _SIGNS.sub("", folded(str(theirs)))
    return False


def _bare(address: str) -> str:
    return re.sub(r"^https?://(www\.)?", "", address.lower()).rstrip("/")


def compare_with(books: Books, register: Register, keys: Sequence[str] | None = None) -> Comparison:
    """The books' schools beside the register, by name; of some of them only with their `keys`."""
    schools = books.find(School)
    if keys is not None:
        wanted = set(keys)
        schools = [school for school in schools if school["key"] in wanted]
    schools.sort(key=lambda school: folded(str(school["name"])))
    urns = [str(school["urn"]) for school in schools if school["urn"]]
    theirs, changed = register.schools(urns), register.changed_on(urns)
    called = books.names_of_namesakes(School)
    return compare(schools, theirs, changed, decisions(books), called)
