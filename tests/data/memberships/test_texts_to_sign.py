"""The letter to sign: which text, what is filled in, and how it is written."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from data.exports.markdown_blocks import plain_text
from data.memberships.texts_to_sign import letter_of, newest_text, to_be_signed
from data.problems import Problem
from data.store.store import Store
from models.alliances.agreed_text import PLACEHOLDERS, AgreedText
from models.alliances.alliance import Alliance
from models.memberships.membership import Membership
from models.people.person import Person
from models.people.post import Post
from models.schools.organisation import Organisation
from models.schools.school import School
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
             "postcode": "OL1 3SQ", "local_authority": "353"},
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


FOOT = "\n\n*Statement of Commitment of Northern, version 1*\n"
"""What stands at the foot of a letter whose words do not say which version they are."""


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
    assert letter.remarks == ["Left to be written in for Ash Grove: URN."]


@pytest.mark.parametrize("typed", ["{headmaster}", "{{headmaster}}", "{ headmaster }", "{}"])
def test_what_cannot_be_filled_in_is_a_dotted_line_and_never_stands_there_raw(
    books: Store, typed: str
) -> None:
    agree(books, f"{{school}} and {typed}")
    letter = letter_of(books, OF_ASH)
    assert letter.text == f"Ash Grove and {'…' * 16}{FOOT}"
    assert letter.unknown == (("headmaster",) if "head" in typed else ("",))
    assert "{school}, {urn}" in letter.remarks[0]


@pytest.mark.parametrize(
    "typed", ["{Local-Authority}", "{local_authority}", "{{ local  authority }}"]
)
def test_a_placeholder_may_be_typed_in_several_ways(books: Store, typed: str) -> None:
    agree(books, f"In {typed}")
    assert letter_of(books, OF_ASH).text == f"In Oldham{FOOT}"


def test_every_placeholder_is_filled_in_or_a_line_to_write_on(books: Store) -> None:
    agree(books, "\n".join(f"{name}: {{{name}}}" for name in PLACEHOLDERS))
    letter = letter_of(books, OF_ASH)
    assert "{" not in letter.text
    assert f"signature: {'…' * 32}" in letter.text
    assert (letter.unknown, letter.missing) == ((), ("hub",))


def test_an_organisation_is_asked_for_no_number_of_a_school(books: Store) -> None:
    agree(books, "{school}, {urn}, {local authority}")
    with books.operation("Join") as change:
        university = change.add(Organisation, {"name": "Millstream"})
        member = change.add(Membership, {"alliance": ALLIANCE, "organisation": university})
    letter = letter_of(books, member)
    assert letter.text == f"Millstream, not applicable, not applicable{FOOT}"
    assert letter.remarks == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Signed by {haed}", "Perhaps {head}?"),
        ("Signed by {headmaster of the school}", "It fills in {school}, {urn}, {address}"),
        ("Signed by {head", "A brace is open and not closed"),
    ],
)
def test_what_a_letter_cannot_fill_in_is_said_when_the_text_is_saved(
    books: Store, words: str, said: str
) -> None:
    whole: dict[str, Any] = {"alliance": ALLIANCE, "what": "statement", "version": "1"}
    with books.operation("Agree") as change:
        key = change.add(AgreedText, whole | {"text": words})
    (warning,) = change.warnings
    assert warning.attribute == "text"
    assert said in warning.message
    with books.operation("Correct") as change:
        change.set(AgreedText, key, {"text": "Signed by {head}, {Local authority}"})
    assert change.warnings == []


def test_the_foot_of_a_letter_says_which_version_it_is(books: Store) -> None:
    agree(books, "For {school}.", "2026/a", agreed=date(2026, 9, 1))
    foot = "Statement of Commitment of Northern, version 2026/a of 01/09/2026"
    letter = letter_of(books, OF_ASH)
    assert letter.text.endswith(f"*{foot}*\n")
    assert letter.title == "Statement of Commitment of Northern, version 2026/a"


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


def test_names_with_markup_are_names(books: Store) -> None:
    set_school(books, name="St *Anne* <b>[x](y)</b> & {head}")
    agree(books, "For {school}.")
    plain = plain_text(letter_of(books, OF_ASH).text)
    assert plain.startswith("For St *Anne* <b>[x](y)</b> & {head}.\n")
    assert "{head}" in plain, "a name is no text with places"


def test_a_text_that_is_still_to_hold_can_be_signed_where_there_is_no_other(books: Store) -> None:
    agree(books, "To come for {school}", "1", agreed=date(2027, 9, 1))
    assert letter_of(books, OF_ASH).text.startswith("To come for Ash Grove\n")


def test_where_there_is_no_memorandum_a_member_gets_the_statement(books: Store) -> None:
    agree(books, "Statement for {school}")
    with books.operation("Sign") as change:
        new: dict[str, Any] = {"stage": "member", "statement_signed": TODAY, "signatory": "A"}
        change.set(Membership, OF_ASH, new)
    assert letter_of(books, OF_ASH).text == f"Statement for Ash Grove{FOOT}"
    agree(books, "Memorandum for {school}", what="memorandum")
    memorandum = letter_of(books, OF_ASH)
    assert memorandum.text.startswith("Memorandum for Ash Grove\n")
    assert memorandum.before == "", "it has still to be signed"


def test_it_is_said_when_a_letter_was_signed_already_or_the_member_has_left(books: Store) -> None:
    agree(books, "Statement for {school}")
    assert letter_of(books, OF_ASH).before == ""
    signed = date(2025, 9, 1)
    with books.operation("Sign") as change:
        new: dict[str, Any] = {"stage": "member", "statement_signed": signed, "signatory": "A",
                               "enquired": signed}  # fmt: skip
        change.set(Membership, OF_ASH, new)
    said = "Ash Grove signed the Statement of Commitment on 01/09/2025"
    assert letter_of(books, OF_ASH).before == said
    with books.operation("Leave") as change:
        change.set(Membership, OF_ASH, {"stage": "left", "left": TODAY,
                                        "reason_for_leaving": "cost"})  # fmt: skip
    assert letter_of(books, OF_ASH).before == "Ash Grove left on 21/11/2026"


def test_a_letter_of_a_newer_version_says_which_one_was_signed(books: Store) -> None:
    agree(books, "Old", "1", agreed=date(2024, 9, 1))
    signed = date(2024, 10, 1)
    with books.operation("Sign") as change:
        new: dict[str, Any] = {"stage": "member", "statement_signed": signed, "signatory": "A",
                               "enquired": signed}  # fmt: skip
        change.set(Membership, OF_ASH, new)
    letter = letter_of(books, OF_ASH)
    assert (letter.which, letter.signed) == (
        "Statement of Commitment, version 1", "signed: 01/10/2024",
    )  # fmt: skip
    agree(books, "New", "2", agreed=date(2026, 9, 1))
    letter = letter_of(books, OF_ASH)
    assert letter.which == "Statement of Commitment, version 2"
    assert letter.signed == "signed: version 1, 01/10/2024"
    assert letter.before.endswith("signed the Statement of Commitment on 01/10/2024, version 1")


def test_a_school_that_shares_its_name_signs_under_its_own_name_with_its_urn(books: Store) -> None:
    with books.operation("Add") as change:
        change.add(School, {"name": "Ash Grove", "urn": "100002", "status": "2"})
    agree(books, "For {school}, version {version}: {signature}")
    text = letter_of(books, OF_ASH).text
    assert text.startswith("For Ash Grove, version 1: …")
    assert text.endswith("\n\n*Ash Grove, URN 100001*\n")
    agree(books, WITH_PLACES, "2", agreed=TODAY)
    assert "Headteacher of Ash Grove (URN 100001), 1 High Street" in letter_of(books, OF_ASH).text
    assert letter_of(books, OF_ASH).member == "Ash Grove, open, URN 100001"
