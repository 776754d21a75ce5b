"""Decisions to keep what our books say where the national register says something else."""

from __future__ import annotations

from models.fields.choice_fields import ChoiceField
from models.fields.date_fields import DateField
from models.fields.reference_fields import ReferenceField
from models.fields.text_fields import TextField
from models.records.record import Deed, Record
from models.schools.school import School


class RegisterDecision(Record):
    """A value of a school that is kept, although the register has another. Removed, it is offered
    again."""

    kind = "register-decisions"
    singular = "decision about the register"
    listed_last = True
    named_by = ("school", "fact")
    ordered_by = ("-decided_on", "school")
    listed = ("school", "fact", "register_value", "decided_on")
    append_only = "it is made when our value is kept, in Register on tab 1"
    made_by_desk = True

    school = ReferenceField(School, "School", "Whose value is kept.", required=True, width=30)
    fact = ChoiceField(
        "Fact", "The field of the school that it is about.",
        choices={field.attribute: field.label for field in School.fields()}, open=True,
        required=True, width=16,
    )  # fmt: skip
    register_value = TextField(
        "Register says",
        "What the register said when ours was kept; once it says something else, it asks again.",
        required=True, longest=600, width=24,
    )  # fmt: skip
    decided_on = DateField("Decided on", "The day on which ours was kept.", required=True)

    @classmethod
    def not_by_hand(cls, done: Deed) -> str:
        """A decision may be removed; the value is then offered again."""
        return "" if done == "removed" else super().not_by_hand(done)

    class Meta:
        indexes = ((("school", "fact"), True),)
