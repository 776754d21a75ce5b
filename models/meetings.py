"""Meetings: of a school's governors, and of an alliance."""

from __future__ import annotations

from models.alliances import Alliance
from models.day_fields import TimeField
from models.fields import ChoiceField, DateField, NoteField, ReferenceField, TextField
from models.records import Record
from models.schools import School

GOVERNORS_MEETINGS = {
    "governing body": "Governing body",
    "committee": "Committee",
    "trust board": "Trust board",
}
"""The meetings of a school, which may approve its policies."""

ALLIANCE_MEETINGS = {
    "annual meeting": "Annual meeting",
    "steering group": "Steering group",
    "operations group": "Operations group",
    "circle": "Circle",
}
"""The meetings of an alliance."""

MEETING_KINDS = GOVERNORS_MEETINGS | ALLIANCE_MEETINGS


class Meeting(Record):
    """A day on which the governors of a school, or the schools of an alliance, meet."""

    kind = "meetings"
    singular = "meeting"
    named_by = ("kind_of_meeting", "school", "alliance", "held")
    ordered_by = ("held", "kind_of_meeting")
    listed = ("held", "starts", "kind_of_meeting", "school", "alliance", "name", "place")

    kind_of_meeting = ChoiceField(
        "Kind of meeting", "Governing body, committee, steering group …", choices=MEETING_KINDS,
        required=True, default="governing body", width=16,
    )  # fmt: skip
    school = ReferenceField(School, "School", "Whose governors meet.")
    alliance = ReferenceField(Alliance, "Alliance", "Which alliance meets.", width=22)
    name = TextField("Name", "What the meeting is called, where it has a name.", width=20)
    held = DateField("Date", "The day of the meeting.", required=True, index=True)
    starts = TimeField("Starts", "The time at which it begins.")
    place = TextField("Place", "Where it is held.", width=20)
    agenda = NoteField("Agenda")
    notes = NoteField("Notes")
