"""The rules of the field: what each refuses, warns of, reports, and what it lets be."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from models.alliances import Alliance, Commitment, Membership, Workstream
from models.policies import Policy, Review, SchoolPolicy
from models.records import Record
from models.rules import RULES, RULES_ON_REMOVAL, Severity, is_open
from models.schools import Person, School
from tests.models.shelf import TODAY, Shelf, said


@pytest.fixture
def shelf() -> Shelf:
    """Two schools, an alliance with a hub, a partner, a workstream and a policy."""
    shelf = Shelf()
    shelf.put(School, "coat", name="Blue Coat", urn="137133")
    shelf.put(School, "hub", name="Crompton House")
    shelf.put(Person, "head", name="Ann Hope", strategic_accountability=True)
    shelf.put(Person, "middle", name="Bob Cole")
    shelf.put(Alliance, "north", name="The Northern Alliance", hub="hub")
    shelf.put(Alliance, "south", name="The Southern Alliance")
    shelf.put(Workstream, "cpd", name="CPD", alliance="north")
    shelf.put(Workstream, "other", name="Other", alliance="south")
    shelf.put(Policy, "behaviour", title="Behaviour")
    shelf.put(
        Membership, "hub-in", alliance="north", school="hub", stage="member",
        statement_signed=date(2026, 10, 1), signatory="C. Head",
    )  # fmt: skip
    return shelf


SIGNED = {"stage": "member", "statement_signed": date(2026, 11, 1), "signatory": "Ann Hope"}
JOINING = {"alliance": "north", "school": "coat"}


@pytest.mark.parametrize(
    ("record", "values", "attribute", "message"),
    [
        (School, {}, "name", "Name is needed"),
        (School, {"name": ""}, "name", "Name is needed"),
        (School, {"name": "Twin", "urn": "137133"}, "urn", "Blue Coat already has the URN 137133"),
        (School, {"name": "A", "low_age": 11, "high_age": 4}, "high_age", "below low age (11)"),
        (School, {"name": "A", "opened": date(2020, 1, 2), "closed": date(2020, 1, 1)},
         "closed", "Closed (01/01/2020) is before opened (02/01/2020)"),
        (Membership, {"alliance": "north"}, "school", "School is needed"),
        (Membership, JOINING | {"stage": "member"}, "statement_signed", "enter the day"),
        (Membership, JOINING | {"stage": "paused"}, "statement_signed", "A school is paused only"),
        (Membership, JOINING | {"stage": "member", "statement_signed": TODAY},
         "signatory", "Who signed"),
        (Membership, JOINING | SIGNED | {"stage": "strategic partner"},
         "memorandum_signed", "memorandum of understanding"),
        (Membership, JOINING | SIGNED | {"statement_signed": date(2026, 11, 22)},
         "statement_signed", "22/11/2026 is still to come"),
        (Membership, JOINING | SIGNED | {"enquired": date(2026, 11, 2)},
         "statement_signed", "is before enquired"),
        (Membership, JOINING | SIGNED | {"statement_sent": date(2026, 11, 2)},
         "statement_signed", "is before statement sent"),
        (Membership, JOINING | {"stage": "declined", "statement_sent": date(2026, 11, 2),
                                "left": date(2026, 11, 1)},
         "left", "is before statement sent"),
        (Membership, JOINING | {"stage": "left"}, "left", "On which day did the school leave?"),
        (Membership, JOINING | SIGNED | {"left": TODAY}, "stage", "the stage must be Left"),
        (Membership, {"alliance": "north", "school": "hub"},
         "school", "already has an open membership here: Member"),
        (Alliance, {"name": "The Northern Alliance"}, "name", "already has the Name"),
        (Workstream, {"name": "W", "alliance": "north", "began": TODAY,
                      "ended": date(2026, 11, 20)}, "ended", "is before began"),
        (Commitment, {"membership": "hub-in", "workstream": "other"},
         "workstream", "belongs to The Southern Alliance"),
        (Commitment, {"membership": "hub-in", "workstream": "cpd", "began": TODAY,
                      "ended": date(2026, 11, 20)}, "ended", "is before began"),
        (SchoolPolicy, {"school": "coat", "policy": "behaviour", "stage": "not applicable"},
         "reason", "Why does it not apply?"),
        (SchoolPolicy, {"school": "coat", "policy": "behaviour", "next_review": TODAY},
         "reason", "on another day"),
        (Review, {"school_policy": "x", "reviewed": date(2026, 11, 22)},
         "reviewed", "22/11/2026 is still to come"),
        (Review, {"school_policy": "x"}, "reviewed", "Reviewed is needed"),
    ],
)  # fmt: skip
def test_what_the_rules_forbid_is_refused_at_its_field(
    shelf: Shelf, record: type[Record], values: dict[str, Any], attribute: str, message: str
) -> None:
    found = said(shelf, record, values)
    assert [each for each in found if each[0] == attribute and message in each[1]], found


@pytest.mark.parametrize(
    ("record", "values"),
    [
        (School, {"name": "Another"}),
        (School, {"key": "coat", "name": "Blue Coat", "urn": "137133"}),
        (School, {"name": "A", "low_age": 11, "high_age": 11}),
        (School, {"name": "Blue Coat"}),
        (Membership, JOINING),
        (Membership, JOINING | SIGNED),
        (Membership, JOINING | SIGNED | {"alliance": "south"}),
        (Membership, JOINING | SIGNED | {"enquired": date(2026, 11, 1),
                                         "statement_sent": date(2026, 11, 1)}),
        (Membership, JOINING | SIGNED | {"statement_signed": TODAY}),
        (Membership, JOINING | SIGNED | {"stage": "strategic partner", "memorandum_signed": TODAY}),
        (Membership, JOINING | {"stage": "left", "left": TODAY}),
        (Membership, {"alliance": "north", "school": "hub", "stage": "declined"}),
        (Membership, {"alliance": "south", "school": "hub"}),
        (Commitment, {"membership": "hub-in", "workstream": "cpd"}),
        (SchoolPolicy, {"school": "coat", "policy": "behaviour"}),
        (SchoolPolicy, {"school": "coat", "policy": "behaviour", "stage": "not applicable",
                        "reason": "no biometric data"}),
        (Review, {"school_policy": "x", "reviewed": TODAY}),
    ],
)  # fmt: skip
def test_what_the_rules_do_not_forbid_is_let_in(
    shelf: Shelf, record: type[Record], values: dict[str, Any]
) -> None:
    assert said(shelf, record, values) == []


def test_one_aspect_is_enough_and_more_is_never_asked(shelf: Shelf) -> None:
    shelf.put(Commitment, "one", membership="hub-in", workstream="cpd")
    hub = shelf.get(Membership, "hub-in")
    assert hub is not None
    assert said(shelf, Membership, hub, *Severity) == []


def test_a_second_open_commitment_or_copy_of_a_policy_is_refused(shelf: Shelf) -> None:
    pair = {"membership": "hub-in", "workstream": "cpd"}
    shelf.put(Commitment, "one", **pair)
    assert said(shelf, Commitment, pair)[0][0] == "workstream"
    assert said(shelf, Commitment, pair | {"key": "one"}) == []
    assert said(shelf, Commitment, pair | {"ended": TODAY}) == []
    copy = {"school": "coat", "policy": "behaviour"}
    shelf.put(SchoolPolicy, "copy", **copy)
    assert said(shelf, SchoolPolicy, copy) == [("policy", "Blue Coat already has Behaviour.")]
    assert said(shelf, SchoolPolicy, copy | {"key": "copy"}) == []


def test_an_ended_membership_takes_on_nothing_new(shelf: Shelf) -> None:
    shelf.put(
        Membership, "gone", alliance="north", school="coat", stage="left", left=date(2026, 1, 1)
    )
    pair = {"membership": "gone", "workstream": "cpd"}
    assert [each[0] for each in said(shelf, Commitment, pair)] == ["membership"]
    assert said(shelf, Commitment, pair | {"ended": date(2026, 1, 1)}) == []


def test_a_lead_without_accountability_is_warned_of_and_let_in(shelf: Shelf) -> None:
    led = JOINING | {"lead_contact": "middle"}
    assert said(shelf, Membership, led) == []
    warned = said(shelf, Membership, led, Severity.WARN)
    assert [each[0] for each in warned] == ["lead_contact"]
    assert "Bob Cole" in warned[0][1]
    assert said(shelf, Membership, JOINING | {"lead_contact": "head"}, Severity.WARN) == []


def test_a_laestab_of_another_authority_is_warned_of(shelf: Shelf) -> None:
    school = {"name": "A", "laestab": "3534600", "local_authority": "354"}
    warned = said(shelf, School, school, Severity.WARN)
    assert [each[0] for each in warned] == ["laestab"]
    assert "Rochdale is authority 354, but this begins 353" in warned[0][1]
    assert said(shelf, School, school | {"local_authority": "353"}, Severity.WARN) == []


@pytest.mark.parametrize(
    ("signed", "reported"),
    [(date(2026, 7, 22), False), (date(2026, 7, 21), True), (date(2026, 11, 1), False)],
)
def test_a_member_without_a_workstream_is_reported_after_a_term(
    shelf: Shelf, signed: date, reported: bool
) -> None:
    member = JOINING | SIGNED | {"key": "in", "statement_signed": signed}
    assert bool(said(shelf, Membership, member, Severity.REPORT)) is reported
    assert said(shelf, Membership, member) == []


def test_an_ended_commitment_is_no_workstream(shelf: Shelf) -> None:
    member = JOINING | SIGNED | {"key": "in", "statement_signed": date(2026, 1, 1)}
    shelf.put(Commitment, "c", membership="in", workstream="cpd", ended=date(2026, 6, 1))
    assert said(shelf, Membership, member, Severity.REPORT) == [
        ("stage", "Signed, but in no workstream.")
    ]


def test_a_statement_that_is_out_is_reported_with_its_weeks(shelf: Shelf) -> None:
    sent = JOINING | {"stage": "statement sent", "statement_sent": date(2026, 11, 6)}
    assert said(shelf, Membership, sent, Severity.REPORT) == [
        ("statement_sent", "Out since 06/11/2026, 2 weeks.")
    ]


def test_a_hub_that_has_not_signed_is_reported(shelf: Shelf) -> None:
    north = {"key": "north", "name": "The Northern Alliance", "hub": "hub"}
    assert said(shelf, Alliance, north, Severity.REPORT) == []
    assert said(shelf, Alliance, north | {"hub": "coat"}, Severity.REPORT) == [
        ("hub", "Blue Coat has not signed.")
    ]


def test_a_commitment_stands_from_its_first_day_until_its_last() -> None:
    assert is_open({"began": None, "ended": None}, TODAY)
    assert is_open({"began": TODAY, "ended": None}, TODAY)
    assert not is_open({"began": date(2026, 11, 22), "ended": None}, TODAY)
    assert not is_open({"began": None, "ended": TODAY}, TODAY)
    assert is_open({"began": None, "ended": date(2026, 11, 22)}, TODAY)


def test_every_rule_says_in_words_what_it_asks() -> None:
    for rule in (*RULES, *RULES_ON_REMOVAL):
        assert rule.says.endswith(".")
        assert rule.check.__doc__
    assert len({rule.says for rule in RULES}) == len({(r.record, r.says) for r in RULES})
