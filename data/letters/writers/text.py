"""Letters as plain text and as Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from data.exports.markdown_blocks import WIDTH, plain_text
from data.exports.writers.cells import clean, clean_line
from data.exports.writers.markdown import escape
from data.letters.letter import DOTS, Letter


def write(letters: Sequence[Letter], format_name: str) -> bytes:
    """These letters one after the other; in plain text each begins a page."""
    if format_name == "md":
        return "\n---\n\n".join(as_markdown(letter) for letter in letters).encode()
    return "\f".join(as_text(letter) for letter in letters).encode()


def as_text(letter: Letter, *, enclosed: bool = True) -> str:
    """A letter as lines of at most 76 characters; what is `enclosed` follows under a rule."""
    sender = [clean_line(letter.sender.name), *map(clean_line, letter.sender.lines)]
    parts = ["\n".join(sender), _head(letter), *_text_from_salutation(letter)]
    if enclosed:
        parts += _enclosed(letter)
    return "\n\n".join(parts) + "\n"


def as_read(letter: Letter, width: int = WIDTH) -> str:
    """A letter from its salutation on, with what goes out with it."""
    parts = [*_text_from_salutation(letter, width), *_enclosed(letter, width)]
    return "\n\n".join(parts) + "\n"


def _head(letter: Letter) -> str:
    """The address at the left, and the day and the reference at the right of it."""
    facts, address = list(letter.facts), [clean_line(each) for each in letter.address]
    head = []
    for at in range(max(len(facts), len(address))):
        left = address[at] if at < len(address) else ""
        right = facts[at] if at < len(facts) else ""
        gap = WIDTH - len(left) - len(right)
        head.append(f"{left}{' ' * gap}{right}" if gap > 1 and right else left)
        if right and gap <= 1:
            head.append(right.rjust(WIDTH))
    return "\n".join(line.rstrip() for line in head)


def _text_from_salutation(letter: Letter, width: int = WIDTH) -> list[str]:
    parts = [
        clean_line(letter.salutation),
        _underlined(clean_line(letter.subject)),
        plain_text(clean(letter.body), width).strip("\n"),
        closing(letter),
    ]
    if letter.enclosures:
        parts.append("Enclosed: " + "; ".join(clean_line(each.title) for each in letter.enclosures))
    if letter.slip:
        cut = ("- " * (width // 2)).rstrip()
        parts += [cut, plain_text(clean(letter.slip), width).strip("\n")]
    return parts


def _enclosed(letter: Letter, width: int = WIDTH) -> list[str]:
    return [
        part
        for each in letter.enclosures
        for part in ("=" * width, plain_text(clean(each.words), width).strip("\n"))
    ]


def closing(letter: Letter) -> str:
    """The close, room for the hand, the name and the post."""
    signed = [clean_line(each) for each in (letter.sender.signed_by, letter.sender.signed_as)]
    return "\n".join([f"{letter.close},", "", "", *(filter(None, signed) if signed[0] else [DOTS])])


def as_markdown(letter: Letter) -> str:
    """A letter as Markdown, in the order in which it is printed."""

    def lines(several: Sequence[str]) -> str:
        return "\\\n".join(escape(each) for each in several if each)

    signed = (letter.sender.signed_by or DOTS, letter.sender.signed_as)
    parts = [
        lines((letter.sender.name, *letter.sender.lines)),
        lines(letter.address),
        lines(letter.facts),
        escape(letter.salutation),
        f"**{escape(letter.subject)}**",
        clean(letter.body),
        f"{letter.close},",
        lines(signed),
    ]
    if letter.slip:
        parts += ["---", clean(letter.slip)]
    for each in letter.enclosures:
        parts += ["---", clean(each.words).strip()]
    return "\n\n".join(part for part in parts if part) + "\n"


def _underlined(line: str) -> str:
    return f"{line}\n{'-' * min(len(line), WIDTH)}"
