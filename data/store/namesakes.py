"""Records of one name told apart: “Charging and remissions, Northumberland”."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from models.fields.choice_fields import ChoiceField
from models.fields.values import Value
from models.records.record import Record

BESIDE_A_NAME = r"(, [^,]+, )[A-Z]+ ([0-9]{5,})$"
"""Finds what tells a name from others like it by a code, ", closed, URN 105690", where a name must
be cut: all of it, and without the code's label its two parts.
"""

Groups = dict[str, list[dict[str, Any]]]
"""By the folded name, the records that are called so: their keys and what tells them apart."""


def name_of_period(record: type[Record], name: str, ended: Value) -> str:
    """The name of a period: of one that has an end, with that day."""
    if not record.period or not ended:
        return name
    return f"{name}, until {record.field(record.period[1]).show(ended)}"


def told_apart(
    record: type[Record], values: Mapping[str, Any], name: str, called_so: Sequence[dict[str, Any]]
) -> str:
    """The name with what tells the record from all others that are called so behind it.

    Where nothing does, they are numbered in an order that stays.
    """
    if record.beside_namesakes:
        return _told_in_full(record, values, name, called_so)
    others = [each for each in called_so if each["key"] != values.get("key")]
    for attribute in record.namesakes_by:
        if not others:
            return name
        field, mine = record.field(attribute), values.get(attribute)
        if mine is not None:
            shown = field.show(mine)
            name += f", {field.label.lower()} {shown}" if field.kind == "number" else f", {shown}"
        others = [each for each in others if each[attribute] == mine]
    if not others:
        return name
    return _numbered(name, values, others)


def _told_in_full(
    record: type[Record], values: Mapping[str, Any], name: str, called_so: Sequence[dict[str, Any]]
) -> str:
    others = [each for each in called_so if each["key"] != values.get("key")]
    if not others:
        return name
    beside = _beside(record, values)
    alike = [each for each in others if _beside(record, each) == beside]
    told = ", ".join((name, *beside))
    return _numbered(told, values, alike) if alike else told


def _beside(record: type[Record], values: Mapping[str, Any]) -> list[str]:
    """What stands beside the name of a record that others share: "closed", "URN 105690"."""
    told = []
    for group in record.beside_namesakes:
        filled = next((each for each in group if values.get(each) is not None), None)
        if filled is not None:
            field = record.field(filled)
            shown = field.show(values[filled])
            if field.states or isinstance(field, ChoiceField):
                shown = shown[:1].lower() + shown[1:]
            told.append(f"{field.label} {shown}" if field.kind == "code" else shown)
    return told


def _numbered(name: str, values: Mapping[str, Any], others: Sequence[Mapping[str, Any]]) -> str:
    keys = sorted(str(each["key"]) for each in others)
    before = sum(key < str(values.get("key") or "g") for key in keys)
    return f"{name} ({before + 1})"
