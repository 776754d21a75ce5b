"""What text may enter the desk, and how it is compared.

Names come from keyboards, pasted mails, spreadsheets and national files. A terminal obeys some
characters instead of showing them, and bidirectional overrides show a name that is not the one
stored, so such characters are taken out at every way in and again at every way out.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST_LINE = 300
"""Characters in a field of one line, unless the field says otherwise."""

LONGEST_NOTE = 20_000
"""Characters in a field of several lines."""

_HARMFUL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
    "|[\ud800-\udfff]"
)
_ESCAPE_SEQUENCE = re.compile(
    "(?:\x1b[\\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\\\|\x9c)?"
    "|(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]"
    "|\x1b[ -/]*[0-~]?"
)


def harmless(text: str) -> str:
    """The text without terminal escapes, control characters and bidirectional overrides.

    Line ends become `\\n` and tabs stay; whole escape sequences go, not only their first
    character, so that no litter such as `]52;c;…` is left behind.
    """
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _HARMFUL.sub("", _ESCAPE_SEQUENCE.sub("", text))


def one_line(text: str) -> str:
    """Text for a field of one line: harmless, composed (NFC), with single spaces."""
    return " ".join(unicodedata.normalize("NFC", harmless(text)).split())


def several_lines(text: str) -> str:
    """Text for a field of several lines: harmless, composed, no space at the ends of lines."""
    lines = unicodedata.normalize("NFC", harmless(text)).replace("\t", "    ").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def folded(text: str) -> str:
    """Text for comparing and finding: no accents, no case, so that "ecole" finds "École"."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def name_for_scripts(label: str) -> str:
    """A label as commands and files call it: "Local authority" becomes "local-authority"."""
    return re.sub(r"[^a-z0-9]+", "-", folded(label)).strip("-")


def nearest(word: str, candidates: list[str]) -> str | None:
    """The candidate that the word most likely meant; None when nothing is near."""
    from difflib import get_close_matches

    near = get_close_matches(word, candidates, n=1, cutoff=0.6)
    return near[0] if near else None
