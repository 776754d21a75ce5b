"""Policies that are overdue: a letter to the school, or to those who own the policies."""

from __future__ import annotations

from data.letters.letter import Addressee, Recipient
from data.letters.memberships.addressees import head_of_school
from data.letters.tables import table
from data.memberships.circulation import members_of
from data.policies.governors_meetings import GovernorsMeetings
from data.policies.lists import LISTS
from data.policies.standing import Board, Standing, board
from data.policies.watched import policies_by_key, titles_of
from data.store.books import Books
from models.fields.dates import show_date
from models.fields.text import count_of
from models.schools.school import School

SUBJECT = {
    "policies": "Policies to bring to your governors",
    "owners": "Policies that are overdue in our schools",
}

WORDS = {
    "policies": """By our books {count} of {school} should have been reviewed by now. Below they
stand with the day on which each was due, the longest overdue first, and the next meeting of your
governors that can take it.

{policies}

Would you please have them put on the agenda of {meeting}? If one of them was approved already,
please tell us the day and who approved it, and we shall put our books right.""",
    "owners": """By our books {count} for which you are responsible should have been reviewed by
now in schools of {alliance}. They are listed below, the longest overdue first.

{policies}

The schools have been or will be asked to bring them to their governors. If a model policy or its
guidance has changed, or will change soon, please tell us, so that no school reviews the old
one.""",
}


def recipients(books: Books, alliance: str, variant: str) -> list[Recipient]:
    """Each school with overdue policies, or each owner of some, by name."""
    standing = board(books)
    shown = members_of(books, alliance)
    found = [each for each in LISTS["policies-overdue"].of(standing) if each.school in shown]
    if variant == "owners":
        return _owners(books, alliance, standing, found)
    by_school: dict[str, list[Standing]] = {}
    for each in found:
        by_school.setdefault(each.school, []).append(each)
    meetings = GovernorsMeetings(books)
    titles = titles_of(standing)
    made = []
    for school, late in by_school.items():
        rows = []
        for each in late:
            takes = meetings.next_for(each)
            rows.append(
                (
                    titles[each.policy],
                    *_due(books, each),
                    f"{show_date(takes.held)}, {takes.body}" if takes else "none in our books",
                )
            )
        ahead = meetings.next(school)
        made.append(
            Recipient(
                alliance=alliance,
                place=books.name_of(School, school),
                addressee=head_of_school(books, school),
                school=school,
                own={
                    "count": count_of(len(late), "policy", "policies"),
                    "meeting": _in_a_sentence(ahead.body, show_date(ahead.held))
                    if ahead
                    else "the next meeting that can take them",
                },
                blocks={
                    "policies": table(("Policy", "Due", "Days late", "Next meeting"), rows, (2,))
                },
            )
        )
    return sorted(made, key=lambda each: each.place.casefold())


def _in_a_sentence(body: str, day: str) -> str:
    """A body and its day: "your governing body on 28/01/2027"."""
    return f"the {body[:1].lower()}{body[1:]} on {day}"


def _owners(books: Books, alliance: str, standing: Board, found: list[Standing]) -> list[Recipient]:
    policies, titles = policies_by_key(books), titles_of(standing)
    by_owner: dict[tuple[str, str], list[Standing]] = {}
    for each in found:
        policy = policies[each.policy]
        if policy["owner"]:
            owner = str(policy["owner"]), str(policy["owner_email"] or "")
            by_owner.setdefault(owner, []).append(each)
    return [
        Recipient(
            alliance=alliance,
            place=owner,
            addressee=Addressee(owner, "", (), email),
            own={"count": count_of(len(late), "policy", "policies")},
            blocks={
                "policies": table(
                    ("School", "Policy", "Due", "Days late"),
                    [
                        (
                            books.name_of(School, each.school),
                            titles[each.policy],
                            *_due(books, each),
                        )
                        for each in late
                    ],
                    (3,),
                )
            },
        )
        for (owner, email), late in sorted(by_owner.items())
    ]


def _due(books: Books, standing: Standing) -> tuple[str, str]:
    """The day on which it was due, and how many days ago that is."""
    if standing.due is None:
        return "", ""
    return show_date(standing.due), str((books.today - standing.due).days)
