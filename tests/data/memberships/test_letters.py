"""The letter to sign: which text, what is filled in, and how it is written."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from data.memberships.letter_files import as_plain_text, file_names_of, write_letters
from data.memberships.letters import letter_of, newest_text, to_be_signed
from data.memberships.letters_to_sign import counted, letters_of_several
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
    assert foot in write_letters([letter], "html").decode()


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
    plain = as_plain_text(letters[0].text)
    assert plain.startswith("For St *Anne* <b>[x](y)</b> & {head}.\n")
    assert "{head}" in plain, "a name is no text with places"


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


def test_files_of_namesakes_have_names_of_their_own(books: Store) -> None:
    agree(books, "For {school}")
    letter = letter_of(books, OF_ASH)
    assert file_names_of([[letter], [letter]], TODAY, "md") == [
        "letter-ash-grove-2026-11-21.md", "letter-ash-grove-2026-11-21-2.md",
    ]  # fmt: skip
    assert file_names_of([[letter, letter]], TODAY, "html") == ["letter-2-members-2026-11-21.html"]


def test_a_table_of_a_text_is_a_table_of_the_page(books: Store) -> None:
    agree(books, "{school}\n\n| Data | May be shared |\n| --- | --- |\n| of a pupil | never |")
    page = write_letters([letter_of(books, OF_ASH)], "html").decode()
    assert "<td>never</td>" in page


# The letters of several


def join(store: Store, name: str, **values: Any) -> str:
    with store.operation("Join") as change:
        school = change.add(School, {"name": name})
        whole = {"alliance": ALLIANCE, "school": school, "enquired": date(2025, 1, 6)}
        return change.add(Membership, whole | values)


def of_members(store: Store) -> list[str]:
    """One that has the statement, two members, a partner, one that declined, in this order."""
    signed = {"statement_signed": date(2025, 9, 1), "signatory": "A. Head"}
    partner = {"stage": "strategic partner", "memorandum_signed": date(2026, 1, 5)}
    return [
        OF_ASH,
        join(store, "Birch", stage="member", **signed),
        join(store, "Cedar", stage="member", **signed),
        join(store, "Dale", **signed | partner),
        join(store, "Elm", stage="declined"),
    ]


def test_only_who_has_still_to_sign_is_waited_for_and_each_text_can_be_had_alone(
    books: Store,
) -> None:
    agree(books, "Statement for {school}")
    keys = of_members(books)
    found = letters_of_several(books, keys)
    assert counted(found.awaited) == "1 Statement of Commitment"
    assert [each.words for each in found.texts] == ["4 Statements of Commitment, 3 again"]
    assert [each.words for each in letters_of_several(books, keys[4:]).texts] == [
        "1 Statement of Commitment, all again"
    ]
    agree(books, "Memorandum for {school}", what="memorandum")
    found = letters_of_several(books, keys)
    assert found.awaited == ((OF_ASH, "statement"),), "no member has to become a partner"
    assert [each.words for each in found.texts] == [
        "3 memoranda, 1 again, 2 to become partners",
        "4 Statements of Commitment, 3 again",
    ]
    assert [each.membership for each in found.texts[0].letters] == keys[1:4]
    assert letters_of_several(books, [keys[0]]).texts == (), "it is just what is waited for"


def test_partners_of_old_books_without_a_memorandum_have_still_to_sign_it(books: Store) -> None:
    agree(books, "Statement for {school}")
    agree(books, "Memorandum for {school}", what="memorandum")
    keys = of_members(books)
    with books.database.writing():
        books.database.rows("UPDATE membership SET memorandum_signed = NULL")
    found = letters_of_several(books, keys)
    assert counted(found.awaited) == "1 Statement of Commitment, 1 memorandum"
    assert found.awaited == ((OF_ASH, "statement"), (keys[3], "memorandum"))


def test_letters_of_several_stand_in_the_order_in_which_they_are_wanted(books: Store) -> None:
    agree(books, "Statement for {school}")
    names = [join(books, name) for name in ("Gorse", "Birch", "Fir")]
    assert [each.membership for each in letters_of_several(books, names).awaited] == names
    with pytest.raises(Problem, match="removed meanwhile"):
        letters_of_several(books, ["f" * 32])
