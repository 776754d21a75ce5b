"""Published results of schools, with those of disadvantaged pupils apart."""

from __future__ import annotations

from models.fields.annual_date_fields import SchoolYearField
from models.fields.choice_fields import ChoiceField
from models.fields.reference_fields import ReferenceField
from models.fields.text_fields import NoteField, TextField, WebAddressField
from models.indicators.published_figures import PublishedFigureField, figure_of
from models.records.record import Record, Values
from models.schools.school import School

MEASURES = {
    "ks2 expected": "KS2 expected standard %",
    "ks2 higher": "KS2 higher standard %",
    "ks4 attainment": "KS4 Attainment 8",
    "ks4 progress": "KS4 Progress 8",
    "ks4 grade 5": "KS4 grade 5 in English and maths %",
    "ks4 grade 4": "KS4 grade 4 in English and maths %",
    "ks5 points": "KS5 A level points per entry",
    "ks5 value added": "KS5 A level value added",
    "destinations": "Staying in education or employment %",
}
"""The figures that performance tables publish; for each, more is better."""


class ImpactFigure(Record):
    """A published result of a school, with that of its disadvantaged pupils apart."""

    kind = "impact"
    singular = "impact figure"
    named_by = ("school", "measure", "school_year")
    ordered_by = ("school", "measure", "-school_year")
    listed = (
        *("school", "measure", "school_year", "everybody", "disadvantaged", "national_others"),
        "source",
    )

    school = ReferenceField(School, "School", "Whose result it is.", required=True, width=18)
    measure = ChoiceField(
        "Measure",
        "What was measured; of KS2 reading, writing and maths together.",
        choices=MEASURES,
        required=True,
        width=23,
    )
    school_year = SchoolYearField(
        "School year", "The year of the results.", required=True, width=8, heading="Year"
    )
    everybody = PublishedFigureField(
        "All", "For all its pupils together, as published: 64.5, or SUPP where it is suppressed.",
        width=6,
    )  # fmt: skip
    disadvantaged = PublishedFigureField(
        "Disadvantaged", "For its disadvantaged pupils together, as published.", width=7,
        heading="Disadv.",
    )  # fmt: skip
    national_others = PublishedFigureField(
        "National, not disadvantaged", "All other pupils nationally, as published beside it.",
        width=8, heading="National", for_scripts="national",
    )  # fmt: skip
    source = TextField(
        "Source", "Where it was published: tables and edition.", required=True, width=24
    )
    address = WebAddressField("Address", "Where it can be read.")
    notes = NoteField("Notes")


def gap_of(figure: Values) -> int | None:
    """Disadvantaged less the nation's others, in hundredths; None where either is no figure."""
    ours, nations = figure_of(figure["disadvantaged"]), figure_of(figure["national_others"])
    return None if ours is None or nations is None else ours - nations
