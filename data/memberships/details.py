"""The details of memberships and alliances: the path, what was signed, and who is in."""

from __future__ import annotations

from datetime import date

from data.alliances.agreed_texts import text_in_words
from data.memberships.as_of import memberships
from data.memberships.next_steps import next_steps, path_in_words
from data.store.books import Books
from data.tables.details import Line, details
from models.alliances.agreed_text import (
    AGREED_TEXTS,
    DAY_SIGNED,
    AgreedText,
    text_that_holds,
    version_of,
)
from models.alliances.alliance import Alliance
from models.fields.dates import show_date
from models.memberships.membership import STAGES, STAGES_THAT_ENDED, Membership
from models.records.record import Values


@details(Membership)
def lines_of_membership(books: Books, membership: Values) -> list[Line]:
    """The path so far, and what a membership may go on to with what it lacks for that."""
    key = str(membership["key"])
    lines = [("Path", path_in_words(books, key))]
    ways = [
        f"{step.word} (needs {step.lacks})" if step.missing else step.word
        for step in next_steps(books, key)
    ]
    lines += _versions_signed(books, membership)
    return [*lines, ("Next", "; ".join(ways))] if ways else lines


def _versions_signed(books: Books, membership: Values) -> list[Line]:
    """Which version of each text it signed: the one that held when it went out, or was signed."""
    lines = []
    for what, signed in DAY_SIGNED.items():
        day = membership[signed]
        versions = books.find(AgreedText, alliance=membership["alliance"], what=what)
        if not isinstance(day, date) or day > books.today or not versions:
            continue
        agreed = version_of(versions, membership)
        said = f"signed {show_date(day)}"
        said += f": version {agreed['version']}" if agreed else ", before any version kept here"
        today = text_that_holds(versions, books.today)
        if today is not None and today != agreed:
            said += f"; now version {today['version']} holds"
        lines.append((what.capitalize(), said))
    return lines


@details(Alliance)
def lines_of_alliance(books: Books, alliance: Values) -> list[Line]:
    """How many stand in which stage, and the version of each text that holds today."""
    key = str(alliance["key"])
    stages = [str(each["stage"]) for each in memberships(books, alliance=key)]
    counts = [
        f"{state.word} {stages.count(stage)}"
        for stage, state in STAGES.items()
        if stage in stages and stage not in STAGES_THAT_ENDED
    ]
    lines = [("Members", ", ".join(counts))] if counts else []
    for what in AGREED_TEXTS:
        held = text_that_holds(books.find(AgreedText, alliance=key, what=what), books.today)
        if held is not None:
            lines.append((what.capitalize(), text_in_words(held, books.today)))
    return lines
