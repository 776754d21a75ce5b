"""Who must have what, for every sort of school, and that nobody is told so on a guess."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.policies.duties import (
    ASKED,
    MUST,
    NO,
    SHOULD,
    UNKNOWN,
    VARIES,
    Duty,
    duty_for,
    pupils_of,
)
from models.policies.policy import CONDITIONS, DUTIES, PUPILS
from models.schools.gias_codes import PHASES, SCHOOL_TYPES

MAINTAINED = {
    "01": "community", "02": "voluntary aided", "03": "voluntary controlled", "05": "foundation",
    "07": "community special", "12": "foundation special", "14": "referral unit", "15": "nursery",
}  # fmt: skip
ACADEMIES = {
    "28": "sponsored", "34": "converter", "35": "free school", "40": "technical college",
    "41": "studio school", "33": "special sponsored", "36": "special free school",
    "44": "special converter", "38": "alternative free school", "42": "alternative converter",
    "43": "alternative sponsored", "39": "16 to 19 free school", "45": "16 to 19 converter",
    "46": "16 to 19 sponsored", "57": "secure 16 to 19",
}  # fmt: skip
NEITHER = sorted(SCHOOL_TYPES.keys() - MAINTAINED.keys() - ACADEMIES.keys())
"""Independent schools, colleges, non-maintained special schools, children's centres …"""

EVERYBODY = {
    "duty_maintained": MUST, "duty_academies": MUST,
    "publish_maintained": MUST, "publish_academies": MUST,
}  # fmt: skip

types = st.none() | st.sampled_from([*sorted(SCHOOL_TYPES), "58"])
ages = st.none() | st.integers(0, 25)
truths = st.none() | st.booleans()
schools = st.fixed_dictionaries(
    {
        "type": types,
        "phase": st.none() | st.sampled_from([*PHASES, "9"]),
        "low_age": ages,
        "high_age": ages,
        "nursery": truths,
        "sixth_form": truths,
        "boarders": truths,
        "own_admission_authority": truths,
        "biometrics": truths,
        "early_career_teachers": truths,
        "staff": st.none() | st.integers(0, 500),
    }
)
some_types = st.lists(st.sampled_from(sorted(SCHOOL_TYPES)), max_size=4, unique=True)
policies = st.fixed_dictionaries(
    {
        "duty_maintained": st.none() | st.sampled_from(sorted(DUTIES)),
        "duty_academies": st.none() | st.sampled_from(sorted(DUTIES)),
        "publish_maintained": st.none() | st.sampled_from(sorted(DUTIES)),
        "publish_academies": st.none() | st.sampled_from(sorted(DUTIES)),
        "pupils": st.none() | st.lists(st.sampled_from(sorted(PUPILS)), unique=True).map(",".join),
        "condition": st.none() | st.sampled_from(sorted(CONDITIONS)),
        "only_types": st.none() | some_types.map(",".join),
        "except_types": st.none() | some_types.map(",".join),
    }
)


def school(**values: Any) -> dict[str, Any]:
    return {"type": "01"} | values


def level(school: dict[str, Any], **policy: Any) -> str:
    return duty_for(school, EVERYBODY | policy).level


# The sector


@pytest.mark.parametrize("kind", SCHOOL_TYPES)
def test_every_type_has_the_duty_of_its_sector(kind: str) -> None:
    policy = {
        "duty_maintained": SHOULD, "duty_academies": MUST,
        "publish_maintained": NO, "publish_academies": SHOULD,
    }  # fmt: skip
    found = duty_for(school(type=kind), policy)
    if kind in MAINTAINED:
        assert found == Duty(SHOULD, "", NO)
    elif kind in ACADEMIES:
        assert found == Duty(MUST, "", SHOULD)
    else:
        assert (found.level, found.publish) == (VARIES, VARIES)
        assert found.why == f"{SCHOOL_TYPES[kind]}: neither maintained nor an academy."


def test_the_duty_of_a_school_of_no_type_is_not_known() -> None:
    found = duty_for(school(type=None), EVERYBODY)
    assert (found.level, found.publish) == (UNKNOWN, UNKNOWN)
    assert "type is not recorded" in found.why
    assert duty_for(school(type="58"), EVERYBODY).level == VARIES, "a type of tomorrow"


def test_what_the_source_leaves_open_stays_open() -> None:
    for told in (None, VARIES):
        found = duty_for(school(), {"duty_maintained": told, "duty_academies": MUST})
        assert (found.level, found.publish) == (VARIES, VARIES)
        assert found.why
    assert duty_for(school(), EVERYBODY | {"duty_maintained": VARIES}).publish == MUST


def test_types_that_a_policy_names_or_leaves_out() -> None:
    only = duty_for(school(type="01"), EVERYBODY | {"only_types": "02,05"})
    assert only == Duty(NO, "Only for: Voluntary aided school, Foundation school.")
    assert level(school(type="02"), only_types="02,05") == MUST
    out = duty_for(school(type="36"), EVERYBODY | {"except_types": "07,36"})
    assert out == Duty(NO, "Not for: Free schools special.")
    assert level(school(type="35"), except_types="07,36") == MUST
    assert duty_for(school(type="34"), EVERYBODY | {"duty_academies": NO}) == Duty(
        NO, "Not asked of academies."
    )


# The pupils

YES, DUNNO = True, None


@pytest.mark.parametrize(
    ("values", "early", "primary", "secondary", "sixth"),
    [
        # phase, ages, nursery, sixth form                    early  prim.  sec.   sixth
        ({"phase": "1", "low_age": 2, "high_age": 5},         True,  False, False, False),
        ({"phase": "1"},                                      True,  False, False, False),
        ({"phase": "2", "low_age": 3, "high_age": 11},        True,  True,  False, False),
        ({"phase": "2", "low_age": 4, "high_age": 11},        True,  True,  False, False),
        ({"phase": "2", "low_age": 5, "high_age": 11},        DUNNO, True,  False, False),
        ({"phase": "2", "low_age": 5, "nursery": True},       True,  True,  False, False),
        ({"phase": "2", "low_age": 4, "nursery": False},      True,  True,  False, False),
        ({"phase": "2", "low_age": 7, "high_age": 11},        False, True,  False, False),
        ({"phase": "2", "low_age": 7, "nursery": False},      False, True,  False, False),
        ({"phase": "2"},                                      DUNNO, True,  False, False),
        ({"phase": "2", "nursery": False},                    DUNNO, True,  False, False),
        ({"phase": "3", "low_age": 8, "high_age": 12},        False, True,  False, False),
        ({"phase": "3", "low_age": 9, "high_age": 12},        False, True,  False, False),
        ({"phase": "3"},                                      False, True,  False, False),
        ({"phase": "3", "low_age": 4, "nursery": True},       True,  True,  False, False),
        ({"phase": "5", "low_age": 9, "high_age": 13},        False, True,  True,  False),
        ({"phase": "5", "low_age": 10, "high_age": 14},       False, True,  True,  False),
        ({"phase": "5", "low_age": 11, "high_age": 14},       False, False, True,  False),
        ({"phase": "4", "low_age": 11, "high_age": 16},       False, False, True,  False),
        ({"phase": "4", "low_age": 11, "high_age": 18},       False, False, True,  True),
        ({"phase": "4", "low_age": 13, "high_age": 18},       False, False, True,  True),
        ({"phase": "4", "high_age": 18, "sixth_form": False}, False, False, True,  False),
        ({"phase": "4", "high_age": 16, "sixth_form": True},  False, False, True,  True),
        ({"phase": "4"},                                      False, False, True,  DUNNO),
        ({"phase": "4", "low_age": 4, "nursery": True},       True,  True,  True,  DUNNO),
        ({"phase": "6", "low_age": 16, "high_age": 19},       False, False, False, True),
        ({"phase": "6"},                                      False, False, False, True),
        ({"phase": "7", "low_age": 3, "high_age": 18},        True,  True,  True,  True),
        ({"phase": "7", "low_age": 4, "high_age": 16},        True,  True,  True,  False),
        ({"phase": "7", "low_age": 7, "high_age": 16},        False, True,  True,  False),
        ({"phase": "7"},                                      DUNNO, True,  True,  DUNNO),
        # Special schools, referral units and colleges have no phase: their ages say it.
        ({"phase": "0", "low_age": 2, "high_age": 19},        True,  True,  True,  True),
        ({"phase": "0", "low_age": 4, "high_age": 11},        True,  True,  False, False),
        ({"phase": "0", "low_age": 11, "high_age": 16},       False, False, True,  False),
        ({"phase": "0", "low_age": 11, "high_age": 19},       False, False, True,  True),
        ({"phase": "0", "low_age": 5, "high_age": 16},        DUNNO, True,  True,  False),
        ({"phase": "0", "low_age": 14, "high_age": 16},       False, False, True,  False),
        ({"phase": "0", "low_age": 16, "high_age": 99},       False, False, False, True),
        ({"phase": "0", "low_age": 16},                       False, False, DUNNO, DUNNO),
        ({"phase": None, "low_age": 2, "high_age": 5},        True,  False, False, False),
        ({"phase": None, "high_age": 16},                     DUNNO, DUNNO, True,  False),
        ({"phase": None},                                     DUNNO, DUNNO, DUNNO, DUNNO),
        ({"phase": None, "nursery": True},                    True,  DUNNO, DUNNO, DUNNO),
        ({"phase": "0", "sixth_form": True},                  DUNNO, DUNNO, DUNNO, True),
    ],
)  # fmt: skip
def test_which_pupils_a_school_has(
    values: dict[str, Any],
    early: bool | None,
    primary: bool | None,
    secondary: bool | None,
    sixth: bool | None,
) -> None:
    found = pupils_of(school(**values))
    assert list(found) == list(PUPILS)
    assert list(found.values())[:4] == [early, primary, secondary, sixth]


@pytest.mark.parametrize("stages", [*PUPILS, "primary,secondary", "early years,sixth form"])
@pytest.mark.parametrize("phase", [*PHASES, None])
def test_every_type_phase_and_age_is_asked_only_for_pupils_it_has(
    phase: str | None, stages: str
) -> None:
    for kind, low, high, nursery, sixth in itertools.product(
        (*MAINTAINED, *ACADEMIES), (None, 2, 5, 7, 9, 11, 16), (None, 5, 9, 11, 13, 16, 19),
        (None, False, True), (None, False, True),
    ):  # fmt: skip
        if low is not None and high is not None and low >= high:
            continue
        values = school(type=kind, phase=phase, low_age=low, high_age=high,
                        nursery=nursery, sixth_form=sixth)  # fmt: skip
        has = [pupils_of(values)[stage] for stage in stages.split(",")]
        found = duty_for(values, EVERYBODY | {"pupils": stages})
        expected = MUST if True in has else VARIES if None in has else NO
        assert found.level == expected, values
        assert (found.why == "") == (expected == MUST)
        if expected != MUST:
            assert all(PUPILS[stage].lower() in found.why for stage in stages.split(","))


@pytest.mark.parametrize("kind", NEITHER)
def test_independent_schools_and_colleges_are_never_told_that_they_must(kind: str) -> None:
    for phase, condition in itertools.product([*PHASES, None], [None, *CONDITIONS]):
        values = school(type=kind, phase=phase, staff=500, boarders=True, biometrics=True)
        found = duty_for(values, EVERYBODY | {"condition": condition})
        assert found.level == VARIES
        assert found.publish == VARIES


# What must be true of the school

FLAGS = {
    "boarders": "boarders",
    "biometrics": "biometrics",
    "early career teachers": "early_career_teachers",
    "own admission authority": "own_admission_authority",
}


@pytest.mark.parametrize(("condition", "field"), FLAGS.items())
def test_a_condition_is_asked_of_whom_it_is_true(condition: str, field: str) -> None:
    assert level(school(**{field: True}), condition=condition) == MUST
    found = duty_for(school(**{field: False}), EVERYBODY | {"condition": condition})
    assert found.level == NO
    assert CONDITIONS[condition].lower() in found.why
    unknown = duty_for(school(type="39", **{field: None}), EVERYBODY | {"condition": condition})
    assert (unknown.level, unknown.publish) == (VARIES, VARIES)
    assert CONDITIONS[condition].lower() in unknown.why


@pytest.mark.parametrize(("staff", "expected"), [(249, NO), (250, MUST), (None, VARIES), (0, NO)])
def test_the_pay_gap_is_published_by_employers_of_250(staff: int | None, expected: str) -> None:
    assert level(school(staff=staff), condition="250 staff") == expected


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        (("02", "05", "28", "34", "35", "40", "41"), MUST),
        (("01", "03"), NO),
        # The School Admissions Code does not bind those whose pupils the authority places.
        (("07", "12", "33", "36", "44"), NO),
        (("14", "38", "42", "43", "15"), NO),
        (("39", "45", "46", "57"), VARIES),
    ],
)
def test_who_is_its_own_admission_authority_follows_from_the_type(
    kinds: tuple[str, ...], expected: str
) -> None:
    for kind in kinds:
        assert level(school(type=kind), condition="own admission authority") == expected, kind
        for said, told in ((True, MUST), (False, NO)):
            values = school(type=kind, own_admission_authority=said)
            assert level(values, condition="own admission authority") == told


def test_a_condition_that_is_false_outweighs_pupils_that_nobody_recorded() -> None:
    values = school(phase=None, boarders=False)
    assert level(values, pupils="secondary", condition="boarders") == NO


# Whatever the books hold


@given(schools, policies)
def test_nothing_unknown_gives_a_must(values: dict[str, Any], policy: dict[str, Any]) -> None:
    found = duty_for(values, policy)
    sector = "maintained" if values["type"] in MAINTAINED else "academies"
    if found.level in ASKED:
        assert values["type"] in MAINTAINED.keys() | ACADEMIES.keys()
        assert policy[f"duty_{sector}"] == found.level
        if policy["pupils"]:
            has = pupils_of(values)
            assert any(has[stage] is True for stage in policy["pupils"].split(","))
        if policy["condition"] in FLAGS:
            field = FLAGS[policy["condition"]]
            by_type = field == "own_admission_authority" and values[field] is None
            assert values[field] is True or by_type
        if policy["condition"] == "250 staff":
            assert values["staff"] >= 250
    if found.publish in ASKED:
        assert policy[f"publish_{sector}"] == found.publish
        assert found.level in ASKED or policy[f"duty_{sector}"] in (None, VARIES)


@given(schools, policies)
def test_whatever_is_not_plainly_asked_has_its_reason(
    values: dict[str, Any], policy: dict[str, Any]
) -> None:
    found = duty_for(values, policy)
    assert found.level in (MUST, SHOULD, NO, VARIES, UNKNOWN)
    assert (found.level == UNKNOWN) == (values["type"] is None)
    assert bool(found.why) == (found.level not in ASKED)
    if found.why:
        assert found.why.endswith(".")
        assert found.why[0].isupper() or found.why[0].isdigit()
    assert found.level != NO or found.publish == NO


@given(
    schools,
    policies,
    st.sampled_from(["type", "staff", "boarders", "biometrics", "early_career_teachers"]),
)
def test_to_know_less_leaves_the_answer_or_makes_it_open(
    values: dict[str, Any], policy: dict[str, Any], forgotten: str
) -> None:
    whole, less = (duty_for(each, policy).level for each in (values, values | {forgotten: None}))
    assert less in (whole, UNKNOWN if forgotten == "type" else VARIES)
