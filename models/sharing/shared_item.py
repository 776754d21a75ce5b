"""What was shared of schools' data: with whom, what for, and of which class."""

from __future__ import annotations

from models.alliances.alliance import Alliance
from models.fields.choice_fields import ChoiceField
from models.fields.date_fields import DateField
from models.fields.reference_fields import ReferenceField
from models.fields.text_fields import NoteField, TextField
from models.records.record import Record
from models.schools.school import School

DATA_CLASSES = {
    "aggregate": "Aggregate: no school can be told",
    "school": "School-identifiable",
}
"""What kinds of data may be shared at all; data of pupils never are, and are not kept here."""


class SharedItem(Record):
    """Something that was shared about a school, or about all of them together."""

    kind = "shared-items"
    singular = "shared item"
    named_by = ("item", "school", "shared")
    ordered_by = ("-shared", "item")
    listed = ("shared", "item", "school", "data_class", "purpose", "shared_with", "alliance")

    alliance = ReferenceField(
        Alliance, "Alliance", "Within which alliance.", required=True, width=22
    )
    item = TextField(
        "Item",
        "What was shared, for example GCSE results by department. Data of pupils are not kept "
        "here.",
        required=True,
        width=28,
    )
    data_class = ChoiceField(
        "Class", "Aggregate or school-identifiable; never about a pupil.", choices=DATA_CLASSES,
        required=True, default="school", width=20,
    )  # fmt: skip
    school = ReferenceField(
        School, "School", "Whose data they are, when a school can be told.", width=26
    )
    purpose = TextField(
        "Purpose", "What for: needed when a school can be told.", longest=600, width=28
    )
    shared = DateField("Shared", "The day on which it was shared.", required=True)
    shared_with = TextField("Shared with", "Who received it.", width=22)
    notes = NoteField("Notes")
