"""Attendance at the keyboard: a letter for each member, a deputy by name, the choices of a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.meetings.attendance import alliances_that_met, meetings_of_alliances, the_meeting
from data.meetings.chosen_alliance import newest_alliance
from data.meetings.letters import NAMED, NONE, WORDS, set_attendance
from data.memberships.names import member_name
from data.problems import Clash, Refused, WrongCall
from data.tables.listing import Wanted
from models.alliances.alliance import Alliance
from models.fields.states import State
from models.meetings.action import Action
from models.meetings.attendance import ATTENDED, NOT_EXPECTED, Attendance
from models.meetings.meeting import ALLIANCE_MEETINGS, GOVERNORS_MEETINGS, STEERING, Meeting
from models.memberships.membership import Membership
from models.records.record import Values
from tui.commands.cells import Cells, Outcome, go_on, outcome_of
from tui.commands.outcome import say_done
from tui.commands.records import edit, show_history
from tui.meetings.sections import AttendanceSection

if TYPE_CHECKING:
    from data.store.store import Store
    from tui.desk.app import Desk


async def record(
    desk: Desk, section: AttendanceSection, meaning: str, cells: Cells | None = None
) -> None:
    """Record how the cursor's member, or all that are marked, were represented; then go down."""
    chosen = section.cells() if cells is None else cells
    if meaning == NAMED:
        await _record_by_name(desk, section, chosen)
        return
    try:
        outcome = await desk.books.run(lambda store: _save(store, section, meaning, chosen))
    except Clash:
        # What somebody else did is to be seen before the key is pressed again.
        desk.books_changed(frozenset())
        raise
    go_on(desk, section, outcome)


async def _record_by_name(desk: Desk, section: AttendanceSection, cells: Cells) -> None:
    """Ask for the name of the deputy, and record it."""
    from tui.forms.questions import ask_until_accepted

    if len(cells) > 1:
        raise WrongCall("Each school has a deputy of its own: take the marks away with Esc first.")
    member, meeting = cells[0]

    def read(store: Store) -> tuple[str, str]:
        found = store.find(Attendance, meeting=meeting, membership=member)
        return _name(store, cells), str(found[0]["deputy"] or "") if found else ""

    name, deputy = await desk.books.run(read)
    field = Attendance.field("deputy")

    def save(store: Store, typed: dict[str, str]) -> Outcome:
        given = field.read(typed["deputy"], store.today)
        return _save(store, section, "deputy", cells, str(given) if given else None)

    title = f"Who came instead? {name}"
    fields = [("deputy", field)]
    outcome = await ask_until_accepted(desk, title, fields, {"deputy": deputy}, save)
    if outcome is not None:
        go_on(desk, section, outcome)


def _save(
    store: Store,
    section: AttendanceSection,
    attended: str,
    cells: Cells,
    deputy: str | None = None,
) -> Outcome:
    cells, note = _that_are_meant(store, section, attended, cells)
    _refuse_what_changed(store, section, cells)
    by_name = f" {deputy}" if deputy else ""
    label = f"{WORDS[attended]}{by_name}: {_name(store, cells)}"
    with store.operation(label) as change:
        for member, meeting in cells:
            try:
                set_attendance(change, meeting, member, attended, deputy)
            except Refused as refused:
                if len(cells) == 1:
                    raise
                why = f"None was set, because of {_name(store, [(member, meeting)])}"
                raise Refused(refused.findings, why) from None
    outcome = outcome_of(change, label, note=note)
    if len(cells) > 1 or not outcome.warnings:
        return outcome
    # On a small screen what is warned of needs the room; the meeting is the column in front.
    warnings = outcome.warnings
    if attended == "deputy" and not deputy:
        (letter,) = (each for each, meaning in section.letters.items() if meaning == NAMED)
        warnings += f" {letter} on it notes the name."
    membership = store.get(Membership, cells[0][0])
    who = member_name(store, membership) if membership else ""
    done = WORDS[attended] if who in warnings else f"{WORDS[attended]}, {who}"
    return outcome._replace(label=done, warnings=warnings)


def _that_are_meant(
    store: Store, section: AttendanceSection, attended: str, cells: Cells
) -> tuple[Cells, str]:
    """Of many marked cells those that can be set, and in words what was left out.

    A whole row has meetings to come, and meetings at which the school was no member: of these
    nothing is recorded unless nothing else is marked. What is taken away is taken away everywhere.
    """
    if len(cells) == 1 or attended == NONE:
        return cells, ""
    held = {key: (store.get(Meeting, key) or {}).get("held") for key in {cell[1] for cell in cells}}
    seen = _seen(section)
    over = [cell for cell in cells if str(held[cell[1]]) <= store.today.isoformat()] or cells
    meant = [cell for cell in over if seen.get(cell) is not NOT_EXPECTED] or over
    left_out = [
        f"{count} {why}"
        for count, why in (
            (len(cells) - len(over), "of meetings to come"),
            (len(over) - len(meant), "where the school was not expected"),
        )
        if count
    ]
    if not left_out:
        return meant, ""
    counted = f"{len(meant)} cell{'s' if len(meant) > 1 else ''}"
    return meant, f"{counted}; left out: {' and '.join(left_out)}."


def _seen(section: AttendanceSection) -> dict[tuple[str, str], object]:
    """What stands in each cell of the matrix, by member and meeting."""
    if section.matrix is None:
        return {}
    columns = [column.name for column in section.matrix.table.columns]
    return {
        (row.key, column): cell
        for row in section.matrix.table.rows
        for column, cell in zip(columns, row.cells, strict=True)
    }


def _refuse_what_changed(store: Store, section: AttendanceSection, cells: Cells) -> None:
    """Raise Clash when a cell is not any more as it was seen."""
    matrix = section.matrix
    if matrix is None:
        return
    seen = _seen(section)
    for member, meeting in cells:
        found = store.find(Attendance, meeting=meeting, membership=member)
        now = ATTENDED[str(found[0]["attended"])] if found else None
        cell = seen.get((member, meeting)) if (member, meeting) in matrix.cells else None
        before = cell if isinstance(cell, State) else None
        if (now and now.letter) != (before and before.letter):
            raise Clash(
                f"Now {now or 'nothing'}, no longer {before or 'nothing'}: somebody else changed "
                f"{_name(store, [(member, meeting)])}. Press it again to set it.",
                {},
            )


def _name(store: Store, cells: Cells) -> str:
    """The meeting and the school, or how many of each."""
    meetings = {meeting for _, meeting in cells}
    first = the_meeting(store, cells[0][1])
    what = first.label if first and len(meetings) == 1 else f"{len(meetings)} meetings"
    members = {member for member, _ in cells}
    if len(members) > 1:
        return f"{what}, {len(members)} schools"
    membership = store.get(Membership, cells[0][0])
    return f"{what}, {member_name(store, membership)}" if membership else what


# The choices of a cell


async def choose(desk: Desk, section: AttendanceSection) -> None:
    """Offer all that can be done with the cell, or with all that are marked."""
    from tui.dialogs.choose import Choose

    cells = section.cells()
    if not cells:
        return
    one = cells[0] if len(cells) == 1 else None
    key = section.cell_key(one[0]) if one and not section.grid.marks else None
    alliance = section.alliance

    def read(store: Store) -> tuple[str, list[tuple[str, str]]]:
        return _name(store, cells), alliances_that_met(store)

    name, alliances = await desk.books.run(read)
    choices = [
        (meaning, letter, WORDS[meaning], "who came instead" if meaning == NAMED else "")
        for letter, meaning in section.letters.items()
        if one is not None or meaning != NAMED
    ]
    if one is not None:
        choices += [
            ("action", "t", "An action that was agreed", "what, by whom, by when"),
            ("guest", "g", "A guest", "a school that was not a member then"),
            ("meeting", "m", "The meeting", "agenda, chair, notes"),
        ]
    if key is not None:
        choices.append(("edit", "e", f"The whole {Attendance.singular}", "its form"))
        choices.append(("history", "w", "Who changed it", "when, and what"))
    if len(alliances) > 1:
        choices.append(("alliance", "o", "Another alliance", ""))
    chosen = await desk.push_screen_wait(Choose(name, choices))
    if chosen in WORDS:
        await record(desk, section, str(chosen), cells)
    elif chosen == "action" and one is not None:
        await edit(desk, Action, None, {"meeting": one[1]})
    elif chosen == "guest" and one is not None:
        await edit(desk, Attendance, None, {"meeting": one[1]})
    elif chosen == "meeting" and one is not None:
        await edit(desk, Meeting, one[1])
    elif chosen == "edit":
        await edit(desk, Attendance, key)
    elif chosen == "history":
        await show_history(desk)
    elif chosen == "alliance":
        others = [(each, "", name, "") for each, name in alliances if each != alliance]
        other = await desk.push_screen_wait(Choose("Which alliance?", others))
        if other is not None:
            section.alliance, section.meeting = other, None
            await section.load()


# From a meeting to its column


async def offer(desk: Desk, meeting: str) -> None:
    """Offer to record who came to a meeting that was just entered, when it has been held."""
    from tui.dialogs.ask import Confirm

    def read(store: Store) -> str:
        found = the_meeting(store, meeting)
        held = found is not None and found.held <= store.today and found.kind in ALLIANCE_MEETINGS
        return found.label if found and held else ""

    label = await desk.books.run(read)
    if not label:
        return
    letters = ", ".join(
        f"{letter} {word.lower()}"
        for letter, meaning in AttendanceSection.letters.items()
        if meaning != NONE and (word := WORDS[meaning])
    )
    details = (f"One key for each school, which then goes down: {letters}.",)
    if await desk.push_screen_wait(Confirm(f"Who came? {label}", details, "record it now")):
        await show_column(desk, meeting)


async def show_column(desk: Desk, meeting: str) -> None:
    """Bring the attendance of a meeting to the front, at its first member."""
    values = await desk.books.run(lambda store: store.get(Meeting, meeting))
    section = await desk.show_list(Attendance, Wanted())
    if values is None or not isinstance(section, AttendanceSection):
        return
    if (section.alliance, section.meeting) != (values["alliance"], meeting):
        section.alliance, section.meeting = str(values["alliance"]), meeting
        await section.load()
    section.grid.move_to(index=0, column=meeting)
    desk.say("")


async def meeting_of_cursor(desk: Desk) -> Values:
    """The meeting that a new action is likely to be of: the cursor's, or the alliance's newest."""
    target = desk.section.target()

    def read(store: Store) -> Values:
        values = store.get(*target) if target else None
        if target and target[0] is Meeting:
            return {"meeting": target[1]}
        if values and values.get("meeting"):
            return {"meeting": values["meeting"]}
        held = meetings_of_alliances(store, last=store.today)
        return {"meeting": held[0].key} if held else {}

    return await desk.books.run(read)


# What follows a meeting


async def meeting_in_front(desk: Desk) -> Values:
    """What a new meeting is likely to begin with: another of the kind under the cursor.

    Without one it is a meeting of the alliance that met last, or of the only one that there is.
    """
    key = desk.section.grid.cursor_key if desk.section.record is Meeting else None

    def read(store: Store) -> Values:
        values = store.get(Meeting, key) if key else None
        if values and values["kind_of_meeting"] in GOVERNORS_MEETINGS:
            return {"kind_of_meeting": values["kind_of_meeting"]}
        alliance = values["alliance"] if values else newest_alliance(store)
        if alliance is None:
            found = store.find(Alliance)
            alliance = found[0]["key"] if len(found) == 1 else None
        return {"kind_of_meeting": STEERING, "alliance": alliance} if alliance else {}

    return await desk.books.run(read)


async def go_on_from_meeting(desk: Desk) -> None:
    """From a meeting to who came, to its actions, or to a new one."""
    from tui.dialogs.choose import Choose

    meeting = desk.section.grid.cursor_key
    assert meeting is not None

    def read(store: Store) -> tuple[str, list[str], bool]:
        actions = [str(each["key"]) for each in store.find(Action, meeting=meeting)]
        return store.name_of(Meeting, meeting), actions, the_meeting(store, meeting) is not None

    name, actions, of_alliance = await desk.books.run(read)
    choices = [("action", "t", "An action that was agreed", "what, by whom, by when")]
    if actions:
        choices.append(("actions", "l", "Its actions", f"{len(actions)}, open and done"))
    if of_alliance:
        choices.insert(0, ("came", "c", "Who came", "a letter for each school"))
    chosen = await desk.push_screen_wait(Choose(name, choices))
    if chosen == "came":
        await show_column(desk, meeting)
    elif chosen == "action":
        await edit(desk, Action, None, {"meeting": meeting})
    elif chosen == "actions":
        await desk.show_list(Action, Wanted(only=frozenset(actions), only_label=name))


async def done_today(desk: Desk) -> None:
    """Note that the action under the cursor, or each that is marked, was done today."""
    keys = desk.section.marked()

    def save(store: Store) -> tuple[str, bool, str]:
        still = [key for key in keys if (store.get(Action, key) or {"done": True})["done"] is None]
        what = store.name_of(Action, still[0]) if len(still) == 1 else f"{len(still)} actions"
        if not still:
            return "It is done already: = puts the day right.", False, ""
        label = f"Done today: {what}"
        with store.operation(label) as change:
            change.set_many(Action, still, {"done": store.today})
        return label, True, change.warned_of

    said, changed, warnings = await desk.books.run(save)
    if not changed:
        desk.say(said, "info")
        return
    desk.section.grid.clear_marks()
    say_done(desk, said, warnings, Action)
