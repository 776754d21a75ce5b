"""The rules about what an alliance expects of its members: a lead, work, a hub that stays."""

from __future__ import annotations

from datetime import date

from models.alliances import STAGES_THAT_ENDED, Alliance, Commitment, Membership, is_open
from models.dates import add_months, show_date
from models.people import Person, Post, held_on
from models.records import Values
from models.rules.rule import REPORT, WARN, Books, Breach, referred, rule, standing
from models.schools import School
from models.text import count_of

GRACE_MONTHS = 4
"""How long a school that has just signed may be without a workstream: about a term."""


@rule(Membership, WARN, "A lead contact carries strategic accountability.")
@rule(Membership, REPORT, "A lead contact carries strategic accountability.")
def lead_is_accountable(values: Values, books: Books) -> Breach | None:
    """The work is led from the top: a post that the person holds today decides for the school."""
    key = values.get("lead_contact")
    if not key or values.get("stage") in STAGES_THAT_ENDED:
        return None
    held = [
        post
        for post in books.find(Post, person=key)
        if post["strategic_accountability"] and held_on(post, books.today)
    ]
    # Whoever decides at a trust decides for its schools; whoever moved to another school does not.
    if any(post["school"] in (None, values.get("school")) for post in held):
        return None
    name = books.name_of(Person, str(key))
    if held:
        where = books.name_of(School, str(held[0]["school"]))
        return "lead_contact", (
            f"{name} holds a post with strategic accountability at {where}, and none here."
        )
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


@rule(Membership, WARN, "A hub stays in its alliance.")
def hub_stays(values: Values, books: Books) -> Breach | None:
    """Whoever leaves is not the hub that the alliance names."""
    alliance = referred(Alliance, "alliance", values, books)
    goes = values.get("stage") in STAGES_THAT_ENDED or values.get("stage") == "leaving"
    before = standing(Membership, values, books)
    if not goes or alliance is None or not values.get("school") or before is None:
        return None
    if alliance["hub"] != values["school"] or before["stage"] in STAGES_THAT_ENDED:
        return None
    return "stage", f"It is the hub of {alliance['name']}: name another hub there."


@rule(Membership, REPORT, "A Statement of Commitment that went out comes back signed.")
def statement_comes_back(values: Values, books: Books) -> Breach | None:
    """Sent and not signed."""
    sent = values.get("statement_sent") or values.get("since")
    if values.get("stage") == "statement sent" and isinstance(sent, date):
        weeks = (books.today - sent).days // 7
        return "statement_sent", f"Out since {show_date(sent)}, {count_of(weeks, 'week')}."
    return None
