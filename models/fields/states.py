"""The states that a thing can be in: a word, a letter and a tone each.

Meaning never hangs on colour alone: the word says it, the letter says it in a narrow column, and
the tone chooses a colour where there is one.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Tone(StrEnum):
    """How a state should strike the eye."""

    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    INFO = "info"
    QUIET = "quiet"

    # Of the text, as it equals its text: an enumeration's own is far slower, and states have tones.
    __hash__ = str.__hash__


class State(NamedTuple):
    """One state: `letter` for narrow columns and keys, `word` for people, `tone` for colour."""

    letter: str
    word: str
    tone: Tone

    def __str__(self) -> str:
        return self.word
