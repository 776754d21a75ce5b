"""One record with all that belongs to it, in words: the panel beside a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from data.store.books import Books
from data.tables.as_of import values_as_of
from data.tables.computed_columns import computed_columns_of
from data.tables.table import Column
from models.fields.states import State
from models.fields.values import Value, show_value
from models.kinds import referring_to
from models.records.record import CONFIDENTIAL, Record, Values
from models.subjects import load, place_of

Line = tuple[str, str]
"""A label and a text."""

Describe = Callable[[Books, Values], Sequence[Line]]
"""Describes a record with these values in lines."""

Arrange = Callable[[Sequence[Values], Books], list[Values]]
"""Puts records of a kind in the order in which they stand beside what they belong to."""

_DESCRIBING: dict[type[Record], list[Describe]] = {}
_BESIDE: dict[type[Record], list[Describe]] = {}
_ARRANGING: dict[type[Record], Arrange] = {}


def details(record: type[Record]) -> Callable[[Describe], Describe]:
    """Declare lines that stand above the fields of such a record; each subject may add its own."""

    def declare(describe: Describe) -> Describe:
        _DESCRIBING.setdefault(record, []).append(describe)
        return describe

    return declare


def told_beside(record: type[Record]) -> Callable[[Describe], Describe]:
    """Declare lines that stand below all else: what another source says of such a record.

    The first of them is a heading, with an empty text.
    """

    def declare(describe: Describe) -> Describe:
        _BESIDE.setdefault(record, []).append(describe)
        return describe

    return declare


def arranged_as_related(record: type[Record]) -> Callable[[Arrange], Arrange]:
    """Declare the order in which such records stand beside the one that they belong to."""

    def declare(arrange: Arrange) -> Arrange:
        _ARRANGING[record] = arrange
        return arrange

    return declare


@dataclass(frozen=True, slots=True)
class Related:
    """A record that belongs to another: its kind, key, name, and where it stands."""

    record: type[Record]
    key: str
    name: str
    state: State | None
    values: Values


@dataclass(frozen=True, slots=True)
class Details:
    """A record in words. A school's policy that nobody recorded has an empty key, and no fields.

    `told` are the label and the text of what is reckoned for it alone; `fields` the label and the
    shown value of every field that has one; `derived` the columns that are reckoned; `related` what
    refers to the record, by the plural of its kind; `beside` is what another source says of it.
    """

    record: type[Record]
    key: str
    name: str
    values: Values
    told: tuple[tuple[str, str], ...]
    fields: tuple[tuple[str, str], ...]
    derived: tuple[tuple[Column, Value], ...]
    related: dict[str, tuple[Related, ...]]
    beside: tuple[tuple[str, str], ...] = ()


def details_of(books: Books, record: type[Record], key: str) -> Details | None:
    """The details of a record; None when there is no such record."""
    values = books.get(record, key)
    if values is None:
        return None
    stood = values_as_of(books, record, values)
    fields = []
    others = [field for field in record.fields() if field.attribute not in record.described_by]
    for field in [*(record.field(name) for name in record.described_by), *others]:
        shown = books.show(record, field.attribute, stood[field.attribute])
        if shown:
            fields.append((field.label, shown))
    derived = computed_columns_of(record)
    cells = derived.compute(books, [key]).get(key) if derived else None
    reckoned = tuple(zip(derived.columns, cells, strict=True)) if derived and cells else ()
    return Details(
        record,
        key,
        books.name_from(record, values),
        values,
        tuple(lines_about(books, record, values)),
        tuple(fields),
        reckoned,
        _related(books, record, key),
        tuple(line for tell in _BESIDE.get(record, ()) for line in tell(books, values)),
    )


def lines_about(books: Books, record: type[Record], values: Values) -> list[Line]:
    """The lines of all subjects about a record with these values, in their order."""
    load("data", "details")
    describing = sorted(_DESCRIBING.get(record, ()), key=place_of)
    return [line for describe in describing for line in describe(books, values)]


def _related(books: Books, record: type[Record], key: str) -> dict[str, tuple[Related, ...]]:
    load("data", "details")
    found: dict[str, tuple[Related, ...]] = {}
    for other, attribute in referring_to(record):
        hanging = books.find(other, **{attribute: key})
        if not hanging:
            continue
        derived = computed_columns_of(other)
        keys = [str(values["key"]) for values in hanging]
        cells = derived.compute(books, keys) if derived else {}
        related = []
        for values in hanging:
            other_key = str(values["key"])
            state = next((c for c in cells.get(other_key, ()) if isinstance(c, State)), None)
            name = _name_beside(books, other, values, attribute)
            related.append(Related(other, other_key, name, state, values))
        related.sort(key=lambda each: each.name.casefold())
        newest = other.ordered_by[0].removeprefix("-")
        if newest != other.ordered_by[0]:
            related.sort(key=lambda each: str(each.values[newest]), reverse=True)
        heading = other.plural().capitalize()
        if other.confidential:
            heading = f"{heading}, {CONFIDENTIAL.lower()}"
        if heading in found:
            heading = f"{heading} ({other.field(attribute).label.lower()})"
        if other in _ARRANGING:
            arranged = _ARRANGING[other](hanging, books)
            places = {str(values["key"]): place for place, values in enumerate(arranged)}
            related.sort(key=lambda each: places[each.key])
        found[heading] = tuple(related)
    return found


def _name_beside(books: Books, other: type[Record], values: Values, attribute: str) -> str:
    """The name of a record beside the one that it refers to, whose name need not be said again."""
    names = [name for name in other.named_by if name != attribute]
    if other.own_name and values.get(other.own_name) and names[:1] == [*other.named_by[:1]]:
        names[0] = other.own_name
    parts = [books.show(other, name, values.get(name)) for name in names]
    return " · ".join(part for part in parts if part) or books.name_from(other, values)


def lines_of(details: Details) -> list[tuple[str, str]]:
    """The details as lines of label and text; a heading has an empty text."""
    lines = list(details.told)
    said = {label for label, _ in lines}
    # Its name stands above all this already.
    empty = ("", details.name)
    for column, value in details.derived:
        text = show_value(value, column.kind)
        # A column may be the beginning of what is told in full.
        in_full = any(whole.startswith(f"{text} ") for _, whole in details.told)
        if text not in empty and column.label not in said and not in_full:
            lines.append((column.label, text))
    lines += _in_groups(
        details.record,
        [line for line in details.fields if line[0] not in said and line[1] not in empty],
    )
    for heading, related in details.related.items():
        lines.append((f"{heading} ({len(related)})", ""))
        lines += [("", f"{each.name}{_standing(each)}") for each in related]
    return [*lines, *details.beside]


def _in_groups(record: type[Record], fields: Sequence[Line]) -> list[Line]:
    """The lines of fields, with the headings of the groups that they have in a form.

    Those of the first group follow what is told, and one that is called like its group has its own
    label.
    """
    headings: dict[str, str] = {}
    heading = ""
    first = next(iter(record.groups.values()), "")
    for field in record.fields():
        heading = headings[field.label] = record.groups.get(field.attribute, heading)
    lines, last = [], first
    for label, text in fields:
        if headings[label] != last:
            last = headings[label]
            if last != label:
                lines.append((last, ""))
        lines.append((label, text))
    return lines


def _standing(related: Related) -> str:
    if related.state is not None:
        return f": {related.state.word}"
    shown = []
    for name in related.record.shown_beside_name:
        value = related.values.get(name)
        if value:
            field = related.record.field(name)
            shown.append(field.show(value))
            if field.kind == "date":
                shown[-1] = f"{field.label.lower()} {shown[-1]}"
    return f": {', '.join(shown)}" if shown else ""
