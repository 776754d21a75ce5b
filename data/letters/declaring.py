"""How a subject declares the letters of its folder, as LETTERS; each is one module.

The module has `recipients(books, alliance)`, who it is for and what it says to each, and the words
that stand where an alliance has none of its own: `SUBJECT`, `WORDS`, and `SLIP` where the letter
ends in a slip to send back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from importlib import import_module
from types import ModuleType
from typing import NamedTuple

from data.letters.letter import Recipient
from data.store.books import Books
from data.store.store import Store
from data.tables.cells import Outcome
from models.records.letters import title_of_letter


class AfterWriting(NamedTuple):
    """A change to the books once letters have gone out: the question, and its function.

    `asks` may name how many there are as {count}.
    """

    asks: str
    does: Callable[[Store, Sequence[Recipient]], Outcome]


class LetterMaker(NamedTuple):
    """A letter that can be written: its name, as it is declared in `models/`, and whom it goes to.

    `noun` is what it goes to, counted; `variant` says which of several letters that one module
    makes it is.
    """

    name: str
    to: str
    module: str = ""
    variant: str = ""
    noun: str = "recipient"
    nouns: str = ""

    @property
    def title(self) -> str:
        """Its name."""
        return title_of_letter(self.name)

    def _module(self) -> ModuleType:
        return import_module(self.module)

    @property
    def subject(self) -> str:
        """The subject line where an alliance has none of its own."""
        return str(self._of("SUBJECT"))

    @property
    def words(self) -> str:
        """The words where an alliance has none of its own, as Markdown."""
        # Only lists and tables have lines of their own.
        return re.sub(r"(?<=\S)\n(?=[A-Za-z{(])", " ", str(self._of("WORDS")))

    @property
    def slip(self) -> str:
        """The slip to send back, as Markdown; empty where there is none."""
        return str(self._of("SLIP"))

    def recipients(self, books: Books, alliance: str) -> list[Recipient]:
        """Who this alliance would write to today.

        Raises Problem when it lacks what the letter is made of, such as an agreed text.
        """
        found: list[Recipient] = self._module().recipients(books, alliance, self.variant)
        return found

    @property
    def after(self) -> AfterWriting | None:
        """The change that may be made once the letter has gone out; None for most."""
        found: AfterWriting | None = getattr(self._module(), "AFTER_WRITING", None)
        return found

    def _of(self, name: str) -> object:
        found = getattr(self._module(), name, "")
        return found[self.variant] if isinstance(found, dict) else found


def of_package(package: str) -> list[LetterMaker]:
    """The letters that a package declares as LETTERS, with their modules in it.

    Without a `module` it is called as the letter, with `_` for `-`.
    """
    return [
        maker._replace(module=f"{package}.{maker.module or maker.name.replace('-', '_')}")
        for maker in getattr(import_module(package), "LETTERS", ())
    ]
