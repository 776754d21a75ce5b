"""The reminder of a Statement of Commitment that went out and has not come back."""

from __future__ import annotations

from datetime import date, timedelta

from data.letters.dates import long_date
from data.letters.letter import Recipient
from data.letters.memberships.addressees import head_of_member
from data.memberships.as_of import memberships
from data.memberships.names import member_name
from data.memberships.texts_to_sign import newest_text
from data.store.books import Books
from models.fields.text import count_of
from models.memberships.membership import STAGES_THAT_SIGNED
from models.records.record import Values

SUBJECT = "Statement of Commitment: not signed yet"

WORDS = """We sent you the Statement of Commitment of {alliance} on {sent}, {weeks} ago, and have
not had it back yet.

Until it is signed, {school} cannot take part in what members share with one another under the
data-sharing protocol, and does not stand by name in our papers.

Would you please let us know by {answer by}? Any of these helps us:

1. sign the Statement and send it back;
2. tell us, on the slip below, the day on which your governors will look at it;
3. tell us that {school} would rather not sign.

If the text has gone astray, or there is a sentence you would like to talk about, please ask us."""

SLIP = """**Statement of Commitment of {alliance}** – {school}

☐ signed, and enclosed    ☐ our governors will look at it on …………………    ☐ we would rather not sign

Name and post: ………………………………………………    Signature: …………………………………"""

TIME_TO_ANSWER = timedelta(weeks=2)


def recipients(books: Books, alliance: str, _: str) -> list[Recipient]:
    """The members that were sent the Statement and have not signed it, the earliest first."""
    out = [each for each in memberships(books, alliance=alliance) if _is_out(each)]
    out.sort(key=lambda each: (str(_sent(each) or ""), member_name(books, each).casefold()))
    text = newest_text(books, alliance, "statement")
    found = []
    for membership in out:
        sent = _sent(membership)
        weeks = (books.today - sent).days // 7 if sent else 0
        own = {"version": str(text["version"]) if text else ""}
        own["sent"] = long_date(sent) if sent else ""
        own["weeks"] = count_of(weeks, "week") if sent else ""
        found.append(
            Recipient(
                alliance=alliance,
                place=member_name(books, membership),
                addressee=head_of_member(books, membership),
                school=str(membership["school"]) if membership["school"] else None,
                organisation=str(membership["organisation"])
                if membership["organisation"]
                else None,
                membership=str(membership["key"]),
                own=own,
                answer_by=books.today + TIME_TO_ANSWER,
            )
        )
    return found


def _is_out(membership: Values) -> bool:
    unsigned = membership["statement_signed"] is None
    return membership["stage"] == "statement sent" or (
        membership["stage"] in STAGES_THAT_SIGNED and unsigned
    )


def _sent(membership: Values) -> date | None:
    """The day on which it went out; that of the stage where no other is known."""
    for name in ("statement_sent", "since"):
        day = membership[name]
        if isinstance(day, date) and (name != "since" or membership["stage"] == "statement sent"):
            return day
    return None
