"""ASCII signs for terminals without Unicode.

Each line keeps its width: what stands in a column stays there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from rich.cells import cell_len, get_character_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_ONE_FOR_ONE = str.maketrans(
    "›‹•●…✓○▾▲▼×–—−“”„‘’‚│━╸─█▉▊▋▌▍▎▏░→←↑↓·®½¼¾£€²°⏎☐✔☑✗✘≤≥\u00a0",
    "><*@~xov^vx---\"\"\"'''|##=#####....><^v.r~~~LE2o/oxxxx<> ",
)
"""Replacements that need no more room than the sign they stand for."""

_IN_CONTEXT: Sequence[tuple[re.Pattern[str], str]] = (
    # A figure always stands beside a line of small bars.
    (re.compile("[▁-█]*[▁-▇][▁-█]*"), " "),
    (re.compile(r"(?<=\S )·(?= \S)"), "-"),
    (re.compile("(?<=[A-Za-z-])↑"), "+"),
    (re.compile("(?<=[A-Za-z-])↓"), "-"),
    (re.compile("(?:^▏)"), "|"),
)
"""Replacements that depend on their place: each sign that matches becomes this one."""

_WITH_ROOM = (
    ("®  ", "(r)"),
    (" → ", " ->"),
    ("   ½", " 1/2"),
    ("   £", " GBP"),
)
"""Replacements that use some of the blanks beside them."""

_LETTERS = {"ß": "s", "æ": "a", "Æ": "A", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d"} | {
    "Đ": "D", "ð": "d", "Ð": "D", "þ": "t", "Þ": "T", "œ": "o", "Œ": "O", "ı": "i",
}  # fmt: skip
"""Letters that are no other letter with an accent."""


class PlainSigns(LineFilter):
    """Shows each line in signs of ASCII."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments in plain signs, each as wide as it was."""
        texts = plain_line(tuple(text for text, _, control in segments if not control))
        plain = iter(texts)
        return [
            segment if segment.control else Segment(next(plain), segment.style)
            for segment in segments
        ]


@lru_cache(maxsize=4096)
def plain_line(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The parts of a line in plain signs."""
    line = "".join(texts)
    if line.isascii():
        return texts
    if line.startswith("─"):
        # A rule with a title; elsewhere it is the second kind of bar.
        line = line.replace("─", "-")
    for found, sign in _IN_CONTEXT:
        line = found.sub(lambda match, sign=sign: sign * len(match[0]), line)  # type: ignore[misc]
    for sign, instead in _WITH_ROOM:
        line = line.replace(sign, instead)
    line = line.translate(_ONE_FOR_ONE)
    plain, at = [], 0
    for text in texts:
        plain.append(_plain_letters(line[at : at + len(text)]))
        at += len(text)
    return tuple(plain)


def _plain_letters(text: str) -> str:
    """Letters without their accents; what has no likeness is a question mark."""
    if text.isascii():
        return text
    return "".join(
        each if each.isascii() else _plain_letter(each).ljust(get_character_cell_size(each))
        for each in text
        if each.isascii() or cell_len(each)
    )


def _plain_letter(letter: str) -> str:
    first = unicodedata.normalize("NFKD", letter)[0]
    return _LETTERS.get(letter) or (first if first.isascii() and first.isprintable() else "?")
