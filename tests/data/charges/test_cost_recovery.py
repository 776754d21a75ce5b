"""Total cost recovery: one strand by hand, sums to the penny, and the sheet of a school."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.charges.recovery import recovery
from data.charges.recovery_attention import strands_in_the_red
from data.exports.writing import write
from data.problems import WrongCall
from data.store.store import Store
from data.summaries.registry import SUMMARIES
from data.tables.table import Summary
from models.alliances.alliance import Alliance
from models.charges.charge import Charge
from models.charges.grant import Grant
from models.charges.invoice import Invoice
from models.charges.money_line import MoneyLine
from models.charges.payment import Payment
from models.fields.values import show_value
from models.memberships.membership import Membership
from models.records.record import Values
from models.schools.school import School
from models.workstreams.workstream import Workstream

AUTUMN = date(2026, 10, 1)


@pytest.fixture
def keys(store: Store) -> dict[str, str]:
    """Northern with CPD and support, Ash a client, Beech the home of a specialist."""
    keys: dict[str, str] = {}
    with store.operation("Begin") as change:
        keys["Northern"] = change.add(Alliance, {"name": "Northern"})
        for name in ("Ash", "Beech"):
            keys[name] = change.add(School, {"name": name})
        for name, kind in (("CPD", "cpd"), ("SLE", "specialist leaders")):
            values: Values = {"name": name, "alliance": keys["Northern"], "kind_of_work": kind}
            keys[name] = change.add(Workstream, values)
    return keys


def charge(store: Store, keys: dict[str, str], cause: str, net: int, **values: Any) -> str:
    given: Values = {
        "cause": cause, "alliance": keys["Northern"], "workstream": keys["SLE"], "net": net,
        "school": keys["Ash"], "direction": "to us", "made": AUTUMN, "about": "other",
    }  # fmt: skip
    with store.operation("Charge") as change:
        return change.add(Charge, given | values)


def line(store: Store, keys: dict[str, str], what: str, amount: int, **values: Any) -> str:
    given: Values = {
        "alliance": keys["Northern"], "what": what, "amount": amount, "day": AUTUMN,
        "direction": "cost",
    }  # fmt: skip
    with store.operation("Money") as change:
        return change.add(MoneyLine, given | values)


def sheet(store: Store, **limits: Any) -> tuple[list[list[str]], Summary]:
    summary = SUMMARIES["cost-recovery"].make(store, **limits)
    names = ("workstream", "cost", "income", "balance", "recovered", "short")
    at = [[column.name for column in summary.columns].index(name) for name in names]
    return [
        [show_value(row.cells[place], summary.columns[place].kind) for place in at]
        for row in summary.rows
    ], summary


def test_a_strand_by_hand(store: Store, keys: dict[str, str]) -> None:
    # The client owes 966.00 and VAT, the home is owed 840.00; a room costs 150.25; a fund gives 20.
    charge(store, keys, "D1", 96_600, vat=19_320)
    charge(store, keys, "D1", 84_000, direction="by us", school=keys["Beech"])
    charge(store, keys, "D2, withdrawn", 50_000, withdrawn=AUTUMN)
    charge(store, keys, "D3, last year", 70_000, made=date(2026, 8, 31))
    line(store, keys, "Room", 15_025, workstream=keys["SLE"])
    line(store, keys, "Fund", 2_000, workstream=keys["SLE"], direction="income")
    line(store, keys, "Office", 9_900)
    rows, summary = sheet(store)
    # 966.00 + 20.00 - 840.00 - 150.25 = -4.25
    assert rows == [
        ["SLE", "£990.25", "£986.00", "-£4.25", "99", "£4.25"],
        ["Central costs", "£99.00", "£0.00", "-£99.00", "0", "£99.00"],
    ]
    assert "1 workstream is in the red: SLE (£4.25)." in summary.notes
    (matter,) = strands_in_the_red(store)
    assert (matter.keys, matter.detail) == ((keys["SLE"],), "SLE: £4.25 short")
    last_year, _ = sheet(store, last=date(2026, 8, 31))
    assert last_year == [["SLE", "£0.00", "£700.00", "£700.00", "", ""]]


def test_the_chart_says_what_the_table_says_where_more_came_in_than_went_out(
    store: Store, keys: dict[str, str]
) -> None:
    for name, income, cost in (("CPD", 22_200, 10_000), ("SLE", 6_800, 10_000)):
        line(store, keys, "Paid", cost, workstream=keys[name])
        line(store, keys, "Came in", income, workstream=keys[name], direction="income")
    rows, summary = sheet(store)
    assert [row[4] for row in rows] == ["222", "68"]
    assert summary.paper is not None
    (chart,) = summary.paper.charts
    assert [(bar.done, bar.share) for bar in chart.bars] == [(100, "222%"), (68, "68%")]


def test_what_was_invoiced_and_not_paid_is_not_yet_recovered(
    store: Store, keys: dict[str, str]
) -> None:
    with store.operation("Invoice") as change:
        invoice = change.add(
            Invoice,
            {"alliance": keys["Northern"], "school": keys["Ash"], "direction": "to us",
             "number": "2026-001"},
        )  # fmt: skip
    charge(store, keys, "D1", 96_600, vat=19_320, invoice=invoice)
    with store.operation("Issue and pay") as change:
        change.set(Invoice, invoice, {"issued": AUTUMN})
        change.add(Payment, {"invoice": invoice, "day": date(2026, 11, 1), "amount": 100_000})
    found = recovery(store, keys["Northern"], store.today)
    assert (found.receivable, found.payable) == (15_920, 0)
    before = recovery(store, keys["Northern"], date(2026, 9, 30))
    assert (before.receivable, before.lines) == (0, [])


def test_what_is_put_beside_a_grant_is_no_cost_of_the_alliance(
    store: Store, keys: dict[str, str]
) -> None:
    with store.operation("Grant") as change:
        grant = change.add(
            Grant, {"alliance": keys["Northern"], "title": "Fund", "funder": "F", "amount": 10_000}
        )
    of_grant = {"grant": grant, "workstream": keys["CPD"]}
    line(store, keys, "Allotted", 5_000, direction="income", part_of_grant="grant", **of_grant)
    line(store, keys, "Spent", 3_000, part_of_grant="grant", **of_grant)
    line(store, keys, "Matched", 3_000, part_of_grant="match", **of_grant)
    rows, _ = sheet(store)
    assert rows == [["CPD", "£30.00", "£50.00", "£20.00", "166", ""]]


def test_the_sheet_of_a_school_is_seen_from_its_side_and_for_itself_only(
    store: Store, keys: dict[str, str]
) -> None:
    charge(store, keys, "D1", 84_000, direction="by us", school=keys["Beech"])
    charge(store, keys, "D2", 10_000, school=keys["Beech"], workstream=keys["CPD"])
    charge(store, keys, "D3", 96_600)
    rows, summary = sheet(store, school=keys["Beech"])
    assert rows == [
        ["CPD", "£100.00", "£0.00", "-£100.00", "0", "£100.00"],
        ["SLE", "£0.00", "£840.00", "£840.00", "", ""],
    ]
    assert summary.notes[0] == "Beech."
    with pytest.raises(WrongCall, match="for that school"):
        SUMMARIES["cost-recovery"].make(store, school=keys["Beech"], for_circulation=True)


def test_a_return_of_a_grant_for_circulation_has_no_words_that_may_name_a_supported_school(
    store: Store, keys: dict[str, str]
) -> None:
    signed: Values = {"stage": "member", "statement_signed": AUTUMN, "signatory": "A. Head"}
    with store.operation("Grant and members") as change:
        grant = change.add(
            Grant, {"alliance": keys["Northern"], "title": "Fund", "funder": "F", "amount": 10_000}
        )
        for name in ("Ash", "Beech"):
            pair: Values = {"alliance": keys["Northern"], "school": keys[name]}
            change.add(Membership, pair | signed)
    of = {"grant": grant, "part_of_grant": "grant"}
    line(store, keys, "Phonics at Ash", 3_000, evidence="Visit to Ash", workstream=keys["SLE"],
         school=keys["Ash"], **of)  # fmt: skip
    line(store, keys, "Hire", 500, school=keys["Beech"], **of)
    make = SUMMARIES["grant-return"].make
    own = write(make(store), "text").decode()
    assert "Phonics at Ash" in own
    assert "Visit to Ash" in own
    outside = make(store, for_circulation=True)
    for kind in ("text", "json", "csv", "html"):
        text = write(outside, kind).decode("utf-8-sig")
        assert "Ash" not in text
        assert "Beech" in text
    assert any("may name a school that is supported" in note for note in outside.notes)


AMOUNT = st.tuples(
    st.integers(1, 10_000_000), st.sampled_from(["CPD", "SLE", ""]), st.booleans(), st.booleans()
)


@settings(max_examples=20)
@given(amounts=st.lists(AMOUNT, max_size=8))
def test_the_strands_add_up_to_the_whole_to_the_penny(
    amounts: list[tuple[int, str, bool, bool]], store: Store, keys: dict[str, str]
) -> None:
    with store.operation("Begin anew") as change:
        for record in (MoneyLine, Charge):
            for each in store.find(record):
                change.remove(record, str(each["key"]))
    expected = 0
    for number, (pence, stream, is_income, is_charge) in enumerate(amounts):
        expected += pence if is_income else -pence
        workstream = keys.get(stream)
        if is_charge:
            direction = "to us" if is_income else "by us"
            charge(store, keys, f"Charge {number}", pence, direction=direction,
                   workstream=workstream)  # fmt: skip
        else:
            direction = "income" if is_income else "cost"
            line(store, keys, f"Line {number}", pence, direction=direction, workstream=workstream)
    for by_strand in (False, True):
        found = recovery(store, keys["Northern"], store.today, by_strand=by_strand)
        assert found.together.left == expected
        assert sum(each.balance.left for each in found.lines) == expected
