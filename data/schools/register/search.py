"""Searching the register: typed words become a query of the full-text index.

Each word is the beginning of a word of the school, all must fit, in any order. Digits are codes by
their count; `la:oldham` and the like narrow. Open schools come first; among them those whose number
or name begins with what was typed, then those of the authorities that the books have schools of.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import apsw

from data.schools.register.asking import rows_of
from data.schools.register.index import CLOSED, ELSEWHERE, OPEN, PROPOSED, mark
from data.schools.register.search_words import STATUSES, Query, read_query

_MOST_OWN = 60
"""With more authorities than these none of them is one's own in particular."""

_DIGITS = {"laestab": 4, "ukprn": 6}
"""From so many digits on a number may be the beginning of this code."""

_NEAR_SHOWN, _NEAR_WORDS, _NEAR_ENOUGH = 5, 6, 72
_AT_ONCE = 500

Bounds = dict[int, tuple[int, int]]
"""The first and the last position of each segment."""


class Match(NamedTuple):
    """A school that a search has found; codes are the register's."""

    urn: int
    name: str
    town: str | None
    local_authority: str | None
    la_name: str | None
    phase: str | None
    type: str | None
    status: str | None
    postcode: str | None
    pupils: int | None
    trust: str | None
    closed: str | None


@dataclass(frozen=True)
class Found:
    """What a search came to.

    `matches` are the first of them in their order; the counts are of all. `problem` says what could
    not be followed, `near` holds names that are like what was typed, when nothing fits.
    """

    matches: tuple[Match, ...] = ()
    open: int = 0
    proposed: int = 0
    closed: int = 0
    problem: str = ""
    near: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many schools fit."""
        return self.open + self.proposed + self.closed

    def summed_up(self) -> str:
        """The counts in words: "4 open · 1 closed"."""
        parts = [f"{self.open:,} open"]
        parts += [f"{self.proposed:,} proposed"] if self.proposed else []
        parts += [f"{self.closed:,} closed"] if self.closed else []
        return " · ".join(parts)


class Search:
    """Searches of one register, which remember what does not depend on the words."""

    def __init__(self, database: apsw.Connection) -> None:
        self._database = database

    def find(self, typed: str, *, own: Collection[str] = (), limit: int | None = 200) -> Found:
        """The schools that the typed words mean, those of the `own` authorities before others.

        `own` are codes of authorities; `limit` is for the matches, while all are counted.
        """
        query = read_query(self._database, typed)
        if query.problem or query.empty:
            return Found(problem=query.problem)
        plan = _Plan(self._database, query, own, self._bounds)
        counts = plan.counts()
        matches = _matches(self._database, plan.first(limit, counts))
        fit = {
            status: counts.get(status, 0) + counts.get(status + ELSEWHERE, 0)
            for status in (OPEN, PROPOSED, CLOSED)
        }
        near = self._near(query.words) if query.words and not any(fit.values()) else []
        return Found(tuple(matches), fit[OPEN], fit[PROPOSED], fit[CLOSED], near=tuple(near))

    @cached_property
    def _bounds(self) -> Bounds:
        rows = rows_of(self._database, "SELECT segment, first, last FROM segments")
        return {segment: (first, last) for segment, first, last in rows}

    @cached_property
    def _terms(self) -> list[str]:
        """All words by which schools are found, without marks, numbers and the shortest."""
        self._database.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab('main', 'search', 'row')"
        )
        sql = "SELECT term FROM temp.terms WHERE term GLOB '[a-z]*' AND length(term) > 2"
        return [row[0] for row in rows_of(self._database, sql)]

    def _near(self, words: Sequence[str]) -> list[str]:
        """Names of open schools whose words are like these."""
        from rapidfuzz import fuzz, process

        best, all_near = [], []
        for word in words:
            found = process.extract(
                word, self._terms, scorer=fuzz.ratio, limit=_NEAR_WORDS, score_cutoff=_NEAR_ENOUGH
            )
            near = [f'"{term}"' for term, _, _ in found]
            if any(term.startswith(word) for term in self._terms):
                near.insert(0, f'"{word}" *')
            if near:
                best.append(near[0])
                all_near.append(f"({' OR '.join(near)})")
        tries = [best, all_near]
        if len(all_near) > 1:
            # One word may be a slip for none that there is.
            tries += [[near for near in all_near if near is not left] for left in all_near]
        for each in tries:
            if each and (positions := self._first_open(" AND ".join(each))):
                return [match.name for match in _matches(self._database, positions)]
        return []

    def _first_open(self, expression: str) -> list[int]:
        sql = "SELECT rowid FROM search WHERE search MATCH ? AND rowid <= ? ORDER BY rowid LIMIT ?"
        last = self._bounds.get(OPEN, (0, 0))[1]
        return [row[0] for row in rows_of(self._database, sql, expression, last, _NEAR_SHOWN)]


# What fits


class _Plan:
    """Asks the index for one query, segment by segment."""

    def __init__(
        self, database: apsw.Connection, query: Query, own: Collection[str], bounds: Bounds
    ) -> None:
        self._database, self._query, self._bounds = database, query, bounds
        chosen = query.statuses or set(STATUSES.values())
        wheres = (0, ELSEWHERE) if query.everywhere else (0,)
        self.segments = [status + where for status in sorted(chosen) for where in wheres]
        self._expression = query.expression()
        # Of a number's hits there are few, so that the words are looked for among them alone.
        self._numbered = self._numbers() if query.number else None
        marks = [f'"{mark("la", code)}"' for code in own]
        self._own = f"({' OR '.join(marks)})" if 0 < len(marks) <= _MOST_OWN else ""
        self._beginning = " ".join(query.words)

    def counts(self) -> dict[int, int]:
        """How many of each segment's schools fit."""
        known = [segment for segment in self.segments if segment in self._bounds]
        if not known:
            return {}
        if self._numbered is not None:
            return {
                segment: sum(first <= position <= last for position in self._numbered)
                for segment in known
                for first, last in [self._bounds[segment]]
            }
        if not self._expression:
            return {s: last - first + 1 for s in known for first, last in [self._bounds[s]]}
        # One pass over the hits: that costs more than telling their segments apart.
        each = ", ".join("sum(rowid BETWEEN {} AND {})".format(*self._bounds[s]) for s in known)
        first, last = self._bounds[min(known)][0], self._bounds[max(known)][1]
        sql = f"SELECT {each} FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ?"
        (row,) = rows_of(self._database, sql, self._expression, first, last)
        return dict(zip(known, (count or 0 for count in row), strict=True))

    def first(self, limit: int | None, counts: dict[int, int]) -> list[int]:
        """The positions of the first schools, in the order in which they are shown."""
        found: dict[int, None] = {}
        for segment in self.segments:
            if not counts.get(segment):
                continue
            for position in self._in_order(segment, limit):
                found[position] = None
                if limit is not None and len(found) >= limit:
                    return list(found)
        return list(found)

    def _in_order(self, segment: int, limit: int | None) -> Iterator[int]:
        bounds = self._bounds[segment]
        if self._numbered is not None:
            yield from (p for p in self._numbered if bounds[0] <= p <= bounds[1])
            return
        if not self._expression:
            yield from range(bounds[0], bounds[1] + 1)
            return
        begins = self._beginning_bounds(segment, self._beginning) if self._beginning else None
        # Of several words the others may be the place: "holy oldham".
        first_word = self._beginning.partition(" ")[0]
        alike = first_word and first_word != self._beginning
        nearly = self._beginning_bounds(segment, first_word) if alike else None
        own = f"{self._expression} AND {self._own}" if self._own else ""
        for expression, within in (
            (own, begins), (self._expression, begins), (own, nearly), (self._expression, nearly),
            (own, bounds), (self._expression, bounds),
        ):  # fmt: skip
            if expression and within:
                rows = rows_of(
                    self._database,
                    "SELECT rowid FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ? "
                    "ORDER BY rowid LIMIT ?",
                    expression, *within, -1 if limit is None else limit,
                )  # fmt: skip
                yield from (row[0] for row in rows)

    def _beginning_bounds(self, segment: int, words: str) -> tuple[int, int] | None:
        """The first and last position of the names that begin with these words."""
        ((first, last),) = rows_of(
            self._database,
            "SELECT min(position), max(position) FROM places "
            "WHERE segment = ? AND sort_name >= ? AND sort_name < ?",
            segment, words, f"{words}\U0010ffff",
        )  # fmt: skip
        return None if first is None else (first, last)

    def _numbers(self) -> list[int]:
        """The positions of the schools with a code that begins so; a whole code comes first."""
        number = self._query.number
        ranges = []
        if len(number) <= 6:
            low, high = number.ljust(6, "0"), number.ljust(6, "9")
            ranges.append(f"urn BETWEEN {low} AND {high}")
            ranges.append(f"urn = {number}")
        after = f"{number}:"
        # With fewer digits a UKPRN, of which all begin alike, would be half the register.
        longer = [code for code, digits in _DIGITS.items() if len(number) >= digits]
        ranges += [f"{code} >= '{number}' AND {code} < '{after}'" for code in longer]
        found: dict[int, bool] = {}
        for part in ranges:
            sql = (
                "SELECT position, urn, laestab, ukprn FROM establishments "
                f"CROSS JOIN places USING (urn) WHERE {part}"
            )
            for position, urn, laestab, ukprn in rows_of(self._database, sql):
                found[position] = number not in (str(urn), laestab, ukprn)
        order = sorted(found, key=lambda position: (found[position], position))
        if not self._expression:
            return order
        among = ", ".join(map(str, order))
        sql = f"SELECT rowid FROM search WHERE search MATCH ? AND rowid IN ({among})"
        fit = {row[0] for row in rows_of(self._database, sql, self._expression)}
        return [position for position in order if position in fit]


def _matches(database: apsw.Connection, positions: Sequence[int]) -> Iterator[Match]:
    columns = ", ".join(Match._fields)
    found: dict[int, Match] = {}
    for start in range(0, len(positions), _AT_ONCE):
        among = ", ".join(map(str, positions[start : start + _AT_ONCE]))
        rows = rows_of(
            database,
            f"SELECT position, {columns} FROM places CROSS JOIN establishments USING (urn) "
            f"WHERE position IN ({among})",
        )
        found |= {row[0]: Match(*row[1:]) for row in rows}
    yield from (found[position] for position in positions)
