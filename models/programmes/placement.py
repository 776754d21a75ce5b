"""Placements of trainees at schools: offered, filled, running, ended; a reference, never a name."""

from __future__ import annotations

from models.alliances.alliance import Alliance
from models.fields.annual_date_fields import SchoolYearField
from models.fields.choice_fields import ChoiceField, ChoicesField
from models.fields.date_fields import DateField
from models.fields.half_terms import TERMS
from models.fields.number_fields import MoneyField
from models.fields.reference_fields import ReferenceField
from models.fields.states import State, Tone
from models.fields.text_fields import TextField
from models.records.record import Record
from models.schools.organisation import Organisation
from models.schools.school import School
from models.workstreams.workstream import Workstream

AGES_OF_PHASES = {
    "early years": (0, 5),
    "ks1": (5, 7),
    "ks2": (7, 11),
    "primary": (5, 11),
    "ks3": (11, 14),
    "ks4": (14, 16),
    "secondary": (11, 16),
    "post-16": (16, 19),
}
"""The ages of the pupils who are taught in a placement."""

PHASES_OF_PLACEMENTS = {
    "early years": "Early years",
    "ks1": "Key stage 1",
    "ks2": "Key stage 2",
    "primary": "Primary",
    "ks3": "Key stage 3",
    "ks4": "Key stage 4",
    "secondary": "Secondary",
    "post-16": "Post-16",
}

SUBJECTS = {
    name.lower(): name
    for name in (
        *("Primary", "Early years", "English", "Mathematics", "Science", "Biology", "Chemistry"),
        *("Physics", "Computing", "Design and technology", "Art and design", "Music", "Drama"),
        *("Physical education", "Geography", "History", "Religious education", "French"),
        *("German", "Spanish", "Other languages", "Business", "Economics", "Psychology"),
        *("Social sciences", "Special needs", "Other"),
    )
}

ROUTES = {"fee": "Fee-funded", "salaried": "Salaried", "apprenticeship": "Apprenticeship"}

OUTCOMES = {"qts": "QTS", "withdrew": "Withdrew", "deferred": "Deferred", "unknown": "Not known"}

FIRST_POSTS = {
    "alliance": "In the alliance",
    "elsewhere": "Elsewhere",
    "none": "Not teaching",
    "unknown": "Not known",
}

OFFERED, FILLED, RUNNING, ENDED = "offered", "filled", "running", "ended"
WITHDRAWN = "withdrawn"

PLACEMENT_STATES = {
    OFFERED: State("O", "offered", Tone.WARN),
    FILLED: State("F", "filled", Tone.INFO),
    RUNNING: State("R", "running", Tone.GOOD),
    ENDED: State("E", "ended", Tone.QUIET),
    WITHDRAWN: State("W", "withdrawn", Tone.QUIET),
}
"""Where a placement stands; a withdrawn offer is taken back by the school."""

WITH_TRAINEE = frozenset({FILLED, RUNNING, ENDED})
"""The states in which a placement has a trainee."""


class Placement(Record):
    """A place for a trainee at a school, for a school year or some of its terms."""

    kind = "placements"
    singular = "placement"
    named_by = ("reference", "school")
    found_by = ("reference",)
    ordered_by = ("-school_year", "school", "reference")
    listed = ("reference", "school", "subjects", "phase", "status", "provider", "school_year",
              "terms", "trainee_ref", "route", "outcome")  # fmt: skip
    shown_beside_name = ("subjects", "status")

    groups = {
        "reference": "Placement",
        "phase": "Training",
        "offered": "Places",
        "status": "Outcome",
    }
    reference = TextField(
        "Reference", "The alliance's own, such as P2026-003; empty: the next one.", longest=20,
        width=10,
    )  # fmt: skip
    school = ReferenceField(School, "School", "Where it is.", required=True, width=26)
    provider = ReferenceField(
        Organisation, "Provider", "Whose trainee it is: the university or SCITT.", required=True,
        width=22, adds_new=True,
    )  # fmt: skip
    workstream = ReferenceField(
        Workstream, "Workstream", "The workstream that arranges it.", required=True, width=22
    )
    school_year = SchoolYearField("School year", "Such as 2026/27.", required=True, heading="Year")
    phase = ChoiceField(
        "Phase", "Whom the trainee teaches.", choices=PHASES_OF_PLACEMENTS, required=True, width=11
    )
    subjects = ChoicesField(
        "Subjects", "What the trainee teaches; several with commas.", choices=SUBJECTS,
        required=True, width=16,
    )  # fmt: skip
    terms = ChoicesField("Terms", "Autumn, spring, summer: some or all.", choices=TERMS, width=14)
    route = ChoiceField("Route", "How the training is paid for.", choices=ROUTES, width=14)
    trainee_ref = TextField(
        "Trainee", "The provider's reference of the trainee, such as MN-0417; never a name.",
        longest=20, width=12,
    )  # fmt: skip
    offered = DateField("Offered", "The day of the offer.")
    filled = DateField("Filled", "The day on which it was given to a trainee.")
    ended = DateField("Ended", "The day on which it ended, or was withdrawn.")
    status = ChoiceField(
        "Status", "Offered, filled, running, ended; or withdrawn.", states=PLACEMENT_STATES,
        required=True, default=OFFERED, width=9,
    )  # fmt: skip
    outcome = ChoiceField("Outcome", "What came of it.", choices=OUTCOMES, width=9)
    first_post = ChoiceField(
        "First post", "Where the new teacher went.", choices=FIRST_POSTS, width=15
    )
    payment = MoneyField("Payment", "What the provider pays for it.", highest=100_000_00)
    counted_by = ReferenceField(
        Alliance, "Counted by", "The alliance that counts the trainee; empty: the workstream's.",
        width=22,
    )  # fmt: skip
