"""The rules about memberships: their signatures, their days, and the path from stage to stage."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from models.alliances.alliance import Alliance
from models.alliances.closed import name_if_closed
from models.fields.dates import show_date
from models.fields.text import count_of
from models.memberships.membership import (
    LEAVING_REASONS,
    NEXT_STAGES,
    STAGES,
    STAGES_OF_LEAVING,
    STAGES_THAT_ENDED,
    STAGES_THAT_SIGNED,
    Membership,
    Step,
)
from models.memberships.path import (
    DAY_OF_STAGE,
    Period,
    Reached,
    day_of_arrival,
    path_after,
    path_from_days,
    path_of_steps,
    period_of,
)
from models.memberships.signature_rules import is_signed
from models.records.books import Books
from models.records.record import Record, Values
from models.records.rules import (
    REFUSE,
    REPORT,
    WARN,
    Breach,
    days_in_order,
    on_removal,
    others,
    referred,
    rule,
    standing,
)
from models.schools.organisation import Organisation
from models.schools.school import School


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


@rule(Alliance, WARN, "The hub is a member of its alliance.")
def hub_is_named_among_members(values: Values, books: Books) -> Breach | None:
    """Warn when a new hub has not signed yet, and name the school that it replaces."""
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
    """Warn, when an alliance is closed, who is still in it or asking to join."""
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


@rule(Alliance, WARN, "An alliance is founded before anybody signs in it.")
def founded_before_its_first_signature(values: Values, books: Books) -> Breach | None:
    """No membership of it bears a signature from before it began."""
    founded, key = values.get("founded"), values.get("key")
    if not isinstance(founded, date) or not key:
        return None
    if stands_already(Alliance, values, books, "founded"):
        return None
    signed = [
        (day, str(each["key"]))
        for each in books.find(Membership, alliance=key)
        if isinstance(day := each["statement_signed"], date) and day < founded
    ]
    if not signed:
        return None
    day, first = min(signed)
    membership = books.get(Membership, first)
    who = name_of_member(membership, books) if membership else ""
    return "founded", (
        f"{who} signed the Statement of Commitment on {show_date(day)}, before that day: is the "
        "day right?"
    )


@rule(Membership, WARN, "Nobody signs in an alliance before it is founded.")
def signed_after_the_founding(values: Values, books: Books) -> Breach | None:
    """A signature of its own alliance's time."""
    signed = values.get("statement_signed")
    if stands_already(Membership, values, books, "statement_signed", "alliance"):
        return None
    return before_founding("statement_signed", signed, values, books)


def before_founding(
    attribute: str, day: object, of_alliance: Values, books: Books
) -> Breach | None:
    """The breach when a day is before the founding of the alliance that a record is of."""
    alliance = referred(Alliance, "alliance", of_alliance, books)
    founded = alliance["founded"] if alliance else None
    if alliance is None or not isinstance(founded, date) or not isinstance(day, date):
        return None
    if day >= founded:
        return None
    return attribute, (
        f"{alliance['name']} was founded on {show_date(founded)}, after that day: is the day right?"
    )


def name_of_member(membership: Values, books: Books) -> str:
    """The name of the school or organisation that a membership is of."""
    kind = School if membership["school"] else Organisation
    return books.name_of(kind, str(membership["school"] or membership["organisation"]))


def stands_already(record: type[Record], values: Values, books: Books, *names: str) -> bool:
    """Whether these values stood before this change, so that it was said when they came."""
    before = standing(record, values, books)
    return before is not None and all(before[name] == values.get(name) for name in names)


@rule(Membership, WARN, "A school that joins is open.")
def joining_school_is_open(values: Values, books: Books) -> Breach | None:
    """Warn when a closed school joins: it may be the wrong one of two with that name."""
    school = referred(School, "school", values, books)
    if school is None or school["status"] != "2" or values["stage"] in STAGES_THAT_ENDED:
        return None
    if stands_already(Membership, values, books, "school"):
        return None
    urn = f" (URN {school['urn']})" if school["urn"] else ""
    return "school", f"{school['name']}{urn} is closed: is it the right school?"


@rule(Membership, REFUSE, "An alliance that is closed takes no new members.")
def nobody_joins(values: Values, books: Books) -> Breach | None:
    """Its members move on along their paths, or leave; whoever was none is declined."""
    name, stage = name_if_closed(values, books), values.get("stage")
    if not name or stage in STAGES_THAT_ENDED | STAGES_OF_LEAVING:
        return None
    before = standing(Membership, values, books)
    if before and before["alliance"] == values["alliance"]:
        if before["stage"] == stage or before["stage"] in STAGES_THAT_SIGNED:
            return None
        return "stage", (
            f"{name} is closed, so it takes no new members: an enquiry that is still open becomes "
            "Declined."
        )
    return "alliance", (
        f"{name} is closed, so it takes no new members: name another alliance, or a membership "
        "that has ended."
    )


@rule(Membership, REFUSE, "A membership is of one school, or of one organisation.")
def of_school_or_organisation(values: Values, books: Books) -> Breach | None:
    """Exactly one of the two is named."""
    school, organisation = values.get("school"), values.get("organisation")
    if not school and not organisation:
        return "school", "Whose membership is it? Name a school, or else an organisation."
    if school and organisation:
        return "organisation", (
            "A membership is of a school or of an organisation: leave one of the two empty."
        )
    return None


@rule(Membership, REFUSE, "A membership goes on from stage to stage as its path allows.")
def stage_follows(values: Values, books: Books) -> Breach | None:
    """A stage that changes goes where the stage before it allows; a new record begins anywhere."""
    before = standing(Membership, values, books)
    if before is None or values.get("stage") in (None, before["stage"]):
        return None
    was, now = str(before["stage"]), STAGES[str(values.get("stage"))].word
    following = [STAGES[stage].word for stage in NEXT_STAGES[was]]
    if now in following:
        return None
    if not following:
        return "stage", (
            f"This membership has ended ({STAGES[was].word}). One that comes back begins a new "
            "one: add another membership. To correct a slip, use undo."
        )
    ways = f"{', '.join(following[:-1])} or {following[-1]}"
    return "stage", (
        f"After {STAGES[was].word} comes {ways}, not {now}. To correct a slip, use undo."
    )


@rule(Membership, REFUSE, "A membership's days follow one another.")
def days_of_membership(values: Values, books: Books) -> Breach | None:
    """Enquired ≤ sent ≤ signed ≤ notice ≤ left; none of them is in the future."""
    for early, late in (
        ("enquired", "statement_sent"),
        ("enquired", "statement_signed"),
        ("statement_sent", "statement_signed"),
        ("enquired", "memorandum_signed"),
        ("statement_signed", "memorandum_signed"),
        ("statement_signed", "notice"),
        ("enquired", "left"),
        ("statement_sent", "left"),
        ("statement_signed", "left"),
        ("memorandum_signed", "left"),
        ("notice", "left"),
    ):
        if breach := days_in_order(values, early, late, Membership):
            return breach
    for attribute, what in (
        ("enquired", "an enquiry"),
        ("statement_sent", "a statement that is out"),
        ("statement_signed", "a signature"),
        ("memorandum_signed", "a signature"),
        ("notice", "a notice"),
        ("left", "leaving"),
    ):
        day = values.get(attribute)
        if isinstance(day, date) and day > books.today:
            until = ": until then the stage is Leaving" if attribute == "left" else ""
            return attribute, (
                f"{show_date(day)} is still to come: {what} has a day that was{until}."
            )
    return None


@rule(Membership, REFUSE, "A stage begins on a day that was, and not before the one before it.")
def since_follows(values: Values, books: Books) -> Breach | None:
    """The day of a stage is not in the future, and not before the last step or the signature."""
    since, stage = values.get("since"), str(values.get("stage"))
    before = standing(Membership, values, books)
    if not isinstance(since, date) or (before is not None and before["since"] == since):
        return None
    if since > books.today:
        return "since", f"{show_date(since)} is still to come: enter today or an earlier day."
    own = DAY_OF_STAGE.get(stage, "statement_signed" if stage in STAGES_THAT_SIGNED else "")
    day = values.get(own)
    if isinstance(day, date) and stage == "left" and since != day:
        return "since", f"Left is {show_date(day)}: leave Since empty, or change Left instead."
    if isinstance(day, date) and since < day:
        return "since", (
            f"{Membership.field(own).label} is {show_date(day)}: it cannot be "
            f"{STAGES[stage].word} before that."
        )
    if before is None:
        return None
    path = known_path(before, books)
    earlier = path if before["stage"] != stage else path[:-1]
    if earlier and since < earlier[-1].since:
        return "since", (
            f"It has been {STAGES[earlier[-1].stage].word} since {show_date(earlier[-1].since)}: "
            f"{STAGES[stage].word} begins on that day or later."
        )
    return None


@rule(Membership, REFUSE, "A day that is put right stays in its place on the path.")
def days_fit_the_path(values: Values, books: Books) -> Breach | None:
    """No signature after a pause that followed it, and no enquiry after the talks."""
    before = standing(Membership, values, books)
    if before is None or values.get("stage") is None:
        return None
    return path_after(known_path(before, books), before, values, books.today).refusal


@rule(Membership, REFUSE, "Whoever leaves was a member, has given notice, and says when and why.")
def leaving_is_told(values: Values, books: Books) -> Breach | None:
    """Leaving needs the notice; left needs a signature before it, the day and the reason."""
    stage = values.get("stage")
    if stage == "leaving" and values.get("notice") is None:
        return "notice", "On which day did it say that it will leave? For example today."
    if stage == "left":
        if values.get("statement_signed") is None:
            return "statement_signed", (
                "Nobody leaves before joining: on which day did it sign the Statement of "
                "Commitment? An enquiry that came to nothing is Declined."
            )
        if values.get("left") is None:
            return "left", "On which day did it leave? For example today."
        if values.get("reason_for_leaving") is None:
            reasons = ", ".join(LEAVING_REASONS.values())
            return "reason_for_leaving", f"Why did it leave? One of: {reasons}."
    if values.get("left") is not None and stage not in STAGES_THAT_ENDED:
        return "stage", "A day of leaving is entered, so the stage must be Left."
    return None


@rule(
    Membership, REFUSE, "A school has one open membership of an alliance at a time.", lasting=True
)
def one_open_period(values: Values, books: Books) -> Breach | None:
    """No second membership of the same school or organisation that has not ended."""
    if values.get("stage") in STAGES_THAT_ENDED:
        return None
    for attribute, other in _other_periods(values, books):
        if other["stage"] not in STAGES_THAT_ENDED:
            stage = STAGES[str(other["stage"])].word
            return attribute, f"This {attribute} already has an open membership here: {stage}."
    return None


@rule(
    Membership, REFUSE, "The periods of a school in an alliance follow one another.", lasting=True
)
def periods_follow(values: Values, books: Books) -> Breach | None:
    """No day of a period lies within another one of the same school or organisation."""
    if values.get("stage") is None:
        return None
    before = standing(Membership, values, books)
    path = known_path(before or values, books)
    if before is None:
        mine = period_of(values, path)
    else:
        mine = period_of(values, path_after(path, before, values, books.today).path)
    for attribute, other in _other_periods(values, books):
        if not {other["stage"], values["stage"]} & STAGES_THAT_ENDED:
            # That both are open is said already.
            continue
        theirs = period_of(other, known_path(other, books))
        if mine.overlaps(theirs):
            where = _day_at_fault(values, mine, theirs)
            return where, _overlap_in_words(attribute, other, theirs)
    return None


def _other_periods(values: Values, books: Books) -> Iterator[tuple[str, Values]]:
    """The other memberships of the same school or organisation here, each with which it is of."""
    for attribute in Membership.one_of:
        if values.get(attribute):
            who = {"alliance": values.get("alliance"), attribute: values[attribute]}
            for other in others(Membership, values, books, **who):
                yield attribute, other


def _day_at_fault(values: Values, mine: Period, theirs: Period) -> str:
    """The field whose day lies within another period: the first one, or the one of the end."""
    begins_within = mine.began >= theirs.began
    day = mine.began if begins_within else mine.ended
    own = [name for name in DAY_OF_STAGE.values() if values.get(name) == day]
    if own:
        return own[0] if begins_within else own[-1]
    return "since" if values.get("since") else "enquired"


def _overlap_in_words(attribute: str, other: Values, theirs: Period) -> str:
    stage = STAGES[str(other["stage"])].word
    began = show_date(theirs.began)
    if theirs.ended is None:
        return (
            f"This {attribute} has been here since {began} ({stage}): an earlier period ends on "
            "that day or before."
        )
    ended = show_date(theirs.ended)
    return (
        f"This {attribute} was here from {began} until {ended} ({stage}): another period begins "
        f"on {ended} or later, or ends on {began} or before."
    )


@rule(Step, REFUSE, "A step that is carried over lies on the path of its membership.")
def step_lies_on_the_path(values: Values, books: Books) -> Breach | None:
    """Before the step that stands last, not before the signature that it needs, ending nothing."""
    membership = referred(Membership, "membership", values, books)
    since, stage = values.get("since"), str(values.get("stage"))
    if membership is None or not isinstance(since, date):
        return None
    stands = membership["since"]
    if since > books.today:
        return "since", f"{show_date(since)} is still to come: enter today or an earlier day."
    if not isinstance(stands, date):
        return None
    path = path_of_steps(
        each for each in books.find(Step, membership=membership["key"])
        if each["key"] != values.get("key")
    )  # fmt: skip
    arrived = any((each.stage, each.since) == (membership["stage"], stands) for each in path)
    if since > stands or (since == stands and arrived):
        return "since", (
            f"It has been {STAGES[str(membership['stage'])].word} since {show_date(stands)}. "
            "To take a step after that, change the stage of the membership."
        )
    if stage in STAGES_THAT_ENDED and arrived:
        return "stage", f"Nothing follows {STAGES[stage].word}: it is the last step of a path."
    signed = membership["statement_signed"]
    if stage in STAGES_THAT_SIGNED and not (isinstance(signed, date) and signed <= since):
        return "since", (
            f"It was not {STAGES[stage].word} on {show_date(since)}: the Statement of Commitment "
            f"{'is not signed' if signed is None else 'was signed later'}."
        )
    return None


def known_path(membership: Values, books: Books) -> list[Reached]:
    """The path of a membership: its steps, or what its days tell of while it has none."""
    key = membership.get("key")
    steps = path_of_steps(books.find(Step, membership=key)) if key else []
    return steps or path_from_days(membership, day_of_arrival(membership, books.today))
