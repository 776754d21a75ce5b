"""The commands of the desk, each declared once: identifier, key, footer text, help, what runs it.

The footer, the help page, the palette, the README's table and remapping by the configuration are
all made from these declarations. The commands that go to a tab are declared with the tabs.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import NamedTuple, cast

from models.records.record import Deed

Runner = Callable[..., Awaitable[None]]
"""The function that runs a command, called with the workbench."""


class Command(NamedTuple):
    """A command: what `name` identifies in the configuration, the keys that call it by default.

    `footer` is the word beside the key at the foot of the screen, empty when it is not shown
    there; `help` says in a line what it does. `runs` is what runs it, or where that is found
    ("tui.commands.lists:sort"), so that it is loaded when it is first called; empty where each
    section that has it runs it in its own way. `deed` is what it does to a record, which some
    kinds do not have done by hand. `elsewhere` is said in a section that has no such command.
    """

    name: str
    keys: tuple[str, ...]
    footer: str
    help: str
    group: str = "list"
    runs: str | Runner = ""
    changes_books: bool = False
    needs_record: bool = False
    needs_columns: bool = False
    deed: Deed | None = None
    elsewhere: str = ""


_IN_MATRIX = "That is for matrices, where a letter sets each cell: those of tabs 2 to 4."

COMMANDS: tuple[Command, ...] = (
    Command(
        "section.next", ("]",), "", "The next section of the tab", "anywhere",
        runs="tui.desk.going:go_to_next_section",
    ),
    Command(
        "section.previous", ("[",), "", "The section before", "anywhere",
        runs="tui.desk.going:go_to_previous_section",
    ),
    Command(
        "section.choose", ("\\",), "", "Any section of the tab, by its letter", "anywhere",
        runs="tui.desk.choosing_sections:choose_section",
    ),
    Command(
        "back", ("backspace",), "", "Back to where you were, with its cursor and its filter",
        "anywhere", runs="tui.desk.going:go_back",
    ),
    Command(
        "follow", ("o",), "", "Go to the record that the cell names; Esc comes back",
        runs="tui.desk.going:follow", needs_record=True,
    ),
    Command(
        "part.next", ("tab",), "details", "Show the record's details, and come back",
        runs="tui.desk.going:go_into_details_and_back",
    ),
    Command(
        "view", ("v",), "views", "Views: lists that answer a question, each by its letter",
        "anywhere", runs="tui.commands.views:choose_view",
    ),
    Command(
        "filter", ("/",), "filter", "Filter as you type; Esc clears it",
        runs="tui.desk.going:begin_filter",
    ),
    Command(
        "sort", ("s",), "sort", "Sort by the column of the cursor; again for the other way",
        runs="tui.commands.lists:sort", needs_columns=True,
    ),
    Command(
        "sort.also", ("S",), "", "Sort by this column as well, where the others are the same",
        runs="tui.commands.lists:sort_also", needs_columns=True,
    ),
    Command(
        "copy", ("y",), "", "Copy the cell to the clipboard of your terminal, over SSH as well",
        runs="tui.commands.copying:copy_cell", needs_record=True, needs_columns=True,
    ),
    Command(
        "copy.row", ("Y",), "", "Copy the row, or all marked rows, as a spreadsheet takes it",
        runs="tui.commands.copying:copy_row", needs_record=True, needs_columns=True,
    ),
    Command(
        "copy.table", ("ctrl+y",), "",
        "Copy the whole table, or the marked rows: for a spreadsheet, as CSV or Markdown",
        runs="tui.commands.copying:copy_table",
    ),
    Command(
        "columns", ("C",), "", "Choose the columns of a list, their order and their widths",
        runs="tui.desk.choosing_columns:choose_columns", needs_columns=True,
    ),
    Command(
        "open", ("enter", "e"), "open", "Open the record; in a matrix: the choices of the cell",
        runs="tui.commands.records:open_record", needs_record=True, needs_columns=True,
        # To open an entry that stays as it is, is to add one that corrects it.
        deed="added",
    ),
    Command(
        "add", ("a",), "add", "Add a record; where schools' policies stand: an approval",
        runs="tui.commands.records:add_record", changes_books=True, needs_columns=True,
        deed="added",
    ),
    Command(
        "add.below", ("+",), "add", "Add to the second list under a list, such as a booking",
        runs="tui.commands.parts:add_below", changes_books=True,
        elsewhere="{add.below} adds to a second list under a list: such as bookings, tab 3.",
    ),
    Command(
        "repeat", (".",), "same",
        "The same approval again: its day and by whom; at the same school its minute and evidence",
        changes_books=True, needs_columns=True,
        elsewhere="The same approval again is for schools' policies: those of tab 4, or v.",
    ),
    Command(
        "remove", ("d",), "remove", "Remove the record, after saying what depends on it",
        runs="tui.commands.records:remove_records", changes_books=True, needs_record=True,
        deed="removed",
    ),
    Command(
        "mark", ("space",), "mark",
        "Mark the record or cell; commands then work on all marked ones",
        runs="tui.commands.lists:mark", needs_record=True, needs_columns=True,
    ),
    Command(
        "mark.all", ("*",), "", "Mark all that are shown, or none; in a matrix of the column",
        runs="tui.commands.lists:mark_all", needs_columns=True,
    ),
    Command(
        "mark.asking", ("!",), "", "Mark what asks for something in the row; again: unmark",
        runs="tui.commands.cells:mark_asking", needs_record=True, needs_columns=True,
        elsewhere=_IN_MATRIX,
    ),
    Command(
        "pick", (";",), "",
        "Pick cells of the row by letters, what asks for something first; then all of them at once",
        runs="tui.commands.picking:pick", needs_record=True, needs_columns=True,
        elsewhere=_IN_MATRIX,
    ),
    Command(
        "set", ("=",), "set", "Set one field of all marked records",
        runs="tui.commands.records:set_field", changes_books=True, needs_record=True,
        deed="changed",
    ),
    Command(
        "join", ("m",), "move on",
        "Go on with the record: a school into an alliance, a member along its path, a meeting to "
        "who came and its actions, an action to done, an event, support, an invoice to its payment",
        changes_books=True, needs_record=True,
        elsewhere="{join} brings schools into an alliance: mark them on tab 1 with {mark}, and "
        "press {join} there. On a member (tab 2, {section.next}) it moves on.",
    ),
    Command(
        "asking.next", (">",), "", "The next cell that asks for something",
        runs="tui.commands.cells:go_to_next", needs_columns=True, elsewhere=_IN_MATRIX,
    ),
    Command(
        "asking.previous", ("<",), "", "The cell before that asks for something",
        runs="tui.commands.cells:go_to_previous", needs_columns=True, elsewhere=_IN_MATRIX,
    ),
    Command(
        "direction", ("ctrl+right",), "", "After a letter go right instead of down, or down again",
        runs="tui.commands.cells:turn", needs_columns=True, elsewhere=_IN_MATRIX,
    ),
    Command(
        "alliance.next", ("}",), "", "The next alliance, where a matrix is of one of several",
        elsewhere="Another alliance is shown in the matrices of alliances: who does what (tab 3, "
        "{section.next}) and attendance (tab 2, {section.next}).",
    ),
    Command(
        "alliance.previous", ("{",), "", "The alliance before, where a matrix is of one of several",
        elsewhere="Another alliance is shown in the matrices of alliances: who does what (tab 3, "
        "{section.next}) and attendance (tab 2, {section.next}).",
    ),
    Command(
        "decline", ("n",), "declines",
        "Record that whoever is asked declines, or that it does not go on",
        changes_books=True, needs_record=True,
        elsewhere="Nobody is asked here. Support is on tab 3: {section.next} leads to Deployments.",
    ),
    Command(
        "credit", ("c",), "credit note", "Take an invoice back by a credit note",
        changes_books=True, needs_record=True,
        elsewhere="Credit notes are of invoices: tab 3, {section.next} leads to them.",
    ),
    Command(
        "base", ("b",), "", "In engagement: a share of the members only, or of the whole area",
        elsewhere="{base} is for engagement, tab 3: what the rates are shares of.",
    ),
    Command(
        "history", ("h",), "history", "Who changed this record, when, and what",
        runs="tui.commands.records:show_history", needs_record=True,
    ),
    Command(
        "export", ("x",), "export", "Export what is shown, or a summary",
        runs="tui.commands.exporting:export_shown",
    ),
    Command(
        "export.all", ("X",), "", "Make the standing exports that the configuration names",
        "anywhere", runs="tui.commands.standing_exports:make_standing_exports",
    ),
    Command(
        "letter", ("l",), "letters",
        "Letters: to sign, reminders, invitations, minutes; for those that are marked or for all",
        "anywhere", runs="tui.alliances.letters:write_letters",
    ),
    Command(
        "import", ("i",), "import", "Import schools or other records, or load a catalogue",
        runs="tui.commands.importing:import_records", changes_books=True,
    ),
    Command(
        "undo", ("u",), "undo", "Undo the last change", "anywhere",
        runs="tui.commands.undoing:undo", changes_books=True,
    ),
    Command(
        "redo", ("ctrl+r",), "", "Redo what was undone", "anywhere",
        runs="tui.commands.undoing:redo", changes_books=True,
    ),
    Command(
        "log", ("ctrl+g",), "", "What was done, as alliance lines to use again in a script",
        "anywhere", runs="tui.commands.command_log:show_command_log",
    ),
    Command(
        "day", ("t",), "", "Look at another day, as everything stood then; and back", "anywhere",
        runs="tui.desk.another_day:look_at_a_day",
    ),
    Command(
        "palette", ("ctrl+p",), "", "Every command, school and summary by name", "anywhere",
        runs="tui.desk.palette:choose_by_name",
    ),
    Command(
        "help", ("?", "f1"), "help", "Help for what is in front of you", "anywhere",
        runs="tui.commands.help_page:show_help",
    ),
    Command(
        "repaint", ("ctrl+l",), "",
        "Paint the screen afresh, when something else has written on it", "anywhere",
        runs="tui.desk.going:repaint",
    ),
    Command(
        "quit", ("q", "ctrl+q"), "quit", "Leave the desk", "anywhere",
        runs="tui.desk.going:quit_desk",
    ),
)  # fmt: skip


class Here(NamedTuple):
    """A command as a section has it, where that is not what it is in most.

    `word` stands at the foot instead of the command's own; an empty one leaves it out there.
    `runs` runs it here. One that does not work `here` is shown dim, and `Section.elsewhere` says
    why. `help` says what it does here, where that is less than what it does in all sections.
    """

    name: str
    word: str | None = None
    runs: str = ""
    works: bool = True
    help: str = ""


LETTERS = "letters"
"""Stands among a section's commands where the letters that set its cells come at the foot.

What stands before it works on the same cells as they do.
"""


def hidden(*names: str) -> tuple[Here, ...]:
    """Commands that work in a section, but need no room at its foot."""
    return tuple(Here(name, "") for name in names)


def runner_of(runs: str | Runner) -> Runner:
    """The function that runs a command, loaded now when it is not yet."""
    if callable(runs):
        return runs
    module, _, function = runs.partition(":")
    return cast(Runner, getattr(import_module(module), function))
