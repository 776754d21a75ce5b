"""A letter with everything that stands on it: the words of the alliance, filled in for one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from data.exports.writers.markdown import escape
from data.letters.addressees import Sender, salutation, sender_of
from data.letters.dates import long_date
from data.letters.declaring import Addressee, Enclosure, LetterMaker, Recipient
from data.store.books import Books
from models.alliances.agreed_text import PLACEHOLDER, in_braces, placeholder_name
from models.alliances.alliance import Alliance
from models.alliances.letter import LetterText, fields_of
from models.schools.school import School

FILLED, MISSING = ("\ue000", "\ue001"), ("\ue002", "\ue003")
"""Characters of no alphabet, around what was filled in and what is missing."""

DOTS = "…" * 16
"""Where something is to be written in by hand."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter: from whom, to whom, of which day, what it says, and what goes out with it.

    `body` and `slip` are Markdown. `missing` are fields that the books cannot fill in, `unknown`
    names in braces that the letter does not have: for both a dotted line is left; `filled` are
    those that they could. `remarks` say what else is to be looked at before it goes out.
    """

    name: str
    title: str
    recipient: Recipient
    sender: Sender
    day: date
    subject: str
    salutation: str
    body: str
    close: str
    slip: str
    reference: str = ""
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()

    @property
    def addressee(self) -> Addressee:
        """Who it is addressed to."""
        return self.recipient.addressee

    @property
    def enclosures(self) -> tuple[Enclosure, ...]:
        """What goes out with it."""
        return tuple(self.recipient.enclosures)

    @property
    def address(self) -> tuple[str, ...]:
        """The lines of the window: who, as what, and where."""
        named = f"{self.addressee.name}, {self.addressee.role}".rstrip(", ")
        return (named, *self.addressee.lines)

    @property
    def facts(self) -> tuple[str, ...]:
        """The lines beside the window: the day, the reference, and when an answer is asked for."""
        answer = self.recipient.answer_by
        return tuple(
            line
            for line in (
                long_date(self.day),
                f"Our reference: {self.reference}" if self.reference else "",
                f"Please answer by: {long_date(answer)}" if answer else "",
            )
            if line
        )

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is to be looked at before it goes out, in words."""
        said = []
        if not self.addressee.held:
            said.append(
                f"Nobody is recorded as the head of {self.recipient.place} on this day: it goes "
                f"to “{self.addressee.name}”."
            )
        if self.missing:
            said.append(f"Left to be written in for {self.recipient.place}: "
                        f"{', '.join(self.missing)}.")  # fmt: skip
        if self.unknown:
            said.append(f"A dotted line stands for {in_braces(self.unknown)}: this letter fills in "
                        f"{in_braces(fields_of(self.name))}.")  # fmt: skip
        return (*said, *self.recipient.remarks)


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
    filling = _Filling(values, to.blocks, marked=marked)
    body = _without_gaps(filling.fill(words))
    slip = _Filling(values | _on_slip(books, to, values), {}, marked=marked).fill(maker.slip)
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
    )


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
    """What a slip has otherwise: it comes back alone, so that its school has to be told there."""
    if to.place == values["school"] or not values["urn"]:
        return {}
    return {"school": f"{values['school']}, URN {values['urn']}"}


class _Filling:
    """Fills in what stands in braces, and keeps what it could not."""

    def __init__(
        self, values: Mapping[str, str], blocks: Mapping[str, str], *, marked: bool
    ) -> None:
        self._values, self._blocks, self._marked = values, blocks, marked
        self.empty: dict[str, None] = {}
        self.unknown: dict[str, None] = {}
        self.filled: dict[str, None] = {}

    def fill(self, words: str, *, plain: bool = False) -> str:
        """The words with everything filled in, as Markdown or as plain text."""
        return PLACEHOLDER.sub(lambda found: self._one(found, plain), words)

    def _one(self, found: re.Match[str], plain: bool) -> str:
        name = placeholder_name(found[1])
        if name in self._blocks:
            self.filled[name] = None
            return self._blocks[name]
        value = self._values.get(name)
        if value:
            self.filled[name] = None
            shown = value if plain else escape(value)
            return shown.join(FILLED) if self._marked else shown
        (self.empty if name in self._values else self.unknown)[name] = None
        return f"{{{name}}}".join(MISSING) if self._marked else DOTS


def _without_gaps(words: str) -> str:
    """The words without the empty lines that a block without content leaves."""
    return re.sub(r"\n{3,}", "\n\n", words).strip()
