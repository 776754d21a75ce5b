"""The commands of the desk, each declared once: identifier, key, footer text, help.

The footer, the help page, the palette, the README's table and remapping by the configuration are
all made from these declarations.
"""

from __future__ import annotations

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
        "repeat", (".",), "same", "The same approval again: its day, by whom, minute and evidence"
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
        "Bring schools into an alliance, move members on along their path; from a meeting go on to "
        "who came and its actions; note that an action is done",
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
