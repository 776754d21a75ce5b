"""What the README shows of the program, made by the program: `python -m tests.pictures`.

That call draws the pictures anew, writes the tables of keys and verbs into the README, that of
folders into CONTRIBUTING, and the manual page of the command; the tests compare what stands there
with what the program makes now.
"""

from __future__ import annotations

import ast
import asyncio
import os
import re
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path

from data.files.configuration import Configuration
from data.sample.store import open_sample
from data.store.thread import StoreThread
from tests.tui.user import User
from tui.command_line.verbs import all_verbs
from tui.desk.app import Desk
from tui.desk.commands import COMMANDS
from tui.desk.options import DeskOptions
from tui.workbench.keys import FORM_KEYS, GRID_KEYS, key_word

HOUSE = Path(__file__).resolve().parents[1]
README = HOUSE / "README.md"
CONTRIBUTING = HOUSE / "CONTRIBUTING.md"
FOLDER = HOUSE / "pictures"
MANUAL_PAGE = HOUSE / "man" / "alliance.1"
DAY = date(2026, 11, 21)
"""The day of all pictures: the sample's dates are reckoned from it."""

_REMOTE_FONTS = re.compile(r"\s*@font-face \{[^}]*\}")
_TEXT = re.compile(r'<text [^>]*?x="([\d.]+)" y="([\d.]+)"[^>]*clip-path[^>]*>([^<]*)</text>')
_END = "<!-- end -->"
_CHARACTER = 12.2
"""How wide a character is in Textual's pictures."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the desk on the sample: the keys to press, and the terminal's size.

    `until` is what stands on the screen once everything has been read.
    """

    name: str
    keys: tuple[str, ...]
    until: str
    size: tuple[int, int] = (80, 24)

    @property
    def file(self) -> Path:
        """Where the picture lies."""
        return FOLDER / f"{self.name}.svg"

    def draw(self) -> tuple[str, list[str]]:
        """The screen as an SVG, and as lines of text."""
        return asyncio.run(self._drawn())

    async def _drawn(self) -> tuple[str, list[str]]:
        # In all colours, whatever terminal they are drawn from.
        os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        options = DeskOptions(
            store=None,
            sample=True,
            read_only=False,
            mouse=True,
            today=DAY,
            configuration=Configuration(HOUSE / "no configuration"),
        )
        books = StoreThread(lambda: open_sample(DAY))
        try:
            desk = Desk(options, books)
            async with desk.run_test(size=self.size) as pilot:
                user = User(desk, pilot)
                for key in self.keys:
                    await user.press(key)
                await user.until(self.until)
                lines = [line.rstrip() for line in user.lines]
                svg = desk.export_screenshot(title="alliance --sample", simplify=True)
                return _REMOTE_FONTS.sub("", svg), lines
        finally:
            books.close()


MATRIX = Picture("policies-of-northumberland", ("4", "]", "right"), " · Approved ")
SCHOOL = Picture("school-with-details", ("1", "G", "up", "up"), "1702", (120, 30))
PICTURES = (MATRIX, SCHOOL)


def lines_of(svg: str) -> list[str]:
    """The lines of text that a picture shows."""
    rows: dict[float, str] = {}
    for x, y, text in _TEXT.findall(svg):
        words = unescape(text).replace("\N{NO-BREAK SPACE}", " ").rstrip("\n")
        column = round(float(x) / _CHARACTER)
        rows[float(y)] = rows.get(float(y), "").ljust(column) + words
    return [rows[y].rstrip() for y in sorted(rows)]


def table_of_keys() -> str:
    """The keys, from the declarations of the commands."""
    lines = ["| where | keys | what they do |", "| --- | --- | --- |"]
    groups = {"anywhere": "anywhere but in a field", "list": "a list or matrix"}
    rows = [
        (where, ", ".join(key_word(key) for key in command.keys), command.help)
        for group, where in groups.items()
        for command in COMMANDS
        if command.group == group
    ]
    rows += [("a list or matrix", keys, text) for keys, text in GRID_KEYS]
    rows += [("a form", keys, text) for keys, text in FORM_KEYS]
    before = ""
    for where, keys, text in rows:
        lines.append(f"| {where if where != before else ''} | {_keys(keys)} | {text} |")
        before = where
    return "\n".join(lines)


def _keys(words: str) -> str:
    """The keys as Markdown shows them; a sign of Markdown's own is not read as one."""
    parts = re.split(r"(, | or )", words)
    return "".join(f"`{part}`" if part[:1] != " " and part != ", " else part for part in parts)


def table_of_verbs() -> str:
    """The verbs of the command, from their declarations."""
    lines = ["| call | what it does |", "| --- | --- |"]
    for verb in (leaf for each in all_verbs() for leaf in each.leaves):
        call = f"alliance {verb.name} {verb.words}".strip()
        lines.append(f"| `{call}` | {verb.help[:1].upper()}{verb.help[1:]} |")
    return "\n".join(lines)


def manual_page() -> str:
    """The manual page of the command, from the declarations of its verbs."""
    lines = [
        '.\\" Made by: python -m tests.pictures',
        '.TH ALLIANCE 1 "" "Alliance Desk" "User Commands"',
        ".SH NAME",
        "alliance \\- the books of an alliance of schools",
        ".SH SYNOPSIS",
        ".B alliance",
        "[OPTIONS] [VERB]",
        ".SH DESCRIPTION",
        "Without a verb it opens the desk, in the whole of the terminal; ? explains what is there.",
        "With a verb it answers, or changes the books, and opens nothing.",
        ".SH VERBS",
    ]
    for verb in (leaf for each in all_verbs() for leaf in each.leaves):
        words = verb.words.replace("-", "\\-")
        lines += [".TP", f".B alliance {verb.name}", *([words] if words else []), ".br"]
        lines.append(f"{verb.help[:1].upper()}{verb.help[1:]}.".replace("-", "\\-"))
    lines += [
        ".SH OPTIONS",
        "alliance \\-\\-help lists the options of the desk,",
        "alliance VERB \\-\\-help those of a verb.",
        ".SH EXIT STATUS",
        "0 done; 1 failed; 2 the call is wrong; 3 refused by a rule, or somebody else changed it;",
        "4 the books are in use or damaged; 130 interrupted.",
        ".SH FILES",
        "alliance where says where the books, their backups and the configuration lie.",
    ]
    return "\n".join(lines) + "\n"


def made_parts() -> dict[str, str]:
    """Each part of the README that is made from the program, with its marks, by their name."""
    screen = "\n".join(MATRIX.draw()[1])
    parts = {
        "screen": f"```text\n{screen}\n```",
        "keys": table_of_keys(),
        "verbs": table_of_verbs(),
    }
    return {name: f"<!-- made: {name} -->\n{made}\n{_END}" for name, made in parts.items()}


def table_of_folders() -> str:
    """The folders of the program, with the first sentence that each says of itself."""
    folders = {
        path.parent for part in ("models", "data", "tui") for path in (HOUSE / part).rglob("*.py")
    }
    order = ["models", "data", "tui"]
    lines = ["| folder | is the home of |", "| --- | --- |"]
    for folder in sorted(folders, key=lambda each: (order.index(_parts(each)[0]), _parts(each))):
        module = ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))
        told = (ast.get_docstring(module) or "").splitlines()
        lines.append(f"| `{'/'.join(_parts(folder))}/` | {told[0] if told else ''} |")
    return "\n".join(lines)


def _parts(folder: Path) -> tuple[str, ...]:
    return folder.relative_to(HOUSE).parts


def folders_part() -> str:
    """The table of folders in the page for developers, with its marks."""
    return f"<!-- made: folders -->\n{table_of_folders()}\n{_END}"


def part(text: str, name: str) -> str:
    """What stands in the README between the marks of this name, the marks included."""
    begin = text.index(f"<!-- made: {name} -->")
    return text[begin : text.index(_END, begin) + len(_END)]


def main() -> None:
    """Draw the pictures and write the made parts of the README."""
    FOLDER.mkdir(exist_ok=True)
    for picture in PICTURES:
        picture.file.write_text(picture.draw()[0], encoding="utf-8")
    text = README.read_text(encoding="utf-8")
    for name, made in made_parts().items():
        text = text.replace(part(text, name), made)
    README.write_text(text, encoding="utf-8")
    text = CONTRIBUTING.read_text(encoding="utf-8")
    CONTRIBUTING.write_text(text.replace(part(text, "folders"), folders_part()), encoding="utf-8")
    MANUAL_PAGE.write_text(manual_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
