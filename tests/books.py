"""Books in memory for the tests of the rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from models.records.record import Record, Values
from models.records.rules import Severity, findings, removal_findings

TODAY = date(2026, 11, 21)


class BooksInMemory:
    """Books that lie in memory: all that rules may ask of a store."""

    today = TODAY

    def __init__(self) -> None:
        self.records: dict[type[Record], list[Values]] = {}

    def add(self, record: type[Record], key: str, **values: Any) -> str:
        whole = record.starting_values() | values | {"key": key}
        self.records.setdefault(record, []).append(whole)
        return key

    def find(self, record: type[Record], **equal: Any) -> list[Values]:
        return [
            values
            for values in self.records.get(record, [])
            if all(values[name] == value for name, value in equal.items())
        ]

    def get(self, record: type[Record], key: str) -> Values | None:
        return next(iter(self.find(record, key=key)), None)

    def get_many(self, record: type[Record], keys: Sequence[str]) -> dict[str, Values]:
        return {str(each["key"]): each for each in self.find(record) if each["key"] in keys}

    def name_of(self, record: type[Record], key: str | None) -> str:
        values = self.get(record, key or "")
        return str(values[record.named_by[0]]) if values else ""


def messages_of(
    books: BooksInMemory, record: type[Record], values: dict[str, Any], *severities: Severity
) -> list[tuple[str, str]]:
    whole = record.starting_values() | values
    found = findings(record, whole, books, severities or (Severity.REFUSE,))
    return [(finding.attribute, str(finding)) for finding in found]


def messages_on_removal(
    books: BooksInMemory, record: type[Record], key: str, *severities: Severity
) -> list[tuple[str, str]]:
    values = books.get(record, key)
    assert values is not None
    found = removal_findings(record, values, books, severities or (Severity.REFUSE,))
    return [(finding.attribute, str(finding)) for finding in found]
