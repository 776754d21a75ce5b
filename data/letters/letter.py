"""A letter with everything that stands on it, whatever it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from data.letters.dates import long_date
from models.fields.placeholders import in_braces

DOTS = "…" * 16
"""Where something is to be written in by hand."""


class Addressee(NamedTuple):
    """Who a letter is addressed to: the holder of a post, or the post where nobody holds it.

    `lines` are the place and its address, `held` says whether somebody holds the post.
    """

    name: str
    role: str = ""
    lines: tuple[str, ...] = ()
    email: str = ""
    held: bool = True


class Enclosure(NamedTuple):
    """An enclosure of a letter, on pages of its own: a title, and its words as Markdown."""

    title: str
    words: str


class Recipient(NamedTuple):
    """Somebody who gets a letter, and what it says to them.

    `place` is the name of the school or organisation, `membership` the key of its membership where
    the letter is about one, `about` are the keys of other records that it is about. `own` are the
    values of the letter's own fields; those in `blocks` are Markdown already, the others are text.
    `missing` are fields that the books cannot fill in, `remarks` what is to be looked at before it
    goes out. `sends` says that its going out may be noted, as of what is sent with it for the first
    time. Whoever is not `concerned` is written to only when somebody asks for it.
    """

    alliance: str
    place: str
    addressee: Addressee
    school: str | None = None
    organisation: str | None = None
    membership: str = ""
    about: Sequence[str] = ()
    own: Mapping[str, str] = {}
    blocks: Mapping[str, str] = {}
    answer_by: date | None = None
    enclosures: Sequence[Enclosure] = ()
    missing: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    sends: bool = False
    concerned: bool = True


class Sender(NamedTuple):
    """In whose name a letter goes out, from where, and who signs it."""

    name: str
    lines: tuple[str, ...]
    signed_by: str
    signed_as: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter: from whom, to whom, of which day, what it says, and what goes out with it.

    `body` and `slip` are Markdown. `missing` are fields that the books cannot fill in, `unknown`
    names in braces that the letter does not have: for both a dotted line is left. `filled` are
    those that were filled in, `fillable` all that this letter may name. `remarks` say what else is
    to be looked at before it goes out.
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
    fillable: tuple[str, ...] = ()

    @property
    def addressee(self) -> Addressee:
        """Who it is addressed to."""
        return self.recipient.addressee

    @property
    def enclosures(self) -> tuple[Enclosure, ...]:
        """Its enclosures."""
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
        """Remarks on what to check before it goes out."""
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
                        f"{in_braces(self.fillable)}.")  # fmt: skip
        return (*said, *self.recipient.remarks)
