"""The rules about what an alliance expects of its members: a lead, work, a hub that stays."""

from __future__ import annotations

from datetime import date

from models.alliances.alliance import Alliance
from models.fields.dates import show_date
from models.fields.text import count_of
from models.memberships.membership import STAGES_THAT_ENDED, Membership
from models.people.person import Person
from models.people.post import Post, held_on
from models.records.books import Books
from models.records.record import Values
from models.records.rules import REPORT, WARN, Breach, referred, rule, standing
from models.schools.school import School


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


@rule(Membership, WARN, "A hub stays in its alliance.")
def hub_stays(values: Values, books: Books) -> Breach | None:
    """A member that leaves is not the hub of the alliance."""
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
