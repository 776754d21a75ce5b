"""The rules about agreed texts that went out to members or bear their signatures: these stay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from models.alliances.agreed_text import (
    AGREED_TEXTS,
    DAY_SIGNED,
    DAYS_OF_TEXTS,
    AgreedText,
    version_of,
)
from models.fields.dates import show_date
from models.fields.text import count_of
from models.memberships.membership import Membership
from models.records.books import Books
from models.records.record import Values
from models.records.rules import REFUSE, WARN, Breach, on_removal, others, rule, standing
from models.schools.organisation import Organisation
from models.schools.school import School

_DECIDES = ("alliance", "what", "agreed")
"""The fields that decide which version of a text somebody has."""


@on_removal(
    AgreedText, REFUSE, "A text that somebody signed, or was sent, is not removed.", lasting=True
)
def text_is_not_signed(values: Values, books: Books) -> Breach | None:
    """A signature is of a version, and says nothing without it."""
    having = _having(values, [*other_versions(values, books), values], books)
    if not having:
        return None
    text = f"{AGREED_TEXTS[str(values['what'])]}, version {values['version']}"
    return "", (
        f"{text}: {_who_has_it(having, values, books)}. It stays as what was agreed: add the words "
        "that hold now as another version."
    )


@rule(AgreedText, REFUSE, "Whoever signed a text, or was sent it, has a version of it.")
def signatures_keep_a_version(values: Values, books: Books) -> Breach | None:
    """No other day, alliance or kind takes a text from somebody who then would have none."""
    change = _versions_around(values, books)
    if change is None:
        return None
    before, earlier, later = change
    lost = [each for each in _having(before, earlier, books) if version_of(later, each) is None]
    if not lost:
        return None
    who = _who_has_it(lost, before, books)
    for name in ("alliance", "what"):
        if before[name] != values.get(name):
            return name, f"{who}: it stays what it is. Add the other text beside it."
    latest = min(day for each in lost for day in _days(each, before))
    return "agreed", (
        f"{who}: Agreed is {show_date(latest)} or an earlier day. Other words are another version, "
        "with a day of their own."
    )


@rule(AgreedText, WARN, "Whoever signed a version does not come to have signed another one.")
def nobody_comes_to_have_another(values: Values, books: Books) -> Breach | None:
    """Whose version becomes another one, because a version counts from another day, is said."""
    change = _versions_around(values, books)
    if change is None:
        return None
    _, earlier, later = change
    moved = [
        each
        for each in books.find(Membership, alliance=values.get("alliance"))
        if (was := version_of(earlier, each)) and _key(version_of(later, each)) != was["key"]
    ]
    if not moved:
        return None
    now = {str(text["version"]) for each in moved if (text := version_of(later, each))}
    count = "counts" if len(moved) == 1 else "count"
    return "agreed", (
        f"{_members(moved, books)} {count} as having version {' or '.join(sorted(now))} with this "
        "day, by the day on which it went out or was signed: is the day right?"
    )


@rule(AgreedText, WARN, "The words of a text that was signed stay as they were signed.")
def signed_words_stay(values: Values, books: Books) -> Breach | None:
    """Warn, when the words change, who has signed the old ones."""
    before = standing(AgreedText, values, books)
    if before is None or not before["text"] or before["text"] == values.get("text"):
        return None
    having = _having(before, [*other_versions(before, books), before], books)
    if not having:
        return None
    return "text", (
        f"{_who_has_it(having, before, books)}, with the words as they were. Other words are "
        "another version."
    )


def _versions_around(
    values: Values, books: Books
) -> tuple[Values, list[Values], list[Values]] | None:
    """The text as it stands, and all versions of it before and after a change or an addition.

    Of a new text it is the text itself. None when nothing changes whose version is whose.
    """
    before = standing(AgreedText, values, books)
    if before is not None and all(before[name] == values.get(name) for name in _DECIDES):
        return None
    text = before or values
    if text.get("what") not in DAYS_OF_TEXTS or not text.get("alliance"):
        return None
    versions = other_versions(text, books)
    stays = all(text[name] == values.get(name) for name in ("alliance", "what"))
    earlier = [*versions, before] if before else versions
    return text, earlier, [*versions, values] if stays else versions


def other_versions(text: Values, books: Books) -> list[Values]:
    """The other versions of the same text of the same alliance."""
    same = {name: text.get(name) for name in ("alliance", "what")}
    return others(AgreedText, text, books, **same)


def _having(text: Values, versions: Sequence[Values], books: Books) -> list[Values]:
    """The memberships that signed this version of a text, or were sent it."""
    if text["what"] not in DAYS_OF_TEXTS:
        return []
    found = books.find(Membership, alliance=text["alliance"])
    return [
        each
        for each in found
        if (version := version_of(versions, each)) and version.get("key") == text.get("key")
    ]


def _key(record: Values | None) -> object:
    return record.get("key") if record else None


def _who_has_it(having: Sequence[Values], text: Values, books: Books) -> str:
    """Who signed a text, or was sent it, and on which day the first: "Ash signed it on …"."""
    signed = DAY_SIGNED[str(text["what"])]
    signatures = [each for each in having if each[signed] is not None]
    told = signatures or having
    days = [
        day
        for each in told
        for day in ([each[signed]] if signatures else _days(each, text))
        if isinstance(day, date)
    ]
    was = "signed it" if signatures else "was sent it" if len(told) == 1 else "were sent it"
    first = " on" if len(told) == 1 else ", the first on"
    return f"{_members(told, books)} {was}{first} {show_date(min(days))}"


def _days(membership: Values, text: Values) -> Iterable[date]:
    names = DAYS_OF_TEXTS[str(text["what"])]
    return [day for name in names if isinstance(day := membership[name], date)]


def _members(memberships: Sequence[Values], books: Books) -> str:
    """The one that it is by its name, several by their number."""
    if len(memberships) > 1:
        return count_of(len(memberships), "member")
    (one,) = memberships
    kind = School if one["school"] else Organisation
    return books.name_of(kind, str(one["school"] or one["organisation"]))
