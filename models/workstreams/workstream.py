"""Workstreams: a piece of an alliance's work, who leads it, and from when to when."""

from __future__ import annotations

from models.alliances.alliance import Alliance
from models.fields.choice_fields import ChoiceField, YesNoField
from models.fields.date_fields import DateField
from models.fields.reference_fields import ReferenceField
from models.fields.text_fields import NoteField, TextField
from models.people.person import Person
from models.records.record import Record, Values
from models.schools.school import School

WORKSTREAM_KINDS = {
    "itt primary": "Initial teacher training, primary",
    "itt secondary": "Initial teacher training, secondary",
    "itt": "Initial teacher training",
    "cpd": "Continuing professional development",
    "leadership": "Leadership development",
    "specialist leaders": "Specialist leaders of education",
    "research": "Research and development",
    "extension": "Extension and enrichment",
    "other": "Other",
}

STRANDS = {
    "itt": "Initial teacher training",
    "ecte": "Early career training",
    "npq": "National professional qualifications",
    "appropriate body": "Appropriate body",
    "cpd": "Professional development",
    "leadership": "Leadership",
    "specialist leaders": "Specialist leaders",
    "support": "School-to-school support",
    "research": "Research",
    "extension": "Extension",
    "sharing": "Sharing",
    "other": "Other",
}
"""The strands by which an alliance's work is counted."""

STRAND_OF_KIND = {
    "itt primary": "itt",
    "itt secondary": "itt",
    "itt": "itt",
    "cpd": "cpd",
    "leadership": "leadership",
    "specialist leaders": "specialist leaders",
    "research": "research",
    "extension": "extension",
}
"""The strand of each kind of work; others have the one that is entered."""

AGENDA_SETTERS = {"hub": "The hub", "circle": "The circle itself"}


class Workstream(Record):
    """A piece of the alliance's work, with the circle of schools around it."""

    kind = "workstreams"
    singular = "workstream"
    named_by = ("name",)
    short_named_by = "short_name"
    told_apart_by = "alliance"
    ordered_by = ("alliance", "name")
    listed = ("name", "alliance", "kind_of_work", "lead_school", "lead_person", "agenda_set_by")
    shown_beside_name = ("ended",)

    alliance = ReferenceField(
        Alliance, "Alliance", "The alliance that runs it.", required=True, width=22
    )
    name = TextField("Name", "What the alliance calls it.", required=True, width=34)
    short_name = TextField(
        "Short name", "For narrow columns: ITT, CPD, R&D …", longest=14, width=10
    )
    kind_of_work = ChoiceField(
        "Kind of work", "What it is about.", choices=WORKSTREAM_KINDS, width=24
    )
    lead_school = ReferenceField(School, "Lead school", "The school that leads it.", width=22)
    lead_person = ReferenceField(Person, "Lead person", "Who leads it.", width=20)
    self_selecting = YesNoField(
        "Self-selecting", "Whether schools choose freely to be in it.", default=True
    )
    agenda_set_by = ChoiceField(
        "Agenda set by", "The hub at first, the circle when it is ready.",
        choices=AGENDA_SETTERS, default="hub", width=16,
    )  # fmt: skip
    agenda = NoteField("Agenda", "What it works on, and whether the need is local or national.")
    began = DateField("Began")
    ended = DateField("Ended")
    notes = NoteField("Notes")


def strand_of(workstream: Values) -> str:
    """The strand in which a workstream counts: its own, or that of its kind of work."""
    kind = str(workstream.get("kind_of_work") or "")
    return str(workstream.get("strand") or STRAND_OF_KIND.get(kind, "other"))
