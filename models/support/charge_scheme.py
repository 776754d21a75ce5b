"""Charge schemes: what support by a kind of leader costs, in which years."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from models.alliances.alliance import Alliance
from models.fields.choice_fields import ChoicesField, YesNoField, chosen_of
from models.fields.date_fields import DateField
from models.fields.number_fields import MoneyField
from models.fields.reference_fields import ReferenceField
from models.fields.text_fields import NoteField, TextField
from models.records.record import Record, Values
from models.support.terms import (
    fee_a_day_field,
    fee_field,
    fee_percent_field,
    hours_field,
    includes_field,
    payable_field,
    rate_field,
    unit_field,
    vat_field,
    vat_percent_field,
)

SPECIALIST_KINDS = {
    "nle": "NLE",
    "lle": "LLE",
    "sle": "SLE",
    "nlg": "NLG",
    "rise": "RISE adviser",
    "pp": "Pupil premium reviewer",
    "til": "Trust improvement lead",
    "subject": "Subject lead",
    "facilitator": "Facilitator",
    "other": "Other",
}
"""The kinds of leader that support schools, those of 2013 and those of today."""

IN_FULL = {
    "nle": "National leader of education",
    "lle": "Local leader of education",
    "sle": "Specialist leader of education",
    "nlg": "National leader of governance",
}


class ChargeScheme(Record):
    """The price of support by certain kinds of leader in an alliance, from one day to another."""

    kind = "charge-schemes"
    singular = "charge scheme"
    told_apart_by = "alliance"
    ordered_by = ("alliance", "-valid_from", "name")
    listed = (
        *("name", "leaders", "rate", "unit", "fee_percent", "fee_a_day", "vat", "valid_from"),
        *("valid_until", "fee", "alliance"),
    )
    shown_beside_name = ("valid_from", "valid_until")

    groups = {
        "alliance": "Scheme",
        "unit": "Rates",
        "fee": "Administration",
        "vat": "Tax",
        "payable_days": "Payment",
        "notes": "Notes",
    }
    alliance = ReferenceField(
        Alliance, "Alliance", "The alliance that charges.", required=True, width=22, fixed=True
    )
    name = TextField("Name", "For example SLE 2026/27.", required=True, width=24)
    leaders = ChoicesField(
        "Leaders", "The kinds of leader whose support it prices.", choices=SPECIALIST_KINDS,
        width=20,
    )  # fmt: skip
    valid_from = DateField("Valid from", "The first day on which it may be agreed.")
    valid_until = DateField("Valid until", "The last day; empty while it is in use.")
    unit = unit_field(required=True, default="day")
    rate = rate_field(required=True)
    hours_a_day = hours_field(required=True, default=500)
    includes = includes_field(default="preparation,travel,report")
    fee = fee_field(required=True, default="none")
    fee_percent = fee_percent_field()
    fee_a_day = fee_a_day_field()
    vat = vat_field(required=True, default="none")
    vat_percent = vat_percent_field(default=2000)
    payable_days = payable_field(required=True, default=28)
    diagnostic = MoneyField("Diagnostic", "The price of a diagnosis; empty when it is free.")
    fee_on_diagnostic = YesNoField(
        "Fee on diagnostic", "Whether the fee is taken on a diagnosis too.", default=True
    )
    cancellation = NoteField("Cancellation", "Who bears what when an agreement is cancelled.")
    notes = NoteField("Notes")


def holds_on(scheme: Values, day: date) -> bool:
    """Whether a scheme may be agreed on a day; its first and its last day count."""
    first, last = scheme["valid_from"], scheme["valid_until"]
    begun = not isinstance(first, date) or first <= day
    return begun and (not isinstance(last, date) or day <= last)


def schemes_for(
    schemes: Iterable[Values], alliance: object, leader: object, day: date
) -> list[Values]:
    """The schemes of an alliance that price a kind of leader on a day, the newest first."""
    found = [
        each
        for each in schemes
        if each["alliance"] == alliance
        and holds_on(each, day)
        and (not each["leaders"] or leader in chosen_of(each["leaders"]))
    ]
    return sorted(found, key=lambda each: str(each["valid_from"] or ""), reverse=True)
