"""What a record is: a thing the desk keeps books of, with its fields, its names and its order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, NamedTuple, cast
from uuid import NAMESPACE_OID, uuid4, uuid5

import peewee

from models.fields.field import DeskField, KeyField
from models.fields.reference_fields import ReferenceField
from models.fields.text import name_for_scripts
from models.fields.values import Value

Values = dict[str, Value]
"""A record's values by attribute, as the store hands them out; references are keys."""

CONFIDENTIAL = "CONFIDENTIAL"
"""The word that screens and lists of confidential records bear."""

Deed = Literal["added", "changed", "removed"]
"""An action on a record by hand."""


class _Fields(NamedTuple):
    """The fields of a record, sorted once: `of` is Peewee's own list of them."""

    of: object
    all: tuple[DeskField, ...]
    references: tuple[ReferenceField, ...]
    to_check: tuple[DeskField, ...]


class Record(peewee.Model):
    """The base of every record.

    `kind` is the plural that screens and scripts use; `singular` names one. `named_by` are the
    fields that together make the record's name; `listed` the fields that a list shows, in order.
    """

    kind: ClassVar[str] = ""
    singular: ClassVar[str] = ""
    named_by: ClassVar[tuple[str, ...]] = ("name",)
    own_name: ClassVar[str] = ""
    """A field that, where it is filled, stands in the name instead of the first of `named_by`."""
    listed: ClassVar[tuple[str, ...]] = ("name",)
    shown_beside_name: ClassVar[tuple[str, ...]] = ()
    """Fields that say where it stands, when it is named among what belongs to another record."""
    described_by: ClassVar[tuple[str, ...]] = ()
    """Fields that its details begin with, where its form has them further down."""
    ordered_by: ClassVar[tuple[str, ...]] = ("name",)
    """The order in which a list begins; `-` before a field turns it round."""
    found_by: ClassVar[tuple[str, ...]] = ()
    """Fields with codes that name one record exactly, such as a URN."""
    short_named_by: ClassVar[str] = ""
    """A field with a short name, by which a record is found as well, such as CPD."""
    one_of: ClassVar[tuple[str, ...]] = ()
    """References of which one is filled: without what it is about, such a record goes."""
    alternatives: ClassVar[tuple[str, ...]] = ()
    """Fields of which one is filled, where that does not say with what such a record goes."""
    headings: ClassVar[Mapping[str, str]] = {}
    """Headings of columns that show more than their field."""
    told_apart_by: ClassVar[str] = ""
    """A reference that a list shows beside the name, where records of several are in the books."""
    namesakes_by: ClassVar[tuple[str, ...]] = ()
    """Fields whose values follow the name, where several records would be called the same: as many
    as tell it apart. The first of them is part of what it is, and not only of how it is told."""
    beside_namesakes: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """Fields that all follow such a name, as they may change: of each group the first filled."""
    tells_former: ClassVar[tuple[str, str, tuple[str, ...]] | None] = None
    """A reference to a record, the field with what that was called before, and those with the
    codes that it had; by both it is still found."""
    begins_at: ClassVar[str] = ""
    groups: ClassVar[Mapping[str, str]] = {}
    """The groups of its fields in a form: the heading of each by the name of its first field."""
    """A date: a list is opened at what comes next by it, and not at its first record."""
    period: ClassVar[tuple[str, str] | tuple[()]] = ()
    """Two dates, from when until when such a record holds, where those of one name follow another.

    Of these the one without an end is meant, where nothing else is said.
    """
    listed_last: ClassVar[bool] = False
    """Whether its list stands behind those of its tab: what it belongs to shows it as well."""
    append_only: ClassVar[str] = ""
    """What to do instead of changing or removing one; empty where that may be done."""
    told_with: ClassVar[str] = ""
    """The reference to what it belongs to, whose history tells of it as well; empty of most."""
    from_catalogues: ClassVar[bool] = False
    """Whether loading a catalogue adds such records, where it has any."""
    judged_alone: ClassVar[bool] = False
    """Whether no rule about one looks at others of its kind, of which there may be very many."""
    told_in_order: ClassVar[bool] = False
    """Whether each follows from those before it: several are added and judged one by one."""
    confidential: ClassVar[bool] = False
    """Whether it is told to nobody without need: its screens and lists bear the word."""
    made_by_desk: ClassVar[bool] = False
    """Whether the desk adds such records itself, as what follows from other changes.

    Only books that are carried over bring them along in files.
    """

    catalogues_by_name: ClassVar[tuple[str, ...]] = ()
    """Catalogues of such records that may be named where a file of them is imported."""
    formerly: ClassVar[Mapping[str, str]] = {}
    """Fields that earlier versions kept here, and where their values are now: `posts.role`."""

    _fields_kept: ClassVar[_Fields | None] = None

    key = KeyField()

    class Meta:
        strict_tables = True
        legacy_table_names = False

    @classmethod
    def fields(cls) -> tuple[DeskField, ...]:
        """The record's fields in the order in which they are declared, the key left out."""
        return cls._kept_fields().all

    @staticmethod
    def in_short(name: str) -> str:
        """The name of such a record in as few words as tell it, for narrow columns."""
        return name

    @classmethod
    def is_ordered(cls) -> bool:
        """Whether the order in which such records were added is kept, in the column `position`."""
        return "position" in cls._meta.fields

    @classmethod
    def plural(cls) -> str:
        """The plural in a sentence: "half-terms", "service agreements"."""
        return cls.kind if cls.kind == f"{cls.singular}s" else cls.kind.replace("-", " ")

    @classmethod
    def field(cls, attribute: str) -> DeskField:
        """The field of this attribute. Raises KeyError when there is none."""
        return cast(DeskField, cls._meta.fields[attribute])

    @classmethod
    def field_named(cls, name: str) -> DeskField | None:
        """The field that scripts or people call so: its label, with spaces, `-` or `_`."""
        wanted = name_for_scripts(name)
        known = {name_for_scripts(f.formerly): f for f in cls.fields() if f.formerly}
        known |= {name_for_scripts(field.label): field for field in cls.fields()}
        return (known | {field.script_name: field for field in cls.fields()}).get(wanted)

    @classmethod
    def references(cls) -> tuple[ReferenceField, ...]:
        """The fields that refer to other records."""
        return cls._kept_fields().references

    @classmethod
    def fields_to_check(cls) -> tuple[DeskField, ...]:
        """The fields that must be filled, and those whose values only one record may have."""
        return cls._kept_fields().to_check

    @classmethod
    def _kept_fields(cls) -> _Fields:
        # Peewee makes another list whenever a field is added. This is asked for every record of
        # an import, several times.
        kept = cls.__dict__.get("_fields_kept")
        if kept is None or kept.of is not cls._meta.sorted_fields:
            fields = tuple(f for f in cls._meta.sorted_fields if isinstance(f, DeskField))
            references = tuple(f for f in fields if isinstance(f, ReferenceField))
            to_check = tuple(f for f in fields if f.required or f.only_one)
            kept = cls._fields_kept = _Fields(cls._meta.sorted_fields, fields, references, to_check)
        return kept

    @classmethod
    def telling_namesakes(cls) -> tuple[str, ...]:
        """The fields whose values follow a name that several have; none where nothing does."""
        return cls.namesakes_by or tuple(name for group in cls.beside_namesakes for name in group)

    @classmethod
    def read_as_one(cls) -> list[tuple[str, ...]]:
        """Fields of which a list that is read shows the first that is filled, in its place."""
        others = [cls.one_of or cls.alternatives]
        named = [(cls.own_name, cls.named_by[0])] if cls.own_name else []
        return [group for group in (*named, *others) if len(group) > 1]

    @classmethod
    def said_elsewhere(cls) -> tuple[str, ...]:
        """Fields that such a list leaves out, because the first of them stands for all."""
        return (cls.one_of or cls.alternatives)[1:]

    @classmethod
    def deleted_with(cls, attribute: str) -> bool:
        """Whether the record is removed together with the one that this reference leads to."""
        return cls.field(attribute).required or attribute in cls.one_of

    @classmethod
    def not_by_hand(cls, done: Deed) -> str:
        """Why nobody has done this to such a record, and what to do instead; empty when one may."""
        if not cls.append_only or (done == "added" and not cls.made_by_desk):
            return ""
        by_hand = " by hand" if cls.made_by_desk else ""
        return f"A {cls.singular} is never {done}{by_hand}: {cls.append_only}."

    @classmethod
    def table(cls) -> str:
        """The name of the record's table."""
        return cast(str, cls._meta.table_name)

    @classmethod
    def starting_values(cls) -> Values:
        """The values that a new record begins with."""
        return {
            field.attribute: field.default() if callable(field.default) else field.default
            for field in cls.fields()
        }


def new_key() -> str:
    """A key for a new record."""
    return uuid4().hex


def key_of_parts(*parts: object) -> str:
    """The key of a record that is made of others, the same wherever it is made of them."""
    return uuid5(NAMESPACE_OID, "/".join(map(str, parts))).hex


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The attributes whose values differ."""
    return [name for name in after if before.get(name) != after[name]]
