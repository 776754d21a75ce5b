"""Composing a letter: the alliance's words, filled in for one recipient."""

from __future__ import annotations

import re
from collections.abc import Mapping

from data.letters.alliances.sender import sender_of
from data.letters.dates import long_date
from data.letters.declaring import LetterMaker
from data.letters.filling import Filling
from data.letters.letter import Addressee, Letter, Recipient, Sender
from data.store.books import Books
from models.alliances.alliance import Alliance
from models.alliances.letter import LetterText, fields_of
from models.schools.school import School


def own_text(books: Books, alliance: str, letter: str) -> tuple[str, str] | None:
    """The subject and the words that an alliance has put down for a letter; None without any."""
    found = books.find(LetterText, alliance=alliance, letter=letter)
    if not found:
        return None
    return str(found[0]["subject"] or ""), str(found[0]["text"])


def compose(
    books: Books,
    maker: LetterMaker,
    to: Recipient,
    *,
    marked: bool = False,
    own: tuple[str, str] | None = None,
) -> Letter:
    """The letter to one recipient, as of the books' day.

    Its subject and words are its `own` where they are given, or else those of the alliance.
    In one that is `marked`, what was filled in stands between the characters `FILLED`, and what is
    missing, by its name in braces, between `MISSING`.
    """
    sender = sender_of(books, to.alliance)
    own = own or own_text(books, to.alliance, maker.name)
    subject = (own[0] if own else "") or maker.subject
    words = own[1] if own else maker.words
    values = _values(books, to, sender)
    filling = Filling(values, to.blocks, marked=marked)
    body = _without_gaps(filling.fill(words))
    slip = Filling(values | _on_slip(books, to, values), {}, marked=marked).fill(maker.slip)
    line = filling.fill(subject, plain=True)
    known = fields_of(maker.name).keys()
    return Letter(
        maker.name,
        maker.title,
        to,
        sender,
        books.today,
        line,
        salutation(to.addressee),
        body,
        "Yours sincerely" if to.addressee.held else "Yours faithfully",
        slip,
        missing=tuple(
            dict.fromkeys([*to.missing, *(each for each in filling.empty if each in known)])
        ),
        unknown=tuple(each for each in filling.unknown if each not in known),
        filled=tuple(filling.filled),
        fillable=tuple(known),
    )


def salutation(addressee: Addressee) -> str:
    """How a letter begins: "Dear Dev Coppice,", or by the post where nobody holds it."""
    if not addressee.held:
        return f"Dear {addressee.name.removeprefix('The ')},"
    # What stands in brackets behind a name is no part of it.
    called = re.sub(r"\s*\([^)]*\)$", "", addressee.name)
    return f"Dear {called},"


def _values(books: Books, to: Recipient, sender: Sender) -> dict[str, str]:
    school = books.get(School, to.school) if to.school else None
    authority = school["local_authority"] if school else None
    hub = (books.get(Alliance, to.alliance) or {}).get("hub")
    return {
        "school": str(school["name"]) if school and _is_told_apart(books, to) else to.place,
        "urn": str(school["urn"] or "") if school else "",
        "address": ", ".join(to.addressee.lines[1:]),
        "local authority": books.show(School, "local_authority", authority) if authority else "",
        "head": to.addressee.name,
        "role": to.addressee.role,
        "alliance": books.name_of(Alliance, to.alliance),
        "hub": str((books.get(School, str(hub)) or {}).get("name") or "") if hub else "",
        "date": long_date(books.today),
        "answer by": long_date(to.answer_by) if to.answer_by else "",
        "signed by": sender.signed_by,
        **to.own,
    }


def _is_told_apart(books: Books, to: Recipient) -> bool:
    """Whether the place of a recipient is the name of its school, told from others of that name."""
    return to.school is not None and to.place == books.name_of(School, to.school)


def _on_slip(books: Books, to: Recipient, values: Mapping[str, str]) -> dict[str, str]:
    """The fields that differ on a slip: it comes back alone, so it must identify its school."""
    if to.place == values["school"] or not values["urn"]:
        return {}
    return {"school": f"{values['school']}, URN {values['urn']}"}


def _without_gaps(words: str) -> str:
    """The words without the empty lines that a block without content leaves."""
    return re.sub(r"\n{3,}", "\n\n", words).strip()
