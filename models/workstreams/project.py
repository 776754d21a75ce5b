"""Projects of research and development: a question, who works on it, and what was found."""

from __future__ import annotations

from models.fields.choice_fields import ChoiceField
from models.fields.date_fields import DateField
from models.fields.reference_fields import ReferenceField
from models.fields.states import State, Tone
from models.fields.text_fields import NoteField, TextField, WebAddressField
from models.records.record import Record
from models.schools.school import School
from models.workstreams.workstream import Workstream

PROJECT_STAGES = {
    "proposed": State("P", "Proposed", Tone.INFO),
    "approved": State("A", "Approved", Tone.INFO),
    "under way": State("U", "Under way", Tone.GOOD),
    "writing up": State("W", "Writing up", Tone.WARN),
    "shared": State("S", "Shared", Tone.GOOD),
    "stopped": State("X", "Stopped", Tone.QUIET),
}
"""The stages of a project, from the question to what others may learn from it."""

STAGES_THAT_ARE_OVER = frozenset({"shared", "stopped"})

ETHICS = {"open": "Open", "given": "Given", "not needed": "Not needed"}


class Project(Record):
    """A question that schools of a workstream look into together, and what they found."""

    kind = "projects"
    singular = "project"
    named_by = ("question",)
    told_apart_by = "workstream"
    ordered_by = ("workstream", "question")
    listed = ("question", "stage", "lead_school", "began", "ends", "ethics", "workstream")
    shown_beside_name = ("stage",)

    workstream = ReferenceField(
        Workstream, "Workstream", "Whose project it is.", required=True, width=22
    )
    question = TextField(
        "Question", "What is to be found out.", required=True, longest=300, width=34
    )
    lead_school = ReferenceField(School, "Lead school", "The school that leads it.", width=22)
    partners = NoteField("Partners", "The other schools and organisations that take part.")
    stage = ChoiceField(
        "Stage", "How far it has come.", states=PROJECT_STAGES, required=True,
        default="proposed", width=10,
    )  # fmt: skip
    began = DateField("Began", "The day on which the work began.")
    ends = DateField("Ends", "By when there is to be a finding.")
    method = NoteField("Method", "How it is looked into.")
    ethics = ChoiceField(
        "Ethics", "Whether it has ethical approval; none is under way while that is open.",
        choices=ETHICS, default="open", width=10,
    )  # fmt: skip
    consent = DateField("Consent", "The day by which all who take part had consented.")
    finding = NoteField("Finding", "What was found, in a sentence or two.")
    write_up = WebAddressField("Write-up", "Where it can be read.")
    shared_on = DateField("Shared on", "The day on which others were told of it.")
    shared_at = TextField("Shared at", "Where: a conference, a meeting, a newsletter.", width=22)
    reason = TextField("Reason", "Why it was stopped.", width=24)
    notes = NoteField("Notes")
