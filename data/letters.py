"""The letter to sign: an alliance's agreed text with a member's particulars filled in.

The text is Markdown and may name particulars in braces, such as {school} or {head}. One that names
none gets a letter around it: the date, the address, the words, and where to sign.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape as html_escape
from pathlib import Path
from typing import TYPE_CHECKING

from data.alliance_details import text_that_holds
from data.membership_entry import member_name, signatory_of
from data.problems import Problem
from data.writers import FORMATS
from data.writers.cells import clean, clean_line
from data.writers.markdown import escape
from models.agreed_texts import AGREED_TEXTS, AgreedText
from models.alliances import Alliance, Membership
from models.dates import show_date
from models.records import Values
from models.schools import School
from models.text import LONGEST_NOTE, folded, several_lines

if TYPE_CHECKING:
    from data.store import Store

LETTER_FORMATS = ("html", "md", "text")
"""The formats in which a letter can be written, the one to print first."""

PLACEHOLDERS = {
    "school": "the name of the school, or of the organisation",
    "urn": "its Unique Reference Number",
    "address": "its street, town and postcode",
    "head": "the name of its head today, by the posts that people hold",
    "role": "as what the head signs, such as Headteacher",
    "alliance": "the name of the alliance",
    "hub": "the school that holds the alliance together",
    "version": "the version of the text",
    "date": "the day on which the letter is written",
}
"""What a text may name in braces, and what stands there in the letter."""

_PLACEHOLDER = re.compile(r"\{\s*([A-Za-z][A-Za-z _-]{0,30})\s*\}")
_TO_FILL_IN = "…" * 16
_WIDTH = 76


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to sign as Markdown, for whom it is, and what must be said about it.

    `unknown` are placeholders of the text that mean nothing here and were left as they are;
    `missing` are particulars that the books do not have, where a line is left to write them.
    """

    title: str
    member: str
    text: str
    unknown: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def remarks(self) -> list[str]:
        """What is to be looked at before it goes out, in words."""
        said = []
        if self.missing:
            said.append(f"Left to be written in for {self.member}: {', '.join(self.missing)}.")
        if self.unknown:
            known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
            names = ", ".join(f"{{{name}}}" for name in self.unknown)
            said.append(f"Not filled in, because the desk does not know it: {names}. It knows "
                        f"{known}.")  # fmt: skip
        return said


def to_be_signed(membership: Values) -> str:
    """Which text a membership signs next: the memorandum once it has signed the statement."""
    signed = membership["statement_signed"] is not None
    return "memorandum" if signed and membership["memorandum_signed"] is None else "statement"


def newest_text(store: Store, alliance: str, what: str) -> Values | None:
    """The version of an alliance's text that holds today; where none does yet, the newest."""
    found = store.find(AgreedText, alliance=alliance, what=what)
    return text_that_holds(found, store.today) or text_that_holds(found, date.max)


def letter_of(store: Store, membership: str, what: str = "") -> Letter:
    """The letter that a member signs: the text that comes next for it, or the one that is named.

    In an alliance that has no memorandum it is the statement. Raises Problem when the alliance has
    no such text, or none with words.
    """
    values = store.get(Membership, membership)
    if values is None:
        raise Problem("This membership was removed meanwhile.")
    alliance = store.name_of(Alliance, str(values["alliance"]))
    what = what or to_be_signed(values)
    text = newest_text(store, str(values["alliance"]), what)
    if text is None and what == "memorandum":
        what, text = "statement", newest_text(store, str(values["alliance"]), "statement")
    name = AGREED_TEXTS[what]
    if text is None or not text["text"]:
        lacks = "has none" if text is None else f"has no words in version {text['version']}"
        raise Problem(
            f"There is no {name} to sign: {alliance} {lacks}. Put it under Texts on tab 2, where "
            "a adds one and i reads its words from a Markdown file."
        )
    particulars = _particulars(store, values, text)
    words = str(text["text"])
    named = [_name(each) for each in _PLACEHOLDER.findall(words)]
    if not any(each in PLACEHOLDERS for each in named):
        words = _letter_around(words, name, particulars)
        named += [_name(each) for each in _PLACEHOLDER.findall(words)]
    filled = _PLACEHOLDER.sub(lambda found: _filled(found, particulars), words)
    missing = [each for each in dict.fromkeys(named) if each in particulars]
    return Letter(
        f"{name} of {alliance}",
        member_name(store, values),
        filled.strip() + "\n",
        tuple(each for each in dict.fromkeys(named) if each not in PLACEHOLDERS),
        tuple(each for each in missing if not particulars[each]),
    )


def _name(typed: str) -> str:
    return folded(typed).strip()


def _particulars(store: Store, membership: Values, text: Values) -> dict[str, str]:
    school = store.get(School, str(membership["school"])) if membership["school"] else None
    head = signatory_of(store, membership, store.today)
    alliance = store.get(Alliance, str(membership["alliance"])) or {}
    address = [str(school[part]) for part in ("street", "town", "postcode")
               if school and school[part]]  # fmt: skip
    return {
        "school": member_name(store, membership),
        "urn": str(school["urn"] or "") if school else "",
        "address": ", ".join(address),
        "head": head.name if head else "",
        "role": head.role if head else "",
        "alliance": str(alliance.get("name") or ""),
        "hub": store.name_of(School, str(alliance["hub"])) if alliance.get("hub") else "",
        "version": str(text["version"]),
        "date": show_date(store.today),
    }


def _filled(found: re.Match[str], particulars: dict[str, str]) -> str:
    value = particulars.get(_name(found[1]))
    if value is None:
        return found[0]
    return escape(value) if value else _TO_FILL_IN


def _letter_around(words: str, name: str, particulars: dict[str, str]) -> str:
    """A letter with the words in it; what nobody knows of the member is not asked for."""
    to = ["{head}, {role}"] if particulars["role"] else ["{head}"]
    to += ["{school}"]
    to += ["{address}"] if particulars["address"] else []
    signs = "{school} (URN {urn})" if particulars["urn"] else "{school}"
    return "\n\n".join(
        [
            "\\\n".join(to),
            "{date}",
            "Dear {head}," if particulars["head"] else "Dear colleague,",
            f"Below is the {name} of {{alliance}}, version {{version}}. Please sign it for "
            "{school} and send it back to us; we will send you a copy.",
            "---",
            words.strip(),
            "---",
            f"Signed for {signs}:",
            "\\\n".join(f"{label}: {_TO_FILL_IN}" for label in ("Signature", "Date")),
            "Name: {head}\\\nSigned as: {role}",
        ]
    )


# Written


def write_letters(letters: Sequence[Letter], format_name: str) -> bytes:
    """These letters as one file, each on a page of its own. Raises Problem for other formats."""
    if format_name not in LETTER_FORMATS:
        known = ", ".join(FORMATS[each].label for each in LETTER_FORMATS)
        raise Problem(f"A letter is written as one of these: {known}.")
    if format_name == "html":
        return _as_page(letters).encode()
    texts = [clean(letter.text) for letter in letters]
    if format_name == "text":
        texts = [as_plain_text(text) for text in texts]
    between = "\n\f\n" if format_name == "text" else "\n---\n\n"
    return between.join(texts).encode()


def file_name_of(letters: Sequence[Letter], today: date, format_name: str) -> str:
    """A name for the file: for whom the letter is, or that there are several, and the day."""
    about = letters[0].member if len(letters) == 1 else f"{len(letters)} members"
    words = re.findall(r"[a-z0-9]+", folded(about))
    return f"{'-'.join(['letter', *words[:6], today.isoformat()])}{FORMATS[format_name].suffix}"


def words_of_file(path: Path) -> str:
    """The words of a Markdown or text file as an agreed text keeps them.

    Raises Problem when there is no such file, it is no text, or it is too long.
    """
    try:
        with path.open("rb") as file:
            content = file.read(4 * LONGEST_NOTE + 1)
        words = several_lines(content.decode("utf-8-sig"))
    except OSError as error:
        raise Problem(f"{path} cannot be read: {error.strerror or error}.") from None
    except UnicodeDecodeError:
        raise Problem(
            f"{path.name} is no text in UTF-8. Save it as plain text or Markdown, for example "
            "statement.md."
        ) from None
    if not words:
        raise Problem(f"There are no words in {path.name}.")
    if len(words) > LONGEST_NOTE:
        raise Problem(
            f"{path.name} has {len(words):,} characters; a text has at most {LONGEST_NOTE:,}."
        )
    return words


_STYLE = """
body { margin: 2rem auto; max-width: 42rem; color: #1a1a1a; background: #ffffff;
  font: 1rem/1.5 Georgia, "Times New Roman", serif; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.2rem; } h3 { font-size: 1rem; }
hr { border: 0; border-top: 1px solid #8a8a8a; margin: 1.5rem 0; }
@page { size: A4; margin: 22mm; }
@media print {
  body { margin: 0; max-width: none; font-size: 11pt; }
  article + article { break-before: page; }
}
"""


def _as_page(letters: Sequence[Letter]) -> str:
    from markdown_it import MarkdownIt

    # Words that look like HTML are words: nothing of a text runs or is fetched.
    render = MarkdownIt("commonmark", {"html": False}).disable("image").render
    title = html_escape(clean_line(letters[0].title if letters else ""))
    articles = [f"<article>\n{render(clean(letter.text))}</article>" for letter in letters]
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en-GB">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
            "style-src 'unsafe-inline'\">",
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title>",
            f"<style>\n{_STYLE.strip()}\n</style>",
            "</head>",
            "<body>",
            *articles,
            "</body>",
            "</html>",
            "",
        ]
    )


def as_plain_text(markdown: str) -> str:
    """Markdown as text to read: headings underlined, lines of at most 76 characters."""
    from textwrap import fill

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    def words(token: Token) -> str:
        parts = []
        for child in token.children or ():
            if child.type in ("softbreak", "hardbreak"):
                parts.append(" " if child.type == "softbreak" else "\n")
            elif child.content:
                parts.append(child.content)
        return "".join(parts)

    blocks: list[str] = []
    marks: list[str] = []
    heading = ""
    for token in MarkdownIt("commonmark", {"html": False}).parse(markdown):
        if token.type == "heading_open":
            heading = "=" if token.tag == "h1" else "-"
        elif token.type == "list_item_open":
            marks.append(f"{token.info}{token.markup} " if token.info else "- ")
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            marks.clear()
        elif token.type == "hr":
            blocks.append("-" * _WIDTH)
        elif token.type in ("fence", "code_block"):
            blocks.append(token.content.rstrip("\n"))
        elif token.type == "inline":
            mark = marks.pop() if marks else ""
            lines = [
                fill(line, _WIDTH, initial_indent=mark if at == 0 else " " * len(mark),
                     subsequent_indent=" " * len(mark))
                for at, line in enumerate(words(token).split("\n"))
            ]  # fmt: skip
            block = "\n".join(lines)
            blocks.append(f"{block}\n{heading * min(len(block), _WIDTH)}" if heading else block)
            heading = ""
    return "\n\n".join(blocks) + "\n"
