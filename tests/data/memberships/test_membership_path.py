"""Membership as a path: what stood on a day, what the next step needs, and undo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.memberships.as_of import memberships
from data.memberships.leaving_question import ending_with
from data.memberships.next_steps import next_steps, path_in_words, path_of
from data.problems import Refused
from data.store.books import RememberingBooks
from data.store.change import Change
from data.store.store import Store
from models.alliances.alliance import Alliance
from models.memberships.membership import NEXT_STAGES, STAGES, Membership, Step
from models.memberships.path import DAY_OF_STAGE, Reached
from models.memberships.path import stage_on as stood_on
from models.records.record import Values, new_key
from models.records.rules import Severity, findings
from models.schools.organisation import Organisation
from models.schools.school import School
from models.workstreams.commitment import Commitment
from models.workstreams.workstream import Workstream
from tests.conftest import TODAY

ALLIANCE, SCHOOL, OTHER, STREAM = (letter * 32 for letter in "abcd")
MAY, JUNE, JULY = date(2026, 5, 3), date(2026, 6, 10), date(2026, 7, 1)
AUGUST = date(2026, 8, 12)
SIGNED: Values = {"statement_signed": JULY, "signatory": "Ada Bramble"}
EVERYTHING: Values = {
    "statement_sent": TODAY,
    "statement_signed": TODAY,
    "signatory": "Ada Bramble",
    "memorandum_signed": TODAY,
    "notice": TODAY,
    "left": TODAY,
    "reason_for_leaving": "cost",
}


@pytest.fixture
def books(store: Store) -> Store:
    with store.operation("Begin") as change:
        change.add(School, {"name": "Ash Grove"}, SCHOOL)
        change.add(School, {"name": "Beech Hill"}, OTHER)
        change.add(Alliance, {"name": "Northern"}, ALLIANCE)
        change.add(Workstream, {"name": "Professional development", "alliance": ALLIANCE}, STREAM)
    return store


def begin(store: Store, **values: Any) -> str:
    with store.operation("Begin a membership") as change:
        return change.add(Membership, {"alliance": ALLIANCE, "school": SCHOOL} | values)


def put(store: Store, key: str, **values: Any) -> list[str]:
    with store.operation("Change") as change:
        change.set(Membership, key, values)
    return [each.message for each in change.warnings]


def since(store: Store, key: str) -> object:
    values = store.get(Membership, key)
    assert values is not None
    return values["since"]


def stage_on(store: Store, key: str, day: date) -> str | None:
    stood = stood_on(path_of(store, key), day)
    return stood.stage if stood else None


# The path


def test_what_stood_on_a_given_day_can_be_asked(books: Store) -> None:
    key = begin(books, enquired=MAY)
    put(books, key, stage="statement sent", statement_sent=JUNE)
    put(books, key, stage="member", **SIGNED)
    put(books, key, stage="paused")
    days = {
        MAY - timedelta(days=1): None,
        MAY: "enquiry",
        JUNE - timedelta(days=1): "enquiry",
        JUNE: "statement sent",
        JULY: "member",
        TODAY - timedelta(days=1): "member",
        TODAY: "paused",
    }
    assert {day: stage_on(books, key, day) for day in days} == days
    books.today = JULY
    (stood,) = memberships(books, alliance=ALLIANCE)
    assert (stood["key"], stood["stage"]) == (key, "member")
    books.today = date(2020, 1, 1)
    assert memberships(books, alliance=ALLIANCE) == []
    assert path_in_words(books, key) == (
        "Enquiry 03/05/2026 → Statement sent 10/06/2026 → Member 01/07/2026 → Paused 21/11/2026"
    )


def test_books_that_are_typed_in_late_have_a_past(books: Store) -> None:
    key = begin(
        books, stage="left", enquired=date(2014, 1, 5), statement_signed=date(2015, 2, 1),
        signatory="A. Head", left=date(2020, 7, 20), reason_for_leaving="converted",
    )  # fmt: skip
    assert path_of(books, key) == [
        Reached("enquiry", date(2014, 1, 5)),
        Reached("member", date(2015, 2, 1)),
        Reached("left", date(2020, 7, 20), "Converted to an academy"),
    ]
    assert since(books, key) == date(2020, 7, 20)


def test_both_signatures_of_one_day_make_a_partner_and_not_a_member_again(books: Store) -> None:
    key = begin(books, stage="strategic partner", memorandum_signed=JULY, **SIGNED)
    assert [each.stage for each in path_of(books, key)] == ["member", "strategic partner"]
    assert stage_on(books, key, JULY) == "strategic partner"


def test_nobody_is_a_partner_before_being_a_member(books: Store) -> None:
    with pytest.raises(Refused, match=r"03/05/2026.* is before statement signed"):
        begin(books, stage="strategic partner", memorandum_signed=MAY, **SIGNED)
    key = begin(books, stage="strategic partner", memorandum_signed=JULY, **SIGNED)
    assert stage_on(books, key, JUNE) is None
    assert (stage_on(books, key, JULY), since(books, key)) == ("strategic partner", JULY)
    put(books, key, statement_signed=JUNE)
    with pytest.raises(Refused, match="is before statement signed"):
        put(books, key, memorandum_signed=MAY)


def test_a_signature_on_a_day_that_was_put_right_moves_its_step(books: Store) -> None:
    key = begin(books, stage="member", enquired=MAY, **SIGNED)
    put(books, key, statement_signed=JULY + timedelta(days=2))
    assert stage_on(books, key, JULY + timedelta(days=1)) == "enquiry"
    assert since(books, key) == JULY + timedelta(days=2)
    put(books, key, enquired=MAY - timedelta(days=7))
    assert path_of(books, key)[0] == Reached("enquiry", MAY - timedelta(days=7))
    put(books, key, since=JULY + timedelta(days=9))
    assert path_of(books, key)[-1] == Reached("member", JULY + timedelta(days=9))
    put(books, key, since=None)
    assert since(books, key) == JULY + timedelta(days=9), "a stage always has its day"


def test_a_day_that_is_typed_in_late_finds_its_place_on_the_path(books: Store) -> None:
    key = begin(books, stage="member", enquired=MAY, **SIGNED)
    put(books, key, statement_sent=JUNE)
    assert [each.stage for each in path_of(books, key)] == ["enquiry", "statement sent", "member"]


def test_a_signature_from_before_the_last_step_does_not_turn_the_path_round(books: Store) -> None:
    key = begin(books, enquired=MAY)
    put(books, key, stage="in discussion")
    said = put(books, key, stage="member", **SIGNED)
    assert said.count("Signed, but in no workstream.") == 1, "it is said once"
    assert "Member counts from 21/11/2026, because it was In discussion from that day on." in said
    assert (stage_on(books, key, TODAY), since(books, key)) == ("member", TODAY)


def test_a_signature_put_right_takes_the_talks_before_it_along_and_says_so(books: Store) -> None:
    key = begin(books, enquired=MAY)
    put(books, key, stage="in discussion", since=JULY)
    put(books, key, stage="member", statement_signed=AUGUST, signatory="Ada Bramble")
    said = put(books, key, statement_signed=JUNE)
    assert "In discussion counts from 10/06/2026 with it." in said
    assert path_of(books, key) == [
        Reached("enquiry", MAY), Reached("in discussion", JUNE), Reached("member", JUNE),
    ]  # fmt: skip
    was = [entry.was for entry in books.history_with_entries(Membership, key)]
    assert {"Since": "12/08/2026"} in was, "the day that stood before can still be read"
    assert {"Statement signed": "12/08/2026"} in was
    books.undo()
    assert path_of(books, key)[1:] == [Reached("in discussion", JULY), Reached("member", AUGUST)]


def test_a_day_is_not_put_right_to_one_after_what_followed_it(books: Store) -> None:
    key = begin(books, stage="member", **SIGNED)
    put(books, key, stage="paused", since=AUGUST)
    why = "it was Paused from 12/08/2026 on"
    with pytest.raises(Refused, match=why) as refused:
        put(books, key, statement_signed=TODAY)
    assert [each.attribute for each in refused.value.findings] == ["statement_signed"]
    put(books, key, statement_signed=AUGUST)
    assert path_of(books, key) == [Reached("member", AUGUST), Reached("paused", AUGUST)]


def test_a_day_typed_in_late_stands_before_what_followed_on_the_same_day(books: Store) -> None:
    key = begin(books, stage="member", enquired=MAY, **SIGNED)
    put(books, key, statement_sent=JULY)
    stages = ["enquiry", "statement sent", "member"]
    assert [each.stage for each in path_of(books, key)] == stages
    for turn in (books.undo, books.redo):
        turn()
    assert [each.stage for each in path_of(books, key)] == stages


def test_a_statement_that_is_sent_again_leaves_the_first_time_on_the_path(books: Store) -> None:
    key = begin(books, stage="statement sent", statement_sent=JUNE)
    put(books, key, stage="in discussion", since=JULY)
    put(books, key, stage="statement sent", statement_sent=JULY)
    assert path_of(books, key) == [
        Reached("statement sent", JUNE), Reached("in discussion", JULY),
        Reached("statement sent", JULY),
    ]  # fmt: skip


def test_coming_back_without_a_day_counts_from_today(books: Store) -> None:
    key = begin(books, stage="member", **SIGNED)
    put(books, key, stage="paused", since=AUGUST)
    assert "Member counts from" not in str(put(books, key, stage="member"))
    assert path_of(books, key)[-1] == Reached("member", TODAY)


def test_leaving_put_right_moves_what_ended_with_it_and_its_reason(books: Store) -> None:
    key = begin(books, stage="member", **SIGNED)
    with books.operation("Commit") as change:
        commitment = change.add(
            Commitment, {"membership": key, "workstream": STREAM, "began": JULY}
        )
    put(books, key, stage="left", left=TODAY, reason_for_leaving="cost")
    put(books, key, left=AUGUST, reason_for_leaving="capacity")
    ended = books.get(Commitment, commitment)
    assert ended is not None
    assert ended["ended"] == AUGUST
    assert path_of(books, key)[-1] == Reached("left", AUGUST, "Capacity")


def test_a_day_that_says_what_the_path_says_already_is_taken_back(books: Store) -> None:
    key = begin(books, stage="statement sent")
    put(books, key, statement_sent=None)
    put(books, key, statement_sent=TODAY)
    books.undo()
    assert path_of(books, key) == [Reached("statement sent", TODAY)]
    values = books.get(Membership, key)
    assert values is not None
    assert values["statement_sent"] is None


def test_a_statement_that_is_out_has_its_day_and_no_signature_comes_before_it(
    books: Store,
) -> None:
    yesterday = TODAY - timedelta(days=1)
    asked = begin(books, school=OTHER, enquired=MAY)
    put(books, asked, stage="statement sent")
    for key in (begin(books, stage="statement sent", enquired=MAY), asked):
        values = books.get(Membership, key)
        assert values is not None
        assert (values["statement_sent"], values["since"]) == (TODAY, TODAY)
        with pytest.raises(Refused, match=r"\(20/11/2026\) is before statement sent"):
            put(books, key, stage="member", **SIGNED | {"statement_signed": yesterday})


def test_a_reason_stands_on_the_step_of_whoever_declined(books: Store) -> None:
    key = begin(books, enquired=MAY)
    put(books, key, stage="declined", reason_for_leaving="capacity")
    assert path_of(books, key)[-1] == Reached("declined", TODAY, "Capacity")
    put(books, key, reason_for_leaving="cost")
    assert path_of(books, key)[-1] == Reached("declined", TODAY, "Cost")


def test_removing_an_enquiry_and_taking_that_back_keeps_the_order_of_its_path(
    books: Store,
) -> None:
    key = begin(books, enquired=TODAY)
    put(books, key, stage="in discussion")
    put(books, key, stage="statement sent", statement_sent=TODAY)
    before = path_of(books, key)
    with books.operation("Remove") as change:
        change.remove(Membership, key)
    books.undo()
    assert path_of(books, key) == before


def test_a_second_period_after_leaving_is_a_path_of_its_own(books: Store) -> None:
    gone = begin(
        books, stage="left", **SIGNED, left=date(2026, 8, 1), reason_for_leaving="capacity"
    )
    again = begin(books, enquired=date(2026, 10, 1))
    assert stage_on(books, gone, TODAY) == "left"
    assert [each.stage for each in path_of(books, again)] == ["enquiry"]
    with pytest.raises(Refused, match="already has an open membership"):
        begin(books)


def test_an_organisation_goes_the_same_way(books: Store) -> None:
    with books.operation("Add") as change:
        diocese = change.add(Organisation, {"name": "Diocese of Salford"})
    key = begin(books, school=None, organisation=diocese, stage="member", **SIGNED)
    assert stage_on(books, key, JULY) == "member"
    assert books.name_of(Membership, key) == "Diocese of Salford · Northern"


def test_leaving_ends_commitments_on_that_day_and_undo_takes_all_back(books: Store) -> None:
    key = begin(books, stage="member", **SIGNED)
    with books.operation("Commit") as change:
        pair = {"membership": key, "workstream": STREAM}
        commitment = change.add(Commitment, {**pair, "began": JULY})
    assert ending_with(books, [key]) == ["Ash Grove: Professional development (Contribute)"]
    left = TODAY - timedelta(days=3)
    said = put(books, key, stage="left", left=left, reason_for_leaving="cost")
    assert said == ["1 commitment ended with it on 18/11/2026: Professional development."]
    ended = books.get(Commitment, commitment)
    assert ended is not None
    assert (ended["ended"], ended["reason"]) == (left, "Left")
    books.undo()
    assert books.get(Commitment, commitment) == ended | {"ended": None, "reason": None}
    assert stage_on(books, key, TODAY) == "member"


def test_a_commitment_that_was_still_to_begin_is_told_with_its_own_day(books: Store) -> None:
    key = begin(books, stage="member", **SIGNED)
    began, left = date(2026, 10, 15), date(2026, 10, 10)
    with books.operation("Commit") as change:
        other = change.add(Workstream, {"name": "Research", "alliance": ALLIANCE})
        change.add(Commitment, {"membership": key, "workstream": other, "began": JULY})
        later = {"membership": key, "workstream": STREAM, "began": began}
        commitment = change.add(Commitment, later)
    told = ending_with(books, [key], left)
    assert told == [
        "Ash Grove: Professional development (Contribute), which was to begin on 15/10/2026",
        "Ash Grove: Research (Contribute)",
    ]
    said = put(books, key, stage="left", left=left, reason_for_leaving="cost")
    assert said == [
        "1 commitment ended with it on 10/10/2026: Research.",
        "1 commitment that was still to begin ended on its first day: Professional development "
        "(15/10/2026).",
    ]
    ended = [books.get(Commitment, commitment)]
    put(books, key, left=date(2026, 10, 20))
    ended.append(books.get(Commitment, commitment))
    assert [each and each["ended"] for each in ended] == [began, date(2026, 10, 20)]


def test_no_step_is_made_changed_or_removed_by_hand(books: Store) -> None:
    key = begin(books, stage="member", **SIGNED)
    (step,) = books.find(Step, membership=key)
    by_hand: dict[str, Callable[[Change], object]] = {
        "added": lambda change: change.add(Step, {"membership": key, "stage": "paused",
                                                  "since": TODAY}),
        "changed": lambda change: change.set(Step, str(step["key"]), {"since": MAY}),
        "removed": lambda change: change.remove(Step, str(step["key"])),
    }  # fmt: skip
    for done, do in by_hand.items():
        said = rf"^A step is never {done} by hand: it is made when its membership moves on"
        with pytest.raises(Refused, match=said), books.operation("By hand") as change:
            do(change)
    assert path_of(books, key) == [Reached("member", JULY)]


def carry_over(store: Store, key: str, stage: str, day: date) -> None:
    """Bring a step in, as a file of the steps of other books does."""
    step: Values = {"membership": key, "stage": stage, "since": day, "key": new_key()}
    with store.operation("Carry over") as change:
        change.add_many(Step, [Step.starting_values() | step])


def test_a_step_that_is_carried_over_lies_on_the_path(books: Store) -> None:
    key = begin(books, stage="member", **SIGNED, since=AUGUST)
    carry_over(books, key, "enquiry", MAY)
    carry_over(books, key, "paused", JULY + timedelta(days=9))
    assert stage_on(books, key, MAY) == "enquiry"
    for stage, day, why in (
        ("paused", AUGUST, "change the stage of the membership"),
        ("left", JUNE, "Nothing follows Left"),
        ("member", JUNE, "the Statement of Commitment was signed later"),
        ("paused", TODAY + timedelta(days=1), "still to come"),
    ):
        with pytest.raises(Refused, match=why):
            carry_over(books, key, stage, day)


# What comes next


def test_the_next_step_names_what_is_missing_in_words_of_the_field(books: Store) -> None:
    key = begin(books, enquired=MAY)
    steps = {each.stage: each for each in next_steps(books, key)}
    assert list(steps) == list(NEXT_STAGES["enquiry"])
    assert steps["in discussion"].missing == steps["declined"].missing == ()
    member = steps["member"]
    assert member.lacks == "the day of signing and who signed"
    put(books, key, stage="member", **SIGNED)
    steps = {each.stage: each for each in next_steps(books, key)}
    assert steps["strategic partner"].lacks == "the day of the memorandum"
    assert steps["leaving"].lacks == "the day of the notice"
    assert steps["left"].lacks == "the day of leaving and the reason"
    assert steps["paused"].missing == ()
    put(books, key, stage="left", left=TODAY, reason_for_leaving="cost")
    assert next_steps(books, key) == []


@pytest.mark.parametrize("stage", STAGES)
def test_what_the_next_step_asks_for_is_what_the_rules_refuse_without(
    stage: str, books: Store
) -> None:
    begun = {
        "enquiry": {}, "in discussion": {}, "statement sent": {}, "declined": {},
        "left": SIGNED | {"left": TODAY, "reason_for_leaving": "cost"},
        "leaving": SIGNED | {"notice": TODAY},
        "strategic partner": SIGNED | {"memorandum_signed": JULY},
    }.get(stage, SIGNED)  # fmt: skip
    key = begin(books, stage=stage, **begun)
    values = books.get(Membership, key)
    assert values is not None
    for step in next_steps(books, key):
        filled = {name: EVERYTHING[name] for name in step.missing}
        refuse = (Severity.REFUSE,)
        whole = values | {"stage": step.stage} | filled
        assert list(findings(Membership, whole, RememberingBooks(books), refuse)) == []
        for name in set(step.missing) - {"statement_sent"}:
            found = list(
                findings(Membership, whole | {name: None}, RememberingBooks(books), refuse)
            )
            assert [each.attribute for each in found] == [name]


# Any path at all


@given(
    choices=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 40)), max_size=9),
    begun=st.integers(400, 600),
)
def test_the_stage_on_any_day_follows_the_steps_and_undo_restores_the_path(
    choices: list[tuple[int, int]], begun: int, books: Store
) -> None:
    day = TODAY - timedelta(days=begun)
    key = begin(books, enquired=day)
    expected = [(day, "enquiry")]
    seen = [path_of(books, key)]
    for choice, later in choices:
        steps = next_steps(books, key)
        if not steps:
            break
        step, day = steps[choice % len(steps)], day + timedelta(days=later)
        new: Values = {
            name: day if name in DAY_OF_STAGE.values() else EVERYTHING[name]
            for name in step.missing
        }
        with books.operation("Move on") as change:
            change.set(Membership, key, new | {"stage": step.stage, "since": day})
            change.set(Membership, key, {"since": day})
        expected.append((day, step.stage))
        seen.append(path_of(books, key))
        values = books.get(Membership, key)
        assert values is not None
        assert (values["stage"], values["since"]) == (step.stage, day)
    for past in [day - timedelta(days=1) for day, _ in expected] + [day for day, _ in expected]:
        stood = [stage for since, stage in expected if since <= past]
        assert stage_on(books, key, past) == (stood[-1] if stood else None)
    for path in reversed(seen):
        assert path_of(books, key) == path
        books.undo()
    assert path_of(books, key) == []
    assert books.count(Step) == 0
