"""What was agreed at the last meeting, for everybody who still has an action to do."""

from __future__ import annotations

from collections.abc import Sequence

from data.exports.writers.markdown import escape
from data.letters.dates import day_and_date
from data.letters.letter import Recipient
from data.letters.memberships.addressees import person_named
from data.letters.tables import table
from data.meetings.attendance import HeldMeeting, meetings_of_alliances
from data.memberships.names import member_name
from data.store.books import Books
from models.fields.dates import show_date
from models.meetings.action import Action
from models.meetings.attendance import ATTENDED, Attendance
from models.meetings.meeting import Meeting
from models.memberships.membership import Membership
from models.records.record import Values

SUBJECT = "What was agreed: {meeting}, {day}"

WORDS = """This is what was agreed at the {meeting} on {day}.

{came}

{notes}

**What you have taken on**

{actions}

{others}

If a day cannot be kept, please tell us before it comes. If something here is not as you remember
it, please tell us too."""


def recipients(books: Books, alliance: str, _: str) -> list[Recipient]:
    """The people with an open action from a meeting of the alliance, by name."""
    met = {each.key: each for each in meetings_of_alliances(books) if each.alliance == alliance}
    open_actions = [
        each
        for each in books.find(Action)
        if str(each["meeting"]) in met and each["done"] is None and each["owner"]
    ]
    open_actions.sort(key=lambda each: (each["due"] is None, str(each["due"]), str(each["what"])))
    by_owner: dict[str, list[Values]] = {}
    for action in open_actions:
        by_owner.setdefault(str(action["owner"]), []).append(action)
    found = []
    for owner, owed in sorted(by_owner.items(), key=lambda each: each[0].casefold()):
        meeting = max((met[str(each["meeting"])] for each in owed), key=lambda each: each.held)
        addressee, school, organisation = person_named(books, owner)
        others = [
            each
            for each in open_actions
            if str(each["owner"]) != owner and str(each["meeting"]) == meeting.key
        ]
        found.append(
            Recipient(
                alliance=alliance,
                place=addressee.lines[0] if addressee.lines else owner,
                addressee=addressee,
                school=school,
                organisation=organisation,
                own={"meeting": meeting.name, "day": day_and_date(meeting.held)},
                blocks={
                    "came": _came(books, meeting),
                    "notes": _notes(books, meeting),
                    "actions": _table(owed, met),
                    "others": _others(others),
                },
            )
        )
    return found


def _table(actions: Sequence[Values], met: dict[str, HeldMeeting]) -> str:
    rows = [(str(each["what"]), _day(each), met[str(each["meeting"])].label) for each in actions]
    return table(("Action", "By", "Agreed at"), rows)


def _others(actions: Sequence[Values]) -> str:
    """The actions of others from the same meeting; empty when there are none."""
    if not actions:
        return ""
    rows = [(str(each["what"]), str(each["owner"]), _day(each)) for each in actions]
    return "**What others have taken on**\n\n" + table(("Action", "Who", "By"), rows)


def _day(action: Values) -> str:
    due = action["due"]
    return show_date(due) if due else "no day"  # type: ignore[arg-type]


def _notes(books: Books, meeting: HeldMeeting) -> str:
    values = books.get(Meeting, meeting.key) or {}
    lines = [line for line in str(values.get("notes") or "").split("\n") if line.strip()]
    return "\n\n".join(escape(line) for line in lines)


def _came(books: Books, meeting: HeldMeeting) -> str:
    """Who came, who sent a deputy or apologies, and who was absent; each named once."""
    found: dict[str, list[str]] = {state: [] for state in ATTENDED}
    for each in books.find(Attendance, meeting=meeting.key):
        membership = books.get(Membership, str(each["membership"]))
        if membership is None:
            continue
        name = member_name(books, membership)
        if each["attended"] == "deputy" and each["deputy"]:
            name += f" ({each['deputy']})"
        found[str(each["attended"])].append(name)
    said = {"head": "Heads who came", "deputy": "Deputies", "apologies": "Apologies",
            "absent": "Not there"}  # fmt: skip
    lines = [
        f"**{said[state]}:** {escape(', '.join(sorted(names, key=str.casefold)))}."
        for state, names in found.items()
        if names
    ]
    return "\\\n".join(lines)
