"""Whose data were shared, and whose may be: on the screen and in papers for circulation."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from data.problems import Refused
from data.store.store import Store
from data.summaries.registry import SUMMARIES
from data.tables.table import Summary
from models.alliances.agreed_text import AgreedText
from models.alliances.alliance import Alliance
from models.fields.values import show_value as show
from models.memberships.membership import Membership
from models.records.record import Values
from models.schools.school import School
from models.sharing.shared_item import SharedItem
from tests.conftest import TODAY

SIGNED = TODAY - timedelta(days=400)
AGREED = TODAY - timedelta(days=300)


@pytest.fixture
def keys(store: Store) -> dict[str, str]:
    """Keys by name: Ash signed for Northern and talks with Southern, Beech talks, Cedar left."""
    signed: Values = {"enquired": SIGNED, "statement_signed": SIGNED, "signatory": "A. Head"}
    left: Values = {"stage": "left", "notice": SIGNED, "left": TODAY, "reason_for_leaving": "cost"}
    keys: dict[str, str] = {}
    with store.operation("Begin") as change:
        for name in ("Northern", "Southern"):
            keys[name] = change.add(Alliance, {"name": name})
        for name in ("Ash", "Beech", "Cedar"):
            keys[name] = change.add(School, {"name": name})
        memberships: list[tuple[str, str, Values]] = [
            ("Ash", "Northern", signed | {"stage": "member"}),
            ("Ash", "Southern", {"stage": "enquiry", "enquired": TODAY}),
            ("Beech", "Northern", {"stage": "in discussion", "enquired": SIGNED}),
            ("Cedar", "Northern", left | signed),
        ]
        for school, alliance, values in memberships:
            both: Values = {"school": keys[school], "alliance": keys[alliance]}
            keys[f"{school} {alliance}"] = change.add(Membership, both | values)
        for version, agreed in (("1", AGREED), ("2", TODAY - timedelta(days=10))):
            text: Values = {"what": "protocol", "version": version, "agreed": agreed}
            change.add(AgreedText, {"alliance": keys["Northern"], **text})
    return keys


def share(store: Store, keys: dict[str, str], item: str, **values: Any) -> str:
    """Record that an item of Northern was shared."""
    given: Values = {
        "alliance": keys["Northern"],
        "item": item,
        "shared": TODAY,
        "purpose": "To lead",
    }
    with store.operation("Share") as change:
        return change.add(SharedItem, given | values)


def shown(summary: Summary) -> list[list[str]]:
    """The cells in words."""
    return [
        [show(cell, column.kind) for cell, column in zip(row.cells, summary.columns, strict=True)]
        for row in summary.rows
    ]


def made(store: Store, name: str, **limits: Any) -> Summary:
    return SUMMARIES[name].make(store, **limits)


@pytest.mark.parametrize("school", [None, "Beech"])
def test_nothing_is_recorded_of_a_school_that_has_not_signed(
    school: str | None, keys: dict[str, str], store: Store
) -> None:
    with pytest.raises(Refused):
        share(store, keys, "Results", school=keys.get(str(school)))
    assert made(store, "shared-items").rows == []


def test_items_stand_with_purpose_and_the_protocol_of_their_day_the_newest_first(
    keys: dict[str, str], store: Store
) -> None:
    share(store, keys, "Old", school=keys["Ash"], shared=TODAY - timedelta(days=20))
    share(store, keys, "New", school=keys["Ash"], shared_with="The heads")
    share(store, keys, "All", data_class="aggregate", purpose=None)
    share(store, keys, "First", school=keys["Ash"], shared=SIGNED)
    rows = shown(made(store, "shared-items"))
    assert [(row[1], row[2], row[6]) for row in rows] == [
        ("All", "", "2"),
        ("New", "Ash", "2"),
        ("Old", "Ash", "1"),
        ("First", "Ash", "None agreed"),
    ]
    assert rows[1][3:6] == ["To lead", "The heads", "School-identifiable"]
    assert "3 school-identifiable, 1 aggregate" in made(store, "shared-items").notes[-1]


def test_items_can_be_limited_to_an_alliance_and_to_a_school(
    keys: dict[str, str], store: Store
) -> None:
    share(store, keys, "Ash's", school=keys["Ash"])
    share(store, keys, "All", data_class="aggregate")
    share(store, keys, "Other", data_class="aggregate", alliance=keys["Southern"])

    def items(**limits: Any) -> set[str]:
        return {row[1] for row in shown(made(store, "shared-items", **limits))}

    assert items() == {"Ash's", "All", "Other"}
    assert items(alliance=keys["Southern"]) == {"Other"}
    assert items(school=keys["Ash"]) == {"Ash's"}


def test_a_circulated_paper_leaves_out_what_was_shared_of_schools_that_have_left(
    keys: dict[str, str], store: Store
) -> None:
    share(store, keys, "Ash's", school=keys["Ash"])
    for number in (1, 2):
        day = TODAY - timedelta(days=number)
        share(store, keys, f"Cedar's {number}", school=keys["Cedar"], shared=day)
    assert len(made(store, "shared-items").rows) == 3
    circulated = made(store, "shared-items", for_circulation=True)
    assert [row[1] for row in shown(circulated)] == ["Ash's"]
    assert "2 items of 1 school" in circulated.notes[0]
    alone = made(store, "shared-items", for_circulation=True, school=keys["Ash"])
    assert "every school shown has signed" in alone.notes[0]
    share(store, keys, "Visits to Beech and Ash", data_class="aggregate")
    share(store, keys, "Visits", data_class="aggregate")
    circulated = made(store, "shared-items", for_circulation=True)
    assert [row[1] for row in shown(circulated)] == ["Ash's", "Visits"]
    assert "3 items of 1 school" in circulated.notes[0]


def test_a_paper_may_name_a_school_only_in_the_alliance_where_it_has_signed(
    keys: dict[str, str], store: Store
) -> None:
    rows = shown(made(store, "may-share"))
    day = f"{SIGNED:%d/%m/%Y}"
    left = f"Left on {TODAY:%d/%m/%Y}"
    assert rows == [
        ["Ash", "School-identifiable", "Northern", day, "Signed by A. Head", "2"],
        ["Beech", "Aggregate only", "Northern", "", "In discussion: not signed yet", "2"],
        ["Cedar", "Aggregate only", "Northern", "", left, "2"],
        ["Ash", "Aggregate only", "Southern", "", "Enquiry: not signed yet", "None agreed"],
    ]
    assert "1 with the school's name" in made(store, "may-share").notes[-1]
    southern = shown(made(store, "may-share", alliance=keys["Southern"]))
    assert [row[0] for row in southern] == ["Ash"]


def test_who_may_be_named_is_circulated_without_those_who_may_not(
    keys: dict[str, str], store: Store
) -> None:
    circulated = made(store, "may-share", for_circulation=True)
    assert [(row[0], row[2]) for row in shown(circulated)] == [("Ash", "Northern")]
    assert circulated.notes[0] == (
        "For circulation, left out: 1 school that has not signed the Statement of Commitment; "
        "1 school that has signed the Statement of Commitment of another alliance only; "
        "1 school that has left."
    )
    southern = made(store, "may-share", for_circulation=True, alliance=keys["Southern"])
    assert southern.rows == []
    assert southern.notes == [
        "For circulation: 1 school that has not signed the Statement of Commitment is left out."
    ]


def test_what_sounds_like_data_of_pupils_is_told_and_never_circulated(
    keys: dict[str, str], store: Store
) -> None:
    share(store, keys, "Results", data_class="aggregate")
    share(store, keys, "SEN register", data_class="aggregate")
    made_whole = made(store, "shared-items")
    assert "1 item sounds like data of pupils" in made_whole.notes[-1]
    circulated = made(store, "shared-items", for_circulation=True)
    assert [row[1] for row in shown(circulated)] == ["Results"]
    assert "1 item is left out" in circulated.notes[0]
    assert not any("put it right" in note for note in circulated.notes)


def test_results_of_a_named_pupil_are_not_kept(keys: dict[str, str], store: Store) -> None:
    for school in (None, keys["Ash"]):
        kind = "school" if school else "aggregate"
        with pytest.raises(Refused, match="share a count or an average"):
            share(store, keys, "Results of pupil Amy Smith", data_class=kind, school=school)
    assert made(store, "shared-items").notes == ["Nothing was shared."]
    key = share(store, keys, "Results", data_class="aggregate")
    with store.operation("By another way") as change:
        change.set_as_result(SharedItem, key, {"item": "Results of pupil Amy Smith"})
    circulated = made(store, "shared-items", for_circulation=True)
    assert circulated.rows == []
    assert "1 item is left out" in circulated.notes[0]


def test_what_was_shared_later_is_not_told_of_an_earlier_day(
    keys: dict[str, str], open_store: Any, store: Store
) -> None:
    share(store, keys, "New", data_class="aggregate")
    earlier = open_store(today=TODAY - timedelta(days=1))
    assert made(earlier, "shared-items").notes == ["Nothing was shared."]


def test_a_school_that_came_back_stands_once_with_its_new_signature(
    keys: dict[str, str], store: Store
) -> None:
    with store.operation("Back") as change:
        change.set(Membership, keys["Cedar Northern"], {"left": date(2026, 3, 1)})
        again: Values = {
            "stage": "member",
            "enquired": TODAY,
            "statement_signed": TODAY,
            "signatory": "C",
        }
        both: Values = {"school": keys["Cedar"], "alliance": keys["Northern"]}
        change.add(Membership, both | again)
        # An old period that is typed in late does not count.
        left: Values = {
            "stage": "left",
            "notice": SIGNED,
            "left": AGREED,
            "reason_for_leaving": "cost",
        }
        old: Values = {"enquired": SIGNED, "statement_signed": SIGNED, "signatory": "A. Head"}
        change.add(Membership, {"school": keys["Ash"], "alliance": keys["Southern"]} | left | old)
    rows = shown(made(store, "may-share"))
    cedar, ash = (
        [row[1:4] for row in rows if row[0] == name and row[2] == alliance]
        for name, alliance in (("Cedar", "Northern"), ("Ash", "Southern"))
    )
    assert cedar == [["School-identifiable", "Northern", f"{TODAY:%d/%m/%Y}"]]
    assert ash == [["Aggregate only", "Southern", ""]]
    because = [row[4] for row in rows if row[2] == "Southern"]
    assert because == ["Enquiry: not signed yet"]
