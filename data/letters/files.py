"""Letters as files: in one file or one each, in every format that a letter has."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import NamedTuple

from data.letters.letter import Letter
from data.problems import Problem
from models.fields.text import count_of, folded


class LetterFormat(NamedTuple):
    """A kind of file that letters are written in: its label, its ending, what writes it."""

    label: str
    suffix: str
    module: str
    several: bool = True
    """Whether several letters may stand in one file."""


FORMATS: Mapping[str, LetterFormat] = {
    "docx": LetterFormat("Word", ".docx", "word"),
    "pdf": LetterFormat("PDF", ".pdf", "pdf"),
    "html": LetterFormat("Web page", ".html", "page"),
    "eml": LetterFormat("Mail drafts", ".eml", "mail", several=False),
    "md": LetterFormat("Markdown", ".md", "text"),
    "text": LetterFormat("Plain text", ".txt", "text"),
}
"""Every format of letters by the name that scripts call it."""


class LetterFile(NamedTuple):
    """A file that is to be written: its name, and the letters in it."""

    name: str
    letters: Sequence[Letter]


def files_of(
    letters: Sequence[Letter], format_name: str, *, together: bool = False
) -> list[LetterFile]:
    """The files that letters go into: one each, or one for all; no name twice.

    Raises Problem where the format holds one letter only.
    """
    chosen = FORMATS[format_name]
    if together and not chosen.several and len(letters) > 1:
        raise Problem(
            f"{chosen.label} are one file each: a draft goes to one address. Leave out “together”, "
            "or choose pdf or docx."
        )
    parts = [list(letters)] if together else [[each] for each in letters]
    names: dict[str, int] = {}
    found = []
    for part in parts:
        about = part[0].recipient.place if len(part) == 1 else count_of(len(part), "letter")
        words = re.findall(r"[a-z0-9]+", folded(about))[:6]
        stem = "-".join([part[0].day.isoformat(), part[0].name, *words])[:100].rstrip("-")
        names[stem] = names.get(stem, 0) + 1
        number = f"-{names[stem]}" if names[stem] > 1 else ""
        found.append(LetterFile(f"{stem}{number}{chosen.suffix}", part))
    return found


def content_of(letters: Sequence[Letter], format_name: str) -> bytes:
    """These letters as one file, each on a page of its own."""
    module = import_module(f"data.letters.writers.{FORMATS[format_name].module}")
    content: bytes = module.write(letters, format_name)
    return content
