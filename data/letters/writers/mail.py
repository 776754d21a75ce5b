"""A letter as a draft for the user's own mail program: text in the mail, the letter as PDF with it.

Nothing is sent from here. `X-Unsent` makes mail programs open the file as a draft; no sender is
invented, the program puts its own there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256

from data.exports.writers.cells import clean, clean_line
from data.exports.writing import WritingProblem
from data.letters.letter import Letter
from data.letters.writers import pdf, word
from data.letters.writers.text import as_text

_WORD = "vnd.openxmlformats-officedocument.wordprocessingml.document"
_ADDRESS = re.compile(r"([^@\s,;<>()\"]+)@([^@\s,;<>()\"]+)")


def write(letters: Sequence[Letter], format_name: str) -> bytes:
    """The draft of one letter."""
    (letter,) = letters
    message = EmailMessage(policy=SMTP)
    message["Subject"] = _header(letter.subject)
    if to := addressed(letter):
        message["To"] = to
    message["X-Unsent"] = "1"
    text = clean(as_text(letter, enclosed=False))
    message.set_content(text, charset="utf-8", cte="quoted-printable")
    name = f"{letter.day.isoformat()}-{letter.name}"
    try:
        content, kind, suffix = pdf.write([letter], "pdf"), "pdf", ".pdf"
    except WritingProblem:
        # Where no PDF can be made the letter goes along as a Word document.
        content, kind, suffix = word.write([letter], "docx"), _WORD, ".docx"
    message.add_attachment(content, maintype="application", subtype=kind, filename=name + suffix)
    # A boundary by chance would make two drafts of one letter different files.
    message.set_boundary(f"=_{sha256(text.encode() + content).hexdigest()[:40]}")
    return message.as_bytes()


def addressed(letter: Letter) -> Address | None:
    """The name and address that it goes to; None where no address is known."""
    found = _ADDRESS.fullmatch(letter.addressee.email.strip())
    if found is None:
        return None
    name = _header(letter.addressee.name)
    try:
        return Address(name, found[1], found[2])
    except (ValueError, HeaderParseError):
        return None


def _header(text: str) -> str:
    """Text that is only text in a header.

    The library reads `=?utf-8?q?=0A…?=` in what it is given, and a line end in it would begin a
    header of its own.
    """
    return clean_line(text).replace("=?", "= ?")
