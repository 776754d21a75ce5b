"""Setting a cell of a matrix by its letter, as at the desk."""

from __future__ import annotations

import json

import pytest

from data.tables.marks import markables
from tests.tui.command_line.answers import Alliance

MOSSY = "Mossy Clough Primary School (sample)"
STEERING = "Steering group · The Northern Alliance · 03/11/2026"


def newest_entry(on_sample: Alliance) -> str:
    return on_sample("history").lines[0].split("  ")[-1]


def rows(on_sample: Alliance, kind: str, *conditions: str) -> list[dict[str, object]]:
    narrowed = [part for each in conditions for part in ("--where", each)]
    found = json.loads(on_sample("list", kind, "--format", "json", *narrowed).out)
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize(
    ("call", "label"),
    [
        (["attendance", "Mossy", STEERING, "a"],
         f"Apologies: Steering group, 03/11/2026, {MOSSY}"),
        (["attendance", "Mossy Clough Primary School", STEERING, "N", "deputy=Jo Moor"],
         f"Deputy Jo Moor: Steering group, 03/11/2026, {MOSSY}"),
        (["attendance", "clough mossy", STEERING, "none"],
         f"Nothing recorded: Steering group, 03/11/2026, {MOSSY}"),
        (["who-does-what", "Nettlefold", "continuing", "c"],
         "Contribute: Continuing Professional Education, Nettlefold Primary School (sample)"),
        (["who-does-what", "Larkrise", "Moving up", "p", "reason=Too busy", "review=+1y"],
         "Paused: Moving up from primary to secondary (sample), Larkrise High School (sample)"),
        (["who-shares-what", "Mossy", "Broadband", "uses"],
         f"Uses: Broadband and filtering (sample), {MOSSY}"),
        (["bookings", "Hollow", "Coaching", "4"],
         "Came 4: Coaching for middle leaders (sample), Hollowmere School (sample)"),
        (["bookings", "Larkrise", "Coaching", "useful=3"],
         "Useful 3: Coaching for middle leaders (sample), Larkrise High School (sample)"),
        (["bookings", "Mossy", "Reading", "-", "cancelled=18/11/2026"],
         f"Cancelled: Reading across the curriculum (sample), {MOSSY}"),
        (["cohorts", "Larkrise", "First", "withdrawn=0"],
         "Withdrawn 0: Senior leaders (sample) · First, Larkrise High School (sample)"),
        (["policies", "Mossy", "Behaviour and written", "c"],
         f"Approved today: Behaviour and written statement of principles, {MOSSY}"),
        (["policies", "900001", "Behaviour and written", "drafting"],
         f"Drafting: Behaviour and written statement of principles, {MOSSY}"),
    ],
)  # fmt: skip
def test_a_letter_sets_a_cell_and_stands_in_the_history_as_at_the_desk(
    on_sample: Alliance, call: list[str], label: str
) -> None:
    answer = on_sample("mark", *call)
    assert (answer.code, answer.lines) == (0, [label]), answer.err
    assert newest_entry(on_sample) == label
    assert on_sample("history", "--undo", "1").lines == [f"Undone: {label}"]


def test_what_is_said_with_a_letter_is_kept_and_the_same_letter_changes_nothing(
    on_sample: Alliance,
) -> None:
    call = ("mark", "attendance", "Mossy", STEERING, "n", "deputy=Jo Moor")
    on_sample(*call)
    found = [
        each
        for each in rows(on_sample, "attendance", "deputy=jo moor")
        if str(each["meeting"]).startswith("Steering group")
    ]
    assert [each["attended"] for each in found] == ["Deputy"]
    again = on_sample(*call)
    assert (again.code, again.out) == (0, "")
    assert "Already recorded" in again.err
    on_sample("mark", "attendance", "Mossy", STEERING, "-")
    assert rows(on_sample, "attendance", "deputy=jo moor") == []


def test_a_member_of_two_alliances_is_marked_in_that_of_the_column(on_sample: Alliance) -> None:
    assert on_sample("mark", "who-does-what", "Larkrise", "Moving up", "l").code == 0
    (found,) = rows(on_sample, "commitments", "membership=larkrise", "workstream=moving up")
    assert (found["level"], "Valley" in str(found["membership"])) == ("Lead", True)


def test_what_a_rule_forbids_is_refused_in_its_words(on_sample: Alliance) -> None:
    unsigned = on_sample("mark", "who-does-what", "Skylark", "continuing", "l")
    assert (unsigned.code, unsigned.out) == (3, "")
    nameless = on_sample("mark", "attendance", "Mossy", STEERING, "n")
    assert (nameless.code, "give deputy=VALUE" in nameless.err) == (3, True)
    no_reason = on_sample("mark", "policies", "Mossy", "Behaviour and written", "n")
    assert (no_reason.code, "give reason=VALUE" in no_reason.err) == (3, True)
    assert on_sample("history", "--undo", "1").code == 1


def test_what_does_not_apply_to_a_school_needs_yes(on_sample: Alliance) -> None:
    policies = rows(on_sample, "school-policies", "stage=not applicable")
    of = str(policies[0]["school"]), str(policies[0]["policy"])
    refused = on_sample("mark", "policies", *of, "f")
    assert (refused.code, refused.out) == (3, "")
    assert "Add --yes" in refused.err
    assert on_sample("mark", "policies", *of, "f", "--yes").lines == [f"Drafting: {of[1]}, {of[0]}"]


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (["atendance", "Mossy", STEERING, "h"], "Did you mean attendance?"),
        (["attendance", "Mossy", "Steering group", "h"], "could be several meetings"),
        (["attendance", "Mossy", "Trust board · Larkrise High School (sample) · 15/10/2026", "h"],
         "no meeting of an alliance"),
        (["attendance", "High School", STEERING, "h"], "Give more of the name"),
        (["attendance", "Mossy", STEERING, "z"], "h Head, d Deputy"),
        (["attendance", "Mossy", STEERING, "h", "deputy=Jo"], "does not go with Head"),
        (["attendance", "Mossy", STEERING, "h", "deptuy=Jo"], "Did you mean deputy?"),
        (["attendance", "Mossy", STEERING], "LETTER is missing"),
        (["attendance", "Nobody", STEERING, "h"], "Nobody"),
        (["bookings", "Ashenfold", "Coaching", "4"], "not among the bookings: there are Hollow"),
        (["bookings", "Hollow", "Coaching", "left=4"], "“left” takes no number in bookings"),
        (["cohorts", "Larkrise", "First", "c"], "a number alone, or of applied, started"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_meant_is_a_wrong_call(
    on_sample: Alliance, call: list[str], says: str
) -> None:
    answer = on_sample("mark", *call)
    assert (answer.code, answer.out) == (2, "")
    assert len(answer.complaints) == 1
    assert says in answer.err


def test_without_a_matrix_all_are_listed_with_their_letters(on_sample: Alliance) -> None:
    answer = on_sample("mark")
    assert answer.code == 0
    for name, matrix in markables().items():
        assert f"{name}: {matrix.help}" in answer.lines
        for letter in matrix.cells.letters:
            word = matrix.cells.words[matrix.cells.letters[letter]]
            assert f"{letter} {word.split(' (')[0]}" in answer.out
