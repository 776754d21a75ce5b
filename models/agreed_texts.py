"""What an alliance has agreed on in writing, version by version, and what is shared under it."""

from __future__ import annotations

from models.alliances import Alliance
from models.fields import ChoiceField, DateField, NoteField, ReferenceField, TextField
from models.records import Record
from models.schools import School

AGREED_TEXTS = {
    "statement": "Statement of Commitment",
    "memorandum": "Memorandum of understanding",
    "protocol": "Data-sharing protocol",
}


class AgreedText(Record):
    """A version of an alliance's Statement of Commitment, memorandum or data-sharing protocol."""

    kind = "texts"
    singular = "agreed text"
    named_by = ("alliance", "what", "version")
    ordered_by = ("alliance", "what", "-agreed")
    listed = ("what", "version", "agreed", "review", "alliance")

    alliance = ReferenceField(Alliance, "Alliance", "Whose text it is.", required=True, width=18)
    what = ChoiceField(
        "Text", "Statement, memorandum or protocol.", choices=AGREED_TEXTS, required=True, width=27
    )
    version = TextField("Version", "Its number or name.", required=True, width=10)
    agreed = DateField("Agreed", "The day from which it holds.")
    review = DateField("Review", "The day by which it is to be looked at again.")
    text = NoteField(
        "Words",
        "The text itself, as Markdown. In a letter to sign {school}, {urn}, {address}, {head}, "
        "{role}, {alliance}, {hub}, {version} and {date} are filled in.",
    )
    notes = NoteField("Notes")


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
    listed = ("shared", "item", "data_class", "school", "purpose", "shared_with", "alliance")

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
    school = ReferenceField(School, "School", "Whose data they are, when a school can be told.")
    purpose = TextField(
        "Purpose", "What for: needed when a school can be told.", longest=600, width=28
    )
    shared = DateField("Shared", "The day on which it was shared.", required=True)
    shared_with = TextField("Shared with", "Who received it.", width=22)
    notes = NoteField("Notes")
