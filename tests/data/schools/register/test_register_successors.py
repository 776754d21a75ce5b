"""Where a school goes on: conversions, mergers, splits, chains, and links that contradict."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.schools.register.lines import lines_of_school, succession_in_words
from data.schools.register.successors import Ending, Link, Succession, circles, follow
from tests.data.schools.register.conftest import Make
from tests.register_extracts import link, school

Edges = dict[int, list[int]]


def walk(edges: Edges, closed: set[int], urn: int = 1, kind: str = "Successor") -> Succession:
    """Follow links among schools that are open unless they are among the closed."""
    known = {urn, *edges, *(to for several in edges.values() for to in several)}
    return follow(
        urn,
        lambda at: [Link(at, to, kind) for to in edges.get(at, [])],
        lambda at: (at not in closed) if at in known and at < 900 else None,
    )


@pytest.mark.parametrize(
    ("edges", "closed", "ending", "found"),
    [
        ({}, {1}, Ending.NOTHING, ()),
        ({1: [2]}, {1}, Ending.CONVERTED, (2,)),
        ({1: [2], 2: [3], 3: [4], 4: [5]}, {1, 2, 3, 4}, Ending.CONVERTED, (5,)),
        ({1: [2, 3]}, {1}, Ending.SPLIT, (2, 3)),
        ({1: [2, 3]}, {1, 3}, Ending.CONVERTED, (2,)),
        ({1: [2], 2: [3]}, {1, 2, 3}, Ending.CLOSED, ()),
        ({1: [2], 2: [1]}, {1, 2}, Ending.CONTRADICTORY, ()),
        ({1: [2], 2: [1]}, {1}, Ending.CONVERTED, (2,)),
        ({1: [2], 2: [3], 3: [2]}, {1, 2, 3}, Ending.CONTRADICTORY, ()),
        ({1: [999]}, {1}, Ending.CONTRADICTORY, ()),
        ({1: [1]}, {1}, Ending.CONTRADICTORY, ()),
        # A split whose parts come together again is one school.
        ({1: [2, 3], 2: [4], 3: [4]}, {1, 2, 3}, Ending.CONVERTED, (4,)),
        # A link that stands in the file twice.
        ({1: [10], 10: [2, 2]}, {1, 2}, Ending.CONVERTED, (10,)),
        # A school that is open still, and is followed by one that is not open yet.
        ({1: [2], 2: [3]}, {1, 3}, Ending.CONVERTED, (2,)),
        ({1: [2], 2: [3]}, {1}, Ending.CONVERTED, (3,)),
    ],
)
def test_the_walk_ends_at_the_last_open_school(
    edges: Edges, closed: set[int], ending: Ending, found: tuple[int, ...]
) -> None:
    succession = walk(edges, closed)
    assert (succession.ending, succession.open) == (ending, found)


def test_each_step_of_a_chain_is_told() -> None:
    (path,) = walk({1: [2], 2: [3]}, {1, 2}).paths
    assert [(step.urn, step.to) for step in path] == [(1, 2), (2, 3)]


@pytest.mark.parametrize("kind", ["Successor - merged", "Predecessor - amalgamated"])
def test_one_successor_by_another_word_is_a_merger(kind: str) -> None:
    assert walk({1: [2]}, {1}, kind=kind).ending is Ending.MERGED


def test_a_chain_without_end_does_not_end_the_program() -> None:
    edges = {at: [at + 1] for at in range(1, 800)}
    assert walk(edges, set(range(1, 800))).ending is Ending.CONTRADICTORY


@given(
    st.dictionaries(st.integers(1, 12), st.lists(st.integers(1, 12), max_size=4), max_size=12),
    st.sets(st.integers(1, 12)),
)
def test_any_links_are_walked_and_lead_to_open_schools_that_can_be_reached(
    edges: Edges, closed: set[int]
) -> None:
    found = walk(edges, closed)
    reached, waiting = {1}, [1]
    while waiting:
        for to in edges.get(waiting.pop(), []):
            if to not in reached:
                reached.add(to)
                waiting.append(to)
    assert set(found.open) <= reached - closed
    assert len(set(found.open)) == len(found.open)
    assert bool(found.open) == bool((reached - {1}) - closed)


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), max_size=25))
def test_circles_are_the_schools_that_lead_back_to_themselves(pairs: list[tuple[int, int]]) -> None:
    found = circles(Link(*pair) for pair in pairs)
    following: dict[int, set[int]] = {}
    for urn, to in pairs:
        following.setdefault(urn, set()).add(to)
    for _ in range(9):
        for urn, tos in following.items():
            following[urn] = tos | {far for to in tos for far in following.get(to, ())}
    back = {urn for urn, tos in following.items() if urn in tos}
    assert {urn for circle in found for urn in circle} == back
    assert sum(map(len, found)) == len(back)


def test_links_are_read_from_either_of_the_two_schools(make_register: Make) -> None:
    schools = [school(100_000 + n, f"School {n}", status="2" if n < 6 else "1") for n in range(12)]
    register = make_register(
        schools,
        [
            link(100_000, 100_006, "Successor", "01-09-2020"),
            link(100_007, 100_001, "Predecessor - merged"),
            link(100_008, 100_002, "Result of Amalgamation"),
            link(100_003, 100_009, "Expansion"),
            link(100_004, 100_010, "Successor - Split School"),
            link(100_011, 100_004, "Predecessor - Split School"),
            link(100_005, 100_006, "Successor"),
            link(100_006, 100_005, "Predecessor - amalgamated"),
        ],
    )
    endings = [register.successors(str(100_000 + n)) for n in range(6)]
    assert [(each.ending, each.open) for each in endings] == [
        (Ending.CONVERTED, (100_006,)),
        (Ending.MERGED, (100_007,)),
        (Ending.MERGED, (100_008,)),
        (Ending.NOTHING, ()),
        (Ending.SPLIT, (100_010, 100_011)),
        (Ending.MERGED, (100_006,)),
    ]
    assert succession_in_words(register, endings[0]) == "100006 School 6, from 01/09/2020"
    assert ("Goes on as", "100010 School 10; 100011 School 11") in lines_of_school(
        register, "100004"
    )


def test_all_schools_of_several_successors_and_all_circles_of_a_file_are_told(
    make_register: Make,
) -> None:
    # As many as in the file of April 2025: 80 schools of up to five successors, 12 circles.
    links = []
    schools = []
    for number in range(80):
        old = 110_000 + 10 * number
        schools.append(school(old, f"Old {number}", status="2"))
        for place in range(1, 2 + number % 4 + 1):
            schools.append(school(old + place, f"New {number}.{place}"))
            links.append(link(old, old + place))
    for number in range(12):
        one = 120_000 + 2 * number
        schools += [school(one, f"A {number}", status="2"), school(one + 1, "B", status="2")]
        links += [link(one, one + 1), link(one + 1, one)]
    register = make_register(schools, links)
    several = [register.successors(str(110_000 + 10 * number)) for number in range(80)]
    assert [len(each.open) for each in several] == [2 + number % 4 for number in range(80)]
    assert {each.ending for each in several} == {Ending.SPLIT}
    for number in range(12):
        found = register.successors(str(120_000 + 2 * number))
        assert found.ending is Ending.CONTRADICTORY
        assert "contradict" in succession_in_words(register, found)
    assert register.anomalies()["circle-of-links"] == 12
