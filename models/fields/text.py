"""What text may enter the desk, and how it is compared.

Names come from keyboards, pasted mails, spreadsheets and national files. A terminal obeys some
characters instead of showing them, bidirectional overrides show a name that is not the one stored,
and invisible characters make two names of one, so such characters are taken out at every way in and
again at every way out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache


def article(noun: str) -> str:
    """The noun with "a" or "an" before it."""
    return f"{'an' if noun[:1].lower() in 'aeio' else 'a'} {noun}"


LONGEST_LINE = 300
"""Characters in a field of one line, unless the field says otherwise."""

LONGEST_NOTE = 20_000
"""Characters in a field of several lines."""

LONGEST_PASTE = 5 * LONGEST_NOTE
"""Characters of which no paste that is longer is looked at, whatever would be left of it."""

# Texts, and not compiled: most starts of the program need none of them.
_HARMFUL = (
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
    # Invisible, and pasted along with web pages: two names that look alike would be different.
    "|[\xad\u200b\u2060-\u2065\ufeff]"
    "|[\ud800-\udfff]"
)
_KEYBOARD = str.maketrans("‘’ʼ‐‑–—−“”", "'''-----\"\"")
_LINE_END = "\r\n|[\r\u2028\u2029]"
# Text that was decoded wrongly holds C1 characters where quotation marks stood: what begins with
# one is a sequence only when it ends like one, or the rest of the name would be lost.
_INSIDE = "[^\x07\x1b\x90\x98\x9c-\x9f\n]*"
_ESCAPE_SEQUENCE = (
    f"(?:\x1b[\\]PX^_]|[\x90\x98\x9d-\x9f]){_INSIDE}(?:\x07|\x1b\\\\|\x9c)"
    f"|\x1b[\\]PX^_]{_INSIDE}"
    "|(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]"
    "|\x1b[ -/]*[0-~]?"
)


@cache
def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The compiled pattern, found sooner than `re` finds it: for what is asked of many texts."""
    return re.compile(pattern, flags)


def harmless(text: str) -> str:
    """The text without terminal escapes, control, invisible and overriding characters.

    Line ends of every kind become `\\n` and tabs stay; whole escape sequences go, not only their
    first character, so that no litter such as `]52;c;…` is left behind.
    """
    if text.isprintable() or text.replace("\n", "").replace("\t", "").isprintable():
        return text
    text = re.sub(_LINE_END, "\n", text)
    return re.sub(_HARMFUL, "", re.sub(_ESCAPE_SEQUENCE, "", text))


def one_line(text: str) -> str:
    """Text for a field of one line: harmless, composed (NFC), with single spaces."""
    if not (text.isascii() and text.isprintable()):
        text = _entered(text)
    return " ".join(text.split())


def several_lines(text: str) -> str:
    """Text for a field of several lines: harmless, composed, no space at the ends of lines."""
    lines = _entered(text).replace("\t", "    ").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def _entered(text: str) -> str:
    # Word processors paste their line and page breaks as these two.
    breaks = text.replace("\x0b", "\n").replace("\x0c", "\n")
    return unicodedata.normalize("NFC", harmless(breaks))


def folded(text: str) -> str:
    """Text for comparing and finding: no accents, no case, so that "ecole" finds "École".

    Curly apostrophes and long dashes are as the keyboard has them, for names come with both.
    """
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text).translate(_KEYBOARD)
    decomposed = unicodedata.normalize("NFKD", plain.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def plain_number(text: str) -> str:
    """The digits of a whole number that a spreadsheet or program wrote as 204.0 or 1.00002E+05.

    Any other text comes back as it is, and so does a number that was rounded when it was written.
    """
    if "." not in text:
        return text
    if match := re.fullmatch(r"([+-]?[0-9]{1,3}(?:,[0-9]{3})+|[+-]?[0-9]+)\.0+", text):
        return match[1]
    match = re.fullmatch(r"([0-9])\.([0-9]+)[Ee]\+?([0-9]{1,2})", text)
    # With fewer decimals the last digits were rounded off, and nobody knows them.
    return match[1] + match[2] if match and len(match[2]) == int(match[3]) else text


def count_of(number: int, noun: str, several: str = "") -> str:
    """A number with its noun: "1 school", "3 schools"; `several` where it adds more than an s."""
    return f"1 {noun}" if number == 1 else f"{number:,} {several or noun + 's'}"


def enumerated(parts: Sequence[str], word: str) -> str:
    """The parts in a sentence: "a", "a or b", "a, b or c", with the word before the last."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def in_sentences(messages: Iterable[str]) -> str:
    """The messages one after the other; each before another ends as a sentence does."""
    *before, last = [*dict.fromkeys(messages)] or [""]
    ended = [each if each.endswith((".", "?", "!", "…")) else f"{each}." for each in before]
    return " ".join([*ended, last])


def named_within(names: Sequence[str], room: int) -> str:
    """As many of the names as there is room for, and how many more there are."""
    said = ""
    for at, name in enumerate(names):
        more = f" and {len(names) - at:,} more"
        longer = f"{said} · {name}" if said else name
        rest = "" if at == len(names) - 1 else more
        if said and len(longer) + len(rest) > room:
            return f"{said}{more}"
        said = longer
    return said


def capitalized(words: str) -> str:
    """The words with a capital at the beginning; abbreviations among them stay as they are."""
    return words[:1].upper() + words[1:]


def sentence(words: str) -> str:
    """The words as a sentence: with a full stop, unless they end like one already."""
    return words if words.endswith((".", "!", "?", "…", ".”", ".)")) else f"{words}."


def name_for_scripts(label: str) -> str:
    """A label as commands and files call it: "Local authority" becomes "local-authority"."""
    return re.sub(r"[^a-z0-9]+", "-", folded(label)).strip("-")


def nearest(word: str, candidates: list[str]) -> str | None:
    """The candidate that the word most likely meant; None when nothing is near."""
    from difflib import get_close_matches

    near = get_close_matches(word, candidates, n=1, cutoff=0.6)
    return near[0] if near else None
