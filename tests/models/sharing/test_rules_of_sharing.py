"""Whose data may be shared: with a name and a purpose, while the signature stands, of no pupil."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from models.alliances.agreed_text import AgreedText
from models.alliances.alliance import Alliance
from models.memberships.membership import Membership
from models.records.record import Values
from models.records.rules import Finding, Severity, findings
from models.schools.school import School
from models.sharing.shared_item import SharedItem
from tests.books import TODAY, BooksInMemory

SIGNED, LEFT, BACK = date(2024, 9, 2), date(2025, 7, 20), date(2026, 3, 1)
ITEM = {"item": "Results by department", "purpose": "To find who leads"}


@pytest.fixture
def books() -> BooksInMemory:
    """Ash signed for Northern, left and came back; Beech only talks with it; a protocol holds."""
    books = BooksInMemory()
    for name in ("Northern", "Southern"):
        books.add(Alliance, name, name=name)
    for name in ("Ash", "Beech"):
        books.add(School, name, name=name)
    ash = {"school": "Ash", "alliance": "Northern"}
    books.add(
        Membership, "first", **ash, stage="left", statement_signed=SIGNED, signatory="A", left=LEFT
    )
    books.add(Membership, "second", **ash, stage="member", statement_signed=BACK, signatory="A")
    books.add(Membership, "talks", school="Beech", alliance="Northern", stage="in discussion")
    books.add(
        AgreedText, "protocol", alliance="Northern", what="protocol", version="1", agreed=SIGNED
    )
    return books


def found(books: BooksInMemory, **values: Any) -> list[Finding]:
    """What the rules say of a shared item of Northern with these values."""
    given: Values = {"alliance": "Northern", "data_class": "school", "shared": TODAY, **ITEM}
    return list(findings(SharedItem, given | values, books))


def test_data_of_a_school_that_has_signed_are_shared_for_a_purpose(books: BooksInMemory) -> None:
    assert found(books, school="Ash") == []


def test_data_of_all_together_need_no_school_and_no_purpose(books: BooksInMemory) -> None:
    assert found(books, data_class="aggregate", purpose=None) == []


@pytest.mark.parametrize(
    ("values", "attribute", "said"),
    [
        ({"school": None}, "school", ["Whose data", "Aggregate"]),
        ({"school": "Ash", "purpose": None}, "purpose", ["purpose", "for example"]),
        ({"school": "Ash", "data_class": "aggregate"}, "school", ["Ash", "no school can be told"]),
        (
            {"school": "Ash", "shared": TODAY + timedelta(days=1)},
            "shared",
            ["22/11/2026", "still to come", "today"],
        ),
        ({"school": "Beech"}, "school", ["Beech has not signed", "Northern", "aggregate"]),
        (
            {"school": "Ash", "shared": SIGNED - timedelta(days=1)},
            "school",
            ["Ash signed", "02/09/2024", "01/09/2024", "aggregate"],
        ),
        (
            {"school": "Ash", "shared": LEFT + timedelta(days=1)},
            "school",
            ["Ash left Northern on 20/07/2025", "signed again on 01/03/2026", "21/07/2025"],
        ),
        ({"school": "Ash", "alliance": "Southern"}, "school", ["Ash has not signed", "Southern"]),
    ],
)
def test_what_may_not_be_shared_is_refused_in_words(
    values: Values, attribute: str, said: list[str], books: BooksInMemory
) -> None:
    refused = [each for each in found(books, **values) if each.severity is Severity.REFUSE]
    assert [each.attribute for each in refused] == [attribute]
    for words in said:
        assert words in refused[0].message


@pytest.mark.parametrize("day", [SIGNED, LEFT, BACK, TODAY])
def test_the_days_of_signing_and_leaving_count_in_both_periods(
    day: date, books: BooksInMemory
) -> None:
    assert found(books, school="Ash", shared=day) == []


@pytest.mark.parametrize("stage", ["paused", "leaving", "strategic partner"])
def test_a_signature_stands_while_a_school_rests_or_is_about_to_leave(
    stage: str, books: BooksInMemory
) -> None:
    books.add(
        Membership,
        "signed",
        school="Beech",
        alliance="Northern",
        stage=stage,
        statement_signed=SIGNED,
    )
    assert found(books, school="Beech") == []


def test_a_membership_that_ended_on_an_unknown_day_ended_with_its_last_stage(
    books: BooksInMemory,
) -> None:
    books.add(
        Membership,
        "signed",
        school="Beech",
        alliance="Northern",
        stage="declined",
        statement_signed=SIGNED,
        since=LEFT,
    )
    assert found(books, school="Beech", shared=LEFT) == []
    (refused,) = found(books, school="Beech")
    assert "Beech left Northern on 20/07/2025" in refused.message


def test_sharing_without_an_agreed_protocol_is_warned(books: BooksInMemory) -> None:
    (warned,) = found(books, alliance="Southern", data_class="aggregate")
    assert warned[:2] == (Severity.WARN, "alliance")
    assert "Southern had no data-sharing protocol on 21/11/2026" in warned.message
    early = SIGNED - timedelta(days=1)
    (warned,) = found(books, data_class="aggregate", shared=early)
    assert "01/09/2024" in warned.message


@pytest.mark.parametrize(
    ("attribute", "words"),
    [
        ("purpose", "Checked against the date of birth"),
        ("purpose", "To compare results by pupil"),
        ("notes", "Names of pupils on page two"),
        *(
            ("item", words)
            for words in (
                "CHILDREN'S DATA",
                "childrens data",
                "SEN register",
                "SEND list",
                "Individual results",
                "Average results per pupil",
                "Attainment by pupil group",
                "Results without pupil names",
                "Results of student Council",
                "List of the students",
                "Class list",
                "Data on our children",
                "D.O.B.",
                "DOB",
                "Looked-after children",
                "Child protection files",
                "Free school meals list",
                "Learners’ details",
                "EHCPs",
                "Results with names",
                "Parents' addresses",
                "Learner photographs",
            )
        ),
        ("shared_with", "Whoever has the pupils' files"),
    ],
)
def test_what_sounds_like_data_of_pupils_is_warned(
    attribute: str, words: str, books: BooksInMemory
) -> None:
    (warned,) = found(books, school="Ash", **{attribute: words})
    assert warned[:2] == (Severity.WARN, attribute)
    assert "never shared and not kept here" in warned.message


@pytest.mark.parametrize(
    ("attribute", "words", "quoted"),
    [
        ("item", "Results of pupil Amy Smith", "pupil Amy Smith"),
        ("item", "Pupil Amy Smith", "Pupil Amy Smith"),
        ("item", "Student: Amy Smith", "Student: Amy Smith"),
        ("item", "Results of Pupil Amy Smith", "Pupil Amy Smith"),
        ("item", "Amy Smith (pupil): marks", "Amy Smith (pupil)"),
        ("item", "Marks of pupils Amy Smith and Tom Jones", "pupils Amy Smith"),
        ("item", "Attendance of pupil no. 12", "pupil no. 12"),
        ("purpose", "To help the child Amy", "child Amy"),
        ("notes", "Shown to the mother of pupil A. Smith", "pupil A. Smith"),
        *(
            ("item", words, words.split()[-1])
            for words in (
                "List with pupil names",
                "Marks by UPN",
                "Pupils’ names",
                "Pupil-names",
                "Individual pupils",
                "Results by pupil",
                "Marks of each child",
                "Names of Year 6 children",
                "Names and marks of pupils",
                "A pupil's results",
                "Scores per candidate",
                "Pupils by name",
            )
        ),
        ("item", "Pupil-level attainment", "Pupil-level"),
        ("item", "Date of birth", "Date of birth"),
    ],
)
def test_what_is_plainly_of_single_pupils_is_refused_and_says_what_may_be_shared(
    attribute: str, words: str, quoted: str, books: BooksInMemory
) -> None:
    (refused,) = found(books, school="Ash", **{attribute: words})
    assert refused[:2] == (Severity.REFUSE, attribute)
    if " " in quoted:
        assert refused.message.startswith(f"“{quoted}” is about single pupils")
    assert f"{quoted}” is about single pupils" in refused.message
    assert "share a count or an average" in refused.message


@pytest.mark.parametrize(
    "words",
    [
        "Pupil Premium spending",
        "Pupil Voice Survey",
        "Student Teacher placements",
        "Blue Coat, pupil numbers",
        "Exchange of pupils at Holy Trinity",
        "Results of pupils on free meals",
        "Pupil Progress Meetings",
        "Boys Football League",
        "Names of departments",
        "Upnor Road survey",
        "Number of pupils",
        "Percentage of pupils with SEN",
        "Pupil premium spending",
        "Names of student teachers",
        "Attendance of heads",
        "GCSE results by department",
    ],
)
def test_what_is_no_record_of_a_pupil_is_not_warned(words: str, books: BooksInMemory) -> None:
    assert found(books, school="Ash", item=words) == []


def test_a_day_of_leaving_before_what_was_shared_is_warned(books: BooksInMemory) -> None:
    books.add(SharedItem, "item", alliance="Northern", school="Ash", shared=TODAY, **ITEM)
    second = books.get(Membership, "second")
    assert second is not None
    ended = second | {"stage": "left", "left": TODAY - timedelta(days=5)}
    said = [each.message for each in findings(Membership, ended, books, (Severity.WARN,))]
    assert any("1 item was shared of Ash" in each and "21/11/2026" in each for each in said)
    kept = [each.message for each in findings(Membership, second, books, (Severity.WARN,))]
    assert not any("shared of Ash" in each for each in kept)
