"""What needs attention: each matter names exactly its records, the worst first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from data.policies.standing import board, pair_of
from data.sample.store import open_sample
from data.store.store import Store
from data.summaries.registry import SUMMARIES
from data.tables.attention import Matter, declared_matters, needs_attention
from data.today.matters import matters
from data.today.screen import COLUMNS
from models.alliances.agreed_text import AgreedText
from models.alliances.alliance import Alliance
from models.fields.states import State
from models.meetings.action import Action
from models.meetings.meeting import Meeting
from models.memberships.membership import Membership
from models.people.person import Person
from models.people.post import Post
from models.policies.due_dates import DUE_NEXT, MISSING, OVERDUE, UNPUBLISHED
from models.policies.duties import MUST, SHOULD
from models.policies.policy import Policy
from models.policies.school_policy import SchoolPolicy
from models.records.record import Values
from models.schools.school import School
from tests.conftest import TODAY


@pytest.fixture
def sample() -> Iterator[Store]:
    with open_sample(TODAY) as store:
        yield store


def test_the_lines_stand_in_their_order_whatever_was_loaded_first(sample: Store) -> None:
    titles = [each.title.split(",")[0].split(":")[0].split(" (")[0] for each in matters(sample)]
    places = [
        "Policies overdue",
        "Policies missing",
        "Policies due this half-term",
        "Policies due next half-term",
        "Policies approved",
        "Policies on the website in an old version",
        "Live documents that nobody checked this term",
        "Schools whose type is unknown",
        "Schools settling in",
        "Governors' meetings within two weeks",
        "Actions overdue",
        "Heads who were not at",
        "Missed two steering groups running",
        "Events within two weeks",
        "Events without attendance",
        "Events closed without outcome",
        "Events closed",
        "Cohorts behind target",
        "Programmes closed without outcome",
        "Statements sent",
        "Members in no workstream",
        "Set by the hub",
        "Projects without a finding",
        "Items of circles due this half-term",
        "Decided last year",
        "Support that waits over 10 working days",
        "Visits not recorded",
        "Support without evaluation",
        "Specialists over their days",
        "Designations and insurance to be renewed",
        "Charges on no invoice after four weeks",
        "Invoices overdue to us",
        "Invoices overdue by us",
        "Lead contacts without accountability",
        "Hubs that have not signed",
        "Agreed texts to be reviewed",
        "Letters not answered by their day",
        "Contracts to be noticed",
        "Workstreams in the red",
        "Grant returns due",
        "Indicators to be returned",
    ]
    assert [title for title in titles if title in places] == places


def test_what_needs_attention_is_never_cut_on_the_screen(sample: Store) -> None:
    (room,) = (column.width for column in COLUMNS if column.name == "matter")
    told = [matter.short or matter.title for matter in matters(sample)]
    assert not [each for each in told if len(each) > room]


def test_two_subjects_cannot_take_the_same_place() -> None:
    assert declared_matters()
    with pytest.raises(ValueError, match="10 is the place of"):
        needs_attention(place=10)(lambda books: ())


def about(store: Store, beginning: str) -> Matter:
    return next(each for each in matters(store) if each.title.startswith(beginning))


@pytest.mark.parametrize(
    ("title", "state"),
    [
        ("Policies overdue", OVERDUE),
        ("Policies missing", MISSING),
    ],
)
def test_a_matter_of_policies_is_about_those_of_its_state_in_watched_schools_that_settled_in(
    title: str, state: State, sample: Store
) -> None:
    matter = about(sample, title)
    standing = board(sample)
    found = [
        each
        for each in standing
        if each.state is state and each.school in standing.watched and each.settled
    ]
    assert set(matter.keys) == {each.pair for each in found}
    assert matter.count == len(found) > 0
    assert matter.must == sum(each.duty.level == MUST for each in found)
    assert matter.should == sum(each.duty.level == SHOULD for each in found)
    assert matter.open == matter.count - matter.must - matter.should


@pytest.mark.parametrize("title", ["Policies due this half-term", "Policies due next half-term"])
def test_what_is_due_soon_is_found_by_its_day_whatever_else_it_waits_for(
    title: str, sample: Store
) -> None:
    standing = board(sample)
    hidden = next(
        each
        for each in standing.of_watched()
        if each.state is DUE_NEXT and each.duty.publish == MUST
    )
    with sample.operation("Take it off the website") as change:
        change.set(SchoolPolicy, hidden.key, {"published": None, "published_at": None})
    standing = board(sample)
    matter = about(sample, title)
    # The holidays belong to the half-term before them: then is the last day to act.
    spring_begins, after_the_break = date(2027, 1, 4), date(2027, 2, 22)
    half = (
        (TODAY, spring_begins - timedelta(1))
        if "this" in title
        else (spring_begins, after_the_break - timedelta(1))
    )
    found = [
        each
        for each in standing.of_watched()
        if each.state is not MISSING and each.due and half[0] <= each.due <= half[1]
    ]
    assert set(matter.keys) == {each.pair for each in found}
    assert found
    if "next" in title:
        states = {each.state for each in found}
        assert {DUE_NEXT, UNPUBLISHED} <= states, "what is not published is due all the same"


def test_what_is_left_open_is_no_should_and_has_a_column_only_where_there_is_any(
    sample: Store,
) -> None:
    matter = about(sample, "Policies overdue")
    summary = SUMMARIES["today"].make(sample)
    assert [column.name for column in summary.columns][1:5] == ["count", "must", "should", "open"]
    row = next(row for row in summary.rows if row.key == matter.title)
    assert row.cells[1:5] == (14, 12, 1, 1)
    assert SUMMARIES["policies-overdue"].make(sample).notes[0] == (
        "Policies overdue: 14 (12 must, 1 should, 1 where it is left open)."
    )
    standing = board(sample)
    with sample.operation("Set aside") as change:
        for each in standing:
            if each.key and each.duty.level == "varies" and each.school in standing.watched:
                values = {"stage": "not applicable", "reason": "Not asked."}
                change.set(SchoolPolicy, each.key, values)
    columns = [column.name for column in SUMMARIES["today"].make(sample).columns]
    assert columns[1:] == ["count", "must", "should", "first"]


def test_what_is_approved_but_not_on_the_website_counts_what_must_be_there(sample: Store) -> None:
    matter = about(sample, "Policies approved, not published")
    standing = board(sample)
    found = [standing.get(*pair_of(key)) for key in matter.keys]
    assert found
    assert all(each and each.published is None for each in found)
    assert matter.must == sum(each is not None and each.duty.publish == MUST for each in found)


def test_a_matter_with_a_view_has_exactly_the_rows_of_that_view(sample: Store) -> None:
    shown = [matter for matter in matters(sample) if matter.view]
    assert len(shown) >= 7
    for matter in shown:
        answer = SUMMARIES[matter.view].make(sample)
        assert [row.key for row in answer.rows] == list(matter.keys)


def test_the_longest_overdue_comes_first_and_is_named(sample: Store) -> None:
    matter = about(sample, "Policies overdue")
    standing = board(sample)
    due = [each.due for key in matter.keys if (each := standing.get(*pair_of(key)))]
    assert due == sorted(due)
    school, policy = pair_of(matter.keys[0])
    assert sample.name_of(School, school) in matter.detail
    assert sample.name_of(Policy, policy) in matter.detail
    assert due[0] is not None
    assert f"{due[0]:%d/%m/%Y}" in matter.detail


def test_a_school_that_settles_in_raises_no_alarm_and_is_named_until_it_is_ended(
    sample: Store,
) -> None:
    matter = about(sample, "Schools settling in")
    assert matter.kind == School.kind
    assert matter.count > 0
    missing = about(sample, "Policies missing")
    overdue = about(sample, "Policies overdue")
    alarmed = {pair_of(key)[0] for key in (*missing.keys, *overdue.keys)}
    assert not alarmed & set(matter.keys)
    with sample.operation("Settled") as change:
        for key in matter.keys:
            change.set(School, key, {"settled_in": TODAY})
    assert about(sample, "Schools settling in").count == 0
    alarmed = {pair_of(key)[0] for key in about(sample, "Policies missing").keys}
    alarmed |= {pair_of(key)[0] for key in about(sample, "Policies overdue").keys}
    assert alarmed & set(matter.keys)
    sample.undo()
    assert about(sample, "Schools settling in") == matter


def test_governors_who_meet_within_two_weeks_are_named_and_no_others(sample: Store) -> None:
    title = "Governors' meetings within two weeks"
    with sample.operation("None") as change:
        for each in sample.find(Meeting):
            change.remove(Meeting, str(each["key"]))
    assert about(sample, title).count == 0
    standing = board(sample)
    watched = next(iter(standing.watched))
    days = {-1: False, 0: True, 14: True, 15: False}
    keys = {}
    with sample.operation("Meetings") as change:
        (alliance, *_) = sample.find(Alliance)
        change.add(Meeting, {"kind_of_meeting": "steering group", "held": TODAY,
                             "alliance": alliance["key"]})  # fmt: skip
        for after in days:
            values = {"school": watched, "held": TODAY + timedelta(days=after)}
            keys[after] = change.add(Meeting, values)
    matter = about(sample, title)
    assert matter.kind == Meeting.kind
    assert matter.keys == tuple(keys[after] for after, soon in days.items() if soon)
    assert matter.detail == f"{sample.name_of(School, watched)}: Governing body, 21/11/2026"


def test_a_statement_that_does_not_come_back_is_a_matter_until_it_is_signed(
    sample: Store,
) -> None:
    matter = about(sample, "Statements sent")
    assert matter.kind == Membership.kind
    assert matter.keys
    with sample.operation("Sign") as change:
        for key in matter.keys:
            change.set(
                Membership,
                key,
                {"stage": "member", "statement_signed": TODAY, "signatory": "A. Head"},
            )
    assert about(sample, "Statements sent").count == 0


def test_a_matter_that_is_dealt_with_goes_and_undo_brings_it_back(sample: Store) -> None:
    before = about(sample, "Policies overdue")
    held = board(sample).get(*pair_of(before.keys[0]))
    assert held is not None
    with sample.operation("Set aside") as change:
        values = {"stage": "not applicable", "reason": "Held by the trust."}
        change.set(SchoolPolicy, held.key, values)
    assert about(sample, "Policies overdue").keys == before.keys[1:]
    sample.undo()
    assert about(sample, "Policies overdue") == before


def test_what_needed_attention_on_an_earlier_day_is_told_as_it_stood(store: Store) -> None:
    sent, signed, left = (TODAY - timedelta(days=days) for days in (300, 250, 20))
    with store.operation("Begin") as change:
        alliance = change.add(Alliance, {"name": "Northern"})
        school = change.add(School, {"name": "Ash Grove"})
        change.set(Alliance, alliance, {"hub": school})
        person = change.add(Person, {"name": "Ada Bramble"})
        whole: Values = {
            "alliance": alliance, "school": school, "lead_contact": person, "stage": "left",
            "statement_sent": sent, "statement_signed": signed, "signatory": "Ada Bramble",
            "left": left, "reason_for_leaving": "cost",
        }  # fmt: skip
        member = change.add(Membership, whole)
        late = {"alliance": alliance, "held": sent, "kind_of_meeting": "steering group"}
        meeting = change.add(Meeting, late)
        action = change.add(
            Action,
            {"meeting": meeting, "what": "Ask", "owner": "Ada", "due": signed, "done": left},
        )  # fmt: skip

    def told(day: date) -> dict[str, tuple[str, ...]]:
        store.today = day
        beginnings = ("Statements sent", "Members in no", "Lead contacts", "Hubs", "Actions")
        return {each: about(store, each).keys for each in beginnings}

    nobody: tuple[str, ...] = ()
    out = {"Statements sent": (member,), "Members in no": nobody, "Lead contacts": (member,),
           "Hubs": (alliance,), "Actions": nobody}  # fmt: skip
    assert told(signed - timedelta(days=1)) == out
    assert told(left - timedelta(days=1)) == out | {
        "Statements sent": nobody, "Members in no": (member,), "Hubs": nobody, "Actions": (action,)
    }  # fmt: skip
    assert told(TODAY) == dict.fromkeys(out, nobody) | {"Hubs": (alliance,)}
    assert told(sent - timedelta(days=1))["Lead contacts"] == nobody


def test_empty_books_have_matters_of_nothing(store: Store) -> None:
    assert [each.count for each in matters(store)] == [0] * len(matters(store))
    assert all(each.detail == "" for each in matters(store))


def test_contacts_that_lost_their_post_and_texts_that_are_to_be_reviewed_are_told(
    store: Store,
) -> None:
    signed: Values = {"stage": "member", "statement_signed": TODAY, "signatory": "Ada Bramble"}
    with store.operation("Begin") as change:
        alliance = change.add(Alliance, {"name": "Northern"})
        school = change.add(School, {"name": "Ash Grove"})
        person = change.add(Person, {"name": "Ada Bramble"})
        values: Values = {"person": person, "school": school, "role": "headteacher"}
        post = change.add(Post, values | {"strategic_accountability": True})
        lead: Values = {"alliance": alliance, "school": school, "lead_contact": person}
        member = change.add(Membership, lead | signed)
        text = change.add(
            AgreedText,
            {"alliance": alliance, "what": "statement", "version": "1",
             "review": TODAY - timedelta(days=1)},
        )  # fmt: skip
    due = about(store, "Agreed texts to be reviewed")
    assert (due.keys, due.kind) == ((text,), AgreedText.kind)
    said = "Northern: Statement of Commitment, version 1: to be reviewed by 20/11/2026."
    assert due.detail == said
    assert about(store, "Lead contacts without accountability").count == 0
    with store.operation("Leaves") as change:
        change.set(Post, post, {"ended": TODAY - timedelta(days=1)})
    lost = about(store, "Lead contacts without accountability")
    assert lost.keys == (member,)
    assert "Ada Bramble" in lost.detail
