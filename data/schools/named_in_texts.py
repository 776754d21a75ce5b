"""Finding names of schools in texts that people wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from data.schools.spellings import plain_words, spelt_out

_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_LIKE_AN_ADDRESS = re.compile(r"\w[.@/_]\w")
_LAST_WORDS = frozenset({"school", "academy"})
_KINDS = frozenset(
    {"nursery", "infant", "first", "junior", "primary", "middle", "high", "secondary", "grammar"}
)
"""Words after which people leave out that it is a school: "Ash Grove Primary"."""

_LEAST_IN_ADDRESS = 8
"""Letters of a name that is looked for within the words of an address."""


class NamesInTexts:
    """Tells whether a text names one of some schools, however it is spelt.

    Names of `others`, which may hold one of those names in theirs, are passed over.
    """

    def __init__(self, names: Iterable[str], others: Iterable[str]) -> None:
        self._is_wanted: dict[str, bool] = {}
        for several, is_wanted in ((others, False), (names, True)):
            for name in several:
                self._is_wanted |= dict.fromkeys(_ways_to_write(name), is_wanted)
        self._by_first_word: dict[str, set[int]] = {}
        self._in_address: dict[str, bool] = {}
        for words, is_wanted in self._is_wanted.items():
            first, *rest = words.split()
            self._by_first_word.setdefault(first, set()).add(len(rest) + 1)
            letters = words.replace(" ", "")
            if len(letters) >= _LEAST_IN_ADDRESS:
                self._in_address[letters] = is_wanted or self._in_address.get(letters, False)
        self._by_beginning: dict[str, set[int]] = {}
        for letters in self._in_address:
            lengths = self._by_beginning.setdefault(letters[:_LEAST_IN_ADDRESS], set())
            lengths.add(len(letters))
        self._known: dict[str, bool] = {}

    def __call__(self, text: str) -> bool:
        """Whether the text names one of the schools."""
        if text not in self._known:
            self._known[text] = self._names_one(text)
        return self._known[text]

    def _names_one(self, text: str) -> bool:
        words = spelt_out(text).split()
        found = _longest(words, self._by_first_word, self._is_wanted, 1, " ")
        if any(found):
            return True
        addresses = [plain_words(each) for each in text.split() if _LIKE_AN_ADDRESS.search(each)]
        return any(
            any(_longest(letters, self._by_beginning, self._in_address, _LEAST_IN_ADDRESS, ""))
            for letters in (each.replace(" ", "") for each in addresses)
        )


def _longest(
    parts: list[str] | str,
    lengths: Mapping[str, Iterable[int]],
    is_wanted: Mapping[str, bool],
    beginning: int,
    between: str,
) -> Iterator[bool]:
    """Whether each name that stands in these words or letters is wanted, the longest at a place."""
    at = 0
    while at < len(parts):
        first = between.join(parts[at : at + beginning])
        for length in sorted(lengths.get(first, ()), reverse=True):
            name = between.join(parts[at : at + length])
            if name in is_wanted:
                yield is_wanted[name]
                at += length - 1
                break
        at += 1


def _ways_to_write(name: str) -> set[str]:
    """The words of a name, with and without those that people leave out, also as an owner's."""
    found = set()
    for whole in {name, _IN_BRACKETS.sub("", name)}:
        words = spelt_out(whole).split()
        if len(words) > 2 and words[0] == "the":
            words = words[1:]
        found.add(" ".join(words))
        if len(words) > 2 and words[-1] in _LAST_WORDS and words[-2] in _KINDS:
            found.add(" ".join(words[:-1]))
    found.discard("")
    return found | {f"{each}s" for each in found}
