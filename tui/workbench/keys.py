"""The keys: what they are called, and which command each runs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from data.files.configuration import Keys
from tui.workbench.command import Command

GRID_KEYS: tuple[tuple[str, str], ...] = (
    ("arrows, PgUp, PgDn", "Move"),
    ("Home, End", "First and last column"),
    ("Ctrl+Home, Ctrl+End", "First and last row; g and G as well"),
    ("Esc", "Undo one thing: first the marks, then the filter, then go back to where you were"),
    ("Shift+arrows", "Mark a block; a letter, or a, then works on all of it"),
)
"""The keys by which a grid moves; they are not remapped."""

FORM_KEYS: tuple[tuple[str, str], ...] = (
    ("Tab or Enter, Shift+Tab", "Next and previous field"),
    ("Down, Up", "Choose among what is offered; otherwise the next and previous field"),
    ("Ctrl+S or F2", "Save"),
    ("Ctrl+N", "Save and start the next one"),
    ("Ctrl+O", "New line, in a field of several lines"),
    ("Ctrl+Z", "Undo the last change in the field"),
    ("F1", "Help"),
    ("Esc", "Leave; asks only when something was typed"),
)
"""The keys of a form."""

TYPED = (
    ("Dates", "21/11/2026, 21-11-26, 21 nov 2026, 2026-11-21, today, +7, +2w, -3m, +1y, autumn 2"),
    ("Money", "420, 420.50, £1,159.20"),
    ("Yes or no", "y, n"),
    ("A school", "part of its name, or its URN, LAESTAB or UKPRN"),
    ("A filter", "words, phase:primary, late:>1, due:<31/12/2026; Ctrl+S saves it by a name"),
)
"""What may be typed into fields, for the help page."""

_KEY_WORDS = {
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "backspace": "Backspace",
    "ctrl+right": "Ctrl+→",
    "space": "Space",
    "f1": "F1",
    "equals_sign": "=",
    "slash": "/",
}
_COMMAND_IN_BRACES = r"\{([\w.]+)\}"


def key_word(key: str) -> str:
    """A key as people call it: "ctrl+r" becomes "Ctrl+R"."""
    if key in _KEY_WORDS:
        return _KEY_WORDS[key]
    if key.startswith("ctrl+"):
        return f"Ctrl+{key[5:].upper()}"
    if key[:1] == "f" and key[1:].isdecimal():
        return key.upper()
    return key


class KeyMap:
    """Which key calls which of the commands, as declared or as the configuration has it."""

    def __init__(
        self, commands: Iterable[Command], remapped: Mapping[str, Keys] | None = None
    ) -> None:
        remapped = remapped or {}
        self.commands = {command.name: command for command in commands}
        self.keys_of: dict[str, tuple[str, ...]] = {}
        for name, command in self.commands.items():
            keys = remapped.get(name, command.keys)
            self.keys_of[name] = (keys,) if isinstance(keys, str) else keys
        self._by_key = {key: name for name, keys in self.keys_of.items() for key in keys}

    def command_for(self, key: str, character: str | None) -> str | None:
        """The name of the command that this key calls."""
        found = self._by_key.get(key)
        if found is None and character is not None:
            found = self._by_key.get(character)
        return found

    def word(self, name: str) -> str:
        """The first key of a command, as people call it."""
        return key_word(self.keys_of[name][0])

    def fill_in(self, text: str) -> str:
        """The text with the key of each command that it names in braces, such as {undo}."""
        return re.sub(_COMMAND_IN_BRACES, lambda found: self.word(found[1]), text)
