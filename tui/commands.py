"""The commands of the desk, each declared once: identifier, key, footer text, help.

The footer, the help page, the palette, the README's table and remapping by the configuration are
all made from these declarations.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Command(NamedTuple):
    """A command: what `name` identifies in the configuration, the keys that call it by default.

    `footer` is the word beside the key at the foot of the screen, empty when it is not shown
    there; `help` says in a line what it does.
    """

    name: str
    keys: tuple[str, ...]
    footer: str
    help: str
    group: str = "list"


COMMANDS: tuple[Command, ...] = (
    Command("tab.today", ("0",), "", "Today: what needs attention now", "anywhere"),
    Command("tab.schools", ("1",), "", "Schools and people", "anywhere"),
    Command("tab.alliances", ("2",), "", "Alliances and their members", "anywhere"),
    Command("tab.workstreams", ("3",), "", "Workstreams and who does what", "anywhere"),
    Command("tab.policies", ("4",), "", "Policies and where each school stands", "anywhere"),
    Command("section.next", ("]",), "", "The next section of the tab", "anywhere"),
    Command("section.previous", ("[",), "", "The section before", "anywhere"),
    Command("part.next", ("tab",), "details", "Show the record's details, and come back"),
    Command(
        "view",
        ("v",),
        "views",
        "A question about the policies: v and its letter answer it",
        "anywhere",
    ),
    Command("filter", ("/",), "filter", "Filter as you type; Esc clears it"),
    Command("sort", ("s",), "sort", "Sort by the column of the cursor; again for the other way"),
    Command(
        "open", ("enter", "e"), "open", "Open the record; in a matrix: the choices of the cell"
    ),
    Command("add", ("a",), "add", "Add a record; where schools' policies stand: an approval"),
    Command(
        "repeat",
        (".",),
        "same",
        "The same approval again: its day and by whom; at the same school its minute and evidence",
    ),
    Command("remove", ("d",), "remove", "Remove the record, after saying what hangs on it"),
    Command(
        "mark", ("space",), "mark", "Mark the record or cell; commands then work on all marked ones"
    ),
    Command("mark.all", ("*",), "", "Mark all that are shown, or none; in a matrix of the column"),
    Command("set", ("=",), "set", "Set one field of all marked records"),
    Command(
        "join",
        ("m",),
        "move on",
        "Bring schools into an alliance, move members on along their path; let all schools of an "
        "alliance have settled in; from a meeting go on to who came and its actions; note that an "
        "action is done",
    ),
    Command("history", ("h",), "history", "Who changed this record, when, and what"),
    Command("export", ("x",), "export", "Export what is shown, or a summary"),
    Command("import", ("i",), "import", "Import schools or other records, or load a catalogue"),
    Command("undo", ("u",), "undo", "Take back the last change", "anywhere"),
    Command("redo", ("ctrl+r",), "", "Do again what was taken back", "anywhere"),
    Command(
        "day", ("t",), "", "Look at another day, as everything stood then; and back", "anywhere"
    ),
    Command("palette", ("ctrl+p",), "", "Every command, school and summary by name", "anywhere"),
    Command("help", ("?", "f1"), "help", "Help for what is in front of you", "anywhere"),
    Command(
        "repaint",
        ("ctrl+l",),
        "",
        "Paint the screen afresh, when something else has written on it",
        "anywhere",
    ),
    Command("quit", ("q", "ctrl+q"), "quit", "Leave the desk", "anywhere"),
)

GRID_KEYS: tuple[tuple[str, str], ...] = (
    ("arrows, PgUp, PgDn", "Move"),
    ("Home or g, End or G", "First and last row"),
)
"""The keys by which a grid moves; they are not remapped."""

FORM_KEYS: tuple[tuple[str, str], ...] = (
    ("Tab or Enter, Shift+Tab", "Next and previous field"),
    ("Down, Up", "Choose among what is offered; otherwise the next and previous field"),
    ("Ctrl+S or F2", "Save"),
    ("Ctrl+N", "Save and start the next one"),
    ("Ctrl+O", "New line, in a field of several lines"),
    ("Ctrl+Z", "Take back the last change in the field"),
    ("F1", "Help"),
    ("Esc", "Leave; asks only when something was typed"),
)
"""The keys of a form."""

TYPED = (
    ("Dates", "21/11/2026, 21-11-26, 21 nov 2026, 2026-11-21, today, +7, +2w, -3m, +1y, autumn 2"),
    ("Money", "420, 420.50, £1,159.20"),
    ("Yes or no", "y, n"),
    ("A school", "part of its name, or its URN, LAESTAB or UKPRN"),
)
"""What may be typed into fields."""

_KEY_WORDS = {
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "space": "Space",
    "f1": "F1",
    "equals_sign": "=",
    "slash": "/",
}


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
    """Which key calls which command, as declared or as the configuration has it."""

    def __init__(self, remapped: Mapping[str, str] | None = None) -> None:
        remapped = remapped or {}
        self.commands = {command.name: command for command in COMMANDS}
        self.keys_of = {
            command.name: (remapped[command.name],) if command.name in remapped else command.keys
            for command in COMMANDS
        }
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
