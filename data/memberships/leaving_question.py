"""Leaving an alliance: what ends with it, and the question that is asked first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from data.memberships.names import called_together, member_name
from data.store.books import Books, RememberingBooks
from data.tables.questions import Question, asks_before
from models.alliances.alliance import Alliance
from models.fields.dates import show_date
from models.fields.text import count_of
from models.memberships.membership import STAGES_OF_LEAVING, Membership
from models.records.record import Values
from models.records.rules import Severity, findings
from models.workstreams.commitment import Commitment, ends_with_membership
from models.workstreams.workstream import Workstream


@asks_before(Membership)
def question_before_leaving(books: Books, keys: Sequence[str], new: Values) -> Question | None:
    """The question before these memberships come to a stage of leaving.

    What a rule refuses is not asked about.
    """
    stage = new.get("stage")
    if stage not in STAGES_OF_LEAVING:
        return None
    going = [each for each in books.of_keys(Membership, keys) if each["stage"] != stage]
    remembering, refuse = RememberingBooks(books), (Severity.REFUSE,)
    if not going or any(
        any(findings(Membership, each | new, remembering, refuse, uniqueness=False))
        for each in going
    ):
        return None
    return leaving_question(books, going, str(stage), new.get("left"))


def leaving_question(
    books: Books, members: Sequence[Values], stage: str, day: object = None
) -> Question:
    """The question before these leave, or give notice: which commitments end, which hub goes.

    Without a day it is today.
    """
    name, one = called_together(books, members), len(members) == 1
    if stage == "leaving":
        asks = f"{name} {'gives' if one else 'give'} notice?"
        when = f"when {'it has' if one else 'they have'} left"
    else:
        asks = f"{name} {'leaves' if one else 'leave'}?"
        when = "on the day of leaving"
    on = day if isinstance(day, date) else books.today
    ending = ending_with(books, [str(each["key"]) for each in members], on)
    told = [f"{'It has' if one else 'They have'} no commitments that would end."]
    if ending:
        count = count_of(len(ending), "commitment ends", "commitments end")
        told = [f"{count} {when}:", "", *ending]
    return Question(asks, [*hubs_among(books, members), *told])


def ending_with(books: Books, memberships: Sequence[str], day: date | None = None) -> list[str]:
    """The commitments that would end if these left on a day, or today: workstream, and whose."""
    day = day or books.today
    found = []
    for membership in books.of_keys(Membership, memberships):
        for each in books.find(Commitment, membership=membership["key"]):
            if ends_with_membership(each, day):
                level = books.show(Commitment, "level", each["level"])
                workstream = books.name_of(Workstream, str(each["workstream"]))
                began, begins = each["began"], ""
                if isinstance(began, date) and began > day:
                    begins = f", which was to begin on {show_date(began)}"
                found.append(f"{member_name(books, membership)}: {workstream} ({level}){begins}")
    return sorted(found, key=str.casefold)


def hubs_among(books: Books, memberships: Sequence[Values]) -> list[str]:
    """Which of these are the hub of their alliance, in words."""
    found = []
    for each in memberships:
        alliance = books.get(Alliance, str(each["alliance"]))
        if alliance and each["school"] and alliance["hub"] == each["school"]:
            found.append(
                f"{member_name(books, each)} is the hub of {alliance['name']}: name another hub "
                "there."
            )
    return found
