"""Shares in services: of a post no more than there is, one at a time, actual after a year."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.alliances.alliance import Alliance
from models.memberships.membership import Membership
from models.records.rules import Severity
from models.schools.school import School
from models.services.share import Share
from models.services.shared_service import SharedService
from tests.books import TODAY, BooksInMemory, messages_of

SCHOOLS = ("Ash", "Beech", "Cedar", "Dale")


def books_with(*shares: dict[str, Any], kind: str = "post") -> BooksInMemory:
    """Ash, Beech and Cedar signed for Northern, Dale talks with it; a service with these shares."""
    books = BooksInMemory()
    books.add(Alliance, "Northern", name="Northern")
    for name in SCHOOLS:
        books.add(School, name, name=name)
        stage = "in discussion" if name == "Dale" else "member"
        books.add(Membership, f"of {name}", school=name, alliance="Northern", stage=stage)
    books.add(
        SharedService, "manager", alliance="Northern", title="Manager", kind_of_service=kind,
        status="running",
    )  # fmt: skip
    for number, share in enumerate(shares):
        books.add(Share, f"share {number}", **{"service": "manager", "part": "uses"} | share)
    return books


def refused(books: BooksInMemory, **share: Any) -> list[tuple[str, str]]:
    return messages_of(books, Share, {"service": "manager", "part": "uses"} | share)


def test_the_parts_of_a_post_come_to_one_post_and_no_more() -> None:
    books = books_with({"school": "Ash", "fte": 60}, {"school": "Beech", "fte": 30})
    assert refused(books, school="Cedar", fte=10) == []
    ((attribute, said),) = refused(books, school="Cedar", fte=11)
    assert attribute == "fte"
    assert "0.9 of this post" in said
    assert "at most 0.1 is left" in said


def test_a_part_that_has_ended_is_free_for_another_school() -> None:
    books = books_with({"school": "Ash", "fte": 100, "ended": date(2026, 8, 31)})
    assert refused(books, school="Beech", fte=100, began=date(2026, 8, 31)) == []
    assert refused(books, school="Beech", fte=100, began=date(2026, 8, 30)) != []


@given(st.lists(st.tuples(st.integers(1, 100), st.integers(0, 6), st.integers(1, 6)), max_size=4))
def test_whatever_is_taken_no_day_has_more_than_one_post(
    parts: list[tuple[int, int, int]],
) -> None:
    taken: list[dict[str, Any]] = []
    for school, (fte, start, months) in zip(SCHOOLS, parts, strict=False):
        began, ended = date(2026, 1 + start, 1), date(2026, 1 + start + months // 2, 28)
        share = {"school": school, "fte": fte, "began": began, "ended": ended}
        if not any(attribute == "fte" for attribute, _ in refused(books_with(*taken), **share)):
            taken.append(share)
    for month in range(1, 13):
        day = date(2026, month, 15)
        on_it = [each["fte"] for each in taken if each["began"] <= day < each["ended"]]
        assert sum(on_it) <= 100
    # What was refused was over it on some day.
    assert len(taken) == len(parts[: len(SCHOOLS)]) or sum(fte for fte, _, _ in parts) > 100


def test_only_a_post_is_shared_in_fte() -> None:
    books = books_with(kind="licence")
    ((attribute, said),) = refused(books, school="Ash", fte=50)
    assert (attribute, "no shared post" in said) == ("fte", True)


def test_a_school_has_one_share_at_a_time_and_one_school_leads() -> None:
    books = books_with({"school": "Ash", "part": "leads", "began": date(2025, 9, 1)})
    assert refused(books, school="Ash")[0][0] == "school"
    ((attribute, said),) = refused(books, school="Beech", part="leads")
    assert attribute == "part"
    assert said.startswith("Ash leads")


def test_a_school_that_has_not_signed_is_interested_and_no_more() -> None:
    books = books_with()
    assert refused(books, school="Dale", part="interested") == []
    ((attribute, said),) = refused(books, school="Dale")
    assert attribute == "part"
    assert "In discussion" in said


@pytest.mark.parametrize(
    ("began", "checked", "attribute"),
    [
        (date(2025, 9, 1), date(2026, 9, 1), None),
        (date(2025, 9, 1), date(2026, 8, 31), "checked"),
        (None, date(2026, 9, 1), "began"),
        (date(2024, 9, 1), date(2026, 12, 1), "checked"),
    ],
)
def test_figures_are_actual_once_a_year_has_closed(
    began: date | None, checked: date, attribute: str | None
) -> None:
    found = refused(books_with(), school="Ash", began=began, checked=checked)
    assert [each for each, _ in found] == ([attribute] if attribute else [])


@pytest.mark.parametrize(
    ("notice", "reported"),
    [
        (TODAY, True),
        # Spring 1 ends on 12/02/2027: the half-term after that of today.
        (date(2027, 2, 12), True),
        (date(2027, 2, 13), False),
        (date(2026, 11, 20), False),
    ],
)
def test_notice_is_reported_within_a_half_term(notice: date, reported: bool) -> None:
    values = {
        "alliance": "Northern", "title": "Broadband", "status": "running", "notice_by": notice
    }  # fmt: skip
    found = messages_of(books_with(), SharedService, values, Severity.REPORT)
    assert [each for each, _ in found] == (["notice_by"] if reported else [])
