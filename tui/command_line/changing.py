"""Verbs that add and remove records, and the help with their fields."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from data.problems import Refused, WrongCall
from models.fields.choice_fields import ChoiceField, ChoicesField
from tui.command_line.calls import (
    Call,
    note,
    refusal,
    refuse_by_hand,
    say,
    say_lines,
    warn,
)

if TYPE_CHECKING:
    from models.records.record import Record

_MOST_CHOICES = 45
"""Choices of a field that its help lists."""


def add(call: Call) -> int:
    """A new record of FIELD=VALUE; says its name and its key."""
    record = call.kind()
    refuse_by_hand(record, "added")
    if not call.words:
        raise WrongCall(
            f"FIELD=VALUE is missing. List the fields: alliance add {record.kind} --help"
        )
    from data.imports.completing import completion_of
    from data.tables.parsing import assignments
    from data.tables.saving import add_record

    with call.open(changes=True, create=True) as store, ExitStack() as opened:
        values = assignments(store, record, call.words)
        completion = completion_of(record, store.path)
        if completion is not None:
            opened.callback(completion.close)
            values = completion.complete(values)
            for line in completion.lines():
                note(line)
        saved = add_record(store, record, values)
        warn(saved.warnings)
        say(f"{store.name_of(record, saved.key)}\t{saved.key}")
    return 0


def fields_help(record: type[Record], usage: str) -> list[str]:
    """The fields of a kind with their meaning, choices and an example."""
    never = record.not_by_hand("added")
    lines = [usage, "", f"{(record.__doc__ or '').strip()}", *([never] if never else [])]
    lines += ["", "fields:"]
    for field in record.fields():
        needed = " (needed)" if field.required and field.default is None else ""
        lines.append(f"  {field.script_name}{needed}")
        if field.help:
            lines.append(f"      {field.help}")
        if isinstance(field, ChoiceField):
            lines.append(f"      One of: {_choices(field)}")
            lines += [f"        {word}: {hint}" for word, hint in field.hints.items()]
        elif isinstance(field, ChoicesField):
            lines.append(f"      Some of, comma-separated: {_choices(field.one)}")
        lines.append(f"      For example: {field.script_name}={_example(field.example)}")
    return lines


def _choices(field: ChoiceField) -> str:
    words = list(dict.fromkeys(field.meanings.values()))
    shown = ("; " if any("," in word for word in words) else ", ").join(words[:_MOST_CHOICES])
    return shown + (f" and {len(words) - _MOST_CHOICES} more" if len(words) > _MOST_CHOICES else "")


def _example(example: str) -> str:
    """The first of the examples, as it would stand in a shell."""
    first = example.split(", ")[0].split(" or ")[0]
    return f'"{first}"' if " " in first else first


def remove(call: Call) -> int:
    """Remove one record; without --yes says what hangs on it and changes nothing."""
    record = call.kind()
    refuse_by_hand(record, "removed")
    name = call.rest("NAME")
    from data.tables.finding import find_one
    from data.tables.saving import carry_out_removal, plan_removal

    with call.open(changes=call.options.yes) as store:
        key = find_one(store, record, name)
        whole_name = store.name_of(record, key)
        removal = plan_removal(store, record, [key])
        hanging = [
            f"{'Goes with it' if each.goes else 'Stays without it'}: {each.record.singular} "
            f"{each.name}"
            for each in removal.hanging
        ]
        if not call.options.yes:
            if removal.refusals:
                raise Refused(removal.refusals)
            say_lines([*hanging, *(each.message for each in removal.findings)])
            raise refusal(f"{whole_name} was not removed. Add --yes to remove it.")
        carry_out_removal(store, removal)
        say(f"Removed {whole_name}")
        say_lines(hanging)
    return 0
