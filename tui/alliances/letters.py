"""Letters that members sign, as files, and the words of the texts that they are made of."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from data.problems import Problem
from models.alliances.agreed_text import AGREED_TEXTS, AgreedText
from models.fields.text import count_of
from models.fields.text_fields import TextField
from models.memberships.membership import Membership
from tui.commands.outcome import say_done

if TYPE_CHECKING:
    from data.memberships.letters import Letter
    from data.store.store import Store
    from tui.desk.app import Desk


_EACH = "-each"
WHATS = frozenset(
    f"{what}{each}"
    for what in ("letter", "letter-statement", "letter-memorandum")
    for each in ("", _EACH)
)
"""What can be written for memberships beside tables: what is to be signed, or one of the texts.

Of several memberships in one file, or in one file each.
"""

_SHORT = {"statement": "Statement", "memorandum": "Memorandum"}
"""A text in one word, where which version was signed stands beside it."""


class Offer(NamedTuple):
    """What can be written for memberships in words, and why a letter of it cannot be."""

    whats: dict[str, str]
    problems: dict[str, str]

    @property
    def problem(self) -> str:
        """Why the letter that comes first cannot be written; empty when it can."""
        return self.problems.get(next(iter(self.whats), ""), "")


async def letters_offered(desk: Desk, keys: list[str]) -> Offer:
    """What can be written for these memberships; what waits for a signature comes first."""
    return await desk.books.run(
        lambda store: _of_several(store, keys) if len(keys) > 1 else _of_one(store, keys[0])
    )


def _of_one(store: Store, key: str) -> Offer:
    from data.memberships.letters import is_awaited, letter_of, to_be_signed

    try:
        letter = letter_of(store, key)
    except Problem as problem:
        return Offer({"letter": "The letter to sign"}, {"letter": str(problem)})
    values = store.get(Membership, key) or {}
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
                other = letter_of(store, key, what)
            except Problem:
                continue
            if other.title != letter.title:
                whats[f"letter-{what}"] = f"Other letter: {other.which}"
    return Offer(whats, {})


def _of_several(store: Store, keys: list[str]) -> Offer:
    from data.memberships.letters import letter_of
    from data.memberships.letters_to_sign import counted, letters_of_several

    whats: dict[str, str] = {}
    problems: dict[str, str] = {}
    wanted = letters_of_several(store, keys)
    offered = [("letter", f"To sign: {counted(wanted.awaited)}", wanted.awaited)]
    offered += [(f"letter-{each.what}", each.words, each.letters) for each in wanted.texts]
    for name, words, letters in offered:
        if not letters:
            continue
        whats |= {name: f"{words}, in one file", f"{name}{_EACH}": f"{words}, one file each"}
        for first in {each.what: each for each in reversed(letters)}.values():
            try:
                letter_of(store, *first)
            except Problem as problem:
                problems |= dict.fromkeys((name, f"{name}{_EACH}"), str(problem))
    return Offer(whats, problems)


def _letters(store: Store, keys: list[str], what: str) -> list[Letter]:
    from data.memberships.letters import letter_of
    from data.memberships.letters_to_sign import letters_of_several

    text = what.removesuffix(_EACH).removeprefix("letter").removeprefix("-")
    if len(keys) == 1:
        return [letter_of(store, keys[0], text)]
    several = letters_of_several(store, keys)
    of_text = {each.what: each.letters for each in several.texts}
    wanted = of_text.get(text, ()) if text else several.awaited
    return [letter_of(store, *each) for each in wanted]


def problem_of_letter(format_label: str) -> dict[str, str]:
    """Whether a letter cannot be written in a format, by the field that asks for it."""
    from data.exports.writing import FORMATS
    from data.memberships.letter_files import LETTER_FORMATS

    labels = [FORMATS[name].label for name in LETTER_FORMATS]
    if format_label in labels:
        return {}
    return {"format": f"A letter is no table; it is written as one of these: {', '.join(labels)}."}


def problem_of_place(what: str, file: str) -> dict[str, str]:
    """Whether one file each has no folder to go into, by the field that asks for it."""
    path = Path(file).expanduser()
    if not what.endswith(_EACH) or not file or path.is_dir():
        return {}
    return {"file": f"One file each goes into a folder, and there is no folder {path}. Name one "
                    "that exists, or leave it empty for this one."}  # fmt: skip


async def write_letters(
    desk: Desk, keys: list[str], format_name: str, file: str, what: str = "letter"
) -> None:
    """Write the letters that these memberships sign: into one file, or one file each.

    Whether a letter is written again that was signed already is asked first.
    """
    from data.files.safe_files import write_bytes
    from data.memberships.letter_files import file_names_of
    from data.memberships.letter_files import write_letters as as_file
    from tui.commands.files import may_replace

    letters = await desk.books.run(lambda store: _letters(store, keys, what))
    letters = await _that_are_wanted(desk, letters)
    if not letters:
        desk.say("No letter was written.", "info")
        return
    path = Path(file).expanduser() if file else Path.cwd()
    apart = [[each] for each in letters] if what.endswith(_EACH) else [letters]
    if path.is_dir():
        names = file_names_of(apart, desk.today, format_name)
        paths = [path / name for name in names]
    else:
        paths = [path]
    replace_it = await may_replace(desk, *paths)
    if replace_it is None:
        return
    contents = [as_file(each, format_name) for each in apart]

    def write_all() -> None:
        for each, content in zip(paths, contents, strict=True):
            write_bytes(each, content, replace=replace_it)

    await asyncio.get_running_loop().run_in_executor(None, write_all)
    told = " ".join(dict.fromkeys(remark for each in letters for remark in each.remarks))
    said = f"Wrote {count_of(len(letters), 'letter')}. {told}".rstrip()
    where = f"The file is {paths[0].absolute()}"
    if len(paths) > 1:
        where = f"The {len(paths)} files are in {path.absolute()}"
    desk.say(f"{said} {where}", "warn" if told else "good")


async def _that_are_wanted(desk: Desk, letters: list[Letter]) -> list[Letter]:
    """These letters, when nothing speaks against one; else those that are still wanted."""
    from tui.dialogs.ask import Confirm
    from tui.dialogs.choose import Choose

    before = [each for each in letters if each.before]
    waiting = [each for each in letters if not each.before]
    if not before:
        return letters
    if len(letters) == 1:
        said = f"{before[0].before}."
        again = await desk.push_screen_wait(
            Confirm("Write the letter again?", [said, before[0].title], "write it again")
        )
        return letters if again else []
    if not waiting:
        question = f"Write these {len(letters)} letters again?"
        said_of = [f"{each.before}." for each in before]
        again = await desk.push_screen_wait(Confirm(question, said_of, "write them again"))
        return letters if again else []
    chosen = await desk.push_screen_wait(
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


async def read_words(desk: Desk, key: str) -> None:
    """Ask for a Markdown file and put it into the words of an agreed text."""
    from data.alliances.words_of_texts import words_of_file
    from tui.forms.questions import ask_until_accepted

    name = await desk.books.run(lambda store: store.name_of(AgreedText, key))
    file = TextField("File", "A Markdown or text file, for example statement.md.", required=True,
                     longest=1000)  # fmt: skip

    def save(store: Store, typed: dict[str, str]) -> tuple[str, str]:
        path = Path(typed["file"]).expanduser()
        words = words_of_file(path)
        label = f"Words of {name} from {path.name}"
        with store.operation(label) as change:
            change.set(AgreedText, key, {"text": words})
        return label, change.warned_of

    done = await ask_until_accepted(desk, f"Words of {name}", [("file", file)], {}, save)
    if done is not None:
        label, warnings = done
        say_done(desk, label, warnings, AgreedText)
