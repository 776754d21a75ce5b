"""The details of memberships and alliances: the path, what was signed, and who is in."""

from __future__ import annotations

from datetime import date

from data.alliances.agreed_texts import text_in_words
from data.memberships.as_of import memberships
from data.memberships.next_steps import next_steps, path_in_words
from data.memberships.through_trusts import schools_of, through_trusts
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
from models.fields.text import count_of
from models.memberships.membership import STAGES, STAGES_THAT_ENDED, Membership
from models.records.record import Values
from models.schools.group import Group
from models.schools.organisation import Organisation
from models.schools.school import School


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


@details(School)
def lines_of_school(books: Books, school: Values) -> list[Line]:
    """The alliances in which the school is through its trust, and who signs for it there."""
    lines = []
    for each in through_trusts(books):
        if each.school != school["key"]:
            continue
        stage = STAGES[str(each.membership["stage"])].word.lower()
        alliance = books.name_of(Alliance, str(each.membership["alliance"]))
        told = f"{alliance}, through {books.name_of(Group, each.trust)} ({stage})"
        told += "" if each.signs else "; it signs for itself"
        lines.append(("Through trust", told))
    return lines


@details(Group)
def lines_of_trust(books: Books, trust: Values) -> list[Line]:
    """The alliances in which the trust itself is, and as what."""
    lines = []
    for organisation in books.find(Organisation, trust=trust["key"]):
        for each in memberships(books, organisation=organisation["key"]):
            stage = STAGES[str(each["stage"])].word.lower()
            lines.append(("Alliance", f"{books.name_of(Alliance, str(each['alliance']))}: {stage}"))
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
    through = through_trusts(books, key)
    if through:
        schools = count_of(len(schools_of(through)), "school")
        trusts = count_of(len({each.trust for each in through}), "trust")
        sign = "who sign for them" if through[0].signs else "each of which signs for itself"
        lines.append(("Through trusts", f"{schools} of {trusts}, {sign}"))
    for what in AGREED_TEXTS:
        held = text_that_holds(books.find(AgreedText, alliance=key, what=what), books.today)
        if held is not None:
            lines.append((what.capitalize(), text_in_words(held, books.today)))
    return lines
