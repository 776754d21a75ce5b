"""The terms of support: what a day costs, who keeps what, and what a client pays to the penny."""

from __future__ import annotations

from typing import Any, NamedTuple

from models.fields.choice_fields import ChoiceField, ChoicesField
from models.fields.field import DeskField
from models.fields.number_fields import HundredthsField, MoneyField, NumberField
from models.fields.part_fields import PartsField
from models.records.record import Values

UNITS = {"day": "Day", "half day": "Half day", "hour": "Hour", "fixed": "Fixed price"}

FEES = {
    "none": "No fee",
    "added": "% added to the price",
    "included": "% kept from the price",
    "fixed inside": "Amount a day kept from the price",
    "fixed added": "Amount a day added to the price",
}
"""What the alliance takes for bringing client and specialist together."""

FEES_IN_PERCENT = frozenset({"added", "included"})
FEES_A_DAY = frozenset({"fixed inside", "fixed added"})

VAT = {"none": "No VAT", "all": "VAT on all", "fee": "VAT on the fee only"}

INCLUDED = {"preparation": "Preparation", "travel": "Travel", "report": "Report"}
"""What the price includes, so that it does not count against the days."""

AGREED_TERMS = (
    *("unit", "rate", "hours_a_day", "includes", "fee", "fee_percent", "fee_a_day"),
    *("vat", "vat_percent", "payable_days"),
)
"""The attributes that a scheme and a deployment have alike: copied when an agreement is signed."""


def unit_field(**options: Any) -> DeskField:
    """What the rate is for."""
    return ChoiceField("Unit", "What the rate is for.", choices=UNITS, width=11, **options)


def rate_field(**options: Any) -> DeskField:
    """The price of a unit."""
    return MoneyField("Rate", "The price of a unit, before fee and VAT.", lowest=1, **options)


def hours_field(**options: Any) -> DeskField:
    """How many hours of support are a day."""
    return PartsField(
        "Hours a day", "How many hours of support are a day.",
        step=25, highest=2400, width=5, heading="Hours", **options,
    )  # fmt: skip


def includes_field(**options: Any) -> DeskField:
    """What the price includes."""
    return ChoicesField(
        "Includes", "What the price includes: it does not count against the days.",
        choices=INCLUDED, width=20, **options,
    )  # fmt: skip


def fee_field(**options: Any) -> DeskField:
    """What kind of fee the alliance takes."""
    return ChoiceField(
        "Fee", "What the alliance takes: added to the price, or kept from it.",
        choices=FEES, width=20, **options,
    )  # fmt: skip


def fee_percent_field(**options: Any) -> DeskField:
    """The fee as a share of the price."""
    return HundredthsField(
        "Fee percent", "The fee as a share of the price, for example 15.",
        highest=10_000, width=6, heading="Fee %", **options,
    )  # fmt: skip


def fee_a_day_field(**options: Any) -> DeskField:
    """The fee as an amount a day."""
    return MoneyField("Fee a day", "The fee as an amount for each day.", **options)


def vat_field(**options: Any) -> DeskField:
    """On what VAT is charged."""
    return ChoiceField("VAT", "On what VAT is charged.", choices=VAT, width=12, **options)


def vat_percent_field(**options: Any) -> DeskField:
    """The rate of VAT."""
    return HundredthsField(
        "VAT percent", "The rate of VAT, for example 20.",
        highest=10_000, width=6, heading="VAT %", **options,
    )  # fmt: skip


def payable_field(**options: Any) -> DeskField:
    """Within how many days an invoice is paid."""
    return NumberField(
        "Payable days", "Within how many days an invoice is paid.", highest=365, width=8, **options
    )


class Figures(NamedTuple):
    """What an agreement comes to in pence; `home` is what the specialist's school gets."""

    base: int
    fee: int
    client: int
    vat: int
    home: int

    @property
    def gross(self) -> int:
        """What the client pays with VAT."""
        return self.client + self.vat


def rounded(numerator: int, denominator: int) -> int:
    """A quotient of amounts as a whole number, halves rounded up; of a negative one away from 0."""
    sign = -1 if numerator < 0 else 1
    return sign * ((2 * abs(numerator) + denominator) // (2 * denominator))


def price_of(terms: Values, days: int) -> int:
    """The price of so many hundredths of a day, in pence."""
    rate = _number(terms, "rate")
    if terms["unit"] == "fixed":
        return rate
    if terms["unit"] == "half day":
        return rounded(rate * days * 2, 100)
    if terms["unit"] == "hour":
        return rounded(rate * days * _number(terms, "hours_a_day"), 10_000)
    return rounded(rate * days, 100)


def figures_of(terms: Values, days: int) -> Figures:
    """What so many hundredths of a day cost under these terms; each figure is rounded once."""
    return figures_for(terms, price_of(terms, days), days)


def figures_for(terms: Values, base: int, days: int = 100) -> Figures:
    """What follows from a price: fee, VAT, and the shares of client and home."""
    kind = terms["fee"]
    fee = 0
    if kind in FEES_IN_PERCENT:
        fee = rounded(base * _number(terms, "fee_percent"), 10_000)
    elif kind in FEES_A_DAY:
        fee = rounded(_number(terms, "fee_a_day") * days, 100)
    is_added = kind in ("added", "fixed added")
    client, home = (base + fee, base) if is_added else (base, base - fee)
    taxable = {"all": client, "fee": fee}.get(str(terms["vat"]), 0)
    vat = rounded(taxable * _number(terms, "vat_percent"), 10_000)
    return Figures(base, fee, client, vat, home)


def _number(terms: Values, attribute: str) -> int:
    value = terms.get(attribute)
    return value if isinstance(value, int) else 0
