"""What is saved by sharing, who shares what, and what leaving does to it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.exports.writing import write
from data.services.matrix import shares_matrix
from data.store.store import Store
from data.summaries.registry import SUMMARIES
from data.tables.cells import set_cells
from models.alliances.alliance import Alliance
from models.fields.values import show_value
from models.memberships.membership import Membership
from models.records.record import Values
from models.schools.school import School
from models.services.share import Share
from models.services.shared_service import SharedService
from tests.conftest import TODAY

SIGNED: Values = {
    "stage": "member", "enquired": date(2024, 9, 2), "statement_signed": date(2024, 9, 2),
    "signatory": "A. Head",
}  # fmt: skip


@pytest.fixture
def keys(store: Store) -> dict[str, str]:
    """Ash and Beech signed for Northern, Cedar only talks with it; it has a purchase and a post."""
    keys: dict[str, str] = {}
    with store.operation("Begin") as change:
        keys["Northern"] = change.add(Alliance, {"name": "Northern"})
        for name, pupils in (("Ash", 200), ("Beech", 300), ("Cedar", 100)):
            keys[name] = change.add(School, {"name": name, "pupils": pupils})
            values: Values = SIGNED if name != "Cedar" else {"stage": "in discussion"}
            pair: Values = {"school": keys[name], "alliance": keys["Northern"]}
            keys[f"of {name}"] = change.add(Membership, pair | values)
        for title, kind in (("Broadband", "purchase"), ("Manager", "post")):
            keys[title] = change.add(
                SharedService,
                {"alliance": keys["Northern"], "title": title, "kind_of_service": kind,
                 "status": "running", "notice_by": date(2027, 1, 31)},
            )  # fmt: skip
    return keys


def share(store: Store, keys: dict[str, str], school: str, service: str, **values: Any) -> str:
    with store.operation("Share") as change:
        given: Values = {"school": keys[school], "service": keys[service], "part": "uses"}
        return change.add(Share, given | values)


def test_savings_are_before_less_share_to_the_penny(store: Store, keys: dict[str, str]) -> None:
    began = date(2025, 1, 1)
    share(store, keys, "Ash", "Broadband", pays=120_050, before=180_075, began=began,
          checked=date(2026, 1, 5), hours_saved=12)  # fmt: skip
    share(store, keys, "Beech", "Broadband", pays=90_000, before=85_000, began=began)
    share(store, keys, "Beech", "Manager", pays=1_600_000, before=1_900_001, began=began, fte=40)
    share(store, keys, "Ash", "Manager", pays=2_000_000, began=began, fte=60)
    summary = SUMMARIES["savings"].make(store)
    at = {column.name: place for place, column in enumerate(summary.columns)}
    told = [
        [show_value(row.cells[at[name]], summary.columns[at[name]].kind)
         for name in ("school", "service", "saving", "figures", "per-pupil")]
        for row in summary.rows
    ]  # fmt: skip
    assert told == [
        ["Ash", "Broadband", "£600.25", "Actual", "£3.00"],
        ["Ash", "Manager", "", "", ""],
        ["Beech", "Broadband", "-£50.00", "Estimated", "-£0.17"],
        ["Beech", "Manager", "£3,000.01", "Estimated", "£10.00"],
    ]
    # 600.25 - 50.00 + 3,000.01
    assert summary.notes[0] == "2 schools save £3,550.26 a year by sharing."
    assert "£600.25 of it rests on a year that has closed" in summary.notes[1]
    assert "Joint purchase £550.25 (2 schools); Shared post £3,000.01" in " ".join(summary.notes)


PENCE = st.integers(0, 5_000_000)


@settings(max_examples=15)
@given(amounts=st.lists(st.tuples(PENCE, PENCE), min_size=2, max_size=2))
def test_kinds_and_schools_add_up_to_the_same_penny(
    amounts: list[tuple[int, int]], store: Store, keys: dict[str, str]
) -> None:
    with store.operation("Nothing is shared") as change:
        for each in store.find(Share):
            change.remove(Share, str(each["key"]))
    for school, (pays, before) in zip(("Ash", "Beech"), amounts, strict=True):
        share(store, keys, school, "Broadband", pays=pays, before=before)
    summary = SUMMARIES["savings"].make(store)
    expected = sum(before - pays for pays, before in amounts)
    at = [column.name for column in summary.columns].index("saving")
    assert sum(int(str(row.cells[at])) for row in summary.rows) == expected
    assert show_value(expected, "money") in summary.notes[0]
    of_one = [SUMMARIES["savings"].make(store, school=keys[name]) for name in ("Ash", "Beech")]
    assert sum(int(str(row.cells[at])) for each in of_one for row in each.rows) == expected


@pytest.mark.parametrize("format_name", ["text", "csv", "md", "html", "json"])
def test_a_circulated_paper_names_no_school_that_has_not_signed(
    format_name: str, store: Store, keys: dict[str, str]
) -> None:
    share(store, keys, "Ash", "Broadband", pays=1, before=2)
    with store.operation("As if typed before the rule") as change:
        change._insert(
            Share,
            [Share.starting_values() | {"key": "c" * 32, "school": keys["Cedar"], "pays": 1,
             "service": keys["Broadband"], "part": "uses", "before": 900}],
        )  # fmt: skip
    inside = write(SUMMARIES["savings"].make(store), format_name).decode("utf-8-sig")
    outside = SUMMARIES["savings"].make(store, for_circulation=True)
    written = write(outside, format_name).decode("utf-8-sig")
    assert "Cedar" in inside
    assert "Ash" in written
    assert "Cedar" not in written
    assert "1 school that has not signed" in " ".join(outside.notes)


def test_a_letter_sets_a_share_and_none_ends_it(store: Store, keys: dict[str, str]) -> None:
    cell = (keys["Ash"], keys["Broadband"])

    def press(meaning: str) -> list[Values]:
        set_cells(store, shares_matrix(store), [cell], meaning)
        return store.find(Share, school=keys["Ash"])

    (begun,) = press("uses")
    assert (begun["part"], begun["began"], begun["ended"]) == ("uses", TODAY, None)
    (leads,) = press("leads")
    assert (leads["key"], leads["part"]) == (begun["key"], "leads")
    assert press("none") == []
    store.undo()
    with store.operation("It began long ago") as change:
        change.set(Share, str(leads["key"]), {"began": date(2025, 1, 1), "pays": 5})
    (ended,) = press("none")
    assert (ended["ended"], ended["pays"]) == (TODAY, 5)


def test_leaving_ends_the_shares_of_a_school_and_says_when_notice_is_due(
    store: Store, keys: dict[str, str]
) -> None:
    key = share(store, keys, "Ash", "Broadband", began=date(2025, 1, 1))
    other = share(store, keys, "Beech", "Broadband", began=date(2025, 1, 1))
    with store.operation("Leave") as change:
        change.set(
            Membership, keys["of Ash"],
            {"stage": "left", "notice": date(2026, 9, 1), "left": date(2026, 11, 1),
             "reason_for_leaving": "cost"},
        )  # fmt: skip
    left, stays = store.get(Share, key), store.get(Share, other)
    assert left is not None
    assert stays is not None
    assert (left["ended"], stays["ended"]) == (date(2026, 11, 1), None)
    assert "Broadband (notice by 31/01/2027)" in change.warned_of
    store.undo()
    again = store.get(Share, key)
    assert again is not None
    assert again["ended"] is None
