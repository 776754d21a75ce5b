"""The rules about alliances, their members, workstreams and commitments."""

from __future__ import annotations

from datetime import date

from models.alliances import (
    STAGES,
    STAGES_THAT_ENDED,
    STAGES_THAT_SIGNED,
    Alliance,
    Commitment,
    Membership,
    Workstream,
)
from models.dates import add_months, show_date
from models.people import Person, Post, held_on
from models.records import Values, article
from models.rules.rule import REFUSE, REPORT, WARN, Books, Breach, days_in_order, rule
from models.schools import School

GRACE_MONTHS = 4
"""How long a school that has just signed may be without a workstream: about a term."""


@rule(Membership, REFUSE, "Every member has signed the Statement of Commitment.")
def member_has_signed(values: Values, books: Books) -> Breach | None:
    """A member, partner or paused school has a day and a signatory."""
    if values.get("stage") not in STAGES_THAT_SIGNED:
        return None
    stage = STAGES[str(values["stage"])].word.lower()
    if values.get("statement_signed") is None:
        return "statement_signed", (
            f"A school is {article(stage) if stage != 'paused' else stage} only once it has signed "
            "the Statement of Commitment: enter the day, for example today."
        )
    if values.get("signatory") is None:
        return "signatory", "Who signed the Statement of Commitment? Enter the name."
    return None


@rule(Membership, REFUSE, "Every strategic partner has signed the memorandum of understanding.")
def partner_has_memorandum(values: Values, books: Books) -> Breach | None:
    """A strategic partner has a day for the memorandum."""
    if values.get("stage") == "strategic partner" and values.get("memorandum_signed") is None:
        return "memorandum_signed", (
            "A strategic partner has signed the memorandum of understanding as well: "
            "enter the day, for example today."
        )
    return None


@rule(Membership, REFUSE, "A membership's days follow one another.")
def days_of_membership(values: Values, books: Books) -> Breach | None:
    """Enquired ≤ sent ≤ signed ≤ left; nothing is signed in the future."""
    for early, late in (
        ("enquired", "statement_sent"),
        ("enquired", "statement_signed"),
        ("statement_sent", "statement_signed"),
        ("enquired", "left"),
        ("statement_sent", "left"),
        ("statement_signed", "left"),
    ):
        if breach := days_in_order(values, early, late, Membership):
            return breach
    for attribute in ("statement_signed", "memorandum_signed"):
        day = values.get(attribute)
        if isinstance(day, date) and day > books.today:
            return attribute, f"{show_date(day)} is still to come: a signature has a day that was."
    return None


@rule(Membership, REFUSE, "A school that left has a day on which it did.")
def leaving_has_a_day(values: Values, books: Books) -> Breach | None:
    """The stage "left" and the day belong together."""
    if values.get("stage") == "left" and values.get("left") is None:
        return "left", "On which day did the school leave? For example today."
    if values.get("left") is not None and values.get("stage") not in STAGES_THAT_ENDED:
        return "stage", "A day of leaving is entered, so the stage must be Left."
    return None


@rule(Membership, REFUSE, "A school has one open membership of an alliance at a time.")
def one_open_period(values: Values, books: Books) -> Breach | None:
    """No second membership that has not ended."""
    if values.get("stage") in STAGES_THAT_ENDED or not values.get("school"):
        return None
    same = books.find(Membership, school=values["school"], alliance=values.get("alliance"))
    for other in same:
        if other["key"] != values.get("key") and other["stage"] not in STAGES_THAT_ENDED:
            stage = STAGES[str(other["stage"])].word
            return "school", f"This school already has an open membership here: {stage}."
    return None


@rule(Membership, WARN, "A lead contact carries strategic accountability.")
def lead_is_accountable(values: Values, books: Books) -> Breach | None:
    """The work is led from the top: a post that the person holds today decides for the school."""
    key = values.get("lead_contact")
    if not key or values.get("stage") in STAGES_THAT_ENDED:
        return None
    posts = [post for post in books.find(Post, person=key) if held_on(post, books.today)]
    if any(post["strategic_accountability"] for post in posts):
        return None
    name = books.name_of(Person, str(key))
    return "lead_contact", (
        f"{name} holds no post with strategic accountability: a middle leader may be a contact, "
        "but does not lead for the school."
    )


@rule(Membership, WARN, "Every member is in at least one workstream.")
@rule(Membership, REPORT, "Every member is in at least one workstream.")
def member_has_a_workstream(values: Values, books: Books) -> Breach | None:
    """A signed school has an open commitment, a term after signing at the latest."""
    signed = values.get("statement_signed")
    if values.get("stage") not in ("member", "strategic partner") or not values.get("key"):
        return None
    if isinstance(signed, date) and add_months(signed, GRACE_MONTHS) > books.today:
        return None
    commitments = books.find(Commitment, membership=values["key"])
    if any(is_open(commitment, books.today) for commitment in commitments):
        return None
    return "stage", "Signed, but in no workstream."


@rule(Membership, REPORT, "A Statement of Commitment that went out comes back signed.")
def statement_comes_back(values: Values, books: Books) -> Breach | None:
    """Sent and not signed."""
    sent = values.get("statement_sent")
    if values.get("stage") == "statement sent" and isinstance(sent, date):
        weeks = (books.today - sent).days // 7
        return "statement_sent", f"Out since {show_date(sent)}, {weeks} weeks."
    return None


@rule(Alliance, REPORT, "The hub is a member of its alliance.")
def hub_is_a_member(values: Values, books: Books) -> Breach | None:
    """The hub has a signed membership."""
    if not values.get("hub") or not values.get("key"):
        return None
    held = books.find(Membership, school=values["hub"], alliance=values["key"])
    if any(membership["stage"] in STAGES_THAT_SIGNED for membership in held):
        return None
    return "hub", f"{books.name_of(School, str(values['hub']))} has not signed."


@rule(Workstream, REFUSE, "A workstream does not end before it begins.")
def workstream_days(values: Values, books: Books) -> Breach | None:
    """Began ≤ ended."""
    return days_in_order(values, "began", "ended", Workstream)


@rule(Commitment, REFUSE, "A commitment does not end before it begins.")
def commitment_days(values: Values, books: Books) -> Breach | None:
    """Began ≤ ended."""
    return days_in_order(values, "began", "ended", Commitment)


@rule(Commitment, REFUSE, "A school commits to workstreams of the alliance it is in.")
def commitment_within_its_alliance(values: Values, books: Books) -> Breach | None:
    """Membership and workstream share their alliance, and the membership has not ended."""
    membership = books.get(Membership, str(values.get("membership")))
    workstream = books.get(Workstream, str(values.get("workstream")))
    if membership is None or workstream is None:
        return None
    if membership["alliance"] != workstream["alliance"]:
        alliance = books.name_of(Alliance, str(workstream["alliance"]))
        return "workstream", f"This workstream belongs to {alliance}."
    if values.get("ended") is not None:
        return None
    if membership["stage"] in STAGES_THAT_ENDED:
        return "membership", "This membership has ended: it can take on nothing new."
    if membership["stage"] not in STAGES_THAT_SIGNED:
        stage = STAGES[str(membership["stage"])].word
        return "membership", (
            f"This school has not signed yet ({stage}): what it would like to do stands among the "
            "interests of its membership; it commits once it has signed."
        )
    return None


@rule(Commitment, WARN, "A school that is paused takes on nothing new.")
def commitment_while_paused(values: Values, books: Books) -> Breach | None:
    """A paused school keeps its signature, but rests."""
    membership = books.get(Membership, str(values.get("membership")))
    if membership and membership["stage"] == "paused" and values.get("ended") is None:
        return "membership", "This school is paused at the moment."
    return None


@rule(Commitment, REFUSE, "A school has one commitment to a workstream at a time.")
def one_open_commitment(values: Values, books: Books) -> Breach | None:
    """No second commitment that has not ended."""
    if values.get("ended") is not None:
        return None
    for other in books.find(
        Commitment, membership=values.get("membership"), workstream=values.get("workstream")
    ):
        if other["key"] != values.get("key") and other["ended"] is None:
            return "workstream", "The school is already in this workstream: change its level there."
    return None


def is_open(commitment: Values, today: date) -> bool:
    """Whether the commitment stands on this day."""
    began, ended = commitment.get("began"), commitment.get("ended")
    return not (isinstance(began, date) and began > today) and not (
        isinstance(ended, date) and ended <= today
    )
