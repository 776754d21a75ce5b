"""The foot of the desk: the keys that work in the section in front, the most useful first."""

from __future__ import annotations

from collections.abc import Iterator

from tui.desk.trail import Stop
from tui.widgets.bars import KeyHint
from tui.workbench.command import LETTERS, Command, Here
from tui.workbench.running import why_not
from tui.workbench.workbench import FrontSection, Workbench


def footer_hints(bench: Workbench, back: Stop | None = None) -> list[KeyHint]:
    """The keys of the section in front, each with what it does and whether it can now.

    Esc leads `back` to where one was, where there is nothing else for it to do.
    """
    section, commands = bench.section, list(bench.section.commands)
    hints = _all_hints(bench, section, commands)
    told = _esc(section, back)
    return [*hints[:-1], *([KeyHint("Esc", told)] if told else []), *hints[-1:]]


def _esc(section: FrontSection, back: Stop | None) -> str:
    """Where Esc leads; empty where it does nothing."""
    if section.grid.marks:
        return "unmark"
    if section.wanted.words:
        return "all"
    if back is not None:
        return back.name
    return "all" if section.wanted.only is not None else ""


def _all_hints(
    bench: Workbench, section: FrontSection, commands: list[str | Here]
) -> list[KeyHint]:
    if bench.away:
        # Nothing can be set, so that no letter sets anything: the keys that look have the room.
        back = KeyHint(bench.keys.word("day"), "back to today")
        return [back, *_hints(bench, [each for each in commands if _looks(bench, each)])]
    if LETTERS not in commands:
        return list(_hints(bench, commands))
    at = commands.index(LETTERS)
    settable = not section.why_no_letter()
    # What stands before the letters works on the same cells as they do.
    before = [each._replace(works=settable) for each in _hints(bench, commands[:at])]
    after = [
        command
        for command in commands[at + 1 :]
        if not (settable and _key_of(bench, command) in section.letters)
    ]
    return [*before, *_letters(section, settable), *_hints(bench, after)]


def _letters(section: FrontSection, settable: bool) -> Iterator[KeyHint]:
    for letter, meaning in section.letters.items():
        yield KeyHint(letter, section.hints[meaning], settable)
    if section.number_hint:
        yield KeyHint("0-9", section.number_hint, settable)


def _looks(bench: Workbench, command: str | Here) -> bool:
    """Whether a command changes nothing, and is not at the foot of another day anyhow."""
    name = command.name if isinstance(command, Here) else command
    return name not in (LETTERS, "day") and not bench.keys.commands[name].changes_books


def _key_of(bench: Workbench, command: str | Here) -> str:
    name = command.name if isinstance(command, Here) else command
    return bench.keys.keys_of[name][0]


def _hints(bench: Workbench, commands: list[str | Here]) -> Iterator[KeyHint]:
    """The commands with their keys; those that need no room at the foot are left out."""
    for each in commands:
        here = each if isinstance(each, Here) else Here(each)
        command = bench.keys.commands[here.name]
        word = command.footer if here.word is None else here.word
        if word:
            works = not why_not(bench, command) or _awaits_rows(bench.section, command)
            yield KeyHint(bench.keys.word(here.name), word, works)


def _awaits_rows(section: FrontSection, command: Command) -> bool:
    """Whether a command only lacks the rows that are still being read."""
    return command.needs_record and not section.loaded
