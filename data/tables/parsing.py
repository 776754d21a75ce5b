"""Reading what people typed into the values of a record, and showing values to be edited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from data.problems import Refused, WrongCall
from data.store.books import Books
from data.store.former_fields import kind_that_has
from data.tables import finding
from models.fields.field import DeskField, UnreadableError
from models.fields.reference_fields import ReferenceField
from models.fields.text import name_for_scripts, nearest, one_line
from models.fields.values import Value
from models.records.record import Record, Values
from models.records.rules import Finding, Severity


def read_values(
    books: Books, record: type[Record], typed: Mapping[str, str]
) -> tuple[Values, dict[str, str]]:
    """The values that were meant, and for what cannot be read a sentence that says what would do.

    Both by attribute; what is empty is None. Never raises: a form shows the sentences under their
    fields.
    """
    return _read(books, [(name, record.field(name)) for name in typed], typed)


def meant(books: Books, record: type[Record], typed: Mapping[str, str]) -> Values:
    """The values that were meant. Raises Refused, by attribute, for what cannot be read."""
    return answers(books, [(name, record.field(name)) for name in typed], typed)


def answers(
    books: Books, fields: Iterable[tuple[str, DeskField]], typed: Mapping[str, str]
) -> Values:
    """The answers to questions, by their names. Raises Refused for one that cannot be read."""
    values, problems = _read(books, fields, typed)
    if problems:
        raise Refused(
            [Finding(Severity.REFUSE, name, problem) for name, problem in problems.items()]
        )
    return values


def _read(
    books: Books, fields: Iterable[tuple[str, DeskField]], typed: Mapping[str, str]
) -> tuple[Values, dict[str, str]]:
    values: Values = {}
    problems: dict[str, str] = {}
    for name, field in fields:
        try:
            values[name] = read_value(books, field, typed[name])
        except (UnreadableError, WrongCall) as problem:
            problems[name] = str(problem)
    return values, problems


def read_value(books: Books, field: DeskField, typed: str) -> Value:
    """The value of one field; a reference by the name of its record.

    Raises UnreadableError, or WrongCall for a name that is not exactly one record's.
    """
    if isinstance(field, ReferenceField):
        return finding.find_one(books, field.to, typed) if one_line(typed) else None
    return field.read(typed, books.today)


def show_values(books: Books, record: type[Record], values: Values) -> dict[str, str]:
    """The values as they are typed, by attribute: reading them again gives the same values."""
    return {
        attribute: show_value(books, record.field(attribute), value)
        for attribute, value in values.items()
        if attribute in record._meta.fields and attribute != "key"
    }


def show_value(books: Books, field: DeskField, value: Value) -> str:
    """One value as it is typed: as people read it; a reference so that it cannot be another."""
    if value is None:
        return ""
    if isinstance(field, ReferenceField):
        return unmistakable_name(books, field.to, str(value))
    return field.show(value)


def unmistakable_name(books: Books, record: type[Record], key: str) -> str:
    """The name of a record; its name and code, or its key, when others have that name too."""
    name = books.name_of(record, key)
    if not name:
        return key
    try:
        if finding.find_one(books, record, name) == key:
            return name
    except WrongCall:
        pass
    values = books.get(record, key) or {}
    code = next((values[each] for each in record.found_by if values.get(each)), None)
    return f"{name} ({code})" if code else key


def assignments(books: Books, record: type[Record], given: Sequence[str]) -> Values:
    """The values of `FIELD=VALUE` as they stand on a command line.

    Raises WrongCall with a line for each field that does not exist or cannot be read.
    """
    typed: dict[str, str] = {}
    problems: list[str] = []
    for each in given:
        name, equals, text = each.partition("=")
        field = record.field_named(name)
        if not equals:
            problems.append(
                f"“{one_line(each)}” is not FIELD=VALUE. For example: {_example_of(record)}"
            )
        elif field is None:
            problems.append(unknown_field(record, name))
        elif field.attribute in typed:
            problems.append(f"{field.script_name} is given twice. Give each field once.")
        else:
            typed[field.attribute] = text
    values, unreadable = read_values(books, record, typed)
    problems += [
        f"{record.field(attribute).script_name}: {problem}"
        for attribute, problem in unreadable.items()
    ]
    if problems:
        raise WrongCall("\n".join(problems))
    return values


def unknown_field(record: type[Record], name: str) -> str:
    """The message for a field that the record does not have, with the nearest that it has."""
    known = [field.script_name for field in record.fields()]
    near = nearest(one_line(name).lower().replace(" ", "-"), known)
    former = kind_that_has(record, name_for_scripts(name).replace("-", "_"))
    if former is not None:
        kind = former.kind
        return (
            f"{_plural(record).capitalize()} have no field “{one_line(name)}”: it is one of the "
            f"fields of {kind}. List them: alliance add {kind} --help"
        )
    meant = f"Did you mean {near}?" if near else f"List them: alliance add {record.kind} --help"
    return f"{_plural(record).capitalize()} have no field “{one_line(name)}”. {meant}"


def _plural(record: type[Record]) -> str:
    return record.plural()


def _example_of(record: type[Record]) -> str:
    field = record.field(record.named_by[0])
    return f"{field.script_name}={field.example}"
