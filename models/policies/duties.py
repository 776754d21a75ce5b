"""Who must have what: whether a policy is asked of a school, how strictly, and why (not)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from models.fields.choice_fields import chosen_of
from models.fields.values import Value
from models.policies.policy import CONDITIONS, PUPILS
from models.schools.gias_codes import SCHOOL_TYPES
from models.schools.school import ACADEMY_TYPES, MAINTAINED_TYPES

MUST, SHOULD, NO, VARIES, UNKNOWN = "must", "should", "no", "varies", "unknown"
ASKED = frozenset({MUST, SHOULD})
"""The duties that a school has to meet; the others ask nothing of it, or nobody can say.

Unknown is the duty of a school whose type is not recorded: everything else hangs on that.
"""

_SPECIAL = frozenset({"07", "12", "33", "36", "44"})
_ALTERNATIVE = frozenset({"14", "38", "42", "43"})
_SIXTEEN_PLUS = frozenset({"39", "45", "46", "57"})
_OWN_AUTHORITY = frozenset({"02", "05"}) | ACADEMY_TYPES - _SPECIAL - _ALTERNATIVE - _SIXTEEN_PLUS
"""Types that the School Admissions Code makes their own admission authority. It does not bind
special schools and alternative provision, whose pupils are placed by the local authority."""
_KNOWN_AUTHORITY = (MAINTAINED_TYPES | ACADEMY_TYPES) - _SIXTEEN_PLUS
_STAFF_OF_CONDITION = 250


class Duty(NamedTuple):
    """What is asked of a school: must, should, no, varies or unknown, and why if it is not plain.

    `publish` is the duty to have it on the school's website, in the same words.
    """

    level: str
    why: str = ""
    publish: str = NO


class Facts(NamedTuple):
    """The facts of a school that decide which policies it is asked for; None where not recorded."""

    type: str | None
    pupils: tuple[bool | None, ...]
    conditions: tuple[bool | None, ...]


class Asked(NamedTuple):
    """The facts of a policy that decide which schools are asked for it."""

    maintained: str
    academies: str
    publish_maintained: str
    publish_academies: str
    pupils: tuple[str, ...]
    condition: str | None
    only_types: tuple[str, ...]
    except_types: tuple[str, ...]


def facts_of(school: Mapping[str, Value]) -> Facts:
    """The facts of a school's values."""
    kind = _text(school.get("type"))
    own = school.get("own_admission_authority")
    if own is None and kind:
        own = kind in _OWN_AUTHORITY if kind in _KNOWN_AUTHORITY else None
    staff = school.get("staff")
    conditions = {
        "own admission authority": own,
        "boarders": school.get("boarders"),
        "biometrics": school.get("biometrics"),
        "early career teachers": school.get("early_career_teachers"),
        "250 staff": staff >= _STAFF_OF_CONDITION if isinstance(staff, int) else None,
    }
    pupils = pupils_of(school)
    return Facts(
        kind,
        tuple(pupils[stage] for stage in PUPILS),
        tuple(_truth(conditions[name]) for name in CONDITIONS),
    )


def asked_of(policy: Mapping[str, Value]) -> Asked:
    """The same, from a policy's values."""

    def level(name: str) -> str:
        return _text(policy.get(name)) or VARIES

    return Asked(
        level("duty_maintained"),
        level("duty_academies"),
        level("publish_maintained"),
        level("publish_academies"),
        chosen_of(policy.get("pupils")),
        _text(policy.get("condition")),
        chosen_of(policy.get("only_types")),
        chosen_of(policy.get("except_types")),
    )


@cache
def duty(facts: Facts, asked: Asked) -> Duty:
    """The duty of a school with these facts to have a policy that is asked so."""
    kind = facts.type
    if kind in ACADEMY_TYPES:
        level, publish, whom = asked.academies, asked.publish_academies, "academies"
    elif kind in MAINTAINED_TYPES:
        level, publish, whom = asked.maintained, asked.publish_maintained, "maintained schools"
    elif kind is None:
        why = "Its type is not recorded, and that decides what it must have."
        return Duty(UNKNOWN, why, UNKNOWN)
    else:
        return Duty(VARIES, f"{_word_of(kind)}: neither maintained nor an academy.", VARIES)
    if level == NO:
        return Duty(NO, f"Not asked of {whom}.")
    if asked.only_types and kind not in asked.only_types:
        words = ", ".join(_word_of(each) for each in asked.only_types)
        return Duty(NO, f"Only for: {words}.")
    if kind in asked.except_types:
        return Duty(NO, f"Not for: {_word_of(kind)}.")
    why = ""
    if asked.pupils:
        has = [facts.pupils[list(PUPILS).index(stage)] for stage in asked.pupils]
        words = " or ".join(PUPILS[stage].lower() for stage in asked.pupils)
        if not any(has):
            if None not in has:
                return Duty(NO, f"It has no {words} pupils.")
            why = f"Whether it has {words} pupils is not recorded (phase, ages, nursery)."
    if asked.condition:
        true = facts.conditions[list(CONDITIONS).index(asked.condition)]
        words = CONDITIONS[asked.condition]
        if true is False:
            return Duty(NO, f"Only where this is true: {words.lower()}.")
        if true is None:
            why = f"Not recorded whether this is true: {words.lower()}."
    if why:
        return Duty(VARIES, why, publish if publish == NO else VARIES)
    if level == VARIES:
        return Duty(VARIES, "The source does not say whether it must.", publish)
    return Duty(level, "", publish)


def strictest(duties: Iterable[Duty]) -> Duty:
    """The duty to have a document of which all these hold: the strictest of each."""
    order = (MUST, SHOULD, UNKNOWN, VARIES, NO)
    several = list(duties)
    if len(several) == 1:
        return several[0]
    first = min(several, key=lambda each: order.index(each.level))
    return first._replace(publish=min((each.publish for each in several), key=order.index))


def duty_for(school: Mapping[str, Value], policy: Mapping[str, Value]) -> Duty:
    """The duty of this school to have this policy."""
    return duty(facts_of(school), asked_of(policy))


def pupils_of(school: Mapping[str, Value]) -> dict[str, bool | None]:
    """Whether a school has pupils of each stage of education; None where nothing says it.

    The phase decides where it is one; a middle school is what it is deemed, and has primary pupils
    as well when it begins before the age of 11. One that is deemed primary teaches years 7 and 8 as
    well, unless its pupils leave at 11. Special schools have no phase: their ages decide.
    Early years include the reception class: a school from the age of 5 may have one or not.
    """
    phase = _text(school.get("phase"))
    low, high = school.get("low_age"), school.get("high_age")
    low = low if isinstance(low, int) else None
    high = high if isinstance(high, int) else None
    nursery, sixth = _truth(school.get("nursery")), _truth(school.get("sixth_form"))
    early = True if nursery else None
    if early is None and low is not None and low != 5:
        early = low < 5
    late = sixth if sixth is not None else (high > 16 if high is not None else None)
    begins_early = low is not None and low < 11
    lower, upper = low is None or low < 13, high is None or high > 11
    of_phase: dict[str, tuple[bool | None, ...]] = {
        "1": (True, False, False, False, False),
        "2": (early, True, False, False, False),
        "3": (bool(early), True, False, False, upper),
        "4": (bool(nursery), begins_early, True, late, lower),
        "5": (bool(nursery), begins_early, True, late, lower),
        "6": (False, False, False, True, False),
        "7": (early, True, True, late, True),
    }
    found = of_phase.get(phase or "")
    if found is None:
        primary = low < 11 and (high is None or high > 5) if low is not None else None
        secondary = high > 11 and (low is None or low < 16) if high is not None else None
        found = (early, primary, secondary, late, lower and secondary)
    return dict(zip(PUPILS, found, strict=True))


def _word_of(type_code: str) -> str:
    return SCHOOL_TYPES.get(type_code, type_code)


def _text(value: Value) -> str | None:
    return None if value is None else str(value)


def _truth(value: Value) -> bool | None:
    return None if value is None else bool(value)
