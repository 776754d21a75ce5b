"""How a subject declares the letters of its folder, as LETTERS; each is one module.

The module has `recipients(books, alliance)`, who it is for and what it says to each, and the words
that stand where an alliance has none of its own: `SUBJECT`, `WORDS`, and `SLIP` where the letter
ends in a slip to send back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from importlib import import_module
from types import ModuleType
from typing import NamedTuple

from data.store.books import Books
from data.store.store import Store
from data.tables.cells import Outcome
from models.alliances.letter import title_of_letter


class Addressee(NamedTuple):
    """Who a letter is addressed to: the holder of a post, or the post where nobody holds it.

    `lines` are the place and its address, `held` says whether somebody holds the post.
    """

    name: str
    role: str = ""
    lines: tuple[str, ...] = ()
    email: str = ""
    held: bool = True


class Enclosure(NamedTuple):
    """What goes out with a letter on pages of its own: a title, and its words as Markdown."""

    title: str
    words: str


class Recipient(NamedTuple):
    """Somebody who gets a letter, and what it says to them.

    `place` is the name of the school or organisation, `membership` the key of its membership where
    the letter is about one. `own` are the values of the letter's own fields; those in `blocks` are
    Markdown already, the others are text. `missing` are fields that the books cannot fill in,
    `remarks` what is to be looked at before it goes out. `sends` says that what goes out with the
    letter is sent with it for the first time. Whoever is not `concerned` is written to only when
    somebody asks for it.
    """

    alliance: str
    place: str
    addressee: Addressee
    school: str | None = None
    organisation: str | None = None
    membership: str = ""
    own: Mapping[str, str] = {}
    blocks: Mapping[str, str] = {}
    answer_by: date | None = None
    enclosures: Sequence[Enclosure] = ()
    missing: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    sends: bool = False
    concerned: bool = True


class AfterWriting(NamedTuple):
    """What may be noted of the records once letters have gone out: what is asked, and what does it.

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
    noun: str = "school"
    nouns: str = ""

    @property
    def title(self) -> str:
        """What it is called."""
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
        """What may be noted once it has gone out to those whom it `sends` something."""
        found: AfterWriting | None = getattr(self._module(), "AFTER_WRITING", None)
        return found

    def _of(self, name: str) -> object:
        found = getattr(self._module(), name, "")
        return found[self.variant] if isinstance(found, dict) else found


def of_package(package: str) -> list[LetterMaker]:
    """The letters that a package declares as LETTERS, with their modules in it."""
    return [
        maker._replace(module=f"{package}.{maker.module or maker.name}")
        for maker in import_module(package).LETTERS
    ]
