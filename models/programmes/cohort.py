"""Cohorts of a programme, and how many each school has in them on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from models.fields.date_fields import DateField
from models.fields.number_fields import NumberField
from models.fields.reference_fields import ReferenceField
from models.fields.text_fields import NoteField, TextField
from models.programmes.programme import USUAL_MONTHS, Programme
from models.records.record import Record, Values
from models.schools.school import School

FIGURES = ("applied", "started", "withdrawn", "completed", "passed")
"""What is counted of a cohort, in the order in which it happens."""


class Cohort(Record):
    """Those who begin a programme together."""

    kind = "cohorts"
    singular = "cohort"
    named_by = ("programme", "name")
    ordered_by = ("-began", "programme", "name")
    listed = ("programme", "name", "began", "target", "closes", "expected_end")
    shown_beside_name = ("began",)

    programme = ReferenceField(
        Programme, "Programme", "What they take part in.", required=True, width=24
    )
    name = TextField("Name", "Such as Autumn 2026.", required=True, longest=60, width=13)
    began = DateField("Starts", "The day on which it begins.")
    target = NumberField("Target", "How many are to start.", highest=9999, width=6)
    closes = DateField("Closes", "The last day on which to apply.")
    expected_end = DateField(
        "Expected end", "By when all should have completed; empty: after the programme's months.",
        heading="Ends",
    )  # fmt: skip
    notes = NoteField("Notes", "No names of participants.")


class CohortPlace(Record):
    """How many of a school have applied, started, withdrawn, completed and passed by a day.

    Each counts from its day on, until a newer one does; what was counted before stays.
    """

    kind = "cohort-places"
    singular = "cohort place"
    listed_last = True
    named_by = ("cohort", "school", "as_of")
    ordered_by = ("cohort", "school", "-as_of")
    listed = ("cohort", "school", "as_of", *FIGURES)
    shown_beside_name = ("started", "as_of")

    cohort = ReferenceField(Cohort, "Cohort", "Which cohort.", required=True, width=34, fixed=True)
    school = ReferenceField(
        School, "School", "Whose participants.", required=True, width=26, fixed=True
    )
    as_of = DateField("As of", "The day on which it was so.", required=True)
    applied = NumberField("Applied", "How many have applied.", highest=999)
    started = NumberField("Started", "How many have started.", highest=999)
    withdrawn = NumberField("Withdrawn", "How many of them have left before the end.", highest=999)
    completed = NumberField("Completed", "How many of them have completed.", highest=999)
    passed = NumberField("Passed", "How many of those have passed.", highest=999)


def newest_by(places: Iterable[Values], day: date) -> dict[tuple[str, str], Values]:
    """The counts that hold on a day, by the keys of cohort and school: the newest by then."""
    found: dict[tuple[str, str], Values] = {}
    for each in sorted(places, key=lambda each: str(each["as_of"])):
        as_of = each["as_of"]
        if isinstance(as_of, date) and as_of <= day:
            found[str(each["cohort"]), str(each["school"])] = each
    return found


def number(values: Values | None, name: str) -> int:
    """A figure of a place; 0 where it is not known."""
    found = values.get(name) if values else None
    return found if isinstance(found, int) else 0


def months_of(programme: Values) -> int | None:
    """How many months a cohort of a programme lasts; None where nobody has said."""
    own = programme["length_months"]
    return own if isinstance(own, int) else USUAL_MONTHS.get(str(programme["framework"]))
