"""What would follow from a change, said before it is made."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from data.store.books import Books
from models.fields.reference_fields import ReferenceField
from models.fields.text import folded
from models.fields.text_fields import TextField
from models.records.record import Record, Values
from models.records.rules import findings
from models.subjects import load, place_of

Foresee = Callable[[Books, Sequence[tuple[Values, Values]]], str]
"""Says what follows when records of these values get those; empty when nothing does."""

_DECLARED: dict[type[Record], list[Foresee]] = {}


def foresees(record: type[Record]) -> Callable[[Foresee], Foresee]:
    """Declare what says what follows when such records change; each subject may add its own."""

    def declare(foresee: Foresee) -> Foresee:
        _DECLARED.setdefault(record, []).append(foresee)
        return foresee

    return declare


def what_would_follow(
    books: Books, record: type[Record], changes: Sequence[tuple[Values, Values]]
) -> str:
    """The consequences of changing these values to those, in words; empty when there are none."""
    load("data", "foreseen")
    told = [foresee(books, changes) for foresee in sorted(_DECLARED.get(record, ()), key=place_of)]
    return " ".join(each for each in told if each)


Caution = Callable[[Books, str], str]
"""Says what is to be known of a record before it is named in a field; empty when nothing is."""

_CAUTIONS: dict[type[Record], Caution] = {}


def cautions(record: type[Record]) -> Callable[[Caution], Caution]:
    """Declare what says what is to be known of such a record where a field comes to name it."""

    def declare(caution: Caution) -> Caution:
        _CAUTIONS[record] = caution
        return caution

    return declare


def warned_of(
    books: Books, record: type[Record], values: Values, typed: Collection[str]
) -> dict[str, str]:
    """Warnings about what was typed so far, by attribute."""
    load("data", "foreseen")
    values = dict.fromkeys((field.attribute for field in record.fields()), None) | values
    told: dict[str, list[str]] = {}
    for finding in findings(record, values, books):
        told.setdefault(finding.attribute, []).append(finding.message)
    for name in typed:
        field, value = record.field(name), values.get(name)
        if isinstance(field, ReferenceField) and value and field.to in _CAUTIONS:
            told.setdefault(name, []).append(_CAUTIONS[field.to](books, str(value)))
    if record.named_by[0] in typed and (namesake := _namesake(books, record, values)):
        told.setdefault(record.named_by[0], []).append(
            f"{namesake} is in these books already: is this another {record.singular}?"
        )
    said = {name: " ".join(filter(None, messages)) for name, messages in told.items()}
    return {name: words for name, words in said.items() if words and values.get(name) is not None
            and name in typed}  # fmt: skip


def _namesake(books: Books, record: type[Record], values: Values) -> str:
    """The name of another record that is called the same, in the same place; empty without one."""
    name, *more = record.named_by
    if more or not isinstance(record.field(name), TextField) or not values.get(name):
        return ""
    wanted = folded(str(values[name]))
    places = [
        field.attribute
        for field in record.fields()
        if isinstance(field, ReferenceField) and field.required
    ]
    own = values.get("key"), *(values.get(each) for each in places)
    for key, other, *there in books.kept(record, ("key", name, *places)):
        if key != own[0] and there == list(own[1:]) and folded(str(other)) == wanted:
            return str(other)
    return ""
