"""The days of half-terms, as authorities have set them."""

from __future__ import annotations

from models.fields.annual_date_fields import SchoolYearField
from models.fields.choice_fields import ChoiceField
from models.fields.date_fields import DateField
from models.fields.half_terms import HALF_TERM_NAMES
from models.fields.text_fields import NoteField
from models.records.record import Record
from models.schools.gias_codes import LOCAL_AUTHORITIES

HALF_TERMS = {name: name for name in HALF_TERM_NAMES}


class HalfTermDates(Record):
    """The first and last school day of a half-term, as an authority has set them."""

    kind = "half-terms"
    singular = "half-term"
    named_by = ("school_year", "half_term", "local_authority")
    ordered_by = ("local_authority", "first_day")
    listed = ("local_authority", "school_year", "half_term", "first_day", "last_day")

    local_authority = ChoiceField(
        "Local authority",
        "Whose schools keep it; empty for every authority that has no days of its own.",
        choices=LOCAL_AUTHORITIES,
        open=True,
        width=18,
    )
    school_year = SchoolYearField(
        "School year", "It begins on 1 September.", required=True, width=11
    )
    half_term = ChoiceField(
        "Half-term", "Autumn 1 to Summer 2.", choices=HALF_TERMS, required=True, width=10
    )
    first_day = DateField("First day", "The first school day.", required=True)
    last_day = DateField("Last day", "The last school day.", required=True)
    notes = NoteField("Notes", "For example where these days were read.")
