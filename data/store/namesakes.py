"""Records of one name told apart: “Charging and remissions, Northumberland”."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from models.fields.values import Value
from models.records.record import Record

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
    """The name with as much behind it as tells the record from all others that are called so.

    Where nothing does, they are numbered in an order that stays.
    """
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
    keys = sorted(str(each["key"]) for each in others)
    before = sum(key < str(values.get("key") or "g") for key in keys)
    return f"{name} ({before + 1})"
