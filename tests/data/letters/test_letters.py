"""Letters: to whom they go on their day, what they say, what is kept of them, in every format."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader

from data.exports.markdown_blocks import plain_text
from data.letters.alliances.composing import compose
from data.letters.alliances.keeping import initials, keep, with_references
from data.letters.files import FORMATS, content_of, files_of
from data.letters.letter import DOTS, Letter
from data.letters.memberships.wanted import Wanted, wanted
from data.letters.registry import LETTERS
from data.problems import Problem, Refused
from data.sample.store import open_sample
from data.store.store import Store
from models.alliances.alliance import Alliance
from models.alliances.letter import Letter as KeptLetter
from models.alliances.letter import LetterText, fields_of
from models.charges.charge import Charge
from models.charges.invoice import Invoice
from models.charges.payment import Payment
from models.memberships.membership import Membership
from models.people.post import Post
from models.records.letters import own_fields_of, titles_of_letters
from models.schools.organisation import Organisation
from models.schools.school import School
from tests.conftest import TODAY
from tests.data.exports.browser import tool

COPPERBECK, ASHENFOLD = "Copperbeck Academy (sample)", "Ashenfold High School (sample)"
MILLSTREAM = "Millstream University (sample)"


@pytest.fixture
def sample() -> Iterator[Store]:
    with open_sample(TODAY) as store:
        yield store


def letters_of(store: Store, name: str) -> list[Letter]:
    return [compose(store, LETTERS[name], each) for each in wanted(store, LETTERS[name]).recipients]


def letter_to(store: Store, name: str, place: str) -> Letter:
    (found,) = [each for each in letters_of(store, name) if each.recipient.place == place]
    return found


def key_of(store: Store, school: str) -> str:
    return str(store.find(School, name=school)[0]["key"])


def owe(store: Store, party: dict[str, str], number: str, net: int, ago: timedelta) -> None:
    """Let somebody owe an invoice of one line that was issued so long ago."""
    alliance = store.find(Alliance, name="The Northern Alliance")[0]["key"]
    of: dict[str, Any] = {"alliance": alliance, "direction": "to us", **party}
    with store.operation("An invoice") as change:
        invoice = change.add(Invoice, {**of, "number": number})
        day = TODAY - ago
        line = {"cause": f"Work {number}", "net": net, "vat": 0, "made": day, "invoice": invoice}
        change.add(Charge, {**of, "about": "other", **line})
        change.set(Invoice, invoice, {"issued": day})


def text_of(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def test_every_letter_that_may_have_words_of_its_own_can_be_written_and_the_other_way() -> None:
    assert list(titles_of_letters()) == list(LETTERS)


@pytest.mark.parametrize("name", list(LETTERS))
def test_a_letter_fills_in_just_the_fields_that_it_is_said_to(name: str, sample: Store) -> None:
    maker = LETTERS[name]
    found = wanted(sample, maker, anybody=True)
    for recipient in found.recipients:
        assert {*recipient.own, *recipient.blocks} == set(own_fields_of(name))
        letter = compose(sample, maker, recipient)
        assert letter.unknown == ()
        assert "{" not in letter.body + letter.subject + letter.slip


def test_a_reminder_says_since_when_and_how_many_weeks_and_what_to_do(sample: Store) -> None:
    letter = letter_to(sample, "reminder", COPPERBECK)
    text = " ".join(plain_text(letter.body).split())
    assert "on 3 October 2026, 7 weeks ago" in text
    assert "let us know by 5 December 2026" in text
    assert letter.address == (
        "Dev Coppice (sample), Principal", COPPERBECK, "4 Sample Street", "Rochdale", "OL12 9ZZ",
    )  # fmt: skip
    assert (letter.salutation, letter.close) == ("Dear Dev Coppice,", "Yours sincerely")
    assert letter.sender.signed_as == "Headteacher, The Blue Coat CofE School"


def test_a_letter_goes_to_whoever_holds_the_post_on_its_day(sample: Store) -> None:
    copperbeck = key_of(sample, COPPERBECK)
    (post,) = [each for each in sample.find(Post, school=copperbeck) if each["role"] == "principal"]
    with sample.operation("Leave") as change:
        change.set(Post, str(post["key"]), {"ended": date(2026, 11, 20)})
    letter = letter_to(sample, "reminder", COPPERBECK)
    assert letter.address[0] == "The Headteacher"
    assert (letter.salutation, letter.close) == ("Dear Headteacher,", "Yours faithfully")
    assert "Nobody is recorded as the head of Copperbeck" in letter.remarks[0]


def test_a_letter_names_a_school_as_it_names_itself_and_its_slip_tells_it_from_its_namesakes(
    sample: Store,
) -> None:
    (mine,) = sample.find(School, name=COPPERBECK)
    with sample.operation("Add") as change:
        change.add(School, {"name": COPPERBECK, "urn": "999999", "status": "2"})
    told = sample.name_of(School, str(mine["key"]))
    assert told != COPPERBECK
    letter = letter_to(sample, "reminder", told)
    assert letter.address[1] == COPPERBECK
    assert told not in letter.body
    assert f"Until it is signed, {COPPERBECK} cannot" in " ".join(letter.body.split())
    assert f"{COPPERBECK}, URN {mine['urn']}" in letter.slip


def test_references_run_on_by_alliance_and_year_and_are_kept_with_the_letter(sample: Store) -> None:
    letters = with_references(sample, letters_of(sample, "reminder"))
    assert [each.reference for each in letters] == ["NA/2026/001", "VP/2026/001"]
    keep(sample, letters, lambda: None)
    again = with_references(sample, letters_of(sample, "policies"))
    assert again[0].reference == "NA/2026/002"
    kept = sample.find(KeptLetter, reference="NA/2026/001")[0]
    assert (kept["letter"], kept["written"], kept["answer_by"]) == (
        "reminder", TODAY, date(2026, 12, 5),
    )  # fmt: skip
    assert kept["school"] == key_of(sample, COPPERBECK)
    with pytest.raises(Refused, match="NA/2026/001 already"):
        keep(sample, letters[:1], lambda: None)


def test_what_cannot_be_written_is_not_kept_either(sample: Store) -> None:
    def fail() -> None:
        raise Problem("The disk is full.")

    letters = with_references(sample, letters_of(sample, "reminder"))
    with pytest.raises(Problem, match="full"):
        keep(sample, letters, fail)
    assert sample.find(KeptLetter, written=TODAY) == []


@pytest.mark.parametrize(
    ("name", "short"),
    [("The Northern Alliance", "NA"), ("Valley Partnership (sample)", "VP"), ("42", "L"),
     ("Alliance of the Schools in Calder and Ryburn Valley East", "ASCR")],
)  # fmt: skip
def test_initials_stand_for_the_words_that_count(name: str, short: str) -> None:
    assert initials(name) == short


def test_an_alliance_without_a_text_writes_none_and_it_is_said_where_to_put_one(
    sample: Store,
) -> None:
    valley = str(sample.find(Alliance, name="Valley Partnership (sample)")[0]["key"])
    found = wanted(sample, LETTERS["memorandum"], alliance=valley)
    assert found.cannot
    assert "Put it under Texts" in found.words
    assert not wanted(sample, LETTERS["statement"], alliance=valley).cannot


def test_an_alliance_writes_in_its_own_words_and_unknown_ones_are_dotted_and_said(
    sample: Store,
) -> None:
    northern = str(sample.find(Alliance, name="The Northern Alliance")[0]["key"])
    words: Any = {"alliance": northern, "letter": "reminder", "subject": "Where is it, {school}?",
                  "text": "Sent on **{sent}**. {haed}"}  # fmt: skip
    with sample.operation("Words") as change:
        change.add(LetterText, words)
    assert "Perhaps {head}?" in change.warnings[0].message
    letter = letter_to(sample, "reminder", COPPERBECK)
    assert letter.subject == f"Where is it, {COPPERBECK}?"
    assert plain_text(letter.body) == f"Sent on 3 October 2026. {DOTS}\n"
    assert letter.unknown == ("haed",)
    with pytest.raises(Refused, match="its own words already"), sample.operation("Twice") as again:
        again.add(LetterText, words)


def test_of_marked_members_a_letter_goes_to_those_whom_it_concerns_or_else_to_all(
    sample: Store,
) -> None:
    def to(*schools: str) -> list[str]:
        keys = [
            str(each["key"])
            for school in schools
            for each in sample.find(Membership, school=key_of(sample, school))
            if each["stage"] not in ("left", "declined")
        ]
        found: Wanted = wanted(sample, LETTERS["statement"], among=keys)
        return [each.place for each in found.recipients]

    larkrise, skylark = "Larkrise High School (sample)", "Skylark Edge School (sample)"
    assert to(skylark, larkrise, COPPERBECK) == [skylark, COPPERBECK], "in the order of the marks"
    assert larkrise in to(larkrise), "one that signed gets it again when it is asked for"


def test_overdue_policies_of_a_school_stand_with_the_meeting_that_can_take_them(
    sample: Store,
) -> None:
    letter = letter_to(sample, "policies", "Ashenfold High School (sample)")
    text = plain_text(letter.body)
    assert "4 policies of Ashenfold High School" in " ".join(text.split())
    assert "Due: 01/09/2025; Days late: 446;" in " ".join(text.split())
    assert "28/01/2027, Governing body" in " ".join(text.split())


def test_whoever_owes_several_invoices_is_reminded_of_all_in_one_letter(sample: Store) -> None:
    (millstream,) = sample.find(Organisation, name=MILLSTREAM)
    ashenfold = {"school": key_of(sample, ASHENFOLD)}
    university = {"organisation": str(millstream["key"])}
    owe(sample, ashenfold, "2026-010", 2_500, timedelta(weeks=10))
    owe(sample, university, "2026-011", 100_000, timedelta(weeks=5))
    owe(sample, university, "2026-012", 900, timedelta(weeks=4))
    part = sample.find(Invoice, number="2026-010")[0]["key"]
    with sample.operation("Pay") as change:
        change.add(Payment, {"invoice": part, "day": TODAY, "amount": 1_000})

    assert [each.recipient.place for each in letters_of(sample, "invoices")] == [
        ASHENFOLD, MILLSTREAM,
    ]  # fmt: skip
    of_two = letter_to(sample, "invoices", ASHENFOLD)
    text = " ".join(plain_text(of_two.body).split())
    assert of_two.subject == "Reminder: £1,174.20 overdue"
    assert f"£1,174.20 is overdue on 2 invoices from The Northern Alliance to {ASHENFOLD}" in text
    assert text.index("2026-010") < text.index("2026-002"), "the longest overdue first"
    assert "12/09/2026 10/10/2026 42 £15.00" in text
    assert "Reminded" not in text
    of_one = letter_to(sample, "invoices", MILLSTREAM)
    assert "£1,000.00 is overdue on 1 invoice from" in " ".join(plain_text(of_one.body).split())
    assert of_one.address[1] == MILLSTREAM


def test_that_payers_were_reminded_is_noted_and_told_by_the_next_reminder(sample: Store) -> None:
    after = LETTERS["invoices"].after
    assert after is not None
    recipients = wanted(sample, LETTERS["invoices"]).recipients
    assert after.does(sample, recipients).label == "Reminded today of 1 invoice"
    assert [each["reminded"] for each in sample.find(Invoice, number="2026-002")] == [TODAY]
    assert "Reminded: 21/11/2026" in plain_text(letters_of(sample, "invoices")[0].body)


def test_of_a_marked_invoice_the_letter_goes_to_whoever_is_to_pay_it(sample: Store) -> None:
    def to(number: str) -> list[str]:
        key = str(sample.find(Invoice, number=number)[0]["key"])
        found = wanted(sample, LETTERS["invoices"], among=[key])
        return [each.place for each in found.recipients]

    assert to("2026-002") == [ASHENFOLD]
    assert to("2026-003") == [], "it is not due yet"
    assert to("B-1143") == [], "we are to pay it ourselves"


@pytest.mark.parametrize(("name", "pages"), [
    ("reminder", 1), ("statement", 2), ("policies", 1), ("invitation", 1), ("minutes", 1),
    ("owners", 1), ("invoices", 1),
])  # fmt: skip
def test_a_letter_has_no_page_too_many(name: str, pages: int, sample: Store) -> None:
    for letter in letters_of(sample, name):
        content = content_of([replace(letter, reference="NA/2026/001")], "pdf")
        texts = text_of(content)
        assert len(texts) == pages
        assert letter.subject in texts[0]
        assert "NA/2026/001" in texts[0]
        assert letter.close in texts[0]


def test_the_address_stands_in_the_window_of_the_envelope(sample: Store, tmp_path: Path) -> None:
    pdf = tmp_path / "letter.pdf"
    pdf.write_bytes(content_of([letter_to(sample, "reminder", COPPERBECK)], "pdf"))
    boxes = subprocess.run(
        [tool("pdftotext"), "-bbox", str(pdf), "-"], capture_output=True, text=True, check=True
    ).stdout
    left, top = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>Dev<', boxes)[0]
    millimetre = 72 / 25.4
    assert float(left) / millimetre == pytest.approx(20, abs=0.5)
    assert float(top) / millimetre == pytest.approx(48, abs=2)


def test_word_has_the_whole_letter_and_its_table(sample: Store) -> None:
    letter = letter_to(sample, "policies", "Ashenfold High School (sample)")
    document = Document(io.BytesIO(content_of([letter], "docx")))
    told = "\n".join(each.text for each in document.paragraphs)
    assert letter.salutation in told
    assert "Yours sincerely," in told
    table = document.tables[-1]
    assert [cell.text for cell in table.rows[0].cells] == [
        "Policy", "Due", "Days late", "Next meeting",
    ]  # fmt: skip
    assert len(table.rows) == 5


def test_several_letters_are_one_file_or_one_each_with_a_name_of_its_own(sample: Store) -> None:
    letters = letters_of(sample, "invitation")
    apart = files_of([*letters, letters[0]], "pdf")
    assert len({each.name for each in apart}) == len(letters) + 1
    assert apart[0].name == "2026-11-21-invitation-brindle-weir-school-sample.pdf"
    (together,) = files_of(letters, "pdf", together=True)
    assert together.name == "2026-11-21-invitation-11-letters.pdf"
    assert len(text_of(content_of(together.letters, "pdf"))) == len(letters)
    with pytest.raises(Problem, match="one file each"):
        files_of(letters, "eml", together=True)


# Mail


def draft(letter: Letter) -> Any:
    return message_from_bytes(content_of([letter], "eml"), policy=policy.default)


def test_a_draft_is_for_the_users_own_mail_program(sample: Store) -> None:
    letter = letter_to(sample, "reminder", COPPERBECK)
    mail = draft(letter)
    assert mail["X-Unsent"] == "1"
    assert mail["From"] is None
    assert mail["To"].addresses[0].addr_spec == "head@copperbeck.example"
    assert mail["Subject"] == "Statement of Commitment: not signed yet"
    text = mail.get_body(("plain",)).get_content()
    assert "Dear Dev Coppice," in text
    (pdf,) = mail.iter_attachments()
    assert pdf.get_filename() == "2026-11-21-reminder.pdf"
    assert "Dear Dev Coppice," in text_of(pdf.get_content())[0]
    assert content_of([letter], "eml") == content_of([letter], "eml"), "always the same bytes"


HOSTILE = (
    "Head\r\nBcc: everybody@example.org",
    "Head\nX-Evil: 1",
    'A" <evil@example.org>, "B',
    "=?utf-8?q?=0ABcc=3A_x?=",
    "\u2028Bcc: x\x85Bcc: y",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_people_wrote_adds_a_header_to_a_draft(text: str, sample: Store) -> None:
    letter = letter_to(sample, "reminder", COPPERBECK)
    recipient = letter.recipient._replace(
        addressee=letter.addressee._replace(name=text, email="head@copperbeck.example")
    )
    mail = draft(replace(letter, recipient=recipient, subject=f"{text} {text}"))
    assert set(mail.keys()) <= {
        "Subject", "To", "X-Unsent", "MIME-Version", "Content-Type",
    }  # fmt: skip
    assert [each.addr_spec for each in mail["To"].addresses] == ["head@copperbeck.example"]


@pytest.mark.parametrize("email", ["a@b.example\r\nBcc: x@y.example", "no address", "a@b@c", ""])
def test_what_is_no_address_is_left_out_of_a_draft(email: str, sample: Store) -> None:
    letter = letter_to(sample, "reminder", COPPERBECK)
    recipient = letter.recipient._replace(addressee=letter.addressee._replace(email=email))
    mail = draft(replace(letter, recipient=recipient))
    assert mail["To"] is None
    assert mail["Bcc"] is None


MARKUP = (
    "<script>alert(1)</script>",
    '#read("/etc/passwd")',
    "![x](http://a.example/x.png)",
    "[x](javascript:alert(1))",
    "| a | b |",
    "\x1b]52;c;aGk=\x07{head}",
)


def test_hostile_names_are_only_names_in_every_format(sample: Store) -> None:
    name = " ".join(each.replace("\x1b]52;c;aGk=\x07", "") for each in MARKUP)
    with sample.operation("Rename") as change:
        change.set(School, key_of(sample, COPPERBECK), {"name": name})
    (letter,) = [
        each for each in letters_of(sample, "reminder") if "script" in each.recipient.place
    ]
    contents = {each: content_of([letter], each) for each in FORMATS}
    page = contents["html"].decode()
    assert "<script" not in page
    assert "<img" not in page
    assert 'href="javascript' not in page
    assert "<script" not in contents["md"].decode()
    text = "".join("".join(text_of(contents["pdf"])).split())
    assert '#read("/etc/passwd")' in text
    assert "root:x:0" not in text
    plain = "".join(contents["text"].decode().split())
    for each in MARKUP[:5]:
        assert "".join(each.split()) in plain
    for content in (contents["text"], contents["eml"], contents["html"]):
        assert b"\x1b" not in content
    told = "\n".join(each.text for each in Document(io.BytesIO(contents["docx"])).paragraphs)
    assert "<script>alert(1)</script>" in told


@pytest.mark.parametrize("name", list(LETTERS))
def test_the_list_of_fields_of_a_letter_says_what_each_is(name: str) -> None:
    assert all(meaning for meaning in fields_of(name).values())
