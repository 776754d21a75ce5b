"""Suggestions for words that were misspelt."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import get_close_matches
from itertools import product

from data.tables.name_index import as_compared

_MOST_NEAR, _MOST_MEANT = 5, 10
_LEAST_ALIKE = 0.65
_RATHER_RIGHT = 3
"""Words that are less near are tried before one is taken for wrong that may be right."""


def corrected(words: str, known: Collection[str]) -> Iterator[str]:
    """The words as they may be meant, the likeliest first: each as a known word that is near."""
    meant = [_near(word, known) for word in as_compared(words).split()]
    several = sorted(product(*meant), key=lambda each: sum(far for far, _ in each))
    for each in several[:_MOST_MEANT]:
        yield " ".join(word for _, word in each)


def _near(word: str, known: Collection[str]) -> list[tuple[int, str]]:
    """Known words that are nearest to it, each with how far; itself where one begins so."""
    size = len(word)
    near = {each[: size + 1]: each for each in known if abs(len(each) - size) <= 2}
    near |= {each: each for each in near.values()}
    close = get_close_matches(word, list(near), n=_MOST_NEAR, cutoff=_LEAST_ALIKE)
    found = list(dict.fromkeys(near[each] for each in close if near[each] != word))
    if any(each.startswith(word) for each in known):
        return [(0, word), *((_RATHER_RIGHT + far, each) for far, each in enumerate(found))]
    return list(enumerate(found)) or [(0, word)]
