"""The letter to sign: which text, what is filled in, and how it is written."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from data.letters import (
    as_plain_text,
    letter_of,
    newest_text,
    to_be_signed,
    write_letters,
)
from data.problems import Problem
from data.store import Store
from models.agreed_texts import AgreedText
from models.alliances import Alliance, Membership
from models.people import Person, Post
from models.schools import School
from tests.conftest import TODAY

ALLIANCE, ASH, AMINA, OF_ASH = (letter * 32 for letter in "abcd")
WITH_PLACES = (
    "# Statement\n\nI, {head}, {role} of {school} (URN {urn}), {address}, commit to version "
    "{version} of {alliance} on {date}."
)


@pytest.fixture
def books(store: Store) -> Store:
    """Ash Grove, led by Amina Rahman, in an alliance that has no texts yet."""
    with store.operation("Begin") as change:
        change.add(Alliance, {"name": "Northern"}, ALLIANCE)
        change.add(
            School,
            {"name": "Ash Grove", "urn": "100001", "street": "1 High Street", "town": "Oldham",
             "postcode": "OL1 3SQ"},
            ASH,
        )  # fmt: skip
        change.add(Person, {"name": "Amina Rahman"}, AMINA)
        change.add(Post, {"person": AMINA, "role": "headteacher", "school": ASH})
        change.add(Membership, {"alliance": ALLIANCE, "school": ASH}, OF_ASH)
    return store


def agree(store: Store, text: str | None, version: str = "1", **values: Any) -> None:
    whole = {"alliance": ALLIANCE, "what": "statement", "version": version, "text": text}
    with store.operation("Agree") as change:
        change.add(AgreedText, whole | values)


def set_school(store: Store, **values: Any) -> None:
    with store.operation("Set") as change:
        change.set(School, ASH, values)


def test_the_particulars_of_the_school_stand_where_the_text_names_them(books: Store) -> None:
    agree(books, WITH_PLACES)
    letter = letter_of(books, OF_ASH)
    assert letter.text == (
        "# Statement\n\nI, Amina Rahman, Headteacher of Ash Grove (URN 100001), 1 High Street, "
        "Oldham, OL1 3SQ, commit to version 1 of Northern on 21/11/2026.\n"
    )
    assert letter.remarks == []


def test_what_the_books_do_not_have_is_left_to_be_written_in_and_said(books: Store) -> None:
    set_school(books, urn=None)
    agree(books, "{school}, URN {urn}")
    letter = letter_of(books, OF_ASH)
    assert "URN ……" in letter.text
    assert letter.remarks == ["Left to be written in for Ash Grove: urn."]


def test_a_placeholder_that_is_not_known_stays_and_is_said(books: Store) -> None:
    agree(books, "{school} and {headmaster}")
    letter = letter_of(books, OF_ASH)
    assert letter.text == "Ash Grove and {headmaster}\n"
    assert letter.unknown == ("headmaster",)
    assert "{headmaster}" in letter.remarks[0]


def test_a_text_without_places_gets_a_letter_around_it(books: Store) -> None:
    agree(books, "We work together.", version="2026")
    text = as_plain_text(letter_of(books, OF_ASH).text)
    assert text.startswith("Amina Rahman, Headteacher\nAsh Grove\n1 High Street, Oldham, OL1 3SQ\n")
    for words in ("Dear Amina Rahman,", "version 2026", "We work together.", "Signature: ……",
                  "Signed for Ash Grove (URN 100001):", "Signed as: Headteacher"):  # fmt: skip
        assert words in text


def test_the_version_that_holds_today_is_the_one_to_sign(books: Store) -> None:
    agree(books, "Old", "1", agreed=date(2024, 9, 1))
    agree(books, "New", "2", agreed=date(2026, 9, 1))
    agree(books, "To come", "3", agreed=date(2027, 9, 1))
    found = newest_text(books, ALLIANCE, "statement")
    assert found is not None
    assert found["version"] == "2"


@pytest.mark.parametrize(
    ("statement", "memorandum", "what"),
    [(None, None, "statement"), (TODAY, None, "memorandum"), (TODAY, TODAY, "statement")],
)
def test_after_the_statement_the_memorandum_is_signed(
    statement: date | None, memorandum: date | None, what: str
) -> None:
    values = {"statement_signed": statement, "memorandum_signed": memorandum}
    assert to_be_signed(values) == what


def test_without_a_text_or_without_words_it_is_said_where_to_put_them(books: Store) -> None:
    with pytest.raises(Problem, match="Northern has none\\. Put it under Texts"):
        letter_of(books, OF_ASH)
    agree(books, None)
    with pytest.raises(Problem, match="no words in version 1"):
        letter_of(books, OF_ASH)


def test_names_with_markup_are_names_in_every_format(books: Store) -> None:
    set_school(books, name="St *Anne* <b>[x](y)</b> & {head}")
    agree(books, "For {school}.")
    letters = [letter_of(books, OF_ASH)]
    assert "St *Anne* &lt;b&gt;[x](y)&lt;/b&gt; &amp; {head}" in write_letters(
        letters, "html"
    ).decode().replace("\n", " ")
    assert as_plain_text(letters[0].text) == "For St *Anne* <b>[x](y)</b> & {head}.\n"


def test_a_page_runs_nothing_and_fetches_nothing(books: Store) -> None:
    agree(books, "{school} <script>alert(1)</script> ![x](https://a.example/x.png)")
    page = write_letters([letter_of(books, OF_ASH)], "html").decode()
    assert "<script" not in page
    assert "<img" not in page


def test_several_letters_stand_on_pages_of_their_own(books: Store) -> None:
    agree(books, WITH_PLACES)
    letter = letter_of(books, OF_ASH)
    assert write_letters([letter, letter], "html").decode().count("<article>") == 2
    assert write_letters([letter, letter], "text").decode().count("\f") == 1


def test_plain_text_keeps_headings_lists_and_lines(books: Store) -> None:
    text = as_plain_text("# Aims\n\nWe **share**:\n\n- time\n- people\n\n1. first\n2. second\n")
    assert text == "Aims\n====\n\nWe share:\n\n- time\n\n- people\n\n1. first\n\n2. second\n"


def test_a_letter_is_no_table(books: Store) -> None:
    with pytest.raises(Problem, match="Web page"):
        write_letters([], "xlsx")


def test_a_text_that_is_still_to_hold_can_be_signed_where_there_is_no_other(books: Store) -> None:
    agree(books, "To come for {school}", "1", agreed=date(2027, 9, 1))
    assert letter_of(books, OF_ASH).text == "To come for Ash Grove\n"


def test_where_there_is_no_memorandum_a_member_gets_the_statement(books: Store) -> None:
    agree(books, "Statement for {school}")
    with books.operation("Sign") as change:
        new: dict[str, Any] = {"stage": "member", "statement_signed": TODAY, "signatory": "A"}
        change.set(Membership, OF_ASH, new)
    assert letter_of(books, OF_ASH).text == "Statement for Ash Grove\n"
    agree(books, "Memorandum for {school}", what="memorandum")
    assert letter_of(books, OF_ASH).text == "Memorandum for Ash Grove\n"
