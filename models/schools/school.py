"""Schools, and the other organisations that work with them."""

from __future__ import annotations

from models.fields.choice_fields import ChoiceField, YesNoField
from models.fields.code_fields import LaestabField, UkprnField, UrnField
from models.fields.date_fields import DateField
from models.fields.number_fields import NumberField
from models.fields.reference_fields import NameField
from models.fields.text_fields import (
    NoteField,
    PostcodeField,
    TelephoneField,
    TextField,
    WebAddressField,
)
from models.records.record import Record
from models.schools.gias_codes import (
    GENDERS,
    LOCAL_AUTHORITIES,
    PHASES,
    RELIGIOUS_CHARACTERS,
    SCHOOL_STATUSES,
    SCHOOL_TYPES,
    SHORT_PHASES,
    TYPE_GROUP_OF,
)
from models.schools.group import Group

MAINTAINED_TYPES = frozenset(
    type_code for type_code, group in TYPE_GROUP_OF.items() if group == "4"
) | {"07", "12"}
ACADEMY_TYPES = frozenset(
    type_code for type_code, group in TYPE_GROUP_OF.items() if group in ("10", "11")
)


_PHASES_ALSO = {
    "infant": "2", "infants": "2", "junior": "2", "juniors": "2", "infant and nursery": "2",
    "all through": "7", "through": "7", "sixth form": "6", "post-16": "6", "post 16": "6",
}  # fmt: skip
_GENDERS_ALSO = {"co-ed": "3", "coed": "3", "co-educational": "3", "both": "3", "mixed sex": "3"}
"""Other words of school offices, folded."""


class School(Record):
    """A school, college or other establishment with a place in the national register."""

    kind = "schools"
    singular = "school"
    ordered_by = ("name", "urn")
    listed = (
        "name",
        "phase",
        "local_authority",
        "urn",
        "postcode",
        "type",
        "town",
        "pupils",
        "telephone",
        "status",
    )
    found_by = ("urn", "laestab", "ukprn")
    beside_namesakes = (("status",), ("urn", "town"))
    judged_alone = True

    described_by = ("urn", "laestab", "ukprn", "street", "town", "postcode", "telephone", "website")
    groups = {
        "name": "Name",
        "local_authority": "Kind",
        "low_age": "Pupils",
        "opened": "Dates",
        "street": "Contact",
        "biometrics": "Here",
        "notes": "Notes",
    }
    name = TextField(
        "Name",
        "The school's full name.",
        required=True,
        width=30,
        collation="NOCASE",
    )
    urn = UrnField("URN", "Its Unique Reference Number: a new one when it becomes an academy.",
                   only_one=True)  # fmt: skip
    laestab = LaestabField("LAESTAB", "Authority and establishment number.", index=True)
    ukprn = UkprnField("UKPRN", "Its UK Provider Reference Number.", index=True)
    local_authority = ChoiceField(
        "Local authority",
        "The authority whose area it stands in.",
        choices=LOCAL_AUTHORITIES,
        open=True,
        width=11,
        heading="Authority",
    )
    phase = ChoiceField(
        "Phase",
        "Primary, Secondary … Special schools have none: Not applicable.",
        choices=PHASES,
        also=_PHASES_ALSO,
        open=True,
        width=10,
        shorter=SHORT_PHASES,
    )
    status = ChoiceField(
        "Status", "Open, closed, or about to be.", choices=SCHOOL_STATUSES, open=True,
        default="1", width=8,
    )  # fmt: skip
    type = ChoiceField(
        "Type",
        "Community school, Academy converter … It decides which policies the school must have.",
        choices=SCHOOL_TYPES,
        open=True,
        width=20,
    )
    trust = NameField(
        Group, "Trust", "The academy trust or federation that it belongs to; a new name adds one.",
        width=24,
    )  # fmt: skip
    low_age = NumberField("Low age", "Age of its youngest pupils.", highest=25)
    high_age = NumberField("High age", "Age of its oldest pupils.", highest=25)
    pupils = NumberField("Pupils", "How many are on roll.", highest=100_000)
    gender = ChoiceField(
        "Gender", "Whom it admits.", choices=GENDERS, also=_GENDERS_ALSO, open=True, width=6
    )
    religious_character = ChoiceField(
        "Religious character", "As designated.", choices=RELIGIOUS_CHARACTERS, open=True
    )
    nursery = YesNoField("Nursery", "Whether it has nursery classes.")
    sixth_form = YesNoField("Sixth form", "Whether it has a sixth form.")
    boarders = YesNoField("Boarders", "Whether pupils board.")
    own_admission_authority = YesNoField(
        "Own admission authority",
        "Whether it sets its own admissions; empty for what its type implies.",
    )
    opened = DateField("Opened", "The day it opened.")
    closed = DateField("Closed", "The day it closed.")
    street = TextField("Street")
    town = TextField("Town", width=14)
    postcode = PostcodeField("Postcode")
    telephone = TelephoneField("Telephone")
    website = WebAddressField("Website")
    biometrics = YesNoField("Biometrics", "Whether it uses biometric data, such as fingerprints.")
    early_career_teachers = YesNoField(
        "Early career teachers", "Whether it employs teachers in their first two years."
    )
    staff = NumberField("Staff", "How many people it employs.", highest=100_000)
    local_groups = TextField(
        "Local groups",
        "The local groups and networks that it belongs to as well, with commas between.",
        longest=600,
    )
    settled_in = DateField(
        "Settled in",
        "Until this day its policies are being typed in, and none of them raises an alarm.",
    )
    notes = NoteField("Notes", "Your own; an import never touches them.")

    class Meta:
        indexes = ((("name", "urn", "key"), False),)


_settled_in = School.index(School.settled_in, name="school_settled_in")
# Today counts those that have settled in, and reads none.
School.add_index(_settled_in.where(School.settled_in.is_null(False)))
