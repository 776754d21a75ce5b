"""Agreed texts to sign, with a member's particulars filled in.

The text is Markdown and may name particulars in braces, such as {school} or {head}. One that has
no line to sign on gets two blocks for signatures at its end: the member's and the alliance's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from data.exports.writers.markdown import escape
from data.memberships.names import member_name, name_on_paper
from data.memberships.signatories import signatory_of
from data.people.posts import head_of
from data.problems import Problem
from data.store.books import Books
from models.alliances.agreed_text import (
    AGREED_TEXTS,
    DAY_SIGNED,
    PLACEHOLDERS,
    AgreedText,
    text_that_holds,
    unknown_placeholders,
    version_of,
)
from models.alliances.alliance import Alliance
from models.fields.dates import show_date
from models.fields.placeholders import PLACEHOLDER, in_braces, placeholder_name
from models.memberships.membership import STAGES, STAGES_THAT_ENDED, Membership
from models.people.person import Person
from models.people.post import ROLES
from models.records.record import Values
from models.schools.school import School

_BY_HAND = {"signature": 32, "day signed": 16}
"""Lines that are always left for whoever signs, and how long they are."""

_NOT_OF_AN_ORGANISATION = ("urn", "local authority")

_DOTS = 16

_SIGNATURES = """| Signed for {school} | Signed for {alliance} |
| --- | --- |
| {signature} | {signature} |
| Name: {head} | Name: {name of the other} |
| Post: {role} | Post: {post of the other} |
| Date: {day signed} | Date: {day signed} |"""
"""Where a text has no line to sign on: two blocks that stay together."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A text to sign as Markdown, for whom it is, and what must be said about it.

    `what` is the text, `which` that in few words with its version, `title` with whose text it is.
    `unknown` are names in braces that no letter fills in, `missing` particulars that the books do
    not have: for both a dotted line is left. `before` says why it need not be signed, because it
    was already or the membership has ended; empty for a letter that can be signed. `signed` is
    which version was signed, and when; empty where none was. `signatures` are two blocks to sign
    in, of a text that has no line for that.
    """

    what: str
    title: str
    which: str
    member: str
    text: str
    unknown: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    before: str = ""
    signed: str = ""
    version: str = ""
    signatures: str = ""

    @property
    def remarks(self) -> list[str]:
        """Remarks on what to check before it goes out."""
        said = []
        if self.missing:
            named = ", ".join("URN" if each == "urn" else each for each in self.missing)
            said.append(f"Left to be written in for {self.member}: {named}.")
        if self.unknown:
            said.append(
                f"A dotted line stands for {in_braces(self.unknown)}, which the desk does not "
                f"know. It fills in {in_braces(PLACEHOLDERS)}."
            )
        return said


def to_be_signed(membership: Values) -> str:
    """Which text a membership signs next: the memorandum once it has signed the statement."""
    signed = membership["statement_signed"] is not None
    return "memorandum" if signed and membership["memorandum_signed"] is None else "statement"


def newest_text(books: Books, alliance: str, what: str) -> Values | None:
    """The version of an alliance's text that holds today; where none does yet, the newest."""
    found = books.find(AgreedText, alliance=alliance, what=what)
    return text_that_holds(found, books.today) or text_that_holds(found, date.max)


def is_awaited(membership: Values, what: str) -> bool:
    """Whether a membership has still to sign a text.

    The memorandum can be signed by every member, and is waited for only of a strategic partner.
    """
    if membership["stage"] in STAGES_THAT_ENDED or membership[DAY_SIGNED[what]] is not None:
        return False
    return what == "statement" or membership["stage"] == "strategic partner"


def letter_of(books: Books, membership: str, what: str = "") -> Letter:
    """The letter that a member signs: the text that comes next for it, or the one that is named.

    In an alliance that has no memorandum it is the statement. Raises Problem when the alliance has
    no such text, or none with words.
    """
    values = books.get(Membership, membership)
    if values is None:
        raise Problem("This membership was removed meanwhile.")
    alliance = books.name_of(Alliance, str(values["alliance"]))
    what, text = _text_to_sign(books, values, what, alliance)
    name, version = AGREED_TEXTS[what], str(text["version"])
    member = member_name(books, values)
    particulars = _particulars(books, values, text)
    words = str(text["text"])
    unknown = tuple(unknown_placeholders(words))
    lines = "" if "signature" in _names_in(words) else _SIGNATURES
    if foot := _foot(name, text, words, shares_name=member != particulars["school"]):
        words = f"{words.strip()}\n\n*{foot}*"
    filled = PLACEHOLDER.sub(lambda found: _filled(found, particulars), words)
    named = _names_in(words)
    # Said only where it is not the version that the letter has.
    earlier = _version_signed(books, values, what)
    earlier = "" if earlier == text["version"] else earlier
    return Letter(
        what,
        f"{name} of {alliance}, version {version}",
        f"{name}, version {version}",
        member,
        filled.strip() + "\n",
        unknown,
        tuple(each for each in particulars if each in named and not particulars[each]),
        _why_not_to_be_signed(books, values, what, earlier),
        _signed_in_words(values, what, earlier),
        version,
        PLACEHOLDER.sub(lambda found: _filled(found, particulars), lines),
    )


def _text_to_sign(books: Books, membership: Values, what: str, alliance: str) -> tuple[str, Values]:
    """Which text a member signs, and its version; the alliance's name is for the refusal."""
    what = what or to_be_signed(membership)
    text = newest_text(books, str(membership["alliance"]), what)
    if text is None and what == "memorandum":
        what, text = "statement", newest_text(books, str(membership["alliance"]), "statement")
    if text is None or not text["text"]:
        lacks = "has none" if text is None else f"has no words in version {text['version']}"
        raise Problem(
            f"There is no {AGREED_TEXTS[what]} to sign: {alliance} {lacks}. Put it under Texts on "
            "tab 2, where a adds one and i reads its words from a Markdown file."
        )
    return what, text


def _names_in(words: str) -> set[str]:
    return {placeholder_name(each) for each in PLACEHOLDER.findall(words)}


def _foot(name: str, text: Values, words: str, *, shares_name: bool) -> str:
    """The footer with what the words leave out: which version, and which school."""
    named = _names_in(words)
    parts = [_which_text(name, text)] if "version" not in named else []
    if shares_name and "urn" not in named:
        parts.append("{school}, URN {urn}")
    return " · ".join(parts)


def _which_text(name: str, text: Values) -> str:
    """Which version of a text it is."""
    agreed = text["agreed"]
    since = f" of {show_date(agreed)}" if isinstance(agreed, date) else ""
    return f"{name} of {{alliance}}, version {{version}}{since}"


def _version_signed(books: Books, membership: Values, what: str) -> str:
    """The version of a text that a membership signed; empty when none, or none that is kept."""
    if membership[DAY_SIGNED[what]] is None:
        return ""
    versions = books.find(AgreedText, alliance=membership["alliance"], what=what)
    version = version_of(versions, membership)
    return str(version["version"]) if version else ""


def _signed_in_words(membership: Values, what: str, version: str) -> str:
    signed = membership[DAY_SIGNED[what]]
    if not isinstance(signed, date):
        return ""
    return f"signed: {f'version {version}, ' if version else ''}{show_date(signed)}"


def _why_not_to_be_signed(books: Books, membership: Values, what: str, version: str) -> str:
    """Why it need not be signed: it is already, or the membership has ended; else empty."""
    member = member_name(books, membership)
    stage = str(membership["stage"])
    if stage in STAGES_THAT_ENDED:
        day = membership["left"] or membership["since"]
        on = f" on {show_date(day)}" if isinstance(day, date) else ""
        return f"{member} {STAGES[stage].word.lower()}{on}"
    signed = membership[DAY_SIGNED[what]]
    if not isinstance(signed, date):
        return ""
    said = f"{member} signed the {AGREED_TEXTS[what]} on {show_date(signed)}"
    return f"{said}, version {version}" if version else said


def _particulars(books: Books, membership: Values, text: Values) -> dict[str, str]:
    school = books.get(School, str(membership["school"])) if membership["school"] else None
    head = signatory_of(books, membership, books.today)
    alliance = books.get(Alliance, str(membership["alliance"])) or {}
    hub = books.get(School, str(alliance["hub"])) if alliance.get("hub") else None
    address = [str(school[part]) for part in ("street", "town", "postcode")
               if school and school[part]]  # fmt: skip
    found = {
        "school": name_on_paper(books, membership),
        "urn": str(school["urn"] or "") if school else "",
        "address": ", ".join(address),
        "local authority": books.show(School, "local_authority", school["local_authority"])
        if school
        else "",
        "head": head.name if head else "",
        "role": head.role if head else "",
        "alliance": str(alliance.get("name") or ""),
        "hub": str(hub["name"]) if hub else "",
        "version": str(text["version"]),
        "date": show_date(books.today),
    }
    leads_hub = head_of(books, str(hub["key"]), books.today) if hub else None
    if leads_hub:
        found |= {
            "name of the other": books.name_of(Person, leads_hub.person),
            "post of the other": ROLES[str(leads_hub.post["role"])],
        }
    if membership["organisation"]:
        found |= dict.fromkeys(_NOT_OF_AN_ORGANISATION, "not applicable")
    return found


def _filled(found: re.Match[str], particulars: dict[str, str]) -> str:
    name = placeholder_name(found[1])
    value = particulars.get(name)
    return escape(value) if value else "…" * _BY_HAND.get(name, _DOTS)
