"""What may leave the house: schools that have signed, and the count of those that have not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from data.circulation import left_out, schools_that_signed
from data.store import Store
from models.alliances import STAGES, STAGES_THAT_SIGNED, Alliance, Membership
from models.schools import School
from tests.conftest import TODAY

SENT = TODAY - timedelta(days=30)


@pytest.mark.parametrize("stage", list(STAGES))
def test_a_school_is_named_when_its_signature_stands(stage: str, store: Store) -> None:
    values = {"stage": stage, "statement_sent": SENT, "enquired": SENT}
    if stage in STAGES_THAT_SIGNED or stage == "left":
        values |= {"statement_signed": SENT, "signatory": "A. Head"}
    if stage == "strategic partner":
        values["memorandum_signed"] = SENT
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
