"""The successors of a school, read from the links between establishments."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

_LONGEST_CHAIN = 50
"""Steps; the longest in the register has four, so a longer one is a fault."""


class Link(NamedTuple):
    """A step from a school to one that followed it: both URNs, the register's word, the day."""

    urn: int
    to: int
    type: str = ""
    day: str | None = None


class Ending(StrEnum):
    """What became of a school, as far as its links tell."""

    NOTHING = "nothing"
    CONVERTED = "converted"
    MERGED = "merged"
    SPLIT = "split"
    CLOSED = "closed"
    CONTRADICTORY = "contradictory"


@dataclass(frozen=True)
class Succession:
    """Where a school goes on.

    `paths` hold the links from the school to each open one in which it goes on, in the order of
    the register; several paths mean that it was split, or that several followed it. `ending` is
    CLOSED when all that followed it have closed too, CONTRADICTORY when the links lead in a circle
    or to schools that the register does not have, and to no open one.
    """

    urn: int
    ending: Ending
    paths: tuple[tuple[Link, ...], ...] = ()

    @property
    def open(self) -> tuple[int, ...]:
        """The URNs of the open schools in which it goes on."""
        return tuple(path[-1].to for path in self.paths)


def follow(
    urn: int, links_from: Callable[[int], Sequence[Link]], is_open: Callable[[int], bool | None]
) -> Succession:
    """Where a school goes on: the last open school along each line of links.

    `is_open` is None for a URN that the register does not have. No school is passed twice.
    """
    seen = {urn}
    leading: set[int] = set()
    circle = unknown = False

    def ends(at: int, path: tuple[Link, ...]) -> tuple[list[tuple[Link, ...]], bool]:
        """The paths to where the lines from here end, and whether one joins such a line before."""
        nonlocal circle, unknown
        found: list[tuple[Link, ...]] = []
        joins = False
        for link in links_from(at):
            if link.to in seen:
                back = link.to == urn or any(step.to == link.to for step in path)
                circle, joins = circle or back, joins or link.to in leading
                continue
            if len(path) >= _LONGEST_CHAIN:
                circle = True
                continue
            seen.add(link.to)
            state = is_open(link.to)
            unknown = unknown or state is None
            longer = (*path, link)
            beyond, joined = ends(link.to, longer)
            joins = joins or joined
            beyond = beyond or ([longer] if state and not joined else [])
            if beyond or joined:
                leading.add(link.to)
            found += beyond
        return found, joins

    paths = tuple(ends(urn, ())[0])
    if paths:
        return Succession(urn, _ending(paths), paths)
    if circle or unknown:
        return Succession(urn, Ending.CONTRADICTORY)
    return Succession(urn, Ending.CLOSED if len(seen) > 1 else Ending.NOTHING)


def _ending(paths: Sequence[tuple[Link, ...]]) -> Ending:
    if len(paths) > 1:
        return Ending.SPLIT
    plain = all(link.type.lower() in ("successor", "predecessor") for link in paths[0])
    return Ending.CONVERTED if plain else Ending.MERGED


def circles(links: Iterable[Link]) -> list[list[int]]:
    """The sets of schools whose links lead back to themselves, each sorted, in order."""
    following: dict[int, list[int]] = {}
    for link in links:
        following.setdefault(link.urn, []).append(link.to)
    return sorted(
        sorted(group)
        for group in _mutually_reachable(following)
        if len(group) > 1 or group[0] in following.get(group[0], ())
    )


def _mutually_reachable(following: Mapping[int, Sequence[int]]) -> list[list[int]]:
    """Tarjan's strongly connected components, without recursion: a chain may be long."""
    order: dict[int, int] = {}
    lowest: dict[int, int] = {}
    stack: list[int] = []
    waiting: set[int] = set()
    found = []
    for start in following:
        if start in order:
            continue
        work = [(start, iter(following[start]))]
        order[start] = lowest[start] = len(order)
        stack.append(start)
        waiting.add(start)
        while work:
            at, nexts = work[-1]
            for to in nexts:
                if to not in order:
                    order[to] = lowest[to] = len(order)
                    stack.append(to)
                    waiting.add(to)
                    work.append((to, iter(following.get(to, ()))))
                    break
                if to in waiting:
                    lowest[at] = min(lowest[at], order[to])
            else:
                work.pop()
                if work:
                    lowest[work[-1][0]] = min(lowest[work[-1][0]], lowest[at])
                if lowest[at] == order[at]:
                    group: list[int] = []
                    while not group or group[-1] != at:
                        group.append(stack.pop())
                        waiting.discard(group[-1])
                    found.append(group)
    return found
