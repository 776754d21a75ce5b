"""Letters that members sign, as files."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from data.exports.writing import FORMATS
from data.files.safe_files import write_bytes
from data.files.typed_paths import kind_at, typed_path
from data.memberships import letter_files
from data.memberships.letter_files import LETTER_FORMATS, file_names_of
from data.memberships.letters import Letter, is_awaited, letter_of, to_be_signed
from data.memberships.letters_to_sign import counted, letters_of_several
from data.problems import Problem
from data.store.books import Books
from models.alliances.agreed_text import AGREED_TEXTS
from models.fields.text import count_of
from models.memberships.membership import Membership
from tui.commands.replacing import may_replace
from tui.dialogs.ask import Confirm
from tui.dialogs.choose import Choose
from tui.workbench.workbench import Workbench

_EACH = "-each"
"""The end of the name of letters that are written in one file each, and not all in one."""

_SHORT = {"statement": "Statement", "memorandum": "Memorandum"}
"""A text in one word, where which version was signed stands beside it."""


@dataclass(frozen=True, slots=True)
class LettersOffered:
    """What can be written for memberships in words, and why a letter of it cannot be."""

    keys: Sequence[str]
    whats: Mapping[str, str]
    refusals: Mapping[str, str]
    formats: Sequence[str] = LETTER_FORMATS

    @property
    def come_first(self) -> bool:
        """Whether the letter that stands first can be written."""
        return next(iter(self.whats), "") not in self.refusals

    def problems(self, what: str, format_label: str, file: str) -> dict[str, str]:
        """Why a letter cannot be written so: by itself, in this format, or into this place."""
        if what in self.refusals:
            return {"what": self.refusals[what]}
        return _problem_of_format(format_label) or _problem_of_place(what, file)

    async def write(self, bench: Workbench, what: str, format_name: str, file: str) -> None:
        """Write the letters of this name."""
        await write_letters(bench, list(self.keys), format_name, file, what)


async def letters_offered(bench: Workbench, keys: list[str]) -> LettersOffered:
    """What can be written for these memberships; what waits for a signature comes first."""
    return await bench.books.read(
        lambda books: _of_several(books, keys) if len(keys) > 1 else _of_one(books, keys[0])
    )


def _of_one(books: Books, key: str) -> LettersOffered:
    try:
        letter = letter_of(books, key)
    except Problem as problem:
        return LettersOffered([key], {"letter": "The letter to sign"}, {"letter": str(problem)})
    values = books.get(Membership, key) or {}
    if letter.signed:
        version = letter.which.removeprefix(AGREED_TEXTS[letter.what])
        said = f"Again: {_SHORT[letter.what]}{version} ({letter.signed})"
    elif letter.before:
        said = f"Again: {letter.which}"
    elif is_awaited(values, letter.what):
        said = f"To sign: {letter.which}"
    else:
        said = f"To become a partner: {letter.which}"
    whats = {"letter": said}
    for what in ("statement", "memorandum"):
        if what != to_be_signed(values):
            try:
                other = letter_of(books, key, what)
            except Problem:
                continue
            if other.title != letter.title:
                whats[f"letter-{what}"] = f"Other letter: {other.which}"
    return LettersOffered([key], whats, {})


def _of_several(books: Books, keys: list[str]) -> LettersOffered:
    whats: dict[str, str] = {}
    problems: dict[str, str] = {}
    wanted = letters_of_several(books, keys)
    offered = [("letter", f"To sign: {counted(wanted.awaited)}", wanted.awaited)]
    offered += [(f"letter-{each.what}", each.words, each.letters) for each in wanted.texts]
    for name, words, letters in offered:
        if not letters:
            continue
        whats |= {name: f"{words}, in one file", f"{name}{_EACH}": f"{words}, one file each"}
        for first in {each.what: each for each in reversed(letters)}.values():
            try:
                letter_of(books, *first)
            except Problem as problem:
                problems |= dict.fromkeys((name, f"{name}{_EACH}"), str(problem))
    return LettersOffered(keys, whats, problems)


def _letters(books: Books, keys: list[str], what: str) -> list[Letter]:
    text = what.removesuffix(_EACH).removeprefix("letter").removeprefix("-")
    if len(keys) == 1:
        return [letter_of(books, keys[0], text)]
    several = letters_of_several(books, keys)
    of_text = {each.what: each.letters for each in several.texts}
    wanted = of_text.get(text, ()) if text else several.awaited
    return [letter_of(books, *each) for each in wanted]


def _problem_of_format(format_label: str) -> dict[str, str]:
    """Whether a letter cannot be written in a format, by the field that asks for it."""
    labels = [FORMATS[name].label for name in LETTER_FORMATS]
    if format_label in labels:
        return {}
    return {"format": f"A letter is no table; it is written as one of these: {', '.join(labels)}."}


def _problem_of_place(what: str, file: str) -> dict[str, str]:
    """Whether one file each has no folder to go into, by the field that asks for it."""
    path = typed_path(file)
    if not what.endswith(_EACH) or not file or kind_at(path) == "folder":
        return {}
    return {"file": f"One file each goes into a folder, and there is no folder {path}. Name one "
                    "that exists, or leave it empty for this one."}  # fmt: skip


async def write_letters(
    bench: Workbench, keys: list[str], format_name: str, file: str, what: str = "letter"
) -> None:
    """Write the letters that these memberships sign: into one file, or one file each.

    Whether a letter is written again that was signed already is asked first.
    """
    letters = await bench.books.read(lambda books: _letters(books, keys, what))
    letters = await _that_are_wanted(bench, letters)
    if not letters:
        bench.say("No letter was written.", "info")
        return
    path = typed_path(file) if file else Path.cwd()
    apart = [[each] for each in letters] if what.endswith(_EACH) else [letters]
    if kind_at(path) == "folder":
        names = file_names_of(apart, bench.today, format_name)
        paths = [path / name for name in names]
    else:
        paths = [path]
    replace_it = await may_replace(bench, *paths)
    if replace_it is None:
        return
    contents = [letter_files.write_letters(each, format_name) for each in apart]

    def write_all() -> None:
        for each, content in zip(paths, contents, strict=True):
            write_bytes(each, content, replace=replace_it)

    await asyncio.get_running_loop().run_in_executor(None, write_all)
    told = " ".join(dict.fromkeys(remark for each in letters for remark in each.remarks))
    said = f"Wrote {count_of(len(letters), 'letter')}. {told}".rstrip()
    where = f"The file is {paths[0].absolute()}"
    if len(paths) > 1:
        where = f"The {len(paths)} files are in {path.absolute()}"
    bench.say(f"{said} {where}", "warn" if told else "good")


async def _that_are_wanted(bench: Workbench, letters: list[Letter]) -> list[Letter]:
    """These letters, when nothing speaks against one; else those that are still wanted."""
    before = [each for each in letters if each.before]
    waiting = [each for each in letters if not each.before]
    if not before:
        return letters
    if len(letters) == 1:
        said = f"{before[0].before}."
        again = await bench.ask(
            Confirm("Write the letter again?", [said, before[0].title], "write it again")
        )
        return letters if again else []
    if not waiting:
        question = f"Write these {len(letters)} letters again?"
        said_of = [f"{each.before}." for each in before]
        again = await bench.ask(Confirm(question, said_of, "write them again"))
        return letters if again else []
    chosen = await bench.ask(
        Choose(
            f"{len(before)} of {len(letters)} need no letter: {before[0].before}"
            + (" …" if len(before) > 1 else ""),
            [
                ("waiting", "o", f"Only the other {len(waiting)}", "those who have not signed it"),
                ("all", "a", f"All {len(letters)}", "and write theirs again"),
            ],
        )
    )
    return {"waiting": waiting, "all": letters}.get(chosen or "", [])
