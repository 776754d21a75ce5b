"""Policies: what the catalogues ask for, what each school has, and the reviews that prove it."""

from __future__ import annotations

from models.alliances.catalogues import CATALOGUES
from models.calendar.half_term_dates import HALF_TERMS
from models.fields.annual_date_fields import YearDaysField
from models.fields.choice_fields import ChoiceField, ChoicesField, YesNoField
from models.fields.date_fields import DateField
from models.fields.number_fields import NumberField
from models.fields.reference_fields import ReferenceField
from models.fields.text_fields import EmailField, NoteField, TextField, WebAddressField
from models.policies.agreements import ServiceAgreement
from models.records.record import Record
from models.schools.gias_codes import SCHOOL_TYPES

POLICY_KINDS = {
    "policy": "Policy",
    "procedure": "Procedure",
    "plan": "Plan",
    "statement": "Statement",
    "document": "Document",
    "record": "Record",
}

CYCLES = {
    "annual": "Annual renewal",
    "2 years": "Every 2 years",
    "3 years": "Every 3 years",
    "4 years": "Every 4 years",
    "termly": "Termly",
    "live": "Live document",
    "free": "Free to determine",
    "none": "No cycle",
}

_CYCLES_ALSO = {
    "annually": "annual",
    "yearly": "annual",
    "every year": "annual",
    "1 year": "annual",
    "1 yr": "annual",
    "12 months": "annual",
    "every 12 months": "annual",
    "each year": "annual",
    "once a year": "annual",
    "triennial": "3 years",
    "triennially": "3 years",
    "as required": "none",
    "as needed": "none",
    "when needed": "none",
    "when required": "none",
    "every term": "termly",
    "biennial": "2 years",
    "biennially": "2 years",
    **{
        written.format(years): f"{years} years"
        for years in (2, 3, 4)
        for written in ("every {} yrs", "{} yrs", "{} yearly", "{}-yearly", "{} year", "{}")
    },
    **{
        written.format(word): f"{years} years"
        for years, word in ((2, "two"), (3, "three"), (4, "four"))
        for written in ("every {} years", "{} years", "{} yearly", "{}-yearly", "{} yrs", "{}")
    },
    **{
        written.format(12 * years): f"{years} years"
        for years in (2, 3, 4)
        for written in ("{} months", "every {} months", "{} monthly")
    },
}
"""Other words for a cycle, folded."""

CYCLE_YEARS = {"annual": 1, "2 years": 2, "3 years": 3, "4 years": 4}
"""After how many years a policy of each cycle is due again; the others count no years."""

RECKONINGS = {
    "anniversary": "Anniversary of the approval",
    "school year": "School year, from 1 September",
    "half-term": "A named half-term",
    "fixed day": "A fixed day of the year",
}
"""From where a cycle of years is counted."""

FORCES = {
    "statutory": "Statutory",
    "statutory guidance": "Statutory guidance",
    "recommended": "Recommended",
    "live document": "Live document",
    "free to determine": "Free to determine",
    "varies": "Varies",
    "local": "Local",
}

PUPILS = {
    "early years": "Early years",
    "primary": "Primary",
    "secondary": "Secondary",
    "sixth form": "Sixth form",
    "years 7 and 8": "Years 7 and 8",
}
"""The stages of education for whose pupils a policy may be asked."""

CONDITIONS = {
    "own admission authority": "It is its own admission authority",
    "boarders": "Pupils board",
    "biometrics": "It uses biometric data",
    "early career teachers": "It employs early career teachers",
    "250 staff": "It employs 250 people or more",
}
"""Circumstances of a school, beside type and pupils, on which a policy may depend."""

LISTINGS = {
    "present": "On the present list",
    "other law": "Required by other law",
    "former": "Formerly listed",
}
"""How a duty stands to the list of its catalogue; each of them is counted apart."""

DUTIES = {"must": "Must", "should": "Should", "no": "No", "varies": "Varies"}

OWNER_KINDS = {"person": "Person", "team": "Team", "service": "Service agreement"}

MODEL_AVAILABILITIES = {
    "link": "Link",
    "none": "None: bespoke to each school",
    "email": "Ask by email",
    "gov.uk": "Follow gov.uk",
    "service agreement": "Only under a service agreement",
}


class Policy(Record):
    """A document that a catalogue asks schools to have, with its cycle and its source."""

    kind = "policies"
    singular = "policy"
    named_by = ("title",)
    namesakes_by = ("catalogue", "row")
    short_named_by = "short_title"
    ordered_by = ("catalogue", "row", "title")
    listed = (
        "title",
        "renewal",
        "owner",
        "model_policy",
        "guidance",
        "force",
        "catalogue",
        "duty_maintained",
        "duty_academies",
    )
    from_catalogues = True
    catalogues_by_name = ("dfe", "northumberland")
    shown_beside_name = ("ended",)
    described_by = ("force", "force_note", "source_read", "owner", "model_policy", "guidance")

    groups = {
        "title": "Policy",
        "renewal": "When it is due",
        "force": "In law",
        "owner": "Who owns it",
        "model_policy": "Model",
        "guidance": "Guidance and law",
        "duty_maintained": "Who must have it",
        "approval_level": "Approval",
        "publish_maintained": "Website",
        "source": "Where it is from",
        "began": "Dates",
        "notes": "Notes",
    }
    title = TextField("Title", "As its catalogue has it.", required=True, width=34, index=True)
    short_title = TextField("Short title", "For narrow columns.", longest=14, width=12)
    heading = TextField(
        "Heading", "Its heading in a matrix: two lines of five letters, such as Admis/sions.",
        longest=11, width=11,
    )  # fmt: skip
    catalogue = ChoiceField(
        "Catalogue", "The list it stands in.", choices=CATALOGUES, required=True,
        default="own", width=14,
    )  # fmt: skip
    row = NumberField("Row", "Its place in the catalogue.", highest=999, width=4)
    kind_of_document = ChoiceField(
        "Kind of document", "Policy, statement, record …", choices=POLICY_KINDS,
        default="policy", width=10,
    )  # fmt: skip
    part_of = ReferenceField(
        "self", "Part of", "The document of this catalogue that may hold it and others in one."
    )
    document = TextField(
        "Document",
        "A word that policies of several catalogues share when they are the same document: it is "
        "asked for once.",
    )
    renewal = ChoiceField(
        "Renewal", "How often it is to be renewed.", choices=CYCLES, also=_CYCLES_ALSO,
        required=True, default="annual", width=17,
    )  # fmt: skip
    reckoning = ChoiceField(
        "Due-date rule", "What the years are counted from; empty for the anniversary.",
        choices=RECKONINGS, width=20,
        for_scripts="reckoning", formerly="Reckoning",
    )  # fmt: skip
    half_term = ChoiceField(
        "Half-term", "The half-term in which it is reviewed, where that is the rule.",
        choices=HALF_TERMS, width=10,
    )  # fmt: skip
    due_days = YearDaysField(
        "Due days", "The days of the year that the law names; the first one counts."
    )
    force = ChoiceField(
        "Legal status",
        "What kind of duty the cycle is.",
        choices=FORCES,
        for_scripts="force",
        formerly="Force",
        required=True,
        default="recommended",
        width=12,
    )
    force_note = TextField(
        "Note on legal status", "What the source says of the cycle beyond that.",
        for_scripts="force-note", formerly="Force note",
    )  # fmt: skip
    owner = TextField("Owner", "The person, team or service to ask about it.", width=26)
    owner_kind = ChoiceField(
        "Owner kind", "Person, team or service agreement.", choices=OWNER_KINDS, width=10
    )
    owner_email = EmailField("Owner email", "Where to ask the owner.")
    model_policy = TextField(
        "Model policy", "Where a model is to be had, or why there is none.", longest=600, width=30
    )
    model_availability = ChoiceField(
        "Model availability", "How a school comes by the model.",
        choices=MODEL_AVAILABILITIES, width=20,
    )  # fmt: skip
    agreement = ReferenceField(
        ServiceAgreement, "Agreement", "The service agreement that the model is only had under."
    )
    guidance = TextField("Guidance", "The guidance it follows.", width=30)
    guidance_address = WebAddressField("Guidance address", "Where to read the guidance.")
    guidance_of = DateField(
        "Guidance of", "The day from which its newest edition holds: older reviews do not know it."
    )
    guidance_issued = DateField(
        "Guidance issued",
        "The day on which that edition came out, where that was before: who reviewed it since then "
        "knew it.",
    )
    legal_basis = TextField("Legal basis", "Acts and regulations.", longest=600)
    duty_maintained = ChoiceField(
        "Duty maintained", "Whether maintained schools must have it.", choices=DUTIES, width=10
    )
    duty_academies = ChoiceField(
        "Duty academies", "Whether academies must have it.", choices=DUTIES, width=10
    )
    applies_to = TextField("Applies to", "Which schools, in the source's words.", longest=600)
    pupils = ChoicesField(
        "Pupils", "Only for schools with such pupils; empty for all.", choices=PUPILS, width=12
    )
    condition = ChoiceField(
        "Condition", "Only for schools of which this is true.", choices=CONDITIONS, width=20
    )
    only_types = ChoicesField(
        "Only types", "Only for schools of these types; empty for all.", choices=SCHOOL_TYPES
    )
    except_types = ChoicesField(
        "Except types", "Not for schools of these types.", choices=SCHOOL_TYPES
    )
    approval_level = TextField("Approval level", "Who approves it.", longest=600, width=20)
    may_be_delegated_to = TextField(
        "May be delegated to", "Who may approve it instead.", longest=600
    )
    publish_maintained = ChoiceField(
        "Publish maintained", "Whether maintained schools publish it online.", choices=DUTIES
    )
    publish_academies = ChoiceField(
        "Publish academies", "Whether academies publish it online.", choices=DUTIES
    )
    publication_note = TextField(
        "Publication note", "What the source says of publication beyond that.", longest=600
    )
    fixed_date = TextField("Fixed date", "What is due on the days that the law names.", longest=600)
    source = NoteField("Source", "Where all this was read.")
    source_read = DateField(
        "Checked on", "The day on which this entry was checked against its source.",
        for_scripts="source-read", formerly="Written down",
    )  # fmt: skip
    caution = TextField("Caution", "How sure this is.", longest=600)
    unverified = YesNoField(
        "To verify", "Known from one source, or at second hand: check it before you rely on it.",
        width=9,
    )  # fmt: skip
    listing = ChoiceField(
        "Listing", "On the present list, required by other law, or formerly listed.",
        choices=LISTINGS, width=21,
    )  # fmt: skip
    began = DateField("Began", "The day from which it is asked for; empty if it always was.")
    ended = DateField("Ended", "The day from which it is no longer asked for.")
    notes = NoteField("Notes")
