"""Narrowing by fields, setting many records at once, redo, help and version."""

from __future__ import annotations

import json

import pytest

from data.store.store import Store
from data.tables.listing import Listing, Wanted
from models.schools.school import School
from tests.conftest import TODAY
from tests.tui.command_line.answers import Alliance
from tui.command_line.verbs import all_verbs


def schools_of(on_sample: Alliance, *conditions: str) -> list[str]:
    narrowed = [part for each in conditions for part in ("--where", each)]
    answer = on_sample("list", "schools", "--format", "json", *narrowed)
    assert answer.code == 0, answer.err
    return [row["name"] for row in json.loads(answer.out)]


def newest_entry(on_sample: Alliance) -> str:
    return on_sample("history").lines[0].split("  ")[-1]


# Narrowing


@pytest.mark.parametrize(
    ("conditions", "filter"),
    [
        (["phase=primary"], "phase:primary"),
        (["la=oldham", "phase=primary"], "la:oldham phase:primary"),
        (["Local authority=Oldham"], "la:oldham"),
        (["pupils=>=400"], "pupils:>=400"),
        (["pupils>=400"], "pupils:>=400"),
        (["type==Community school"], 'type:="community school"'),
        (["trust="], "trust:="),
    ],
)
def test_where_finds_what_the_filter_of_the_desk_finds(
    on_sample: Alliance, sample_file: object, conditions: list[str], filter: str
) -> None:
    with Store.open(sample_file, today=TODAY, read_only=True) as store:
        listing = Listing(store, School)
        wanted = [row.cells[0] for row in listing.rows(listing.keys(Wanted(words=filter)))]
        everything = store.count(School)
    assert schools_of(on_sample, *conditions) == wanted
    assert 0 < len(wanted) < everything


def test_where_narrows_by_what_is_computed_and_beside_words(on_sample: Alliance) -> None:
    found = json.loads(
        on_sample(
            "list", "members", "larkrise high", "--where", "alliance=valley", "--format", "json"
        ).out
    )
    assert [each["alliance"] for each in found] == ["Valley Partnership (sample)"]
    met = on_sample("list", "members", "--where", "attendance=4 of 4", "--format", "json").out
    assert {each["school"] for each in json.loads(met)} == {
        "Brindle Weir School (sample)",
        "Mossy Clough Primary School (sample)",
    }


@pytest.mark.parametrize(
    ("condition", "says"),
    [
        ("phse=primary", "Did you mean phase?"),
        ("st=open", "could be several fields: status, street or staff"),
        ("pupils=>many", "no number to compare with"),
        ("opened=<soon", "no day to compare with"),
        ("phase", "is not FIELD=VALUE"),
        ("=primary", "is not FIELD=VALUE"),
    ],
)
@pytest.mark.parametrize("verb", [["list", "schools"], ["set", "schools", "town=Bury"]])
def test_a_condition_that_cannot_be_meant_is_refused_with_the_near_fields(
    on_sample: Alliance, verb: list[str], condition: str, says: str
) -> None:
    answer = on_sample(*verb, "--where", condition)
    assert (answer.code, answer.out) == (2, "")
    assert len(answer.complaints) == 1
    assert says in answer.err


def test_a_list_says_by_what_it_was_narrowed(on_sample: Alliance) -> None:
    none = on_sample("list", "schools", "--where", "town=Nowhere")
    assert (none.code, "with “town=Nowhere”" in none.err) == (0, True)
    shown = on_sample("list", "schools", "--where", "phase=primary", "--format", "md").out
    assert "Only those with “phase=primary”" in shown


def test_a_condition_needs_a_kind(on_sample: Alliance) -> None:
    answer = on_sample("list", "--where", "phase=primary")
    assert (answer.code, "KIND is missing" in answer.err) == (2, True)


# Setting many


def test_set_where_is_one_operation_that_history_names_as_the_desk_does(
    on_sample: Alliance,
) -> None:
    primary = schools_of(on_sample, "phase=primary", "la=oldham")
    answer = on_sample(
        "set", "schools", "--where", "phase=primary", "--where", "la=oldham", "town=Shaw"
    )
    assert answer.code == 0, answer.err
    assert answer.lines == [f"{name}: Town: Oldham → Shaw" for name in primary]
    assert schools_of(on_sample, "town=shaw") == primary
    assert newest_entry(on_sample) == "Set Town of 2 schools to Shaw"
    assert on_sample("history", "--undo", "1").lines == ["Undone: Set Town of 2 schools to Shaw"]
    assert schools_of(on_sample, "town=shaw") == []


@pytest.mark.parametrize("which", [["--where", "phase=primary"], ["Mossy Clough"]])
def test_a_dry_run_says_what_would_change_and_changes_nothing(
    on_sample: Alliance, which: list[str]
) -> None:
    before = on_sample("list", "schools", "--format", "json").out, on_sample("history").out
    dry = on_sample("set", "schools", *which, "town=Bolton", "--dry-run")
    assert dry.code == 0
    assert "Mossy Clough Primary School (sample): Town: Oldham → Bolton" in dry.lines
    assert "Nothing was changed" in dry.err
    after = on_sample("list", "schools", "--format", "json").out, on_sample("history").out
    assert after == before
    assert on_sample("set", "schools", *which, "town=Bolton").lines == dry.lines


def test_a_dry_run_of_leaving_says_what_would_end(on_sample: Alliance) -> None:
    leaves = ["stage=left", "left=today", "reason-for-leaving=cost"]
    which = ["--where", "school==Larkrise High School (sample)", "--where", "alliance=northern"]
    dry = on_sample("set", "members", *which, *leaves, "--dry-run")
    assert dry.code == 0, dry.err
    assert "Larkrise High School (sample): Continuing Professional Education" in dry.err
    found = on_sample("list", "members", *which, "--format", "json").out
    assert json.loads(found)[0]["stage"] == "Strategic partner"


def test_one_of_many_that_a_rule_forbids_is_named_and_none_is_set(on_sample: Alliance) -> None:
    for dry in ([], ["--dry-run"]):
        answer = on_sample("set", "members", "--where", "school=a", "stage=member", *dry)
        assert (answer.code, answer.out) == (3, "")
        assert "Nothing was set, because of" in answer.err
    assert on_sample("history", "--undo", "1").code == 1


def test_what_only_one_record_has_is_not_set_for_many(on_sample: Alliance) -> None:
    answer = on_sample("set", "schools", "--where", "phase=primary", "urn=900099")
    assert (answer.code, answer.out) == (3, "")
    assert "URN is not set for many schools at once" in answer.err


def test_a_name_and_a_condition_are_not_given_together(on_sample: Alliance) -> None:
    answer = on_sample("set", "schools", "Mossy", "--where", "phase=primary", "town=Shaw")
    assert (answer.code, answer.out) == (2, "")
    assert "not both" in answer.err
    assert "--where FIELD=VALUE" in answer.err


def test_where_nothing_fits_nothing_is_set(on_sample: Alliance) -> None:
    answer = on_sample("set", "schools", "--where", "town=Nowhere", "town=Shaw")
    assert (answer.code, answer.out) == (0, "")
    assert "nothing was changed" in answer.err


def test_look_only_books_are_not_set(on_sample: Alliance) -> None:
    answer = on_sample("--read-only", "set", "schools", "--where", "phase=primary", "town=Shaw")
    assert (answer.code, answer.out) == (1, "")


# Redo


def test_redo_does_again_what_an_earlier_call_undid(on_sample: Alliance) -> None:
    assert on_sample("redo").code == 1
    on_sample("set", "schools", "Mossy Clough", "town=Shaw")
    on_sample("set", "schools", "Mossy Clough", "town=Bury")
    on_sample("history", "--undo", "2")
    assert schools_of(on_sample, "town=shaw") == []
    redone = on_sample("redo")
    name = "Mossy Clough Primary School (sample)"
    assert (redone.code, redone.lines) == (0, [f"Redone: Changed {name}: Town"])
    assert schools_of(on_sample, "town=shaw") == [name]
    too_many = on_sample("history", "--redo", "2")
    assert (too_many.code, "Only 1 can be redone" in too_many.err) == (1, True)
    assert on_sample("history", "--redo", "1").code == 0
    assert schools_of(on_sample, "town==bury") == [name]
    assert "nothing to redo" in on_sample("redo").err


def test_undo_takes_back_the_newest_operation_and_a_dry_run_leaves_redo_as_it_is(
    on_sample: Alliance,
) -> None:
    assert "nothing to undo" in on_sample("undo").err
    on_sample("set", "schools", "Mossy Clough", "town=Shaw")
    assert on_sample("undo").lines == ["Undone: Changed Mossy Clough Primary School (sample): Town"]
    assert schools_of(on_sample, "town=shaw") == []
    on_sample("set", "schools", "Mossy Clough", "town=Bury", "--dry-run")
    assert on_sample("redo").code == 0
    assert len(schools_of(on_sample, "town=shaw")) == 1


def test_what_was_undone_cannot_be_redone_over_a_later_change(on_sample: Alliance) -> None:
    on_sample("set", "schools", "Mossy Clough", "town=Shaw")
    on_sample("history", "--undo", "1")
    on_sample("set", "schools", "Mossy Clough", "town=Bury")
    assert on_sample("redo").code == 1
    assert on_sample("history", "--undo", "1", "--redo", "1").code == 2
    assert on_sample("history", "--redo", "0").code == 2


# Help and version


def test_help_tells_of_a_verb_what_its_own_help_tells(on_sample: Alliance) -> None:
    for verb in all_verbs():
        assert on_sample("help", verb.name) == on_sample(verb.name, "--help")
    assert on_sample("help") == on_sample("--help")
    assert on_sample("help", "register", "update").out.startswith("usage: alliance register update")
    fields = on_sample("help", "add", "schools").out
    assert "local-authority" in fields
    wrong = on_sample("help", "lst")
    assert (wrong.code, wrong.out) == (2, "")
    assert "Did you mean list?" in wrong.err


def test_help_of_set_tells_of_its_options(on_sample: Alliance) -> None:
    for call in (["set", "--help"], ["set", "schools", "--help"]):
        assert {"--where", "--dry-run"} <= {
            word.strip(":") for word in on_sample(*call).out.split()
        }


def test_version_is_that_of_the_option(on_sample: Alliance) -> None:
    assert on_sample("version") == on_sample("--version")
    assert on_sample("version", "x").code == 2
