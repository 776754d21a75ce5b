"""Indicators: what an alliance is judged by, in the sets of their time."""

from __future__ import annotations

from models.fields.choice_fields import ChoiceField
from models.fields.number_fields import HundredthsField
from models.fields.text_fields import NoteField, TextField
from models.records.record import Record

SETS = {
    "2011": "National teaching schools 2011–17",
    "2018": "Teaching schools from 2018",
    "own": "Our own",
}
"""The sets of indicators; those of a funder come as catalogues."""

UNITS = {"number": "Number", "percent": "Per cent", "days": "Days", "points": "Points"}

COMPARATORS = {"at least": "At least", "at most": "At most"}

PERIODS = {"term": "Each term", "year": "Each school year"}

FIGURES = {
    "members": "Schools that have signed, on the last day",
    "engaged": "Schools that took part in a workstream",
    "engaged_percent": "Members that took part in a workstream %",
    "support_days": "Days of support that were given",
    "support_days_in_need": "Days of support to schools in need of it",
    "support_good": "Support rated good or better %",
}
"""What the desk can compute of the books beside a value that is entered."""


class Indicator(Record):
    """Something that an alliance is judged by: what it is, its target, when it is due."""

    kind = "indicators"
    singular = "indicator"
    named_by = ("title",)
    namesakes_by = ("indicator_set",)
    ordered_by = ("indicator_set", "code")
    listed = (*("indicator_set", "code", "title", "target", "comparator", "unit", "due", "figure"),)
    from_catalogues = True
    catalogues_by_name = ("teaching-schools-2011", "teaching-schools-2018")

    indicator_set = ChoiceField(
        "Set", "Whose set it belongs to.", choices=SETS, required=True, default="own", width=22
    )
    code = TextField("Code", "Its number in the set.", required=True, longest=12, width=5)
    title = TextField(
        "Title", "What it is called, for example Trainees of the year.", required=True, width=34
    )
    wording = NoteField("Wording", "Its full wording in the set.")
    comparator = ChoiceField(
        "Comparator", "Whether more or less is better.", choices=COMPARATORS, default="at least",
        width=9,
    )  # fmt: skip
    target = HundredthsField(
        "Target", "What is to be reached; empty where the set has none.", lowest=-1_000_000,
        width=8,
    )  # fmt: skip
    target_note = TextField(
        "Target in words", "Where it is not a number, such as the national rate."
    )
    unit = ChoiceField("Unit", "What is counted.", choices=UNITS, default="number", width=8)
    due = ChoiceField(
        "Due", "For each term or for each school year.", choices=PERIODS, required=True,
        default="year", width=16,
    )  # fmt: skip
    figure = ChoiceField(
        "Computed", "The figure that the books themselves give, where they can.", choices=FIGURES,
        open=True, width=24,
    )  # fmt: skip
    source = TextField("Source", "Where the wording was read.", longest=600)
    notes = NoteField("Notes")
