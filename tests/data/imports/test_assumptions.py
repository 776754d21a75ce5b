"""Cells of which more than one thing may be meant: what is taken is told, and can be put right."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from data.imports.corrections import Corrections
from data.imports.importing import carry_out, plan
from data.store.store import Store
from models.meetings.meeting import Meeting
from models.people.person import Person
from models.people.post import Post
from models.schools.school import School

Written = Callable[..., Path]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    def write_rows(*rows: Sequence[str]) -> Path:
        file = tmp_path / "rows.csv"
        with file.open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened).writerows(rows)
        return file

    return write_rows


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
