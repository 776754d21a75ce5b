"""Returns of indicators and the paper on impact."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from data.catalogues.loading import bring_in
from data.exports.writing import write
from data.indicators.attention import returns_due
from data.store.store import Store
from data.summaries.registry import SUMMARIES
from data.tables.paper import Listing
from data.tables.table import Summary
from models.alliances.alliance import Alliance
from models.fields.values import show_value
from models.indicators.impact_figure import ImpactFigure
from models.indicators.indicator import Indicator
from models.indicators.indicator_value import IndicatorValue
from models.memberships.membership import Membership
from models.records.record import Values
from models.schools.school import School


@pytest.fixture
def keys(store: Store) -> dict[str, str]:
    """Northern with members Ash and Beech, and Cedar that has not signed; the set of 2018."""
    signed: Values = {
        "stage": "member", "enquired": date(2024, 9, 2), "statement_signed": date(2024, 9, 2),
        "signatory": "A. Head",
    }  # fmt: skip
    keys: dict[str, str] = {}
    with store.operation("Begin") as change:
        keys["Northern"] = change.add(Alliance, {"name": "Northern"})
        for name in ("Ash", "Beech", "Cedar"):
            keys[name] = change.add(School, {"name": name})
            values: Values = signed if name != "Cedar" else {"stage": "enquiry"}
            pair: Values = {"school": keys[name], "alliance": keys["Northern"]}
            change.add(Membership, pair | values)
    assert bring_in(store, "teaching-schools-2018").done == "6 indicators loaded."
    keys |= {str(each["code"]): str(each["key"]) for each in store.find(Indicator)}
    return keys


def value(store: Store, keys: dict[str, str], code: str, number: int, **values: Any) -> None:
    with store.operation("Report") as change:
        given: Values = {"alliance": keys["Northern"], "indicator": keys[code], "value": number}
        change.add(IndicatorValue, given | {"evidence": "A list"} | values)


def column(summary: Summary, name: str) -> list[str]:
    at = [each.name for each in summary.columns].index(name)
    return [show_value(row.cells[at], summary.columns[at].kind) for row in summary.rows]


def test_a_return_has_targets_values_and_what_is_missing(
    store: Store, keys: dict[str, str]
) -> None:
    value(store, keys, "1", 1700, school_year=2025)
    value(store, keys, "3", 4600, school_year=2025)
    value(store, keys, "4", 8950, school_year=2025, term="spring")
    value(store, keys, "4", 9300, school_year=2025, term="summer")
    summary = SUMMARIES["termly-return"].make(store, last=date(2026, 7, 1))
    assert column(summary, "period")[:4] == ["2025/26", "2025/26", "2025/26", "Summer 2025/26"]
    assert column(summary, "target")[0] == "At least 15"
    assert column(summary, "target")[3] == "At least 90%"
    assert column(summary, "value") == ["17", "", "46", "93", "", ""]
    assert column(summary, "before")[3] == "89.5"
    assert summary.paper
    (part,) = summary.paper.parts
    assert isinstance(part, Listing)
    printed = [row.cells[5:10:4] for row in part.groups[0].rows]
    assert printed[0] == ("17", None)
    assert printed[3] == ("93.0%", "89.5%"), "with their unit, and as many places"
    assert column(summary, "state") == [
        "Reached", "Missing", "Not reached", "Reached", "Missing", "Missing",
    ]  # fmt: skip
    assert summary.notes[:3] == [
        "3 of 6 indicators have a value for Summer 2025/26 or its school year.",
        "2 of 3 with a target reach it.",
        "3 are missing, though the period has ended.",
    ]


def test_for_circulation_a_return_leaves_out_why_a_value_differs(
    store: Store, keys: dict[str, str]
) -> None:
    value(store, keys, "1", 1700, school_year=2025, reason="Ash was supported twice")
    make = SUMMARIES["termly-return"].make
    assert b"supported twice" in write(make(store, last=date(2026, 7, 1)), "text")
    outside = make(store, last=date(2026, 7, 1), for_circulation=True)
    assert not any(b"supported twice" in write(outside, kind) for kind in ("text", "csv", "json"))
    assert column(outside, "value")[0] == "17"


def test_today_tells_of_periods_that_ended_without_a_value(
    store: Store, keys: dict[str, str]
) -> None:
    (matter,) = returns_due(store)
    assert matter.count == 6
    value(store, keys, "1", 1700, school_year=2025)
    value(store, keys, "4", 9300, school_year=2025, term="summer")
    (matter,) = returns_due(store)
    assert set(matter.keys) == {keys[code] for code in ("2", "3", "5", "6")}
    assert "2025/26" in matter.detail


def test_impact_has_disadvantaged_apart_and_no_suppressed_figure_as_a_number(
    store: Store, keys: dict[str, str]
) -> None:
    with store.operation("Results") as change:
        for school, year, all_, disadvantaged in (
            ("Ash", 2025, "49.8", "38.1"), ("Ash", 2024, "48", "36"), ("Beech", 2025, "44", "SUPP"),
            ("Cedar", 2025, "51", "45"),
        ):  # fmt: skip
            change.add(
                ImpactFigure,
                {"school": keys[school], "measure": "ks4 attainment", "school_year": year,
                 "everybody": all_, "disadvantaged": disadvantaged, "national_others": "50.4",
                 "source": "Tables"},
            )  # fmt: skip
    summary = SUMMARIES["impact"].make(store)
    assert column(summary, "school") == ["Ash", "Ash", "Beech", "Cedar"]
    assert column(summary, "gap") == ["-12.3", "-14.4", "", "-5.4"]
    assert column(summary, "gap-before")[0] == "-14.4"
    assert column(summary, "disadvantaged")[2] == "SUPP"
    told = " ".join(summary.notes)
    assert "In 2 of 2 newest results disadvantaged" in told
    assert "better than a year before in 1 of 1" in told
    assert "1 result has no gap" in told
    assert "SUPP: suppressed" in told
    outside = SUMMARIES["impact"].make(store, for_circulation=True)
    assert "Cedar" not in column(outside, "school")
    assert "1 school that has not signed" in " ".join(outside.notes)
