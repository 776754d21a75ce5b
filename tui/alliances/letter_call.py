"""The verb `letter`: letters as files, or as text on the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from data.files.typed_paths import typed_path
from data.problems import Problem, WrongCall
from models.fields.text import count_of, folded, nearest
from tui.command_line import calls
from tui.command_line.calls import Call, note, say, say_lines

if TYPE_CHECKING:
    from data.letters.declaring import LetterMaker
    from data.letters.files import LetterFile
    from data.letters.letter import Letter, Recipient
    from data.store.store import Store


def letter(call: Call) -> int:
    """A letter to whoever it concerns; without a name the letters and to how many they would go."""
    if not call.words:
        return _list_letters(call)
    from data.letters.registry import LETTERS

    name = call.next_word("LETTER")
    call.no_more()
    if name not in LETTERS:
        near = nearest(name.lower(), list(LETTERS))
        meant = f"Did you mean {near}?" if near else "List them: alliance letter"
        raise WrongCall(f"There is no letter called “{calls.clean(name)}”. {meant}")
    maker = LETTERS[name]
    output = call.options.output
    if output in (None, "-"):
        return _read(call, maker)
    return _write(call, maker, typed_path(output))


def _list_letters(call: Call) -> int:
    from data.letters.memberships.wanted import all_wanted

    with call.open() as store:
        found = all_wanted(store, alliance=_alliance(call, store))
    widest = max(len(each.maker.name) for each in found)
    titles = max(len(each.maker.title) for each in found)
    for each in found:
        say(f"{each.maker.name:<{widest}}  {each.maker.title:<{titles}}  {each.words}")
    return 0


def _read(call: Call, maker: LetterMaker) -> int:
    """Say the letters as text: nothing is kept of a letter that was only looked at."""
    chosen = call.options.format or "text"
    if chosen in ("docx", "pdf", "eml"):
        raise WrongCall(
            f"Name a folder for {chosen}, such as: alliance letter {maker.name} --format {chosen} "
            "--output letters"
        )
    from data.letters.files import content_of

    with call.open() as store:
        letters = _letters(call, store, maker)
    if chosen == "text" and calls.width() is not None:
        from data.letters.writers.text import as_text

        say_lines([line for each in letters for line in [*as_text(each).split("\n"), ""]])
    elif letters:
        calls.say_bytes(content_of(letters, chosen))
    _say_remarks(letters)
    return 0


def _write(call: Call, maker: LetterMaker, output: Path) -> int:
    """Write the letters into a folder, a file each, or into one file; each is kept in the books."""
    from data.files.safe_files import write_bytes
    from data.letters.alliances.keeping import keep, with_references
    from data.letters.files import content_of, files_of

    chosen = _format_of(call, output)
    with call.open(changes=not call.read_only) as store:
        letters = _letters(call, store, maker)
        if not letters:
            return 0
        may_keep = not store.read_only
        if may_keep:
            letters = with_references(store, letters)
        files = files_of(letters, chosen, together=call.options.together or not output.is_dir())
        places = _places(files, output)
        _refuse_what_is_there(call, places)
        contents = [content_of(each.letters, chosen) for each in files]

        def write() -> None:
            for path, content in zip(places, contents, strict=True):
                write_bytes(path, content, replace=call.options.force)

        if may_keep:
            keep(store, letters, write)
        else:
            write()
            note("The books can only be read, so these letters have no reference and are not kept.")
    where = str(places[0]) if len(places) == 1 else f"{len(places)} files in {output}"
    note(f"Wrote {count_of(len(letters), 'letter')}: {where}.")
    _say_remarks(letters)
    return 0


def _format_of(call: Call, output: Path) -> str:
    """The format that is named, or the one of the file's ending, or Word."""
    from data.letters.files import FORMATS

    if call.options.format:
        return str(call.options.format)
    ending = output.suffix.lower()
    return next((name for name, each in FORMATS.items() if each.suffix == ending), "docx")


def _places(files: Sequence[LetterFile], output: Path) -> list[Path]:
    if output.is_dir():
        return [output / each.name for each in files]
    if not output.suffix:
        raise WrongCall(
            f"There is no folder {output}. Make it first, or name a file such as {output}.pdf."
        )
    return [output]


def _refuse_what_is_there(call: Call, places: Sequence[Path]) -> None:
    there = [path for path in places if path.exists()]
    if there and not call.options.force:
        more = f" (and {len(there) - 1} more)" if len(there) > 1 else ""
        raise Problem(
            f"{there[0]}{more} exists already: choose another folder, or say that it may be "
            "replaced (--force). Nothing was written."
        )


def _letters(call: Call, store: Store, maker: LetterMaker) -> list[Letter]:
    from data.letters.alliances.composing import compose
    from data.letters.memberships.wanted import wanted

    alliance = _alliance(call, store)
    found = wanted(store, maker, alliance=alliance)
    recipients = list(found.recipients)
    if call.options.to:
        everybody = wanted(store, maker, alliance=alliance, anybody=True).recipients
        recipients = [each for name in call.options.to for each in _named(store, name, everybody)]
    if not recipients:
        if found.problems:
            raise Problem(" ".join(found.problems))
        note(f"{maker.title}: nobody needs it now.")
    return [compose(store, maker, each) for each in recipients]


def _named(store: Store, name: str, everybody: Sequence[Recipient]) -> list[Recipient]:
    """The schools of this name, URN, or beginning of one; raises WrongCall when there is none."""
    from models.schools.school import School

    wanted = folded(name.strip())
    if wanted.isdigit():
        codes = [str(each["key"]) for each in store.find(School, urn=name.strip())]
        found = [each for each in everybody if each.school in codes]
    else:
        names = [(folded(each.place), folded(each.addressee.name), each) for each in everybody]
        found = [each for place, person, each in names if wanted in (place, person)] or [
            each for place, person, each in names
            if place.startswith(wanted) or person.startswith(wanted)
        ]  # fmt: skip
    places = dict.fromkeys(each.place for each in found)
    if len(places) == 1:
        return found
    among = list(places) or list(dict.fromkeys(each.place for each in everybody))
    said = "is not one of those it could go to" if not places else "may be several"
    raise WrongCall(f"“{calls.clean(name)}” {said}: {', '.join(among[:12])}.")


def _alliance(call: Call, store: Store) -> str | None:
    if not call.options.alliance:
        return None
    from data.tables.finding import find_one
    from models.alliances.alliance import Alliance

    return find_one(store, Alliance, call.options.alliance)


def _say_remarks(letters: Sequence[Letter]) -> None:
    for remark in dict.fromkeys(remark for each in letters for remark in each.remarks):
        note(remark)
