"""What the desk does, the command line does too: or it is said why not."""

from __future__ import annotations

import pytest

from tui.command_line.parsing import make_parser
from tui.command_line.verbs import all_verbs
from tui.workbench.command import COMMANDS

LEAVES = {leaf.name: leaf for verb in all_verbs() for leaf in verb.leaves}

MOVES_CURSOR = "moves the cursor"
SHOWS = "changes what the screen shows, and nothing else"
TERMINAL = "is about the terminal"
SELECTS = "chooses what commands work on; a verb names it, or narrows with --where"

THE_SAME: dict[str, tuple[str, ...]] = {
    "filter": ("list --where",),
    "open": ("show", "set"),
    "add": ("add", "mark"),
    "add.below": ("add",),
    "remove": ("remove",),
    "set": ("set --where",),
    "join": ("move", "add", "set"),
    "decline": ("move",),
    "credit": ("move",),
    "history": ("history",),
    "export": ("export", "list --format"),
    "export.all": ("export --all",),
    "view": ("export",),
    "letter": ("letter",),
    "import": ("import",),
    "undo": ("undo", "history --undo"),
    "log": ("history --as-commands",),
    "redo": ("redo", "history --redo"),
    "help": ("help",),
    "palette": ("help", "list", "export"),
}
"""By the name of a command of the desk the verbs, with their options, that do the same."""

NOT_HERE: dict[str, str] = {
    "section.next": MOVES_CURSOR,
    "section.previous": MOVES_CURSOR,
    "section.choose": MOVES_CURSOR,
    "back": MOVES_CURSOR,
    "follow": MOVES_CURSOR,
    "part.next": MOVES_CURSOR,
    "asking.next": MOVES_CURSOR,
    "asking.previous": MOVES_CURSOR,
    "direction": MOVES_CURSOR,
    "sort": SHOWS,
    "sort.also": SHOWS,
    "columns": SHOWS,
    "alliance.next": SHOWS,
    "alliance.previous": SHOWS,
    "base": SHOWS,
    "repaint": TERMINAL,
    "copy": TERMINAL,
    "copy.row": TERMINAL,
    "copy.table": TERMINAL,
    "quit": TERMINAL,
    "mark": SELECTS,
    "mark.all": SELECTS,
    "mark.asking": SELECTS,
    "pick": SELECTS,
    "day": "is the option --today, which stands before every verb",
    "repeat": "repeats what was typed before; a script says it whole each time",
}
"""Why a command of the desk has no verb, in plain words."""


@pytest.mark.parametrize("command", [each.name for each in COMMANDS])
def test_every_command_of_the_desk_has_its_verb_or_a_reason(command: str) -> None:
    assert (command in THE_SAME) != (command in NOT_HERE), (
        f"Say which verb does what {command} does at the desk, or why none does."
    )


def test_no_command_is_told_of_that_the_desk_does_not_have() -> None:
    assert {*THE_SAME, *NOT_HERE} <= {each.name for each in COMMANDS}
    assert all(NOT_HERE.values())


@pytest.mark.parametrize("called", sorted({verb for verbs in THE_SAME.values() for verb in verbs}))
def test_what_does_the_same_is_a_verb_with_that_option(called: str) -> None:
    verb, _, option = called.partition(" ")
    assert verb in LEAVES
    assert not option or option in [each.name for each in LEAVES[verb].options]
    assert make_parser().parse_args([verb]).verb == verb
