"""Meetings in their tab: the lists of meetings and actions, and the attendance."""

from __future__ import annotations

from models.meetings.action import Action
from models.meetings.agenda_item import AgendaItem
from models.meetings.attendance import Attendance
from models.meetings.meeting import Meeting
from models.records.record import Record, Values
from tui.forms.result import FormResult
from tui.meetings.attendance import AttendanceSection
from tui.sections.list import ListSection, first, moves_on
from tui.sections.places import Place, declare_places, lists
from tui.workbench.command import Here
from tui.workbench.workbench import Workbench


@lists(Meeting)
class MeetingsList(ListSection):
    """Meetings, each of which leads on to who came."""

    order = 10
    empty_text = "No meeting yet. a adds one, then asks who came."
    commands = first(
        "open",
        "add",
        Here(
            "join",
            "follow up",
            runs="tui.meetings.following:go_on_from_meeting",
            help="Go on from the meeting: who came, its actions, the policies of its school",
        ),
    )
    # What kind of meeting it is changes from one to the next, the alliance seldom.
    first_field = "kind_of_meeting"

    @classmethod
    async def starting_values(cls, bench: Workbench, record: type[Record]) -> Values:
        """Another meeting of the kind under the cursor."""
        from tui.meetings.following import meeting_in_front

        return await meeting_in_front(bench)

    @classmethod
    async def after_adding(cls, bench: Workbench, saved: FormResult) -> None:
        """Offer to record who came, when the meeting has been held."""
        from tui.meetings.following import offer_attendance

        await offer_attendance(bench, saved.key)


@lists(Action)
class ActionsList(ListSection):
    """Actions that were agreed at meetings."""

    order = 10
    commands = first(
        "open",
        "add",
        Here(
            "join",
            "done",
            runs="tui.meetings.following:note_done",
            help="Note that the action was done today",
        ),
    )

    @classmethod
    async def starting_values(cls, bench: Workbench, record: type[Record]) -> Values:
        """The meeting under the cursor, or the newest."""
        from tui.meetings.following import meeting_of_cursor

        return await meeting_of_cursor(bench)


@lists(AgendaItem)
class AgendaItemsList(ListSection):
    """The items on the agendas of circles; each is moved on until it has an outcome."""

    order = 20
    empty_text = "Nothing on the agenda of a circle yet. a adds what a school raised."
    commands = first(
        "open",
        "add",
        moves_on("Move the item on: to the agenda, decided, done"),
    )

    @classmethod
    async def starting_values(cls, bench: Workbench, record: type[Record]) -> Values:
        """An item of the same circle as the one under the cursor, raised today."""
        values = await super().starting_values(bench, record)
        return {"raised": bench.today} | values


declare_places("meetings", Place("Attendance", Attendance, AttendanceSection, order=10))
