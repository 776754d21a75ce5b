"""One school's schedule and agenda list, and what is due before a meeting and by owner."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest

from data.policies.columns import cycle_in_words
from data.policies.governors_meetings import GovernorsMeetings
from data.policies.pairs import PAIRS
from data.policies.standing import board
from data.problems import WrongCall
from data.store.store import Store
from data.summaries.registry import SUMMARIES
from data.tables.paper import Listing
from data.tables.table import Summary
from models.alliances.alliance import Alliance
from models.calendar.half_term_dates import HalfTermDates
from models.meetings.meeting import Meeting
from models.memberships.membership import Membership
from models.policies.agreements import Purchase, ServiceAgreement
from models.policies.policy import Policy
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy
from models.schools.school import School
from tests.conftest import TODAY

ASH, BEECH = "a" * 32, "b" * 32
POLICIES = {
    "admissions": {"title": "Admissions", "renewal": "annual", "reckoning": "fixed day",
                   "due_days": "03-15,08-31", "publish_maintained": "must",
                   "force": "statutory", "approval_level": "Full board", "owner": "Admissions team",
                   "guidance": "The Code", "guidance_address": "https://example.org/code"},
    "behaviour": {"title": "Behaviour", "renewal": "annual"},
    "equality": {"title": "Equality", "renewal": "4 years", "reckoning": "half-term",
                 "half_term": "Autumn 2", "duty_maintained": "should"},
    "record": {"title": "Single central record", "renewal": "live"},
    "boarding": {"title": "Boarding", "renewal": "annual", "condition": "boarders"},
}  # fmt: skip


@pytest.fixture
def books(store: Store) -> Store:
    """A settled school and one that is settling in; five policies, none of them held."""
    settled = {"name": "Ash Grove", "type": "01", "phase": "2", "boarders": False,
               "settled_in": date(2025, 1, 1)}  # fmt: skip
    with store.operation("Begin") as change:
        change.add(School, settled, ASH)
        change.add(School, {"name": "Beech Hill", "type": "01", "phase": "2"}, BEECH)
        for row, values in enumerate(POLICIES.values()):
            change.add(Policy, {"row": row, "duty_maintained": "must"} | values, f"{row:032}")
    return store


def policy_key(name: str) -> str:
    return f"{list(POLICIES).index(name):032}"


def hold(store: Store, name: str, approved: date | None, school: str = ASH, **values: Any) -> str:
    """Give a school a policy that was approved on this day; the key of its record."""
    review = {name: values.pop(name) for name in ("approved_by", "minute") if name in values}
    with store.operation("Hold") as change:
        held = change.add(
            SchoolPolicy,
            {"school": school, "policy": policy_key(name), "stage": "in force"} | values,
        )
        if approved is not None:
            change.add(Review, {"school_policy": held, "reviewed": approved} | review)
    return held


def meet(store: Store, *days: date, school: str = ASH, **values: Any) -> None:
    with store.operation("Meet") as change:
        for day in days:
            change.add(Meeting, {"school": school, "held": day} | values)


def made(store: Store, name: str, **limits: Any) -> Summary:
    return SUMMARIES[name].make(store, **limits)


def column(summary: Summary, name: str) -> list[Any]:
    at = [each.name for each in summary.columns].index(name)
    return [row.cells[at] for row in summary.rows]


def row_of(summary: Summary, policy: str) -> dict[str, Any]:
    """The cells of the row of a policy, by the names of their columns."""
    (row,) = (row for row in summary.rows if row.key.endswith(f"/{policy_key(policy)}"))
    return dict(zip((each.name for each in summary.columns), row.cells, strict=True))


# The schedule


def test_a_schedule_says_what_the_school_must_have_and_what_is_missing(books: Store) -> None:
    hold(books, "behaviour", date(2026, 5, 5), approved_by="Full board", minute="26/5.3",
         owner="Deputy")  # fmt: skip
    summary = made(books, "school-schedule", school=ASH)
    assert column(summary, "policy") == [
        "Admissions", "Behaviour", "Equality", "Single central record", "Boarding",
    ]  # fmt: skip
    assert [state.word for state in column(summary, "state")] == [
        "Missing", "Current", "Missing", "Missing", "Not applicable",
    ]  # fmt: skip
    assert column(summary, "duty")[:4] == ["Must", "Must", "Should", "Must"]
    behaviour = row_of(summary, "behaviour")
    assert (behaviour["approved"], behaviour["approved-by"], behaviour["minute"]) == (
        date(2026, 5, 5), "Full board", "26/5.3",
    )  # fmt: skip
    assert (behaviour["due"], behaviour["owner"]) == (date(2027, 5, 5), "Deputy")
    assert row_of(summary, "admissions")["owner"] == "Admissions team"
    assert row_of(summary, "admissions")["force"] == "Statutory"
    assert "Ash Grove" in summary.notes
    assert "Missing: 3 (2 must, 1 should). In order: must 1 of 3, should 0 of 1." in summary.notes


def test_what_does_not_apply_comes_last_with_its_reason(books: Store) -> None:
    hold(books, "admissions", None, stage="not applicable", reason="Decided by the authority")
    summary = made(books, "school-schedule", school=ASH)
    assert column(summary, "policy")[-2:] == ["Admissions", "Boarding"]
    assert row_of(summary, "admissions")["why"] == "Decided by the authority"
    assert row_of(summary, "boarding")["why"] == "Only where this is true: pupils board."


def test_the_approval_that_stands_is_shown_and_not_the_one_it_corrects(books: Store) -> None:
    held = hold(books, "behaviour", date(2026, 5, 5), minute="wrong")
    (wrong,) = books.find(Review)
    with books.operation("Correct") as change:
        change.add(Review, {"school_policy": held, "reviewed": date(2026, 4, 4), "minute": "right",
                            "corrects": wrong["key"]})  # fmt: skip
    behaviour = row_of(made(books, "school-schedule", school=ASH), "behaviour")
    assert (behaviour["approved"], behaviour["minute"]) == (date(2026, 4, 4), "right")


def test_of_several_approvals_the_last_is_proved_in_whatever_order_they_were_typed(
    books: Store,
) -> None:
    held = hold(books, "behaviour", date(2026, 5, 5), minute="last", approved_by="Board")
    with books.operation("An earlier one") as change:
        earlier = {"school_policy": held, "reviewed": date(2025, 5, 6), "minute": "earlier"}
        change.add(Review, earlier)
    behaviour = row_of(made(books, "school-schedule", school=ASH), "behaviour")
    assert (behaviour["approved-by"], behaviour["minute"]) == ("Board", "last")


def test_a_due_day_names_the_last_meeting_before_it_and_the_last_school_day(books: Store) -> None:
    hold(books, "behaviour", date(2026, 1, 2))
    hold(books, "record", date(2026, 1, 2), next_review=date(2026, 12, 25), reason="As agreed")
    hold(books, "equality", date(2022, 12, 1))
    meet(books, date(2026, 11, 2), date(2026, 12, 1), date(2026, 12, 10), date(2027, 1, 11))
    meet(books, date(2026, 12, 11), school=BEECH)
    summary = made(books, "school-schedule", school=ASH)
    behaviour, record = row_of(summary, "behaviour"), row_of(summary, "record")
    assert (behaviour["due"], behaviour["meeting"]) == (date(2027, 1, 2), date(2026, 12, 10))
    assert behaviour["act-by"] == date(2026, 12, 18), "2 January is a Saturday of the holidays"
    assert (record["act-by"], record["why"]) == (date(2026, 12, 18), "As agreed")
    assert row_of(summary, "equality")["due"] == date(2026, 12, 18)
    assert row_of(summary, "admissions")["meeting"] == date(2026, 12, 1), "missing: the next one"
    assert "Next meeting: Governing body on 01/12/2026." in summary.notes


def test_a_meeting_on_the_due_day_is_in_time_and_one_after_it_is_not(books: Store) -> None:
    hold(books, "behaviour", date(2025, 12, 10))
    meet(books, date(2026, 12, 10))
    assert row_of(made(books, "school-schedule", school=ASH), "behaviour")["meeting"] == date(
        2026, 12, 10
    )
    with books.operation("Later") as change:
        (meeting,) = books.find(Meeting)
        change.set(Meeting, str(meeting["key"]), {"held": date(2026, 12, 11)})
    summary = made(books, "school-schedule", school=ASH)
    assert row_of(summary, "behaviour")["meeting"] is None
    assert "Due before the next meeting: Behaviour (10/12/2026)." in summary.notes


def test_the_day_to_act_by_follows_the_half_terms_of_the_authority_and_bank_holidays(
    books: Store,
) -> None:
    hold(books, "behaviour", date(2026, 5, 3), next_review=date(2027, 5, 3), reason="May Day")
    hold(books, "record", date(2026, 1, 1), next_review=date(2026, 12, 21), reason="Holiday")
    own = {"school_year": 2026, "half_term": "Autumn 2", "first_day": date(2026, 11, 2),
           "last_day": date(2026, 12, 16), "local_authority": "929"}  # fmt: skip
    with books.operation("Set half-terms") as change:
        change.add(HalfTermDates, own)
        change.set(School, ASH, {"local_authority": "929"})
    summary = made(books, "school-schedule", school=ASH)
    assert row_of(summary, "record")["act-by"] == date(2026, 12, 16)
    assert row_of(summary, "behaviour")["act-by"] == date(2027, 4, 30), "the Friday before"


def test_without_a_school_all_watched_ones_come_one_after_another(books: Store) -> None:
    summary = made(books, "school-schedule")
    assert column(summary, "school") == ["Ash Grove"] * 5 + ["Beech Hill"] * 5
    assert SUMMARIES["school-schedule"].rows == PAIRS
    assert all(board(books).get(*row.key.split("/")) for row in summary.rows)


def test_a_school_that_is_settling_in_is_told_so_and_misses_nothing(books: Store) -> None:
    summary = made(books, "school-schedule", school=BEECH)
    assert {state.word for state in column(summary, "state")[:4]} == {"Settling in"}
    assert "It is settling in: what is missing or late raises no alarm yet." in summary.notes


def test_a_school_of_which_nothing_is_asked_is_told_why(books: Store) -> None:
    with books.operation("Join") as change:
        alliance = change.add(Alliance, {"name": "Northern"})
        change.add(Membership, {"school": ASH, "alliance": alliance, "stage": "enquiry"})
    for name in ("school-schedule", "meeting-agenda"):
        summary = made(books, name, school=BEECH)
        assert not summary.rows
        assert summary.notes[0].startswith("Nothing is asked of this school: it is in no alliance")
        assert not any("Nothing is asked" in note for note in made(books, name, school=ASH).notes)


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        ({"renewal": "annual"}, "Annual renewal"),
        ({"renewal": "annual", "reckoning": "anniversary"}, "Annual renewal"),
        ({"renewal": "annual", "reckoning": "school year"},
         "Annual renewal, by the end of Autumn 1"),
        ({"renewal": "4 years", "reckoning": "half-term", "half_term": "Autumn 2"},
         "Every 4 years, Autumn 2"),
        ({"renewal": "annual", "reckoning": "fixed day", "due_days": "03-15"},
         "Annual renewal, by 15 March"),
        ({"renewal": "2 years", "reckoning": "fixed day", "due_days": "03-15,12-31"},
         "Every 2 years, by 15 March"),
        ({"renewal": "annual", "reckoning": "fixed day"}, "Annual renewal"),
        ({"renewal": "termly"}, "Termly"),
        ({"renewal": "live"}, "Live document"),
        ({"renewal": "free"}, "Free to determine"),
        ({"renewal": "none"}, "No cycle"),
    ],
)  # fmt: skip
def test_a_cycle_is_told_in_words(policy: dict[str, Any], words: str) -> None:
    assert cycle_in_words(policy) == words


# The agenda


def test_an_agenda_has_what_cannot_wait_for_the_meeting_after_next(books: Store) -> None:
    hold(books, "behaviour", date(2025, 10, 1))
    hold(books, "equality", date(2026, 1, 1), next_review=date(2027, 1, 10), reason="As agreed")
    hold(books, "record", date(2026, 1, 1), next_review=date(2027, 1, 11), reason="As agreed")
    meet(books, date(2026, 12, 1), starts="16:30", place="Library", name="Autumn board")
    meet(books, date(2027, 1, 11), kind_of_meeting="committee")
    summary = made(books, "meeting-agenda", school=ASH)
    assert column(summary, "policy") == ["Behaviour", "Admissions", "Equality"]
    assert column(summary, "asked") == ["Approve"] * 3
    assert [state.word for state in column(summary, "state")] == [
        "Overdue", "Missing", "Due next half-term",
    ]  # fmt: skip
    assert set(column(summary, "meeting")) == {date(2026, 12, 1)}
    admissions = row_of(summary, "admissions")
    assert (admissions["approves"], admissions["guidance-address"]) == (
        "Full board", "https://example.org/code",
    )  # fmt: skip
    assert summary.notes[:3] == [
        "Ash Grove",
        "Governing body (Autumn board) on 01/12/2026 at 16:30, Library.",
        "With what falls due before the meeting after it (Committee on 11/01/2027).",
    ]
    assert "Approve: 3 (2 must, 1 should)." in summary.notes


def test_without_a_later_meeting_the_agenda_reaches_to_the_end_of_next_half_term(
    books: Store,
) -> None:
    hold(books, "behaviour", date(2026, 2, 12))
    hold(books, "record", date(2026, 2, 13))
    hold(books, "equality", date(2026, 1, 1), next_review=date(2027, 2, 22), reason="As agreed")
    summary = made(books, "meeting-agenda", school=ASH)
    assert column(summary, "policy") == ["Admissions", "Behaviour"]
    assert "With what falls due by 21/02/2027; no later meeting is recorded." in summary.notes
    assert any(note.startswith("No governors' meeting ahead is recorded") for note in summary.notes)


def test_drafts_are_noted_and_what_is_not_published_is_a_reminder(books: Store) -> None:
    hold(books, "admissions", date(2026, 11, 2))
    hold(books, "behaviour", None, stage="awaiting approval")
    hold(books, "equality", None, stage="drafting")
    hold(books, "record", date(2026, 10, 1), published=date(2026, 9, 1))
    summary = made(books, "meeting-agenda", school=ASH)
    found = dict(zip(column(summary, "policy"), column(summary, "asked"), strict=True))
    assert found == {
        "Behaviour": "Approve",
        "Equality": "Note",
        "Admissions": "Publish",
        "Single central record": "Publish",
    }
    assert list(found.values()) == sorted(found.values())
    with books.operation("Publish") as change:
        for held in books.find(SchoolPolicy, stage="in force"):
            change.set(SchoolPolicy, str(held["key"]), {"published": TODAY})
    assert column(made(books, "meeting-agenda", school=ASH), "asked") == ["Approve", "Note"]


def test_an_agenda_says_when_the_school_has_not_bought_the_model(books: Store) -> None:
    with books.operation("Sell") as change:
        agreement = change.add(ServiceAgreement, {"name": "Governance"})
        gated = {"model_availability": "service agreement", "agreement": agreement}
        change.set(Policy, policy_key("behaviour"), gated)
    model = row_of(made(books, "meeting-agenda", school=ASH), "behaviour")["model"]
    assert model == "Only under: Governance (not bought)"
    with books.operation("Buy") as change:
        change.add(Purchase, {"school": ASH, "agreement": agreement, "began": TODAY})
    model = row_of(made(books, "meeting-agenda", school=ASH), "behaviour")["model"]
    assert model == "Only under: Governance"


def test_the_agenda_of_a_school_that_is_settling_in_asks_for_nothing_late(books: Store) -> None:
    hold(books, "behaviour", date(2020, 1, 1), BEECH)
    hold(books, "equality", date(2022, 11, 1), BEECH)
    summary = made(books, "meeting-agenda", school=BEECH)
    assert column(summary, "policy") == ["Equality"]
    assert "It is settling in: what is missing or late is left out." in summary.notes


def test_governors_do_not_meet_in_the_past_and_two_bodies_on_one_day_are_one_meeting(
    books: Store,
) -> None:
    day = TODAY + timedelta(days=10)
    meet(books, TODAY - timedelta(days=1), TODAY, day)
    meet(books, TODAY, kind_of_meeting="committee")
    meetings = GovernorsMeetings(books)
    following, after_next = meetings.next(ASH), meetings.after_next(ASH)
    assert following is not None
    assert after_next is not None
    assert (following.held, after_next.held) == (TODAY, day)
    assert {each.held for each in meetings.ahead(ASH)} == {TODAY, day}
    assert meetings.next(BEECH) is None


# Before a meeting, and by owner


def test_what_falls_due_until_the_next_meeting_is_listed_by_its_day(books: Store) -> None:
    hold(books, "behaviour", date(2025, 12, 1))
    hold(books, "admissions", date(2026, 1, 1), next_review=date(2026, 12, 2), reason="Agreed")
    hold(books, "record", date(2025, 11, 20), next_review=date(2026, 11, 20), reason="Agreed")
    without = made(books, "due-before-meeting")
    assert column(without, "policy") == ["Single central record", "Equality"]
    assert column(without, "meeting") == [None, None]
    assert set(column(without, "remark")) == {"No meeting is recorded that may approve it"}
    meet(books, date(2026, 12, 1))
    summary = made(books, "due-before-meeting")
    assert [state.word for state in column(summary, "in-time")] == ["Overdue", "Missing", "In time"]
    assert column(summary, "policy") == ["Single central record", "Equality", "Behaviour"]
    assert summary.notes == [
        "Overdue or missing: 2 (1 must, 1 should).",
        "Due by the next meeting: 1 (1 must).",
        "Settling in, and not looked at: 1 school.",
    ]
    assert not made(books, "due-before-meeting", school=BEECH).rows


def test_a_meeting_that_comes_after_the_due_day_is_said_to_come_too_late(books: Store) -> None:
    hold(books, "behaviour", date(2025, 12, 6))
    meet(books, date(2026, 12, 17))
    summary = made(books, "due-before-meeting")
    found = row_of(summary, "behaviour")
    assert found["in-time"].word == "Too late"
    assert found["remark"] == "The meeting comes too late: due 06/12/2026"
    assert "The meeting comes too late for: 1 (1 must)." in summary.notes


# Which meeting may approve what


def test_what_the_full_board_approves_goes_past_a_committee_and_the_rest_does_not(
    books: Store,
) -> None:
    for name in ("admissions", "behaviour"):
        hold(books, name, date(2026, 1, 1), next_review=date(2027, 2, 1), reason="As agreed")
    meet(books, date(2027, 1, 28))
    meet(books, date(2027, 1, 29), kind_of_meeting="committee", name="Pupils' committee")
    summary = made(books, "school-schedule", school=ASH)
    full, other = row_of(summary, "admissions"), row_of(summary, "behaviour")
    assert (full["meeting"], full["body"]) == (date(2027, 1, 28), "Governing body")
    assert (other["meeting"], other["body"]) == (date(2027, 1, 29), "Pupils' committee")


def test_the_agenda_of_a_committee_leaves_to_the_full_board_what_only_that_approves(
    books: Store,
) -> None:
    meet(books, date(2026, 12, 17), kind_of_meeting="committee", name="Pupils' committee")
    meet(books, date(2027, 1, 28))
    summary = made(books, "meeting-agenda", school=ASH)
    assert "Admissions" not in column(summary, "policy")
    assert set(column(summary, "body")) == {"Pupils' committee"}
    told = "For a meeting of the full board or trust board, and not listed: Admissions."
    assert told in summary.notes
    (late,) = [row_of(made(books, "due-before-meeting"), "admissions")]
    assert late["meeting"] == date(2027, 1, 28)


def test_the_further_days_that_the_law_names_are_told_of_the_school(books: Store) -> None:
    told = "The law names further days: Admissions by 31/08/2027."
    assert told in made(books, "school-schedule", school=ASH).notes
    assert not any("further" in note for note in made(books, "meeting-agenda", school=ASH).notes)
    with books.operation("Sooner") as change:
        change.set(Policy, policy_key("admissions"), {"due_days": "03-15,01-31"})
    told = "The law names further days: Admissions by 31/01/2027."
    assert told in made(books, "meeting-agenda", school=ASH).notes
    hold(books, "admissions", None, stage="not applicable", reason="Decided by the authority")
    assert not any("further" in note for note in made(books, "school-schedule", school=ASH).notes)


def test_without_a_school_the_school_stands_first_and_with_one_last(books: Store) -> None:
    for name in ("school-schedule", "meeting-agenda"):
        assert made(books, name).columns[0].name == "school"
        assert made(books, name, school=ASH).columns[0].name == "policy"
        assert made(books, name, school=ASH).columns[-1].name == "school"


def test_what_is_due_stands_by_half_term_and_owner_with_the_overdue_first(books: Store) -> None:
    hold(books, "admissions", date(2024, 3, 1))
    hold(books, "behaviour", date(2025, 12, 1), owner="Deputy")
    hold(books, "equality", date(2026, 1, 1), next_review=date(2027, 1, 4), reason="Agreed")
    hold(books, "record", date(2026, 1, 1), next_review=date(2027, 4, 26), reason="Agreed")
    hold(books, "boarding", date(2026, 1, 1), next_review=date(2027, 11, 22), reason="Too far")
    meet(books, date(2026, 11, 30))
    with books.operation("Name an address") as change:
        change.set(Policy, policy_key("admissions"), {"owner_email": "team@example.org"})
    summary = made(books, "due-by-owner")
    assert column(summary, "when") == [
        "Overdue",
        "This half-term",
        "Next half-term",
        "Summer 1 2026/27",
    ]
    assert column(summary, "owner")[:2] == ["Admissions team", "Deputy"]
    assert column(summary, "email")[:2] == ["team@example.org", None]
    assert column(summary, "meeting") == [date(2026, 11, 30)] * 4
    assert summary.notes[:2] == [
        "Overdue: 1 (1 must).",
        "Due within a year: 3 (2 must, 1 should).",
    ]


def test_the_paper_of_what_is_due_names_schools_by_owner_and_counts_what_comes_later(
    books: Store,
) -> None:
    with books.operation("Settle in") as change:
        change.set(School, BEECH, {"settled_in": date(2025, 1, 1)})
    for school in (ASH, BEECH):
        hold(books, "admissions", date(2024, 3, 1), school, owner="Head")
        hold(books, "record", date(2026, 1, 1), school, owner="Head",
             next_review=date(2027, 4, 26), reason="Agreed")  # fmt: skip
    hold(books, "behaviour", date(2025, 12, 1), owner="Deputy")
    paper = made(books, "due-by-owner").paper
    assert paper
    (part,) = paper.parts
    assert isinstance(part, Listing)
    assert [(group.heading, group.told) for group in part.groups] == [
        ("Deputy", "1 due this half-term"),
        ("Head", "2 overdue, 2 later"),
    ]
    head = [row.cells[1:] for row in part.groups[1].rows]
    assert head == [
        ("Admissions", 2, "15/03/2025 Ash Grove, Beech Hill"),
        ("1 policy", 2, "Summer 1 2026/27: Single central record (2 schools)"),
    ]
    paper = made(books, "due-by-owner", school=ASH).paper
    assert paper
    (part,) = paper.parts
    assert isinstance(part, Listing)
    assert [row.cells[0] for group in part.groups for row in group.rows] == [
        "Behaviour", "Admissions", "Single central record",
    ]  # fmt: skip
    assert len(paper.charts) == 0


def test_a_school_that_is_settling_in_waits_on_no_owner(books: Store) -> None:
    hold(books, "behaviour", date(2025, 12, 1), BEECH)
    assert not made(books, "due-by-owner").rows


# All of them


NAMES = ("school-schedule", "meeting-agenda", "due-before-meeting", "due-by-owner", "due-calendar",
         "policies-overdue")  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_for_circulation_only_schools_that_signed_are_named(name: str, books: Store) -> None:
    with books.operation("Join") as change:
        change.set(School, BEECH, {"settled_in": date(2025, 1, 1)})
        alliance = change.add(Alliance, {"name": "Northern"})
        signed = {"stage": "member", "statement_sent": TODAY, "statement_signed": TODAY,
                  "signatory": "A. Head"}  # fmt: skip
        change.add(Membership, {"school": ASH, "alliance": alliance} | signed)
        change.add(Membership, {"school": BEECH, "alliance": alliance, "stage": "enquiry"})
    for school in (ASH, BEECH):
        hold(books, "behaviour", date(2025, 12, 1), school)
        hold(books, "equality", date(2020, 12, 1), school)
        meet(books, date(2026, 12, 10), school=school)
    assert set(column(made(books, name), "school")) == {"Ash Grove", "Beech Hill"}
    paper = made(books, name, for_circulation=True, alliance=alliance)
    assert set(column(paper, "school")) == {"Ash Grove"}
    assert any("1 school that has not signed" in note for note in paper.notes)
    assert not any("Beech" in note for note in paper.notes)
    with pytest.raises(WrongCall, match="has not signed"):
        made(books, name, for_circulation=True, school=BEECH)


@contextmanager
def counted_queries(store: Store) -> Iterator[list[str]]:
    """What SQLite is asked meanwhile."""
    asked: list[str] = []

    def trace(_: object, sql: str, __: object) -> bool:
        asked.append(sql)
        return True

    connection = store.database.connection()
    connection.exec_trace = trace
    try:
        yield asked
    finally:
        connection.exec_trace = None


@pytest.mark.parametrize("name", NAMES)
def test_the_books_are_asked_no_more_often_for_two_hundred_schools(name: str, books: Store) -> None:
    with books.operation("Many") as change:
        for number in range(198):
            values = {"name": f"School {number}", "type": "01", "settled_in": date(2025, 1, 1)}
            school = change.add(School, values)
            if number < 40:
                for policy, approved in (("behaviour", date(2025, 12, 1)), ("record", TODAY)):
                    held = change.add(SchoolPolicy, {"school": school, "stage": "in force",
                                                     "policy": policy_key(policy)})  # fmt: skip
                    change.add(Review, {"school_policy": held, "reviewed": approved})
    assert len(board(books).schools) == 200
    with counted_queries(books) as asked:
        made(books, name)
    assert 0 < len(asked) <= 16
