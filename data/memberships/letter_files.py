"""Letters to sign as files: a page, Markdown or plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from html import escape as html_escape

from data.exports.writers.cells import clean, clean_line
from data.exports.writing import FORMATS
from data.memberships.letters import Letter
from data.problems import Problem
from models.fields.text import folded

LETTER_FORMATS = ("html", "md", "text")
"""The formats in which a letter can be written, the one to print first."""

_WIDTH = 76


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


def file_names_of(files: Sequence[Sequence[Letter]], today: date, format_name: str) -> list[str]:
    """A name for each of these files: for whom its letters are, and the day; no name twice."""
    names: list[str] = []
    for letters in files:
        about = letters[0].member if len(letters) == 1 else f"{len(letters)} members"
        words = ["letter", *re.findall(r"[a-z0-9]+", folded(about))[:6], today.isoformat()]
        stem = "-".join(words)
        same = sum(name.startswith(stem) for name in names)
        number = f"-{same + 1}" if same else ""
        names.append(f"{stem}{number}{FORMATS[format_name].suffix}")
    return names


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

    from data.exports.writers.html_page import page

    # Words that look like HTML are words: nothing of a text runs or is fetched.
    render = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image").render
    title = html_escape(clean_line(letters[0].title if letters else ""))
    articles = [f"<article>\n{render(clean(letter.text))}</article>" for letter in letters]
    return page(title, _STYLE.strip(), articles)


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
