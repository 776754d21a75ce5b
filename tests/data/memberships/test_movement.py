"""Movement, statements outstanding and the register: who came, went, and has not signed."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.problems import WrongCall
from data.sample.store import open_sample
from data.store.store import Store
from data.summaries.registry import SUMMARIES
from data.tables.circulation import LEFT_OUT
from data.tables.table import Summary
from models.alliances.alliance import Alliance
from models.memberships.membership import Membership, Step
from models.people.person import Person
from models.people.post import Post
from models.records.record import Values
from models.schools.organisation import Organisation
from models.schools.school import School
from tests.conftest import TODAY

ALLIANCE = "a" * 32
NAMES = ("Ash", "Beech", "Cedar", "Dale", "Elm", "Fir")
SIGNED = {"statement_signed": date(2025, 3, 1), "signatory": "A. Head"}
SEPTEMBER = date(2026, 9, 1)


@pytest.fixture
def books(store: Store) -> Store:
    with store.operation("Begin") as change:
        change.add(Alliance, {"name": "Northern"}, ALLIANCE)
        for name in NAMES:
            change.add(School, {"name": name, "local_authority": "353", "phase": "2"}, key(name))
    return store


def key(name: str) -> str:
    return name[0].lower() * 31 + "0"


def begin(store: Store, name: str, **values: Any) -> str:
    with store.operation("Begin") as change:
        return change.add(Membership, {"alliance": ALLIANCE, "school": key(name)} | values)


def put(store: Store, membership: str, **values: Any) -> None:
    with store.operation("Change") as change:
        change.set(Membership, membership, values)


def of(store: Store, name: str, **limits: Any) -> Summary:
    return SUMMARIES[name].make(store, **limits)


def told(summary: Summary, *columns: str) -> list[tuple[object, ...]]:
    """These cells of each row, states by their words."""
    at = [[each.name for each in summary.columns].index(name) for name in columns]
    return [
        tuple(str(row.cells[n]) if row.cells[n] is not None else None for n in at)
        for row in summary.rows
    ]


def test_movement_tells_who_joined_rose_paused_stepped_down_and_left_and_why(books: Store) -> None:
    ash = begin(books, "Ash", enquired=date(2026, 9, 5))
    put(books, ash, stage="member", statement_signed=date(2026, 10, 1), signatory="A. Head")
    beech = begin(books, "Beech", stage="member", **SIGNED)
    put(books, beech, stage="strategic partner", memorandum_signed=date(2026, 9, 20))
    put(books, beech, stage="member", since=date(2026, 11, 1))
    put(books, beech, stage="paused", since=date(2026, 11, 10))
    put(books, beech, stage="strategic partner", since=date(2026, 11, 20))
    cedar = begin(books, "Cedar", stage="member", **SIGNED)
    put(books, cedar, stage="leaving", notice=date(2026, 9, 30))
    put(books, cedar, stage="left", left=date(2026, 10, 31), reason_for_leaving="capacity")
    dale = begin(books, "Dale", enquired=date(2026, 9, 10))
    put(books, dale, stage="declined", since=date(2026, 9, 25))
    made = of(books, "movement")
    assert told(made, "day", "school", "movement", "before", "after", "why") == [
        ("2026-09-05", "Ash", "Asked", None, "Enquiry", None),
        ("2026-09-10", "Dale", "Asked", None, "Enquiry", None),
        ("2026-09-20", "Beech", "Rose", "Member", "Strategic partner", None),
        ("2026-09-25", "Dale", "Declined", "Enquiry", "Declined", None),
        ("2026-09-30", "Cedar", "Gave notice", "Member", "Leaving", "Capacity"),
        ("2026-10-01", "Ash", "Joined", "Enquiry", "Member", None),
        ("2026-10-31", "Cedar", "Left", "Leaving", "Left", "Capacity"),
        ("2026-11-01", "Beech", "Stepped down", "Strategic partner", "Member", None),
        ("2026-11-10", "Beech", "Paused", "Member", "Paused", None),
        ("2026-11-20", "Beech", "Came back", "Paused", "Strategic partner", None),
    ]
    assert made.notes == [
        "School year 2026/27, from 01/09/2026 to 21/11/2026: 1 joined, 1 rose, 1 paused, "
        "1 came back, 1 stepped down, 1 gave notice, 1 left, 2 asked, 1 declined.",
        "1 asked and never came: Dale (1 declined).",
    ]
    assert made.rows[2].key == beech


def test_why_somebody_declined_is_told_however_it_was_entered(books: Store) -> None:
    ash, beech = begin(books, "Ash", enquired=SEPTEMBER), begin(books, "Beech", enquired=SEPTEMBER)
    put(books, ash, stage="declined", reason_for_leaving="capacity")
    put(books, beech, stage="declined")
    put(books, beech, reason_for_leaving="cost")
    made = told(of(books, "movement"), "school", "movement", "why")
    assert [row for row in made if row[1] == "Declined"] == [
        ("Ash", "Declined", "Capacity"), ("Beech", "Declined", "Cost"),
    ]  # fmt: skip


def test_movement_is_of_any_days_and_takes_no_notice_of_others(books: Store) -> None:
    begin(books, "Ash", stage="member", enquired=date(2025, 1, 5), **SIGNED)
    days = {"first": date(2025, 1, 5), "last": date(2025, 3, 1)}
    made = of(books, "movement", **days)
    assert told(made, "movement", "day") == [("Asked", "2025-01-05"), ("Joined", "2025-03-01")]
    assert made.notes == ["From 05/01/2025 to 01/03/2025: 1 joined, 1 asked."]
    short = {"first": date(2025, 1, 6), "last": date(2025, 2, 28)}
    assert told(of(books, "movement", **short), "movement", "now") == [("Not come yet", "Enquiry")]
    assert of(books, "movement").notes[0].endswith(": nobody moved.")
    with pytest.raises(WrongCall, match="is after the last"):
        of(books, "movement", first=TODAY, last=SEPTEMBER)
    with pytest.raises(WrongCall, match="leave the days out"):
        of(books, "membership-register", first=SEPTEMBER)


def test_who_asked_long_ago_and_never_came_stands_in_the_movement(books: Store) -> None:
    begin(books, "Ash", stage="in discussion", enquired=date(2026, 3, 1), since=date(2026, 4, 1))
    begin(books, "Beech", enquired=SEPTEMBER)
    begin(books, "Cedar", stage="declined", enquired=date(2026, 3, 1), since=date(2026, 5, 1))
    made = of(books, "movement")
    assert told(made, "school", "movement", "now", "came") == [
        ("Ash", "Not come yet", "In discussion", "Never came"),
        ("Beech", "Asked", "Enquiry", "Not yet"),
    ]
    assert made.notes[1:] == [
        "1 asked and never came: Ash (1 asked more than a term ago and stands at In discussion).",
        "1 asked in the last four months and has not come yet.",
    ]


def test_who_asked_and_never_came_is_told_by_name_and_why(books: Store) -> None:
    autumn = date(2026, 9, 1)
    begin(books, "Ash", enquired=date(2025, 9, 1))
    begin(books, "Beech", stage="statement sent", enquired=date(2026, 5, 1),
          statement_sent=date(2026, 6, 1))  # fmt: skip
    for name in ("Cedar", "Dale"):
        begin(books, name, stage="declined", enquired=date(2026, 3, 1), since=date(2026, 10, 1))
    begin(books, "Elm", stage="declined", enquired=date(2026, 3, 1), since=date(2026, 4, 1))
    # Fir declined at first, asked again, and is a member: it came.
    begin(books, "Fir", stage="declined", enquired=autumn, since=date(2026, 9, 5))
    begin(books, "Fir", stage="member", enquired=date(2026, 9, 10), signatory="F. Head",
          statement_signed=date(2026, 9, 20))  # fmt: skip
    made = of(books, "movement")
    assert made.notes[1] == (
        "4 asked and never came: Ash; Beech; Cedar; Dale (2 declined, 1 asked more than a year ago "
        "and stands at Enquiry, 1 asked more than a term ago and stands at Statement sent)."
    )
    came = [each for each in told(made, "school", "movement", "came") if each[2]]
    assert came == [
        ("Ash", "Not come yet", "Never came"),
        ("Beech", "Not come yet", "Never came"),
        ("Fir", "Asked", "Asked again"),
        ("Fir", "Declined", "Asked again"),
        ("Fir", "Asked", "Came"),
        ("Cedar", "Declined", "Never came"),
        ("Dale", "Declined", "Never came"),
    ]
    (note,) = [
        each for each in of(books, "movement", for_circulation=True).notes if "never came" in each
    ]
    assert note.startswith("4 asked and never came (2 declined, ")
    earlier = of(books, "movement", first=date(2026, 1, 1), last=date(2026, 4, 30))
    assert earlier.notes[1:] == [
        "2 asked and never came: Ash; Elm (1 declined, 1 asked more than a term ago and stands at "
        "Enquiry).",
        "2 asked in the last four months and have not come yet.",
    ]


def test_movement_for_circulation_names_only_whose_signature_stands(books: Store) -> None:
    begin(books, "Ash", stage="member", statement_signed=date(2026, 9, 3), signatory="A. Head")
    begin(books, "Beech", stage="enquiry", enquired=date(2026, 9, 4))
    left = {"left": date(2026, 9, 5), "reason_for_leaving": "cost"}
    begin(books, "Cedar", stage="left", **SIGNED | left)
    made = of(books, "movement", for_circulation=True)
    assert told(made, "school", "movement", "local-authority") == [
        ("Ash", "Joined", "Oldham"),
        ("(not named)", "Asked", None),
        ("(not named)", "Left", None),
    ]
    assert [row.key for row in made.rows[1:]] == ["", ""]
    assert made.notes[-1] == (
        "For circulation, not named: 1 school that has not signed the Statement of Commitment; "
        "1 school that has left."
    )
    whole = of(books, "movement", for_circulation=True, school=key("Ash"))
    assert whole.notes[-1].endswith("everybody shown has signed the Statement of Commitment.")


def test_reasons_in_somebodys_own_words_do_not_tell_who_it_was(books: Store) -> None:
    begin(books, "Beech", enquired=date(2026, 3, 4))
    ash = begin(books, "Ash", stage="member", **SIGNED)
    begin(books, "Cedar", stage="declined", enquired=date(2026, 9, 4), since=date(2026, 9, 9))
    put(books, ash, stage="paused", since=date(2026, 9, 10))
    with books.operation("Why") as change:
        for step in change.books.find(Step):
            reason = {
                "paused": "Shares its head with Beech",
                "declined": "Our sixth form comes first",
            }
            if step["stage"] in reason:
                change.set_as_result(Step, str(step["key"]), {"reason": reason[str(step["stage"])]})
    assert {row.cells[5] for row in of(books, "movement").rows} == {*reason.values(), None}
    assert {row.cells[5] for row in of(books, "movement", for_circulation=True).rows} == {
        LEFT_OUT,
        None,
    }


def test_statements_that_are_out_tell_since_when_and_to_whom(books: Store) -> None:
    with books.operation("People") as change:
        head = change.add(Person, {"name": "Ada Bramble", "email": "ada@ash.example"})
        change.add(
            Post,
            {"person": head, "school": key("Ash"), "role": "headteacher", "began": SEPTEMBER,
             "email": "head@ash.example"},
        )  # fmt: skip
        lead = change.add(Person, {"name": "Ben Thicket", "telephone": "01632 960000"})
    sent = TODAY - timedelta(days=15)
    begin(books, "Ash", stage="statement sent", statement_sent=sent)
    begin(
        books, "Beech", stage="statement sent", since=sent + timedelta(days=10), lead_contact=lead
    )
    begin(books, "Cedar", stage="enquiry")
    begin(books, "Dale", stage="member", **SIGNED)
    made = of(books, "statements-outstanding")
    assert told(made, "school", "out", "weeks", "to", "email", "telephone") == [
        ("Ash", "Statement", "2", "Ada Bramble", "head@ash.example", None),
        ("Beech", "Statement", "0", "Ben Thicket", None, "01632 960000"),
    ]
    assert made.notes == ["2 Statements of Commitment are out and not signed yet."]
    circulated = of(books, "statements-outstanding", for_circulation=True)
    assert circulated.rows == []
    assert circulated.notes == [
        *made.notes,
        "For circulation: 2 schools that have not signed the Statement of Commitment are left out.",
    ]
    with books.operation("Signed") as change:
        for row in made.rows:
            new: Values = SIGNED | {"stage": "member", "statement_signed": TODAY}
            change.set(Membership, row.key, new)
    circulated = of(books, "statements-outstanding", for_circulation=True)
    assert circulated.notes == ["Everything that went out has come back signed."]


def test_partners_of_old_books_without_a_memorandum_are_outstanding(books: Store) -> None:
    partner = begin(
        books, "Ash", stage="strategic partner", memorandum_signed=date(2025, 4, 1), **SIGNED
    )
    with books.database.writing():
        books.database.rows("UPDATE membership SET memorandum_signed = NULL")
    made = of(books, "statements-outstanding")
    assert [(row.key, str(row.cells[1]), row.cells[2]) for row in made.rows] == [
        (partner, "Memorandum", None)
    ]
    assert "1 strategic partner has no memorandum" in made.notes[0]


def test_the_register_counts_by_stage_authority_phase_and_type(books: Store) -> None:
    with books.operation("More") as change:
        diocese: Values = {"name": "Diocese of Salford", "kind_of_organisation": "diocese"}
        diocese_key = change.add(Organisation, diocese)
        change.set(School, key("Beech"), {"local_authority": "354", "type": "01"})
    begin(books, "Ash", stage="member", **SIGNED)
    begin(books, "Beech")
    begin(books, "Cedar", stage="left", **SIGNED, left=TODAY, reason_for_leaving="cost")
    begin(books, "Dale", school=None, organisation=diocese_key, stage="member", **SIGNED)
    made = of(books, "membership-register")
    assert told(made, "school", "type", "stage", "since") == [
        ("Ash", None, "Member", "2025-03-01"),
        ("Beech", "Community school", "Enquiry", "2026-11-21"),
        ("Cedar", None, "Left", "2026-11-21"),
        ("Diocese of Salford", "Diocese", "Member", "2025-03-01"),
    ]
    assert made.notes == [
        "4 memberships of 3 schools and 1 organisation: 1 enquiry, 2 member, 1 left.",
        "By authority: Oldham (2, 1 ended), organisation (1), Rochdale (1).",
        "By phase: Primary (3, 1 ended), organisation (1).",
        "By type: not known (2, 1 ended), Community school (1), Diocese (1).",
        "Each of these lines adds up to the 4 rows below: ended is who left or declined.",
    ]


def test_one_member_is_counted_in_the_singular_and_nobody_in_words(books: Store) -> None:
    assert of(books, "membership-register").notes == ["Nobody is in an alliance yet."]
    for name in ("statements-outstanding", "may-share", "who-does-what"):
        notes = of(books, name, alliance=ALLIANCE, for_circulation=True).notes
        assert notes[-1] == "Nobody is in Northern yet."
    begin(books, "Ash", stage="member", **SIGNED)
    assert of(books, "membership-register").notes == [
        "1 membership of 1 school: 1 member.",
        "By authority: Oldham (1).",
        "By phase: Primary (1).",
        "By type: not known (1).",
    ]


@given(
    periods=st.lists(
        st.tuples(st.sampled_from(NAMES), st.booleans(), st.sampled_from(["left", "declined"])),
        max_size=6,
    ),
    open_ones=st.sets(st.tuples(st.sampled_from(NAMES), st.booleans())),
    circulated=st.booleans(),
)
def test_every_total_of_the_register_adds_up_to_its_rows(
    periods: list[tuple[str, bool, str]],
    open_ones: set[tuple[str, bool]],
    circulated: bool,
    books: Store,
) -> None:
    with books.operation("Draw") as change:
        other = change.add(Alliance, {"name": "Other"})
        drawn: list[tuple[str, bool, Values]] = []
        for year, (name, far, end) in enumerate(periods, 2010):
            over: Values = {"stage": end, "enquired": date(year, 1, 9), "since": date(year, 6, 1)}
            if end == "left":
                over |= {"statement_signed": date(year, 2, 1), "signatory": "A. Head"}
                over |= {"left": date(year, 6, 1), "reason_for_leaving": "cost"}
            drawn.append((name, far, over))
        drawn += [(name, far, {"stage": "member"} | SIGNED) for name, far in open_ones]
        for name, far, values in drawn:
            alliance = other if far else ALLIANCE
            change.add(Membership, {"alliance": alliance, "school": key(name)} | values)
    made = of(books, "membership-register", for_circulation=circulated)
    books.undo()
    lines = [note for note in made.notes if note.startswith("By ")]
    assert len(lines) == (3 if made.rows else 0)
    for line in lines:
        counts = [int(each) for each in re.findall(r"\((\d+)", line)]
        assert sum(counts) == len(made.rows), line
    if not made.rows:
        return
    by_stage = made.notes[1 if circulated else 0].split(": ")[-1]
    assert sum(int(each) for each in re.findall(r"\d+", by_stage)) == len(made.rows)


def test_a_circulated_register_says_who_was_left_out_and_why(books: Store) -> None:
    with books.operation("More") as change:
        other = change.add(Alliance, {"name": "Another"})
        hub = change.add(Organisation, {"name": "Diocese"})
    begin(books, "Ash", stage="member", **SIGNED)
    begin(books, "Beech")
    begin(books, "Cedar", stage="declined")
    begin(books, "Dale", school=None, organisation=hub)
    made = of(books, "membership-register", for_circulation=True)
    assert made.notes[0] == (
        "For circulation: 2 schools and 1 organisation that have not signed the Statement of "
        "Commitment are left out."
    )
    begin(books, "Ash", alliance=other)
    left = {"stage": "left", "left": TODAY, "reason_for_leaving": "cost"} | SIGNED
    begin(books, "Elm", **left)
    earlier = {"statement_signed": date(2019, 1, 7), "left": date(2020, 6, 1)}
    begin(books, "Ash", **left | earlier)
    made = of(books, "membership-register", for_circulation=True)
    assert made.notes[0] == (
        "For circulation, left out: 2 schools and 1 organisation that have not signed the "
        "Statement of Commitment; 1 school that has signed the Statement of Commitment of another "
        "alliance only; 1 school that has left; 1 earlier period of a member that came back."
    )
    assert [row.cells[0] for row in made.rows] == ["Ash"]


@pytest.mark.parametrize("name", ["movement", "statements-outstanding", "membership-register"])
def test_the_sample_has_something_to_tell_in_each(name: str) -> None:
    with open_sample(TODAY) as sample:
        whole, circulated = of(sample, name), of(sample, name, for_circulation=True)
        schools = {each["name"] for each in sample.find(School)}
        assert len(whole.rows) >= 2
        assert any("For circulation" in note for note in circulated.notes)
        named = {row.cells[[c.name for c in whole.columns].index("school")] for row in whole.rows}
        assert named & schools
