"""Headings that people often write instead of a field's label."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache

from data.imports.cell_reading import heading_name
from models.fields.field import DeskField
from models.fields.reference_fields import ReferenceField
from models.records.record import Record
from models.subjects import load

_USUAL: dict[str, tuple[str, ...]] = {
    "Telephone": (
        "Tel", "Tel no", "Tel number", "Telephone no", "Telephone number", "Phone", "Phone no",
        "Phone number", "Contact number", "Contact no", "Mobile",
    ),
    "Email": ("E-mail", "Mail", "Email address", "E-mail address"),
    "Notes": ("Note", "Comment", "Comments", "Remarks"),
    "Date": ("Day",),
    "Starts": ("Start", "Start time", "Time"),
    "Ends": ("End", "End time", "Finish", "Finish time"),
    "Place": ("Venue", "Location"),
    "From": ("Start date", "Started", "Start", "Since"),
    "Until": ("End date", "Ended", "End"),
    "Due": ("Due date", "Date due", "By when", "Deadline"),
    "Owner": ("Responsible", "Person responsible", "Who", "By whom"),
    "Website": ("Web", "Web site", "Web address", "Website address", "URL"),
    "Postcode": ("Post code",),
    "Title": ("Name",),
}  # fmt: skip
"""By label: what a column of such a field is often called."""

_KIND_OF = "Kind of "

_NEAR = 90.0
"""From this likeness on (0 to 100) a heading is a slip of the pen for another one."""

_SHORTEST = 5

_OF_FIELDS: dict[type[Record], Mapping[str, tuple[str, ...]]] = {}
_OF_REFERENCES: dict[type[Record], tuple[str, ...]] = {}


def also_headed(record: type[Record], fields: Mapping[str, tuple[str, ...]]) -> None:
    """Declare what columns of a record's fields (by attribute) are often called."""
    _OF_FIELDS[record] = fields


def also_named(record: type[Record], *headings: str) -> None:
    """Declare what a column that names such a record is often called, whatever the rows are."""
    _OF_REFERENCES[record] = headings


@cache
def usual_headings(record: type[Record]) -> dict[str, tuple[str, int]]:
    """The attribute of the field that each usual heading stands for; the lower number goes first.

    Headings that say one field of this very record go before those that are usual anywhere.
    """
    load("data", "imports")
    found: dict[str, tuple[str, int]] = {}
    for place, (attribute, headings) in enumerate(_told_of(record)):
        for at, heading in enumerate(headings):
            found.setdefault(heading_name(heading), (attribute, 100 * place + at))
    return found


def _told_of(record: type[Record]) -> Iterable[tuple[str, tuple[str, ...]]]:
    yield from _OF_FIELDS.get(record, {}).items()
    fields = record.fields()
    name = record.field(record.named_by[0])
    if not isinstance(name, ReferenceField):
        called = record.singular
        yield name.attribute, (called, f"{called} name", f"Name of {called}")
    for each in fields:
        if each.label.startswith(_KIND_OF):
            of = each.label.removeprefix(_KIND_OF)
            yield each.attribute, ("Type", "Kind", f"Type of {of}", f"{of} type")
    for each in fields:
        if isinstance(each, ReferenceField):
            yield each.attribute, (*_OF_REFERENCES.get(each.to, ()), each.to.singular)
    for each in fields:
        yield each.attribute, _USUAL.get(each.label, ())


def matched(
    record: type[Record], known: Mapping[str, DeskField], headings: Sequence[str]
) -> dict[int, DeskField]:
    """The fields that columns of these headings are read as, by their places, each field once.

    A heading that is `known` goes before a usual one, and that before one that is nearly so.
    """
    usual = usual_headings(record)
    names = [plain_heading(each, {*known, *usual}) for each in headings]
    found: dict[int, DeskField] = {}
    taken: set[str] = set()

    def take(place: int, field: DeskField) -> None:
        if place not in found and field.attribute not in taken:
            found[place] = field
            taken.add(field.attribute)

    for place, name in enumerate(names):
        if name in known:
            take(place, known[name])
    places = [at for at, name in enumerate(names) if name in usual and name not in known]
    for place in sorted(places, key=lambda at: usual[names[at]][1]):
        take(place, record.field(usual[names[place]][0]))
    for place, name in enumerate(names):
        if place not in found and name not in known and name not in usual:
            near = _nearest(name, {*known, *usual})
            if near:
                take(place, known[near] if near in known else record.field(usual[near][0]))
    return found


def plain_heading(heading: str, known: Collection[str]) -> str:
    """The name of a heading, without what it says in brackets where only the rest is known."""
    name = heading_name(heading)
    if name in known or "(" not in heading:
        return name
    bare = heading_name(re.sub(r"\([^()]*\)", " ", heading))
    return bare if bare in known else name


def _nearest(name: str, known: Collection[str]) -> str:
    if not _SHORTEST <= len(name) <= 60:
        return ""
    # Loaded when it is used: most files have headings that are known.
    from rapidfuzz import fuzz, process

    best = process.extractOne(name, list(known), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return str(best[0]) if best else ""
