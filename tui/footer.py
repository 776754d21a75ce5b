"""The foot of the desk: the keys that work in the section in front, those that matter first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from models.alliances import Alliance, Membership
from models.meetings import Action, Meeting
from models.records import Record
from tui import actions
from tui.bars import KeyHint
from tui.matrix_sections import LetteredSection, MatrixSection, holds_policies
from tui.views import ViewSection

if TYPE_CHECKING:
    from tui.desk import Desk

_ORDER = ("open", "add", "join", "filter", "view", "undo", "remove", "mark", "set", "sort",
          "export", "import", "history", "part.next", "quit", "help")  # fmt: skip

_FIRST: Mapping[type[Record], tuple[str, ...]] = {
    Membership: ("open", "add", "join", "export", "filter", "mark", "undo"),
}
"""What stands before the usual order in the lists of some kinds: a narrow foot ends early."""

_CALLED: Mapping[type[Record], Mapping[str, str]] = {
    Membership: {"join": "move on", "export": "letter"},
    Alliance: {"join": "settle in"},
    Meeting: {"join": "who came"},
    Action: {"join": "done"},
}
"""What a command does in the lists of some kinds, where that is not what it does in others."""

_NOT_IN_MATRIX = frozenset({"set", "mark", "remove", "add", "import", "history"})


def keys_that_work(desk: Desk) -> list[KeyHint]:
    """The keys of the section in front, each with what it does and whether it can now."""
    hints = []
    section = desk.section
    left_out = frozenset({"repeat"})
    if isinstance(section, LetteredSection):
        works = not actions.why_no_letter(desk)
        if works:
            names_of = desk.keys.keys_of.items()
            left_out |= {name for name, keys in names_of if keys[0] in section.letters}
        if holds_policies(section):
            left_out |= {"add"}
            for name, word in (("add", "approve"), ("repeat", "same")):
                hints.append(KeyHint(desk.keys.word(name), word, works))
        hints += [
            KeyHint(letter, section.hints[meaning], works)
            for letter, meaning in section.letters.items()
        ]
    if isinstance(section, MatrixSection):
        left_out |= _NOT_IN_MATRIX
    elif isinstance(section, ViewSection) and section.record is None:
        left_out |= _NOT_IN_MATRIX - {"mark"}
    # In a matrix its letters come first, and its keys are those of every matrix.
    listed = None if isinstance(section, (MatrixSection, ViewSection)) else section.record
    called = _CALLED.get(listed, {}) if listed else {}
    if "join" not in called:
        left_out |= {"join"}
    order = list(dict.fromkeys((*(_FIRST.get(listed, ()) if listed else ()), *_ORDER)))
    for name in order:
        if name not in left_out:
            works = not actions.why_not(desk, name)
            text = called.get(name, desk.keys.commands[name].footer)
            hints.append(KeyHint(desk.keys.word(name), text, works))
    return hints
