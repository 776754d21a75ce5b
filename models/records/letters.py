"""How a subject declares a letter: its name and title, and what its words may name in braces."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from models.subjects import load


class DeclaredLetter(NamedTuple):
    """A letter that can be written: its title, and what its words alone may name in braces."""

    title: str
    fields: Mapping[str, str]


_DECLARED: dict[str, DeclaredLetter] = {}


def declare_letter(name: str, title: str, fields: Mapping[str, str]) -> None:
    """Declare a letter in `letters.py` of its subject; how it is written stands in `data/letters/`.

    The `fields` are those that its words may name in braces, each with what stands there.
    """
    _DECLARED[name] = DeclaredLetter(title, fields)


def titles_of_letters() -> dict[str, str]:
    """The titles of all declared letters, by their names."""
    load("models", "letters")
    return {name: letter.title for name, letter in _DECLARED.items()}


def title_of_letter(name: str) -> str:
    """The title of a letter; for a name that is not declared, the name itself."""
    return titles_of_letters().get(name, name)


def own_fields_of(letter: str) -> Mapping[str, str]:
    """What the words of this letter may name in braces, and those of others may not."""
    return _DECLARED[letter].fields if letter in titles_of_letters() else {}
