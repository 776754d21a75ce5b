"""The books as rules and consequences may ask them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol

from models.records.record import Record, Values


class Books(Protocol):
    """Records to be read: those of a store, or of an import that is being planned."""

    @property
    def today(self) -> date:
        """The day that rules reckon for."""

    def find(self, record: type[Record], **equal: Any) -> list[Values]:
        """The records whose attributes have these values."""

    def get(self, record: type[Record], key: str) -> Values | None:
        """The record of this key; None when there is none."""

    def get_many(self, record: type[Record], keys: Sequence[str]) -> dict[str, Values]:
        """The records of these keys that exist, by key, read at once."""

    def name_of(self, record: type[Record], key: str | None) -> str:
        """The name of a record; "" when there is none."""
