"""Finding a school among all of England's by a few letters."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.schools.register.register import Register
from tests.data.schools.register.conftest import Make
from tests.register_extracts import school

ROWS = [
    school(105_691, "Holy Trinity CofE Dobcross Primary School", Postcode="OL3 5BP"),
    school(105_701, "Holy Family RC Primary School", status="2"),
    school(135_720, "Holy Cross C of E Primary School", Postcode="OL1 3EZ"),
    school(140_388, "Hollinwood Academy", type="44", phase="0", trust="New Bridge Trust"),
    school(137_133, "The Blue Coat CofE School", phase="4", type="34", UKPRN="10034836",
           EstablishmentNumber="4600", trust="Cranmer Education Trust", Postcode="OL1 3SQ"),
    school(138_606, "Blue Coat Church of England Academy", la="335", phase="4", type="28",
           district="Walsall"),
    school(120_001, "Holy Trinity School", la="384", district="Wakefield", Postcode="OL10 1AA"),
    school(120_002, "St Mary’s Saint Æthelwold’s École", la="815", district="North Yorkshire"),
    school(120_003, "Moor Holme School", la="929", district="Northumberland", status="4"),
    school(400_001, "Ysgol Holy", la="660", type="30", district="Anglesey"),
    school(20_001, "Holy Children's Centre", type="47"),
    school(120_005, "Tameside Holt School", la="357", district="Tameside", phase="4", type="35"),
]  # fmt: skip


@pytest.fixture
def register(make_register: Make) -> Register:
    return make_register(ROWS)


def urns(register: Register, typed: str, own: Iterable[str] = ("353",)) -> list[int]:
    return [match.urn for match in register.search(typed, own=set(own)).matches]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("holy trin", [105691, 120001]),
        ("trin holy", [105691, 120001]),
        ("primary dobc", [105691]),
        ("HOLY cross", [135720]),
        ("holy cofe", [135720, 105691]),
        ("blue coat", [138606, 137133]),
        ("the blue", [138606, 137133]),
        ("st marys ecole", [120002]),
        ("saint mary's", [120002]),
        ("aethel", [120002]),
        ("cranmer", [137133]),
        ("holy xyz", []),
    ],
)
def test_each_word_is_a_beginning_and_their_order_is_free(
    register: Register, typed: str, found: list[int]
) -> None:
    assert urns(register, typed, own=()) == found


def test_open_schools_come_first_then_names_that_begin_so_then_ones_own(
    register: Register,
) -> None:
    assert urns(register, "hol") == [140388, 135720, 105691, 120001, 120005, 120003, 105701]
    assert urns(register, "hol", own={"384"}) == [120001, 140388, 135720, 105691, 120005, 120003,
                                                 105701]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("137133", [137133]),
        ("1371", [137133]),
        ("353/4600", [137133]),
        ("3534600", [137133]),
        ("10034836", [137133]),
        ("100348", [137133]),
        ("137133 blue", [137133]),
        ("137133 red", []),
        ("384", [120001]),
        ("holy 384", [120001]),
        ("137", [137133]),
        ("20001", []),
        ("20001 all:", [20001]),
        ("999999", []),
    ],
)
def test_digits_are_codes_by_their_count(register: Register, typed: str, found: list[int]) -> None:
    assert urns(register, typed) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("OL1 3SQ", [137133]),
        ("ol13sq", [137133]),
        ("ol1", [137133, 135720]),
        ("OL1", [137133, 135720]),
        ("ol10", [120001]),
    ],
)
def test_a_postcode_or_its_first_half(register: Register, typed: str, found: list[int]) -> None:
    assert urns(register, typed) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("holy la:wake", [120001]),
        ("la:384", [120001]),
        ('la:"north york"', [120002]),
        ("la:north-york", [120002]),
        ("hol phase:sec", [120005]),
        ("hol phase:special", [140388]),
        ("type:free", [120005]),
        ("trust:bridge", [140388]),
        ("district:tame", [120005]),
        ("hub:NW10 sch", [137133, 135720, 105691, 120005, 105701]),
        ("hub:nw10 phase:sec", [137133, 120005]),
        ("hol status:closed", [105701]),
        ("status:prop", [120003]),
        ("all: ysgol", [400001]),
        ("all:ysgol", [400001]),
        ("ysgol", []),
        ("hol la:", [140388, 135720, 105691, 120001, 120005, 120003, 105701]),
        ("", []),
        ("la:", []),
    ],
)
def test_filters_narrow(register: Register, typed: str, found: list[int]) -> None:
    assert urns(register, typed) == found


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("la:zzz", "Nothing in the register fits la:zzz"),
        ("hub:XX1", "Nothing in the register fits hub:XX1"),
        ("status:sad", "A status is open, closed or proposed, such as status:closed"),
        ("trusst:x", "There is no filter trusst: · there is trust:"),
    ],
)
def test_a_filter_that_cannot_be_followed_says_so(
    register: Register, typed: str, problem: str
) -> None:
    assert register.search(typed).problem == problem


def test_a_whole_code_comes_before_one_that_only_begins_so(make_register: Make) -> None:
    rows = [school(137_133, "A School", EstablishmentNumber="4600"), school(353_460, "Z School")]
    assert urns(make_register(rows), "353460") == [353460, 137133]


def test_a_filter_that_could_mean_too_much_asks_for_more(make_register: Make) -> None:
    rows = [school(100_000 + n, f"School {n}", trust=f"Trust {chr(65 + n % 26)}{n:03}")
            for n in range(120)]  # fmt: skip
    trusts = [row | {"Trusts (code)": str(n)} for n, row in enumerate(rows)]
    register = make_register(trusts)
    assert register.search("trust:trust").problem == "120 names fit trust:trust · give more of it"
    assert urns(register, "trust:a026") == [100_026]


def test_counts_are_of_all_however_few_are_shown(register: Register) -> None:
    found = register.search("hol", own={"353"}, limit=2)
    assert [match.urn for match in found.matches] == [140388, 135720]
    assert (found.open, found.proposed, found.closed) == (5, 1, 1)
    assert found.summed_up() == "5 open · 1 proposed · 1 closed"
    assert register.search("all: hol", limit=1).open == 7


def test_where_nothing_fits_names_that_are_alike_are_offered(register: Register) -> None:
    found = register.search("holinwod academy")
    assert found.count == 0
    assert found.near[0] == "Hollinwood Academy"
    assert register.search("999999").near == ()


def test_nearness_is_looked_for_only_when_nothing_fits(register: Register) -> None:
    assert register.search("holl").near == ()


@given(st.text(max_size=30))
def test_any_text_is_a_search(register: Register, typed: str) -> None:
    found = register.search(typed, own={"353", "384"})
    assert found.count >= len(found.matches)


@given(st.text(alphabet='hol y:"-*^()ANDOR NEAR+{}', max_size=20))
def test_what_full_text_search_would_read_as_its_own_is_text(
    register: Register, typed: str
) -> None:
    register.search(typed)


def test_what_is_found_is_what_a_plain_look_at_each_name_finds(register: Register) -> None:
    names = {int(row["URN"]): row["EstablishmentName"].lower() for row in ROWS}
    for typed in ("h", "ho", "hol", "t", "p s", "s p", "holy p", "c", "a"):
        wanted = {
            urn
            for urn, name in names.items()
            if all(
                any(word.startswith(part) for word in f"{name} oldham".replace("’", "").split())
                for part in typed.split()
            )
        }
        found = set(urns(register, f"all: {typed}"))
        in_oldham = {int(row["URN"]) for row in ROWS if row["Town"] == "Oldham"}
        assert wanted & in_oldham <= found, typed
