"""What each command does, and why it cannot run now; commands are declared in `tui.commands`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from data.problems import Problem
from models.alliances import Alliance, Membership, Step
from models.meetings import Action as MeetingAction
from models.meetings import Meeting
from models.policies import Review
from models.records import Deed, Record
from models.schools import School
from tui.commands import COMMANDS
from tui.filter_line import FilterLine
from tui.matrix_sections import MatrixSection, holds_policies
from tui.sections import TodaySection
from tui.views import ViewSection

if TYPE_CHECKING:
    from datetime import date

    from data.configuration import Configuration
    from data.store import Store
    from tui.desk import Desk

__all__ = [
    "ACTIONS",
    "key_map",
    "look_after_store",
    "look_for_changes",
    "turn_the_day",
    "why_no_letter",
    "why_not",
    "widen",
]

Action = Callable[["Desk"], Awaitable[None]]


def why_not(desk: Desk, name: str) -> str:
    """Why a command cannot run now, in words; empty when it can."""
    section = desk.section
    changes = name in ("add", "repeat", "remove", "set", "join", "import", "undo", "redo")
    if changes and desk.look_only:
        return f"{desk.look_only}, so nothing can be changed."
    if isinstance(section, TodaySection) and name in (
        "add", "repeat", "remove", "set", "mark", "mark.all", "sort", "import", "history"
    ):  # fmt: skip
        return "Open a line with Enter first: that works on the list behind it."
    if name in ("add", "repeat", "mark", "mark.all", "open", "sort") and _lacks_columns(desk):
        return section.empty
    if name in ("add", "repeat") and holds_policies(section) and section.grid.cursor_key:
        return why_no_letter(desk)
    if name == "repeat":
        return "The same approval again is for schools' policies: those of tab 4, or v."
    if isinstance(section, ViewSection) and section.record is None:
        if name in ("add", "remove", "set", "import"):
            return "A view only answers. The lists are the other sections: [ and ]."
        stands_for_none = bool(len(section.grid.source)) and not section.grid.cursor_key
        if stands_for_none and name in ("open", "mark", "history"):
            return "This row stands for no record that could be opened."
    if never := _why_not_by_hand(desk, name):
        return never
    if name in ("open", "remove", "set", "join", "mark", "history") and not section.grid.cursor_key:
        if isinstance(section, TodaySection):
            return "Nothing needs attention. 1 leads to the schools, 4 to the policies."
        return "There is nothing here to work on. a adds something, Esc clears a filter."
    goes_on = (School, Alliance, Membership, Meeting, MeetingAction)
    if name == "join" and section.record not in goes_on:
        return _how_to_go_on(desk)
    if isinstance(section, MatrixSection) and name in ("set", "remove", "add"):
        return "In a matrix a letter sets the cell. The lists are the other sections: [ and ]."
    return ""


def _how_to_go_on(desk: Desk) -> str:
    """Where the key of the path works, and on what."""
    mark, join = desk.keys.word("mark"), desk.keys.word("join")
    return (
        f"{join} brings schools into an alliance: mark them on tab 1 with {mark}, and press {join} "
        f"there. On a member (tab 2, {desk.keys.word('section.next')}) it moves on."
    )


_DONE_BY: dict[str, Deed] = {
    "add": "added",
    "open": "added",
    "set": "changed",
    "remove": "removed",
}
"""What a command does to a record; to open an entry that stands is to add one that corrects it."""

INSTEAD: dict[type[Record], str] = {
    Review: "A review stands as it is. {open} corrects or withdraws it, with another entry.",
    Step: "A step comes about when its membership moves on: {join} on it, in Members.",
}
"""What to do on the screen instead of changing records that are not changed by hand."""


def _why_not_by_hand(desk: Desk, name: str) -> str:
    """Why records like those in front are not changed so, in words; empty when they may be."""
    record, done = desk.section.record, _DONE_BY.get(name)
    if record is None or done is None or not record.not_by_hand(done):
        return ""
    keys = {command: desk.keys.word(command) for command in ("open", "join")}
    return INSTEAD[record].format(**keys) if record in INSTEAD else record.not_by_hand(done)


def why_no_letter(desk: Desk) -> str:
    """Why a letter cannot set the cell under the cursor, in words; empty when it can."""
    section = desk.section
    if desk.look_only:
        return f"{desk.look_only}, so nothing can be set."
    if not section.grid.cursor_key or _lacks_columns(desk):
        return section.empty if _lacks_columns(desk) else "There is nothing here to set."
    on_words = isinstance(section, MatrixSection) and section.column_record() is None
    if on_words and not section.grid.marks:
        return "Move right to a column that can be set; the letters are at the foot."
    return ""


def _lacks_columns(desk: Desk) -> bool:
    """Whether a matrix is in front that has no column that could be set."""
    matrix = getattr(desk.section, "matrix", None)
    return matrix is not None and not matrix.column_keys


def key_map(configuration: Configuration) -> tuple[Mapping[str, str], list[str]]:
    """The keys that the configuration gives to commands, and what is wrong with them."""
    from data.configuration import Command as Known

    # A grid takes these before any command has them.
    moves = Known("moving in a list", ("up", "down", "left", "right", "pageup", "pagedown",
                                       "home", "end", "g", "G", "escape"))  # fmt: skip
    return configuration.key_map([*(Known(each.name, each.keys) for each in COMMANDS), moves])


# Going somewhere


def _to_tab(tab: int) -> Action:
    async def go(desk: Desk) -> None:
        await desk.show_tab(tab)

    return go


async def _next_section(desk: Desk) -> None:
    await desk.show_tab(desk.tab_index, desk.section_index + 1)


async def _previous_section(desk: Desk) -> None:
    await desk.show_tab(desk.tab_index, desk.section_index - 1)


async def _details(desk: Desk) -> None:
    desk.toggle_details()


async def _quit(desk: Desk) -> None:
    from tui.record_form import RecordForm
    from tui.screens import Confirm, FieldsScreen

    asking = [each for each in desk.screen_stack if isinstance(each, (RecordForm, FieldsScreen))]
    if any(screen.unsaved for screen in asking):
        question = Confirm("Quit without saving what you typed?", (), "quit")
        if not await desk.push_screen_wait(question):
            return
        desk.drop_draft()
    desk.exit(0)


async def _help(desk: Desk) -> None:
    from tui.help_page import help_lines
    from tui.screens import Show

    await desk.push_screen_wait(Show("Help", help_lines(desk)))


async def _palette(desk: Desk) -> None:
    from tui.palette import Palette

    chosen = await desk.push_screen_wait(Palette())
    if chosen is not None:
        await chosen(desk)


# Lists


async def _filter(desk: Desk) -> None:
    from tui.bars import MessageLine

    line = desk.screen_stack[0].query_one(FilterLine)
    line.begin(desk.section.wanted.words)
    desk.screen_stack[0].query_one(MessageLine).display = False
    line.display = True
    line.focus()
    desk.section.get_ready_to_filter()


async def widen(desk: Desk) -> None:
    """Clear the marks, then the filter, then what Today narrowed the list to."""
    from dataclasses import replace

    section = desk.section
    if section.grid.marks:
        section.grid.clear_marks()
        desk.say("")
    elif section.wanted.words:
        await section.narrow("")
    elif section.wanted.only is not None:
        section.wanted = replace(section.wanted, only=None, only_label="")
        await section.load()
    desk.refresh_bars()


async def _sort(desk: Desk) -> None:
    from dataclasses import replace

    section = desk.section
    column = section.grid.cursor_column
    if column is None:
        return
    wanted = section.wanted
    if wanted.sort != column.name:
        section.wanted = replace(wanted, sort=column.name, descending=False)
    elif not wanted.descending:
        section.wanted = replace(wanted, descending=True)
    else:
        section.wanted = replace(wanted, sort="", descending=False)
    await section.load()
    if not section.wanted.sort:
        desk.say("In the usual order again.", "info")
        return
    way = _WAYS.get(column.kind, ("A to Z", "Z to A"))[section.wanted.descending]
    desk.say(f"Sorted by {column.label}, {way}.", "info")


_WAYS = {
    "date": ("earliest first", "latest first"),
    "number": ("smallest first", "largest first"),
    "money": ("smallest first", "largest first"),
}


async def _mark(desk: Desk) -> None:
    desk.section.grid.action_mark()


async def _mark_all(desk: Desk) -> None:
    grid = desk.section.grid
    if grid.cell_columns:
        grid.toggle_column()
    elif grid.marks:
        grid.clear_marks()
    else:
        grid.marks = [key for key in grid.source.keys if key]
    desk.say(f"{grid.marked_count:,} marked." if grid.marks else "Nothing is marked.", "info")


# The books as a whole


async def _undo(desk: Desk) -> None:
    done = await desk.books.run(lambda store: store.undo())
    desk.books_changed(done.kinds)
    desk.say(f"Took back: {done.label}. {desk.keys.word('redo')} does it again.", "good")


async def _redo(desk: Desk) -> None:
    done = await desk.books.run(lambda store: store.redo())
    desk.books_changed(done.kinds)
    desk.say(f"Done again: {done.label}. {desk.keys.word('undo')} takes it back.", "good")


async def look_for_changes(desk: Desk) -> None:
    """Show what another program wrote into the store since the last look."""
    if await desk.books.run(lambda store: store.changed_elsewhere()):
        desk.books_changed(frozenset())
        desk.say("Somebody else changed the books; this is how they stand now.", "info")


async def turn_the_day(desk: Desk, today: date) -> None:
    """Reckon for another day, because midnight has passed while the desk was open."""
    from data import backups

    def turn(store: Store) -> None:
        store.today = today
        backups.daily(store)

    desk.today = today
    await desk.books.run(turn)
    desk.books_changed(frozenset())
    desk.refresh_bars()


async def look_after_store(desk: Desk) -> None:
    """After the first screen: see that the file is sound, make today's backup, find a draft."""
    _, problems = key_map(desk.options.configuration)
    if problems:
        desk.say(problems[0].replace(str(desk.options.configuration.path), "config.toml"), "warn")
    if desk.options.sample or desk.options.store is None:
        return
    if await desk.books.run(lambda store: store.damaged()):
        desk.exit(
            4,
            4,
            f"alliance: {desk.options.store} is damaged. Bring a backup back: "
            "alliance restore FILE (see alliance where)",
        )
        return
    try:
        await desk.books.run(_back_up)
    except Problem as problem:
        desk.say_problem(problem)
    if desk.options.read_only:
        return
    from data import drafts

    draft = drafts.found(desk.options.store)
    if draft is not None:
        from models.kinds import KINDS
        from tui.actions.records import edit

        await edit(
            desk, KINDS[draft.kind], draft.key, attribute=draft.at or None, typed=draft.typed
        )


def _back_up(store: Store) -> None:
    # Loaded in the store's thread, so that it keeps no key waiting.
    from data import backups

    backups.daily(store)


def _of(module: str, function: str) -> Action:
    """An action of a module that the first screen can do without, loaded when it is called."""

    async def act(desk: Desk) -> None:
        await getattr(import_module(f"tui.{module}"), function)(desk)

    return act


async def _repaint(desk: Desk) -> None:
    desk.repaint_all()


ACTIONS: dict[str, Action] = {
    "tab.today": _to_tab(0),
    "tab.schools": _to_tab(1),
    "tab.alliances": _to_tab(2),
    "tab.workstreams": _to_tab(3),
    "tab.policies": _to_tab(4),
    "section.next": _next_section,
    "section.previous": _previous_section,
    "part.next": _details,
    "view": _of("views", "choose_view"),
    "filter": _filter,
    "sort": _sort,
    "open": _of("actions.records", "open_record"),
    "add": _of("actions.approvals", "approve_or_add"),
    "repeat": _of("actions.approvals", "repeat"),
    "remove": _of("actions.records", "remove_records"),
    "mark": _mark,
    "mark.all": _mark_all,
    "set": _of("actions.records", "set_field"),
    "join": _of("actions.memberships", "bring_in_or_move_on"),
    "history": _of("actions.records", "show_history"),
    "export": _of("actions.files", "export_shown"),
    "import": _of("actions.files", "import_file"),
    "undo": _undo,
    "redo": _redo,
    "repaint": _repaint,
    "palette": _palette,
    "day": _of("actions.another_day", "look_at_a_day"),
    "help": _help,
    "quit": _quit,
}
"""The work of every command, by its name."""
