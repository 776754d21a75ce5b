"""The help page, made from the declared commands and what is in front."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from tui.dialogs.ask import Show
from tui.sections.view import VIEWS
from tui.widgets.canvas import Words
from tui.workbench.keys import FORM_KEYS, GRID_KEYS, TYPED, key_word
from tui.workbench.workbench import HelpPart, Workbench


async def show_help(bench: Workbench) -> None:
    """Show what works in front of the user."""
    await bench.ask(Show("Help", help_lines(bench)))


def help_lines(bench: Workbench) -> list[Words]:
    """What works in front of the user, then what works anywhere, then forms and words."""
    keys = bench.keys
    parts: list[HelpPart] = [*bench.section.help]
    for group, title in (("list", "In a list"), ("anywhere", "Anywhere but in a field")):
        rows = [
            (", ".join(key_word(key) for key in keys.keys_of[command.name]), command.help)
            for command in keys.commands.values()
            if command.group == group
        ]
        parts.append((title, [*GRID_KEYS, *rows] if group == "list" else rows))
    parts += [
        (
            f"What {keys.word('view')} asks for, and the letter that answers it",
            [(maker.key, maker.question) for maker in VIEWS.values()],
        ),
        ("In a form", FORM_KEYS),
        ("What may be typed", TYPED),
    ]
    return list(_lines(parts))


def _lines(parts: Iterable[HelpPart]) -> Iterable[Words]:
    """The parts as lines, folded for the narrowest terminal."""
    for title, rows in parts:
        yield [("", "")]
        yield [(f" {title}", "strong")]
        for keys, text in rows:
            for number, part in enumerate(textwrap.wrap(text, 52) or [""]):
                yield [(f"   {keys if number == 0 else '':<24}", "info"), (part, "")]
