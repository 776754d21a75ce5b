"""The rules about alliances that are closed: what is there goes on, and nothing new comes."""

from __future__ import annotations

from models.alliances.alliance import Alliance
from models.records.books import Books
from models.records.record import Record, Values
from models.records.rules import referred, standing


def name_if_closed(values: Values, books: Books) -> str:
    """The name of the alliance that a record is of, where that is closed; otherwise empty."""
    alliance = referred(Alliance, "alliance", values, books)
    return str(alliance["name"]) if alliance and alliance["status"] == "closed" else ""


def was_there(record: type[Record], values: Values, books: Books) -> bool:
    """Whether a record that has not ended was of this alliance before."""
    before = standing(record, values, books)
    if before is None or before.get("ended") is not None:
        return False
    return before["alliance"] == values["alliance"]
