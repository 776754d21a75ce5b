"""Leaving out of a paper what may not be circulated."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from data.tables.paper import Paper
from models.fields.values import Value
from models.records.record import CONFIDENTIAL

FEWEST = 3
"""Smaller counts of what is confidential are not given: they could tell which school it is."""


def at_least_three(count: int) -> str:
    """A count as it may be given: one that is smaller as <3, none included."""
    return str(count) if count >= FEWEST else f"<{FEWEST}"


def names_any(texts: Iterable[Value], kept_back: Collection[str]) -> bool:
    """Whether these texts, one after the other, mention one of these casefolded names."""
    said = " ".join(str(each or "") for each in texts).casefold()
    return any(name in said for name in kept_back)


def unless_it_names(text: Value, kept_back: Collection[str]) -> Value:
    """A text for a circulated paper; nothing where it mentions one of these casefolded names."""
    return None if names_any([text], kept_back) else text


def confidential(paper: Paper) -> Paper:
    """The paper with the word on it and on each of its pages, for those whom it is for."""
    subject = f"{paper.subject} · {CONFIDENTIAL}" if paper.subject else CONFIDENTIAL
    return replace(paper, subject=subject, confidential=True)
