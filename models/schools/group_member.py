"""Which schools belong to which trust or federation, and since when."""

from __future__ import annotations

from models.fields.date_fields import DateField
from models.fields.reference_fields import ReferenceField
from models.records.record import Record
from models.schools.group import Group
from models.schools.school import School


class GroupMember(Record):
    """A time in which a school belongs to a trust or federation."""

    kind = "group-members"
    singular = "member of a trust"
    named_by = ("group", "school")
    ordered_by = ("group", "school")
    listed = ("group", "school", "since", "until")
    shown_beside_name = ("until",)

    group = ReferenceField(Group, "Group", "The trust or federation.", required=True, width=32)
    school = ReferenceField(School, "School", "The school.", required=True, width=30)
    since = DateField("Since", "The day on which it joined; empty: always, as far as is known.")
    until = DateField("Until", "The last day on which it belonged; empty while it does.")

    @classmethod
    def plural(cls) -> str:
        """The plural in a sentence."""
        return "members of trusts"
