"""The help page, made from the declared commands and what is in front."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import groupby

from tui.commands.views import in_groups
from tui.dialogs.help import Help, Told
from tui.sections.view import VIEWS
from tui.widgets.canvas import Spot, Words
from tui.workbench.command import LETTERS, Here
from tui.workbench.keys import FORM_KEYS, GRID_KEYS, TYPED, key_word
from tui.workbench.workbench import HelpPart, Workbench


async def show_help(bench: Workbench) -> None:
    """Show what works in front of the user; a command whose line is clicked or entered is run."""
    chosen = await bench.ask(Help(f"Help: {bench.section.label}", help_lines(bench)))
    if chosen is not None:
        bench.run_command(chosen)


_MOST_KEYS = 10
_ELSEWHERE = re.compile("; in a matrix|; where ")
"""Before what a command does in other sections."""
_HERE, _IN_A_LIST, _ANYWHERE = "Keys that matter here", "In a list", "Anywhere but in a field"
_KEYS = (_HERE, _IN_A_LIST, _ANYWHERE)
"""The parts whose lines name keys that work in front of the user."""


def _help_here(bench: Workbench, here: Here) -> str:
    """What a command does in the section in front, without what it does in others."""
    return here.help or _ELSEWHERE.split(bench.keys.commands[here.name].help)[0]


def _keys_that_matter(bench: Workbench) -> list[tuple[str, str]]:
    """The keys that are needed most here, in words."""
    keys, section = bench.keys, bench.section
    rows: list[tuple[str, str]] = []
    for each in section.commands:
        here = _as_here(each)
        if here is None:
            rows += _letters_that_matter(bench)
            continue
        command = keys.commands[here.name]
        if here.works and (here.word or (here.word is None and command.footer)):
            rows.append((keys.word(here.name), _help_here(bench, here)))
    rows += [(keys.word(name), keys.commands[name].help) for name in ("palette", "day")]
    return list(dict.fromkeys(rows))[:_MOST_KEYS]


def _letters_that_matter(bench: Workbench) -> list[tuple[str, str]]:
    """The letters that set cells, all in a line, and what has them set many."""
    section, keys = bench.section, bench.keys
    said = ", ".join(section.hints[meaning] for meaning in section.letters.values())
    rows = [(" ".join(section.letters), f"Set the cell, and go on: {said}")]
    if section.grid.cell_columns:
        rows.append(GRID_KEYS[-1])
        rows += [
            (keys.word(name), keys.commands[name].help)
            for name in ("pick", "mark.asking", "asking.next", "direction")
            if section.use_of(name) is not None
        ]
    return rows


def _as_here(each: str | Here) -> Here | None:
    if isinstance(each, Here):
        return each
    return None if each == LETTERS else Here(each)


def help_lines(bench: Workbench) -> list[Words]:
    """The help: commands of the section in front, general commands, forms, and words."""
    keys = bench.keys
    parts: list[HelpPart] = [*bench.section.help]
    # Of an answer the question comes first.
    keys_at = 1 if bench.section.label.startswith("View") else 0
    parts.insert(keys_at, (_HERE, _keys_that_matter(bench)))
    for group, title in (("list", _IN_A_LIST), ("anywhere", _ANYWHERE)):
        rows = [
            (", ".join(key_word(key) for key in keys.keys_of[command.name]), command.help)
            for command in keys.commands.values()
            if command.group == group
        ]
        parts.append((title, [*GRID_KEYS, *rows] if group == "list" else rows))
    parts += [
        *_questions(bench),
        ("In a form", FORM_KEYS),
        ("What may be typed", TYPED),
    ]
    told = {each.help: Told(each.name) for each in keys.commands.values()}
    for each in filter(None, map(_as_here, bench.section.commands)):
        told[_help_here(bench, each)] = Told(each.name)
    return list(_lines(parts, told))


def _questions(bench: Workbench) -> Iterable[HelpPart]:
    """The questions of views with the letters that they have in their own tabs, by subject."""
    asked = in_groups([(each.key, each) for each in VIEWS.values()], bench.subjects)
    for heading, group in groupby(asked, key=lambda each: each[1].heading):
        title = f"What {bench.keys.word('view')} answers of: {heading}"
        yield title, [(letter, maker.question) for letter, maker in group]


def _lines(parts: Iterable[HelpPart], told: Mapping[str, Told]) -> Iterable[Words]:
    """The parts as lines, which are folded for the terminal that there is.

    A click on one by which a command is `told` takes that.
    """
    for title, rows in parts:
        yield [("", "")]
        yield [(f" {title}", "strong")]
        for keys, text in rows:
            # What a line names may be too long for its column.
            style = "key" if title in _KEYS else "info"
            line: Words = [(f"   {keys:<23} ", style), (text, "")]
            yield [Spot.of(word, told[text]) for word in line] if text in told else line
