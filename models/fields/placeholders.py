"""Names in braces within a text, such as {school}, for which a letter has something to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterable

from models.fields.text import folded

PLACEHOLDER = re.compile(r"\{+\s*([^{}\n]{0,60}?)\s*\}+")
"""A name in braces, however it is typed: nothing in braces belongs in a letter as it stands."""


def placeholder_name(typed: str) -> str:
    """The name of a placeholder as it is declared: {Day-signed} is "day signed"."""
    return " ".join(re.sub("[_-]", " ", folded(typed)).split())


def in_braces(names: Iterable[str]) -> str:
    """Names as a text has them: {school}, {head}."""
    return ", ".join(f"{{{name}}}" for name in names)
