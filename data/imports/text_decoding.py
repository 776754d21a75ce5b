"""Finding out in which encoding a text file was written, and reading its lines.

Spreadsheets and databases do not say how they wrote their letters. What is UTF-8 proves itself, so
that is settled line by line: one bad byte does not turn the good names of all other lines into
others. Lines that are not UTF-8 are read in the one older alphabet in which they look like words.
A byte without a meaning becomes LOST_LETTER, which no import takes.
"""

from __future__ import annotations

import codecs
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import IO, Any

LOST_LETTER = "\ufffd"
"""Stands for a letter that could not be read, here or in the program that wrote the file."""

OLDER_ALPHABETS = {
    "cp1252": "Windows-1252",
    "cp850": "MS-DOS (code page 850)",
    "mac_roman": "Mac Roman",
}
"""The alphabets of one byte a letter, the likeliest first, with their names for people."""

_CHUNK = 1 << 20
_SAMPLE_LINES, _SAMPLE_BYTES = 2_000, 4_000
_USUAL = frozenset("ÉÖÜéèêëáàâäçíîïñóôöúûüß’‘“”–—…•·°£€½¼¾²©\u00a0")
"""The letters and signs beyond ASCII that names and notes of British schools often have."""

_BETWEEN_LETTERS = frozenset("’–—·²\u00a0")
_OPEN_QUOTES = frozenset("‘“")
_BEFORE_LETTERS = frozenset("’‘“–—…•·£€©°½¼¾²\u00a0")
_USED_BY_NOBODY_HERE = frozenset("ÕÐÞõðþýÿªºˆ˜ıŠšŽž")
_BEGIN_UTF_8 = frozenset("ÂÃÄÅâ")
"""The Windows-1252 meaning of bytes with which UTF-8 begins the letters of western Europe."""

_ODD, _UNLIKELY, _WRONG = 1, 3, 20


class NotTextError(ValueError):
    """The file holds bytes that no text has."""


@dataclass(frozen=True)
class Text:
    """How the lines of a file are to be read: `lines` is their number, `notes` what to tell."""

    encoding: str
    older: str = ""
    lines: int = 0
    has_utf_8: bool = False
    notes: list[str] = field(default_factory=list)

    @property
    def label(self) -> str:
        """The name of the encoding."""
        named = {"utf-8": "UTF-8", "utf-16": "UTF-16"} | OLDER_ALPHABETS
        return named.get(self.encoding, "an alphabet that could not be told")

    def read_lines(self, file: IO[bytes], longest: int) -> Iterator[str]:
        """The lines with their ends; a line of more than `longest` bytes comes cut off there."""
        if self.encoding == "utf-16":
            yield from _lines_of_utf_16(file, longest)
            return
        first = True
        for line in _byte_lines(file, longest):
            if first:
                line, first = line.removeprefix(codecs.BOM_UTF8), False
            yield line.decode("ascii") if line.isascii() else self._decoded(line)

    def _decoded(self, line: bytes) -> str:
        try:
            return line.decode("utf-8")
        except UnicodeDecodeError:
            pass
        if not self.older:
            return line.decode("ascii", errors="replace")
        text = line.decode(self.older, errors="replace")
        if self.has_utf_8 and (
            _roughness(_beyond_ascii(text)) >= _WRONG or not _BEGIN_UTF_8.isdisjoint(text)
        ):
            return line.decode("utf-8", errors="replace")
        return text


def survey(open_file: Callable[[], Any]) -> Text:
    """Go once through a file and find out how its lines are to be read.

    Raises NotTextError, and whatever reading the file raises.
    """
    lines = good = replaced = odd = 0
    sample: list[bytes] = []
    with open_file() as file:
        start = file.read(len(codecs.BOM_UTF16_LE))
    if start in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        with open_file() as file:
            while chunk := file.read(_CHUNK):
                lines += chunk.count(b"\n")
        return Text("utf-16", lines=lines)
    with open_file() as file:
        for line in _byte_lines(file, _SAMPLE_BYTES):
            lines += 1
            if b"\0" in line:
                raise NotTextError
            if line.isascii():
                continue
            try:
                line.decode("utf-8")
            except UnicodeDecodeError as error:
                # A line that is only cut off here may be broken in the middle of a letter.
                if len(line) >= _SAMPLE_BYTES and error.start > len(line) - 4:
                    continue
                odd += 1
                if len(sample) < _SAMPLE_LINES:
                    sample.append(line)
            else:
                good += not (lines == 1 and line.removeprefix(codecs.BOM_UTF8).isascii())
                replaced += LOST_LETTER.encode() in line
    return _judged(lines, good, odd, sample, replaced)


def _judged(lines: int, good: int, odd: int, sample: Sequence[bytes], replaced: int) -> Text:
    notes = []
    if replaced:
        notes.append(
            f"{replaced:,} of its lines {'has' if replaced == 1 else 'have'} the mark "
            f"{LOST_LETTER}: another program lost a letter there. Type it again."
        )
    if not odd:
        return Text("utf-8", lines=lines, notes=notes)
    older = _older_alphabet(sample)
    if good:
        are = "line is" if odd == 1 else "lines are"
        read = f"read as {OLDER_ALPHABETS[older]} where that gives words" if older else "not read"
        notes.append(f"{odd:,} {are} not in UTF-8, as the others are; letters there are {read}.")
        return Text("utf-8", older, lines, has_utf_8=True, notes=notes)
    return Text(older or "unknown", older, lines, notes=notes)


def _older_alphabet(sample: Sequence[bytes]) -> str:
    """The alphabet in which these lines look like words; empty when several would do as well."""
    rough = {
        alphabet: _roughness(_beyond_ascii_of(sample, alphabet)) for alphabet in OLDER_ALPHABETS
    }
    usual = next(iter(rough))
    best, second = sorted(rough, key=lambda alphabet: rough[alphabet])[:2]
    if rough[usual] < rough[best] + _UNLIKELY:
        best = usual
    elif rough[second] < rough[best] + _UNLIKELY:
        return ""
    letters = sum(not byte < 0x80 for line in sample for byte in line)
    # A few characters that stand in no word may be signs; many are letters of another alphabet.
    return best if rough[best] <= _WRONG * max(1, letters // 10) else ""


def _beyond_ascii_of(lines: Iterable[bytes], alphabet: str) -> Counter[str]:
    met: Counter[str] = Counter()
    for line in lines:
        met.update(_beyond_ascii(line.decode(alphabet, errors="replace")))
    return met


def _beyond_ascii(text: str) -> Counter[str]:
    """The characters beyond ASCII, each with the one before and the one behind it."""
    spread = f"  {text}  "
    return Counter(
        spread[at - 2 : at + 2] for at in range(2, len(spread) - 1) if spread[at] >= "\x80"
    )


def _roughness(met: Counter[str]) -> int:
    """How little these characters look like words: _WRONG for each that stands in no word."""
    return sum(_rough(place) * count for place, count in met.items())


@lru_cache(maxsize=10_000)
def _rough(place: str) -> int:
    """The same of one character, which stands between the two before and the one behind it."""
    further, before, character, behind = tuple(place)
    if character == LOST_LETTER or not (character.isprintable() or character == "\u00a0"):
        return _WRONG
    common = character.isalpha() and character not in _USED_BY_NOBODY_HERE
    usual = 0 if character in _USUAL else _ODD if common else _UNLIKELY
    inside = before.isalpha()
    if not character.isalpha():
        if inside and character in _OPEN_QUOTES:
            return _WRONG
        if behind.isalpha() and character not in (_BETWEEN_LETTERS if inside else _BEFORE_LETTERS):
            return _WRONG
        joins_words = inside and behind.islower() and character in "–—"
        return _UNLIKELY * joins_words + usual
    if character.isupper() and inside and (before.islower() or behind.islower()):
        return _WRONG
    if character == "ƒ" or behind.isdigit() or before.isdigit():
        return _WRONG
    if inside and further.isalpha() and min(further, before) >= "\x80":
        return _WRONG
    begins_small = character.islower() and not inside
    return _UNLIKELY * begins_small + usual


def _byte_lines(file: IO[bytes], longest: int) -> Iterator[bytes]:
    """The lines of a file, whichever of CR and LF end them, the rest of overlong ones left out."""
    held, skipping = b"", False
    while chunk := file.read(_CHUNK):
        lines = (held + chunk).splitlines(keepends=True)
        # The last may go on in the next chunk, if only with the LF after its CR.
        held = lines.pop()
        for line in lines:
            if not skipping:
                yield line if len(line) <= longest else line[:longest] + b"\n"
            skipping = False
        if len(held) > longest and not held.endswith((b"\r", b"\n")):
            if not skipping:
                yield held[:longest] + b"\n"
            held, skipping = b"", True
    if held and not skipping:
        yield held if len(held) <= longest else held[:longest] + b"\n"


def _lines_of_utf_16(file: IO[bytes], longest: int) -> Iterator[str]:
    text = io.TextIOWrapper(file, "utf-16", errors="replace", newline="")
    while line := text.readline(longest):
        if len(line) == longest and not line.endswith(("\n", "\r")):
            while (rest := text.readline(longest)) and not rest.endswith(("\n", "\r")):
                pass
            line += "\n"
        yield line
