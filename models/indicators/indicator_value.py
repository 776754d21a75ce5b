"""Values of indicators, period by period, with their evidence."""

from __future__ import annotations

from models.alliances.alliance import Alliance
from models.fields.annual_date_fields import SchoolYearField
from models.fields.choice_fields import ChoiceField
from models.fields.half_terms import TERMS
from models.fields.number_fields import HundredthsField
from models.fields.reference_fields import ReferenceField
from models.fields.text_fields import NoteField, TextField
from models.indicators.indicator import Indicator
from models.records.record import Record


class IndicatorValue(Record):
    """What an alliance reports of an indicator for a term or a school year."""

    kind = "indicator-values"
    singular = "indicator value"
    listed_last = True
    named_by = ("indicator", "alliance", "school_year", "term")
    ordered_by = ("-school_year", "-term", "indicator")
    listed = ("indicator", "school_year", "term", "value", "reason", "evidence", "alliance")

    alliance = ReferenceField(
        Alliance, "Alliance", "Who reports it.", required=True, fixed=True, width=22
    )
    indicator = ReferenceField(
        Indicator, "Indicator", "What it is of.", required=True, fixed=True, width=34
    )
    school_year = SchoolYearField(
        "School year", "It begins on 1 September.", required=True, width=11
    )
    term = ChoiceField(
        "Term", "Of an indicator that is due each term; empty for the whole year.", choices=TERMS,
        width=7,
    )  # fmt: skip
    value = HundredthsField("Value", "What is reported.", required=True, lowest=-1_000_000, width=9)
    reason = TextField(
        "Reason", "Why it differs from the figure of the books.", longest=600, width=28
    )
    evidence = TextField(
        "Evidence", "Where it can be looked up: a file, an address, a minute.", longest=600,
        width=28,
    )  # fmt: skip
    notes = NoteField("Notes")
