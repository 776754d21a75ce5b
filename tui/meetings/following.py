"""What follows a meeting: who came, the actions that were agreed, the next meeting."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from data.meetings.actions import note_done_today
from data.meetings.attendance import meetings_of_alliances, the_meeting
from data.meetings.chosen_alliance import newest_alliance
from data.meetings.letters import LETTERS, NONE, WORDS
from data.store.books import Books
from data.tables.listing import Wanted
from models.alliances.alliance import Alliance
from models.meetings.action import Action
from models.meetings.attendance import Attendance
from models.meetings.meeting import ALLIANCE_MEETINGS, GOVERNORS_MEETINGS, STEERING, Meeting
from models.records.record import Values
from models.subjects import load
from tui.commands.outcome import note_of_marked
from tui.commands.records import edit
from tui.dialogs.ask import Confirm
from tui.dialogs.choose import Choose
from tui.meetings.attendance import AttendanceSection
from tui.workbench.workbench import Workbench

# From a meeting to its column


async def offer_attendance(bench: Workbench, meeting: str) -> None:
    """Offer to record who came to a meeting that was just entered, when it has been held."""

    def read(books: Books) -> str:
        found = the_meeting(books, meeting)
        held = found is not None and found.held <= books.today and found.kind in ALLIANCE_MEETINGS
        return found.label if found and held else ""

    label = await bench.books.read(read)
    if not label:
        return
    letters = ", ".join(
        f"{letter} {word.lower()}"
        for letter, meaning in LETTERS.items()
        if meaning != NONE and (word := WORDS[meaning])
    )
    details = (f"One key for each school, which then goes down: {letters}.",)
    if await bench.ask(Confirm(f"Who came? {label}", details, "record it now")):
        await show_column(bench, meeting)


async def show_column(bench: Workbench, meeting: str) -> None:
    """Bring the attendance of a meeting to the front, at its first member."""
    values = await bench.books.read(lambda books: books.get(Meeting, meeting))
    section = await bench.show_list(Attendance, Wanted())
    if values is None or not isinstance(section, AttendanceSection):
        return
    await section.show_meeting(str(values["alliance"]), meeting)
    bench.say("")


async def meeting_of_cursor(bench: Workbench) -> Values:
    """The meeting that a new action is likely to be of: the cursor's, or the alliance's newest."""
    target = bench.section.target()

    def read(books: Books) -> Values:
        values = books.get(*target) if target else None
        if target and target[0] is Meeting:
            return {"meeting": target[1]}
        if values and values.get("meeting"):
            return {"meeting": values["meeting"]}
        held = meetings_of_alliances(books, last=books.today)
        return {"meeting": held[0].key} if held else {}

    return await bench.books.read(read)


# What follows a meeting


async def meeting_in_front(bench: Workbench) -> Values:
    """Starting values of a new meeting: another of the kind under the cursor.

    Without one it is a meeting of the alliance that met last, or of the only one that there is.
    """
    key = bench.section.grid.cursor_key if bench.section.record is Meeting else None

    def read(books: Books) -> Values:
        values = books.get(Meeting, key) if key else None
        if values and values["kind_of_meeting"] in GOVERNORS_MEETINGS:
            return {"kind_of_meeting": values["kind_of_meeting"]}
        alliance = values["alliance"] if values else newest_alliance(books)
        if alliance is None:
            found = books.find(Alliance)
            alliance = found[0]["key"] if len(found) == 1 else None
        return {"kind_of_meeting": STEERING, "alliance": alliance} if alliance else {}

    return await bench.books.read(read)


class Following(NamedTuple):
    """What a later subject has to do after meetings: its key, words and detail.

    `applies` says whether there is anything of it after a meeting; `run` is given the meeting.
    """

    key: str
    word: str
    detail: str
    applies: Callable[[Books, Values], bool]
    run: Callable[[Workbench, Values], Awaitable[None]]


_FOLLOWING: list[Following] = []


def declare_following(following: Following) -> None:
    """Offer this after the meetings to which it applies."""
    _FOLLOWING.append(following)


async def go_on_from_meeting(bench: Workbench) -> None:
    """From a meeting to who came, to its actions, or to a new one."""
    meeting = bench.section.grid.cursor_key
    assert meeting is not None
    load("tui", "after_meetings")

    def read(books: Books) -> tuple[str, list[str], bool, Values, list[Following]]:
        actions = [str(each["key"]) for each in books.find(Action, meeting=meeting)]
        values = books.get(Meeting, meeting) or {}
        others = [each for each in _FOLLOWING if each.applies(books, values)]
        of_alliance = the_meeting(books, meeting) is not None
        return books.name_of(Meeting, meeting), actions, of_alliance, values, others

    name, actions, of_alliance, values, others = await bench.books.read(read)
    choices = [(each.word, each.key, each.word, each.detail) for each in others]
    choices.append(("action", "t", "An action that was agreed", "what, by whom, by when"))
    if actions:
        choices.append(("actions", "l", "Its actions", f"{len(actions)}, open and done"))
    if of_alliance:
        choices.insert(0, ("came", "c", "Who came", "a letter for each school"))
    chosen = await bench.ask(Choose(name, choices))
    if chosen == "came":
        await show_column(bench, meeting)
    elif chosen == "action":
        await edit(bench, Action, None, {"meeting": meeting})
    elif chosen == "actions":
        await bench.show_list(Action, Wanted(only=frozenset(actions), only_label=name))
    for each in others:
        if each.word == chosen:
            await each.run(bench, values)


async def note_done(bench: Workbench) -> None:
    """Note that the action under the cursor, or each that is marked, was done today."""
    await note_of_marked(bench, note_done_today)
