"""Filling in what stands in braces in the words of a letter."""

from __future__ import annotations

import re
from collections.abc import Mapping

from data.exports.writers.markdown import escape
from data.letters.letter import DOTS
from models.fields.placeholders import PLACEHOLDER, placeholder_name

FILLED, MISSING = ("\ue000", "\ue001"), ("\ue002", "\ue003")
"""Characters of no alphabet, around what was filled in and what is missing."""


class Filling:
    """Fills in what stands in braces, and keeps what it could not."""

    def __init__(
        self, values: Mapping[str, str], blocks: Mapping[str, str], *, marked: bool
    ) -> None:
        self._values, self._blocks, self._marked = values, blocks, marked
        self.empty: dict[str, None] = {}
        self.unknown: dict[str, None] = {}
        self.filled: dict[str, None] = {}

    def fill(self, words: str, *, plain: bool = False) -> str:
        """The words with everything filled in, as Markdown or as plain text."""
        return PLACEHOLDER.sub(lambda found: self._one(found, plain), words)

    def _one(self, found: re.Match[str], plain: bool) -> str:
        name = placeholder_name(found[1])
        if name in self._blocks:
            self.filled[name] = None
            return self._blocks[name]
        value = self._values.get(name)
        if value:
            self.filled[name] = None
            shown = value if plain else escape(value)
            return shown.join(FILLED) if self._marked else shown
        (self.empty if name in self._values else self.unknown)[name] = None
        return f"{{{name}}}".join(MISSING) if self._marked else DOTS
