"""Rules: what one is, how it is declared, and how a record is checked against them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from models.fields.dates import show_date
from models.records.books import Books
from models.records.record import Record, Values
from models.subjects import load


class Severity(StrEnum):
    """What a rule does about a breach."""

    REFUSE = "refuse"
    WARN = "warn"
    REPORT = "report"


REFUSE, WARN, REPORT = Severity.REFUSE, Severity.WARN, Severity.REPORT


class Finding(NamedTuple):
    """A breach of a rule: where, and what to say about it."""

    severity: Severity
    attribute: str
    message: str

    def __str__(self) -> str:
        return self.message


Breach = tuple[str, str]
"""The attribute that a message is about, and the message."""

Check = Callable[[Values, Books], Breach | None]


class Rule(NamedTuple):
    """One rule about one kind of record: about its values, or about its removal.

    A `lasting` one is about the books as they stand, and not only about what a person may do to
    them: undo and redo obey it too.
    """

    record: type[Record]
    severity: Severity
    says: str
    check: Check
    lasting: bool = False


RULES: list[Rule] = []
"""Every rule about the values of records."""

RULES_ON_REMOVAL: list[Rule] = []
"""Every rule about taking a record out of the books deliberately.

What goes along with something else that is removed is not asked: there the question before the
removal says what hangs on it.
"""

_kept: dict[tuple[bool, int, type[Record]], list[Rule]] = {}


def rule(
    record: type[Record], severity: Severity, says: str, *, lasting: bool = False
) -> Callable[[Check], Check]:
    """Declare a rule: `says` is the rule in words, the function finds a breach of it."""
    return _declaring(RULES, record, severity, says, lasting)


def on_removal(
    record: type[Record], severity: Severity, says: str, *, lasting: bool = False
) -> Callable[[Check], Check]:
    """Declare a rule about the removal of such a record, in the same way.

    A breach that is no field's fault names the attribute "".
    """
    return _declaring(RULES_ON_REMOVAL, record, severity, says, lasting)


def _declaring(
    rules: list[Rule], record: type[Record], severity: Severity, says: str, lasting: bool
) -> Callable[[Check], Check]:
    def declare(check: Check) -> Check:
        rules.append(Rule(record, severity, says, check, lasting))
        return check

    return declare


def _of(rules: list[Rule], record: type[Record]) -> list[Rule]:
    load("models", "rules")
    # Looked for once: an import asks for each of its rows. The length tells of later rules.
    place = rules is RULES, len(rules), record
    kept = _kept.get(place)
    if kept is None:
        kept = _kept[place] = [each for each in rules if each.record is record]
    return kept


def findings(
    record: type[Record],
    values: Values,
    books: Books,
    severities: Sequence[Severity] = (REFUSE, WARN),
    *,
    uniqueness: bool = True,
) -> Iterator[Finding]:
    """What the rules say of a record with these values (its key among them when it has one).

    Without `uniqueness` no code is looked for among the other records: for many at once, whose
    codes were compared beforehand, or when no code is new.
    """
    if REFUSE in severities:
        for field in record.fields_to_check():
            value = values.get(field.attribute)
            if field.required and value in (None, ""):
                yield Finding(REFUSE, field.attribute, field.needed())
            elif uniqueness and field.only_one and value is not None:
                twin = another(record, values, books, **{field.attribute: value})
                if twin is not None:
                    name = books.name_of(record, str(twin["key"]))
                    message = f"{name} already has the {field.label} {field.show(value)}."
                    yield Finding(REFUSE, field.attribute, message)
    yield from _asked(_of(RULES, record), values, books, severities)


def removal_findings(
    record: type[Record],
    values: Values,
    books: Books,
    severities: Sequence[Severity] = (REFUSE, WARN),
) -> Iterator[Finding]:
    """What the rules say of removing the record with these values."""
    if REFUSE in severities and (never := record.not_by_hand("removed")):
        yield Finding(REFUSE, "", never)
    yield from _asked(_of(RULES_ON_REMOVAL, record), values, books, severities)


def lasting_breaches(record: type[Record], values: Values, books: Books) -> list[str]:
    """Breaches of lasting rules by a record as it is in the books, however it came about."""
    lasting = [each for each in _of(RULES, record) if each.lasting]
    return [found.message for found in _asked(lasting, values, books, tuple(Severity))]


def lasting_breaches_of_removal(record: type[Record], values: Values, books: Books) -> list[str]:
    """Why a record with these values, now gone from the books, may not be removed by any means."""
    lasting = [each for each in _of(RULES_ON_REMOVAL, record) if each.lasting]
    return [found.message for found in _asked(lasting, values, books, tuple(Severity))]


def _asked(
    rules: Iterable[Rule], values: Values, books: Books, severities: Sequence[Severity]
) -> Iterator[Finding]:
    for each in rules:
        if each.severity in severities:
            breach = each.check(values, books)
            if breach:
                yield Finding(each.severity, *breach)


# What several rules need


def another(record: type[Record], values: Values, books: Books, **equal: Any) -> Values | None:
    """Another record than this one that has these values; None when there is none."""
    return next(iter(others(record, values, books, **equal)), None)


def others(record: type[Record], values: Values, books: Books, **equal: Any) -> list[Values]:
    """The other records than this one that have these values."""
    return [each for each in books.find(record, **equal) if each["key"] != values.get("key")]


def standing(record: type[Record], values: Values, books: Books) -> Values | None:
    """The record as the books have it before this change; None for a new one."""
    return referred(record, "key", values, books)


def referred(record: type[Record], attribute: str, values: Values, books: Books) -> Values | None:
    """The record of this kind to which a reference leads; None when it is empty."""
    key = values.get(attribute)
    return books.get(record, str(key)) if key else None


def day_has_come(values: Values, books: Books, name: str, advice: str) -> Breach | None:
    """The breach when this day is still to come: what is recorded of it has taken place."""
    day = values.get(name)
    if isinstance(day, date) and day > books.today:
        return name, f"{show_date(day)} is still to come: {advice}"
    return None


def days_in_order(values: Values, early: str, late: str, record: type[Record]) -> Breach | None:
    """The breach when the late day is before the early one."""
    first, second = values.get(early), values.get(late)
    if isinstance(first, date) and isinstance(second, date) and second < first:
        labels = record.field(late).label, record.field(early).label
        return late, (
            f"{labels[0]} ({show_date(second)}) is before {labels[1].lower()} ({show_date(first)})."
        )
    return None
