"""What a circle has on its agenda: where it comes from, what was decided, and what came of it."""

from __future__ import annotations

from models.fields.choice_fields import ChoiceField
from models.fields.date_fields import DateField
from models.fields.reference_fields import ReferenceField
from models.fields.states import State, Tone
from models.fields.text_fields import NoteField, TextField, WebAddressField
from models.meetings.meeting import Meeting
from models.records.record import Record
from models.schools.organisation import Organisation
from models.schools.school import School
from models.workstreams.workstream import Workstream

ORIGINS = {
    "local need": "Local need",
    "government priority": "Government priority",
    "both": "Both",
}
"""Why something is on the agenda of a circle."""

ITEM_STATES = {
    "proposed": State("P", "Proposed", Tone.INFO),
    "on the agenda": State("A", "On the agenda", Tone.INFO),
    "decided": State("D", "Decided", Tone.WARN),
    "done": State("O", "Done", Tone.GOOD),
    "dropped": State("X", "Dropped", Tone.QUIET),
}
"""The way of an item, from the proposal to what came of it."""

OPEN_STATES = frozenset({"proposed", "on the agenda", "decided"})


class AgendaItem(Record):
    """Something that the circle of a workstream is to talk about, decide and see through."""

    kind = "agenda-items"
    singular = "agenda item"
    named_by = ("title",)
    told_apart_by = "workstream"
    ordered_by = ("workstream", "due", "title")
    listed = ("title", "status", "origin", "due", "school", "workstream", "meeting", "outcome")
    headings = {"school": "Raised by"}
    shown_beside_name = ("status",)
    alternatives = ("school", "organisation")

    workstream = ReferenceField(
        Workstream, "Workstream", "Whose circle it is for.", required=True, width=20
    )
    title = TextField("Title", "What is to be talked about.", required=True, longest=200, width=32)
    origin = ChoiceField(
        "Origin", "A need of the schools, a priority of the government, or both.",
        choices=ORIGINS, required=True, width=12,
    )  # fmt: skip
    school = ReferenceField(School, "Raised by", "The school that raised it.", width=20)
    organisation = ReferenceField(
        Organisation, "Raised by organisation", "The organisation, when it was not a school.",
        width=20,
    )  # fmt: skip
    raised = DateField("Raised", "The day on which it was raised.")
    due = DateField("Due", "By when it is to be decided or done; “autumn 2” is its last day.")
    status = ChoiceField(
        "Status", "How far it has come.", states=ITEM_STATES, required=True,
        default="proposed", width=13,
    )  # fmt: skip
    meeting = ReferenceField(Meeting, "Meeting", "The meeting at which it was decided.", width=26)
    decision = NoteField("Decision", "What was decided; if it was dropped, why.")
    outcome = NoteField("Outcome", "What came of it.")
    evidence = WebAddressField("Evidence", "Where that can be seen.")
    notes = NoteField("Notes")
