"""Shared items that sound like data of pupils."""

from __future__ import annotations

from models.fields.pupil_words import words_of_pupils
from models.records.record import Values

WORDS_OF_ITEM = ("item", "purpose", "shared_with", "notes")
"""The attributes of a shared item that somebody words."""


def sounds_of_pupils(item: Values) -> bool:
    """Whether a shared item sounds like data of pupils, which are never shared."""
    return any(words_of_pupils(str(item.get(name) or "")) for name in WORDS_OF_ITEM)
