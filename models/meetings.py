"""Meetings: of a school's governors, and of an alliance."""

from __future__ import annotations

from typing import ClassVar

from models.alliances import Alliance, Membership, Workstream
from models.day_fields import TimeField
from models.fields import (
    ChoiceField,
    DateField,
    NameField,
    NoteField,
    ReferenceField,
    TextField,
)
from models.people import Person
from models.records import Record
from models.schools import School
from models.states import State, Tone

GOVERNORS_MEETINGS = {
    "governing body": "Governing body",
    "committee": "Committee",
    "trust board": "Trust board",
}
"""The meetings of a school, which may approve its policies."""

ANNUAL, STEERING, CIRCLE = "annual meeting", "steering group", "circle"

ALLIANCE_MEETINGS = {
    ANNUAL: "Annual meeting",
    STEERING: "Steering group",
    "operations group": "Operations group",
    CIRCLE: "Circle",
}
"""The meetings of an alliance."""

MEETING_KINDS = GOVERNORS_MEETINGS | ALLIANCE_MEETINGS


class Meeting(Record):
    """A day on which the governors of a school, or the schools of an alliance, meet."""

    kind = "meetings"
    singular = "meeting"
    named_by = ("kind_of_meeting", "school", "alliance", "held")
    own_name = "name"
    alternatives = ("school", "alliance")
    headings: ClassVar = {"name": "Meeting", "school": "School or alliance"}
    ordered_by = ("-held", "kind_of_meeting")
    begins_at = "held"
    listed = ("name", "school", "alliance", "held", "starts", "kind_of_meeting", "place")

    kind_of_meeting = ChoiceField(
        "Kind of meeting", "Governing body, committee, steering group …", choices=MEETING_KINDS,
        required=True, default="governing body", width=16,
    )  # fmt: skip
    school = ReferenceField(School, "School", "Whose governors meet.")
    alliance = ReferenceField(Alliance, "Alliance", "Which alliance meets.", width=22)
    workstream = ReferenceField(
        Workstream, "Workstream", "Whose circle meets, when it is a circle.", width=20
    )
    name = TextField("Name", "What the meeting is called, where it has a name.", width=18)
    held = DateField("Date", "The day of the meeting.", required=True, index=True)
    starts = TimeField("Starts", "The time at which it begins.")
    place = TextField("Place", "Where it is held.", width=20)
    chaired_by = NameField(Person, "Chaired by", "Who took the chair.", width=20)
    agenda = NoteField("Agenda")
    notes = NoteField("Notes")


ATTENDED = {
    "head": State("H", "Head", Tone.GOOD),
    "deputy": State("D", "Deputy", Tone.WARN),
    "apologies": State("A", "Apologies", Tone.INFO),
    "absent": State("X", "Absent", Tone.BAD),
}
"""How a member was represented; apologies are not attendance."""

PRESENT = frozenset({"head", "deputy"})

OF_GUESTS = {
    value: State(
        state.letter, f"Guest: {state.word.lower()}" if value in PRESENT else state.word, Tone.QUIET
    )
    for value, state in ATTENDED.items()
}
"""How a school was represented that was not a member on the day of the meeting."""

NOT_EXPECTED = State("·", "not expected", Tone.QUIET)
"""What stands for a school that was not a member on the day, or paused."""


class Attendance(Record):
    """How a member of the alliance was represented at one of its meetings."""

    kind = "attendance"
    singular = "attendance"
    named_by = ("meeting", "membership")
    ordered_by = ("meeting", "membership")
    listed = ("meeting", "membership", "attended", "person", "deputy")

    meeting = ReferenceField(Meeting, "Meeting", "The meeting.", required=True, width=30)
    membership = ReferenceField(Membership, "Member", "The member.", required=True, width=30)
    attended = ChoiceField(
        "Attended", "The head, a deputy, apologies, or absent.",
        choices={value: state.word for value, state in ATTENDED.items()}, required=True, width=10,
    )  # fmt: skip
    person = ReferenceField(Person, "Head", "Who held the post of head on that day.", width=22)
    deputy = TextField("Deputy", "The name of the deputy who came.", width=22)

    class Meta:
        indexes = ((("meeting", "membership"), True),)


class Action(Record):
    """Something that a meeting asked somebody to do by a day."""

    kind = "actions"
    singular = "action"
    named_by = ("what",)
    ordered_by = ("done", "due", "what")
    listed = ("what", "owner", "due", "done", "meeting")

    meeting = ReferenceField(Meeting, "Meeting", "Where it was agreed.", required=True, width=30)
    what = TextField("Action", "What is to be done.", required=True, longest=600, width=36)
    owner = NameField(Person, "Owner", "Who does it.", width=20)
    due = DateField("Due", "By when.")
    done = DateField("Done", "The day on which it was done; empty until then.")
    notes = NoteField("Notes")
