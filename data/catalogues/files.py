"""The catalogues that come with the desk, read from TOML files into records.

Every value in such a file is text as a person would type it, and the record's own field reads it.
Records that a value refers to are named by their names. What is wrong in a file is reported with
the file, the table and the field, and with what would do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha1
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

import tomli

from models.fields.field import DeskField, UnreadableError
from models.fields.reference_fields import ReferenceField
from models.fields.text import folded, nearest
from models.fields.values import Value
from models.kinds import KINDS, RECORDS
from models.records.record import Record, Values

FOLDER = Path(__file__).parent
FILES = {
    "northumberland": "northumberland.toml",
    "dfe": "department_for_education.toml",
    "northern-alliance": "northern_alliance.toml",
    "teaching-schools-2018": "teaching_schools_2018.toml",
    "teaching-schools-2011": "teaching_schools_2011.toml",
}
"""The file of each catalogue."""

NAMESPACE = UUID("8e0d1f6e-6f0b-5a39-9c56-5f0d2c1b7a11")
"""Of the keys of all records that come with the desk, so that every store gives them the same."""
_NAMESPACE = NAMESPACE.bytes

SHORT_NAMES = ("short_name", "short_title")
BEGINNINGS = ("enquired", "began")

Texts = TypeVar("Texts", bound=NamedTuple)


class CatalogueError(ValueError):
    """A catalogue cannot be read. The message says where, what, why, and what would do."""


class Catalogue(NamedTuple):
    """A set of records that a store may begin with; `name` is what scripts call it.

    `edition` is when it was last brought up to date, in words.
    """

    name: str
    label: str
    about: str
    source: str
    licence: str
    edition: str = ""


class Document(NamedTuple):
    """A TOML file that has been read: its name, and what stands in it."""

    file: str
    tables: Mapping[str, Any]


def key_of(kind: str, catalogue: str, title: str) -> str:
    """The key of a record that comes with the desk: the same at every reading."""
    # What uuid5 gives, without the UUID around it: the sample makes a key for each of its records.
    digest = bytearray(sha1(_NAMESPACE + f"{kind}/{catalogue}/{title}".encode()).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    return digest.hex()


def catalogues() -> list[Catalogue]:
    """All the catalogues that come with the desk. Raises CatalogueError."""
    return [
        read_texts(f"{file}, catalogue", Catalogue, document.tables.get("catalogue", {}))
        for file in FILES.values()
        for document in [read_document(FOLDER / file)]
    ]


def records_of(name: str, today: date) -> list[tuple[type[Record], str, Values]]:
    """All records of a catalogue, each after those that it refers to. Raises CatalogueError."""
    reader = RecordReader(today)
    reader.add_catalogue(name)
    return list(reader.records())


def read_document(path: Path) -> Document:
    """The tables of a TOML file. Raises CatalogueError."""
    try:
        return Document(path.name, tomli.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        why = f"{error.strerror}. It belongs to the desk: install the desk again"
        raise CatalogueError(f"{path}: it cannot be opened: {why}") from None
    except ValueError as error:
        raise CatalogueError(f"{path.name}: it is not TOML: {error}") from None


def read_texts(place: str, what: type[Texts], table: Mapping[str, Any]) -> Texts:
    """A named tuple whose fields are all texts, from a table that has those without a default.

    Raises CatalogueError, which begins with `place`.
    """
    for name, typed in table.items():
        if name not in what._fields:
            raise unknown(f"{place}, {name}", "entry", name, list(what._fields))
        if not isinstance(typed, str):
            raise CatalogueError(_not_text(f"{place}, {name}", name, "any text"))
    for name in what._fields:
        if name not in what._field_defaults and not table.get(name):
            raise CatalogueError(
                f'{place}, {name}: it is missing. For example: {name} = "any text"'
            )
    return what._make(table.get(name, what._field_defaults.get(name)) for name in what._fields)


class RecordReader:
    """Gathers records from the tables of documents, which may name each other's records.

    A table with the name of a record that is already there completes it. A record that is named by
    two others, such as a membership, may come again: its beginning tells the periods apart.
    """

    def __init__(self, today: date) -> None:
        self.today = today
        self._values: dict[type[Record], dict[str, Values]] = {record: {} for record in RECORDS}
        self._keys: dict[type[Record], dict[str, str]] = {record: {} for record in RECORDS}
        self._starts = {record: record.starting_values() for record in RECORDS}
        self._fields = {
            record: {field.attribute: field for field in record.fields()} for record in RECORDS
        }
        self._required = {
            record: [(name, field) for name, field in fields.items() if field.required]
            for record, fields in self._fields.items()
        }
        self._read: dict[type[Record], dict[str, dict[str, Value]]] = {each: {} for each in RECORDS}

    def add_catalogue(self, name: str) -> None:
        """Gather the records of a catalogue that comes with the desk. Raises CatalogueError."""
        if name not in FILES:
            known = ", ".join(FILES)
            raise CatalogueError(f"“{name}”: there is no catalogue of that name. There is: {known}")
        self.add_document(read_document(FOLDER / FILES[name]), name)

    def add_document(self, document: Document, catalogue: str, *others: str) -> None:
        """Gather all records of a document; `others` are its tables that hold none.

        Raises CatalogueError.
        """
        expected = [*KINDS, "catalogue", "sources", *others]
        for name in document.tables:
            if name not in expected:
                raise unknown(f"{document.file}, {name}", "kind of record", name, expected)
        sources = document.tables.get("sources", {})
        for record in RECORDS:
            for number, table in enumerate(document.tables.get(record.kind, ()), 1):
                place = f"{document.file}, {record.kind} {number}"
                self._add_table(place, record, catalogue, table, sources)

    def add(self, record: type[Record], key: str, values: Values) -> None:
        """Gather a record whose values need no reading; those that are missing are the usual."""
        self._values[record][key] = {**self._starts[record], **values}

    def find(self, record: type[Record], name: str, place: str) -> str:
        """The key of the record of this name. Raises CatalogueError, which begins with `place`."""
        keys = self._keys[record]
        key = keys.get(folded(name))
        if key is None:
            raise unknown(f"{place}: “{name}”", record.singular, folded(name), list(keys))
        return key

    def gathered(self, record: type[Record]) -> dict[str, Values]:
        """The records of a kind by their keys, in the order in which they were read."""
        return self._values[record]

    def records(self) -> Iterator[tuple[type[Record], str, Values]]:
        """All records with their keys and values, each after those that it refers to."""
        for record, found in self._values.items():
            for key, values in found.items():
                yield record, key, values

    def read(self, place: str, field: DeskField, typed: object) -> Value:
        """The value of what stands in a file. Raises CatalogueError, which begins with `place`."""
        if not isinstance(typed, str):
            raise CatalogueError(_not_text(place, field.attribute, field.example))
        if isinstance(field, ReferenceField) and typed:
            return self.find(field.to, typed, place)
        try:
            return field.read(typed, self.today)
        except UnreadableError as error:
            raise CatalogueError(f"{place}: {error}") from None

    def _add_table(
        self,
        place: str,
        record: type[Record],
        catalogue: str,
        table: Mapping[str, Any],
        sources: Mapping[str, str],
    ) -> None:
        parts = [str(table.get(attribute, "")) for attribute in record.named_by]
        name = ", ".join(parts)
        place = f"{place} ({name})"
        keys, known, remembered = self._keys[record], self._fields[record], self._read[record]
        # The same title may stand in several catalogues, and those are never made one.
        full_name = ", ".join([name, str(table.get("catalogue", ""))])
        key = keys.get(folded(full_name)) if len(parts) == 1 else None
        if key is None:
            beginning = [str(table[name]) for name in BEGINNINGS if name in table and parts[1:]]
            key = key_of(record.kind, catalogue, ", ".join([name, *beginning]))
        values = self._values[record].setdefault(key, dict(self._starts[record]))
        for attribute, typed in table.items():
            field = known.get(attribute)
            if field is None:
                raise unknown(f"{place}, {attribute}", "field", attribute, list(known))
            if attribute == "source" and isinstance(typed, list):
                typed = "\n".join(_source(f"{place}, source", one, sources) for one in typed)
            # The same few words stand in the same fields again and again.
            known_texts = remembered.setdefault(attribute, {})
            if isinstance(typed, str) and typed in known_texts:
                values[attribute] = known_texts[typed]
                continue
            values[attribute] = self.read(f"{place}, {attribute}", field, typed)
            if isinstance(typed, str) and not isinstance(field, ReferenceField):
                known_texts[typed] = values[attribute]
        for attribute, field in self._required[record]:
            if values[attribute] is None:
                example = f'{attribute} = "{field.example}"'
                where = f"{place}, {attribute}"
                raise CatalogueError(f"{where}: it must not be empty. For example: {example}")
        shorter = [str(table[attribute]) for attribute in SHORT_NAMES if attribute in table]
        for called in (full_name, name, parts[0], *shorter):
            keys[folded(called)] = key


def _source(place: str, name: object, sources: Mapping[str, str]) -> str:
    if name not in sources:
        raise unknown(f"{place}: “{name}”", "line of [sources]", str(name), list(sources))
    return sources[str(name)]


def _not_text(place: str, name: str, example: str) -> str:
    return f'{place}: it must be text in quotes. For example: {name} = "{example}"'


def unknown(place: str, noun: str, name: str, known: list[str]) -> CatalogueError:
    """The error to raise for a name that is not among those known; it offers the nearest."""
    near = nearest(name, known)
    what_would_do = f"Perhaps {near}" if near else f"For example: {', '.join(known[:6]) or 'none'}"
    return CatalogueError(f"{place}: there is no such {noun}. {what_would_do}")
