"""What the panel says of an alliance and of a membership."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from data.store.store import Store
from data.tables.computed_columns import computed_columns_of
from data.tables.details import details_of
from models.alliances.agreed_text import AgreedText
from models.alliances.alliance import Alliance
from models.memberships.membership import Membership
from models.records.record import Record, Values
from models.schools.school import School
from tests.conftest import TODAY

SIGNED: Values = {"statement_signed": TODAY, "signatory": "Ada Bramble"}


def begin(store: Store, **values: Any) -> tuple[str, str]:
    """An alliance and a membership of a school in it."""
    with store.operation("Begin") as change:
        alliance = change.add(Alliance, {"name": "Northern"})
        school = change.add(School, {"name": "Ash Grove"})
        both: Values = {"alliance": alliance, "school": school}
        return alliance, change.add(Membership, both | values)


def lines_about(store: Store, record: type[Record], key: str) -> list[tuple[str, str]]:
    details = details_of(store, record, key)
    assert details is not None
    return list(details.told)


def test_a_membership_says_where_it_came_from_and_what_the_next_step_needs(store: Store) -> None:
    _, key = begin(store, enquired=TODAY - timedelta(days=20))
    with store.operation("Sign") as change:
        change.set(Membership, key, SIGNED | {"stage": "member"})
    assert lines_about(store, Membership, key) == [
        ("Path", "Enquiry 01/11/2026 → Member 21/11/2026"),
        (
            "Next",
            "Strategic partner (needs the day of the memorandum); Paused; "
            "Leaving (needs the day of the notice); "
            "Left (needs the day of leaving and the reason)",
        ),
    ]
    with store.operation("Leave") as change:
        gone: Values = {"stage": "left", "left": TODAY, "reason_for_leaving": "cost"}
        change.set(Membership, key, gone)
    assert [label for label, _ in lines_about(store, Membership, key)] == ["Path"]


def test_an_alliance_counts_who_is_in_it_and_names_the_texts_that_hold(store: Store) -> None:
    alliance, _ = begin(store, stage="member", **SIGNED)
    year = timedelta(days=365)
    with store.operation("Texts") as change:
        for what, version, agreed, review in (
            ("statement", "1", TODAY - 2 * year, TODAY - year),
            ("statement", "2", TODAY - year, TODAY - timedelta(days=1)),
            ("statement", "3", TODAY + timedelta(days=1), None),
            ("protocol", "1", None, TODAY),
        ):
            text: Values = {"alliance": alliance, "what": what, "version": version}
            change.add(AgreedText, text | {"agreed": agreed, "review": review})
        other = change.add(School, {"name": "Beech Hill"})
        left: Values = {"stage": "declined", "school": other, "alliance": alliance}
        change.add(Membership, left)
    assert lines_about(store, Alliance, alliance) == [
        ("Members", "Member 1"),
        ("Statement", "version 2 of 21/11/2025, review overdue since 20/11/2026"),
        ("Protocol", "version 1, review by 21/11/2026"),
    ]


def test_a_list_of_texts_says_which_version_holds_today(store: Store) -> None:
    alliance, _ = begin(store, stage="member", **SIGNED)
    year = timedelta(days=365)
    texts: list[tuple[str, str, date | None, date | None]] = [
        ("statement", "1", TODAY - 2 * year, TODAY - year),
        ("statement", "2", TODAY - year, TODAY - timedelta(days=1)),
        ("statement", "3", TODAY + timedelta(days=1), None),
        ("protocol", "1", None, TODAY),
    ]
    keys = []
    with store.operation("Texts") as change:
        for what, version, agreed, review in texts:
            text: Values = {"alliance": alliance, "what": what, "version": version}
            keys.append(change.add(AgreedText, text | {"agreed": agreed, "review": review}))
    derived = computed_columns_of(AgreedText)
    assert derived is not None
    cells = derived.compute(store)
    assert [cells[key] for key in keys] == [
        ("superseded",), ("review overdue",), ("to come",), ("in force",),
    ]  # fmt: skip
    assert derived.compute(store, keys[:1]) == {keys[0]: ("superseded",)}


def test_a_membership_says_which_version_it_signed_and_whether_another_holds_now(
    store: Store,
) -> None:
    sent, signed = date(2025, 3, 1), date(2025, 9, 10)
    days: Values = {"enquired": sent, "statement_sent": sent, "statement_signed": signed}
    alliance, membership = begin(store, stage="member", **{**SIGNED, **days})
    with store.operation("Texts") as change:
        for version, agreed in (("1", date(2024, 9, 1)), ("2", date(2025, 9, 1))):
            text: Values = {"alliance": alliance, "what": "statement", "version": version}
            change.add(AgreedText, text | {"agreed": agreed})
    told = dict(lines_about(store, Membership, membership))
    assert told["Statement"] == "signed 10/09/2025: version 1; now version 2 holds"
    with store.operation("Sent later") as change:
        change.set(Membership, membership, {"statement_sent": date(2025, 9, 2)})
    assert dict(lines_about(store, Membership, membership))["Statement"] == (
        "signed 10/09/2025: version 2"
    )
