"""Memberships moved on: what is asked, many in one operation, leaving, and a second period."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from data.memberships.leaving_question import ending_with
from data.memberships.moving import DAY, begin_again, move_on, questions, said_of_move, ways_on
from data.memberships.signatories import Signatory, from_one_line, in_one_line, signatory_of
from data.problems import Clash, Refused
from data.store.store import Store
from data.tables.questions import question_before
from data.tables.saving import add_record, change_record
from models.alliances.alliance import Alliance
from models.memberships.membership import Membership, Step
from models.people.person import Person
from models.people.post import Post
from models.records.record import Values
from models.schools.organisation import Organisation
from models.schools.school import School
from models.workstreams.commitment import Commitment
from models.workstreams.workstream import Workstream
from tests.conftest import TODAY

ALLIANCE, ASH, BEECH, UNIVERSITY, AMINA, BORIS, CPD = (letter * 32 for letter in "abcdef9")
OF_ASH, OF_BEECH, OF_UNIVERSITY = "1" * 32, "2" * 32, "3" * 32
SENT, SIGNED = date(2026, 9, 1), date(2026, 10, 5)
A_WEEK = timedelta(weeks=1)


@pytest.fixture
def books(store: Store) -> Store:
    """Ash Grove and Beech Lane have the statement; a university asks. Amina led Ash until July."""
    with store.operation("Begin") as change:
        change.add(Alliance, {"name": "Northern"}, ALLIANCE)
        change.add(Workstream, {"name": "CPD", "alliance": ALLIANCE}, CPD)
        change.add(School, {"name": "Ash Grove"}, ASH)
        change.add(School, {"name": "Beech Lane"}, BEECH)
        change.add(Organisation, {"name": "University of Ayton"}, UNIVERSITY)
        change.add(Person, {"name": "Amina Rahman"}, AMINA)
        change.add(Person, {"name": "Boris Lund"}, BORIS)
        head = {"role": "headteacher", "school": ASH, "strategic_accountability": True}
        change.add(Post, head | {"person": AMINA, "ended": date(2026, 10, 31)})
        change.add(Post, head | {"person": BORIS, "began": date(2026, 11, 1)})
        out = {"alliance": ALLIANCE, "stage": "statement sent", "statement_sent": SENT}
        change.add(Membership, out | {"school": ASH}, OF_ASH)
        change.add(Membership, out | {"school": BEECH}, OF_BEECH)
        change.add(
            Membership,
            {"alliance": ALLIANCE, "organisation": UNIVERSITY, "enquired": SENT},
            OF_UNIVERSITY,
        )
    return store


def test_whoever_lets_a_closed_school_join_is_told_and_so_is_nobody_else(books: Store) -> None:
    closed: Values = {"name": "Ash Grove", "urn": "100001", "status": "2"}
    with books.operation("Closed") as change:
        school = change.add(School, closed)
    asks: Values = {"alliance": ALLIANCE, "school": school}
    added = add_record(books, Membership, asks)
    assert "Ash Grove (URN 100001) is closed: is it the right school?" in added.warned_of
    saved = change_record(books, Membership, added.key, {"notes": "Asked again."}, asks)
    assert not saved.warned_of
    with books.operation("Undone") as change:
        change.remove(Membership, added.key)
    left = asks | {"stage": "declined", "enquired": SENT, "left": SENT}
    assert "is closed" not in add_record(books, Membership, left).warned_of


def membership(store: Store, key: str) -> dict[str, Any]:
    found = store.get(Membership, key)
    assert found is not None
    return found


def move(store: Store, stage: str, values: dict[str, Any], *keys: str, **more: Any) -> list[str]:
    """Move these on; gives what was warned of."""
    with store.operation("Move on") as change:
        move_on(change, keys or [OF_ASH], stage, values, **more)
    return [each.message for each in change.warnings]


def sign(store: Store, *keys: str) -> None:
    for key in keys or [OF_ASH]:
        move(store, "member", {DAY: SIGNED, "signatory": "Amina Rahman"}, key)


def path(store: Store, key: str = OF_ASH) -> list[tuple[str, date, str | None]]:
    steps = [(each["stage"], each["since"], each["reason"])
             for each in store.find(Step, membership=key)]  # fmt: skip
    return sorted(steps, key=lambda step: step[1])


def asked(store: Store, stage: str, *keys: str) -> list[str]:
    found = [membership(store, key) for key in keys or [OF_ASH]]
    return [name for name, _ in questions(found, stage)]


# What is asked


def test_who_becomes_a_member_is_asked_for_day_signatory_role_and_lead(books: Store) -> None:
    assert asked(books, "member") == [DAY, "signatory", "signatory_role", "lead_contact"]


def test_a_day_is_asked_for_in_words_of_the_field(books: Store) -> None:
    (_, field), *_ = questions([membership(books, OF_ASH)], "member")
    assert field.help == "On which day did they sign the Statement of Commitment?"


def test_who_has_signed_is_not_asked_again_when_it_comes_back_from_a_pause(books: Store) -> None:
    sign(books)
    move(books, "paused", {DAY: TODAY, "reason": "A new head"})
    assert asked(books, "member") == [DAY]


def test_a_partner_is_asked_for_the_memorandum_only(books: Store) -> None:
    sign(books)
    assert asked(books, "strategic partner") == [DAY]
    (_, field), *_ = questions([membership(books, OF_ASH)], "strategic partner")
    assert "memorandum" in field.help


def test_whoever_steps_down_is_asked_about_that_and_whoever_comes_back_about_that(
    books: Store,
) -> None:
    def question(stage: str) -> str:
        (_, field), *_ = questions([membership(books, OF_ASH)], stage)
        return field.help

    sign(books)
    move(books, "strategic partner", {DAY: date(2026, 10, 12)})
    assert question("member").endswith("a member, and no longer a strategic partner?")
    move(books, "paused", {DAY: date(2026, 10, 20)})
    assert question("member") == "From which day on is it a member again?"
    move(books, "member", {DAY: date(2026, 10, 30)})
    move(books, "leaving", {DAY: date(2026, 11, 2)})
    assert "that they stay" in question("member")


def test_a_signature_from_before_the_last_step_is_called_by_its_own_day(books: Store) -> None:
    ash, university = membership(books, OF_ASH), membership(books, OF_UNIVERSITY)
    assert said_of_move([ash], "member", SIGNED) == "Member from 05/10/2026"
    late = university | {"since": TODAY}
    assert said_of_move([late], "member", SIGNED) == "Statement signed 05/10/2026"


def test_why_somebody_declined_is_kept_with_the_step_beside_the_reason(books: Store) -> None:
    with books.operation("Reason") as change:
        change.set(Membership, OF_ASH, {"reason_for_leaving": "capacity"})
    move(books, "declined", {DAY: TODAY, "reason": "Two new leaders"})
    assert path(books)[-1] == ("declined", TODAY, "Two new leaders")


def test_before_leaving_is_asked_once_the_rules_allow_it(books: Store) -> None:
    sign(books)
    with books.operation("Commit") as change:
        change.add(Commitment, {"membership": OF_ASH, "workstream": CPD, "began": SIGNED})
    goes: Values = {"stage": "left", "left": TODAY, "reason_for_leaving": "cost"}
    asked = question_before(books, Membership, [OF_ASH], goes)
    assert asked is not None
    assert asked.asks == "Ash Grove leaves?"
    assert asked.details == [
        "1 commitment ends on the day of leaving:", "", "Ash Grove: CPD (Contribute)"
    ]  # fmt: skip
    notice = question_before(books, Membership, [OF_ASH], {"stage": "leaving", "notice": TODAY})
    assert notice is not None
    assert notice.details[0] == "1 commitment ends when it has left:"
    assert question_before(books, Membership, [OF_ASH], goes | {"left": None}) is None
    assert question_before(books, Membership, [OF_ASH], {"stage": "paused"}) is None


def test_leaving_after_a_notice_with_a_reason_asks_for_the_day_only(books: Store) -> None:
    sign(books)
    move(books, "leaving", {DAY: date(2026, 11, 2), "reason_for_leaving": "cost"})
    assert asked(books, "left") == [DAY]


def test_several_are_offered_only_the_ways_that_all_of_them_have(books: Store) -> None:
    several = [membership(books, OF_UNIVERSITY), membership(books, OF_ASH)]
    assert ways_on(several) == ("in discussion", "member", "declined")


def test_the_head_of_today_is_proposed_and_the_head_of_a_day_can_be_asked(books: Store) -> None:
    ash = membership(books, OF_ASH)
    assert signatory_of(books, ash, TODAY) == Signatory("Boris Lund", "Headteacher", BORIS)
    assert signatory_of(books, ash, SIGNED) == Signatory("Amina Rahman", "Headteacher", AMINA)
    assert signatory_of(books, membership(books, OF_BEECH), TODAY) is None


def test_for_an_organisation_whoever_is_accountable_there_is_proposed(books: Store) -> None:
    with books.operation("Posts") as change:
        of = {"organisation": UNIVERSITY, "role": "other"}
        change.add(Post, of | {"person": AMINA})
        change.add(Post, of | {"person": BORIS, "strategic_accountability": True})
    found = signatory_of(books, membership(books, OF_UNIVERSITY), TODAY)
    assert found is not None
    assert found.name == "Boris Lund"


@pytest.mark.parametrize(
    ("line", "name", "role"),
    [
        ("Amina Rahman, Headteacher", "Amina Rahman", "Headteacher"),
        ("Amina Rahman", "Amina Rahman", ""),
        ("Amina Rahman, OBE, Principal", "Amina Rahman, OBE", "Principal"),
    ],
)
def test_a_line_says_who_signed_and_as_what(line: str, name: str, role: str) -> None:
    assert from_one_line(line)[:2] == (name, role)


def test_a_proposal_that_was_left_as_it_was_is_taken_whole(books: Store) -> None:
    proposed = Signatory("Lund, Boris", "", BORIS)
    assert from_one_line(in_one_line(proposed), proposed) == proposed


# Moving on


def test_a_signature_makes_a_member_with_day_signatory_and_role(books: Store) -> None:
    sign(books)
    now = membership(books, OF_ASH)
    assert (now["stage"], now["since"], now["statement_signed"]) == ("member", SIGNED, SIGNED)
    assert (now["signatory"], now["signatory_role"]) == ("Amina Rahman", "Headteacher")
    assert path(books) == [("statement sent", SENT, None), ("member", SIGNED, None)]


def test_who_signed_but_was_not_the_head_then_is_told(books: Store) -> None:
    said = move(books, "member", {DAY: SIGNED, "signatory": "Boris Lund"})
    assert any("Amina Rahman was headteacher of Ash Grove on 05/10/2026" in each for each in said)


def test_without_a_signatory_nobody_becomes_a_member(books: Store) -> None:
    with pytest.raises(Refused) as refused:
        move(books, "member", {DAY: SIGNED})
    assert [each.attribute for each in refused.value.findings] == ["signatory"]
    assert membership(books, OF_ASH)["stage"] == "statement sent"


def test_a_signature_before_the_statement_went_out_is_refused_under_the_day(books: Store) -> None:
    with pytest.raises(Refused) as refused:
        move(books, "member", {DAY: date(2026, 8, 1), "signatory": "Amina Rahman"})
    assert refused.value.findings[0].attribute == DAY


def test_many_sign_on_one_day_in_one_operation_which_one_undo_takes_back(books: Store) -> None:
    signatories = {
        OF_ASH: Signatory("Amina Rahman", "Headteacher"),
        OF_BEECH: Signatory("Clara Whitby", "Principal"),
    }
    move(books, "member", {DAY: SIGNED}, OF_ASH, OF_BEECH, signatories=signatories)
    assert membership(books, OF_BEECH)["signatory_role"] == "Principal"
    assert {membership(books, key)["since"] for key in (OF_ASH, OF_BEECH)} == {SIGNED}
    books.undo()
    assert {membership(books, key)["stage"] for key in (OF_ASH, OF_BEECH)} == {"statement sent"}


def test_when_one_of_many_is_refused_none_moves_and_it_stands_under_its_line(books: Store) -> None:
    with pytest.raises(Refused) as refused:
        move(
            books, "member", {DAY: SIGNED}, OF_ASH, OF_BEECH,
            signatories={OF_ASH: Signatory("Amina Rahman")},
        )  # fmt: skip
    assert [each.attribute for each in refused.value.findings] == [OF_BEECH]
    assert "Beech Lane" in refused.value.subject
    assert membership(books, OF_ASH)["stage"] == "statement sent"


def test_a_pause_keeps_the_signature_and_coming_back_has_its_own_day(books: Store) -> None:
    sign(books)
    move(books, "paused", {DAY: date(2026, 10, 20), "reason": "A new head"})
    move(books, "member", {DAY: date(2026, 11, 16)})
    now = membership(books, OF_ASH)
    assert (now["statement_signed"], now["since"]) == (SIGNED, date(2026, 11, 16))
    assert path(books)[-2:] == [
        ("paused", date(2026, 10, 20), "A new head"),
        ("member", date(2026, 11, 16), None),
    ]


def test_stepping_down_says_why_and_keeps_the_memorandum(books: Store) -> None:
    sign(books)
    move(books, "strategic partner", {DAY: date(2026, 10, 12)})
    assert asked(books, "member") == [DAY, "reason"]
    move(books, "member", {DAY: TODAY, "reason": "Fewer staff"})
    now = membership(books, OF_ASH)
    assert (now["stage"], now["memorandum_signed"]) == ("member", date(2026, 10, 12))
    assert path(books)[-1] == ("member", TODAY, "Fewer staff")


def test_who_stays_after_all_has_no_notice_any_more(books: Store) -> None:
    sign(books)
    move(books, "leaving", {DAY: date(2026, 11, 2), "reason_for_leaving": "cost"})
    move(books, "member", {DAY: date(2026, 11, 9)})
    now = membership(books, OF_ASH)
    assert (now["notice"], now["reason_for_leaving"]) == (None, None)
    assert ("leaving", date(2026, 11, 2), "Cost") in path(books)


def test_leaving_ends_commitments_that_were_told_before(books: Store) -> None:
    sign(books)
    with books.operation("Commit") as change:
        commitment = change.add(
            Commitment, {"membership": OF_ASH, "workstream": CPD, "level": "lead", "began": SIGNED}
        )
    assert ending_with(books, [OF_ASH]) == ["Ash Grove: CPD (Lead)"]
    move(books, "left", {DAY: TODAY, "reason_for_leaving": "capacity"})
    ended = books.get(Commitment, commitment)
    assert ended is not None
    assert ended["ended"] == TODAY
    assert ending_with(books, [OF_ASH]) == []


@pytest.mark.parametrize("days", [{"ended": TODAY + A_WEEK}, {"began": TODAY + A_WEEK}])
def test_what_is_still_to_end_or_to_begin_is_told_before_leaving_as_well(
    days: dict[str, date], books: Store
) -> None:
    sign(books)
    with books.operation("Commit") as change:
        pair = {"membership": OF_ASH, "workstream": CPD, "level": "lead"}
        change.add(Commitment, {**pair, "began": SIGNED, **days})
    began, was = "began" in days, ", which was to begin on 28/11/2026"
    assert ending_with(books, [OF_ASH]) == [f"Ash Grove: CPD (Lead){was if began else ''}"]
    said = move(books, "left", {DAY: TODAY, "reason_for_leaving": "capacity"})
    on_the_day = "1 commitment ended with it on 21/11/2026: CPD."
    later = "1 commitment that was still to begin ended on its first day: CPD (28/11/2026)."
    assert (later if began else on_the_day) in said


def test_a_way_that_the_path_does_not_have_is_refused(books: Store) -> None:
    with pytest.raises(Refused):
        move(books, "strategic partner", {DAY: TODAY, "signatory": "Amina Rahman"})


def test_what_somebody_else_moved_meanwhile_is_not_moved_twice(books: Store) -> None:
    seen = {OF_ASH: {"stage": "statement sent"}}
    move(books, "declined", {DAY: TODAY})
    with pytest.raises((Clash, Refused)):
        move(books, "member", {DAY: TODAY, "signatory": "Boris Lund"}, seen=seen)


# A second period


def test_who_comes_back_begins_a_new_period_beside_the_old_one(books: Store) -> None:
    sign(books)
    move(books, "left", {DAY: date(2026, 11, 2), "reason_for_leaving": "cost"})
    with books.operation("Again") as change:
        (again,) = begin_again(change, [OF_ASH], {"enquired": TODAY, "interests": "CPD"})
    new = membership(books, again)
    assert (new["school"], new["stage"], new["enquired"]) == (ASH, "enquiry", TODAY)
    assert membership(books, OF_ASH)["stage"] == "left"


def test_a_new_period_does_not_begin_before_the_old_one_ended(books: Store) -> None:
    sign(books)
    move(books, "left", {DAY: date(2026, 11, 2), "reason_for_leaving": "cost"})
    with pytest.raises(Refused, match="02/11/2026"), books.operation("Again") as change:
        begin_again(change, [OF_ASH], {"enquired": date(2026, 11, 1)})


def test_who_has_not_left_has_no_new_period(books: Store) -> None:
    with pytest.raises(Refused, match="has not left"), books.operation("Again") as change:
        begin_again(change, [OF_ASH], {"enquired": TODAY})
