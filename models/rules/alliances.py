"""The rules about alliances, what they have agreed on, their workstreams and the commitments."""

from __future__ import annotations

from datetime import date

from models.agreed_texts import (
    AGREED_TEXTS,
    PLACEHOLDERS,
    AgreedText,
    in_braces,
    placeholder_name,
    unknown_placeholders,
)
from models.alliances import (
    STAGES,
    STAGES_THAT_ENDED,
    STAGES_THAT_SIGNED,
    Alliance,
    Commitment,
    Membership,
    Workstream,
)
from models.dates import show_date
from models.records import Values
from models.rules.rule import (
    REFUSE,
    REPORT,
    WARN,
    Books,
    Breach,
    another,
    days_in_order,
    on_removal,
    others,
    rule,
    standing,
)
from models.rules.signatures import is_signed
from models.schools import School
from models.text import count_of, nearest


@rule(Alliance, REPORT, "The hub is a member of its alliance.")
def hub_is_a_member(values: Values, books: Books) -> Breach | None:
    """The hub has a signed membership, as long as the alliance is not closed."""
    if not values.get("hub") or not values.get("key") or values.get("status") == "closed":
        return None
    founded = values.get("founded")
    if isinstance(founded, date) and founded > books.today:
        return None
    held = books.find(Membership, school=values["hub"], alliance=values["key"])
    if any(membership["stage"] in STAGES_THAT_SIGNED for membership in held):
        return None
    return "hub", f"{books.name_of(School, str(values['hub']))} has not signed."


@rule(Alliance, WARN, "A school is the hub of one alliance.")
def hub_of_one_alliance(values: Values, books: Books) -> Breach | None:
    """An alliance has one hub; a school that is named as the hub of two is asked about."""
    if not values.get("hub") or values.get("status") == "closed":
        return None
    for other in others(Alliance, values, books, hub=values["hub"]):
        if other["status"] != "closed":
            school = books.name_of(School, str(values["hub"]))
            return "hub", f"{school} is the hub of {other['name']} too: is that meant?"
    return None


@rule(Alliance, WARN, "The hub is a member of its alliance.")
def hub_is_named_among_members(values: Values, books: Books) -> Breach | None:
    """Whoever names a hub is told when it has not signed yet, and which school it replaces."""
    before = standing(Alliance, values, books)
    was, hub = before["hub"] if before else None, values.get("hub")
    if was == hub or values.get("status") == "closed":
        return None
    said = []
    if hub and _open_stage(values, str(hub), books) not in STAGES_THAT_SIGNED:
        said.append(
            f"{books.name_of(School, str(hub))} is not a member of it yet: bring it in, with its "
            "signature of the Statement of Commitment."
        )
    if was:
        stage = _open_stage(values, str(was), books)
        stays = f"it stays in the alliance ({STAGES[stage].word})" if stage else "it has left"
        said.append(f"{books.name_of(School, str(was))} is no longer the hub; {stays}.")
        if not hub:
            said.append("The alliance has no hub now: name another one.")
    return ("hub", " ".join(said)) if said else None


def _open_stage(alliance: Values, school: str, books: Books) -> str:
    """The stage of a school's membership that has not ended; empty when it has none."""
    held = books.find(Membership, school=school, alliance=alliance.get("key"))
    stages = (str(each["stage"]) for each in held if each["stage"] not in STAGES_THAT_ENDED)
    return next(stages, "")


@rule(Alliance, WARN, "An alliance is closed once its members have left.")
def closing_ends_no_membership(values: Values, books: Books) -> Breach | None:
    """Whoever closes an alliance is told who is still in it, or asking to be."""
    before = standing(Alliance, values, books)
    if before is None or values.get("status") != "closed" or before["status"] == "closed":
        return None
    held = books.find(Membership, alliance=values["key"])
    stages = [str(each["stage"]) for each in held if each["stage"] not in STAGES_THAT_ENDED]
    if not stages:
        return None
    members = sum(1 for stage in stages if stage in STAGES_THAT_SIGNED)
    asking = len(stages) - members
    told = [count_of(members, "member")] if members else []
    told += [count_of(asking, "open enquiry", "open enquiries")] if asking else []
    return "status", (
        f"It still has {' and '.join(told)}. Nobody joins a closed alliance: members leave it, "
        "and enquiries are declined."
    )


@on_removal(Alliance, REFUSE, "An alliance that has members is not removed.")
def alliance_has_no_members(values: Values, books: Books) -> Breach | None:
    """Memberships are its history, whether they have ended or not."""
    held = books.find(Membership, alliance=values["key"])
    if not held:
        return None
    name, count = values["name"], count_of(len(held), "membership")
    if any(is_signed(each) for each in held):
        return "", (
            f"{name} has {count}, with all that was signed. Set its status to Closed instead."
        )
    return "", (
        f"{name} has {count}, none of them signed. Set its status to Closed instead, or remove "
        "the memberships first."
    )


@rule(AgreedText, REFUSE, "A text is reviewed after it was agreed.")
def text_days(values: Values, books: Books) -> Breach | None:
    """Agreed ≤ review."""
    return days_in_order(values, "agreed", "review", AgreedText)


@rule(AgreedText, REFUSE, "An alliance has each version of a text once.")
def one_of_each_version(values: Values, books: Books) -> Breach | None:
    """No second record of the same alliance, text and version."""
    same = {name: values.get(name) for name in ("alliance", "what", "version")}
    if not all(same.values()) or another(AgreedText, values, books, **same) is None:
        return None
    text = AGREED_TEXTS[str(values["what"])]
    return "version", (
        f"{text}, version {values['version']}, is there already: change that one, or enter the "
        "number of the new version."
    )


@rule(AgreedText, WARN, "What a text has in braces is something that a letter can fill in.")
def letter_fills_it_in(values: Values, books: Books) -> Breach | None:
    """No unknown name in braces, and no brace without the other one."""
    words = str(values.get("text") or "")
    unknown = unknown_placeholders(words)
    if unknown:
        near = nearest(placeholder_name(unknown[0]), list(PLACEHOLDERS))
        meant = f" Perhaps {{{near}}}?" if near else ""
        return "text", (
            f"A letter cannot fill in {in_braces(unknown)}: a dotted line will stand there.{meant} "
            f"It fills in {in_braces(PLACEHOLDERS)}."
        )
    if words.count("{") != words.count("}"):
        return "text", "A brace is open and not closed, or the other way: write {school}."
    return None


@rule(AgreedText, REPORT, "A text that an alliance agreed on is looked at again in time.")
def text_is_reviewed(values: Values, books: Books) -> Breach | None:
    """The review of the version that holds today is not overdue; older versions are history."""
    review, agreed = values.get("review"), values.get("agreed")
    if not isinstance(review, date) or review >= books.today:
        return None
    if isinstance(agreed, date) and agreed > books.today:
        return None
    for other in books.find(AgreedText, alliance=values["alliance"], what=values["what"]):
        later = other["agreed"]
        newer = isinstance(later, date) and (not isinstance(agreed, date) or later > agreed)
        if newer and isinstance(later, date) and later <= books.today:
            return None
    alliance = books.get(Alliance, str(values["alliance"]))
    if alliance is not None and alliance["status"] == "closed":
        return None
    text = f"{AGREED_TEXTS[str(values['what'])]}, version {values['version']}"
    return "review", f"{text}: to be reviewed by {show_date(review)}."


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
    stage = STAGES[str(membership["stage"])].word
    if membership["stage"] not in STAGES_THAT_SIGNED:
        who = "organisation" if membership["organisation"] else "school"
        return "membership", (
            f"This {who} has not signed yet ({stage}): what it would like to do stands among the "
            "interests of its membership; it commits once it has signed."
        )
    began, since = values.get("began"), membership["since"]
    taken_on_before = isinstance(began, date) and isinstance(since, date) and began < since
    new = not taken_on_before and standing(Commitment, values, books) is None
    if membership["stage"] == "leaving" and new:
        return "membership", "This membership is ending (Leaving): it can take on nothing new."
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
    same = {name: values.get(name) for name in ("membership", "workstream")}
    if any(other["ended"] is None for other in others(Commitment, values, books, **same)):
        return "workstream", "The school is already in this workstream: change its level there."
    return None
