"""Cells of which more than one thing may be meant: what is taken is told, and can be put right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from data.imports.corrections import Corrections
from data.imports.importing import carry_out, plan
from data.store.store import Store
from models.alliances.alliance import Alliance
from models.events.event import Event
from models.meetings.meeting import Meeting
from models.people.person import Person
from models.people.post import Post
from models.policies.policy import Policy
from models.schools.school import School

Written = Callable[..., Path]


@pytest.fixture
def post_file(store: Store, written: Written) -> Path:
    carry_out(store, plan(store, School, written(["Name"], ["Ash School"])))
    return written(
        ["Person", "Role", "School", "From", "Until"],
        ["Ann Ash", "Headteacher", "Ash School", "Sept 2021", ""],
        ["Bea Bee", "SENCO", "Ash School", "2022/23", "Spring term 2024"],
        ["Cy Cole", "Bursar", "Ash School", "1 Oct", ""],
        ["Di Dale", "Bursar", "Ash School", "01/10/2020 00:00", "2nd Oct 24"],
    )


def test_a_month_term_or_school_year_is_its_first_day_or_its_last_and_that_is_told(
    store: Store, post_file: Path
) -> None:
    made = plan(store, Post, post_file)
    assert [(each["began"], each["ended"]) for each in made.additions] == [
        (date(2021, 9, 1), None),
        (date(2022, 9, 1), date(2024, 3, 28)),
        (date(2026, 10, 1), None),
        (date(2020, 10, 1), date(2024, 10, 2)),
    ]
    assert (
        "From: “Sept 2021” is read as 01/09/2021, the first day of that month (1 row); “2022/23” "
        "is read as 01/09/2022, the first day of that school year (1 row); “1 Oct” is read as "
        "01/10/2026, as it names no year (1 row)."
    ) in made.lines()
    assert (
        "Until: “Spring term 2024” is read as 28/03/2024, the last day of that term (1 row)."
        in made.lines()
    )


def test_an_assumed_day_can_be_put_right_and_one_that_stands_within_it_stays(
    store: Store, post_file: Path
) -> None:
    right = Corrections().with_value("From", "Sept 2021", "13/09/2021")
    made = plan(store, Post, post_file, corrections=right)
    assert made.additions[0]["began"] == date(2021, 9, 13)
    assert "Sept 2021" not in " ".join(made.lines())
    carry_out(store, made)
    assert plan(store, Post, post_file, corrections=Corrections()).unchanged == 4


def test_a_meeting_is_on_a_day_and_a_month_is_none(store: Store, written: Written) -> None:
    made = plan(store, Meeting, written(["Title", "Date"], ["Heads", "Sept 2021"]))
    assert "it names a month and no day" in made.rejected[0].reason


@pytest.mark.parametrize(
    ("heading", "typed", "read"),
    [
        ("Email", "a@x.example; b@y.example", "a@x.example"),
        ("Email", "a@x.example\nb@y.example", "a@x.example"),
        ("Email", "office@x.example (office)", "office@x.example"),
        ("Telephone", "0161 770 4000 / 07700 900123", "0161 770 4000"),
        ("Telephone", "0161 770 4000 07700 900123", "0161 770 4000"),
        ("Telephone", "+44 (0)161 770 4000 or 4001", "+44 (0)161 770 4000"),
        ("Telephone", "770 4000, 770 4001", "770 4000"),
        ("Telephone", "07700 900123 (mobile)", "07700 900123"),
    ],
)
def test_of_several_addresses_or_numbers_the_first_is_taken_and_the_notes_keep_all(
    store: Store, written: Written, heading: str, typed: str, read: str
) -> None:
    file = written(["Name", heading, "Notes"], ["Ann Ash", typed, "Away on Fridays"])
    made = plan(store, Person, file)
    kept = " ".join(typed.split())
    assert made.additions[0][heading.lower()] == read
    assert made.additions[0]["notes"] == f"Away on Fridays\n{heading}: {kept}"
    assert f"{heading}: “{kept}” is read as {read}, the first" in " ".join(made.lines())
    carry_out(store, made)
    assert plan(store, Person, file).unchanged == 1


def test_a_text_without_an_address_is_still_refused(store: Store, written: Written) -> None:
    made = plan(store, Person, written(["Name", "Email"], ["Ann Ash", "at home"]))
    assert "it is not an email address" in made.rejected[0].reason


@pytest.mark.parametrize(
    ("heading", "typed", "value"),
    [
        ("Pupils", "c. 200", 200),
        ("Pupils", "1.2k", 1_200),
        ("Pupils", "210 (Jan 25)", 210),
        ("Pupils", "about 1,050", 1_050),
        ("Nursery", "Yes (30 places)", True),
        ("Phase", "Primary (infants)", "primary"),
        ("Pupils", "210*", 210),
    ],
)
def test_a_figure_or_choice_with_a_remark_is_read_and_the_notes_keep_all(
    store: Store, written: Written, heading: str, typed: str, value: object
) -> None:
    made = plan(store, School, written(["Name", heading], ["Ash School", typed]))
    field = School.field_named(heading)
    assert field is not None
    added = made.additions[0]
    read = added[field.attribute]
    assert read == value or field.show(read).lower() == str(value)
    assert added["notes"] == f"{heading}: {typed}"
    assert f"{heading}: “{typed}” is read as" in " ".join(made.lines())


@pytest.mark.parametrize(
    "typed", ["50%", "(500)", "1.200,50", "1200-", "10-12", "3 (+2) k", "Y6", "c. 1.200", "10m"]
)
def test_a_figure_that_may_be_another_is_refused(
    store: Store, written: Written, typed: str
) -> None:
    made = plan(store, School, written(["Name", "Pupils"], ["Ash School", typed]))
    assert (made.additions, len(made.rejected)) == ([], 1)


def test_a_tick_is_yes_and_in_a_column_of_days_it_is_no_day(store: Store, written: Written) -> None:
    file = written(["Name", "Nursery", "Opened"], ["A", "✓", "no"], ["B", "✗", "Y"])
    made = plan(store, School, file)
    assert [(each["nursery"], each["opened"]) for each in made.additions] == [(True, None)]
    assert "Opened: 1 value could not be used and was left empty: “no” (line 2)." in made.notes
    assert "it says yes, and no day" in made.rejected[0].reason


def test_what_keeps_the_noughts_of_a_code_in_a_spreadsheet_is_taken_off(
    store: Store, written: Written
) -> None:
    rows = ["'A' School", "'100001", "'01617704000"], ['="B School"', '="100002"', ""]
    made = plan(store, School, written(["Name", "URN", "Telephone"], *rows))
    assert [(each["name"], each["urn"], each["telephone"]) for each in made.additions] == [
        ("'A' School", "100001", "01617704000"), ("B School", "100002", None),
    ]  # fmt: skip


def test_governors_of_any_role_come_in_and_the_notes_say_which(
    store: Store, written: Written
) -> None:
    carry_out(store, plan(store, School, written(["Name"], ["Ash School"])))
    made = plan(store, Post, written(
        ["Governor", "Role", "School", "Appointed", "Term ends"],
        ["Ann Ash (Chair)", "Chair of Governors", "Ash School", "01/09/23", "31/08/27"],
        ["Bo Bell", "Parent governor", "Ash School", "Sept 23", "Aug 27"],
        ["Vacancy", "Foundation governor", "Ash School", "", ""],
    ))  # fmt: skip
    assert [each["name"] for each in made.newcomers] == ["Ann Ash", "Bo Bell"]
    assert [(each["role"], each["ended"], each["notes"]) for each in made.additions] == [
        ("chair", date(2027, 8, 31), None),
        ("other", date(2027, 8, 31), "Role: Parent governor"),
    ]
    assert "it says that there is none yet" in made.rejected[0].reason


def test_a_name_with_a_remark_in_it_is_told(store: Store, written: Written) -> None:
    made = plan(store, Person, written(["Name"], ["Ann Ash (left July 24)"], ["Bo Bell"]))
    assert "“Ann Ash (left July 24)” is taken for a name as it stands." in made.notes


def test_cycles_in_words_are_read(store: Store, written: Written) -> None:
    said = ["every two years", "24 months", "three yearly", "Annually (Sept)", "as required"]
    file = written(["Policy", "Review cycle"], *([f"P{n}", each] for n, each in enumerate(said)))
    made = plan(store, Policy, file)
    read = [each["renewal"] for each in made.additions]
    assert read == ["2 years", "2 years", "3 years", "annual", "none"]
    assert "it is not one of the choices" in (
        plan(store, Policy, written(["Policy", "Review cycle"], ["P", "Bi-annual"]))
        .rejected[0]
        .reason
    )


def test_notes_below_a_table_are_no_schools_and_remarks_behind_a_name_are_told(
    store: Store, written: Written
) -> None:
    notes = ["* = academy", "Key: red is late", "Updated on 1/9/25", "Source: the office"]
    names = ["Ash School*", "Bay School (closed)", "Key Hill School", "St Mary's (Aided) School"]
    file = written(["School", "URN", "Town"], *([each] for each in (*names, *notes)))
    made = plan(store, School, file)
    assert [each["name"] for each in made.additions] == names
    assert [row.reason for row in made.rejected] == ["it is a note on the table"] * len(notes)
    assert [each.text for each in made.assumed] == names[:2]


def test_days_that_are_far_off_and_what_goes_on_are_told(store: Store, written: Written) -> None:
    carry_out(store, plan(store, School, written(["Name", "Opened"], ["Ash School", "1/9/1592"])))
    made = plan(store, Post, written(
        ["Person", "Role", "School", "From", "Until"],
        ["Ann Ash", "SENCO", "Ash School", "01/09/2094", "present"],
        ["Bo Bell", "SENCO", "Ash School", "01/09/1924", "ongoing"],
    ))  # fmt: skip
    assert [each.why for each in made.assumed] == [
        "read as 01/09/2094, which is far ahead", "read as 01/09/1924, which is long ago",
    ]  # fmt: skip
    assert [each["ended"] for each in made.additions] == [None, None]


def test_of_two_times_the_first_begins_and_the_last_ends(store: Store, written: Written) -> None:
    with store.operation("Add") as change:
        change.add(Alliance, {"name": "Ours"})
    file = written(
        ["Title", "Date", "Starts", "Ends", "Price for members", "Alliance"],
        ["Day", "12/09/2026", "9.30 - 15.30", "9.30 to 15.30", "FREE", "Ours"],
    )
    made = plan(store, Event, file)
    came = [(each["starts"], each["ends"], each["price_member"]) for each in made.additions]
    assert came == [("09:30", "15:30", 0)], made.lines()
