"""Leaving out of a paper what may not be circulated.

Subjects declare who may not be named, in a module of theirs whose name ends in `circulation`; every
circulated summary is searched for it here, whatever of it is text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

from data.store.books import Books
from data.tables.limits import Limits
from data.tables.paper import Paper, Shown
from data.tables.rows import Column, Row
from data.tables.table import Summary
from models.fields.text import count_of
from models.fields.values import Value
from models.records.record import CONFIDENTIAL
from models.subjects import load

FEWEST = 3
"""Smaller counts of what is confidential are not given: they could tell which school it is."""

LEFT_OUT = "(left out)"
"""What stands in a circulated paper instead of a text."""

KeptBack = Callable[[str], bool]
"""Tells whether a text names somebody whom a circulated paper may not name."""

_FOR_CIRCULATION = "For circulation"

_finders: list[Callable[[Books, Limits], KeptBack]] = []


def keeps_back(finder: Callable[[Books, Limits], KeptBack]) -> Callable[[Books, Limits], KeptBack]:
    """Declare how a text is found that names somebody whom a circulated paper may not name."""
    _finders.append(finder)
    return finder


def names_kept_back(books: Books, limits: Limits) -> KeptBack:
    """Tells whether a text may not stand in a paper within such limits: a text may name anybody."""
    if not limits.for_circulation:
        return lambda _: False
    load("data", "circulation")
    found = [finder(books, limits) for finder in _finders]
    return lambda text: any(names_one(text) for names_one in found)


def at_least_three(count: int) -> str:
    """A count as it may be given: one that is smaller as <3, none included."""
    return str(count) if count >= FEWEST else f"<{FEWEST}"


def names_any(texts: Iterable[Value], kept_back: KeptBack) -> bool:
    """Whether one of these texts may not stand in a paper."""
    return any(kept_back(str(each)) for each in texts if each)


def left_out_for_a_name(count: int, noun: str) -> str:
    """The note on texts, or what has them, that a circulated paper leaves out for a name."""
    name, are = ("names", "is") if count == 1 else ("name", "are")
    of_whom = "a school that has not signed"
    return f"{_FOR_CIRCULATION}: {count_of(count, noun)} that {name} {of_whom} {are} left out."


def notes_of_circulation(summary: Summary) -> list[str]:
    """What a summary says of its circulation: how many schools, rows and texts are left out."""
    return [each for each in summary.notes if each.startswith(_FOR_CIRCULATION)]


def told_of_circulation(summary: Summary) -> list[str]:
    """The first of these notes, and the one on texts: what somebody is told who makes the paper."""
    first, *others = notes_of_circulation(summary) or [""]
    return [each for each in (first, *(each for each in others if LEFT_OUT in each)) if each]


def without_names(summary: Summary, kept_back: KeptBack) -> Summary:
    """The summary without the texts that may not stand in it, and with a note of how many."""
    search = _Search(kept_back)
    found: Summary = search.searched(summary)
    count = len(search.left_out) + sum(each.texts_left_out for each in summary.chapters)
    if not count:
        return found
    note = f"{left_out_for_a_name(count, 'text')[:-1]}, and marked {LEFT_OUT}."
    paper = found.paper
    if paper is not None:
        paper = replace(paper, left_out=[*paper.left_out, note])
    return found._replace(notes=[*found.notes, note], paper=paper, texts_left_out=count)


class _Search:
    """Searches all that is text in a summary; `left_out` are the texts that it took out."""

    def __init__(self, kept_back: KeptBack) -> None:
        self._kept_back = kept_back
        self._names: dict[str, str] = {}
        self.left_out: set[str] = set()

    def searched(self, value: Any) -> Any:
        """The value, or one like it without those texts."""
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, Row):
            # Its key is no text that anybody reads.
            cells = self.searched(value.cells)
            return value if cells is value.cells else Row(value.key, cells)
        if isinstance(value, (Column, Shown)):
            name, *others = value
            return type(value)(self._name(name), *map(self.searched, others))
        if isinstance(value, (tuple, list)):
            parts = [self.searched(each) for each in value]
            if all(one is other for one, other in zip(parts, value, strict=True)):
                return value
            return type(value)(*parts) if hasattr(value, "_fields") else type(value)(parts)
        if isinstance(value, Mapping):
            return {self.searched(key): self.searched(each) for key, each in value.items()}
        if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{
                each.name: self.searched(getattr(value, each.name)) for each in fields(value)
            })  # fmt: skip
        return value

    def _text(self, text: str) -> str:
        if isinstance(text, Enum) or not self._kept_back(text):
            return text
        self.left_out.add(text)
        return LEFT_OUT

    def _name(self, name: str) -> str:
        """The name of a column for scripts; another one where it is made of such a text."""
        if self._kept_back(name):
            return self._names.setdefault(name, f"left-out-{len(self._names) + 1}")
        return name


def confidential(paper: Paper) -> Paper:
    """The paper with the word on it and on each of its pages, for those whom it is for."""
    subject = f"{paper.subject} · {CONFIDENTIAL}" if paper.subject else CONFIDENTIAL
    return replace(paper, subject=subject, confidential=True)
