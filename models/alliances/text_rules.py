"""The rules about agreed texts: their days, versions, placeholders and reviews."""

from __future__ import annotations

from datetime import date

from models.alliances.agreed_text import (
    AGREED_TEXTS,
    PLACEHOLDERS,
    AgreedText,
    unknown_placeholders,
)
from models.alliances.alliance import Alliance
from models.fields.dates import show_date
from models.fields.placeholders import in_braces, placeholder_name
from models.fields.text import nearest
from models.records.books import Books
from models.records.record import Values
from models.records.rules import REFUSE, REPORT, WARN, Breach, another, days_in_order, rule


@rule(AgreedText, REFUSE, "A text is reviewed after it was agreed.")
def text_days(values: Values, books: Books) -> Breach | None:
    """Agreed ≤ review."""
    return days_in_order(values, "agreed", "review", AgreedText)


@rule(AgreedText, REFUSE, "An alliance has each version of a text once.", lasting=True)
def one_of_each_version(values: Values, books: Books) -> Breach | None:
    """No second record of the same alliance, text and version."""
    same = {name: values.get(name) for name in ("alliance", "what", "version")}
    if not all(same.values()) or another(AgreedText, values, books, **same) is None:
        return None
    text = AGREED_TEXTS[str(values["what"])]
    return "version", (
        f"{text}, version {values['version']}, is there already: change that one, or enter the "
        "number of the new version."
    )


@rule(AgreedText, WARN, "What a text has in braces is something that a letter can fill in.")
def letter_fills_it_in(values: Values, books: Books) -> Breach | None:
    """No unknown name in braces, and no brace without the other one."""
    words = str(values.get("text") or "")
    unknown = unknown_placeholders(words)
    if unknown:
        near = nearest(placeholder_name(unknown[0]), list(PLACEHOLDERS))
        meant = f" Perhaps {{{near}}}?" if near else ""
        return "text", (
            f"A letter cannot fill in {in_braces(unknown)}: a dotted line will stand there.{meant} "
            f"It fills in {in_braces(PLACEHOLDERS)}."
        )
    if words.count("{") != words.count("}"):
        return "text", "A brace is open and not closed, or the other way: write {school}."
    return None


@rule(AgreedText, REPORT, "A text that an alliance agreed on is looked at again in time.")
def text_is_reviewed(values: Values, books: Books) -> Breach | None:
    """The review of the version that holds today is not overdue; older versions are history."""
    review, agreed = values.get("review"), values.get("agreed")
    if not isinstance(review, date) or review >= books.today:
        return None
    if isinstance(agreed, date) and agreed > books.today:
        return None
    for other in books.find(AgreedText, alliance=values["alliance"], what=values["what"]):
        later = other["agreed"]
        newer = isinstance(later, date) and (not isinstance(agreed, date) or later > agreed)
        if newer and isinstance(later, date) and later <= books.today:
            return None
    alliance = books.get(Alliance, str(values["alliance"]))
    if alliance is not None and alliance["status"] == "closed":
        return None
    text = f"{AGREED_TEXTS[str(values['what'])]}, version {values['version']}"
    return "review", f"{text}: to be reviewed by {show_date(review)}."
