"""The rules about policies and about each school's copy of one."""

from __future__ import annotations

from datetime import date

from models.alliances.catalogues import CATALOGUES
from models.fields.dates import show_date
from models.fields.text import count_of
from models.policies.agreement_rules import is_bought
from models.policies.agreements import ServiceAgreement
from models.policies.duties import NO, duty_for
from models.policies.policy import CYCLE_YEARS, CYCLES, FORCES, RECKONINGS, Policy
from models.policies.review_rules import days_of, reviews_of
from models.policies.school_policy import SchoolPolicy
from models.records.books import Books
from models.records.record import Values
from models.records.rules import (
    REFUSE,
    WARN,
    Breach,
    another,
    day_has_come,
    days_in_order,
    on_removal,
    referred,
    rule,
    standing,
)
from models.schools.group import Group
from models.schools.group_member import GroupMember
from models.schools.group_rules import belongs_on
from models.schools.school import School

_GATED = "service agreement"
_DATED = frozenset({*CYCLE_YEARS, "termly"})
"""The renewals that give a day by which a policy is due."""
_CYCLE = ("renewal", "reckoning", "half_term", "due_days")
_WHY = {
    "stage": "Why does it not apply? For example: no biometric data is held.",
    "next_review": "Why is the next review on another day than the cycle gives? For example: the "
    "guidance changes in May.",
}
_YEARS = ", ".join(CYCLES[cycle].lower() for cycle in CYCLE_YEARS)


@rule(Policy, REFUSE, "Only a cycle of years is reckoned from somewhere.")
def reckoning_fits_the_cycle(values: Values, books: Books) -> Breach | None:
    """Termly, live, free and none have no reckoning."""
    cycle, reckoning = values.get("renewal"), values.get("reckoning")
    if not reckoning or cycle in CYCLE_YEARS or cycle not in CYCLES:
        return None
    return "reckoning", (
        f"“{CYCLES[str(cycle)]}” counts no years, so it is not reckoned from "
        f"“{RECKONINGS[str(reckoning)]}”: empty it, or choose a renewal of years ({_YEARS})."
    )


@rule(Policy, REFUSE, "A reckoning by half-term names the half-term, and no other reckoning does.")
def half_term_is_named(values: Values, books: Books) -> Breach | None:
    """The reckoning "half-term" and the half-term belong together."""
    by_half_term = values.get("reckoning") == "half-term"
    if by_half_term and not values.get("half_term"):
        return "half_term", "In which half-term is it reviewed? For example Autumn 2."
    if values.get("half_term") and not by_half_term:
        return "half_term", (
            "A half-term counts only when Due-date rule is “A named half-term”: choose that, "
            "or empty the half-term."
        )
    return None


@rule(Policy, REFUSE, "A reckoning by a fixed day names the day.")
def fixed_day_is_named(values: Values, books: Books) -> Breach | None:
    """Due days with any other reckoning are only shown."""
    if values.get("reckoning") == "fixed day" and not values.get("due_days"):
        return "due_days", "By which day of the year is it due? For example 15 March."
    return None


@rule(Policy, REFUSE, "A part belongs to a whole document of its own catalogue.")
def part_of_a_whole(values: Values, books: Books) -> Breach | None:
    """Not part of itself, of another catalogue's document, or of a part."""
    whole_key = values.get("part_of")
    if not whole_key:
        return None
    if whole_key == values.get("key"):
        return "part_of", "A document is no part of itself: leave it empty."
    whole = books.get(Policy, str(whole_key))
    if whole is None:
        return None
    if whole["catalogue"] != values.get("catalogue"):
        word = CATALOGUES.get(str(whole["catalogue"]), str(whole["catalogue"]))
        return "part_of", f"{whole['title']} stands in another catalogue ({word})."
    if whole["part_of"]:
        name = books.name_of(Policy, str(whole["part_of"]))
        return "part_of", f"{whole['title']} is a part itself, of {name}: name that one."
    if values.get("key") and books.find(Policy, part_of=values["key"]):
        return "part_of", "This document has parts itself, so it is no part of another one."
    return None


@rule(Policy, WARN, "A model that is only had under a service agreement names the agreement.")
def agreement_is_named(values: Values, books: Books) -> Breach | None:
    """Without it nobody can say which schools may use the model."""
    if values.get("model_availability") == _GATED and not values.get("agreement"):
        return "agreement", (
            "Under which agreement? Until it is named, the desk cannot say which schools may use "
            "the model."
        )
    return None


@rule(Policy, WARN, "The cycle of a policy that schools hold changes what is due.")
def cycle_moves_due_days(values: Values, books: Books) -> Breach | None:
    """Another renewal or reckoning reckons every school's day anew, or takes it away."""
    before = standing(Policy, values, books)
    changed = [name for name in _CYCLE if before and before[name] != values.get(name)]
    if not before or not changed:
        return None
    schools = _schools_with_reviews(before, books)
    if not schools:
        return None
    had, has = (each["renewal"] in _DATED for each in (before, values))
    if not had and not has:
        return None
    approved = f"{count_of(schools, 'school has', 'schools have')} had it reviewed"
    theirs = "its" if schools == 1 else "their"
    if not has:
        what = f"{theirs} due days go, and none is overdue any more"
    elif had:
        what = f"{theirs} due days change, reckoned anew from the last approval"
    else:
        what = f"{theirs} due days are reckoned from the last approval, and may be past"
    return changed[0], f"{approved}: {what}. Undo brings the old days back."


@rule(Policy, WARN, "The force of a live document is that of a live document.")
def live_in_force_too(values: Values, books: Books) -> Breach | None:
    """A policy that becomes live, or ceases to be, keeps a force that says something else."""
    before = standing(Policy, values, books)
    if not before or before["renewal"] == values.get("renewal"):
        return None
    live = FORCES["live document"]
    if values.get("renewal") == "live" and values.get("force") != "live document":
        force = FORCES.get(str(values.get("force")), "empty")
        return "force", (
            "A live document is checked each term and never due, but Legal status still says "
            f"{force}: choose {live}, if that is what the source says."
        )
    if before["renewal"] == "live" and values.get("force") == "live document":
        return "force", (
            f"It is no live document any more, but Legal status still says {live}: choose "
            "another one, for example Recommended."
        )
    return None


@on_removal(Policy, REFUSE, "A policy that schools hold with reviews is ended, not removed.")
def policy_was_reviewed(values: Values, books: Books) -> Breach | None:
    """The reviews prove what was done."""
    held = books.find(SchoolPolicy, policy=values["key"])
    reviews = sum(len(reviews_of(books, str(each["key"]))) for each in held)
    if not reviews:
        return None
    return "ended", (
        f"{values['title']}: {_hold(len(held))} it, with {count_of(reviews, 'review')}: that is "
        "the proof that it was done. Enter a day in Ended instead, for example today."
    )


@on_removal(Policy, WARN, "A policy that schools hold is seldom removed.")
def policy_is_held(values: Values, books: Books) -> Breach | None:
    """The schools' records of it go with it."""
    held = books.find(SchoolPolicy, policy=values["key"])
    if not held:
        return None
    return "ended", (
        f"{values['title']}: {_hold(len(held))} it, so far without a review; what they noted goes "
        "with it. A day in Ended would keep it."
    )


@rule(SchoolPolicy, REFUSE, "What does not apply, or falls due on another day, has a reason.")
def exceptions_have_reasons(values: Values, books: Books) -> Breach | None:
    """Not applicable and a next review set by hand say why, each with a reason of its own."""
    exception = _exception(values)
    if not exception:
        return None
    reason, question = values.get("reason"), _WHY[exception]
    if reason is None:
        return "reason", question
    before = standing(SchoolPolicy, values, books)
    if before is None or before["reason"] != reason or _exception(before) in ("", exception):
        return None
    return "reason", f"“{reason}” was the reason for something else. {question}"


@rule(SchoolPolicy, REFUSE, "What does not apply is not reviewed.")
def nothing_to_review(values: Values, books: Books) -> Breach | None:
    """Not applicable and a next review set by hand exclude each other."""
    if values.get("stage") != "not applicable" or values.get("next_review") is None:
        return None
    return "next_review", (
        "It does not apply, so there is nothing to review: set another stage first, for example "
        "In force, or empty the day."
    )


@rule(SchoolPolicy, WARN, "A reason gives the reason for something.")
def reason_left_over(values: Values, books: Books) -> Breach | None:
    """Neither not applicable nor a next review set by hand, and still a reason."""
    if not values.get("reason") or _exception(values):
        return None
    return "reason", (
        f"“{values['reason']}” is left over: the policy applies, and no next review is set by "
        "hand. Empty the reason, or move it to the notes."
    )


@rule(SchoolPolicy, REFUSE, "A school has one copy of a policy.", lasting=True)
def one_copy(values: Values, books: Books) -> Breach | None:
    """No second record for the pair."""
    if not values.get("school") or not values.get("policy"):
        return None
    twin = another(SchoolPolicy, values, books, school=values["school"], policy=values["policy"])
    if twin is not None:
        title = books.name_of(Policy, str(values["policy"]))
        return "policy", f"{books.name_of(School, str(values['school']))} already has {title}."
    return None


@rule(SchoolPolicy, REFUSE, "A document stands in one that stands for itself.")
def stands_in_a_document(values: Values, books: Books) -> Breach | None:
    """Not in itself, nor in one that stands in another."""
    holder = values.get("stands_in")
    if not holder:
        return None
    if holder == values.get("policy"):
        return "stands_in", "It does not stand in itself: leave it empty."
    title = books.name_of(Policy, str(holder))
    of_holder = books.find(SchoolPolicy, school=values.get("school"), policy=holder)
    if any(each["stands_in"] for each in of_holder):
        return "stands_in", f"{title} stands in another document itself: name that one."
    if books.find(SchoolPolicy, school=values.get("school"), stands_in=values.get("policy")):
        return "stands_in", "Other documents of the school stand in this one: leave it empty."
    return None


@rule(Policy, REFUSE, "A duty does not end before it begins.")
def duty_days(values: Values, books: Books) -> Breach | None:
    """Began before ended."""
    return days_in_order(values, "began", "ended", Policy)


@rule(SchoolPolicy, REFUSE, "The next review comes after the last one.")
def next_review_is_later(values: Values, books: Books) -> Breach | None:
    """A day set by hand is after the last approval or check.

    A live document may have one too: its cycle gives no day by which it is to be checked.
    """
    day = values.get("next_review")
    if not isinstance(day, date) or not values.get("key"):
        return None
    days = days_of(reviews_of(books, str(values["key"])))
    if not days or day > max(days):
        return None
    return "next_review", (
        f"{show_date(day)} is not after the last review ({show_date(max(days))}): enter a later "
        "day, or empty it to let the cycle give the day."
    )


@rule(SchoolPolicy, REFUSE, "What is published has been published.")
def publication_is_past(values: Values, books: Books) -> Breach | None:
    """Not in the future."""
    return day_has_come(
        values, books, "published", "enter the day once it is on the website, for example today."
    )


@rule(SchoolPolicy, WARN, "A policy is approved before it is published.")
def published_when_approved(values: Values, books: Books) -> Breach | None:
    """An approval or check stands on or before the day of publication."""
    day = values.get("published")
    if not isinstance(day, date) or not values.get("key") or values.get("stage") != "in force":
        return None
    days = days_of(reviews_of(books, str(values["key"])))
    if days and min(days) <= day:
        return None
    return "published", f"Published on {show_date(day)}, but no approval up to then is recorded."


@rule(SchoolPolicy, WARN, "An address on the website has the day of publication.")
def address_has_a_day(values: Values, books: Books) -> Breach | None:
    """Published belongs to published at."""
    if values.get("published_at") and not values.get("published"):
        return "published", (
            "It has an address on the website, but no day: without the day it does not count as "
            "published. Enter it, for example today."
        )
    return None


@rule(SchoolPolicy, WARN, "Who uses a model that comes with an agreement has bought the agreement.")
def model_is_bought(values: Values, books: Books) -> Breach | None:
    """The agreement of the policy is bought today."""
    policy = referred(Policy, "policy", values, books) if values.get("uses_model") else None
    if policy is None or policy["model_availability"] != _GATED or not values.get("school"):
        return None
    agreement = referred(ServiceAgreement, "agreement", policy, books)
    if agreement is None or is_bought(books, str(values["school"]), str(agreement["key"])):
        return None
    whom = agreement["contact"] or agreement["provider"] or policy["owner"]
    reached = agreement["email"] or agreement["telephone"]
    asking = f" Ask {whom}{f' ({reached})' if reached else ''}." if whom else ""
    return "uses_model", (
        f"{books.name_of(School, str(values['school']))} does not buy {agreement['name']} today, "
        f"and the model is only had under it.{asking}"
    )


@rule(SchoolPolicy, WARN, "What is in force is asked of the school.")
def in_force_where_asked(values: Values, books: Books) -> Breach | None:
    """A policy that is not asked of the school may be kept, and that is said."""
    if values.get("stage") != "in force":
        return None
    school = referred(School, "school", values, books)
    policy = referred(Policy, "policy", values, books)
    if school is None or policy is None:
        return None
    duty = duty_for(school, policy)
    if duty.level != NO:
        return None
    called = books.name_of(School, str(school["key"]))
    return "stage", f"{policy['title']} is not asked of {called}: {duty.why}"


@on_removal(SchoolPolicy, REFUSE, "A school's policy that was reviewed is not removed.")
def copy_was_reviewed(values: Values, books: Books) -> Breach | None:
    """The reviews prove what was done."""
    reviews = reviews_of(books, str(values["key"]))
    if not reviews:
        return None
    school = books.name_of(School, str(values["school"]))
    title = books.name_of(Policy, str(values["policy"]))
    return "stage", (
        f"{school} · {title} has {count_of(len(reviews), 'review')}: that is the proof that it was "
        "done. Set the stage to Not applicable instead, with the reason."
    )


def _schools_with_reviews(policy: Values, books: Books) -> int:
    """How many schools have had the policy reviewed."""
    held = books.find(SchoolPolicy, policy=policy["key"])
    return sum(bool(days_of(reviews_of(books, str(each["key"])))) for each in held)


def _exception(values: Values) -> str:
    """The fact about a school's policy that needs a reason; empty when none does."""
    if values.get("stage") == "not applicable":
        return "stage"
    return "next_review" if values.get("next_review") is not None else ""


def _hold(count: int) -> str:
    return count_of(count, "school holds", "schools hold")


@rule(SchoolPolicy, REFUSE, "A trust holds policies for the schools that belong to it.")
def held_by_its_trust(values: Values, books: Books) -> Breach | None:
    """The school belongs to the trust today."""
    group = values.get("held_by")
    if not group:
        return None
    members = books.find(GroupMember, group=group, school=values.get("school"))
    if any(belongs_on(each, books.today) for each in members):
        return None
    name = books.name_of(Group, str(group))
    return "held_by", (
        f"{books.name_of(School, str(values.get('school')))} does not belong to {name}: add it "
        "among the members of trusts first, or leave this empty."
    )
