"""Agreed texts that went out or were signed: they stay, and so does whose version is whose."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from models.alliances.agreed_text import AgreedText
from models.alliances.alliance import Alliance
from models.memberships.membership import Membership
from models.records.rules import Severity
from models.schools.school import School
from models.sharing.shared_item import SharedItem
from tests.books import BooksInMemory, messages_of, messages_on_removal

WARN = Severity.WARN
FIRST, SECOND = date(2024, 9, 1), date(2026, 9, 1)
SENT, SIGNED = date(2024, 10, 1), date(2024, 11, 1)


@pytest.fixture
def books() -> BooksInMemory:
    """Ash signed version 1, Birch was sent it, Cedar signed version 2; a protocol that holds."""
    books = BooksInMemory()
    books.add(Alliance, "north", name="Northern")
    books.add(Alliance, "south", name="Southern")
    for name, days in (
        ("Ash", {"statement_sent": SENT, "statement_signed": SIGNED, "stage": "member"}),
        ("Birch", {"statement_sent": SENT, "stage": "statement sent"}),
        ("Cedar", {"statement_signed": date(2026, 10, 1), "stage": "member"}),
    ):
        books.add(School, name, name=name)
        books.add(Membership, f"of {name}", school=name, alliance="north", **days)
    for version, agreed in (("1", FIRST), ("2", SECOND)):
        text: dict[str, Any] = {"version": version, "agreed": agreed, "text": "We work together."}
        books.add(AgreedText, version, alliance="north", what="statement", **text)
    books.add(AgreedText, "unused", alliance="south", what="statement", version="0", agreed=FIRST)
    books.add(AgreedText, "p", alliance="north", what="protocol", version="1", agreed=FIRST)
    return books


def changed(
    books: BooksInMemory, key: str, *severities: Severity, **new: Any
) -> list[tuple[str, str]]:
    text = books.get(AgreedText, key)
    assert text is not None
    return messages_of(books, AgreedText, text | new, *severities)


def test_a_text_that_somebody_signed_is_not_removed(books: BooksInMemory) -> None:
    ((attribute, why),) = messages_on_removal(books, AgreedText, "1")
    assert attribute == ""
    assert why.startswith("Statement of Commitment, version 1: Ash signed it on 01/11/2024.")
    assert "another version" in why
    assert messages_on_removal(books, AgreedText, "unused") == []


def test_a_text_that_only_went_out_is_not_removed_either(books: BooksInMemory) -> None:
    books.records[Membership] = [books.get(Membership, "of Birch") or {}]
    ((_, why),) = messages_on_removal(books, AgreedText, "1")
    assert "version 1: Birch was sent it on 01/10/2024." in why
    assert messages_on_removal(books, AgreedText, "2") == []


def test_the_memorandum_that_partners_signed_stays(books: BooksInMemory) -> None:
    books.add(AgreedText, "m", alliance="north", what="memorandum", version="1", agreed=FIRST)
    assert messages_on_removal(books, AgreedText, "m") == []
    books.records[Membership][0]["memorandum_signed"] = SECOND
    books.records[Membership][2]["memorandum_signed"] = SECOND
    ((_, why),) = messages_on_removal(books, AgreedText, "m")
    assert "Memorandum of understanding, version 1: 2 members signed it, the first on " in why


def test_the_day_of_a_text_does_not_pass_the_signatures_that_it_bears(books: BooksInMemory) -> None:
    assert changed(books, "1", agreed=SENT) == []
    ((attribute, why),) = changed(books, "1", agreed=date(2025, 1, 1))
    assert attribute == "agreed"
    assert why.startswith("Ash signed it on 01/11/2024: Agreed is 01/10/2024 or an earlier day.")
    assert [each[0] for each in changed(books, "1", alliance="south")] == ["alliance"]
    assert [each[0] for each in changed(books, "1", what="memorandum")] == ["what"]


def test_a_day_by_which_signatures_become_those_of_another_version_is_asked_about(
    books: BooksInMemory,
) -> None:
    assert changed(books, "2", WARN) == []
    assert changed(books, "2", agreed=date(2026, 11, 1)) == [], "a slip can be put right"
    for agreed, who in ((date(2026, 11, 1), "Cedar counts as having version 1"),
                        (date(2024, 9, 20), "2 members count as having version 2")):  # fmt: skip
        ((attribute, why),) = changed(books, "2", WARN, agreed=agreed)
        assert attribute == "agreed"
        assert why.startswith(who)
    late = {"alliance": "north", "what": "statement", "version": "1a", "agreed": date(2024, 9, 20)}
    ((_, why),) = messages_of(books, AgreedText, late, WARN)
    assert why.startswith("2 members count as having version 1a")
    assert messages_of(books, AgreedText, late | {"agreed": date(2026, 11, 1)}, WARN) == []


def test_other_words_of_a_text_that_was_signed_are_asked_about(books: BooksInMemory) -> None:
    ((attribute, why),) = changed(books, "1", WARN, text="We compete.")
    assert attribute == "text"
    assert why.startswith("Ash signed it on 01/11/2024, with the words as they were.")
    books.add(AgreedText, "own", alliance="south", what="statement", version="7", text="Ours.")
    assert changed(books, "own", WARN, text="Theirs.") == []


def test_whoever_removes_a_protocol_is_told_what_was_shared_under_it(books: BooksInMemory) -> None:
    assert messages_on_removal(books, AgreedText, "p", WARN) == []
    books.add(SharedItem, "item", alliance="north", item="Results", shared=SIGNED)
    assert messages_on_removal(books, AgreedText, "p", WARN) == [
        ("", "1 item was shared under this protocol.")
    ]
    assert messages_on_removal(books, AgreedText, "p") == []
