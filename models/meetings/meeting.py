"""Meetings: of a school's governors, and of an alliance."""

from __future__ import annotations

from typing import ClassVar

from models.alliances.alliance import Alliance
from models.fields.annual_date_fields import TimeField
from models.fields.choice_fields import ChoiceField
from models.fields.date_fields import DateField
from models.fields.reference_fields import NameField, ReferenceField
from models.fields.text_fields import NoteField, TextField
from models.people.person import Person
from models.records.record import Record
from models.schools.school import School
from models.workstreams.workstream import Workstream

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
        Workstream, "Workstream", "The workstream whose circle meets.", width=20
    )
    name = TextField("Name", "What the meeting is called, where it has a name.", width=18)
    held = DateField("Date", "The day of the meeting.", required=True, index=True)
    starts = TimeField("Starts", "The time at which it begins.")
    place = TextField("Place", "Where it is held.", width=20)
    chaired_by = NameField(Person, "Chaired by", "Who took the chair.", width=20)
    agenda = NoteField("Agenda")
    notes = NoteField("Notes")
