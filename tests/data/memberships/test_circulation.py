"""What may leave the house: schools that have signed, and the count of those that have not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from data.memberships.circulation import left_out, members_of, schools_that_signed, shown_schools
from data.store.store import Store
from data.summaries.registry import SUMMARIES
from data.tables.limits import Limits
from models.alliances.alliance import Alliance
from models.memberships.membership import STAGES, STAGES_THAT_SIGNED, Membership
from models.records.record import Values
from models.schools.organisation import Organisation
from models.schools.school import School
from tests.conftest import TODAY

SENT = TODAY - timedelta(days=30)


@pytest.mark.parametrize("stage", list(STAGES))
def test_a_school_is_named_when_its_signature_stands(stage: str, store: Store) -> None:
    values: Values = {"stage": stage, "statement_sent": SENT, "enquired": SENT}
    if stage in STAGES_THAT_SIGNED or stage == "left":
        values |= {"statement_signed": SENT, "signatory": "A. Head"}
    if stage == "strategic partner":
        values["memorandum_signed"] = SENT
    if stage in ("leaving", "left"):
        values |= {"notice": SENT, "reason_for_leaving": "cost"}
    if stage == "left":
        values["left"] = TODAY
    with store.operation("One") as change:
        alliance = change.add(Alliance, {"name": "Northern"})
        other = change.add(Alliance, {"name": "Another"})
        school = change.add(School, {"name": "Ash Grove"})
        change.add(Membership, {"school": school, "alliance": alliance, **values})
    signed = {school} if stage in STAGES_THAT_SIGNED else set()
    assert schools_that_signed(store) == schools_that_signed(store, alliance) == signed
    assert schools_that_signed(store, other) == set()


def test_the_note_counts_schools_and_not_rows() -> None:
    assert "2 schools that have not signed" in left_out("a", ["a", "b", "c", "c"])[0]
    assert "1 school that has not signed" in left_out("ab", "abc")[0]
    assert "every school shown has signed" in left_out("ab", "ab")[0]


@pytest.fixture
def memberships(store: Store) -> dict[str, str]:
    """Keys by name: Ash signed for Northern, Beech talks with it, Cedar left it after signing."""
    signed: Values = {"statement_sent": SENT, "statement_signed": SENT, "signatory": "A. Head"}
    left: Values = {"stage": "left", "left": TODAY, "reason_for_leaving": "cost"}
    enquiry: Values = {"stage": "enquiry"}
    keys = {}
    with store.operation("Begin") as change:
        for name in ("Northern", "Southern"):
            keys[name] = change.add(Alliance, {"name": name})
        for name in ("Ash", "Beech", "Cedar", "Dale"):
            keys[name] = change.add(School, {"name": name})
        for school, alliance, values in (
            ("Ash", "Northern", signed | {"stage": "member"}),
            ("Ash", "Southern", enquiry),
            ("Beech", "Northern", enquiry),
            ("Cedar", "Northern", signed | left),
        ):
            both: Values = {"school": keys[school], "alliance": keys[alliance]}
            change.add(Membership, both | values)
        # An organisation that has signed is no school.
        diocese = change.add(Organisation, {"name": "Diocese"})
        member: Values = {"organisation": diocese, "alliance": keys["Northern"], "stage": "member"}
        change.add(Membership, member | signed)
    return keys


@pytest.mark.parametrize(
    ("alliance", "school", "circulated", "names", "left"),
    [
        (None, None, False, {"Ash", "Beech", "Cedar", "Dale"}, None),
        ("Northern", None, False, {"Ash", "Beech"}, None),
        (None, "Beech", False, {"Beech"}, None),
        ("Southern", "Beech", False, set(), None),
        (None, None, True, {"Ash"}, "3 schools that have not signed"),
        ("Northern", None, True, {"Ash"}, "1 school that has not signed"),
        ("Southern", None, True, set(), "1 school that has not signed"),
        (None, "Beech", True, set(), "1 school that has not signed"),
        (None, "Ash", True, {"Ash"}, "every school shown has signed"),
    ],
)
def test_a_summary_shows_the_schools_within_its_limits_that_may_be_named(
    alliance: str | None,
    school: str | None,
    circulated: bool,
    names: set[str],
    left: str | None,
    memberships: dict[str, str],
    store: Store,
) -> None:
    limits = Limits(
        memberships.get(alliance or ""),
        memberships.get(school or ""),
        for_circulation=circulated,
    )
    everybody = [memberships[name] for name in ("Ash", "Beech", "Cedar", "Dale")]
    shown, notes = shown_schools(store, limits, everybody)
    assert shown == {memberships[name] for name in names}
    assert (left in notes[0]) if left else not notes


def test_an_organisation_that_signed_is_no_school(
    memberships: dict[str, str], store: Store
) -> None:
    assert schools_that_signed(store) == {memberships["Ash"]}
    northern = {memberships[name] for name in ("Ash", "Beech")}
    assert members_of(store, memberships["Northern"]) == northern


def test_the_register_keeps_those_that_left_and_circulates_only_signatures_that_stand(
    memberships: dict[str, str], store: Store
) -> None:
    def names(**limits: object) -> list[tuple[object, object]]:
        made = SUMMARIES["membership-register"].make(store, **limits)  # type: ignore[arg-type]
        at = [column.name for column in made.columns].index("alliance")
        return [(row.cells[0], row.cells[at]) for row in made.rows]

    northern = [(name, "Northern") for name in ("Ash", "Beech", "Cedar", "Diocese")]
    assert names() == [*northern, ("Ash", "Southern")]
    assert names(alliance=memberships["Northern"]) == northern
    assert names(for_circulation=True) == [("Ash", "Northern"), ("Diocese", "Northern")]
    assert names(for_circulation=True, alliance=memberships["Southern"]) == []
    assert names(school=memberships["Cedar"]) == [("Cedar", "Northern")]
