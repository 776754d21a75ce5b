"""Moving records on to a state that follows, as `m` does at the desk."""

from __future__ import annotations

import json

import pytest

from data.tables.moves import kinds_that_move
from tests.tui.command_line.answers import Alliance

WAGTAIL = "Wagtail Lane Primary School (sample)"
SKYLARK = "Skylark Edge School (sample)"


def newest_entry(on_sample: Alliance) -> str:
    return on_sample("history").lines[0].split("  ")[-1]


def shown(on_sample: Alliance, kind: str, name: str) -> dict[str, object]:
    found = json.loads(on_sample("show", kind, name, "--format", "json").out)
    assert isinstance(found, dict)
    return found


def test_a_project_goes_on_with_what_its_state_needs(on_sample: Alliance) -> None:
    project = "Do shorter"
    lacks = on_sample("move", "projects", project, "under", "way")
    assert (lacks.code, lacks.out) == (3, "")
    assert "Ethics is open" in lacks.err
    assert shown(on_sample, "projects", project)["stage"] == "Approved"
    answer = on_sample("move", "projects", project, "under way", "ethics=given")
    assert answer.code == 0, answer.err
    done = "Under way: Do shorter lessons after lunch change behaviour? (sample)"
    assert answer.lines == [done]
    assert newest_entry(on_sample) == done
    after = shown(on_sample, "projects", project)
    assert (after["stage"], after["ethics"], after["began"]) == ("Under way", "Given", "2026-11-21")
    assert on_sample("history", "--undo", "1").lines == [f"Undone: {done}"]
    assert shown(on_sample, "projects", project)["stage"] == "Approved"


def test_a_member_signs_along_its_path_as_at_the_desk(on_sample: Alliance) -> None:
    unsigned = on_sample("move", "members", "Copperbeck", "member")
    assert (unsigned.code, unsigned.out) == (3, "")
    assert "Give signatory=VALUE" in unsigned.err
    signed = on_sample(
        "move", "members", "Copperbeck", "member", "signatory=Dev Coppice", "day=20/11/2026"
    )
    assert signed.lines == ["Member from 20/11/2026: Copperbeck Academy (sample)"]
    member = shown(on_sample, "members", "Copperbeck")
    assert (member["stage"], member["statement_signed"], member["signatory"]) == (
        "Member", "2026-11-20", "Dev Coppice",
    )  # fmt: skip
    assert newest_entry(on_sample) == signed.lines[0]


def test_several_members_move_in_one_operation_today(on_sample: Alliance) -> None:
    answer = on_sample("move", "members", "Wagtail", "Skylark", "declined", "reason=No time")
    assert answer.lines == ["Declined from 21/11/2026: 2 schools"]
    assert on_sample("history", "--undo", "1").code == 0
    for name in (WAGTAIL, SKYLARK):
        assert shown(on_sample, "members", name)["stage"] != "Declined"
    narrowed = on_sample("move", "members", "--where", "stage=enquiry", "in discussion")
    assert narrowed.lines == [f"In discussion from 21/11/2026: {WAGTAIL}"]
    none = on_sample("move", "members", "--where", "stage=enquiry", "in discussion")
    assert (none.code, none.out) == (0, "")


def test_what_does_not_follow_is_refused_and_none_moves(on_sample: Alliance) -> None:
    answer = on_sample("move", "members", "Skylark", "Brindle", "declined")
    assert (answer.code, answer.out) == (3, "")
    assert "None was moved, because of Brindle Weir School (sample)" in answer.err
    assert "after Strategic partner comes Member, Paused, Leaving or Left" in answer.err
    assert shown(on_sample, "members", SKYLARK)["stage"] == "In discussion"
    ended = on_sample("move", "projects", "What keeps", "stopped")
    assert (ended.code, "Shared is its last state" in ended.err) == (3, True)


def test_a_member_that_leaves_says_what_ended_with_it(on_sample: Alliance) -> None:
    answer = on_sample("move", "members", "Brindle", "left", "reason-for-leaving=cost")
    assert answer.lines == ["Left from 21/11/2026: Brindle Weir School (sample)"]
    assert "2 commitments ended with it on 21/11/2026" in answer.err


def test_support_takes_its_next_step(on_sample: Alliance) -> None:
    asked = on_sample("move", "deployments", "D2026-004", "home head agreed")
    assert (asked.code, "Give who=VALUE" in asked.err) == (3, True)
    taken = on_sample("move", "deployments", "D2026-004", "home head agreed", "who=Farid Weirside")
    assert taken.lines == ["Home head agreed 21/11/2026: D2026-004 · Larkrise High School (sample)"]
    assert newest_entry(on_sample) == taken.lines[0]
    too_many = on_sample("move", "deployments", "D2026-004", "D2026-003", "cancelled", "note=x")
    assert (too_many.code, "one at a time" in too_many.err) == (2, True)


def test_where_it_stands_already_nothing_is_changed(on_sample: Alliance) -> None:
    answer = on_sample("move", "members", "Skylark", "in-discussion")
    assert (answer.code, answer.out) == (0, "")
    assert "In discussion already" in answer.err


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (["schools", "Mossy", "open"], "no states that follow each other; "),
        (["projects", "Do shorter", "aproved"], "Did you mean approved?"),
        (["projects", "Do shorter", "stopped", "finding=x"], "it asks for reason"),
        (["members", "Skylark", "declined", "day=soon"], "day: "),
        (["members", "Copperbeck", "Wagtail", "member", "signatory=Ann"], "one at a time"),
        (["members", "declined"], "Name the records"),
        (["members", "Skylark", "declined", "--where", "stage=enquiry"], "Name the records"),
        (["members"], "STATE is missing"),
    ],
)
def test_a_move_that_cannot_be_meant_is_a_wrong_call(
    on_sample: Alliance, call: list[str], says: str
) -> None:
    answer = on_sample("move", *call)
    assert (answer.code, answer.out) == (2, "")
    assert len(answer.complaints) == 1
    assert says in answer.err


def test_every_kind_that_moves_names_its_states_for_the_shell(on_sample: Alliance) -> None:
    for record in kinds_that_move():
        answer = on_sample("move", record.kind, "x", "no-such-state")
        assert answer.code == 2
        assert "There is no state “no-such-state”" in answer.err


def test_charges_are_invoiced_and_invoices_paid_and_credited(on_sample: Alliance) -> None:
    invoiced = on_sample("move", "charges", "D2026-007 agreement · To us", "invoiced")
    assert invoiced.lines == ["Invoice of D2026-007 agreement"]
    part = on_sample("move", "invoices", "2026-004", "paid", "amount=100")
    assert part.lines == [
        "£100.00 paid 21/11/2026: 2026-004 · Thistledown CofE Primary School (sample)"
    ]
    # 1,207.50 + 241.50 - 100
    rest = on_sample("move", "invoices", "2026-004", "paid")
    assert rest.lines[0].startswith("£1,349.00 paid")
    credited = on_sample("move", "invoices", "2026-002", "credited", "reason=one day fewer")
    assert credited.lines == ["Credit note for 2026-002 · Ashenfold High School (sample)"]
    again = on_sample("move", "invoices", "2026-002", "paid")
    assert (again.code, "Credited is its last state" in again.err) == (3, True)
    note = shown(on_sample, "invoices", "2026-005")
    assert str(note["corrects"]).startswith("2026-002")
    service = on_sample("move", "shared-services", "Broadband", "charged", "period=year")
    # 1,900 + 2,750
    assert service.lines[0].endswith("2 schools, £4,650.00")
