"""The verbs `list` and `show`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from data.problems import WrongCall
from tui.command_line import calls
from tui.command_line.calls import Call, note, say, say_bytes, say_lines

if TYPE_CHECKING:
    from data.store.store import Store
    from data.tables.table import Row, Summary
    from models.records.record import Record, Values

_WIDEST = 40


def list_records(call: Call) -> int:
    """A table of records; without a kind the kinds."""
    if not call.words and not call.options.where:
        from models.kinds import KINDS

        say_lines(list(KINDS))
        return 0
    record = call.kind()
    words = " ".join(call.words)
    from data.exports.exports import for_reading, list_content
    from data.tables.listing import Wanted, columns_of, table_of

    with call.open() as store:
        terms = call.conditions(columns_of(record), store.today)
        table = table_of(store, record, wanted=Wanted(words=words, terms=terms))
    if terms:
        table = table._replace(notes=[*table.notes, f"Only those{call.conditions_told}"])
    chosen = call.options.format
    if chosen == "text" and calls.width() is not None:
        say_lines(_text_lines(for_reading(record, table), iso=call.options.iso))
    elif chosen == "xlsx" and calls.width() is not None:
        raise WrongCall(
            "An Excel workbook cannot be shown on a terminal. Send it to a file, for example: "
            f"alliance list {record.kind} --format xlsx > {record.kind}.xlsx"
        )
    else:
        say_bytes(list_content(record, table, chosen, iso=call.options.iso))
    if not table.rows:
        filtered = f" with “{words}” in them" if words else ""
        note(f"There are no {record.plural()}{filtered}{call.conditions_told}.")
    return 0


def _text_lines(table: Summary, *, iso: bool = False) -> list[str]:
    """The table as text, on a terminal with as many columns as can be read there."""
    from data.exports.exports import narrowed
    from data.exports.writers.plain_text import table_lines

    room = calls.width()
    if room is not None:
        used = count = 0
        for index, column in enumerate(table.columns):
            cells = (len(_words(row, index, column.kind)) for row in table.rows)
            used += min(_WIDEST, max(len(column.label), max(cells, default=0))) + 2
            if used - 2 > room and count >= 2:
                break
            count += 1
        table = narrowed(table, count)
    return table_lines(table, room, iso=iso)


def _words(row: Row, index: int, kind: Any) -> str:
    from models.fields.values import show_value

    return show_value(row.cells[index], kind)


def show_record(call: Call) -> int:
    """One record with all that belongs to it."""
    record = call.kind()
    name = call.rest("NAME")
    from data.tables.finding import find_one

    with call.open() as store:
        key = find_one(store, record, name)
        values = store.get(record, key) or {}
        belonging = _belonging(store, record, key)
        if call.options.format == "json":
            say_bytes(_record_as_json(store, record, values, belonging))
        else:
            _say_record(store, record, values, belonging)
    return 0


def _belonging(
    store: Store, record: type[Record], key: str
) -> list[tuple[type[Record], str, Summary]]:
    """The records that refer to a record, and those that depend on them: kind, label, table."""
    from data.tables.listing import table_of
    from models.kinds import RECORDS, referring_to

    owners: dict[str, set[str]] = {record.kind: {key}}
    found: dict[str, tuple[str, set[str]]] = {}
    for owner in RECORDS:
        for other, attribute in referring_to(owner) if owner.kind in owners else ():
            field = other.field(attribute)
            if owner is not record and not other.deleted_with(attribute):
                continue
            keys = {
                str(values["key"])
                for owned in owners[owner.kind]
                for values in store.find(other, **{attribute: owned})
            }
            if not keys:
                continue
            _, known = found.setdefault(other.kind, (field.label, set()))
            known |= keys
            if other.deleted_with(attribute):
                owners.setdefault(other.kind, set()).update(keys)
    return [
        (other, found[other.kind][0], table_of(store, other, keys=found[other.kind][1]))
        for other in RECORDS
        if other.kind in found
    ]


def _record_as_json(
    store: Store,
    record: type[Record],
    values: Values,
    belonging: list[tuple[type[Record], str, Summary]],
) -> bytes:
    from data.exports.exports import keyed
    from data.exports.writers.json_file import to_json
    from data.tables.listing import Listing
    from data.tables.table import Summary

    listing = Listing(store, record)
    rows = listing.rows([str(values["key"])])
    own = Summary(record.kind, record.singular, store.today, listing.columns, rows)
    content: dict[str, Any] = keyed(own)[0]
    for other, _, table in belonging:
        content[other.kind.replace("-", "_")] = keyed(table)
    return to_json(content).encode()


def _say_record(
    store: Store,
    record: type[Record],
    values: Values,
    belonging: list[tuple[type[Record], str, Summary]],
) -> None:
    from data.exports.exports import for_reading
    from data.tables.details import details_of

    name = store.name_from(record, values)
    say(name)
    say("=" * len(calls.clean(name)))
    _say_fields(store, record, values)
    details = details_of(store, record, str(values["key"]))
    if details is not None and details.told:
        _say_under("Where it stands", details.told)
    if details is not None and details.beside:
        (heading, _), *lines = details.beside
        _say_under(heading, lines)
    for other, label, table in belonging:
        title = other.plural().capitalize()
        say()
        say(f"{title} ({len(table.rows)})")
        named = table.columns[0].label
        alone = named == label and other.listed[0] != "name"
        shown = _without(for_reading(other, table), alone)
        say_lines(["  " + line for line in _text_lines(shown)])


def _say_fields(store: Store, record: type[Record], values: Values) -> None:
    """Say every field and every computed column of a record, and its key."""
    from data.tables.as_of import values_as_of
    from data.tables.listing import Listing
    from models.fields.values import show_value

    stood = values_as_of(store, record, values)
    labels = {field.attribute: field.label for field in record.fields()}
    listing, own = Listing(store, record), {field.name for field in record.fields()}
    margin = _margin([*labels.values(), *(column.label for column in listing.columns)])
    for attribute, label in labels.items():
        first, *others = store.show(record, attribute, stood.get(attribute)).split("\n")
        say(f"{label:<{margin}}{first}".rstrip())
        say_lines([" " * margin + line for line in others])
    for row in listing.rows([str(values["key"])]):
        for column, cell in zip(listing.columns, row.cells, strict=True):
            if column.name not in own and cell is not None:
                say(f"{column.label:<{margin}}{show_value(cell, column.kind)}")
    say(f"{'Key':<{margin}}{values['key']}")


def _say_under(heading: str, lines: Sequence[tuple[str, str]]) -> None:
    """Say lines of label and text under a heading."""
    margin = _margin(label for label, _ in lines)
    say()
    say(heading)
    say_lines([f"  {label:<{margin}}{text}" for label, text in lines])


def _margin(labels: Iterable[str]) -> int:
    return max(map(len, labels), default=0) + 2


def _without(table: Summary, first: bool) -> Summary:
    """The table without its first column, which says in every row whose it is."""
    if not first or len({row.cells[0] for row in table.rows}) > 1:
        return table
    rows = [row._replace(cells=row.cells[1:]) for row in table.rows]
    return table._replace(columns=table.columns[1:], rows=rows)
