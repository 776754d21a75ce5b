"""The verb `set`: fields of one record, or of all that match, as one operation."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from data.problems import WrongCall
from models.fields.text import count_of, one_line
from tui.command_line.calls import Call, note, refusal, refuse_by_hand, say_lines, warn

if TYPE_CHECKING:
    from data.store.store import Store
    from models.records.record import Record, Values


def set_fields(call: Call) -> int:
    """Change fields of one record, or of all that fit --where; says what they were and are."""
    record = call.kind()
    refuse_by_hand(record, "changed")
    named = list(takewhile(lambda word: "=" not in word, call.words))
    given = call.words[len(named) :]
    if call.options.where and named:
        raise WrongCall(
            f"Name one record, or narrow with --where: not both. The call is: {call.usage}"
        )
    if not named and not call.options.where:
        raise WrongCall(f"NAME is missing. The call is: {call.usage}")
    if not given:
        raise WrongCall(f"FIELD=VALUE is missing. The call is: {call.usage}")
    with call.open(changes=not call.options.dry_run) as store:
        if call.options.where:
            return _set_many(call, store, record, given)
        return _set_one(call, store, record, " ".join(named), given)


def _set_one(
    call: Call, store: Store, record: type[Record], name: str, given: Sequence[str]
) -> int:
    from data.tables.finding import find_one
    from data.tables.parsing import assignments
    from data.tables.saving import change_record

    key = find_one(store, record, name)
    values = assignments(store, record, given)
    seen = store.get(record, key) or {}
    if call.options.dry_run:
        return _rehearse(store, record, values, {key: seen})
    name = store.name_from(record, seen)
    labels = ", ".join(record.field(attribute).label for attribute in values)
    saved = change_record(store, record, key, values, seen, f"Changed {name}: {labels}")
    warn(saved.warnings)
    if saved.changed:
        say_lines(_told(store, record, values, seen, name))
    else:
        note(f"{name} has these values already, so nothing was changed.")
    return 0


def _set_many(call: Call, store: Store, record: type[Record], given: Sequence[str]) -> int:
    from data.tables.listing import Listing, Wanted
    from data.tables.parsing import assignments
    from data.tables.saving import change_records

    listing = Listing(store, record)
    terms = call.conditions(listing.columns, store.today)
    values = assignments(store, record, given)
    _refuse_of_one_alone(record, values)
    keys = listing.keys(Wanted(terms=terms))
    if not keys:
        note(f"There are no {record.plural()}{call.conditions_told}, so nothing was changed.")
        return 0
    found = store.get_many(record, keys)
    seen = {key: found[key] for key in keys if key in found}
    if call.options.dry_run:
        return _rehearse(store, record, values, seen)
    names = {key: store.name_from(record, each) for key, each in seen.items()}
    compared = {key: {name: each[name] for name in values} for key, each in seen.items()}
    saved = change_records(store, record, values, compared)
    warn(saved.warnings)
    for key in saved.keys:
        say_lines(_told(store, record, values, seen[key], names[key]))
    note(f"{saved.label}: {len(saved.keys):,} changed.")
    return 0


def _rehearse(store: Store, record: type[Record], values: Values, seen: dict[str, Values]) -> int:
    """Say what would change, as the rules would have it, and change nothing."""
    from data.tables.questions import question_before
    from data.tables.saving import change_records

    question = question_before(store, record, list(seen), values)
    names = {key: store.name_from(record, each) for key, each in seen.items()}
    would = change_records(store, record, values, seen, rehearsed=True)
    for key in would.keys:
        say_lines(_told(store, record, values, seen[key], names[key]))
    for line in question.details if question and would.keys else ():
        if line.strip():
            note(line)
    for line in dict.fromkeys(each.message for each in would.warnings):
        note(line)
    several = count_of(len(seen), record.singular, record.plural())
    changing = f"{len(would.keys):,} of {several} would change"
    note(f"{changing}. Nothing was changed: leave out --dry-run to do it.")
    return 0


def _refuse_of_one_alone(record: type[Record], values: Values) -> None:
    """Raise Refused for fields that no two records share, or that say what a record is about."""
    for attribute in values:
        field = record.field(attribute)
        if field.only_one or field.fixed:
            raise refusal(
                f"{field.label} is not set for many {record.plural()} at once: name one of them "
                "in place of --where."
            )


def _told(store: Store, record: type[Record], values: Values, seen: Values, name: str) -> list[str]:
    """A line for each field that becomes another: what it was and is."""
    lines = []
    for attribute, value in values.items():
        if value != seen[attribute]:
            was, now = (
                one_line(store.show(record, attribute, each)) or "empty"
                for each in (seen[attribute], value)
            )
            lines.append(f"{name}: {record.field(attribute).label}: {was} → {now}")
    return lines
