"""Writing letters from the screen: chosen, looked at, saved as files, noted in the books."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from data.files.safe_files import write_bytes
from data.files.typed_paths import folders_that_go_on, kind_at, typed_path
from data.letters.alliances.composing import compose
from data.letters.alliances.keeping import keep, note_answered_today, with_references
from data.letters.files import FORMATS, content_of, files_of
from data.letters.letter import Letter
from data.letters.memberships.wanted import Wanted, alliances_that_write
from data.problems import Problem
from data.store.books import Books
from models.alliances.letter import LetterText
from models.fields.choice_fields import ChoiceField, YesNoField
from models.fields.field import DeskField
from models.fields.text import count_of
from models.fields.text_fields import TextField
from models.records.record import Values
from tui.alliances.letters_screen import LettersInFront, LettersScreen
from tui.commands.outcome import note_of_marked
from tui.commands.records import edit
from tui.commands.replacing import may_replace
from tui.dialogs.ask import Confirm
from tui.forms.questions import FieldsScreen
from tui.workbench.workbench import Workbench

_REMEMBERED = "letters"


async def write_letters(bench: Workbench) -> None:
    """Offer the letters of the records in front, or of all, and write what is chosen."""
    section = bench.section
    wanted_first = section.marked() if section.written_to else []
    front = LettersInFront(wanted_first)
    await front.read(bench)
    while (choice := await bench.ask(LettersScreen(front))) is not None:
        if choice == "text":
            await _edit_text(bench, front)
        elif choice == "write" and await _write(bench, front):
            return
        await front.read(bench)


async def _edit_text(bench: Workbench, front: LettersInFront) -> None:
    """Open the words of the letter of the alliance in front; the desk's own to begin with."""
    maker, recipient = front.chosen.maker, front.recipient

    def look(books: Books) -> tuple[str, str | None]:
        writing = [recipient.alliance] if recipient else alliances_that_write(books)
        if not writing:
            raise Problem(
                "A letter goes out in the name of an alliance, and none is open here: add one on "
                "tab 2 first."
            )
        alliance = writing[0]
        found = books.find(LetterText, alliance=alliance, letter=maker.name)
        return alliance, str(found[0]["key"]) if found else None

    alliance, key = await bench.books.read(look)
    given: Values = {
        "alliance": alliance, "letter": maker.name, "subject": maker.subject, "text": maker.words,
    }  # fmt: skip
    await edit(bench, LetterText, key, None if key else given, attribute="text")


async def _ask_where(bench: Workbench, front: LettersInFront) -> tuple[bool, Path] | None:
    """Ask for the format as well: whether all go into one file, and the folder; None when left."""
    remembered = bench.remembered.get(_REMEMBERED, {})
    labels = {name: each.label for name, each in FORMATS.items()}
    fields: list[tuple[str, DeskField]] = [
        ("format", ChoiceField("Format", "What they will be opened with.", choices=labels,
                               required=True)),
        ("together", YesNoField("In one file", "n writes a file for each; y all into one.")),
        ("folder", TextField("Folder", "Where the files go.", required=True, longest=1000)),
    ]  # fmt: skip
    shown = {
        "format": labels[front.format],
        "together": "No" if front.format == "eml" else remembered.get("together", "No"),
        "folder": remembered.get("folder", str(Path.cwd())),
    }

    def check(texts: dict[str, str]) -> dict[str, str]:
        if kind_at(typed_path(texts["folder"])) != "folder":
            return {"folder": f"There is no folder {texts['folder']}. Name one that exists."}
        if texts["format"] == labels["eml"] and texts["together"] == "Yes":
            return {"together": "Mail drafts are one file each: a draft goes to one address."}
        return {}

    count = count_of(len(front.chosen.recipients), "letter")
    title = f"Write {count}: {front.chosen.maker.title}"
    completes = {"folder": folders_that_go_on}
    answer = await bench.ask(
        FieldsScreen(title, fields, shown, bench.today, check, at=2, completes=completes)
    )
    if answer is None:
        return None
    bench.remembered[_REMEMBERED] = answer
    front.format = next(name for name, label in labels.items() if label == answer["format"])
    return answer["together"] == "Yes", typed_path(answer["folder"])


async def _write(bench: Workbench, front: LettersInFront) -> bool:
    """Ask for the folder, write the letters, and note in the books that they were written."""
    chosen = front.chosen
    where = await _ask_where(bench, front)
    if where is None:
        return False
    together, folder = where
    may_keep = not bench.look_only

    def make(books: Books) -> list[Letter]:
        made = [compose(books, chosen.maker, each) for each in chosen.recipients]
        return with_references(books, made) if may_keep else made

    letters = await bench.books.read(make)
    files = files_of(letters, front.format, together=together)
    paths = [folder / each.name for each in files]
    replace_them = await may_replace(bench, *paths)
    if replace_them is None:
        return True
    contents = await asyncio.get_running_loop().run_in_executor(
        None, lambda: [content_of(each.letters, front.format) for each in files]
    )

    def write_all() -> None:
        for path, content in zip(paths, contents, strict=True):
            write_bytes(path, content, replace=replace_them)

    if may_keep:
        await bench.books.write(lambda store: keep(store, letters, write_all))
        bench.changed(frozenset({"letters"}))
    else:
        await asyncio.get_running_loop().run_in_executor(None, write_all)
    noted = await _note_after(bench, chosen, letters)
    _say_written(bench, letters, paths, noted)
    return True


async def _note_after(bench: Workbench, chosen: Wanted, letters: Sequence[Letter]) -> str:
    """Ask whether what went out is to be noted in the books; what was noted."""
    maker = chosen.maker
    after = maker.after
    sent = [each.recipient for each in letters if each.recipient.sends]
    if after is None or not sent or bench.look_only:
        return ""
    names = count_of(len(sent), maker.noun, maker.nouns) if len(sent) > 1 else sent[0].place
    question = after.asks.format(count=names)
    said = [f"{each.place}" for each in sent]
    if not await bench.ask(Confirm(question, said, "it was sent today")):
        return ""

    outcome = await bench.books.write(lambda store: after.does(store, sent))
    bench.changed(outcome.kinds)
    return outcome.label


def _say_written(
    bench: Workbench, letters: Sequence[Letter], paths: Sequence[Path], noted: str
) -> None:
    remarks = list(dict.fromkeys(remark for each in letters for remark in each.remarks))
    where = f"The file is {paths[0].absolute()}"
    if len(paths) > 1:
        where = f"The {len(paths)} files are in {paths[0].parent.absolute()}"
    told = f" {noted}." if noted else ""
    more = f" {remarks[0]}" if remarks else ""
    count = count_of(len(letters), "letter")
    bench.say(f"Wrote {count}.{told}{more} {where}", "warn" if remarks else "good")


async def note_answers(bench: Workbench) -> None:
    """Note that the letter under the cursor, or those that are marked, were answered today."""
    await note_of_marked(bench, note_answered_today)
