"""Trackers: the workbook that a school office keeps comes in as it is, once, and can be undone."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.exports.writing import write
from data.imports.importing import write_rejected
from data.policies.approvals import newest_review, withdraw
from data.policies.standing import board
from data.policies.tracker.carrying_out import carry_out
from data.policies.tracker.columns import Headings, label_of
from data.policies.tracker.planning import make_plan
from data.policies.tracker.plans import Choices, TrackerPlan
from data.problems import Clash, Problem
from data.store.store import Store
from data.tables.listing import Wanted, table_of
from models.fields.dates import show_date
from models.policies.policy import Policy
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy
from models.schools.school import School
from tests.policy_books import PolicyBooks

FOREIGN = (
    "Name of school", "Policy title", "Date ratified", "Review due", "Committee", "Min. no.",
    "On website?", "Person responsible",
)  # fmt: skip
Row = Sequence[object]


@pytest.fixture
def books(store: Store) -> PolicyBooks:
    """Three schools and four yearly policies, one of which stands in two catalogues."""
    books = PolicyBooks(store)
    books.school("Ash Grove Primary School", urn="100001", laestab="3532001")
    books.school("Beech Lane High School", urn="100002")
    books.school("St Mary's CofE School", urn="100003")
    books.policy("Behaviour policy", short_title="Behaviour", catalogue="dfe")
    books.policy("Complaints", catalogue="dfe")
    books.policy("Charging and remissions", catalogue="dfe")
    books.policy("Charging and remissions", catalogue="northumberland")
    return books


def workbook(path: Path, *rows: Row, above: Sequence[Row] = (), merge: str = "") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (*above, *rows):
        sheet.append(list(row))
    if merge:
        sheet.merge_cells(merge)
    book.save(path)
    return path


def csv_file(path: Path, *rows: Row) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def bring_in(store: Store, path: Path, **choices: Any) -> TrackerPlan:
    plan = make_plan(store, path, Choices(**choices))
    carry_out(store, plan)
    return plan


def held(store: Store) -> dict[tuple[str, str], dict[str, Any]]:
    """The schools' policies by the names of both, each with the newest review."""
    found = {}
    for copy in store.find(SchoolPolicy):
        school, _, policy = store.name_of(SchoolPolicy, str(copy["key"])).partition(" · ")
        review = newest_review(store, str(copy["school"]), str(copy["policy"])) or {}
        names = ("reviewed", "approved_by", "minute", "kind_of_review")
        found[school, policy] = {**copy, **{name: review.get(name) for name in names}}
    return found


def test_one_row_makes_the_schools_policy_and_its_review_under_foreign_headings(
    books: PolicyBooks, tmp_path: Path
) -> None:
    file = workbook(
        tmp_path / "tracker.xlsx",
        FOREIGN,
        ("Ash Grove Primary School", "Behaviour", "12.09.25", "12.09.26", "FGB", "FGB 25/7",
         datetime(2025, 9, 20), "Mrs Hall"),
        ("100002", "Complaints policy", date(2025, 10, 1), "", "Resources", 14, "No", ""),
    )  # fmt: skip
    plan = bring_in(books.store, file)
    assert plan.lines()[0] == "2 new · 0 changed · 0 rejected · 0 unchanged"
    found = held(books.store)
    first = found["Ash Grove Primary School", "Behaviour policy"]
    assert first["reviewed"] == date(2025, 9, 12)
    assert (first["approved_by"], first["minute"]) == ("FGB", "FGB 25/7")
    assert (first["stage"], first["owner"]) == ("in force", "Mrs Hall")
    assert first["published"] == date(2025, 9, 20)
    # The cycle gives this day by itself, so nothing is set by hand.
    assert first["next_review"] is None
    second = found["Beech Lane High School", "Complaints"]
    assert (second["reviewed"], second["minute"]) == (date(2025, 10, 1), "14")
    assert (second["published"], second["next_review"]) == (None, None)


def test_one_undo_takes_all_of_it_back(books: PolicyBooks, tmp_path: Path) -> None:
    file = csv_file(
        tmp_path / "t.csv",
        ("School", "Policy", "Approved"),
        ("Ash Grove Primary School", "Complaints", "1/10/2025"),
        ("Beech Lane High School", "Complaints", "1/10/2025"),
    )
    bring_in(books.store, file)
    assert len(books.store.find(Review)) == 2
    assert books.store.undo().label == "Imported 2 schools' policies from the tracker t.csv"
    assert books.store.find(Review) == books.store.find(SchoolPolicy) == []


def test_the_same_file_again_changes_nothing(books: PolicyBooks, tmp_path: Path) -> None:
    file = csv_file(
        tmp_path / "t.csv",
        ("School", "Policy", "Approved", "Next review", "By", "Website", "Status"),
        ("Ash Grove Primary School", "Complaints", "1/10/2025", "5 May 2027", "FGB", "Yes", ""),
        ("Beech Lane High School", "Complaints", "N/A", "", "", "", ""),
        ("Beech Lane High School", "Behaviour", "", "", "", "", "Draft"),
    )
    assert len(bring_in(books.store, file).steps) == 3
    again = make_plan(books.store, file)
    assert (again.steps, again.unchanged) == ([], 3)


@pytest.mark.parametrize("format_name", ["csv", "xlsx"])
def test_what_the_desk_exports_of_schools_policies_changes_nothing_when_it_comes_in(
    books: PolicyBooks, tmp_path: Path, format_name: str
) -> None:
    school, policy = (books.store.find(each)[0]["key"] for each in (School, Policy))
    key = books.hold(str(school), str(policy), date(2025, 9, 1), owner="Head",
                     published=date(2025, 9, 3))  # fmt: skip
    books.set(SchoolPolicy, key, next_review=date(2027, 5, 1), reason="The law changes.")
    for what in (
        table_of(books.store, SchoolPolicy, wanted=Wanted()),
        books.summary("school-schedule"),
        books.summary("policies-dfe"),
    ):
        file = tmp_path / f"{what.name}.{format_name}"
        file.write_bytes(write(what, format_name))
        plan = make_plan(books.store, file)
        assert plan.steps == plan.rejected == [], plan.lines()


def test_an_approval_that_was_withdrawn_stays_withdrawn(books: PolicyBooks, tmp_path: Path) -> None:
    file = csv_file(
        tmp_path / "t.csv",
        ("School", "Policy", "Approved"),
        ("Ash Grove Primary School", "Complaints", "1/10/2025"),
    )
    bring_in(books.store, file)
    (review,) = books.store.find(Review)
    with books.store.operation("Withdraw") as change:
        withdraw(change, str(review["key"]), "The meeting was put off.")
    plan = make_plan(books.store, file)
    assert plan.steps == []
    assert "1 approval was withdrawn in the books, and stays withdrawn (line 2)." in plan.lines()


def test_an_old_approval_leaves_a_stage_that_was_set_long_after_it(
    books: PolicyBooks, tmp_path: Path
) -> None:
    head, pair = (
        ("School", "Policy", "Approved", "Next review"),
        ("Ash Grove Primary School", "Complaints"),
    )
    bring_in(books.store, csv_file(tmp_path / "a.csv", head, (*pair, "N/A", "")))
    file = csv_file(tmp_path / "b.csv", head, (*pair, "1.1.21", "Sep 2027"))
    plan = bring_in(books.store, file)
    assert any("leaves the stage as it is" in line for line in plan.lines())
    found = held(books.store)[pair]
    assert (found["stage"], found["next_review"]) == ("not applicable", None)
    assert found["reviewed"] == date(2021, 1, 1)
    assert make_plan(books.store, file).steps == []


def test_a_formula_without_a_result_costs_its_own_row(books: PolicyBooks, tmp_path: Path) -> None:
    file = workbook(
        tmp_path / "t.xlsx",
        ("School", "Policy", "Approved", "Days left"),
        ("Ash Grove Primary School", "Complaints", "=TODAY()", 4),
        ("Ash Grove Primary School", "Behaviour", date(2025, 10, 1), "=TODAY()"),
    )
    plan = make_plan(books.store, file)
    assert len(plan.steps) == 1
    assert "C2 is a formula whose result is not in the file" in plan.rejected[0].reason


def test_a_check_counts_for_live_documents_only(books: PolicyBooks, tmp_path: Path) -> None:
    books.policy("Single central record", renewal="live")
    file = csv_file(
        tmp_path / "t.csv",
        ("School", "Policy", "Approved", "Last checked"),
        ("Ash Grove Primary School", "Complaints", "1/10/2025", "2/11/2025"),
        ("Ash Grove Primary School", "Single central record", "", "2/11/2025"),
    )
    bring_in(books.store, file)
    kinds = {title: (each["kind_of_review"], each["reviewed"]) for (_, title), each in
             held(books.store).items()}  # fmt: skip
    assert kinds == {
        "Complaints": ("approved", date(2025, 10, 1)),
        "Single central record": ("checked", date(2025, 11, 2)),
    }


def test_a_later_day_is_told_as_old_and_new_and_an_older_one_comes_in_as_history(
    books: PolicyBooks, tmp_path: Path
) -> None:
    school, policy = (books.store.find(each)[0]["key"] for each in (School, Policy))
    books.hold(str(school), str(policy), date(2024, 9, 1), owner="Head")
    rows = [("School", "Policy", "Last reviewed", "Lead", "Next review")]
    name, title = "Ash Grove Primary School", "Behaviour policy"
    later = csv_file(tmp_path / "later.csv", *rows, (name, title, "2/9/2025", "Bursar", ""))
    plan = bring_in(books.store, later)
    assert plan.lines()[:2] == [
        "0 new · 1 changed · 0 rejected · 0 unchanged",
        f"{name} · {title}: Approved 01/09/2024 → 02/09/2025; Owner Head → Bursar",
    ]
    older = csv_file(tmp_path / "old.csv", *rows, (name, title, "3/9/2023", "Nobody", "3/9/2024"))
    plan = bring_in(books.store, older)
    assert any("older than what stands" in line for line in plan.lines())
    now = held(books.store)[name, title]
    assert (now["reviewed"], now["owner"], now["next_review"]) == (date(2025, 9, 2), "Bursar", None)
    assert len(books.store.find(Review)) == 3


def test_other_details_of_an_approval_stand_instead_of_those_recorded(
    books: PolicyBooks, tmp_path: Path
) -> None:
    head = ("School", "Policy", "Approved", "Minute")
    row = ("Ash Grove Primary School", "Complaints", "1/10/2025")
    bring_in(books.store, csv_file(tmp_path / "a.csv", head, (*row, "FGB 1")))
    plan = bring_in(books.store, csv_file(tmp_path / "b.csv", head, (*row, "FGB 2")))
    assert "Minute FGB 1 → FGB 2" in plan.lines()[1]
    assert held(books.store)["Ash Grove Primary School", "Complaints"]["minute"] == "FGB 2"
    assert len(books.store.find(Review)) == 2


def test_a_next_review_on_another_day_is_set_by_hand_with_its_reason(
    books: PolicyBooks, tmp_path: Path
) -> None:
    file = csv_file(
        tmp_path / "t.csv",
        ("School", "Policy", "Approved", "Review date"),
        ("Ash Grove Primary School", "Complaints", "1/10/2025", "Mar 2027"),
        ("Beech Lane High School", "Complaints", "1/10/2025", "1/9/2025"),
        ("Beech Lane High School", "Behaviour", "1/10/2025", "some time"),
    )
    plan = bring_in(books.store, file)
    found = held(books.store)
    first = found["Ash Grove Primary School", "Complaints"]
    assert (first["next_review"], first["reason"]) == (date(2027, 3, 31), "As t.csv has it")
    text = "\n".join(plan.lines())
    assert "1 next review is not the day that the cycle gives, and is set by hand (line 2)." in text
    assert "1 next review is not after the last approval, and is left out (line 3)." in text
    assert "Next review: 1 value could not be used and was left empty: “some time”" in text
    standing = board(books.store).get(str(first["school"]), str(first["policy"]))
    assert standing is not None
    assert standing.due == date(2027, 3, 31)


def test_a_policy_that_does_not_apply_says_so_with_a_reason(
    books: PolicyBooks, tmp_path: Path
) -> None:
    file = csv_file(
        tmp_path / "t.csv",
        ("School", "Policy", "Approved", "Reason"),
        ("Ash Grove Primary School", "Complaints", "N/A", "No pupils yet"),
        ("Beech Lane High School", "Complaints", "n/a", ""),
    )
    bring_in(books.store, file)
    found = held(books.store)
    assert {each["stage"] for each in found.values()} == {"not applicable"}
    assert found["Ash Grove Primary School", "Complaints"]["reason"] == "No pupils yet"
    assert found["Beech Lane High School", "Complaints"]["reason"] == "Not applicable in t.csv"


def test_titles_and_merged_cells_above_the_headings_are_passed_over(
    books: PolicyBooks, tmp_path: Path
) -> None:
    file = workbook(
        tmp_path / "t.xlsx",
        ("School", "Policy", "Date aproved", "RAG", "Cost centre"),
        ("Ash Grove Primary School", "Complaints", datetime(2025, 10, 1), "green", 4),
        above=[("Policy tracker 2025/26",), ("Updated by the office",), ()],
        merge="A1:D1",
    )
    plan = bring_in(books.store, file)
    assert held(books.store)["Ash Grove Primary School", "Complaints"]["reviewed"] == date(
        2025, 10, 1
    )
    assert "Read “Date aproved” as Approved." in plan.lines()
    assert plan.lines()[-1] == "2 columns not used: “RAG”, “Cost centre”."
    assert [each.heading for each in plan.columns if each.is_doubtful] == ["Date aproved"]


def test_rejected_rows_say_why_and_their_file_comes_in_once_it_is_corrected(
    books: PolicyBooks, tmp_path: Path
) -> None:
    file = csv_file(
        tmp_path / "t.csv",
        ("School", "Policy", "Approved"),
        ("Ash Grove Primary School", "Complaints", "31.02.25"),
        ("Ash Grove Primary School", "Complaints", "1/1/2027"),
        ("Nowhere Hall", "Complaints", "1/10/2025"),
        ("Ash Grove Primary School", "Juggling", "1/10/2025"),
        ("Ash Grove Primary School", "Behaviour", "1/10/2025"),
        ("Ash Grove Primary School", "Behaviour", "1/10/2025"),
        ("Beech Lane High School", "Behaviour", "Sept 2025"),
    )
    plan = bring_in(books.store, file)
    reasons = {row.line: row.reason for row in plan.rejected}
    assert "there is no 31 Feb 2025" in reasons[2]
    assert "still to come" in reasons[3]
    assert reasons[4] == "there is no school called “Nowhere Hall”"
    assert reasons[5] == "there is no policy called “Juggling”"
    assert reasons[7] == "it says the same as line 6"
    assert (8 in reasons, len(plan.steps)) == (False, 2)
    assert "Approved: “Sept 2025” is read as 01/09/2025, the first day of that month (1 row)." in \
        plan.lines()  # fmt: skip
    kept = write_rejected(plan)
    assert kept is not None
    corrected = kept.read_text(encoding="utf-8-sig").replace("31.02.25", "28.02.25")
    kept.write_text(corrected.replace("Nowhere Hall", "Beech Lane High School"), encoding="utf-8")
    assert len(make_plan(books.store, kept).steps) == 2


def test_near_names_are_asked_and_never_taken_silently(books: PolicyBooks, tmp_path: Path) -> None:
    file = csv_file(
        tmp_path / "t.csv",
        ("Establishment", "Policy", "Approved"),
        ("Beech Lane High", "Complaints", "1/10/2025"),
        ("Beech Lane High", "Behaviour", "1/10/2025"),
        ("Ash Grove Primary School", "Complaint", "1/10/2025"),
        ("st marys cofe school", "Complaints", "1/10/2025"),
    )
    plan = make_plan(books.store, file)
    figures = "1 new · 0 changed · 0 rejected · 0 unchanged · 3 waiting for a name"
    assert plan.lines()[0] == figures
    assert [each.question for each in plan.near] == [
        "“Beech Lane High” → Beech Lane High School? 2 rows",
        "“Complaint” → Complaints? 1 row",
    ]
    assert set(plan.lines()) >= {each.question for each in plan.near}
    some = make_plan(books.store, file, Choices(near=frozenset({("school", "Beech Lane High")})))
    assert len(some.steps) == 3
    every = make_plan(books.store, file, Choices(every_near=True))
    assert (len(every.steps), every.near) == (4, [])
    told = "As confirmed: “Beech Lane High” is Beech Lane High School, “Complaint” is Complaints."
    assert told in every.lines()


def test_a_name_that_could_be_two_schools_is_not_guessed(
    books: PolicyBooks, tmp_path: Path
) -> None:
    books.school("St Mary's Catholic School", urn="100004")
    file = csv_file(
        tmp_path / "t.csv",
        ("School", "Policy", "Approved"),
        ("St Mary's", "Complaints", "1/10/2025"),
    )
    plan = make_plan(books.store, file, Choices(every_near=True))
    assert (plan.steps, plan.near) == ([], [])
    assert "could be" in plan.rejected[0].reason


def test_former_names_and_codes_find_the_school_and_a_code_of_another_is_refused(
    books: PolicyBooks, tmp_path: Path
) -> None:
    beech = next(e for e in books.store.find(School) if e["urn"] == "100002")
    books.set(School, str(beech["key"]), name="Beech Academy", urn="200002")
    file = csv_file(
        tmp_path / "t.csv",
        ("School", "URN", "DfE number", "Policy", "Approved"),
        ("Beech Lane High School", "", "", "Complaints", "1/10/2025"),
        ("", "100002", "", "Behaviour", "1/10/2025"),
        ("", "", "353/2001", "Complaints", "1/10/2025"),
        ("Ash Grove Primary School", "100003", "", "Behaviour", "1/10/2025"),
        ("", "999999", "", "Behaviour", "1/10/2025"),
    )
    plan = bring_in(books.store, file)
    assert held(books.store).keys() == {
        ("Beech Academy", "Complaints"),
        ("Beech Academy", "Behaviour policy"),
        ("Ash Grove Primary School", "Complaints"),
    }
    assert "Former names: “Beech Lane High School” is now Beech Academy." in plan.lines()
    assert [row.reason for row in plan.rejected] == [
        "URN 100003 is St Mary's CofE School, and the row names “Ash Grove Primary School”",
        "there is no school with the URN 999999",
    ]


def test_namesakes_of_two_catalogues_are_told_apart_by_a_column_or_once_for_the_file(
    books: PolicyBooks, tmp_path: Path
) -> None:
    row = ("Ash Grove Primary School", "Charging & remissions policy", "1/10/2025")
    plain = csv_file(tmp_path / "a.csv", ("School", "Policy", "Approved"), row)
    plan = make_plan(books.store, plain)
    assert plan.undecided == ["northumberland", "dfe"]
    assert "several catalogues" in plan.rejected[0].reason
    chosen = make_plan(books.store, plain, Choices(catalogue="dfe"))
    by_column = csv_file(
        tmp_path / "b.csv", ("School", "Policy", "Approved", "Catalogue"), (*row, "Northumberland")
    )
    named = make_plan(books.store, by_column, Choices(catalogue="dfe"))
    by_key = {each["key"]: each["catalogue"] for each in books.store.find(Policy)}
    assert [by_key[step.policy] for step in chosen.steps] == ["dfe"]
    assert [by_key[step.policy] for step in named.steps] == ["northumberland"]


def test_the_catalogue_that_the_alliance_of_the_school_chose_decides(
    books: PolicyBooks, tmp_path: Path
) -> None:
    from models.alliances.alliance import Alliance
    from models.memberships.membership import Membership

    school = books.store.find(School)[0]["key"]
    alliance = books.add(Alliance, name="North", catalogues="northumberland")
    books.add(Membership, school=school, alliance=alliance)
    file = csv_file(
        tmp_path / "a.csv",
        ("School", "Policy", "Approved"),
        ("Ash Grove Primary School", "Charging and remissions", "1/10/2025"),
    )
    (step,) = make_plan(books.store, file).steps
    policies = {each["key"]: each["catalogue"] for each in books.store.find(Policy)}
    assert policies[step.policy] == "northumberland"


def test_columns_can_be_put_right_and_a_file_without_a_needed_one_says_so(
    books: PolicyBooks, tmp_path: Path
) -> None:
    file = csv_file(
        tmp_path / "t.csv",
        ("Place", "Policy", "When governors met", "Website"),
        ("Ash Grove Primary School", "Complaints", "1/10/2025", "maybe"),
    )
    plan = make_plan(books.store, file)
    assert plan.missing == ["School"]
    assert "No column is read as School" in plan.lines()[0]
    right = {"Place": "school", "When governors met": "approved", "Website": ""}
    plan = bring_in(books.store, file, columns=right)
    assert len(plan.steps) == 1
    assert "1 column not used: “Website”." in plan.lines()


def test_a_row_that_says_nothing_yet_is_neither_new_nor_rejected(
    books: PolicyBooks, tmp_path: Path
) -> None:
    file = csv_file(
        tmp_path / "t.csv",
        ("School", "Policy", "Approved", "Notes"),
        ("Ash Grove Primary School", "Complaints", "", ""),
        ("Ash Grove Primary School", "Behaviour", "TBC", "ask in May"),
    )
    plan = make_plan(books.store, file)
    assert plan.lines()[0] == "0 new · 0 changed · 0 rejected · 0 unchanged · 2 blank"


def test_a_column_with_the_month_first_is_read_as_a_whole(
    books: PolicyBooks, tmp_path: Path
) -> None:
    file = csv_file(
        tmp_path / "t.csv",
        ("School", "Policy", "Approved"),
        ("Ash Grove Primary School", "Complaints", "09/13/2025"),
        ("Beech Lane High School", "Complaints", "09/01/2025"),
    )
    bring_in(books.store, file)
    assert {show_date(each["reviewed"]) for each in held(books.store).values()} == {
        "13/09/2025",
        "01/09/2025",
    }


def test_a_plan_that_somebody_overtook_is_not_carried_out(
    books: PolicyBooks, tmp_path: Path, open_store: Callable[..., Store]
) -> None:
    file = csv_file(
        tmp_path / "t.csv",
        ("School", "Policy", "Approved"),
        ("Ash Grove Primary School", "Complaints", "1/10/2025"),
    )
    plan = make_plan(books.store, file)
    (step,) = plan.steps
    books.hold(step.school, step.policy, date(2026, 1, 1))
    with pytest.raises(Clash, match="meanwhile"):
        carry_out(books.store, plan)
    assert len(books.store.find(Review)) == 1


def test_a_file_without_such_headings_is_refused_with_an_example(
    books: PolicyBooks, tmp_path: Path
) -> None:
    file = csv_file(tmp_path / "t.csv", ("Colour", "Weight"), ("red", "4"))
    with pytest.raises(Problem, match="School, Policy, Approved"):
        make_plan(books.store, file)


@given(st.permutations(FOREIGN))
def test_headings_mean_the_same_in_any_order(order: list[str]) -> None:
    meant = Headings({}).match(order)
    found = {order[at]: label_of(name) for name, at in meant.places.items()}
    assert found == dict(
        zip(
            FOREIGN,
            ("School", "Policy", "Approved", "Next review", "Approved by", "Minute", "Published",
             "Owner"),
            strict=True,
        )
    )  # fmt: skip
