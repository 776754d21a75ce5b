"""The Statement of Commitment or the memorandum, to be signed and sent back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from data.letters.declaring import AfterWriting
from data.letters.letter import Enclosure, Recipient
from data.letters.memberships.addressees import head_of_member
from data.memberships.as_of import memberships
from data.memberships.moving import DAY, move_on
from data.memberships.names import called_together, member_name
from data.memberships.texts_to_sign import is_awaited, letter_of, newest_text
from data.problems import Problem
from data.store.books import Books
from data.store.store import Store
from data.tables.cells import Outcome, outcome_of
from models.alliances.agreed_text import AGREED_TEXTS
from models.alliances.alliance import Alliance
from models.memberships.membership import STAGES_THAT_ENDED, Membership
from models.records.record import Values

SUBJECT = {
    "statement": "Statement of Commitment of {alliance}",
    "memorandum": "Memorandum of understanding with {alliance}",
}

_WORDS = """With this letter comes the {0} of {{alliance}}, version {{version}}. {1}

Would you please sign it for {{school}} and send it back by {{answer by}}? We shall send you a copy
that carries both signatures.

If {{school}} would like to talk about a sentence of it first, or needs to take it to the governors,
please tell us when, and we shall wait for that day."""

WORDS = {
    "statement": _WORDS.format(
        "Statement of Commitment",
        "Every member has signed it: it says what members may expect of one another.",
    ),
    "memorandum": _WORDS.format(
        "memorandum of understanding",
        "It is signed by strategic partners, beside the Statement of Commitment.",
    ),
}

TIME_TO_SIGN = timedelta(weeks=4)


def recipients(books: Books, alliance: str, what: str) -> list[Recipient]:
    """Everybody who has still to sign, first; then whoever signed and might need it again.

    Raises Problem when the alliance has no such text, or none with words.
    """
    text = newest_text(books, alliance, what)
    if text is None or not text["text"]:
        name, version = AGREED_TEXTS[what], f" in version {text['version']}" if text else ""
        lacks = f"has no words{version}" if text else "is not there"
        raise Problem(
            f"{books.name_of(Alliance, alliance)} cannot write it: its {name} {lacks}. "
            "Put it under Texts on tab 2: a adds one, i reads its words from a file."
        )
    everybody = [
        each
        for each in memberships(books, alliance=alliance)
        if each["stage"] not in STAGES_THAT_ENDED
        and (what == "statement" or each["statement_signed"] is not None)
    ]
    everybody.sort(key=lambda each: (not _waits(each, what), member_name(books, each).casefold()))
    return [_recipient(books, each, what) for each in everybody]


def _waits(membership: Values, what: str) -> bool:
    """Whether it is time to send the text: it is awaited, and the first talk is over."""
    return is_awaited(membership, what) and membership["stage"] != "enquiry"


def _recipient(books: Books, membership: Values, what: str) -> Recipient:
    letter = letter_of(books, str(membership["key"]), what)
    return Recipient(
        alliance=str(membership["alliance"]),
        place=letter.member,
        addressee=head_of_member(books, membership),
        school=_text(membership["school"]),
        organisation=_text(membership["organisation"]),
        membership=str(membership["key"]),
        own={"version": letter.version},
        answer_by=books.today + TIME_TO_SIGN,
        enclosures=[Enclosure(letter.which, f"{letter.text}\n{letter.signatures}")],
        remarks=(*letter.remarks, *([f"{letter.before}."] if letter.before else [])),
        sends=what == "statement" and membership["statement_sent"] is None and not letter.before,
        concerned=_waits(membership, what),
    )


def _count_as_sent(store: Store, recipients: Sequence[Recipient]) -> Outcome:
    """Note that the Statement was sent today; who is still before that stage comes to it."""
    keys = [each.membership for each in recipients]
    found = store.get_many(Membership, keys)
    label = f"Statement sent to {called_together(store, list(found.values()))}"
    with store.operation(label) as change:
        before = [key for key in keys if found[key]["stage"] in _BEFORE_SENT]
        if before:
            move_on(change, before, "statement sent", {DAY: store.today})
        others = [key for key in keys if key not in before]
        change.set_many(Membership, others, {"statement_sent": store.today})
    return outcome_of(change, label)


_BEFORE_SENT = ("enquiry", "in discussion")

AFTER_WRITING = AfterWriting(
    "Count today as the day on which the Statement was sent to {count}?", _count_as_sent
)


def _text(value: object) -> str | None:
    return None if value is None else str(value)
