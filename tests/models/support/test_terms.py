"""What support costs: the figures of real schemes, and that no penny is lost."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.records.record import Values
from models.support.charge_scheme import ChargeScheme
from models.support.terms import FEES, UNITS, VAT, figures_for, figures_of


def terms(**given: Any) -> Values:
    return ChargeScheme.starting_values() | given


NORTHERN = {"fee": "added", "fee_percent": 1500, "vat": "all", "vat_percent": 2000}

CASES = {
    "Northern Alliance 2015/16, SLE, 2 days": (
        terms(rate=42_000, **NORTHERN), 200, (96_600, 19_320, 115_920, 84_000, 12_600),
    ),
    "Northern Alliance, NLE or LLE, 1 day": (
        terms(rate=70_000, **NORTHERN), 100, (80_500, 16_100, 96_600, 70_000, 10_500),
    ),
    "Northern Alliance, diagnostic": (
        terms(rate=52_000, unit="fixed", **NORTHERN), 100, (59_800, 11_960, 71_760, 52_000, 7_800),
    ),
    "Fairfields 2019-22, SLE, 2 days": (
        terms(rate=35_000, fee="included", fee_percent=1500),
        200, (70_000, 0, 70_000, 59_500, 10_500),
    ),
    "Yarlside, 1.5 days": (
        terms(rate=35_000, fee="fixed inside", fee_a_day=5_000),
        150, (52_500, 0, 52_500, 45_000, 7_500),
    ),
    "pupil premium review, 3 days": (
        terms(rate=40_000), 300, (120_000, 0, 120_000, 120_000, 0),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_schemes_of_real_alliances_come_out_to_the_penny(case: str) -> None:
    of, days, (client, vat, gross, home, fee) = CASES[case]
    found = figures_of(of, days)
    assert (found.client, found.vat, found.gross, found.home, found.fee) == (
        *(client, vat, gross, home, fee),
    )


def test_five_per_cent_kept_of_a_grant_of_twenty_thousand_pounds() -> None:
    found = figures_for(terms(fee="included", fee_percent=500), 2_000_000)
    assert (found.home, found.fee) == (1_900_000, 100_000)


SCHEMES = st.builds(
    terms,
    unit=st.sampled_from(sorted(UNITS)),
    rate=st.integers(1, 20_000_000),
    hours_a_day=st.integers(4, 40).map(lambda quarters: quarters * 25),
    fee=st.sampled_from(sorted(FEES)),
    fee_percent=st.integers(1, 10_000),
    fee_a_day=st.integers(1, 20_000_000),
    vat=st.sampled_from(sorted(VAT)),
    vat_percent=st.integers(1, 10_000),
)
DAYS = st.integers(1, 120).map(lambda halves: halves * 50)


@given(SCHEMES, DAYS)
def test_what_a_client_pays_is_what_the_home_gets_and_the_fee(of: Values, days: int) -> None:
    found = figures_of(of, days)
    assert found.client == found.home + found.fee
    assert found.gross == found.home + found.fee + found.vat


def pounds(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


@given(SCHEMES, DAYS)
def test_figures_are_those_of_decimal_arithmetic_rounded_half_up(of: Values, days: int) -> None:
    def number(name: str, whole: int = 100) -> Decimal:
        return Decimal(str(of[name])) / whole

    count = Decimal(days) / 100
    times = {"day": count, "half day": 2 * count, "hour": count * number("hours_a_day")}
    base = pounds(number("rate") * times.get(str(of["unit"]), Decimal(1)))
    share = number("fee_percent", 10_000)
    fee = {
        "none": Decimal(0),
        "added": pounds(base * share),
        "included": pounds(base * share),
    }.get(str(of["fee"]), pounds(number("fee_a_day") * count))
    client = base + fee if str(of["fee"]).endswith("added") else base
    taxable = {"none": Decimal(0), "all": client, "fee": fee}[str(of["vat"])]
    vat = pounds(taxable * number("vat_percent", 10_000))
    found = figures_of(of, days)
    assert [found.base, found.fee, found.client, found.vat] == [
        *(int(each * 100) for each in (base, fee, client, vat)),
    ]
