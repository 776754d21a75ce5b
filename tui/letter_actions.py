"""Letters that members sign, as files, and the words of the texts that they are made of."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from data.problems import Problem
from models.agreed_texts import AgreedText
from models.fields import TextField

if TYPE_CHECKING:
    from data.store import Store
    from tui.desk import Desk


async def why_no_letter(desk: Desk, keys: list[str]) -> str:
    """Why there is no letter for these memberships; empty when there is one for each."""
    from data.letters import letter_of

    def read(store: Store) -> str:
        try:
            for key in keys:
                letter_of(store, key)
        except Problem as problem:
            return str(problem)
        return ""

    return await desk.books.run(read)


def problem_of_letter(format_label: str) -> dict[str, str]:
    """Whether a letter cannot be written in a format, by the field that asks for it."""
    from data.letters import LETTER_FORMATS
    from data.writers import FORMATS

    labels = [FORMATS[name].label for name in LETTER_FORMATS]
    if format_label in labels:
        return {}
    return {"format": f"A letter is no table; it is written as one of these: {', '.join(labels)}."}


async def write_letters(desk: Desk, keys: list[str], format_name: str, file: str) -> None:
    """Write the letters that these memberships sign into one file, each on its own page."""
    from data.letters import file_name_of, letter_of
    from data.letters import write_letters as as_file
    from data.safe_files import write_bytes
    from tui.file_actions import may_replace

    letters = await desk.books.run(lambda store: [letter_of(store, key) for key in keys])
    name = file_name_of(letters, desk.today, format_name)
    path = Path(file).expanduser() if file else Path.cwd() / name
    replace_it = await may_replace(desk, path)
    if replace_it is None:
        return
    content = as_file(letters, format_name)
    await asyncio.get_running_loop().run_in_executor(
        None, lambda: write_bytes(path, content, replace=replace_it)
    )
    count = "1 letter" if len(letters) == 1 else f"{len(letters)} letters"
    told = " ".join(dict.fromkeys(remark for each in letters for remark in each.remarks))
    said = f"Wrote {count}. {told}".rstrip()
    desk.say(f"{said} The file is {path.absolute()}", "warn" if told else "good")


async def read_words(desk: Desk, key: str) -> None:
    """Ask for a Markdown file and put it into the words of an agreed text."""
    from data.letters import words_of_file
    from tui.screens import ask_until_accepted

    name = await desk.books.run(lambda store: store.name_of(AgreedText, key))
    file = TextField("File", "A Markdown or text file, for example statement.md.", required=True,
                     longest=1000)  # fmt: skip

    def save(store: Store, typed: dict[str, str]) -> str:
        path = Path(typed["file"]).expanduser()
        words = words_of_file(path)
        label = f"Words of {name} from {path.name}"
        with store.operation(label) as change:
            change.set(AgreedText, key, {"text": words})
        return label

    label = await ask_until_accepted(desk, f"Words of {name}", [("file", file)], {}, save)
    if label is not None:
        desk.books_changed(frozenset({AgreedText.kind}))
        desk.say(f"{label}. {desk.keys.word('undo')} takes it back.", "good")
