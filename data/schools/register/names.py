"""How names of schools are split into words and sorted, whether kept or typed."""

from __future__ import annotations

import re

from models.fields.text import folded

_NOT_A_WORD = re.compile(r"[^a-z0-9]+")

_SAME_WORDS = {
    "st": "saint",
    "saint": "st",
    "cofe": "church england",
    "ce": "cofe church england",
    "rc": "roman catholic",
}
"""Words that people write one way and the register another."""

_SAME_PHRASES = (("church of england", "cofe"), ("c of e", "cofe"), ("roman catholic", "rc"))


def words_of(text: str) -> list[str]:
    """The words of a text, folded: "St Mary's, Æthel" gives st, marys and aethel."""
    plain = text.lower() if text.isascii() else folded(text).replace("æ", "ae")
    return _NOT_A_WORD.sub(" ", plain.replace("'", "")).split()


def sort_name(name: str) -> str:
    """A name for sorting and for its beginning: folded words, a leading "the" left out."""
    words = words_of(name)
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def with_synonyms(words: str) -> str:
    """Folded words, followed by those that mean the same."""
    more = [_SAME_WORDS[word] for word in words.split() if word in _SAME_WORDS]
    more += [short for phrase, short in _SAME_PHRASES if phrase in words]
    return " ".join([words, *more]) if more else words
