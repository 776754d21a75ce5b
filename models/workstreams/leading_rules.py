"""The rules about who leads a workstream, and who answers for it."""

from __future__ import annotations

from models.alliances.alliance import Alliance
from models.memberships.membership import STAGES_THAT_SIGNED, Membership
from models.people.post import Post, held_on
from models.records.books import Books
from models.records.record import Values
from models.records.rules import WARN, Breach, referred, rule, standing
from models.schools.school import School
from models.workstreams.commitment import Commitment, is_open
from models.workstreams.workstream import Workstream, is_under_way


@rule(Workstream, WARN, "The lead school of a workstream is a signed member at the level Lead.")
def lead_school_leads(values: Values, books: Books) -> Breach | None:
    """It has signed, and has an open commitment as lead."""
    before = standing(Workstream, values, books)
    if before is not None and before["lead_school"] == values.get("lead_school"):
        return None
    if not values.get("lead_school") or not is_under_way(values, books.today):
        return None
    name = books.name_of(School, str(values["lead_school"]))
    membership = signed_membership_of_lead(values, books)
    if membership is None:
        alliance = books.name_of(Alliance, str(values.get("alliance")))
        return "lead_school", f"{name} has not signed in {alliance}: does it lead this workstream?"
    if not leads_already(values, membership, books):
        return "lead_school", f"{name} has no commitment at the level Lead yet."
    return None


def signed_membership_of_lead(workstream: Values, books: Books) -> Values | None:
    """The membership with which the lead school of a workstream has signed; None without one."""
    held = books.find(
        Membership, school=workstream.get("lead_school"), alliance=workstream.get("alliance")
    )
    return next((each for each in held if each["stage"] in STAGES_THAT_SIGNED), None)


def leads_already(workstream: Values, membership: Values, books: Books) -> bool:
    """Whether a member has an open commitment to a workstream at the level Lead."""
    if not workstream.get("key"):
        return False
    held = books.find(Commitment, membership=membership["key"], workstream=workstream["key"])
    return any(each["level"] == "lead" and is_open(each, books.today) for each in held)


@rule(Workstream, WARN, "Whoever answers for a workstream carries strategic responsibility.")
def accountable_post_is_strategic(values: Values, books: Books) -> Breach | None:
    """The post decides for its school, and is held today."""
    post = referred(Post, "accountable_post", values, books)
    before = standing(Workstream, values, books)
    if post is None or (before and before["accountable_post"] == values["accountable_post"]):
        return None
    name = books.name_of(Post, str(post["key"]))
    if not post["strategic_accountability"]:
        return "accountable_post", (
            f"{name} carries no strategic responsibility: name a post that does, such as that of "
            "the head."
        )
    if not held_on(post, books.today):
        return "accountable_post", f"{name} is not held today: name the present post."
    return None
