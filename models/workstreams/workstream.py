"""Workstreams: a piece of an alliance's work, who leads it, and from when to when."""

from __future__ import annotations

from datetime import date

from models.alliances.alliance import Alliance
from models.fields.choice_fields import ChoiceField, YesNoField
from models.fields.date_fields import DateField
from models.fields.reference_fields import ReferenceField
from models.fields.text_fields import NoteField, TextField
from models.fields.values import Value
from models.people.person import Person
from models.people.post import Post
from models.records.books import Books
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

_SHORT_STRANDS = {
    STRANDS[strand]: short
    for strand, short in (
        ("itt", "Teacher training"),
        ("ecte", "Early career"),
        ("npq", "NPQs"),
        ("cpd", "CPD"),
        ("support", "Support"),
    )
}

SUPPORT_STRANDS = frozenset({"specialist leaders", "support"})
"""The strands in which whoever receives is supported, which is confidential."""

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
    listed = (
        *("name", "alliance", "strand", "lead_school", "lead_person", "agenda_set_by"),
        *("kind_of_work", "cost_code"),
    )
    shown_beside_name = ("ended",)

    groups = {
        "alliance": "Workstream",
        "lead_school": "Leads",
        "cost_code": "Cost",
        "self_selecting": "Circle",
        "began": "Dates",
        "notes": "Notes",
    }
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
    strand = ChoiceField(
        "Strand",
        "Where it counts in engagement and in figures by strand; that of its kind of work, unless "
        "you say otherwise.",
        choices=STRANDS, width=18, shorter=_SHORT_STRANDS,
    )  # fmt: skip
    aim = NoteField("Aim", "What it is to achieve.")
    lead_school = ReferenceField(School, "Lead school", "The school that leads it.", width=22)
    lead_person = ReferenceField(Person, "Lead person", "Who leads it from day to day.", width=20)
    accountable_post = ReferenceField(
        Post, "Accountable post", "Who answers for it: a post with strategic responsibility.",
        width=26,
    )  # fmt: skip
    cost_code = TextField(
        "Cost code", "The code of the finance office, printed on charges.", longest=40, width=10
    )
    self_selecting = YesNoField(
        "Self-selecting", "Whether schools choose freely to be in it.", default=True
    )
    agenda_set_by = ChoiceField(
        "Agenda set by", "The hub at first, the circle when it is ready.",
        choices=AGENDA_SETTERS, default="hub", width=16,
    )  # fmt: skip
    agenda_since = DateField(
        "Agenda set since", "From which day; today, unless you say otherwise.", heading="Since"
    )
    agenda = NoteField("Agenda", "What it works on, and whether the need is local or national.")
    began = DateField("Began")
    ended = DateField("Ended")
    notes = NoteField("Notes")


def is_under_way(workstream: Values, day: date) -> bool:
    """Whether a workstream has begun and has not ended on a day."""
    began, ended = workstream.get("began"), workstream.get("ended")
    return not (isinstance(began, date) and began > day) and not (
        isinstance(ended, date) and ended <= day
    )


def only_of_strands(books: Books, alliance: Value, *strands: str) -> str | None:
    """The key of the only workstream of these strands that goes on in an alliance."""
    found = [
        str(each["key"])
        for each in books.find(Workstream, alliance=alliance)
        if strand_of(each) in strands and each["ended"] is None
    ]
    return found[0] if len(found) == 1 else None


def is_of_support(workstream: Values) -> bool:
    """Whether it is about the support of schools, so that whoever receives there is supported."""
    return strand_of(workstream) in SUPPORT_STRANDS


def strand_of(workstream: Values) -> str:
    """The strand in which a workstream counts: its own, or that of its kind of work."""
    kind = str(workstream.get("kind_of_work") or "")
    return str(workstream.get("strand") or STRAND_OF_KIND.get(kind, "other"))
