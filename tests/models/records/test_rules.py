"""The rules of the field: what each refuses, warns of, reports, and what it lets be."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from models.alliances.agreed_text import AgreedText
from models.alliances.alliance import Alliance
from models.meetings.attendance import Attendance
from models.meetings.meeting import Meeting
from models.memberships.membership import NEXT_STAGES, STAGES, Membership, Step
from models.people.person import Person
from models.people.post import Post
from models.policies.policy import Policy
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy
from models.records.record import Record
from models.records.rules import RULES, RULES_ON_REMOVAL, Severity
from models.schools.organisation import Organisation
from models.schools.school import School
from models.sharing.shared_item import SharedItem
from models.workstreams.commitment import Commitment, is_open
from models.workstreams.workstream import Workstream
from tests.books import TODAY, BooksInMemory, messages_of, messages_on_removal


@pytest.fixture
def books() -> BooksInMemory:
    """Two schools, an alliance with a hub, a partner, a workstream and a policy."""
    books = BooksInMemory()
    books.add(School, "coat", name="Blue Coat", urn="137133")
    books.add(School, "hub", name="Crompton House")
    books.add(Person, "head", name="Ann Hope")
    books.add(Person, "middle", name="Bob Cole")
    books.add(
        Post, "post", person="head", role="headteacher", school="coat",
        strategic_accountability=True,
    )  # fmt: skip
    books.add(Organisation, "diocese", name="Diocese of Salford")
    books.add(Organisation, "council", name="Oldham Council")
    books.add(Alliance, "north", name="The Northern Alliance", hub="hub")
    books.add(Alliance, "south", name="The Southern Alliance")
    books.add(Alliance, "over", name="The Old Alliance", status="closed")
    books.add(AgreedText, "text", alliance="north", what="statement", version="1")
    books.add(Membership, "council-in", alliance="north", organisation="council")
    books.add(Workstream, "cpd", name="CPD", alliance="north")
    books.add(Workstream, "other", name="Other", alliance="south")
    books.add(Policy, "behaviour", title="Behaviour")
    books.add(
        Membership, "hub-in", alliance="north", school="hub", stage="member",
        statement_signed=date(2026, 10, 1), signatory="C. Head",
    )  # fmt: skip
    return books


SIGNED = {"stage": "member", "statement_signed": date(2026, 11, 1), "signatory": "Ann Hope"}
JOINING = {"alliance": "north", "school": "coat"}
LEAVING = {"stage": "left", "left": TODAY, "reason_for_leaving": "cost"}
TEXT = {"alliance": "north", "what": "statement", "version": "2", "agreed": date(2026, 9, 1)}


@pytest.mark.parametrize(
    ("record", "values", "attribute", "message"),
    [
        (School, {}, "name", "Name is needed"),
        (School, {"name": ""}, "name", "Name is needed"),
        (School, {"name": "Twin", "urn": "137133"}, "urn", "Blue Coat already has the URN 137133"),
        (School, {"name": "A", "low_age": 11, "high_age": 4}, "high_age", "below low age (11)"),
        (School, {"name": "A", "opened": date(2020, 1, 2), "closed": date(2020, 1, 1)},
         "closed", "Closed (01/01/2020) is before opened (02/01/2020)"),
        (Membership, {"alliance": "north"}, "school", "Name a school, or else an organisation"),
        (Membership, JOINING | {"organisation": "diocese"}, "organisation", "leave one of the two"),
        (Membership, {"alliance": "north", "organisation": "diocese", "stage": "member"},
         "statement_signed", "An organisation is a member only once it has signed"),
        (Membership, JOINING | {"stage": "leaving"}, "statement_signed", "is leaving only once"),
        (Membership, JOINING | SIGNED | {"stage": "leaving"}, "notice", "that it will leave?"),
        (Membership, JOINING | SIGNED | {"stage": "left", "left": TODAY},
         "reason_for_leaving", "Why did it leave? One of: School closed, "),
        (Membership, JOINING | {"stage": "left", "left": TODAY, "reason_for_leaving": "cost"},
         "statement_signed", "Nobody leaves before joining"),
        (Membership, JOINING | SIGNED | LEAVING | {"left": date(2026, 10, 31)},
         "left", "is before statement signed (01/11/2026)"),
        (Membership, JOINING | SIGNED | LEAVING | {"left": date(2026, 11, 22)},
         "left", "until then the stage is Leaving"),
        (Membership, JOINING | SIGNED | LEAVING | {"notice": date(2026, 11, 22)},
         "left", "is before notice"),
        (Membership, JOINING | SIGNED | {"notice": date(2026, 10, 1)},
         "notice", "is before statement signed"),
        (Membership, JOINING | SIGNED | {"memorandum_signed": date(2026, 10, 1),
                                         "enquired": date(2026, 10, 2)},
         "memorandum_signed", "is before enquired"),
        (Membership, JOINING | SIGNED | {"memorandum_signed": date(2026, 10, 31)},
         "memorandum_signed", "is before statement signed (01/11/2026)"),
        (Membership, JOINING | {"memorandum_signed": TODAY},
         "memorandum_signed", "enter first on which day the Statement of Commitment was signed"),
        (Membership, JOINING | SIGNED | LEAVING | {"since": date(2026, 11, 22)},
         "since", "is still to come"),
        (Membership, JOINING | SIGNED | LEAVING | {"left": date(2026, 11, 10), "since": TODAY},
         "since", "Left is 10/11/2026: leave Since empty, or change Left instead"),
        (Membership, JOINING | {"statement_sent": date(2026, 11, 22)},
         "statement_sent", "a statement that is out has a day that was"),
        (Membership, JOINING | {"since": date(2026, 11, 22)}, "since", "is still to come"),
        (Membership, JOINING | SIGNED | {"since": date(2026, 10, 1)},
         "since", "it cannot be Member before that"),
        (Membership, {"alliance": "over", "school": "coat"},
         "alliance", "The Old Alliance is closed, so it takes no new members"),
        (Membership, {"alliance": "north", "organisation": "council"},
         "organisation", "This organisation already has an open membership here"),
        (AgreedText, TEXT | {"agreed": TODAY, "review": date(2026, 11, 20)},
         "review", "is before agreed"),
        (AgreedText, TEXT | {"version": "1"},
         "version", "Statement of Commitment, version 1, is there already"),
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
        (Membership, JOINING | SIGNED | {"stage": "left"}, "left", "On which day did it leave?"),
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
    books: BooksInMemory, record: type[Record], values: dict[str, Any], attribute: str, message: str
) -> None:
    found = messages_of(books, record, values)
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
        (Membership, JOINING | SIGNED | LEAVING),
        (Membership, JOINING | SIGNED | {"stage": "leaving", "notice": TODAY}),
        (Membership, JOINING | {"since": TODAY}),
        (Membership, {"alliance": "north", "organisation": "diocese"}),
        (Membership, {"alliance": "over", "school": "coat"} | SIGNED | LEAVING),
        (AgreedText, TEXT),
        (AgreedText, TEXT | {"version": "1", "what": "memorandum"}),
        (Membership, {"alliance": "north", "school": "hub", "stage": "declined",
                      "since": date(2026, 10, 1)}),
        (Membership, {"alliance": "south", "school": "hub"}),
        (Commitment, {"membership": "hub-in", "workstream": "cpd"}),
        (SchoolPolicy, {"school": "coat", "policy": "behaviour"}),
        (SchoolPolicy, {"school": "coat", "policy": "behaviour", "stage": "not applicable",
                        "reason": "no biometric data"}),
        (Review, {"school_policy": "x", "reviewed": TODAY}),
    ],
)  # fmt: skip
def test_what_the_rules_do_not_forbid_is_let_in(
    books: BooksInMemory, record: type[Record], values: dict[str, Any]
) -> None:
    assert messages_of(books, record, values) == []


def test_one_aspect_is_enough_and_more_is_never_asked(books: BooksInMemory) -> None:
    books.add(Commitment, "one", membership="hub-in", workstream="cpd")
    hub = books.get(Membership, "hub-in")
    assert hub is not None
    assert messages_of(books, Membership, hub, *Severity) == []


def test_a_second_open_commitment_or_copy_of_a_policy_is_refused(books: BooksInMemory) -> None:
    pair = {"membership": "hub-in", "workstream": "cpd"}
    books.add(Commitment, "one", **pair)
    assert messages_of(books, Commitment, pair)[0][0] == "workstream"
    assert messages_of(books, Commitment, pair | {"key": "one"}) == []
    assert messages_of(books, Commitment, pair | {"ended": TODAY}) == []
    copy = {"school": "coat", "policy": "behaviour"}
    books.add(SchoolPolicy, "copy", **copy)
    assert messages_of(books, SchoolPolicy, copy) == [
        ("policy", "Blue Coat already has Behaviour.")
    ]
    assert messages_of(books, SchoolPolicy, copy | {"key": "copy"}) == []


def test_an_ended_membership_takes_on_nothing_new(books: BooksInMemory) -> None:
    books.add(
        Membership, "gone", alliance="north", school="coat", stage="left", left=date(2026, 1, 1)
    )
    pair = {"membership": "gone", "workstream": "cpd"}
    assert [each[0] for each in messages_of(books, Commitment, pair)] == ["membership"]
    assert messages_of(books, Commitment, pair | {"ended": date(2026, 1, 1)}) == []


def test_a_lead_without_accountability_is_warned_of_and_let_in(books: BooksInMemory) -> None:
    led = JOINING | {"lead_contact": "middle"}
    assert messages_of(books, Membership, led) == []
    warned = messages_of(books, Membership, led, Severity.WARN)
    assert [each[0] for each in warned] == ["lead_contact"]
    assert "Bob Cole" in warned[0][1]
    assert messages_of(books, Membership, JOINING | {"lead_contact": "head"}, Severity.WARN) == []


def test_a_lead_whose_accountable_post_has_ended_is_reported(books: BooksInMemory) -> None:
    led = JOINING | {"lead_contact": "head"}
    assert messages_of(books, Membership, led, Severity.REPORT) == []
    books.find(Post, key="post")[0]["ended"] = date(2026, 11, 20)
    assert [each[0] for each in messages_of(books, Membership, led, Severity.REPORT)] == [
        "lead_contact"
    ]


COMPLETE = SIGNED | {"memorandum_signed": TODAY, "notice": TODAY, "reason_for_leaving": "cost"}


@pytest.mark.parametrize("stage", STAGES)
def test_a_membership_goes_on_only_where_its_path_leads(stage: str, books: BooksInMemory) -> None:
    ended = {"left": TODAY} if stage == "left" else {}
    books.add(Membership, "in", **JOINING, **COMPLETE | {"stage": stage} | ended)
    before = books.get(Membership, "in")
    assert before is not None
    for following in STAGES:
        new = before | {"stage": following, "left": TODAY if following == "left" else None}
        refused = [text for name, text in messages_of(books, Membership, new) if name == "stage"]
        allowed = following == stage or following in NEXT_STAGES[stage]
        assert bool(refused) is not allowed
        if refused:
            assert STAGES[stage].word in refused[0]
            assert "use undo" in refused[0]


def test_a_stage_begins_no_earlier_than_the_one_before_it(books: BooksInMemory) -> None:
    books.add(Membership, "in", **JOINING, stage="in discussion", since=date(2026, 11, 5))
    books.add(Step, "one", membership="in", stage="enquiry", since=date(2026, 11, 1))
    books.add(Step, "two", membership="in", stage="in discussion", since=date(2026, 11, 5))
    before = books.get(Membership, "in")
    assert before is not None
    early, late = date(2026, 11, 4), date(2026, 11, 6)
    assert messages_of(books, Membership, before | {"since": early}) == [], (
        "put right within its place"
    )
    assert messages_of(books, Membership, before | {"since": date(2026, 10, 31)}) == [
        (
            "since",
            "It has been Enquiry since 01/11/2026: In discussion begins on that day or later.",
        )
    ]
    sent = before | {"stage": "statement sent"}
    assert messages_of(books, Membership, sent | {"since": late}) == []
    assert [each[0] for each in messages_of(books, Membership, sent | {"since": early})] == [
        "since"
    ]


def test_a_closed_alliance_lets_its_members_go(books: BooksInMemory) -> None:
    member = {"alliance": "over", "school": "coat"} | SIGNED
    books.add(Membership, "in", **member)
    before = books.get(Membership, "in")
    assert before is not None
    assert messages_of(books, Membership, before | {"notes": "typed later"}) == []
    assert messages_of(books, Membership, before | LEAVING) == []
    for goes_on in (
        {"stage": "strategic partner", "memorandum_signed": TODAY},
        {"stage": "paused"},
        {"stage": "leaving", "notice": TODAY},
    ):
        assert messages_of(books, Membership, before | goes_on) == []


def test_a_closed_alliance_declines_whoever_still_asks(books: BooksInMemory) -> None:
    books.add(Membership, "asks", alliance="over", school="coat", stage="statement sent")
    before = books.get(Membership, "asks")
    assert before is not None
    ((attribute, message),) = messages_of(books, Membership, before | SIGNED)
    assert (attribute, "becomes Declined" in message) == ("stage", True)
    assert messages_of(books, Membership, before | {"stage": "declined"}) == []


def test_nothing_new_begins_in_a_closed_alliance_and_what_was_there_stays(
    books: BooksInMemory,
) -> None:
    books.add(Membership, "in", alliance="over", school="coat", **SIGNED)
    books.add(Workstream, "old", name="Old work", alliance="over")
    books.add(Commitment, "held", membership="in", workstream="old")
    books.add(SharedItem, "item", alliance="over", item="Results", data_class="aggregate",
              shared=date(2026, 11, 2))  # fmt: skip
    another = {"membership": "in", "workstream": "cpd", "level": "lead"}
    books.add(Workstream, "next", name="Next work", alliance="over")
    for record, values, attribute in (
        (Workstream, {"name": "New work", "alliance": "over"}, "alliance"),
        (Commitment, another | {"workstream": "next"}, "membership"),
        (SharedItem, {"alliance": "over", "item": "More", "data_class": "aggregate",
                      "shared": TODAY}, "alliance"),
    ):  # fmt: skip
        found = messages_of(books, record, values)
        assert [each for each, message in found if "The Old Alliance is closed" in message] == (
            [attribute]
        ), found
    for record, key, values in (
        (Workstream, "old", {"notes": "typed later"}),
        (Commitment, "held", {"level": "receive"}),
        (SharedItem, "item", {"notes": "typed later"}),
    ):
        before = books.get(record, key)
        assert before is not None
        assert messages_of(books, record, before | values) == []
    books.add(Commitment, "gone", **another, ended=date(2026, 11, 10))
    gone = books.get(Commitment, "gone")
    assert gone is not None
    over = gone | {"workstream": "next"}
    assert messages_of(books, Commitment, over) == [], "what has ended may be typed in late"
    assert [each[0] for each in messages_of(books, Commitment, over | {"ended": None})] == [
        "membership"
    ]


def warned(
    books: BooksInMemory, record: type[Record], values: dict[str, Any]
) -> list[tuple[str, str]]:
    return messages_of(books, record, values, Severity.WARN)


def test_an_alliance_is_not_founded_in_the_future_or_after_its_signatures(
    books: BooksInMemory,
) -> None:
    later = {"name": "New", "founded": date(2027, 1, 1)}
    ((attribute, message),) = warned(books, Alliance, later)
    assert (attribute, "01/01/2027 is still to come" in message) == ("founded", True)
    assert warned(books, Alliance, later | {"status": "forming"}) == []
    north = books.get(Alliance, "north")
    assert north is not None
    told = [each for each in warned(books, Alliance, north | {"founded": date(2026, 10, 2)})
            if each[0] == "founded"]  # fmt: skip
    assert ["signed the Statement of Commitment on 01/10/2026" in each[1] for each in told] == (
        [True]
    )
    assert warned(books, Alliance, north | {"founded": date(2026, 10, 1)}) == []


def test_nobody_signs_and_no_workstream_begins_before_the_founding(books: BooksInMemory) -> None:
    books.add(Alliance, "young", name="Young", founded=date(2026, 11, 10))
    for record, values, attribute in (
        (Membership, {"alliance": "young", "school": "coat"} | SIGNED, "statement_signed"),
        (Workstream, {"alliance": "young", "name": "W", "began": date(2026, 11, 9)}, "began"),
    ):
        ((found, message),) = warned(books, record, values)
        assert (found, "was founded on 10/11/2026" in message) == (attribute, True)
        books.add(record, "stands", **values)
        stands = books.get(record, "stands")
        assert stands is not None
        assert warned(books, record, stands | {"notes": "More"}) == [], "it was said when it came"


@pytest.mark.parametrize(
    ("began", "why"),
    [
        (date(2026, 9, 30), "was not a member on 30/09/2026 (member since 01/10/2026)"),
        (date(2026, 10, 4), "CPD began on 05/10/2026, after that day"),
        (date(2026, 10, 30), "CPD ended on 30/10/2026"),
        (date(2026, 10, 5), ""),
    ],
)
def test_a_commitment_begins_within_the_time_of_member_and_workstream(
    began: date, why: str, books: BooksInMemory
) -> None:
    books.add(
        Workstream, "short", name="CPD", alliance="north", began=date(2026, 10, 5),
        ended=date(2026, 10, 30),
    )  # fmt: skip
    values = {
        "membership": "hub-in", "workstream": "short", "began": began,
        "asked_by": "The school itself",
    }  # fmt: skip
    found = warned(books, Commitment, values)
    assert {each[0] for each in found} == ({"began"} if why else set())
    assert why in " ".join(each[1] for each in found)


def test_no_commitment_begins_once_its_member_has_left(books: BooksInMemory) -> None:
    books.add(Membership, "gone", **JOINING | SIGNED | LEAVING | {"left": date(2026, 11, 10)})
    began = {"membership": "gone", "workstream": "cpd", "began": date(2026, 11, 12)}
    ((attribute, message),) = warned(books, Commitment, began | {"ended": TODAY})
    assert attribute == "began"
    assert "was not a member on 12/11/2026 (Left since 10/11/2026)" in message


@pytest.mark.parametrize(
    "other", [{"school": "hub"}, {"alliance": "south"}, {"school": None, "organisation": "diocese"}]
)
def test_a_membership_with_a_path_is_handed_to_nobody_else(
    other: dict[str, Any], books: BooksInMemory
) -> None:
    books.add(Membership, "in", **JOINING | {"since": TODAY, "enquired": date(2026, 11, 2)})
    books.add(Membership, "today", **JOINING | {"since": TODAY, "enquired": TODAY})
    asked, asks = books.get(Membership, "in"), books.get(Membership, "today")
    assert asked is not None
    assert asks is not None
    found = [
        each
        for each in messages_of(books, Membership, asked | other)
        if "its path stays" in each[1]
    ]
    assert [each[0] for each in found] == [next(iter(other))]
    assert "Blue Coat in The Northern Alliance" in found[0][1]
    found = messages_of(books, Membership, asks | other)
    assert not [each for each in found if "its path stays" in each[1]], "a slip of today"


def test_who_was_not_a_member_that_day_is_a_guest_and_warned_of(books: BooksInMemory) -> None:
    books.add(Membership, "in", **JOINING)
    for name, held in (("may", date(2026, 5, 1)), ("june", date(2026, 6, 1)),
                       ("talk", date(2026, 5, 21)), ("july", date(2026, 7, 1))):  # fmt: skip
        books.add(Meeting, name, alliance="north", held=held)
    books.add(Step, "one", membership="in", stage="statement sent", since=date(2026, 5, 20))
    books.add(Step, "two", membership="in", stage="member", since=date(2026, 5, 22))
    books.add(Step, "three", membership="in", stage="left", since=date(2026, 6, 20))
    came = {"membership": "in", "attended": "apologies"}
    assert messages_of(books, Attendance, came | {"meeting": "june"}, Severity.WARN) == []
    for meeting, why in (
        ("may", "01/05/2026 (its path begins on 20/05/2026)"),
        ("talk", "21/05/2026 (Statement sent since 20/05/2026)"),
        ("july", "01/07/2026 (Left since 20/06/2026)"),
    ):
        of_guest = came | {"meeting": meeting}
        assert messages_of(books, Attendance, of_guest, Severity.REFUSE) == []
        assert messages_of(books, Attendance, of_guest, Severity.WARN) == [
            ("membership", f"Blue Coat was not a member on {why}: it is noted as a guest, and "
                           "guests are not counted.")
        ]  # fmt: skip


def test_a_laestab_of_another_authority_is_warned_of(books: BooksInMemory) -> None:
    school = {"name": "A", "laestab": "3534600", "local_authority": "354"}
    warned = messages_of(books, School, school, Severity.WARN)
    assert [each[0] for each in warned] == ["laestab"]
    assert "Rochdale is authority 354, but this begins 353" in warned[0][1]
    assert messages_of(books, School, school | {"local_authority": "353"}, Severity.WARN) == []


@pytest.mark.parametrize(
    ("signed", "reported"),
    [(date(2026, 7, 22), False), (date(2026, 7, 21), True), (date(2026, 11, 1), False)],
)
def test_a_member_without_a_workstream_is_reported_after_a_term(
    books: BooksInMemory, signed: date, reported: bool
) -> None:
    member = JOINING | SIGNED | {"key": "in", "statement_signed": signed}
    assert bool(messages_of(books, Membership, member, Severity.REPORT)) is reported
    assert messages_of(books, Membership, member) == []


def test_an_ended_commitment_is_no_workstream(books: BooksInMemory) -> None:
    member = JOINING | SIGNED | {"key": "in", "statement_signed": date(2026, 1, 1)}
    books.add(Commitment, "c", membership="in", workstream="cpd", ended=date(2026, 6, 1))
    assert messages_of(books, Membership, member, Severity.REPORT) == [
        ("stage", "Signed, but in no workstream.")
    ]


def test_a_statement_that_is_out_is_reported_with_its_weeks(books: BooksInMemory) -> None:
    sent = JOINING | {"stage": "statement sent", "statement_sent": date(2026, 11, 6)}
    assert messages_of(books, Membership, sent, Severity.REPORT) == [
        ("statement_sent", "Out since 06/11/2026, 2 weeks.")
    ]


def test_a_hub_that_has_not_signed_is_reported(books: BooksInMemory) -> None:
    north = {"key": "north", "name": "The Northern Alliance", "hub": "hub"}
    assert messages_of(books, Alliance, north, Severity.REPORT) == []
    assert messages_of(books, Alliance, north | {"hub": "coat"}, Severity.REPORT) == [
        ("hub", "Blue Coat has not signed.")
    ]


def test_the_hub_of_a_closed_alliance_need_not_be_a_member(books: BooksInMemory) -> None:
    over = {"key": "over", "name": "The Old Alliance", "hub": "coat", "status": "closed"}
    assert messages_of(books, Alliance, over, Severity.REPORT) == []


def test_a_school_that_is_the_hub_of_two_alliances_is_asked_about(books: BooksInMemory) -> None:
    south = {"key": "south", "name": "The Southern Alliance", "hub": "hub"}
    assert messages_of(books, Alliance, south) == []
    asked = ("hub", "Crompton House is the hub of The Northern Alliance too: is that meant?")
    assert asked in messages_of(books, Alliance, south, Severity.WARN)
    of_another = messages_of(books, Alliance, south | {"hub": "coat"}, Severity.WARN)
    assert "is that meant?" not in str(of_another)
    assert messages_of(books, Alliance, south | {"key": "north"}, Severity.WARN) == []


def test_a_hub_that_leaves_is_warned_of(books: BooksInMemory) -> None:
    hub = books.get(Membership, "hub-in")
    assert hub is not None
    assert messages_of(books, Membership, hub | LEAVING, Severity.WARN) == [
        ("stage", "It is the hub of The Northern Alliance: name another hub there.")
    ]
    assert messages_of(books, Membership, hub, Severity.WARN) == []


@pytest.mark.parametrize(
    ("hub", "said_of_it"),
    [
        ("hub", ""),
        ("coat", "Blue Coat is not a member of it yet: bring it in, with its signature of the "
                 "Statement of Commitment. Crompton House is no longer the hub; it stays in the "
                 "alliance (Member)."),
        (None, "Crompton House is no longer the hub; it stays in the alliance (Member). The "
               "alliance has no hub now: name another one."),
    ],
)  # fmt: skip
def test_who_names_another_hub_is_told_what_that_means(
    books: BooksInMemory, hub: str | None, said_of_it: str
) -> None:
    north = books.get(Alliance, "north")
    assert north is not None
    warned = messages_of(books, Alliance, north | {"hub": hub}, Severity.WARN)
    assert warned == ([("hub", said_of_it)] if said_of_it else [])


def test_the_hub_of_a_new_alliance_is_to_become_its_member(books: BooksInMemory) -> None:
    new = {"key": "new", "name": "The New Alliance", "hub": "coat"}
    ((where, text),) = messages_of(books, Alliance, new, Severity.WARN)
    assert where == "hub"
    assert text.startswith("Blue Coat is not a member of it yet: bring it in")


def test_who_closes_an_alliance_is_told_who_is_still_in_it(books: BooksInMemory) -> None:
    north = books.get(Alliance, "north")
    assert north is not None
    closed = north | {"status": "closed"}
    assert messages_of(books, Alliance, closed, Severity.WARN) == [
        ("status", "It still has 1 member and 1 open enquiry. Nobody joins a closed alliance: "
                   "members leave it, and enquiries are declined.")
    ]  # fmt: skip
    books.find(Alliance, key="north")[0]["status"] = "closed"
    assert messages_of(books, Alliance, closed, Severity.WARN) == [], "it is said once"


@pytest.mark.parametrize(
    ("stage", "instead"),
    [("member", "let it leave instead"), ("left", "it has ended, and stays as history")],
)
def test_what_was_signed_is_not_removed(books: BooksInMemory, stage: str, instead: str) -> None:
    values = LEAVING | {"statement_signed": date(2026, 11, 1)} if stage == "left" else SIGNED
    books.add(Membership, "in", **JOINING, **values)
    books.add(Membership, "asks", alliance="south", organisation="diocese")
    ((_, of_membership),) = messages_on_removal(books, Membership, "in")
    assert "signed the Statement of Commitment on 01/11/2026" in of_membership
    assert instead in of_membership
    ((_, of_school),) = messages_on_removal(books, School, "coat")
    assert of_school.startswith("Blue Coat has signed in The Northern Alliance")
    assert messages_on_removal(books, Membership, "asks") == []
    assert messages_on_removal(books, Organisation, "diocese") == []
    books.find(Membership, key="asks")[0]["memorandum_signed"] = TODAY
    ((_, of_diocese),) = messages_on_removal(books, Organisation, "diocese")
    assert "let it leave, with the day and the reason" in of_diocese


@pytest.mark.parametrize(
    ("values", "attribute"),
    [
        ({"enquired": date(2026, 5, 31)}, "enquired"),
        ({"enquired": date(2026, 3, 1)}, "enquired"),
        ({"stage": "declined", "enquired": date(2026, 1, 1), "since": date(2026, 3, 2)}, "since"),
        (SIGNED | {"statement_signed": date(2026, 4, 1)}, "statement_signed"),
        ({"enquired": date(2026, 6, 1)}, ""),
        ({"stage": "declined", "enquired": date(2026, 1, 1), "since": date(2026, 3, 1)}, ""),
        ({"alliance": "south", "enquired": date(2026, 5, 31)}, ""),
    ],
)
def test_a_period_does_not_overlap_another_one_of_the_school(
    books: BooksInMemory, values: dict[str, Any], attribute: str
) -> None:
    gone = JOINING | SIGNED | LEAVING
    days = {"enquired": date(2026, 3, 1), "statement_signed": date(2026, 3, 1),
            "left": date(2026, 6, 1)}  # fmt: skip
    books.add(Membership, "gone", **gone | days)
    found = messages_of(books, Membership, JOINING | values)
    assert [each[0] for each in found] == ([attribute] if attribute else [])
    if attribute:
        assert "was here from 01/03/2026 until 01/06/2026 (Left)" in found[0][1]


def test_an_alliance_with_members_is_not_removed(books: BooksInMemory) -> None:
    said_of_it = messages_on_removal(books, Alliance, "north")
    assert [each[0] for each in said_of_it] == [""]
    assert "The Northern Alliance has 2 memberships" in said_of_it[0][1]
    assert "Closed" in said_of_it[0][1]
    assert messages_on_removal(books, Alliance, "south") == []


def test_the_review_of_a_text_that_holds_is_reported_when_it_is_overdue(
    books: BooksInMemory,
) -> None:
    text = TEXT | {"key": "old", "review": date(2026, 11, 20)}
    assert messages_of(books, AgreedText, text, Severity.REPORT) == [
        ("review", "Statement of Commitment, version 2: to be reviewed by 20/11/2026.")
    ]
    assert messages_of(books, AgreedText, text | {"review": TODAY}, Severity.REPORT) == []
    books.add(AgreedText, "next", **TEXT | {"version": "3", "agreed": date(2026, 12, 1)})
    assert messages_of(books, AgreedText, text, Severity.REPORT), "the next one does not hold yet"
    books.add(AgreedText, "new", **TEXT | {"version": "4", "agreed": date(2026, 10, 1)})
    assert messages_of(books, AgreedText, text, Severity.REPORT) == []


def test_who_leaves_keeps_what_it_does_and_takes_on_nothing_new(books: BooksInMemory) -> None:
    books.add(Membership, "going", **JOINING | SIGNED | {"stage": "leaving", "notice": TODAY})
    pair = {"membership": "going", "workstream": "cpd"}
    assert [each[0] for each in messages_of(books, Commitment, pair)] == ["membership"]
    books.add(Commitment, "one", **pair)
    assert messages_of(books, Commitment, pair | {"key": "one", "level": "receive"}) == []


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
