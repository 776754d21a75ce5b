"""The `alliance` command, as a person or a script calls it."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from data.catalogues.loading import bring_in
from data.exports.exports import list_content
from data.sample.store import open_sample
from data.store.store import Store
from data.tables.listing import table_of
from models.calendar.half_term_dates import HalfTermDates
from models.kinds import KINDS, RECORDS
from models.policies.policy import Policy
from models.schools.school import School
from tests.filled_books import filled_once
from tests.tui.command_line.answers import Alliance, Answer
from tui.command_line.main import main
from tui.command_line.verbs import all_verbs

HOUSE = Path(__file__).resolve().parents[3]
TODAY = "2026-11-21"
DAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ALLIANCE_STORE", "ALLIANCE_TODAY", "_ARGCOMPLETE"):
        monkeypatch.delenv(name, raising=False)
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv(name, str(tmp_path / name))


@pytest.fixture
def alliance(capsys: pytest.CaptureFixture[str]) -> Alliance:
    def call(*arguments: str) -> Answer:
        capsys.readouterr()
        code = main(["--today", TODAY, *arguments])
        return Answer(code, *capsys.readouterr())

    return call


@filled_once
def two_towns(path: Path) -> None:
    """Three schools, two of one name, and an alliance with a member."""
    for given in (
        ["schools", "name=The Blue Coat School", "urn=137133", "laestab=353/4600", "phase=sec"],
        ["schools", "name=Holy Trinity", "urn=100003", "town=Oldham"],
        ["schools", "name=Holy Trinity", "urn=100004", "town=Bolton"],
        ["alliances", "name=Northern", "hub=blue"],
        ["members", "school=137133", "alliance=nor"],
    ):
        assert main(["--today", TODAY, "--store", str(path), "add", *given]) == 0


@pytest.fixture
def store(two_towns: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ALLIANCE_STORE", str(two_towns))
    return two_towns


def schools(path: Path) -> int:
    with Store.open(path, today=DAY, read_only=True) as store:
        return store.count(School)


# Looking


def test_list_without_a_kind_prints_the_kinds_and_needs_no_store(alliance: Alliance) -> None:
    assert alliance("list").lines == [record.kind for record in RECORDS]


def test_list_finds_records_with_all_the_words(alliance: Alliance, store: Path) -> None:
    answer = alliance("list", "schools", "holy", "oldham")
    assert answer.code == 0
    assert [line for line in answer.lines if "Holy Trinity" in line] == answer.lines[2:]
    assert len(answer.lines) == 3


def test_options_may_stand_before_or_after_the_words(alliance: Alliance, store: Path) -> None:
    whole = alliance("list", "schools", "holy", "oldham", "--format", "json").out
    assert alliance("list", "schools", "--format", "json", "holy", "oldham").out == whole
    assert alliance("list", "--format=json", "schools", "holy", "oldham").out == whole


@pytest.mark.parametrize("kind", list(KINDS))
def test_json_lists_objects_with_all_fields_by_their_names(alliance: Alliance, kind: str) -> None:
    answer = alliance("--sample", "list", kind, "--format", "json")
    rows = json.loads(answer.out)
    names = {field.script_name.replace("-", "_") for field in KINDS[kind].fields()}
    assert rows
    assert all(names | {"key"} <= set(row) for row in rows)


def test_csv_keeps_codes_and_markdown_has_a_table(alliance: Alliance, store: Path) -> None:
    text = alliance("list", "schools", "blue", "--format", "csv").out
    assert text.startswith("\ufeff")
    (row,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    assert (row["URN"], row["Phase"]) == ("137133", "Secondary")
    assert "| The Blue Coat School |" in alliance("list", "schools", "--format", "md").out


def test_a_list_is_cut_to_the_terminal_only_on_a_terminal(
    alliance: Alliance, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = alliance("--sample", "list", "members").lines
    assert max(map(len, whole)) > 120
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    cut = alliance("--sample", "list", "members").lines
    assert len(cut) == len(whole)
    assert max(map(len, cut)) <= 60
    assert "\x1b" not in "".join(cut)


def test_show_has_all_fields_and_what_belongs_to_the_record(
    alliance: Alliance, store: Path
) -> None:
    answer = alliance("show", "schools", "353/4600")
    assert answer.lines[0] == "The Blue Coat School"
    labels = [field.label for field in School.fields()]
    assert [label for label in labels if any(line.startswith(label) for line in answer.lines)] == (
        labels
    )
    assert "Members (1)" in answer.lines
    assert any("Northern" in line and "Enquiry" in line for line in answer.lines)


def test_show_reaches_what_hangs_on_what_belongs_to_the_record(alliance: Alliance) -> None:
    shown = json.loads(alliance("--sample", "show", "schools", "blue coat", "--format", "json").out)
    assert shown["urn"] == "137133"
    assert {"members", "commitments", "school_policies", "reviews"} <= set(shown)
    assert all(row["school"] == shown["name"] for row in shown["members"])
    assert all(row["membership"].startswith(shown["name"]) for row in shown["commitments"])


def test_show_refuses_a_name_of_several_and_lists_them(alliance: Alliance, store: Path) -> None:
    answer = alliance("show", "schools", "Holy", "Trinity")
    assert answer.code == 2
    assert answer.out == ""
    assert "URN 100003" in answer.err
    assert "URN 100004" in answer.err
    assert len(answer.complaints) == 1


# Changing


def test_add_prints_the_name_and_the_key(alliance: Alliance, store: Path) -> None:
    answer = alliance("add", "people", "name=Anna Ash")
    name, person = answer.out.rstrip("\n").split("\t")
    assert name == "Anna Ash"
    answer = alliance("add", "posts", "person=Anna Ash", "school=blue", "role=head")
    name, key = answer.out.rstrip("\n").split("\t")
    assert name == "Anna Ash · Headteacher · The Blue Coat School"
    shown = json.loads(alliance("show", "posts", key, "--format", "json").out)
    assert (shown["role"], shown["school"]) == ("Headteacher", "The Blue Coat School")
    shown = json.loads(alliance("show", "people", person, "--format", "json").out)
    assert [each["role"] for each in shown["posts"]] == ["Headteacher"]


def test_a_role_that_is_given_to_a_person_is_told_where_it_belongs(
    alliance: Alliance, store: Path
) -> None:
    answer = alliance("add", "people", "name=Anna Ash", "school=blue", "role=head")
    assert answer.code == 2
    assert "alliance add posts" in answer.err


def test_add_names_every_mistake_on_a_line_and_adds_nothing(
    alliance: Alliance, store: Path
) -> None:
    answer = alliance("add", "schools", "nmae=x", "urn=1", "phase=zzz")
    assert answer.code == 2
    assert len(answer.complaints) == 3
    assert all(line.startswith("alliance: ") for line in answer.complaints)
    assert "Did you mean name?" in answer.complaints[0]
    assert schools(store) == 3


def test_what_a_rule_forbids_is_refused_with_code_3(alliance: Alliance, store: Path) -> None:
    answer = alliance("set", "members", "137133", "stage=member")
    assert answer.code == 3
    assert "Statement of Commitment" in answer.err
    assert alliance("add", "schools", "name=Twin", "urn=137133").code == 3
    assert alliance("add", "schools", "urn=100009").code == 3
    assert schools(store) == 3


def test_set_changes_and_empties_fields_and_says_what_they_were(
    alliance: Alliance, store: Path
) -> None:
    answer = alliance("set", "schools", "100003", "town=", "sixth-form=y", "name=Holy Name")
    assert answer.code == 0
    assert "Holy Trinity, open, URN 100003: Town: Oldham → empty" in answer.lines
    shown = json.loads(alliance("show", "schools", "holy name", "--format", "json").out)
    assert shown["town"] is None
    assert shown["sixth_form"] is True


def test_set_takes_a_name_of_several_words_without_quotation_marks(
    alliance: Alliance, store: Path
) -> None:
    assert alliance("set", "schools", "the", "blue", "coat", "town=Oldham").code == 0


def test_a_warning_is_told_and_the_change_is_kept(alliance: Alliance, store: Path) -> None:
    answer = alliance("set", "schools", "137133", "local-authority=Bolton")
    assert answer.code == 0
    assert "Saved, but" in answer.err


@pytest.mark.parametrize(
    ("call", "done"),
    [
        (["add", "steps", "membership=Blue", "stage=paused", "since=today"], "added"),
        (["add", "steps"], "added"),
        (["set", "steps", "Blue", "stage=paused"], "changed"),
        (["remove", "steps", "Blue", "--yes"], "removed"),
    ],
)
def test_what_the_desk_keeps_itself_is_refused_by_hand_and_says_what_does_it(
    alliance: Alliance, call: list[str], done: str
) -> None:
    refused = alliance(*call)
    assert (refused.code, refused.out) == (3, "")
    assert f"A step is never {done} by hand: it is made when" in refused.err
    assert "alliance set members NAME stage=member" in refused.err


@pytest.mark.parametrize("yes", [["--yes"], []])
def test_what_was_signed_is_not_removed_even_with_yes(
    alliance: Alliance, store: Path, yes: list[str]
) -> None:
    signed = ["stage=member", "statement-signed=today", "signatory=Ann Hope"]
    assert alliance("set", "members", "Northern", *signed).code == 0
    for kind, name in (("alliances", "Northern"), ("schools", "137133"), ("members", "Northern")):
        refused = alliance("remove", kind, name, *yes)
        assert (refused.code, refused.out) == (3, ""), kind
        assert "instead" in refused.err or "let it leave with its reason" in refused.err
    assert "Member" in alliance("list", "members").out


def test_a_script_is_told_what_leaving_ended(alliance: Alliance, store: Path) -> None:
    signed = ["enquired=01/08/2026", "stage=member", "statement-signed=01/09/2026"]
    alliance("set", "members", "Blue", *signed, "signatory=Ann Hope")
    for name, began in (("CPD", "01/10/2026"), ("Research", "15/11/2026")):
        alliance("add", "workstreams", f"name={name}", "alliance=Northern")
        alliance("add", "commitments", "membership=Blue", f"workstream={name}", f"began={began}")
    left = ["stage=left", "left=10/11/2026", "reason-for-leaving=Cost"]
    answer = alliance("set", "members", "Blue", *left)
    assert answer.code == 0
    assert "1 commitment ended with it on 10/11/2026: CPD." in answer.err
    assert "still to begin ended on its first day: Research (15/11/2026)." in answer.err


def test_a_membership_with_a_path_keeps_its_school(alliance: Alliance, store: Path) -> None:
    alliance("add", "alliances", "name=Wee")
    alliance("set", "members", "Blue", "stage=in discussion")
    for other in ("school=100003", "alliance=Wee"):
        refused = alliance("set", "members", "Blue", other)
        assert (refused.code, refused.out) == (3, "")
        assert "membership of The Blue Coat School in Northern" in refused.err
        assert "add a membership for the other" in refused.err


def test_remove_says_what_hangs_on_it_and_needs_yes(alliance: Alliance, store: Path) -> None:
    answer = alliance("remove", "schools", "137133")
    assert answer.code == 3
    assert "Goes with it: membership The Blue Coat School · Northern" in answer.lines
    assert "Stays without it: alliance Northern" in answer.lines
    assert "--yes" in answer.err
    assert schools(store) == 3
    assert alliance("remove", "schools", "137133", "--yes").code == 0
    assert schools(store) == 2
    assert json.loads(alliance("list", "members", "--format", "json").out) == []


def test_history_tells_the_newest_first_and_undo_takes_it_back_in_words(
    alliance: Alliance, store: Path
) -> None:
    alliance("set", "schools", "137133", "town=Oldham")
    alliance("remove", "schools", "100003", "--yes")
    entries = alliance("history").lines
    assert "Removed school Holy Trinity" in entries[0]
    assert any(
        "Town: empty → Oldham" in line for line in alliance("history", "schools", "137133").lines
    )
    answer = alliance("history", "--undo", "2")
    assert answer.lines == [
        "Undone: Removed school Holy Trinity, open, URN 100003",
        "Undone: Changed The Blue Coat School: Town",
    ]
    assert schools(store) == 3


def test_undoing_more_than_there_is_says_so(alliance: Alliance, store: Path) -> None:
    answer = alliance("history", "--undo", "9")
    assert (answer.code, answer.lines) == (1, [])
    assert "Only 5 can be undone" in answer.err
    assert len(alliance("history", "--undo", "5").lines) == 5
    assert "nothing to undo" in alliance("history", "--undo", "1").err
    assert alliance("history", "--undo", "0").code == 2


def test_nothing_changes_when_only_looking(alliance: Alliance, store: Path) -> None:
    before = store.read_bytes()
    for call in (
        ["add", "schools", "name=x"],
        ["set", "schools", "137133", "town=x"],
        ["remove", "schools", "137133", "--yes"],
        ["history", "--undo", "1"],
        ["restore", str(store)],
    ):
        assert alliance("--read-only", *call).code != 0
    assert store.read_bytes() == before
    assert alliance("--read-only", "list", "schools").code == 0


def test_the_help_of_add_lists_the_fields_with_meaning_choices_and_example(
    alliance: Alliance,
) -> None:
    for call in (["add", "posts", "--help"], ["add", "--help", "posts"]):
        answer = alliance(*call)
        assert answer.code == 0
        assert "strategic-accountability" in answer.out
        assert "Chair of governors" in answer.out
        assert "For example: telephone=" in answer.out


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        ("half-terms", [
            "  school-year (needed)", "      For example: school-year=2026/27",
            "      One of: Autumn 1, Autumn 2, Spring 1, Spring 2, Summer 1, Summer 2",
        ]),
        ("policies", [
            "      Some of, comma-separated: Early years, Primary, Secondary, Sixth form, "
            "Years 7 and 8",
            '      For example: pupils="Early years"', '      For example: due-days="28 February"',
            "      One of: Anniversary of the approval; School year, from 1 September; "
            "A named half-term; A fixed day of the year",
        ]),
        ("meetings", ["      For example: starts=16:30"]),
    ],
)  # fmt: skip
def test_help_tells_choices_and_examples_of_fields_of_every_kind(
    alliance: Alliance, kind: str, lines: list[str]
) -> None:
    told = alliance("add", kind, "--help").lines
    assert [line for line in lines if line not in told] == []


@pytest.mark.parametrize("kind", list(KINDS))
def test_what_help_gives_as_an_example_can_be_typed_in(
    alliance: Alliance, store: Path, kind: str
) -> None:
    fields = KINDS[kind].fields()
    given = []
    for line in alliance("add", kind, "--help").lines:
        if line.startswith("      For example: "):
            given.append(line.removeprefix("      For example: ").replace('"', ""))
    assert [word.partition("=")[0] for word in given] == [field.script_name for field in fields]
    answer = alliance("add", kind, *given)
    complaints = [line for line in answer.complaints if "there is no" not in line]
    assert not any("For example" in line for line in complaints), complaints


# Files


def test_export_without_a_summary_lists_each_with_its_formats(alliance: Alliance) -> None:
    answer = alliance("export")
    names = [line.split()[0] for line in answer.lines]
    assert "membership-register" in names
    assert all("csv" in line.split()[1].split(",") for line in answer.lines)


def test_export_writes_to_standard_output_or_to_a_private_file(
    alliance: Alliance, tmp_path: Path
) -> None:
    call = ["--sample", "export", "membership-register"]
    rows = json.loads(alliance(*call, "--format", "json").out)["rows"]
    assert len(rows) > 5
    for output in ("-", str(tmp_path / "register.json")):
        answer = alliance(*call, "--format", "json", "--output", output)
        assert answer.code == 0
    assert json.loads((tmp_path / "register.json").read_text())["rows"] == rows
    assert answer.out == ""
    if os.name == "posix":
        assert (tmp_path / "register.json").stat().st_mode & 0o777 == 0o600


def test_the_ending_of_the_file_chooses_the_format(alliance: Alliance, tmp_path: Path) -> None:
    file = tmp_path / "register.XLSX"
    assert alliance("--sample", "export", "membership-register", "--output", str(file)).code == 0
    assert file.read_bytes().startswith(b"PK")


def test_a_summary_of_one_school_or_alliance_is_limited_to_it(alliance: Alliance) -> None:
    call = ["--sample", "export", "membership-register", "--format", "json"]
    assert len(json.loads(alliance(*call, "--school", "137133").out)["rows"]) == 1
    assert alliance(*call, "--alliance", "nowhere").code == 2


def test_a_summary_of_a_time_is_made_from_one_day_to_another(alliance: Alliance) -> None:
    call = ["--sample", "export", "movement", "--from", "1 sep 2023"]
    answer = alliance(*call, "--to", "31/08/2025", "--format", "json")
    days = [row["day"] for row in json.loads(answer.out)["rows"]]
    assert days
    assert all("2023-09-01" <= day <= "2025-08-31" for day in days)
    answer = alliance(*call, "--to", "never")
    assert answer.code == 2
    assert "--to never: it is not a date" in answer.err
    answer = alliance(*call, "--to", "01/09/2022")
    assert "is after the last" in answer.err
    answer = alliance("--sample", "export", "policies-overdue", "--to", "today")
    assert answer.code == 2
    assert "is about one day" in answer.err


def test_a_workbook_is_not_written_to_a_terminal(
    alliance: Alliance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    answer = alliance("--sample", "export", "membership-register", "--format", "xlsx")
    assert (answer.code, answer.out) == (2, "")
    assert "--output" in answer.err


def test_a_file_that_cannot_be_written_fails_with_one_line(
    alliance: Alliance, tmp_path: Path
) -> None:
    output = str(tmp_path / "nowhere" / "register.csv")
    answer = alliance("--sample", "export", "membership-register", "--output", output)
    assert answer.code == 1
    assert len(answer.complaints) == 1


def test_import_shows_the_plan_and_a_dry_run_changes_nothing(
    alliance: Alliance, store: Path, tmp_path: Path
) -> None:
    file = tmp_path / "new.csv"
    file.write_text("Name,URN\nMoor Lane,100010\nBad,12\n")
    rehearsed = alliance("import", "schools", str(file), "--dry-run")
    assert rehearsed.code == 0
    assert schools(store) == 3
    done = alliance("import", "schools", str(file))
    assert (done.code, done.out) == (0, rehearsed.out)
    assert schools(store) == 4
    assert "new-rejected.csv" in done.err
    assert (tmp_path / "new-rejected.csv").exists()
    assert alliance("history", "--undo", "1").code == 0
    assert schools(store) == 3


def test_one_policy_of_a_catalogue_is_taken_over_by_its_title(
    alliance: Alliance, tmp_path: Path
) -> None:
    books = ("--store", str(tmp_path / "new.db"))
    assert alliance(*books, "import", "policies", "northumberland").code == 0
    for title in ("School exclusions", "Careers guidance"):
        assert alliance(*books, "set", "policies", title, "owner=Somebody").code == 0
    assert (
        alliance(*books, "import", "policies", "northumberland", "School", "exclusions").code == 0
    )
    shown = alliance(*books, "list", "policies", "--where", "owner=Somebody", "--format", "csv").out
    assert "Careers guidance" in shown
    assert "School exclusions" not in shown


def test_a_dry_run_tells_what_new_books_would_get_and_makes_none(
    alliance: Alliance, tmp_path: Path
) -> None:
    file, new = tmp_path / "new.csv", tmp_path / "none-yet" / "new.db"
    file.write_text("Name,URN\nMoor Lane,100010\nBad,12\n")
    answer = alliance("--store", str(new), "import", "schools", str(file), "--dry-run")
    assert answer.code == 0
    assert "1 school to add" in answer.out
    assert "no books at" in answer.err
    assert not new.parent.exists()


def test_import_of_which_nothing_can_be_used_is_refused(
    alliance: Alliance, store: Path, tmp_path: Path
) -> None:
    file = tmp_path / "bad.csv"
    file.write_text("Name,URN\nBad,12\n")
    assert alliance("import", "schools", str(file)).code == 3
    assert alliance("import", "schools", str(tmp_path / "none.csv")).code in (1, 2)


def test_a_template_has_the_headings_and_is_never_written_over_a_file(
    alliance: Alliance, tmp_path: Path
) -> None:
    assert "URN,LAESTAB" in alliance("import", "schools", "--template").out
    file = tmp_path / "new.csv"
    assert alliance("import", "schools", str(file), "--template").code == 0
    assert alliance("import", "schools", str(file), "--template").code == 1
    assert alliance("import", "schools", str(tmp_path / "n.xlsx"), "--template").code == 0
    assert (tmp_path / "n.xlsx").read_bytes().startswith(b"PK")


@pytest.fixture(scope="module")
def whole_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's books with all catalogues, and a record with every kind of field filled."""
    path = tmp_path_factory.mktemp("whole") / "sample.db"
    with open_sample(DAY) as sample:
        for catalogue in ("northumberland", "dfe"):
            bring_in(sample, catalogue)
        with sample.operation("Fill") as change:
            change.add(
                Policy,
                {"title": "Our own, and others", "pupils": "primary,sixth form",
                 "only_types": "01,02", "except_types": "36", "reckoning": "fixed day",
                 "due_days": "02-28,08-31", "condition": "250 staff"},
            )  # fmt: skip
            change.add(
                HalfTermDates,
                {"school_year": 2029, "half_term": "Spring 2", "first_day": date(2030, 2, 25),
                 "last_day": date(2030, 4, 5)},
            )  # fmt: skip
        path.write_bytes(sample.path.read_bytes())
    return path


@pytest.fixture
def whole_books(whole_sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of those books, for the command."""
    path = tmp_path / "whole.db"
    path.write_bytes(whole_sample.read_bytes())
    monkeypatch.setenv("ALLIANCE_STORE", str(path))
    return path


@pytest.mark.parametrize(
    ("kind", "ending"), [(kind, ("csv", "xlsx")[at % 2]) for at, kind in enumerate(KINDS)]
)
def test_export_then_import_changes_nothing(
    alliance: Alliance,
    whole_books: Path,
    tmp_path: Path,
    kind: str,
    ending: str,
) -> None:
    file = tmp_path / f"{kind}.{ending}"
    with Store.open(whole_books, today=DAY) as store:
        table = table_of(store, KINDS[kind])
        file.write_bytes(list_content(KINDS[kind], table, ending))
        before = store.find(KINDS[kind]), len(store.history())
    answer = alliance("import", kind, str(file))
    assert answer.code == 0, answer.err
    assert f"{len(table.rows)} unchanged" in answer.out
    with Store.open(whole_books, today=DAY) as store:
        assert (store.find(KINDS[kind]), len(store.history())) == before


@pytest.mark.parametrize("kind", ["half-terms", "agreements", "policies"])
def test_what_was_exported_can_be_brought_into_empty_books(
    alliance: Alliance, whole_books: Path, tmp_path: Path, kind: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    needed = ["agreements", kind] if kind == "policies" else [kind]
    files = {each: tmp_path / f"{each}.csv" for each in needed}
    for each, file in files.items():
        file.write_text(alliance("list", each, "--format", "csv").out, encoding="utf-8")
    whole = json.loads(alliance("list", kind, "--format", "json").out)
    monkeypatch.setenv("ALLIANCE_STORE", str(tmp_path / "empty.db"))
    alliance("add", "schools", "name=Ash Grove")
    for each, file in files.items():
        answer = alliance("import", each, str(file))
        assert answer.code == 0, answer.err
    again = json.loads(alliance("list", kind, "--format", "json").out)
    names = [field.script_name.replace("-", "_") for field in KINDS[kind].fields()]
    kept = [[{name: row[name] for name in names} for row in rows] for rows in (whole, again)]
    assert kept[0] == kept[1]
    assert kept[0]


# The store


def test_a_backup_brings_the_store_back(alliance: Alliance, store: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert alliance("backup", str(copy)).lines == [str(copy)]
    alliance("remove", "schools", "137133", "--yes")
    answer = alliance("restore", str(copy))
    assert answer.code == 0
    assert schools(store) == 3
    assert "is kept" in answer.out
    among = alliance("backup").lines[0]
    assert f"  {among}" in alliance("where").lines
    alliance("--store", str(copy), "remove", "schools", "137133", "--yes")
    assert "no older copy" in alliance("backup", str(copy)).err
    assert alliance("backup", str(copy), "--force").code == 0


def test_a_backup_replaces_no_other_file(alliance: Alliance, store: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear head,")
    assert alliance("backup", str(letter)).code != 0
    assert letter.read_text() == "Dear head,"
    assert alliance("backup", str(store)).code == 2
    assert alliance("restore", str(store)).code == 2
    assert alliance("restore", str(letter)).code == 4
    assert schools(store) == 3


def test_where_names_each_place_on_a_line(alliance: Alliance, store: Path) -> None:
    lines = alliance("where").lines
    assert f"store: {store}" in lines
    assert f"backups: {store.with_name('alliance-backups')}" in lines
    assert any(line.startswith("configuration: ") for line in lines)
    if os.name == "posix":
        assert "may read it" not in "\n".join(lines)
        store.chmod(0o640)
        assert "may read it" in alliance("where").lines[1], "as on a memory stick"


def test_check_tells_a_sound_store_from_a_damaged_one(alliance: Alliance, store: Path) -> None:
    assert alliance("check").code == 0
    content = bytearray(store.read_bytes())
    content[4096:12288] = b"\xff" * 8192
    store.write_bytes(content)
    answer = alliance("check")
    assert answer.code == 4
    assert all(line.startswith("alliance: ") for line in answer.complaints)


def test_whatever_fails_the_store_is_looked_at_before_the_program_is_blamed(
    alliance: Alliance, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: list[str]) -> int:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("tui.command_line.main._run", fail)
    assert "Please report" in alliance("list", "schools").err
    content = bytearray(store.read_bytes())
    content[4096:12288] = b"\xff" * 8192
    store.write_bytes(content)
    answer = alliance("list", "schools")
    assert answer.code == 4
    assert "is damaged. Bring a backup back" in answer.err
    assert "report" not in answer.err


@pytest.mark.parametrize(
    "call",
    [
        ["list", "schools"],
        ["show", "schools", "x"],
        ["set", "schools", "x", "town=y"],
        ["remove", "schools", "x"],
        ["export", "membership-register"],
        ["history"],
        ["history", "--undo", "1"],
        ["check"],
        ["backup"],
    ],
)
def test_a_missing_store_is_told_and_not_made(
    alliance: Alliance, tmp_path: Path, call: list[str]
) -> None:
    path = tmp_path / "none.db"
    answer = alliance("--store", str(path), *call)
    assert answer.code == 4
    assert len(answer.complaints) == 1
    assert not path.exists()


def test_add_makes_the_store_but_no_folder_except_its_own(
    alliance: Alliance, tmp_path: Path
) -> None:
    new, lost = tmp_path / "new.db", tmp_path / "no" / "new.db"
    assert alliance("--store", str(new), "add", "schools", "name=A").code == 0
    assert schools(new) == 1
    assert alliance("--store", str(lost), "add", "schools", "name=A").code == 4
    assert not lost.parent.exists()
    assert alliance("add", "schools", "name=A").code == 0
    default = alliance("where").lines[0].removeprefix("store: ")
    assert Path(default).is_relative_to(tmp_path)
    assert schools(Path(default)) == 1


def test_the_sample_is_a_copy_that_goes_and_cannot_be_undone(
    alliance: Alliance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    added = alliance("--sample", "add", "schools", "name=Mine")
    assert added.code == 0
    assert "Mine" not in alliance("--sample", "list", "schools").out
    answer = alliance("--sample", "history", "--undo", "1")
    assert (answer.code, answer.out) == (1, "")
    assert alliance("--sample", "--read-only", "add", "schools", "name=Mine").code != 0
    assert list(folder.iterdir()) == []


# Calls that are wrong


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (["lst"], "Did you mean list?"),
        (["list", "schols"], "Did you mean schools?"),
        (["list", "schools", "--formt", "csv"], "Did you mean --format?"),
        (["list", "schools", "--format", "jsn"], "Did you mean json?"),
        (["list", "schools", "--store", "x"], "stands before the verb"),
        (["--sampel"], "Did you mean --sample?"),
        (["--sample", "--store", "x", "list", "schools"], "leave out"),
        (["show", "schools"], "NAME is missing"),
        (["add"], "KIND is missing"),
        (["add", "schools"], "FIELD=VALUE is missing"),
        (["set", "schools", "x"], "FIELD=VALUE is missing"),
        (["check", "x"], "one word too many"),
        (["export", "membership-registr"], "Did you mean membership-register?"),
        (["export", "membership-register", "--format", "ics"], "cannot be written as"),
        (["history", "--undo", "two"], "--undo"),
        (["completion", "tcsh"], "bash"),
        (["import", "schools"], "FILE is missing"),
    ],
)
def test_a_wrong_call_is_told_in_one_line_with_the_nearest_name(
    alliance: Alliance, call: list[str], says: str
) -> None:
    answer = alliance(*call)
    assert (answer.code, answer.out) == (2, "")
    assert len(answer.complaints) == 1
    assert answer.err.startswith("alliance: ")
    assert says in answer.err


def test_the_day_is_read_as_people_write_it_and_comes_from_the_environment_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    call = ["--sample", "list", "reviews", "--format", "csv"]
    assert main(["--today", "1 sep 2027", *call]) == 0
    by_option = capsys.readouterr().out
    monkeypatch.setenv("ALLIANCE_TODAY", "01/09/2027")
    assert main(call) == 0
    assert capsys.readouterr().out == by_option
    assert "/2027" in by_option
    assert main(["--today", "31/2/2026", *call]) == 2
    assert "no 31 Feb" in capsys.readouterr().err


def test_terminal_escapes_in_a_call_are_not_repeated(alliance: Alliance, store: Path) -> None:
    for call in (["\x1b[2Jx"], ["list", "\x1b]52;c;x\x07"], ["show", "schools", "\x1b[31mq"]):
        assert "\x1b" not in alliance(*call).err


def test_what_is_wrong_with_the_configuration_is_told_and_the_rest_goes_on(
    alliance: Alliance, store: Path, tmp_path: Path
) -> None:
    path = Path(alliance("where").lines[-1].removeprefix("configuration: "))
    path.parent.mkdir(parents=True)
    path.write_text("[desk]\nmuose = true\n")
    answer = alliance("list", "schools")
    assert answer.code == 0
    assert "line 2" in answer.err
    assert len(answer.lines) == 5


def test_the_configuration_may_name_the_store(
    alliance: Alliance, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(alliance("where").lines[-1].removeprefix("configuration: "))
    path.parent.mkdir(parents=True)
    path.write_text(f"store = '{store}'\n")
    monkeypatch.delenv("ALLIANCE_STORE")
    assert f"store: {store}" in alliance("where").lines


# The desk


def test_without_a_verb_the_desk_opens_with_the_options(
    alliance: Alliance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []

    def run(options: object) -> int:
        opened.append(options)
        return 7

    monkeypatch.setitem(sys.modules, "tui.desk.opening", SimpleNamespace(run=run))
    path = tmp_path / "books.db"
    assert alliance("--store", str(path), "--read-only", "--no-mouse").code == 7
    assert alliance("--sample").code == 7
    first, second = opened
    assert (first.store, first.sample, first.read_only, first.mouse) == (path, False, True, False)
    assert first.today == DAY
    assert (second.store, second.sample, second.read_only, second.mouse) == (
        None,
        True,
        False,
        True,
    )


@pytest.mark.parametrize(
    ("setting", "called", "slow"),
    [
        ("", (), None),
        ("", ("--slow-line",), True),
        ("slow_line = false", (), False),
        ("slow_line = false", ("--slow-line",), True),
        ("slow_line = true", (), True),
    ],
)
def test_a_line_is_slow_by_option_by_configuration_or_as_it_turns_out(
    alliance: Alliance,
    monkeypatch: pytest.MonkeyPatch,
    setting: str,
    called: tuple[str, ...],
    slow: bool | None,
) -> None:
    path = Path(alliance("where").lines[-1].removeprefix("configuration: "))
    path.parent.mkdir(parents=True)
    path.write_text(f"[desk]\n{setting}\n")
    opened = []

    def run(options: object) -> int:
        opened.append(options)
        return 0

    monkeypatch.setitem(sys.modules, "tui.desk.opening", SimpleNamespace(run=run))
    assert alliance("--sample", *called).code == 0
    assert [options.slow_line for options in opened] == [slow]


def test_an_error_of_the_program_shows_no_data_and_no_traceback(
    alliance: Alliance, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(options: object) -> int:
        raise ValueError("Anna Ash, 12 Moor Lane")

    monkeypatch.setitem(sys.modules, "tui.desk.opening", SimpleNamespace(run=run))
    answer = alliance("--sample")
    assert answer.code == 1
    assert len(answer.complaints) == 1
    assert "Anna" not in answer.err


def test_an_interruption_has_its_own_code(
    alliance: Alliance, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(options: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setitem(sys.modules, "tui.desk.opening", SimpleNamespace(run=run))
    assert alliance("--sample").code == 130


# As a program of its own


def program(*arguments: str, stdout: Any = subprocess.PIPE) -> subprocess.Popen[bytes]:
    environment = os.environ | {"PYTHONPATH": str(HOUSE), "ALLIANCE_TODAY": TODAY}
    return subprocess.Popen(
        [sys.executable, *arguments],
        env=environment,
        stdout=stdout,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
    )


def test_no_verb_loads_the_screens_library() -> None:
    script = (
        "import sys\n"
        "from tui.command_line.main import main\n"
        "for call in (['list'], ['where'], ['export'], ['--sample', 'list', 'members'],\n"
        "    ['--sample', 'show', 'schools', '137133'], ['--sample', 'add', 'schools', 'name=x'],\n"
        "    ['--sample', 'export', 'membership-register'], ['completion', 'bash'],\n"
        "    ['--sample', 'history'], ['--sample', 'check'],\n"
        "    ['--sample', 'set', 'schools', 'mossy', 'town=x'], ['version'],\n"
        "    ['--sample', 'move', 'members', 'wagtail', 'declined'], ['help', 'list'],\n"
        "    ['--sample', 'mark', 'who-shares-what', 'mossy', 'broadband', 'u'],\n"
        "    ['import', 'schools', '--template']):\n"
        "    assert main(call) == 0, call\n"
        "    assert 'textual' not in sys.modules, call\n"
    )
    out, err = program("-c", script).communicate(timeout=60)
    assert err == b""
    assert out


def test_a_reader_that_has_seen_enough_ends_the_call_quietly() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as pipe:
        process = program("-m", "tui", "list", stdout=pipe)
        _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")


def test_a_terminal_that_lacks_a_letter_shows_a_question_mark(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1:strict")
    call = ("--sample", "set", "schools", "137133", "town=Łódź")
    out, err = program("-m", "tui", *call).communicate(timeout=60)
    assert err == b""
    assert out.decode("latin-1").rstrip().endswith("Town: Oldham ? ?ód?")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full device")
def test_an_answer_that_cannot_be_written_fails_in_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        process = program("-m", "tui", "list", stdout=full)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("alliance li", {"list"}),
        ("alliance list sch", {"schools", "school-policies"}),
        ("alliance export memb", {"membership-register", "members-sharing-a-trust"}),
        ("alliance add schools to", {"town="}),
        ("alliance list half", {"half-terms"}),
        ("alliance add half-terms half-term=au", {"Autumn\\ 1", "Autumn\\ 2"}),
        ("alliance add policies pupils=pr", {"Primary"}),
        ("alliance add policies pupils=Primary,se", {"Primary,Secondary"}),
        ("alliance add schools biometrics=", {"yes", "no"}),
        ("alliance show schools the\\ blue", {"The\\ Blue\\ Coat\\ School"}),
        ("alliance list schools --where pha", {"phase="}),
        ("alliance list schools --where phase=pri", {"Primary"}),
        ("alliance set --where phase=primary schools to", {"town="}),
        ("alliance mark who-s", {"who-shares-what"}),
        ("alliance mark policies the\\ blue", {"The\\ Blue\\ Coat\\ School"}),
        ("alliance mark attendance x y a", {"a"}),
        ("alliance mark attendance x y n de", {"deputy="}),
        ("alliance help rem", {"remove"}),
        ("alliance move projects x wri", {"writing\\ up"}),
        ("alliance help register up", {"update"}),
    ],
)
@pytest.mark.skipif(not hasattr(os, "fork"), reason="such shells ask on POSIX only")
def test_the_shell_is_offered_what_could_stand_there(
    store: Path, tmp_path: Path, line: str, offered: set[str]
) -> None:
    answer = tmp_path / "answer"
    child = os.fork()
    if not child:
        try:
            os.environ.update(asked_by_shell(line, answer))
            # The answer ends the process.
            main([])
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert {each for each in answer.read_text().split("\n") if each} == offered


def test_the_program_answers_the_shell_and_says_nothing_else(store: Path, tmp_path: Path) -> None:
    answer = tmp_path / "answer"
    asked = asked_by_shell("alliance li", answer)
    process = subprocess.run(
        [sys.executable, "-m", "tui"],
        env=os.environ | asked | {"PYTHONPATH": str(HOUSE)},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (process.stdout, answer.read_text().strip()) == (b"", "list")


def asked_by_shell(line: str, answer: Path) -> dict[str, str]:
    return {
        "_ARGCOMPLETE": "1",
        "_ARGCOMPLETE_STDOUT_FILENAME": str(answer),
        "_ARGCOMPLETE_IFS": "\n",
        "_ARGCOMPLETE_SUPPRESS_SPACE": "1",
        "_ARGCOMPLETE_COMP_WORDBREAKS": " \t\n\"'><=;|&(:",
        "COMP_LINE": line,
        "COMP_POINT": str(len(line)),
        "COMP_TYPE": "9",
    }


def test_every_verb_has_help(alliance: Alliance) -> None:
    overview = alliance("--help")
    assert overview.code == 0
    for verb in all_verbs():
        assert f"    {verb.name}" in overview.out
        answer = alliance(verb.name, "--help")
        assert answer.code == 0
        assert answer.out.startswith(f"usage: alliance {verb.name}")
