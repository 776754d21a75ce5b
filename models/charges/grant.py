"""Grants: what a funder gives, for what, with which conditions and returns."""

from __future__ import annotations

from models.alliances.alliance import Alliance
from models.fields.choice_fields import YesNoField
from models.fields.date_fields import DateField
from models.fields.number_fields import MoneyField, NumberField
from models.fields.reference_fields import ReferenceField
from models.fields.text_fields import NoteField, TextField
from models.records.record import Record


class Grant(Record):
    """Money that a funder gives for a purpose, on conditions."""

    kind = "grants"
    singular = "grant"
    named_by = ("title",)
    told_apart_by = "alliance"
    ordered_by = ("alliance", "-began", "title")
    listed = (
        *("title", "amount", "ended", "funder", "began", "central_only", "match_percent"),
        "alliance",
    )
    shown_beside_name = ("ended",)

    alliance = ReferenceField(
        Alliance, "Alliance", "Which alliance has it.", required=True, width=22, fixed=True
    )
    title = TextField("Title", "What it is called.", required=True, width=26)
    funder = TextField("Funder", "Who gives it.", required=True, width=22)
    amount = MoneyField("Amount", "All of it.", required=True, width=11)
    began = DateField("From", "The first day for which it may be spent.")
    ended = DateField("Until", "The last day for which it may be spent.")
    central_only = YesNoField(
        "Central only", "Whether it is for central costs only, and never for a workstream.",
        default=False, width=7, heading="Central",
    )  # fmt: skip
    conditions = NoteField("Conditions", "What the funder asks for.")
    administration_percent = NumberField(
        "Administration, %", "The most that may be spent on administration.", highest=100,
        width=6, heading="Adm. %",
    )  # fmt: skip
    match_percent = NumberField(
        "Match, %", "How much of what is spent must be matched: 100 is pound for pound.",
        highest=1000, width=7,
    )  # fmt: skip
    limit_per_school = MoneyField(
        "Limit per school", "The most that may go to one school.", width=12
    )
    notes = NoteField("Notes")
