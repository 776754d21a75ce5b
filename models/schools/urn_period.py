"""What a school was before it became another establishment: its former URN, type and trust."""

from __future__ import annotations

from models.fields.choice_fields import ChoiceField
from models.fields.code_fields import LaestabField, UkprnField, UrnField
from models.fields.date_fields import DateField
from models.fields.reference_fields import ReferenceField
from models.fields.text_fields import TextField
from models.records.record import Record
from models.schools.gias_codes import SCHOOL_TYPES
from models.schools.school import School


class UrnPeriod(Record):
    """A time in which a school had another URN. The school and its past stay one record."""

    kind = "urn-periods"
    singular = "former URN"
    listed_last = True
    named_by = ("school", "urn")
    ordered_by = ("-until", "school")
    listed = ("school", "urn", "until", "type", "trust", "former_name", "laestab")
    shown_beside_name = ("type", "until")
    append_only = "it is made when a school converts, in Register on tab 1"
    made_by_desk = True
    tells_former = ("school", "former_name", ("urn", "laestab", "ukprn"))

    school = ReferenceField(
        School, "School", "The school, as it goes on now.", required=True, width=30
    )
    urn = UrnField("URN", "The URN that it had until then.", required=True, index=True)
    until = DateField("Until", "The last day on which it was this.", required=True)
    former_name = TextField("Former name", "What it was called.", width=30)
    laestab = LaestabField("LAESTAB")
    ukprn = UkprnField("UKPRN")
    type = ChoiceField("Type", choices=SCHOOL_TYPES, open=True, width=20)
    trust = TextField("Trust", "The trust or federation that it belonged to.", width=24)

    @classmethod
    def plural(cls) -> str:
        """The plural in a sentence."""
        return "former URNs"
