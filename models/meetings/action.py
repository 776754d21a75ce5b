"""Actions that meetings asked somebody to do."""

from __future__ import annotations

from models.fields.date_fields import DateField
from models.fields.reference_fields import NameField, ReferenceField
from models.fields.text_fields import NoteField, TextField
from models.meetings.meeting import Meeting
from models.people.person import Person
from models.records.record import Record


class Action(Record):
    """Something that a meeting asked somebody to do by a day."""

    kind = "actions"
    singular = "action"
    named_by = ("what",)
    ordered_by = ("done", "due", "what")
    listed = ("what", "owner", "due", "done", "meeting")
    shown_beside_name = ("owner", "due", "done")

    meeting = ReferenceField(Meeting, "Meeting", "Where it was agreed.", required=True, width=30)
    what = TextField("Action", "What is to be done.", required=True, longest=600, width=36)
    owner = NameField(Person, "Owner", "Who does it.", width=20)
    due = DateField("Due", "By when.")
    done = DateField("Done", "The day on which it was done; empty until then.")
    notes = NoteField("Notes")
