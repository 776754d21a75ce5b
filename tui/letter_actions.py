"""Letters that members sign, as files, and the words of the texts that they are made of."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from data.problems import Problem
from models.agreed_texts import AgreedText
from models.alliances import Membership
from models.fields import TextField
from models.text import count_of
from tui.saying import say_done

if TYPE_CHECKING:
    from data.letters import Letter
    from data.store import Store
    from tui.desk import Desk


WHATS = {"letter": "", "letters-each": "", "letter-statement": "statement",
         "letter-memorandum": "memorandum"}  # fmt: skip
"""What can be written for memberships beside tables, and which text it is where that is chosen."""


async def letters_offered(desk: Desk, keys: list[str]) -> tuple[dict[str, str], str]:
    """What can be written for these memberships, in words, and why not when there is no letter.

    The first is the letter that each of them signs next.
    """
    from data.letters import letter_of, to_be_signed

    def read(store: Store) -> tuple[dict[str, str], str]:
        several = len(keys) > 1
        first = f"The {len(keys)} letters to sign" if several else "The letter to sign"
        try:
            letters = [letter_of(store, key) for key in keys]
        except Problem as problem:
            return {"letter": first}, str(problem)
        if several:
            whats = {"letter": f"{first}, in one file", "letters-each": f"{first}, one file each"}
            return whats, ""
        says = "Again" if letters[0].before else "To sign"
        whats = {"letter": f"{says}: {letters[0].which}"}
        values = store.get(Membership, keys[0]) or {}
        for what in ("statement", "memorandum"):
            if what != to_be_signed(values):
                try:
                    other = letter_of(store, keys[0], what)
                except Problem:
                    continue
                if other.title != letters[0].title:
                    whats[f"letter-{what}"] = f"Other letter: {other.which}"
        return whats, ""

    return await desk.books.run(read)


def problem_of_letter(format_label: str) -> dict[str, str]:
    """Whether a letter cannot be written in a format, by the field that asks for it."""
    from data.letter_files import LETTER_FORMATS
    from data.writers import FORMATS

    labels = [FORMATS[name].label for name in LETTER_FORMATS]
    if format_label in labels:
        return {}
    return {"format": f"A letter is no table; it is written as one of these: {', '.join(labels)}."}


def problem_of_place(what: str, file: str) -> dict[str, str]:
    """Whether one file each has no folder to go into, by the field that asks for it."""
    path = Path(file).expanduser()
    if what != "letters-each" or not file or path.is_dir():
        return {}
    return {"file": f"One file each goes into a folder, and there is no folder {path}. Name one "
                    "that exists, or leave it empty for this one."}  # fmt: skip


async def write_letters(
    desk: Desk, keys: list[str], format_name: str, file: str, what: str = "letter"
) -> None:
    """Write the letters that these memberships sign: into one file, or one file each.

    Whether a letter is written again that was signed already is asked first.
    """
    from data.letter_files import file_names_of
    from data.letter_files import write_letters as as_file
    from data.letters import letter_of
    from data.safe_files import write_bytes
    from tui.file_actions import may_replace

    letters = await desk.books.run(
        lambda store: [letter_of(store, key, WHATS[what]) for key in keys]
    )
    letters = await _that_are_wanted(desk, letters)
    if not letters:
        desk.say("No letter was written.", "info")
        return
    path = Path(file).expanduser() if file else Path.cwd()
    apart = [[each] for each in letters] if what == "letters-each" else [letters]
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
    from tui.screens import Choose, Confirm

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
                ("waiting", "o", f"Only the other {len(waiting)}", "those who have still to sign"),
                ("all", "a", f"All {len(letters)}", "and write theirs again"),
            ],
        )
    )
    return {"waiting": waiting, "all": letters}.get(chosen or "", [])


async def read_words(desk: Desk, key: str) -> None:
    """Ask for a Markdown file and put it into the words of an agreed text."""
    from data.letter_files import words_of_file
    from tui.screens import ask_until_accepted

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
