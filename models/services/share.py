"""The share of a school in a shared service: from when to when, what it pays, and what it saves."""

from __future__ import annotations

from datetime import date, timedelta

from models.fields.choice_fields import ChoiceField
from models.fields.date_fields import DateField
from models.fields.dates import add_months
from models.fields.number_fields import HundredthsField, MoneyField, NumberField
from models.fields.reference_fields import ReferenceField
from models.fields.states import State, Tone
from models.fields.text_fields import NoteField, TextField
from models.records.record import Record, Values
from models.schools.school import School
from models.services.shared_service import SharedService

PARTS = {
    "uses": State("U", "Uses", Tone.INFO),
    "leads": State("L", "Leads", Tone.GOOD),
    "interested": State("I", "Interested", Tone.QUIET),
}
"""The parts that a school may have in a shared service."""


class Share(Record):
    """A school's part in a shared service, from one day to another."""

    kind = "shares"
    singular = "share"
    listed_last = True
    named_by = ("service", "school")
    ordered_by = ("service", "school")
    listed = (
        *("service", "school", "part", "pays", "before", "hours_saved", "fte", "checked"),
        *("began", "ended"),
    )
    shown_beside_name = ("part", "ended")

    service = ReferenceField(
        SharedService, "Service", "What is shared.", required=True, fixed=True, width=26
    )
    school = ReferenceField(
        School, "School", "Whose share it is.", required=True, fixed=True, width=26
    )
    part = ChoiceField(
        "Part", "Uses it, leads it for the others, or is interested.", states=PARTS,
        required=True, default="uses", width=10,
    )  # fmt: skip
    began = DateField("Began", "From this day.")
    ended = DateField("Ended", "Until this day; empty while it lasts.")
    pays = MoneyField("Pays", "What the school pays for its share in a year.")
    before = MoneyField("Before", "What it paid in a year when it did this alone.")
    before_source = TextField(
        "Source of before", "Where that figure is from, for example the accounts of 2024/25."
    )
    hours_saved = NumberField(
        "Hours saved", "Hours of work that it saves the school in a year.", highest=20_000, width=6,
        heading="Hours",
    )  # fmt: skip
    fte = HundredthsField(
        "FTE", "Of a shared post the part that works for this school: 0.4 is two days a week.",
        lowest=1, highest=100, width=5,
    )  # fmt: skip
    checked = DateField(
        "Checked",
        "The day on which pays and before were set to the actual figures of a closed year; empty "
        "while they are estimates.",
    )
    reinvested_in = NoteField(
        "Reinvested in", "What the school did with the money or the hours that it saved."
    )
    notes = NoteField("Notes")


def holds_on(share: Values, day: date) -> bool:
    """Whether a share holds on a day; the day on which it ended is free of it."""
    began, ended = share.get("began"), share.get("ended")
    begun = not (isinstance(began, date) and began > day)
    return begun and not (isinstance(ended, date) and ended <= day)


def takes_part(share: Values) -> bool:
    """Whether a school has a part in the service, and is not only interested."""
    return share.get("part") in ("uses", "leads")


def saving_of(share: Values) -> int | None:
    """What a school saves in a year, in pence; None where either figure is missing."""
    pays, before = share.get("pays"), share.get("before")
    if not takes_part(share) or not isinstance(pays, int) or not isinstance(before, int):
        return None
    return before - pays


def first_year_closed(share: Values) -> date | None:
    """The day on which the first year of a share closes; None while its beginning is unknown."""
    began = share.get("began")
    return add_months(began, 12) if isinstance(began, date) else None


def is_estimated(share: Values, day: date) -> bool:
    """Whether its figures are estimates on a day: no year has closed, or none was checked then."""
    closed, checked = first_year_closed(share), share.get("checked")
    return closed is None or closed > day or not isinstance(checked, date) or checked > day


def owed_in(share: Values, first: date, last: date, thirds: tuple[int, int]) -> int:
    """What a school owes for its share from a day to another, in pence.

    `thirds` say which of the year's three terms these are, from which to which: the terms of a year
    come to what it pays in that year. Where the share holds on some of the days only, it is owed
    for these; half a penny goes up.
    """
    pays, began, ended = share.get("pays"), share.get("began"), share.get("ended")
    if not isinstance(pays, int):
        return 0
    of_term = _rounded(pays * thirds[1], 3) - _rounded(pays * thirds[0], 3)
    begins = max(first, began) if isinstance(began, date) else first
    ends = min(last, ended - timedelta(days=1)) if isinstance(ended, date) else last
    whole, held = (last - first).days + 1, (ends - begins).days + 1
    return _rounded(of_term * held, whole) if held > 0 else 0


def _rounded(dividend: int, divisor: int) -> int:
    return (2 * dividend + divisor) // (2 * divisor)
