"""The invitation to the annual meeting of heads."""

from __future__ import annotations

from datetime import date, timedelta

from data.exports.writers.markdown import escape
from data.letters.dates import day_and_date
from data.letters.letter import Recipient
from data.letters.memberships.addressees import head_of_member
from data.meetings.attendance import EXPECTED, annual_names
from data.memberships.as_of import memberships
from data.memberships.names import member_name
from data.problems import Problem
from data.store.books import Books
from models.alliances.alliance import Alliance
from models.meetings.meeting import ANNUAL, Meeting
from models.records.record import Values

SUBJECT = "{meeting} of {alliance}"

WORDS = """You are invited to the {meeting} of {alliance}: {when}.

**Agenda**

{agenda}

Every head takes part in it. If you cannot come, you may send a deputy who can speak for {school};
we shall record that a deputy came.

Would you please tell us by {answer by}, by email or on the slip below?"""

SLIP = """**{meeting} of {alliance}**, {day} – {school}

☐ I shall come    ☐ I send a deputy: ………………………………    ☐ apologies

Name: ………………………………………    To be put on the agenda: ……………………………………"""

_BEFORE = timedelta(weeks=1)


def recipients(books: Books, alliance: str, _: str) -> list[Recipient]:
    """Every member that is expected at the next annual meeting.

    Raises Problem when none is in the books.
    """
    called = annual_names(books).get(alliance) or "Annual meeting"
    meeting, held = _next_meeting(books, alliance, called)
    own, blocks = _told_of(meeting, held, called), {"agenda": _agenda(str(meeting["agenda"] or ""))}
    everybody = [
        each for each in memberships(books, alliance=alliance) if each["stage"] in EXPECTED
    ]
    everybody.sort(key=lambda each: member_name(books, each).casefold())
    return [
        Recipient(
            alliance=alliance,
            place=member_name(books, each),
            addressee=head_of_member(books, each),
            school=str(each["school"]) if each["school"] else None,
            organisation=str(each["organisation"]) if each["organisation"] else None,
            membership=str(each["key"]),
            own=own,
            blocks=blocks,
            answer_by=max(books.today, held - _BEFORE),
        )
        for each in everybody
    ]


def _next_meeting(books: Books, alliance: str, called: str) -> tuple[Values, date]:
    """The next annual meeting of an alliance and its day."""
    ahead = [
        (held, each)
        for each in books.find(Meeting, alliance=alliance, kind_of_meeting=ANNUAL)
        if isinstance(held := each["held"], date) and held >= books.today
    ]
    if not ahead:
        raise Problem(
            f"{books.name_of(Alliance, alliance)} has no {called.lower()} ahead. "
            "Put it under Meetings on tab 2: a adds one."
        )
    held, meeting = min(ahead, key=lambda each: each[0])
    return meeting, held


def _told_of(meeting: Values, held: date, called: str) -> dict[str, str]:
    """What the words of the letter name in braces of the meeting."""
    day, starts, place = day_and_date(held), meeting["starts"], meeting["place"]
    when = f"{day} at {starts}" if starts else day
    if place:
        when += f", {_in_sentence(str(place))}"
    name = str(meeting["name"] or called)
    return {
        "meeting": name if name == called else f"{called} ({name})",
        "when": when,
        "day": day,
        "time": str(starts or ""),
        "place": str(place or ""),
    }


def _agenda(text: str) -> str:
    """The items of an agenda as a list; each stands on a line or behind a semicolon."""
    lines = [part.strip(" .-•") for line in text.split("\n") for part in line.split(";")]
    items = [f"{number}. {escape(line)}" for number, line in enumerate(filter(None, lines), 1)]
    return "\n".join(items) or "It follows. What should stand on it? Please tell us."


def _in_sentence(place: str) -> str:
    """A place as it goes on in a sentence: "at the hub", "By video" as "by video"."""
    first, _, rest = place.partition(" ")
    return f"{first.lower()} {rest}" if first in ("At", "By", "In", "The") else place
